"""Histories near zero and around it: which they are, and how a fall to zero goes on."""

from __future__ import annotations

import numpy as np

from linhai_analysis.arguments import Array, Mask

STEEPEST = 0.01
"""The factor of a year that a logarithm still sees."""


def zero_flags(values: Array) -> dict[str, Mask]:
    """Which histories (series x values) are cases of their own: flag -> series.

    >>> zero_flags(np.array([[9.0, 4, 2], [5, -1, 4], [4, 5, 6]]))
    {'near_zero': array([ True, False, False]), 'around_zero': array([False,  True, False])}
    """
    return {"near_zero": nearness(values) > 0, "around_zero": around_zero(values)}


def nearness(values: Array) -> Array:
    """How near to zero each history ends, 0 to 1: from a quarter of its largest value on.

    >>> nearness(np.array([[8.0, 4, 2], [8, 4, 1], [8, 4, 0], [8, -4, 0]])).tolist()
    [0.0, 0.5, 1.0, 0.0]
    """
    size = np.abs(values)
    largest = np.maximum(size.max(axis=1), np.finfo(float).tiny)
    near = np.clip(1 - 4 * size[:, -1] / largest, 0, 1)
    return np.where(around_zero(values) | (size.max(axis=1) == 0), 0, near)


def both_signs(values: Array) -> Mask:
    """Which histories have values above and below zero."""
    return np.asarray((values.min(axis=1) < 0) & (values.max(axis=1) > 0))


def around_zero(values: Array) -> Mask:
    """Which histories (series x values) have no floor at zero, or come back from it.

    They have values of both signs, or rose again from zero and were there in the last four years.

    >>> around_zero(np.array([[6.0, 5, 6, -4], [1, 0, 2, 1], [0, 1, 2, 4], [3, 2, 1, 0]]))
    array([ True,  True, False, False])
    """
    zero = values == 0
    risen = np.logical_or.accumulate(~zero, axis=1)[:, :-2] & zero[:, 1:-1] & ~zero[:, 2:]
    return np.asarray(both_signs(values) | (risen.any(axis=1) & zero[:, -4:].any(axis=1)))


def decay(values: Array, changes: Array, left: Array) -> Array:
    """Half the rate of a fall to zero, if steady; `left` is the share of the largest value.

    Halved six times, 0.5 log 2 but for a prior change and what fades in below one half:

    >>> halved = np.array([[64.0, 32, 16, 8, 4, 2, 1]])
    >>> decay(halved, np.diff(halved), np.array([1 / 64])).round(4)    # -0.3466 x 0.9453 x 0.9688
    array([-0.3174])
    """
    m, before = changes.shape[1], values[:, :-1]
    # A change may be more often its start than a number can hold; it is cut below.
    with np.errstate(over="ignore"):
        relative = np.divide(changes, before, out=np.zeros_like(changes), where=before != 0)
    logs = np.log(np.clip(1 + relative, STEEPEST, 1 / STEEPEST))
    rate = np.minimum(logs.sum(axis=1) / m, 0)
    scatter = ((logs - logs.sum(axis=1)[:, None] / m) ** 2).sum(axis=1)
    weight = rate**2 / (rate**2 + 2 * (scatter + 0.5) / m**2)
    return np.asarray(0.5 * np.clip(1 - 2 * left, 0, 1) * weight * rate)
