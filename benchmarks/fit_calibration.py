"""Fit the table behind the default projection model: ``python fit_calibration.py``.

Every series of ``series.csv`` is cut into windows of 2, 3, 4, 5, 6, 8, 10 and 15 values followed by
up to ten later ones; a series weighs the same whatever its length. Two steps, both convex, both
without random numbers:

1. spread: log-linear in the features, fitted to the square root of |outcome - point| in units,
   which keeps a few redefinitions from ruling the fit (Newton);
2. quantiles: linear quantile regression of z = (outcome - point) / spread, on the errors and their
   mirror image, so that a history turned upside down gives the projection turned upside down
   (majorise-minimise on the pinball loss).

Rerun on the same file it writes the same bytes: coefficients are rounded to four decimals.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from linhai_analysis.projection import pooled
from linhai_analysis.projection.quantiles import LEVELS, MEDIAN, Array

WINDOWS = (2, 3, 4, 5, 6, 8, 10, 15)
# 7 and 10 keep what lies past 5 from running away.
HORIZONS = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0])
SERIES = Path(__file__).with_name("series.csv")
MOST_WINDOWS = 30
"""Windows taken from one series at each length, evenly spread."""
BLOCK = 8192


@dataclass(frozen=True)
class Sample:
    """Windows of one length: their shape, what followed, their weights.

    ``error`` is what followed, in units from the point (NaN: unknown).
    """

    shape: pooled.Shape
    error: Array
    weight: Array


def read_series(path: Path) -> dict[str, Array]:
    """Values of each series by unique_id; the years are consecutive."""
    table = pd.read_csv(path)
    return {
        name: np.array(text.split(), float)
        for name, text in zip(table["unique_id"], table["values"], strict=True)
    }


def samples(series: dict[str, Array]) -> list[Sample]:
    """One `Sample` for each window length."""
    return [sample(series, n) for n in WINDOWS]


def sample(series: dict[str, Array], n: int) -> Sample:
    """All windows of n values, with their futures."""
    history: list[Array] = []
    future: list[Array] = []
    weight: list[float] = []
    reach = HORIZONS.astype(int)
    for values in series.values():
        ends = np.arange(n - 1, len(values) - 1)
        if len(ends) > MOST_WINDOWS:
            ends = ends[np.unique(np.linspace(0, len(ends) - 1, MOST_WINDOWS).round().astype(int))]
        padded = np.concatenate([values, np.full(reach[-1], np.nan)])
        for end in ends:
            if values[end - n + 1 : end + 1].any():
                history.append(values[end - n + 1 : end + 1])
                future.append(padded[end + reach])
                weight.append(1 / len(ends))
    y = np.array(history)
    shape = pooled.shape(np.diff(y, axis=1), y[:, -1])
    error = (np.array(future) - y[:, -1:]) / shape.unit[:, None] - shape.slope[:, None] * HORIZONS
    return Sample(shape, error, np.array(weight))


def stack(
    parts: list[Sample], terms: list[Array], errors: list[Array]
) -> tuple[Array, Array, Array]:
    """Design, response and weight of all known (window, horizon) pairs."""
    known = [~np.isnan(e) for e in errors]
    weights = [np.broadcast_to(p.weight[:, None], p.error.shape) for p in parts]
    design = np.concatenate([t[k] for t, k in zip(terms, known, strict=True)])
    response = np.concatenate([e[k] for e, k in zip(errors, known, strict=True)])
    weight = np.concatenate([w[k] for w, k in zip(weights, known, strict=True)])
    return design, response, weight / weight.mean()


def spread_design(s: pooled.Shape) -> Array:
    """Features times spread terms: windows x horizons x coefficients."""
    product = s.features[:, None, :, None] * pooled.spread_terms(s.m, HORIZONS)[None, :, None, :]
    return product.reshape(len(s.last), len(HORIZONS), -1)


def fit_spread(parts: list[Sample]) -> Array:
    """Coefficients of the log spread.

    They minimise the sum of weight (sqrt(|error| / spread) + log(spread) / 2).
    """
    x, error, weight = stack(
        parts, [spread_design(p.shape) for p in parts], [p.error for p in parts]
    )
    size = np.sqrt(np.abs(error))
    b: Array = np.zeros(x.shape[1])
    b[0] = np.log(np.average(size, weights=weight))
    ridge = 1e-5 * len(x) * np.eye(len(b))
    for _ in range(60):
        ratio = size * np.exp(-(x @ b))
        step = np.linalg.solve(
            (x * (weight * np.maximum(ratio, 0.2))[:, None]).T @ x + ridge,
            x.T @ (weight * (ratio - 1)),
        )
        b += np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-7:
            break
    return 2 * b.reshape(len(pooled.FEATURES), len(pooled.SPREAD_TERMS))


def fit_quantiles(parts: list[Sample], spread: Array) -> Array:
    """Coefficients of the quantiles of z, for the levels up to the median."""
    errors = [p.error / pooled.spread(p.shape, HORIZONS, spread) for p in parts]
    x, z, weight = stack(parts, [pooled.quantile_terms(p.shape, HORIZONS) for p in parts], errors)
    x = np.concatenate([x, np.where(pooled.SYMMETRIC, x, -x)])
    z, weight = np.concatenate([z, -z]), np.concatenate([weight, weight])
    rows = [regress(x, z, weight, level) for level in LEVELS[:MEDIAN]]
    middle = np.zeros(x.shape[1])  # the symmetric terms of the median are zero by symmetry
    middle[~pooled.SYMMETRIC] = regress(x[:, ~pooled.SYMMETRIC], z, weight, 0.5)
    return np.array([*rows, middle])


def regress(x: Array, y: Array, weight: Array, level: float) -> Array:
    """Linear quantile regression by majorise-minimise (Hunter and Lange 2000).

    Sharpened step by step; in blocks that stay in the cache, which takes a fifth of the time.
    """
    cuts = [slice(i, i + BLOCK) for i in range(0, len(y), BLOCK)]
    blocks = [(np.ascontiguousarray(x[k].T), y[k], weight[k]) for k in cuts]
    b = np.linalg.solve((x * weight[:, None]).T @ x, (x * weight[:, None]).T @ y)
    tilt = (2 * level - 1) * (x * weight[:, None]).sum(axis=0)
    width = 1.0
    for _ in range(40):
        left, right = np.zeros((len(b), len(b))), tilt.copy()
        for rows, part, share in blocks:
            pull = rows * (share / np.maximum(np.abs(part - b @ rows), width))
            left += pull @ rows.T
            right += pull @ part
        b = np.linalg.solve(left, right)
        width = max(0.75 * width, 0.01)
    return np.asarray(b, dtype=np.float64)


def fit(series: dict[str, Array]) -> pooled.Calibration:
    """The calibration that these series give."""
    parts = samples(series)
    spread = fit_spread(parts)
    return pooled.Calibration(spread, pooled.mirrored(fit_quantiles(parts, spread)))


def table(c: pooled.Calibration) -> pd.DataFrame:
    """The calibration as the long table that the package reads: part, row, term, value."""
    spread = pd.DataFrame(c.spread, index=list(pooled.FEATURES), columns=list(pooled.SPREAD_TERMS))
    names = [f"{level:g}" for level in LEVELS[: MEDIAN + 1]]
    quantiles = pd.DataFrame(
        c.quantiles[: MEDIAN + 1], index=names, columns=list(pooled.QUANTILE_TERMS)
    )
    both = pd.concat({"spread": spread.stack(), "quantile": quantiles.stack()})
    return both.rename_axis(["part", "row", "term"]).rename("value").reset_index()


def write(path: Path) -> None:
    """Fit and write the table, the same bytes each time."""
    fitted = table(fit(read_series(SERIES)))
    fitted["value"] = (fitted["value"].round(4) + 0.0).map("{:.4f}".format)
    fitted.to_csv(path, index=False, lineterminator="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=pooled.TABLE, help="where to write (default: the package's own)"
    )
    write(parser.parse_args().out)
