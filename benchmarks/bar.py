"""The figures of the bar on the series of this folder, cross-fitted: `forecasts`, `questions`,
`strata`. The tasks and the questions are those that the outside benchmark drew from these series.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from crossfit import HERE, HORIZONS, dealt, quantiles, windows
from fit_calibration import shipped
from scipy.optimize import isotonic_regression

import linhai_analysis as la
from linhai_analysis.arguments import Array, Mask
from linhai_analysis.projection import scores
from linhai_analysis.projection.quantiles import probabilities_below

PEERS = ("naive", "drift", "theta")
ENSEMBLE = ("AutoETS", "AutoARIMA", "OptimizedTheta", "AutoCES")
STRATUM_WINDOWS = (4, 5, 6, 8, 10, 15)


@dataclass(frozen=True)
class Figure:
    """One line of the bar; `must` and `aim` are bounds, or pairs of them."""

    name: str
    value: float
    must: str
    aim: str
    outcomes: int


def scored(table: Array, actual: Array, scale: Array | float = 1.0) -> pd.DataFrame:
    """How far off each outcome was, a row each; `wis` as in Bracher et al. (2021)."""
    rows = pd.DataFrame({"actual": actual.ravel()})
    rows["scale"] = np.broadcast_to(scale, actual.shape).ravel()
    return scores.scored(rows, table.reshape(-1, table.shape[-1]), None, None)


def forecasts() -> list[Figure]:
    """The last 5 to 15 values of a series, then the next five years."""
    tasks, series = pd.read_csv(HERE / "tasks.csv"), shipped()
    ends = [(*series[name], origin) for name, origin in tasks[["unique_id", "origin"]].to_numpy()]
    actual = np.stack([v[origin - y[0] + 1 :][:5] for y, v, origin in ends])
    scale = np.array([[np.abs(np.diff(v)).mean()] for _, v, _ in ends])
    mine = scored(quantiles(tasks, HORIZONS), actual, scale)
    error = mine["error"].mean()
    histories = windows(tasks, series)
    tables = {name: np.stack([_peer(name, y) for y in histories]) for name in PEERS}
    peers = {name: scored(table, actual, scale).mean() for name, table in tables.items()}
    best = min(peers, key=lambda name: peers[name]["wis"])
    at_horizon = mine.groupby(np.arange(actual.size) % 5).mean()
    gaps = [
        np.abs(100 * (at_horizon[inside] - level)).max()
        for inside, level in (("in95", 0.95), ("in80", 0.8))
    ]
    count = actual.size
    out = [
        Figure("MASE / statsmodels Theta", error / peers["theta"]["error"], "0.97", "0.94", count),
        Figure(
            f"WIS / best single peer ({best})",
            mine["wis"].mean() / peers[best]["wis"],
            "0.92",
            "0.86",
            count,
        ),
        Figure("worst gap of the 95 % coverage at any horizon, points", gaps[0], "3", "1.5", count),
        Figure("worst gap of the 80 % coverage at any horizon, points", gaps[1], "4", "2.5", count),
    ]
    if importlib.util.find_spec("statsforecast"):
        off = np.abs(actual - np.stack([_ensemble(y) for y in histories])) / scale
        ratio = error / off.mean()
        out.append(Figure("MASE / median of AutoETS, AutoARIMA, Theta, CES", ratio, "", "", count))
    return out


def _peer(name: str, history: Array) -> Array:
    """Quantiles of another model of the package, five years ahead."""
    return la.project(
        pd.Series(history, range(2000, 2000 + len(history))), horizon=5, model=name
    ).table


def _ensemble(history: Array) -> Array:
    """The median of four automatic models of statsforecast, those that accept the history."""
    from statsforecast import models

    points = []
    for name in ENSEMBLE:
        try:
            made = getattr(models, name)(season_length=1).forecast(history, h=5)["mean"]
        except (ValueError, ZeroDivisionError, IndexError, NotImplementedError):
            continue
        points.append(made)
    return np.median(points, axis=0) if points else np.repeat(history[-1], 5)


def questions() -> list[Figure]:
    """Will the target be met? Asked two or three years after the base, two or three before it."""
    asked, series = pd.read_csv(HERE / "questions.csv"), shipped()
    ahead = (asked["target_year"] - asked["origin"]).to_numpy()
    tables = quantiles(asked, HORIZONS[:3])[np.arange(len(asked)), ahead - 1]
    target = asked["target"].to_numpy()
    value = {
        key: np.array([series[name][1][year - series[name][0][0]] for name, year in pairs])
        for key in ("base_year", "origin", "target_year")
        for pairs in [asked[["unique_id", key]].to_numpy()]
    }
    base, now = value["base_year"], value["origin"]
    up = target >= base
    met = np.where(up, value["target_year"] >= target, value["target_year"] <= target)
    ours = _reached(tables, target, up)
    passed = (asked["origin"] - asked["base_year"]).to_numpy()
    whole = (asked["target_year"] - asked["base_year"]).to_numpy()
    pace = ((now / base) ** (1 / passed) - 1) / ((target / base) ** (1 / whole) - 1)
    groups = asked["unique_id"].map(dealt(asked["unique_id"])).to_numpy()
    histories = windows(asked, series)
    peers = {"Eurostat ratio": np.nan_to_num(pace, nan=0.0, posinf=99, neginf=-99)}
    for name in PEERS:
        row = np.stack([_peer(name, y)[h - 1] for y, h in zip(histories, ahead, strict=True)])
        peers[name] = _reached(row, target, up)
    brier = {name: ((_calibrated(x, met, groups) - met) ** 2).mean() for name, x in peers.items()}
    mine = ((ours - met) ** 2).mean()
    best = min(brier, key=lambda name: brier[name])
    return [
        Figure(
            "Brier / Eurostat ratio, calibrated",
            mine / brier["Eurostat ratio"],
            "0.94",
            "0.90",
            len(met),
        ),
        Figure(
            f"Brier / best calibrated peer ({best})", mine / brier[best], "1.00", "0.96", len(met)
        ),
    ]


def _reached(tables: Array, target: Array, up: Mask) -> Array:
    """Probability of a value on the target's side."""
    below = probabilities_below(tables, target)
    return np.where(up, 1 - below, below)


def _calibrated(score: Array, met: Mask, groups: Array) -> Array:
    """Frequencies that rise with the score, learned on the other groups of series."""
    out = np.empty(len(score))
    for group in np.unique(groups):
        rest = groups != group
        order = np.argsort(score[rest], kind="stable")
        rising = isotonic_regression(met[rest][order].astype(float)).x
        out[~rest] = np.interp(score[~rest], score[rest][order], rising)
    return np.clip(out, 0.01, 0.99)


def strata() -> list[Figure]:
    """Histories that are cases of their own: near zero after three falls, and of both signs."""
    series = shipped()
    cases = pd.DataFrame(_cases(series), columns=["stratum", "unique_id", "n", "origin"])
    tables = quantiles(cases, HORIZONS)
    years, values = zip(*(series[name] for name in cases["unique_id"]), strict=True)
    spans = zip(years, values, cases["origin"], strict=True)
    padded = [np.append(v[int(o - y[0]) + 1 :][:5], [np.nan] * 5)[:5] for y, v, o in spans]
    actual = np.stack(padded)
    made = scored(tables, actual).assign(stratum=cases["stratum"].repeat(5).to_numpy())
    parts = made.dropna(subset="actual").groupby("stratum")
    near, both = (parts.get_group(name) for name in ("near zero", "both signs"))
    sides = [both["actual"] < both["lo80"], both["actual"] > both["hi80"]]
    inside, below, above = (100 * one.mean() for one in (near["in95"], *sides))
    return [
        Figure("near zero after three falls: 95 % holds", inside, "91", "94", len(near)),
        Figure("both signs: below the 80 % interval, %", below, "5-16", "8-12", len(both)),
        Figure("both signs: above the 80 % interval, %", above, "5-16", "8-12", len(both)),
    ]


def _cases(series: dict[str, tuple[Array, Array]]) -> Iterator[tuple[str, str, int, int]]:
    """Stratum, name, length and origin of every window of one that has a later value.

    Near zero is a last value under 15 % of the peak, after three falls.
    """
    for name, (years, values) in series.items():
        for n in STRATUM_WINDOWS:
            for end in range(n, len(values)):
                y, origin = values[end - n : end], int(years[end - 1])
                if y.min() < 0 < y.max():
                    yield "both signs", name, n, origin
                elif y.min() >= 0 and (np.diff(y[-4:]) < 0).all() and y[-1] < 0.15 * y.max():
                    yield "near zero", name, n, origin


def panels() -> list[Figure]:
    """Panels of places, each indicator, every origin: alone and with the others as reference."""
    provinces = la.load_panel("provinces").query("geo != '100000'")
    made = _panel("provinces", provinces) + _panel("cities", la.load_panel("cities"))
    return made + _panel("firms (Grunfeld)", _firms())


def _firms() -> pd.DataFrame:
    """Eleven American firms, 1935-1954: investment, value and capital (Grunfeld 1958)."""
    from statsmodels.datasets import grunfeld

    wide = grunfeld.load_pandas().data.rename(columns={"firm": "geo"})
    long = wide.melt(["geo", "year"], var_name="indicator", value_name="figure")
    return long.rename(columns={"figure": "value"}).astype({"year": int})


def _panel(title: str, panel: pd.DataFrame) -> list[Figure]:
    asked = {"by": ["indicator", "geo"], "n": (5, 6, 8), "horizon": 5, "reference": True}
    folds = la.backtest(panel, **asked, return_folds=True)[1]
    mean = folds.groupby(["indicator", "model"])[["error", "in80", "in95"]].mean().unstack("model")
    plain = mean["error"][["naive", "drift"]].min(axis=1)
    out = []
    for model, least, inside in (
        ("default", "1.06", {"95 %": "91-99", "80 %": "70-90"}),
        ("default+reference", "1.05", {"95 %": "88-98", "80 %": "70-90"}),
    ):
        ratio, count = mean["error"][model] / plain, int((folds["model"] == model).sum())
        name = f"{title}, {model}: error / better of naive and drift"
        worst = f"{name}, worst indicator ({ratio.idxmax()})"
        out.append(Figure(worst, ratio.max(), least, "1.00", count))
        if len(ratio) > 1:
            mean_name = f"{name}, mean of {len(ratio)} indicators"
            out.append(Figure(mean_name, ratio.mean(), "", "", count))
        for level, must in inside.items():
            held = 100 * mean[f"in{level[:2]}"][model]
            for found, end in ((held.idxmin(), "least"), (held.idxmax(), "most"))[: len(held)]:
                name = f"{title}, {model}: {level} holds, {end} of the indicators ({found})"
                out.append(Figure(name, float(held[found]), must, "", count))
    out.append(_lending(title, folds))
    if title == "provinces":
        lent, drift = (
            folds.loc[folds["model"] == m, "error"].mean() for m in ("default+reference", "drift")
        )
        out.append(
            Figure(
                "provinces with their reference class: MASE / drift",
                lent / drift,
                "0.97",
                "0.93",
                len(folds),
            )
        )
    return out


def _lending(title: str, folds: pd.DataFrame) -> Figure:
    """The indicator to which the reference did most harm, or least good, and how sure that is."""
    found = {}
    for indicator, part in folds.groupby("indicator"):
        parts = {str(name): rows for name, rows in part.groupby("model")}
        pairs = [("default+reference", "default")]
        found[indicator] = scores.differences(parts, pairs).set_index("loss").loc["mase"]
    table = pd.DataFrame(found).T
    name = (1 + table["difference"] / table["base"]).astype(float).idxmax()
    one = table.loc[name]
    share = 1 + one["difference"] / one["base"]
    span = f"difference {one['difference']:+.3f} ({one['lo95']:.3f} to {one['hi95']:.3f})"
    text = f"{title}, error with reference / own figures, where it is most ({name}); {span}"
    return Figure(text, share, "1.00 or within noise", "", int(one["outcomes"]))
