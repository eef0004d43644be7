"""What the public functions return: columns that stand in the docstring and hide nothing."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest

import linhai_analysis as la

GROWING = pd.Series({year: 100.0 + 4 * (year - 2008) + year % 3 for year in range(2008, 2019)})
GOALS = pd.DataFrame(
    {"geo": ["a"], "target": [160.0], "base_year": [2012], "target_year": [2020], "better": ["up"]}
)


@cache
def plan(name: str = "linhai_13fyp") -> la.Plan:
    return la.load_plan(name)


@cache
def panel() -> pd.DataFrame:
    return GROWING.rename("value").rename_axis("year").reset_index().assign(geo="a")


@cache
def nation() -> la.Plan:
    return plan("china_13fyp")


@cache
def fast() -> la.Simulation:
    return la.simulate(plan(), "fast", 50)


# By the function whose docstring names the columns.
FRAMES: dict[str, Callable[[], pd.DataFrame]] = {
    "required_growth": lambda: la.required_growth(plan()),
    "still_required": lambda: la.still_required(plan(), 2017),
    "milestones": lambda: la.milestones(plan()),
    "derived_facts": lambda: la.derived_facts(plan()),
    "compare_plans": lambda: la.compare_plans([plan(), nation()]),
    "project_panel": lambda: la.project_panel(panel(), to=2020),
    "project_targets": lambda: la.project_targets(nation(), 2018),
    "compare_models": lambda: la.compare_models(GROWING, ["naive", "drift"], to=2019),
    "backtest": lambda: la.backtest(panel(), ["naive", "drift"]),
    "assess_panel": lambda: la.assess_panel(panel(), GOALS),
    "ambition": lambda: la.ambition(plan()),
    "reference_growth": lambda: la.reference_growth("rd_gdp_ratio"),
    "assess_progress": lambda: la.assess_progress(nation(), 2018),
    "scorecard": lambda: la.scorecard(nation(), 2018),
    "run_scenarios": lambda: la.run_scenarios(plan()),
    "compare": lambda: la.compare(la.run_scenarios(plan()), "trend"),
    "closing_rate": lambda: la.closing_rate(plan(), from_year=2018),
    "reach_year": lambda: la.reach_year(plan()),
    "sensitivity": lambda: la.sensitivity(plan(), "fast", "rd_gdp_ratio"),
    "load_panel": lambda: la.load_panel("provinces"),
}
# Parts of a result, whose columns are named with it.
PARTS: dict[str, Callable[[], pd.DataFrame]] = {
    "Projection.frame": lambda: la.project(GROWING, to=2020).frame,
    **{
        f"Backtest.{name}": lambda name=name: getattr(FRAMES["backtest"](), name)
        for name in ("coverage", "differences", "pit")
    },
    "Simulation.quantiles": lambda: fast().quantiles,
    "Simulation.targets": lambda: fast().targets,
    "Plan.conflicts": lambda: plan().conflicts(),
    "Plan.cite": lambda: plan().cite("rd_gdp_ratio"),
    "Plan.summary": lambda: plan().summary(),
    **{
        f"Plan.{name}": lambda name=name: getattr(plan(), name)
        for name in ("indicators", "targets", "observations", "sources", "tasks", "geos", "facts")
    },
}
# The columns of its source, and those of another function, which it names.
ELSEWHERE = {"load_panel", "still_required"}
# A projection says what it projects by its usual name; `frame["median"]` is the column.
ALLOWED = {"median"}


@pytest.mark.parametrize("name", [*FRAMES, *PARTS])
def test_no_column_hides_an_attribute_of_pandas(name):
    columns = set(map(str, (FRAMES | PARTS)[name]().columns))
    assert len(columns) > 1
    assert columns & {"flags", "where", "mean"} == set()
    assert columns & set(dir(pd.DataFrame)) <= ALLOWED


def test_growth_still_required_has_the_columns_of_required_growth():
    assert list(FRAMES["still_required"]()) == list(FRAMES["required_growth"]())


@pytest.mark.parametrize("name", [name for name in FRAMES if name not in ELSEWHERE])
def test_every_column_stands_in_the_docstring(name):
    doc = inspect.getdoc(getattr(la, name)) or ""
    # Columns of a kind are named once: by_<rule>.
    kinds = [match[1] for match in re.finditer(r"(\w+_)<", doc)]
    missing = [
        column
        for column in map(str, FRAMES[name]().columns)
        if not re.search(rf"\b{column}\b", doc) and not column.startswith(tuple(kinds) or "\0")
    ]
    assert missing == []
