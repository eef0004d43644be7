"""The default model: a shrunken drift, with intervals learned from other series.

Five to fifteen yearly values are too few to learn how wrong a projection of them will be: the
textbook 95 % intervals made from them alone hold 62 to 81 % of the outcomes. So the *shape* of a
short history (how rough its changes are, how large beside its level) is turned into an expected
error by a small table, fitted once on public series by ``benchmarks/fit_calibration.py``.
Everything is measured in *units*, the mean absolute yearly change of the history, so no result
depends on whether a figure is written in yuan or in billions.

With the m changes per year r_1 ... r_m in units, their mean r, and the last value y::

    s2      = (sum of (r_i - r)^2 + 1) / m     variance, with one prior change of variance 1
    trend   = mean of the changes, each with half the weight of the next
    weight  = r^2 / (r^2 + 4 s2 / m)           a steady trend keeps its slope, noise goes to naive
    steady  = r^2 / (r^2 + 2 (m s2 - 0.7) / m^2)   the same, nearer to 1
    v       = unit / (unit + |y|)              the size of a change beside the level
    slope   = a weight trend (1 - v)^4         growth that is large beside its level slows
              + steady (b r + c v)             growth away from zero goes on: only there
    spread  = exp(sum over features f of f (a_f + b_f log h + c_f / m))
    outcome = y + unit (slope h + spread z)

and the quantiles of z come from the table, linear in log h, 1/m, the slope (errors are skewed
towards the trend) and v with the sign of y (errors are skewed away from zero).

Two kinds of histories are cases of their own:

- near zero, where the last value is under a quarter of the largest one: no skew, and towards zero
  there is only the last value to go, x -> x y / (x + y), fading in; a steady fall goes on at half
  its rate g, the mean yearly change of log y: what lies up to y shrinks by exp(h w g / 2), what
  lies above by as much as y does, with w = g^2 / (g^2 + 2 (m var(log changes) + 0.5) / m^2), fading
  in from half of the largest value;
- around zero: values of both signs, such as growth rates and balances, where zero is an arbitrary
  place, and small counts that come back from zero: no trend and no skew; they return to their usual
  level, 0.7 of the mean and 0.3 of the last value, with a table of their own (`both_signs`).

The round constants were chosen on the series of the fit and of the benchmark; what that means for
the figures stands in ``benchmarks/README.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array, Mask
from linhai_analysis.projection.quantiles import LEVELS, MEDIAN, increasing
from linhai_analysis.projection.zero import around_zero, decay, nearness
from linhai_analysis.series import ROUNDING, Years, changes_per_year

LONGEST_WINDOW = 15
"""Values used at most: no longer history was measured."""

CALIBRATED_HORIZON = 5
"""Years ahead for which the measured coverage is stated; beyond them the fit is extrapolated."""

BLOCK = 512
"""Series projected together."""

SLOPE_TERMS = ("trend", "steady", "steady_relative")
FEATURES = ("one", "roughness", "roughness_squared", "trend", "recent", "relative", "near_zero")
SPREAD_TERMS = ("one", "log_h", "per_m")
QUANTILE_TERMS = ("one", "log_h", "per_m", "slope", "sign")
SYMMETRIC = np.array([True, True, True, False, False])
"""Which quantile terms change sign between level p and 1 - p; the others change sign when the
history is turned upside down.
"""

TABLE = Path(__file__).with_name("calibration.csv")

_CONSTANT_UNIT = 0.05  # of the level: what a series that stood still is taken to move in a year
_FLOOR = 0.2  # in units: keeps the logarithm of a vanishing change finite
_USUAL = 0.7  # weight of the mean in the usual level of a series of both signs


@dataclass(frozen=True)
class Shape:
    """What the model knows of a batch of histories of m changes each, one entry a series.

    `start` is where the projection starts, `near` how near to zero the last value is, 0 to 1,
    `decay` the yearly change of its logarithm, 0 where it is not falling to zero.
    """

    m: int
    start: Array
    unit: Array
    slope_terms: Array
    features: Array
    sign: Array
    near: Array
    decay: Array
    both_signs: Mask

    def part(self, rows: Mask) -> Shape:
        """Some of the series."""
        own = {name: part[rows] for name, part in vars(self).items() if name != "m"}
        return Shape(m=self.m, **own)


def shape(values: Array, changes: Array) -> Shape:
    """Measure histories given as values and changes per year (series x values, series x m)."""
    m, last, size = changes.shape[1], values[:, -1], np.abs(values).max(axis=1)
    both = around_zero(values)
    unit = np.abs(changes).sum(axis=1) / m
    unit = np.where(unit > ROUNDING * size, unit, _CONSTANT_UNIT * size)
    r = changes / unit[:, None]
    mean = r.sum(axis=1) / m
    scatter = ((r - mean[:, None]) ** 2).sum(axis=1)
    relative = unit / (unit + np.where(both, size, np.abs(last)))
    near = nearness(values)
    recent = np.abs(r[:, -3:]).sum(axis=1) / min(m, 3)
    features = np.empty((len(last), len(FEATURES)))
    features[:, 0] = 1
    features[:, 1] = np.log(np.sqrt((scatter + 1) / m) + _FLOOR)
    features[:, 2] = features[:, 1] ** 2
    features[:, 3] = np.abs(mean)
    features[:, 4] = np.log(recent + _FLOOR)
    features[:, 5] = np.log(relative)
    features[:, 6] = near
    side = np.where(both, 0, np.sign(last))
    usual = _USUAL * values.mean(axis=1) + (1 - _USUAL) * last
    return Shape(
        m,
        np.where(both, usual, last),
        unit,
        _slope_terms(r, mean, scatter, relative, side),
        features,
        side * relative * (1 - near),
        near,
        np.where(both, 0, decay(values, changes, np.abs(last) / size)),
        both,
    )


def _slope_terms(r: Array, mean: Array, scatter: Array, relative: Array, side: Array) -> Array:
    """What the slope is made of (series x terms); `side` is 0 where values have both signs."""
    m = r.shape[1]
    recency = 0.5 ** np.arange(m - 1, -1, -1)
    trend = (r * (recency / recency.sum())).sum(axis=1)
    weight = mean**2 / (mean**2 + 4 * (scatter + 1) / m**2)
    away = mean * side > 0
    steady = np.where(away, mean**2 / (mean**2 + 2 * (scatter + 0.3) / m**2), 0)
    damped = np.where(side == 0, 0, weight * trend * (1 - relative) ** 4)
    return np.stack([damped, steady * mean, steady * relative * side], axis=1)


@dataclass(frozen=True)
class Scatter:
    """Coefficients of the spread (features x terms) and of the quantiles (levels x terms)."""

    spread: Array
    quantiles: Array


@dataclass(frozen=True)
class Calibration:
    """The fitted table: the slope, and the scatter of histories of one sign and of both."""

    slope: Array
    one_sign: Scatter
    both_signs: Scatter


@cache
def calibration() -> Calibration:
    """The table that ships with the package, read once."""
    table = pd.read_csv(TABLE, dtype={"row": str}).groupby("part")["value"]
    part = {name: values.to_numpy(float) for name, values in table}
    return Calibration(part["slope"], _scatter(part, "one_sign"), _scatter(part, "both_signs"))


def _scatter(part: dict[str, Array], kind: str) -> Scatter:
    quantiles = part[f"quantile_{kind}"].reshape(MEDIAN + 1, len(QUANTILE_TERMS))
    spread = part[f"spread_{kind}"].reshape(len(FEATURES), len(SPREAD_TERMS))
    return Scatter(spread, mirrored(quantiles))


def mirrored(lower: Array) -> Array:
    """Quantile coefficients for all levels from those of the levels up to the median."""
    return np.concatenate([lower, np.where(SYMMETRIC, -lower, lower)[:MEDIAN][::-1]])


def slopes(s: Shape, coefficients: Array) -> Array:
    """Yearly change of the median, in units, one entry a series."""
    # Not a matrix product: its rounding depends on the size of the batch.
    return np.asarray((s.slope_terms * coefficients).sum(axis=1))


def spread(s: Shape, horizons: Array, coefficients: Array) -> Array:
    """Expected size of the error, in units: series x horizons."""
    terms = spread_terms(s.m, horizons) @ coefficients.T
    return np.asarray(np.exp((s.features[:, None, :] * terms).sum(axis=2)))


def spread_terms(m: int, horizons: Array) -> Array:
    """The terms 1, log h, 1/m: horizons x terms."""
    return np.stack(
        [np.ones(len(horizons)), np.log(horizons), np.full(len(horizons), 1 / m)], axis=1
    )


def quantile_terms(s: Shape, slope: Array, horizons: Array) -> Array:
    """The terms of the quantiles of z: series x horizons x terms."""
    terms = np.empty((len(s.start), len(horizons), len(QUANTILE_TERMS)))
    terms[:, :, :3] = spread_terms(s.m, horizons)
    terms[:, :, 3] = np.clip(slope, -1, 1)[:, None]
    terms[:, :, 4] = s.sign[:, None]
    return terms


def predict(s: Shape, horizons: Array, fitted: Calibration | None = None) -> Array:
    """Quantiles of the outcomes at `LEVELS`: series x horizons x levels; `fitted` is another table.

    >>> values = np.array([[20.0, 21, 23, 24.5, 25.5]])
    >>> table = predict(shape(values, np.diff(values)), np.array([1.0, 2.0]))
    >>> table.shape == (1, 2, len(LEVELS)), bool((np.diff(table) > 0).all())
    (True, True)
    """
    fitted = calibration() if fitted is None else fitted
    out = np.empty((len(s.start), len(horizons), len(LEVELS)))
    for rows, scatter in ((~s.both_signs, fitted.one_sign), (s.both_signs, fitted.both_signs)):
        if rows.all():
            return _outcomes(s, horizons, fitted.slope, scatter)
        if rows.any():
            out[rows] = _outcomes(s.part(rows), horizons, fitted.slope, scatter)
    return out


def _outcomes(s: Shape, horizons: Array, coefficients: Array, scatter: Scatter) -> Array:
    """Quantiles of histories of one kind."""
    slope = slopes(s, coefficients)
    terms = quantile_terms(s, slope, horizons)
    z = np.zeros((len(s.start), len(horizons), len(LEVELS)))
    # Not a matrix product: its rounding depends on the size of the batch.
    for k in range(terms.shape[2]):
        z += terms[:, :, k, None] * scatter.quantiles[:, k]
    sigma = spread(s, horizons, scatter.spread)
    ahead = slope[:, None, None] * horizons[:, None] + sigma[:, :, None] * increasing(z)
    if s.near.any():
        ahead = towards_zero(ahead, s.start / s.unit, s.near)
    made = s.start[:, None, None] + s.unit[:, None, None] * ahead
    return np.asarray(shrunk(made, s, horizons) if s.decay.any() else made)


def shrunk(made: Array, s: Shape, horizons: Array) -> Array:
    """Outcomes (series x horizons x levels) of falls that go on: nearer to zero, never beyond."""
    side = np.where(s.start < 0, -1, 1)[:, None, None]
    lost = -np.expm1(s.decay[:, None] * horizons)[:, :, None]
    return made - side * lost * np.clip(made * side, 0, np.abs(s.start)[:, None, None])


def towards_zero(ahead: Array, last: Array, near: Array) -> Array:
    """Changes (series x ...) kept from running through zero where the last value is near it.

    Half of a fall that is as large as the last value remains, a third of one twice as large:

    >>> towards_zero(np.array([[-1.0, -2.0, 3.0]]), np.array([1.0]), np.array([1.0])).round(3)
    array([[-0.5  , -0.667,  3.   ]])
    """
    wide = (slice(None), *[None] * (ahead.ndim - 1))
    reach = np.maximum(np.abs(last), 0.01)[wide]
    side = np.where(last < 0, -1, 1)[wide]
    fall = np.maximum(-ahead * side, 0)
    return np.asarray(ahead + side * near[wide] * fall**2 / (fall + reach))


def tables(
    years: Years, values: Array, horizons: Array, fitted: Calibration | None = None
) -> Array:
    """Quantiles of the outcomes for histories of one length: series x horizons x levels."""
    out = np.empty((len(values), len(horizons), len(LEVELS)))
    for at in range(0, len(values), BLOCK):  # of a size that stays in the cache
        block = slice(at, at + BLOCK)
        size = np.abs(values[block]).max(axis=1)
        scaled = values[block] / size[:, None]
        s = shape(scaled, changes_per_year(years[block], scaled))
        out[block] = predict(s, horizons, fitted) * size[:, None, None]
    return out
