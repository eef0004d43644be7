"""The arithmetic of one leg: the value after k of n years, for numbers and arrays."""

from __future__ import annotations

import numpy as np

from linhai_analysis.arguments import Array


def by_rate(start: Array, rate: Array, k: int, n: int) -> Array:
    """Constant growth: start * (1 + rate) ** k.

    >>> round(float(by_rate(np.float64(60), np.float64(0.1), 2, 5)), 6)
    72.6
    """
    return np.asarray(start * (1 + rate) ** k)


def by_points(start: Array, pace: Array, k: int, n: int) -> Array:
    """The same change each year: start + pace * k.

    >>> float(by_points(np.float64(2.5), np.float64(0.25), 2, 5))
    3.0
    """
    return np.asarray(start + pace * k)


def held(start: Array, amount: Array, k: int, n: int) -> Array:
    """No change.

    >>> float(held(np.float64(60), np.float64(0), 4, 5))
    60.0
    """
    return start


def towards_linear(start: Array, goal: Array, k: int, n: int) -> Array:
    """The straight line that is at `goal` after n years.

    >>> float(towards_linear(np.float64(60), np.float64(120), 1, 5))
    72.0
    """
    return np.asarray(start + (goal - start) * (k / n))


def towards_compound(start: Array, goal: Array, k: int, n: int) -> Array:
    """Constant growth that is at `goal` after n years.

    >>> round(float(towards_compound(np.float64(60), np.float64(120), 5, 5)), 6)
    120.0
    """
    return np.asarray(start * (goal / start) ** (k / n))
