"""Whether two series are one: in another unit, rounded, or as they stand.

A place that lends its own figures to itself under another name would make them surer than they are.
But places of small whole numbers, or that grow along a line, are alike without being one. So rows
are the same only where chance is as good as excluded: in each year a change falls into one step of
rounding with the probability of that step over four mean changes, the years taken as independent.
"""

from __future__ import annotations

import numpy as np

from linhai_analysis.arguments import Array, Mask
from linhai_analysis.series import SMALLEST
from linhai_analysis.targets import same

LEAST_SAME = 4
"""Common years without which two series are not compared."""
BY_CHANCE = 1e-3
"""Rows that are alike with a greater probability than this may be of two places."""
_FINEST = 1e-9
_DIGITS = range(9, -10, -1)


def one_series(table: Array, values: Array) -> Mask:
    """The rows (series x years, NaN where nothing is known) that hold the series `values`.

    Equal values count by how the series moves; values that are only proportional, within half a
    step of the coarser rounding, by how it departs from a straight line and from steady growth.

    >>> own = np.array([5023.0, 5211, 5742, 6018, 6634])
    >>> one_series(np.array([own, own / 1e4, np.round(own, -1), own[::-1]]), own).tolist()
    [True, True, True, False]
    >>> one_series(np.array([[3.0, 4, 5, 6]]), np.array([3.0, 4, 5, 6])).tolist()
    [False]
    """
    count = len(table)
    rows = np.flatnonzero((~np.isnan(table)).sum(axis=1) >= LEAST_SAME)
    own, table = np.where(np.isnan(table), np.nan, values)[rows], table[rows]
    scale = np.nansum(np.abs(table), axis=1) / np.fmax(np.nansum(np.abs(own), axis=1), SMALLEST)
    in_unit = table / np.fmax(scale, SMALLEST)[:, None]
    equal = (same(table, own) | np.isnan(own)).all(axis=1)
    moves, bends = _movement(values)
    # Rounded more coarsely than this, any series would fit.
    near = np.asarray(equal | _proportional(in_unit, own, np.full(len(rows), 2 * bends)))
    rows, own, table, equal = rows[near], own[near], table[near], np.asarray(equal)[near]
    # The one of coarser figures is rounded from the other.
    half = np.fmax(_step(table) / np.fmax(scale[near], SMALLEST), _step(own)) / 2
    changes = (~np.isnan(own)).sum(axis=1) - 1
    alike = _proportional(in_unit[near], own, half)
    # One change is spent on the factor between the two.
    told = (equal & _no_chance(half, moves, changes)) | (
        alike & _no_chance(half, bends, changes - 1)
    )
    return np.isin(np.arange(count), rows[told])


def _no_chance(half: Array, by: float, changes: Array) -> Mask:
    """Whether so many changes hardly all fall into their steps of rounding by chance."""
    return np.asarray((half / np.fmax(2 * by, half)) ** changes < BY_CHANCE)


def _proportional(table: Array, own: Array, half: Array) -> Mask:
    """Whether one factor brings all values of a row within half a step of the series."""
    positive = (own > 0) | np.isnan(own)
    divisor = np.where(own > 0, own, np.nan)
    room = half[:, None] * (1 + _FINEST)
    least = np.fmax.reduce((table - room) / divisor, axis=1)
    most = np.fmin.reduce((table + room) / divisor, axis=1)
    return np.asarray(positive.all(axis=1) & (least <= most))


def _movement(values: Array) -> tuple[float, float]:
    """The mean change, and the mean departure from a line or from steady growth: the smaller."""
    moves = np.diff(values)
    growth = moves / np.fmax(np.abs(values[:-1]), SMALLEST)
    bends, turns = (np.abs(one - one.mean()).mean() for one in (moves, growth))
    return float(np.abs(moves).mean()), float(min(bends, turns * np.abs(values).mean()))


def _step(table: Array) -> Array:
    """The power of ten to which the values of each row are rounded.

    >>> _step(np.array([[120.0, 3.0], [0.25, 1.5], [300.0, 1200.0]])).tolist()
    [1.0, 0.01, 100.0]
    """
    room = _FINEST * np.fmax.reduce(np.abs(table), axis=1)
    out = room
    for digits in _DIGITS:
        rounded = np.abs(np.round(table, digits) - table) <= room[:, None]
        out = np.where((rounded | np.isnan(table)).all(axis=1), 10.0**-digits, out)
    return np.asarray(out)
