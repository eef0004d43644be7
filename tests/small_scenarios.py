"""Scenarios about one indicator, run and read off year by year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_plans import small_plan

import linhai_analysis as la


def scenario(assumed: Any, name: str = "s") -> la.Scenario:
    return la.Scenario(name, assumed)


def run(plan: la.Plan, assumed: Any, **options: Any) -> Any:
    return la.run_scenarios(plan, scenario(assumed), **options)


def path(plan: la.Plan, assumed: Any, indicator: str = "a", **options: Any) -> dict[int, float]:
    """The values of one indicator by year."""
    rows = run(plan, assumed, **options).query("indicator == @indicator and year.notna()")
    return dict(zip(rows["year"].astype(int), rows["value"], strict=True))


def reason(plan: la.Plan, assumed: Any, indicator: str = "a", **options: Any) -> str:
    [found] = run(plan, assumed, **options).query("indicator == @indicator")["reason"].unique()
    return str(found)


def laid(values: Any, start: int = 2015) -> dict[int, Any]:
    """Values of consecutive years, to nine digits."""
    return {start + k: pytest.approx(value, rel=1e-9) for k, value in enumerate(values)}


def of_one(folder: Path, base: float = 60.0, year: int = 2015, **target: Any) -> la.Plan:
    """A plan of the indicator a, known in one year."""
    row = {"indicator": "a", "target": 120} | target
    return small_plan(folder / "plan", [row], {"a": {year: base}})
