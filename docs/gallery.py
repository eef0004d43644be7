"""Contact sheets of every chart, for people to look at: ``python docs/gallery.py [chart ...]``.

Every chart of two plans, and of a made plan with forty long names, in both languages, at several
sizes and in several styles, as one PNG a chart and plan in ``out/gallery``.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt
import pandas as pd
from PIL import Image

import linhai_analysis as la

OUT = Path(__file__).parents[1] / "out" / "gallery"
# Of what is drawn, to keep sheets small.
SHRUNK = 0.7
# How a chart is asked for, by what is written over it.
LOOKS: dict[str, dict[str, Any]] = {
    "default": {},
    "4 x 3": {"size": (4, 3)},
    "12 x 8": {"size": (12, 8)},
    "dark": {"style": "dark_background"},
    "grey": {"grey": True},
    "scale 1.8": {"scale": 1.8},
    "ax=, 4 x 3": {"given": (4, 3)},
}
PLANS = {"linhai_13fyp": 2016, "china_13fyp": 2018, "forty": 2018}
LONG = "Share of enterprises above the designated size that have an R&D unit of their own, type {n}"
LONG_ZH = "规模以上工业企业中设立研发机构并开展研究开发活动的企业所占比重（第{n}类）"
# One indicator of each plan, for charts of one.
ONE = {"linhai_13fyp": "patents_granted", "china_13fyp": "rd_gdp_ratio", "forty": "i3"}

# What several assumptions move.
ONE_MOVED = {"linhai_13fyp": "rd_gdp_ratio"}


@cache
def plan_of(name: str) -> la.Plan:
    """A shipped plan, or the made one."""
    if name != "forty":
        return la.load_plan(name)
    numbers = range(40)
    units = ["%", "enterprise", "100 million CNY", "piece"]
    return la.load_plan(
        {
            "indicators": pd.DataFrame(
                {
                    "indicator": f"i{n}",
                    "name_en": LONG.format(n=n),
                    "name_zh": LONG_ZH.format(n=n),
                    "unit": units[n % 4],
                    "kind": "ratio" if n % 4 == 0 else "count",
                    "better": "up",
                }
                for n in numbers
            ),
            "targets": pd.DataFrame(
                {"indicator": f"i{n}", "base_year": 2015, "target_year": 2020}
                | {"target": 20 + 2 * n + n % 7, "main": "yes"}
                for n in numbers
            ),
            "observations": pd.DataFrame(
                {"indicator": f"i{n}", "year": year, "value": 15 + 2 * n + (year - 2015) * (n % 4)}
                for n in numbers
                if n % 5
                for year in range(2011, 2019)
            ),
        }
    )


@cache
def _provinces() -> pd.DataFrame:
    return la.load_panel("provinces").query("indicator == 'rd_gdp_ratio'")


@cache
def _hindsight() -> pd.DataFrame:
    return la.hindsight(_provinces(), years=5, reviews=[3])


@cache
def _backtest() -> pd.DataFrame:
    return la.backtest(_provinces(), ["default", "naive", "drift"])


def _projection(plan: la.Plan, one: str, year: int, **look: Any) -> Any:
    series = plan.series(one, until=year)
    return la.plot_projection(series, la.project(series, to=2020), plan, **look)


def _scenario(plan: la.Plan) -> la.Scenario | str:
    if "fast" in set(plan.scenarios["scenario"]):
        return "fast"
    names = list(plan.indicators["indicator"])[:4]
    rates = {"rate": 0.05, "low": 0.02, "high": 0.09}
    return la.Scenario("faster", dict.fromkeys(names, rates))


def _many(plan: la.Plan, one: str, year: int, **look: Any) -> Any:
    made = [la.Scenario(f"{n}%", {one: f"{n}%"}) for n in range(1, 16)]
    return la.plot_scenarios(plan, one, made, base="1%", **look)


def _dashboard(plan: la.Plan, one: str, year: int, lang: str, **look: Any) -> Any:
    return la.plot_dashboard(la.build_review(plan, year, lang), **look)


CHARTS: dict[str, Callable[..., Any]] = {
    "dashboard": _dashboard,
    "required_growth": lambda plan, one, year, **look: la.plot_required_growth(plan, **look),
    "scorecard": lambda plan, one, year, **look: la.plot_scorecard(plan, year, **look),
    "verdicts": lambda plan, one, year, **look: la.plot_verdicts(plan, year, **look),
    "coverage": lambda plan, one, year, **look: la.plot_coverage(plan, **look),
    "milestones": lambda plan, one, year, **look: la.plot_milestones(plan, one, **look),
    "pace": lambda plan, one, year, **look: la.plot_pace(plan, one, year, **look),
    "ambition": lambda plan, one, year, **look: la.plot_ambition(plan, one, **look),
    "projection": _projection,
    "scenarios": lambda plan, one, year, **look: la.plot_scenarios(plan, one, **look),
    "many": _many,
    "fan": lambda plan, one, year, **look: la.plot_fan(
        plan, la.simulate(plan, _scenario(plan), draws=500), one, **look
    ),
    "sensitivity": lambda plan, one, year, **look: la.plot_sensitivity(
        plan, la.sensitivity(plan, _scenario(plan), ONE_MOVED.get(plan.name, one)), **look
    ),
}
# Of no plan.
WHOLE: dict[str, Callable[..., Any]] = {
    "hindsight": lambda **look: la.plot_hindsight(_hindsight(), **look),
    "forecast_value": lambda **look: la.plot_forecast_value(_hindsight(), **look),
    "backtest": lambda **look: la.plot_backtest(_backtest(), **look),
    "calibration": lambda **look: la.plot_calibration(_backtest(), **look),
}


def sheets(wanted: list[str]) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The name of each contact sheet, and what draws its chart."""
    for chart, draw in CHARTS.items():
        for name, year in PLANS.items():
            if chart in wanted or not wanted:
                yield (
                    f"{chart}_{name}",
                    lambda draw=draw, name=name, year=year, **look: draw(
                        plan_of(name), ONE[name], year, **look
                    ),
                )
    yield from ((chart, draw) for chart, draw in WHOLE.items() if chart in wanted or not wanted)


def picture(draw: Callable[..., Any], lang: str, look: dict[str, Any]) -> Image.Image:
    """A chart in one look."""
    options = {key: look[key] for key in ("size", "scale") if key in look}
    with plt.style.context(look.get("style", "default")):
        if "given" in look:
            options["ax"] = plt.figure(figsize=look["given"]).add_subplot()
        ax, data = draw(lang=lang, **options), io.BytesIO()
        ax.figure.savefig(data)
        plt.close("all")
    made = Image.open(data).convert("RGB")
    made = made.resize([round(SHRUNK * side) for side in made.size], Image.Resampling.LANCZOS)
    return made.convert("L").convert("RGB") if look.get("grey") else made


def contact_sheet(draw: Callable[..., Any]) -> Image.Image:
    """A chart in every look: English at the left, Chinese at the right."""
    rows = [[picture(draw, lang, look) for lang in ("en", "zh")] for look in LOOKS.values()]
    left = max(row[0].width for row in rows) + 20
    width = left + max(row[1].width for row in rows) + 20
    heights = [max(one.height for one in row) + 20 for row in rows]
    whole, y = Image.new("RGB", (width, sum(heights)), "#b8c4cc"), 10
    for row, height in zip(rows, heights, strict=True):
        for one, x in zip(row, (10, left + 10), strict=True):
            whole.paste(one, (x, y))
        y += height
    return whole


def main(wanted: list[str]) -> None:
    """Make the contact sheets of all charts, or of those that are named."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name, draw in sheets(wanted):
        try:
            contact_sheet(draw).save(OUT / f"{name}.png")
        except la.DataError as nothing:
            print(f"{name}: {nothing}")
        else:
            print(OUT / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
