"""The default model: a shrunken drift, with intervals learned from other series.

Five to fifteen yearly values are too few to learn how wrong a projection of them will be: the
textbook 95 % intervals made from them alone hold 62 to 81 % of the outcomes. So the *shape* of a
short history (how rough its changes are, how large beside its level) is turned into an expected
error by a small table, fitted once on 762 public series by ``benchmarks/fit_calibration.py``.
Everything is measured in *units*, the mean absolute yearly change of the history, so no result
depends on whether a figure is written in yuan or in billions.

With the m changes per year r_1 ... r_m in units, their mean r, and the last value y::

    s2      = (sum of (r_i - r)^2 + 1) / m     variance, with one prior change of variance 1
    trend   = (r + e) / 2                      e: mean, each change half the weight of the next
    weight  = r^2 / (r^2 + 4 s2 / m)           a steady trend keeps its slope, noise goes to naive
    v       = unit / (unit + |y|)              the size of a change beside the level
    slope   = weight trend / (1 + 4 v)         growth that is large beside its level slows
    spread  = exp(sum over features f of f (a_f + b_f log h + c_f / m))
    outcome = y + unit (slope h + spread z)

and the quantiles of z come from the table, linear in log h, 1/m, the slope (errors are skewed
towards the trend) and v with the sign of y (errors are skewed away from zero). The prior 1 was
chosen on the same 762 series; the constants 4, 1/2, 4 are round numbers near the best on those and
on the other series of the benchmark.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array
from linhai_analysis.projection.quantiles import LEVELS, MEDIAN, increasing
from linhai_analysis.series import ROUNDING, Years, changes_per_year

LONGEST_WINDOW = 15
"""Values used at most: no longer history was measured."""

CALIBRATED_HORIZON = 5
"""Years ahead for which the measured coverage is stated; beyond them the fit is extrapolated."""

BLOCK = 512
"""Series projected together."""

FEATURES = ("one", "roughness", "roughness_squared", "trend", "recent", "relative")
SPREAD_TERMS = ("one", "log_h", "per_m")
QUANTILE_TERMS = ("one", "log_h", "per_m", "slope", "sign")
SYMMETRIC = np.array([True, True, True, False, False])
"""Which quantile terms change sign between level p and 1 - p; the others change sign when the
history is turned upside down.
"""

TABLE = Path(__file__).with_name("calibration.csv")

_CONSTANT_UNIT = 0.05  # of the level: what a series that stood still is taken to move in a year
_FLOOR = 0.2  # in units: keeps the logarithm of a vanishing change finite


@dataclass(frozen=True)
class Shape:
    """What the model knows of a batch of histories of m changes each, one entry a series."""

    m: int
    last: Array
    unit: Array
    slope: Array
    features: Array
    sign: Array


def shape(changes: Array, last: Array) -> Shape:
    """Measure histories given as changes per year (series x changes) and last values."""
    m = changes.shape[1]
    unit = np.abs(changes).sum(axis=1) / m
    unit = np.where(unit > ROUNDING * np.abs(last), unit, _CONSTANT_UNIT * np.abs(last))
    r = changes / unit[:, None]
    mean = r.sum(axis=1) / m
    variance = (((r - mean[:, None]) ** 2).sum(axis=1) + 1) / m
    recency = 0.5 ** np.arange(m - 1, -1, -1)
    trend = (mean + (r * (recency / recency.sum())).sum(axis=1)) / 2
    weight = mean**2 / (mean**2 + 4 * variance / m)
    relative = unit / (unit + np.abs(last))
    recent = np.abs(r[:, -3:]).sum(axis=1) / min(m, 3)
    features = np.empty((len(last), len(FEATURES)))
    features[:, 0] = 1
    features[:, 1] = np.log(np.sqrt(variance) + _FLOOR)
    features[:, 2] = features[:, 1] ** 2
    features[:, 3] = np.abs(mean)
    features[:, 4] = np.log(recent + _FLOOR)
    features[:, 5] = np.log(relative)
    slope = weight * trend / (1 + 4 * relative)
    return Shape(m, last, unit, slope, features, np.sign(last) * relative)


@dataclass(frozen=True)
class Calibration:
    """The fitted table."""

    spread: Array
    quantiles: Array


@cache
def calibration() -> Calibration:
    """The table that ships with the package, read once."""
    table = pd.read_csv(TABLE, dtype={"row": str}).groupby("part")["value"]
    spread, lower = (table.get_group(part).to_numpy(float) for part in ("spread", "quantile"))
    quantiles = lower.reshape(MEDIAN + 1, len(QUANTILE_TERMS))
    return Calibration(spread.reshape(len(FEATURES), len(SPREAD_TERMS)), mirrored(quantiles))


def mirrored(lower: Array) -> Array:
    """Quantile coefficients for all levels from those of the levels up to the median."""
    return np.concatenate([lower, np.where(SYMMETRIC, -lower, lower)[:MEDIAN][::-1]])


def spread(s: Shape, horizons: Array, coefficients: Array) -> Array:
    """Expected size of the error, in units: series x horizons."""
    terms = spread_terms(s.m, horizons) @ coefficients.T
    return np.asarray(np.exp((s.features[:, None, :] * terms).sum(axis=2)))


def spread_terms(m: int, horizons: Array) -> Array:
    """The terms 1, log h, 1/m: horizons x terms."""
    return np.stack(
        [np.ones(len(horizons)), np.log(horizons), np.full(len(horizons), 1 / m)], axis=1
    )


def quantile_terms(s: Shape, horizons: Array) -> Array:
    """The terms of the quantiles of z: series x horizons x terms."""
    terms = np.empty((len(s.last), len(horizons), len(QUANTILE_TERMS)))
    terms[:, :, :3] = spread_terms(s.m, horizons)
    terms[:, :, 3] = np.clip(s.slope, -1, 1)[:, None]
    terms[:, :, 4] = s.sign[:, None]
    return terms


def predict(s: Shape, horizons: Array) -> Array:
    """Quantiles of the outcomes at `LEVELS`: series x horizons x levels.

    >>> s = shape(np.array([[1.0, 2.0, 1.5, 1.0]]), np.array([20.0]))
    >>> table = predict(s, np.array([1.0, 2.0]))
    >>> table.shape == (1, 2, len(LEVELS)), bool((np.diff(table) > 0).all())
    (True, True)
    """
    fitted = calibration()
    sigma = spread(s, horizons, fitted.spread)
    terms = quantile_terms(s, horizons)
    z = np.zeros((*sigma.shape, len(LEVELS)))
    # Not a matrix product: its rounding depends on the size of the batch.
    for k in range(terms.shape[2]):
        z += terms[:, :, k, None] * fitted.quantiles[:, k]
    outcome = s.slope[:, None, None] * horizons[:, None] + sigma[:, :, None] * increasing(z)
    return np.asarray(s.last[:, None, None] + s.unit[:, None, None] * outcome)


def tables(years: Years, values: Array, horizons: Array, drift: Array | None = None) -> Array:
    """Quantiles of the outcomes for histories of one length; `drift` is borrowed, or NaN."""
    out = np.empty((len(values), len(horizons), len(LEVELS)))
    for at in range(0, len(values), BLOCK):  # of a size that stays in the cache
        block = slice(at, at + BLOCK)
        size = np.abs(values[block]).max(axis=1)
        scaled = values[block] / size[:, None]
        s = shape(changes_per_year(years[block], scaled), scaled[:, -1])
        if drift is not None:
            lent = drift[block] * np.abs(s.last) / s.unit
            s = replace(s, slope=np.where(np.isnan(lent), s.slope, lent))
        out[block] = predict(s, horizons) * size[:, None, None]
    return out
