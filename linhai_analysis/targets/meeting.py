"""What meets a target: one function, one tolerance, for every relation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from linhai_analysis.arguments import Array, Mask

# Two figures that differ by less than this share are one figure, computed in two ways.
TOLERANCE = 1e-9
# 左右 and 约 are met within 2 % of the figure, by convention.
ABOUT = 0.02


@dataclass(frozen=True)
class Relation:
    """How a value has to stand to its target: above it (1), below it (-1), at it (0)."""

    name: str
    side: int
    strict: bool = False
    room: float = TOLERANCE

    def holds(self, value: Array, aim: Array) -> Mask:
        """Whether values stand to levels as this relation has it."""
        room = self.room * np.abs(aim)
        low, high = aim - room, aim + room
        if self.strict:
            return np.asarray(value > high if self.side > 0 else value < low)
        if self.side:
            return np.asarray(value >= low if self.side > 0 else value <= high)
        return np.asarray((value >= low) & (value <= high))


TABLE = (
    Relation("at_least", 1),
    Relation("at_most", -1),
    Relation("above", 1, strict=True),
    Relation("below", -1, strict=True),
    Relation("exactly", 0),
    Relation("about", 0, room=ABOUT),
)

RELATIONS: Mapping[str, Relation] = {relation.name: relation for relation in TABLE}
# A range is held against the end that is reached first.
RANGE = "range"


def same(one: ArrayLike, other: ArrayLike) -> Mask:
    """Whether two figures are one, computed in two ways.

    >>> bool(same(60 * (2 ** (1 / 5)) ** 5, 120.0)), bool(same(3.0, 3.0001))
    (True, False)
    """
    one, other = np.asarray(one, float), np.asarray(other, float)
    return np.asarray(np.abs(one - other) <= TOLERANCE * np.fmax(np.abs(one), np.abs(other)))


def meets(value: ArrayLike, aim: ArrayLike, relation: ArrayLike) -> Mask:
    """Whether values meet the levels aimed at; a missing value or level does not.

    >>> meets([3.0, 2.98, 3.0], 3.0, ["at_least", "at_least", "above"]).tolist()
    [True, False, False]
    """
    value, aim, names = np.asarray(value, float), np.asarray(aim, float), np.asarray(relation, str)
    met = np.zeros(np.broadcast_shapes(value.shape, aim.shape), bool)
    for name in np.unique(names):
        met |= (names == name) & RELATIONS[name].holds(value, aim)
    return met


def nearest(relation: str, better: str) -> str:
    """The relation to the end of a range that is reached first; others stay as they are.

    >>> nearest("range", "down"), nearest("range", "up"), nearest("above", "up")
    ('at_most', 'at_least', 'above')
    """
    if relation != RANGE:
        return relation
    return "at_most" if better == "down" else "at_least"


def towards(relation: ArrayLike, better: ArrayLike, aim: Array, base: Array) -> Array:
    """1 where the way to the level aimed at leads up, -1 where it leads down."""
    names = np.asarray(relation, str)
    better_way = np.where(np.asarray(better, str) == "up", 1.0, -1.0)
    way = np.sign(aim - base)
    # A target to be hit lies where it lies; without a base, or at it, better says which way.
    to_it = np.where(np.isnan(way) | (way == 0), better_way, way)
    sides = [(names == one.name, one.side or to_it) for one in TABLE]
    side = np.select([mask for mask, _ in sides], [way for _, way in sides], better_way)
    return np.where(np.isnan(aim), better_way, side)
