"""A predictive distribution as a row of quantiles: read values off it, read probabilities off it.

Every model answers with its quantiles at the fixed ``LEVELS``. Between two levels, and beyond the
outer ones, the quantile is linear in the log-odds of the level (beyond them: logistic tails), so
values and probabilities are exact inverses of each other.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from linhai_analysis.arguments import Array

_LOWER = np.array([0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4])
LEVELS: Array = np.concatenate([_LOWER, [0.5], 1 - _LOWER[::-1]])
MEDIAN = 8
_LOGITS: Array = np.log(LEVELS / (1 - LEVELS))


def increasing(z: Array) -> Array:
    """Quantiles along the last axis made strictly increasing, for estimates that touch or cross.

    >>> increasing(np.array([0.0, 2.0, 1.0])).round(6).tolist()
    [-0.0, 1.0, 2.0]
    """
    steps = 1e-9 * (np.arange(z.shape[-1]) - z.shape[-1] // 2)
    return np.asarray(np.sort(z, axis=-1) + steps)


def quantile(table: Array, level: float) -> Array:
    """The value below which an outcome falls with probability `level`, for every row of `table`.

    >>> table = np.log(LEVELS / (1 - LEVELS))[None]          # a logistic distribution
    >>> [round(float(quantile(table, p)[0]), 3) for p in (0.5, 0.75, 0.999)]
    [0.0, 1.099, 6.907]
    """
    x = np.log(level / (1 - level))
    k = int(np.clip(np.searchsorted(_LOGITS, x), 1, len(_LOGITS) - 1))
    if np.isclose(level, LEVELS[k], rtol=0, atol=1e-12):
        return np.asarray(table[..., k])
    if np.isclose(level, LEVELS[k - 1], rtol=0, atol=1e-12):
        return np.asarray(table[..., k - 1])
    share = (x - _LOGITS[k - 1]) / (_LOGITS[k] - _LOGITS[k - 1])
    return np.asarray((1 - share) * table[..., k - 1] + share * table[..., k])


def values_at(row: Array, levels: Array) -> Array:
    """The values below which an outcome falls with each of many probabilities, for one row.

    >>> row = np.log(LEVELS / (1 - LEVELS))                  # a logistic distribution
    >>> values_at(row, np.array([0.5, 0.75, 0.999])).round(3).tolist()
    [0.0, 1.099, 6.907]
    """
    x = np.log(levels / (1 - levels))
    k = np.clip(np.searchsorted(_LOGITS, x), 1, len(_LOGITS) - 1)
    share = (x - _LOGITS[k - 1]) / (_LOGITS[k] - _LOGITS[k - 1])
    return np.asarray((1 - share) * row[k - 1] + share * row[k])


def probability_below(row: Array, value: float) -> float:
    """The probability that an outcome is below `value`: the inverse of `quantile` for one row.

    >>> row = np.log(LEVELS / (1 - LEVELS))
    >>> round(probability_below(row, 0.0), 3), round(probability_below(row, np.log(3)), 3)
    (0.5, 0.75)
    """
    return float(probabilities_below(row[None], np.array([value]))[0])


def probabilities_below(table: Array, values: Array) -> Array:
    """The same for many rows, each with a value of its own."""
    k = np.clip((table < values[:, None]).sum(axis=1), 1, table.shape[1] - 1)
    row = np.arange(len(table))
    low, high = table[row, k - 1], table[row, k]
    # A target beyond all proportion to the series: probability 0 or 1.
    with np.errstate(over="ignore"):
        share = (values - low) / (high - low)
        x = _LOGITS[k - 1] + share * (_LOGITS[k] - _LOGITS[k - 1])
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -700, 700))))


def mixture(parts: Sequence[Array], weights: Sequence[float]) -> Array:
    """Quantiles (rows x levels) of what is each part with its weight.

    Two that lie far apart, each with half of the outcomes: the quartiles are their medians.

    >>> low = np.log(LEVELS / (1 - LEVELS))[None]
    >>> made = mixture([low, low + 1000], [0.5, 0.5])
    >>> values_at(made[0], np.array([0.2, 0.8])).round(1).tolist()  # at 40 and 60 % of each
    [-0.4, 1000.4]
    """
    levels = 1 / (1 + np.exp(-np.linspace(-9, 9, 1801)))
    share = np.diff(np.concatenate([[0], (levels[1:] + levels[:-1]) / 2, [1]]))
    mass = np.concatenate([weight * share for weight in weights])
    made = []
    for rows in zip(*parts, strict=True):
        values = np.concatenate([values_at(row, levels) for row in rows])
        order = np.argsort(values, kind="stable")
        below = np.cumsum(mass[order]) - mass[order] / 2
        made.append(np.interp(LEVELS, below, values[order]))
    return increasing(np.array(made))
