"""The figures of the bar, speed beside other programs: ``make bench`` writes docs/benchmarks.md.

Takes about half an hour, most of it in the peers. Speed is printed as ratios too, since machines
differ.
"""

from __future__ import annotations

import argparse
import importlib.util
import platform
import time
import warnings
from collections.abc import Callable, Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

import lights
import numpy as np
import pandas as pd
from bar import Figure, forecasts, panels, questions, strata

import linhai_analysis as la

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
AUTO_ETS_SERIES = 500
PACKAGES = ("numpy", "pandas", "statsmodels", "statsforecast")


def seconds(call: Callable[[], object], times: int) -> float:
    """Return the seconds of one call, the best of three rounds."""
    rounds = []
    for _ in range(3):
        start = time.perf_counter()
        for _ in range(times):
            call()
        rounds.append((time.perf_counter() - start) / times)
    return min(rounds)


def speed() -> list[str]:
    """The time of one series and of a panel, as ratios to other programs."""
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
    lines = [
        f"project, one series: {alone * 1e3:.2f} ms; with its frame {framed * 1e3:.2f} ms",
        f"project_panel, 10,000 series of 10 values: {each * 1e6:.1f} microseconds a series",
    ]
    for model in ("theta", "holt_damped"):
        other = seconds(lambda model=model: la.project(one, model=model), 5)  # type: ignore[misc]
        lines.append(f"  statsmodels {model}: {other / each:.0f} times that a series")
    if importlib.util.find_spec("statsforecast") is None:
        return [*lines, "  statsforecast is not installed: no ratio"]
    other = auto_ets(values[:AUTO_ETS_SERIES])
    return [*lines, f"  statsforecast AutoETS: {other / each:.0f} times that a series"]


def auto_ets(values: np.ndarray) -> float:
    """Return the seconds a series that statsforecast's AutoETS takes, intervals included."""
    from statsforecast.models import AutoETS

    model = AutoETS(season_length=1)
    model.forecast(values[0], h=5, level=[80, 95])  # compiled at the first call
    rounds = seconds(lambda: [model.forecast(row, h=5, level=[80, 95]) for row in values], 1)
    return rounds / len(values)


def simulation() -> list[str]:
    """The time of a million draws of ten indicators, as a ratio to drawing them alone."""
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
    return [
        f"simulate, 1,000,000 draws of {len(ten)} indicators and what follows: {ours:.2f} s,",
        f"  {ours / (plain * len(ten)):.1f} times numpy drawing as many last years alone",
    ]


def page(figures: Iterable[Figure], spoken: str) -> str:
    """The page of what was measured."""
    installed = [name for name in PACKAGES if importlib.util.find_spec(name)]
    versions = ", ".join(f"{name} {version(name)}" for name in installed)
    rows = [
        f"| {one.name} | {one.must} | {one.aim} | {one.value:.3g} | {one.outcomes:,} |"
        for one in figures
    ]
    return "\n".join(
        [
            "# What was measured",
            "",
            f"Written by `make bench` on {date.today()}, Python {platform.python_version()},",
            f"{versions}.",
            "Series of the fit are judged by tables fitted without their country and indicator.",
            "The panel of the provinces is in the fit, those of the cities and the firms are not.",
            "",
            "| figure | must | aim | measured | outcomes |",
            "|---|---|---|---|---|",
            *rows,
            "",
            "## Speed",
            "",
            "```",
            spoken.strip(),
            "```",
            "",
        ]
    )


def main() -> None:
    """Measure, print and write."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    warnings.simplefilter("ignore")
    figures = [*forecasts(), *questions(), *strata(), *panels(), *lights.figures()]
    text = page(figures, "\n".join([*speed(), *simulation()]))
    PAGE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
