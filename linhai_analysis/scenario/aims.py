"""What the main targets of a plan ask for, as a scenario assumes it."""

from __future__ import annotations

from typing import Any

from linhai_analysis.growth import aims
from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.plan import IN_FORCE, Plan
from linhai_analysis.targets import facet, is_total


def main_aims(plan: Plan, baselines: Baselines = None) -> dict[str, Any]:
    """Return what each indicator reaches where its targets are met exactly, each in its year.

    Of several targets for one year it is the main one.

    >>> from linhai_analysis import load_plan
    >>> main_aims(load_plan())["patents_granted"]
    {'reach': 2500.0}
    """
    rows = aims(plan, baselines).sort_values("main", ascending=False, kind="stable")
    rows = rows[rows["standing"] == IN_FORCE]
    rows = rows[facet(rows["basis"], "no_rate").ne("yearly") & rows["aim"].notna()]
    # The path of what is given by its yearly changes is that of the changes.
    rows = rows[rows["quantity"] != "index"]
    # Beside a level, what is added to it is no level.
    totals = rows["indicator"].map(lambda name: is_total(plan.targets, name))
    rows = rows[facet(rows["basis"], "from_zero").eq(totals)]
    first = rows.drop_duplicates(["indicator", "target_year"]).sort_index()
    years = plan.targets.groupby("indicator")["target_year"].nunique()
    found: dict[str, Any] = {}
    for name, own in first.groupby("indicator", sort=False):
        levels = dict(zip(own["target_year"].astype(int), own["aim"].astype(float), strict=True))
        found[str(name)] = {"reach": levels if years[name] > 1 else levels.popitem()[1]}
    return found
