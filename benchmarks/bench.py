"""Accuracy on the series that ship, and speed beside other programs, in one run.

``python benchmarks/bench.py`` takes about three minutes. Speed is printed as ratios too, since
machines differ. On the 762 series of ``series.csv`` the default model is in-sample, because its
table was fitted on them; the provinces are in no fit.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

import linhai_analysis as la

SLOW = ["linear", "compound", "holt_damped", "theta", "local_linear_trend"]
SLOW_SERIES = 60
"""The slow models are fitted on about as many of the series: on all of them they take an hour."""

FAST = [name for name in la.MODELS if name not in SLOW]

AUTO_ETS_SERIES = 500
SHOWN = ["model", "folds", "mase", "naive_ratio", "cov80", "cov95", "note"]


def shipped_series() -> pd.DataFrame:
    """Return ``series.csv`` as a long frame: geo, year, value."""
    table = pd.read_csv(Path(__file__).with_name("series.csv"))
    parts = [
        pd.DataFrame({"geo": name, "value": np.array(text.split(), float)}).assign(
            year=lambda part, first=first: first + part.index
        )
        for name, first, text in table[["unique_id", "first_year", "values"]].itertuples(
            index=False
        )
    ]
    return pd.concat(parts, ignore_index=True)


def accuracy(title: str, panel: pd.DataFrame, models: list[str]) -> None:
    """Print the backtest of a panel."""
    table = la.backtest(panel, models=models, n=6, horizon=5)
    print(f"\n{title}: {panel['geo'].nunique()} series")
    print(table[SHOWN].round(3).to_string(index=False))


def seconds(call: Callable[[], object], times: int) -> float:
    """Return the seconds of one call, the best of three rounds."""
    rounds = []
    for _ in range(3):
        start = time.perf_counter()
        for _ in range(times):
            call()
        rounds.append((time.perf_counter() - start) / times)
    return min(rounds)


def speed() -> None:
    """Print the time of one series and of a panel, as ratios to other programs."""
    rng = np.random.default_rng(0)
    values = 100 + rng.normal(2, 3, (10_000, 10)).cumsum(axis=1)
    panel = pd.DataFrame(
        {
            "geo": np.repeat(np.arange(10_000), 10),
            "year": np.tile(np.arange(2011, 2021), 10_000),
            "value": values.ravel(),
        }
    )
    one = pd.Series(values[0], index=range(2011, 2021))
    alone = seconds(lambda: la.project(one), 200)
    framed = seconds(lambda: la.project(one).frame, 100)
    each = seconds(lambda: la.project_panel(panel, horizon=5), 1) / 10_000
    print(f"\nproject, one series: {alone * 1e3:.2f} ms; with its frame {framed * 1e3:.2f} ms")
    print(f"project_panel, 10,000 series of 10 values: {each * 1e6:.1f} microseconds a series")
    for model in ("theta", "holt_damped"):
        other = seconds(lambda model=model: la.project(one, model=model), 5)  # type: ignore[misc]
        print(f"  statsmodels {model}: {other / each:.0f} times that a series")
    if importlib.util.find_spec("statsforecast") is None:
        print("  statsforecast is not installed: no ratio")
        return
    other = auto_ets(values[:AUTO_ETS_SERIES])
    print(f"  statsforecast AutoETS: {other / each:.0f} times that a series")


def auto_ets(values: np.ndarray) -> float:
    """Return the seconds a series that statsforecast's AutoETS takes, intervals included."""
    from statsforecast.models import AutoETS

    model = AutoETS(season_length=1)
    model.forecast(values[0], h=5, level=[80, 95])  # compiled at the first call
    rounds = seconds(lambda: [model.forecast(row, h=5, level=[80, 95]) for row in values], 1)
    return rounds / len(values)


def simulation() -> None:
    """Print the time of a million draws of ten indicators, as a ratio to drawing them alone."""
    plan = la.load_plan()
    names = plan.indicators["indicator"]
    named = [one for one in names if 2015 in plan.series(one).index]
    ranged = {"rate": 0.1, "low": 0.0, "high": 0.2}
    ten = {one: ranged for one in named if plan.indicator(one)["unit"] != "%"}
    ten["civil_military_benchmark_firms"] = {"points": 0.8, "low": 0.5, "high": 1.0}
    scenario = la.Scenario("ten", ten)
    ours = seconds(lambda: la.simulate(plan, scenario, draws=1_000_000), 1)
    rng = np.random.default_rng(0)
    plain = seconds(lambda: 60 * (1 + rng.triangular(0.0, 0.1, 0.2, 1_000_000)) ** 5, 10)
    print(f"\nsimulate, 1,000,000 draws of {len(ten)} indicators and what follows: {ours:.2f} s,")
    print(f"  {ours / (plain * len(ten)):.1f} times numpy drawing as many last years alone")


def main() -> None:
    """Print accuracy, then speed."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    warnings.simplefilter("ignore")
    series = shipped_series()
    accuracy("shipped series (the default model is in-sample here)", series, FAST)
    some = series["geo"].drop_duplicates().iloc[:: len(series["geo"].unique()) // SLOW_SERIES]
    accuracy("some of them", series[series["geo"].isin(some)], FAST + SLOW)
    provinces = la.load_panel("provinces").query("geo != '100000'")
    provinces = provinces.assign(geo=provinces["geo"] + " " + provinces["indicator"])
    accuracy("provinces (outside)", provinces, FAST)
    speed()
    simulation()


if __name__ == "__main__":
    main()
