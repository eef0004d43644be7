"""What the main targets of a plan ask for, as a scenario assumes it."""

from __future__ import annotations

from typing import Any

from linhai_analysis.growth import aims
from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.plan import Plan
from linhai_analysis.targets import facet


def main_aims(plan: Plan, baselines: Baselines = None) -> dict[str, Any]:
    """Return what each indicator reaches where its main target is met exactly.

    >>> from linhai_analysis import load_plan
    >>> main_aims(load_plan())["patents_granted"]
    {'reach': 2500.0}
    """
    rows = aims(plan, baselines).sort_values("main", ascending=False, kind="stable")
    rows = rows[facet(rows["basis"], "no_rate").ne("yearly") & rows["aim"].notna()]
    first = rows.drop_duplicates("indicator").sort_index()
    return {
        name: {"reach": aim} for name, aim in zip(first["indicator"], first["aim"], strict=True)
    }
