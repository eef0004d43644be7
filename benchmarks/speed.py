"""Speed and memory as ratios in one run: ``python benchmarks/bench.py speed``, about ten minutes.

What is measured is CPU time, the least of three rounds, since a machine has other work too. What
has to start anew, and all peak memory, is measured in a process of its own.
"""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from costs import Child, Cost, Scale, child, seconds
from large_plans import large_plan

import linhai_analysis as la

PANDAS = "import pandas"
PAGE = "import pandas, matplotlib.pyplot, jinja2"
ALL = f"{PAGE}, docx, xlsxwriter"
# As many charts as the review of Linhai has, with nothing in them.
CHARTS = """
import io, matplotlib; matplotlib.use("agg"); import matplotlib.pyplot as plt
for _ in range(10):
    figure, _ = plt.subplots(figsize=(9, 5))
    for kind in ("png", "svg"):
        figure.savefig(io.BytesIO(), format=kind, dpi=150)
    plt.close(figure)
"""
REVIEW = """
import tempfile, linhai_analysis as la
la.build_review({plan!r}).write(tempfile.mkdtemp(), formats={formats!r})
"""
READ = "import linhai_analysis as la; la.read({file!r})"
PANEL = """
import pandas, linhai_analysis as la
la.project_panel(pandas.read_pickle({file!r}), horizon=5)
"""
ONE, EVERY = ["html", "json", "csv"], None


def measured(scale: Scale) -> Iterator[Cost]:
    """Measure everything."""
    yield from start_up(scale)
    yield from growth(scale)
    yield from review(scale)
    with tempfile.TemporaryDirectory() as folder:
        yield from larger(Path(folder), scale)
        yield from reading(Path(folder), scale)
        yield from panels(Path(folder), scale)
    yield from simulation(scale)


def start_up(scale: Scale) -> Iterator[Cost]:
    """The time until the library or the command is there."""
    bare, pandas = child("pass", scale.rounds), child(PANDAS, scale.rounds)
    told = {
        "import linhai_analysis": child("import linhai_analysis", scale.rounds),
        "`linhai --help`": child(
            "import sys; sys.argv = ['linhai', '--help']\n"
            "from linhai_analysis.cli import main; main()",
            scale.rounds,
        ),
    }
    for name, ours in told.items():
        yield Cost(f"{name} / bare Python", ours.seconds, bare.seconds)
        yield Cost(f"{name} / importing pandas", ours.seconds, pandas.seconds)


def growth(scale: Scale) -> Iterator[Cost]:
    """Rates of many targets, by the library, in numpy, in a loop."""
    rng = np.random.default_rng(0)
    base, target = rng.uniform(10, 100, scale.rows), rng.uniform(100, 200, scale.rows)
    table = pd.DataFrame(
        {"base_year": 2015, "base_value": base, "target_year": 2020, "target_value": target}
    )
    pairs = list(zip(base.tolist(), target.tolist(), strict=True))
    plain = seconds(lambda: (target / base) ** (1 / 5) - 1, 10, scale.rounds)
    loop = seconds(lambda: [(b / a) ** (1 / 5) - 1 for a, b in pairs], 1, scale.rounds)
    rates = seconds(lambda: la.cagr(base, target, years=5), 10, scale.rounds)
    whole = seconds(lambda: la.required_growth(table), 1, scale.rounds)
    yield Cost(f"cagr of {scale.rows:,} targets / the formula in numpy", rates, plain)
    yield Cost(f"cagr of {scale.rows:,} targets / the formula in a loop", rates, loop)
    yield Cost(f"required_growth of {scale.rows:,} targets / the formula in a loop", whole, loop)


def review(scale: Scale) -> Iterator[Cost]:
    """The review of Linhai beside what its libraries cost by themselves."""
    one, every = (
        child(REVIEW.format(plan="linhai_13fyp", formats=formats), scale.rounds)
        for formats in (ONE, EVERY)
    )
    page, libraries, charts = (child(code, scale.rounds) for code in (PAGE, ALL, ALL + CHARTS))
    pandas = child(PANDAS, scale.rounds)
    name = "review of Linhai"
    yield Cost(f"{name}, page, JSON, CSV / importing its libraries", *_of(one, page), must="2.5")
    yield Cost(f"{name}, all formats / importing its libraries", *_of(every, libraries), must="4")
    yield Cost(f"{name}, all formats / importing them, and ten empty charts", *_of(every, charts))
    yield Cost(
        f"peak memory: {name}, all formats / importing pandas", every.peak, pandas.peak, "MB"
    )


def _of(ours: Child, beside: Child) -> tuple[float, float]:
    return ours.seconds, beside.seconds


def larger(folder: Path, scale: Scale) -> Iterator[Cost]:
    """How a review and the reading of a plan grow with the plan."""
    before, read_before, few = None, 0.0, 0
    # A review of many indicators takes long enough for one round to do.
    for count in scale.indicators:
        plan = folder / f"plan_{count}"
        _write(plan, large_plan(count))
        made = child(REVIEW.format(plan=str(plan), formats=ONE), 1 if count > 100 else scale.rounds)
        read = seconds(lambda plan=plan: la.load_plan(plan), 1, scale.rounds)  # type: ignore[misc]
        if before:
            times = f"{count:,} indicators / {few:,}"
            yield Cost(f"review, page, JSON, CSV, {times}", *_of(made, before))
            yield Cost(f"reading a plan, {times}", read, read_before)
        before, read_before, few = made, read, count
    name = f"peak memory: review, page, JSON, CSV, {few:,} indicators"
    peak = child(PANDAS, scale.rounds).peak
    yield Cost(f"{name} / importing pandas", made.peak, peak, "MB", "500 MB")


def _write(folder: Path, tables: dict[str, pd.DataFrame]) -> None:
    folder.mkdir()
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    with pd.ExcelWriter(folder.with_suffix(".xlsx"), engine="xlsxwriter") as book:
        for name, table in tables.items():
            table.to_excel(book, sheet_name=name, index=False)


def reading(folder: Path, scale: Scale) -> Iterator[Cost]:
    """Files that are read and checked, beside files whose cells are only fetched."""
    count = scale.indicators[-1]
    plan = folder / f"plan_{count}"
    files, book = sorted(plan.glob("*.csv")), plan.with_suffix(".xlsx")
    long, wide = _statistics(folder, scale.rows)
    told: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        f"reading a plan of {count:,} indicators, CSV / pandas.read_csv": (
            lambda: la.load_plan(plan),
            lambda: [pd.read_csv(one) for one in files],
        ),
        f"reading a plan of {count:,} indicators, workbook / calamine": (
            lambda: la.load_plan(book),
            lambda: _cells(book),
        ),
        f"reading {scale.rows:,} yearly figures, CSV / pandas.read_csv": (
            lambda: la.read(long),
            lambda: pd.read_csv(long),
        ),
        f"reading {scale.rows:,} yearly figures, wide CSV / pandas.read_csv": (
            lambda: la.read(wide),
            lambda: pd.read_csv(wide),
        ),
        f"reading {scale.rows:,} yearly figures, wide workbook / calamine": (
            lambda: la.read(wide.with_suffix(".xlsx")),
            lambda: _cells(wide.with_suffix(".xlsx")),
        ),
    }
    for name, (ours, plain) in told.items():
        yield Cost(name, seconds(ours, 1, scale.rounds), seconds(plain, 1, scale.rounds))
    ours, bare = child(READ.format(file=str(long)), 1), child(PANDAS, 1)
    name = f"peak memory: reading {scale.rows:,} yearly figures / importing pandas"
    yield Cost(name, ours.peak, bare.peak, "MB", "500 MB")


def _statistics(folder: Path, rows: int) -> tuple[Path, Path]:
    """The same yearly figures in long and in wide files, as many as `rows`, of ten years."""
    values = _series(rows // 10)
    table = values.pivot_table(index="geo", columns="year", values="value").round(3).reset_index()
    long, wide = folder / "long.csv", folder / "wide.csv"
    values.round(3).to_csv(long, index=False)
    table.to_csv(wide, index=False)
    table.to_excel(wide.with_suffix(".xlsx"), index=False, engine="xlsxwriter")
    return long, wide


def _cells(book: Path) -> list[Any]:
    from python_calamine import load_workbook

    opened = load_workbook(book)
    return [opened.get_sheet_by_name(name).to_python() for name in opened.sheet_names]


def _series(count: int) -> pd.DataFrame:
    """So many series of ten years."""
    values = 100 + np.random.default_rng(0).normal(2, 3, (count, 10)).cumsum(axis=1)
    geo = [f"place {number}" for number in range(count)]
    years = np.arange(2011, 2021)
    return pd.DataFrame(
        {"geo": np.repeat(geo, 10), "year": np.tile(years, count), "value": values.ravel()}
    )


def panels(folder: Path, scale: Scale) -> Iterator[Cost]:
    """Many series projected and judged at once."""
    taken, each = {}, 0.0
    for count in scale.series:
        frame = _series(count)
        taken[count] = seconds(
            lambda frame=frame: la.project_panel(frame, horizon=5),  # type: ignore[misc]
            1,
            scale.rounds,
        )
        each = taken[count] / count
    few, many = scale.series[0], scale.series[-1]
    for before, count in zip(scale.series, scale.series[1:], strict=False):
        yield Cost(f"project_panel, {count:,} series / {before:,}", taken[count], taken[before])
    lines = frame["value"].to_numpy().reshape(many, 10)[:few]
    plain = seconds(lambda: [np.polyfit(range(10), one, 1) for one in lines], 1, scale.rounds) / few
    yield Cost(f"project_panel, {many:,} series / numpy.polyfit of each", each, plain)
    one = pd.Series(lines[0], index=range(2011, 2021))
    for model in ("theta", "holt_damped"):
        other = seconds(lambda model=model: la.project(one, model=model), 5, scale.rounds)  # type: ignore[misc]
        yield Cost(f"project_panel, {many:,} series / statsmodels {model} of each", each, other)
    if importlib.util.find_spec("statsforecast") is not None:
        other = _auto_ets(lines[:500], scale.rounds)
        yield Cost(f"project_panel, {many:,} series / statsforecast AutoETS of each", each, other)
    frame.to_pickle(folder / "panel.pickle")
    peak = child(PANEL.format(file=str(folder / "panel.pickle")), 1).peak
    name = f"peak memory: project_panel, {many:,} series / importing pandas"
    yield Cost(name, peak, child(PANDAS, 1).peak, "MB")
    yield _verdicts(scale)


def _auto_ets(lines: np.ndarray, rounds: int) -> float:
    """Return the seconds a series that statsforecast's AutoETS takes, intervals included."""
    from statsforecast.models import AutoETS

    model = AutoETS(season_length=1)
    model.forecast(lines[0], h=5, level=[80, 95])  # compiled at the first call
    taken = seconds(lambda: [model.forecast(one, h=5, level=[80, 95]) for one in lines], 1, rounds)
    return taken / len(lines)


def _verdicts(scale: Scale) -> Cost:
    """The schedule's verdict on many series, beside the same comparison in a loop."""
    frame = _series(scale.judged)
    values = frame["value"].to_numpy().reshape(scale.judged, 10)
    told = {"base_year": 2015, "target_year": 2025, "better": "up"}
    goals = pd.DataFrame({"geo": frame["geo"].unique(), "target": values[:, 4] + 20, **told})
    rows = list(zip(values[:, 4].tolist(), values[:, 9].tolist(), strict=True))

    def loop() -> list[str]:
        shares = [(now - base) / 20 - 5 / 10 for base, now in rows]
        return ["ahead" if s > 0.05 else "slow" if s < -0.05 else "on_track" for s in shares]

    ours = seconds(
        lambda: la.assess_panel(frame, goals, rules=["schedule"], year=2020), 1, scale.rounds
    )
    plain = seconds(loop, 1, scale.rounds)
    return Cost(f"assess_panel, {scale.judged:,} series / comparing in a loop", ours, plain)


def simulation(scale: Scale) -> Iterator[Cost]:
    """Draws of ten indicators and what follows from them, beside drawing alone."""
    plan = la.load_plan()
    names = plan.indicators["indicator"]
    named = [one for one in names if 2015 in plan.series(one).index]
    ranged = {"rate": 0.1, "low": 0.0, "high": 0.2}
    ten = {one: ranged for one in named if plan.indicator(one)["unit"] != "%"}
    ten["civil_military_benchmark_firms"] = {"points": 0.8, "low": 0.5, "high": 1.0}
    scenario = la.Scenario("ten", ten)
    ours = seconds(lambda: la.simulate(plan, scenario, draws=scale.draws), 1, scale.rounds)
    rng = np.random.default_rng(0)

    def plain() -> object:
        return 60 * (1 + rng.triangular(0.0, 0.1, 0.2, scale.draws)) ** 5

    drawn = len(ten) * seconds(plain, 5, scale.rounds)
    name = f"simulate, {scale.draws:,} draws of {len(ten)} indicators / numpy drawing their ends"
    yield Cost(name, ours, drawn)
