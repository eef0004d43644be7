"""The path of one indicator: its value in each year, as a number or as an array of draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Path:
    """What an indicator does in a scenario.

    Attributes
    ----------
    indicator : str
    years : tuple of int
        The years that it has a value in.
    at : callable
        Year -> value; a number, or one for each draw.
    origin : str
        The assumption, or ``linked`` where it follows from two others.
    quality : str
        Of its assumption; of a linked one the worse of the two.
    flags : mapping of int to str
        What to know of a year, joined by commas.
    reason : str
        Why it has no value, or ends before the last year.
    sources : frozenset of str
        The indicators whose ranges move it. Of one alone, a quantile of the path is the path of a
        quantile.
    """

    indicator: str
    years: tuple[int, ...]
    at: Callable[[int], Array]
    origin: str
    quality: str = ""
    flags: Mapping[int, str] = field(default_factory=dict)
    reason: str = ""
    sources: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether there is any value."""
        return bool(self.years)


def nothing(year: int) -> Array:
    """Refuse to give a value: the path has none."""
    raise KeyError(year)
