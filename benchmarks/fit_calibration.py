"""Fit the table behind the default projection model: ``python fit_calibration.py``.

Three sources: the series of ``series.csv``, China's provinces as they ship with the package, and
the yearly growth rates of both, which are of both signs. Every series is cut into windows of 2, 3,
5, 6, 8, 10 and 15 values followed by up to ten later ones; a series weighs the same whatever its
length, and an indicator of the provinces as much as twenty series, so that one country does not
rule.
Three steps, all convex, all without random numbers:

1. slope: least absolute deviations of the outcomes on the slope terms;
2. spread: log-linear in the features, fitted to the square root of |outcome - point| in units,
   which keeps a few redefinitions from ruling the fit (Newton);
3. quantiles: linear quantile regression of z = (outcome - point) / spread, on the errors and their
   mirror image, so that a history turned upside down gives the projection turned upside down
   (majorise-minimise on the pinball loss).

Steps 2 and 3 are done once for histories of one sign and once for those of both. Rerun on the same
files it writes the same bytes: coefficients are rounded to four decimals.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from linhai_analysis import load_panel
from linhai_analysis.projection import pooled
from linhai_analysis.projection.quantiles import LEVELS, MEDIAN, Array
from linhai_analysis.projection.zero import both_signs

WINDOWS = (2, 3, 5, 6, 8, 10, 15)
# 7 and 10 keep what lies past 5 from running away.
HORIZONS = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0])
SERIES = Path(__file__).with_name("series.csv")
NATION = "100000"
MOST_WINDOWS = 12
"""Windows taken from one series at each length, evenly spread."""
SHARE_OF_AN_INDICATOR = 20.0
"""What an indicator of the provinces weighs, in series."""
SHARE_OF_BOTH_SIGNS = 10.0
"""What a level of both signs weighs beside a growth rate, of which there are many."""
WILDEST_RATE = 300.0
BLOCK = 8192


@dataclass(frozen=True)
class Line:
    """One series of consecutive years: its values and its weight."""

    values: Array
    weight: float = 1.0


Lines = Mapping[object, Line]


@dataclass(frozen=True)
class Sample:
    """Windows of one length: their shape, what followed, their weights.

    ``outcome`` is what followed, in units from the start (NaN: unknown).
    """

    shape: pooled.Shape
    outcome: Array
    weight: Array

    def part(self, rows: Array) -> Sample:
        """Some of the windows."""
        return Sample(self.shape.part(rows), self.outcome[rows], self.weight[rows])


def shipped() -> dict[str, tuple[Array, Array]]:
    """Years and values of the series of ``series.csv``; the years are consecutive."""
    table = pd.read_csv(SERIES)
    rows = table[["unique_id", "first_year", "values"]].itertuples(index=False)
    read = ((name, first, np.array(text.split(), float)) for name, first, text in rows)
    return {name: (np.arange(first, first + len(v)), v) for name, first, v in read}


def read_provinces() -> dict[tuple[str, str, int], Line]:
    """The provinces' unbroken runs of years by indicator, code and first year."""
    data = load_panel("provinces").query("geo != @NATION and not suspect").dropna(subset="value")
    found: dict[tuple[str, str, int], Array] = {}
    for (indicator, geo), part in data.sort_values("year").groupby(["indicator", "geo"]):
        runs = (part["year"].diff() != 1).cumsum()
        for _, run in part.groupby(runs):
            if len(run) >= min(WINDOWS) + 1:
                found[indicator, geo, int(run["year"].iloc[0])] = run["value"].to_numpy(float)
    count = pd.Series([key[0] for key in found]).value_counts()
    return {
        key: Line(values, SHARE_OF_AN_INDICATOR / count[key[0]]) for key, values in found.items()
    }


def training() -> dict[object, Line]:
    """What the table that ships is fitted on."""
    lines: dict[object, Line] = {name: Line(values) for name, (_, values) in shipped().items()}
    return lines | read_provinces()


def rates(lines: Lines) -> list[Line]:
    """The yearly growth, in per cent, of the series whose values are all above 0."""
    return [
        Line(100 * np.diff(one.values) / one.values[:-1], one.weight)
        for one in lines.values()
        if one.values.min() > 0
    ]


def samples(lines: Lines) -> list[Sample]:
    """One `Sample` for each window length; of the growth rates only windows of both signs."""
    made = []
    for n in WINDOWS:
        levels = windows(lines.values(), n)
        growth = windows(rates(lines), n)
        tame = (np.abs(growth[0]).max(axis=1) < WILDEST_RATE) & both_signs(growth[0])
        y, future, weight = (
            np.concatenate([one, other[tame]]) for one, other in zip(levels, growth, strict=True)
        )
        rare = np.arange(len(y)) < len(levels[0])
        rare &= both_signs(y)
        shape = pooled.shape(y, np.diff(y, axis=1))
        outcome = (future - shape.start[:, None]) / shape.unit[:, None]
        made.append(Sample(shape, outcome, np.where(rare, SHARE_OF_BOTH_SIGNS, 1) * weight))
    return made


def windows(lines: Iterable[Line], n: int) -> tuple[Array, Array, Array]:
    """Windows of n values, their futures and their weights."""
    history: list[Array] = []
    future: list[Array] = []
    weight: list[float] = []
    reach = HORIZONS.astype(int)
    for line in lines:
        values = line.values
        ends = np.arange(n - 1, len(values) - 1)
        if len(ends) > MOST_WINDOWS:
            ends = ends[np.unique(np.linspace(0, len(ends) - 1, MOST_WINDOWS).round().astype(int))]
        padded = np.concatenate([values, np.full(reach[-1], np.nan)])
        for end in ends:
            if values[end - n + 1 : end + 1].any():
                history.append(values[end - n + 1 : end + 1])
                future.append(padded[end + reach])
                weight.append(line.weight / len(ends))
    shape = (len(history), n), (len(history), len(reach))
    return np.array(history).reshape(shape[0]), np.array(future).reshape(shape[1]), np.array(weight)


def stack(
    parts: list[Sample], terms: list[Array], responses: list[Array]
) -> tuple[Array, Array, Array]:
    """Design, response and weight of all known (window, horizon) pairs."""
    known = [~np.isnan(response) for response in responses]
    weights = [np.broadcast_to(p.weight[:, None], p.outcome.shape) for p in parts]
    design = np.concatenate([t[k] for t, k in zip(terms, known, strict=True)])
    response = np.concatenate([e[k] for e, k in zip(responses, known, strict=True)])
    weight = np.concatenate([w[k] for w, k in zip(weights, known, strict=True)])
    return design, response, weight / weight.mean()


def fit_slope(parts: list[Sample]) -> Array:
    """Coefficients of the slope terms."""
    terms = [p.shape.slope_terms[:, None, :] * HORIZONS[None, :, None] for p in parts]
    return regress(*stack(parts, terms, [p.outcome for p in parts]), level=0.5)


def spread_design(s: pooled.Shape) -> Array:
    """Features times spread terms: windows x horizons x coefficients."""
    product = s.features[:, None, :, None] * pooled.spread_terms(s.m, HORIZONS)[None, :, None, :]
    return product.reshape(len(s.start), len(HORIZONS), -1)


def fit_spread(parts: list[Sample], errors: list[Array]) -> Array:
    """Coefficients of the log spread.

    They minimise the sum of weight (sqrt(|error| / spread) + log(spread) / 2).
    """
    x, error, weight = stack(parts, [spread_design(p.shape) for p in parts], errors)
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


def fit_quantiles(
    parts: list[Sample], slopes: list[Array], errors: list[Array], spread: Array
) -> Array:
    """Coefficients of the quantiles of z, for the levels up to the median."""
    z = [e / pooled.spread(p.shape, HORIZONS, spread) for p, e in zip(parts, errors, strict=True)]
    terms = [
        pooled.quantile_terms(p.shape, slope, HORIZONS)
        for p, slope in zip(parts, slopes, strict=True)
    ]
    x, response, weight = stack(parts, terms, z)
    x = np.concatenate([x, np.where(pooled.SYMMETRIC, x, -x)])
    response, weight = np.concatenate([response, -response]), np.concatenate([weight, weight])
    moves = x.any(axis=0)  # histories of both signs have no slope and no side
    out = np.zeros((MEDIAN + 1, x.shape[1]))
    for row, level in enumerate(LEVELS[:MEDIAN]):
        out[row, moves] = regress(x[:, moves], response, weight, level)
    skew = moves & ~pooled.SYMMETRIC
    if skew.any():  # the symmetric terms of the median are zero by symmetry
        out[MEDIAN, skew] = regress(x[:, skew], response, weight, 0.5)
    return out


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


def fit_scatter(parts: list[Sample], slope: Array) -> pooled.Scatter:
    """Spread and quantiles around the slope."""
    slopes = [pooled.slopes(p.shape, slope) for p in parts]
    errors = [p.outcome - s[:, None] * HORIZONS for p, s in zip(parts, slopes, strict=True)]
    spread = fit_spread(parts, errors)
    return pooled.Scatter(spread, pooled.mirrored(fit_quantiles(parts, slopes, errors, spread)))


def fit(lines: Lines) -> pooled.Calibration:
    """The calibration that these series give."""
    parts = samples(lines)
    one = [p.part(~p.shape.both_signs) for p in parts]
    both = [p.part(p.shape.both_signs) for p in parts]
    slope = fit_slope(one)
    return pooled.Calibration(slope, fit_scatter(one, slope), fit_scatter(both, slope))


def table(c: pooled.Calibration) -> pd.DataFrame:
    """The calibration as the long table that the package reads: part, row, term, value."""
    parts = {"slope": pd.DataFrame(c.slope[None], ["slope"], list(pooled.SLOPE_TERMS))}
    names = [f"{level:g}" for level in LEVELS[: MEDIAN + 1]]
    for kind, scatter in (("one_sign", c.one_sign), ("both_signs", c.both_signs)):
        quantiles = scatter.quantiles[: MEDIAN + 1]
        parts[f"spread_{kind}"] = pd.DataFrame(
            scatter.spread, list(pooled.FEATURES), list(pooled.SPREAD_TERMS)
        )
        parts[f"quantile_{kind}"] = pd.DataFrame(quantiles, names, list(pooled.QUANTILE_TERMS))
    stacked = pd.concat({name: part.stack() for name, part in parts.items()})
    return stacked.rename_axis(["part", "row", "term"]).rename("value").reset_index()


def write(path: Path) -> None:
    """Fit and write the table, the same bytes each time."""
    fitted = table(fit(training()))
    fitted["value"] = (fitted["value"].round(4) + 0.0).map("{:.4f}".format)
    fitted.to_csv(path, index=False, lineterminator="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=pooled.TABLE, help="where to write (default: the package's own)"
    )
    write(parser.parse_args().out)
