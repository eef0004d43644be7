"""The plan at a glance: one row an indicator, and one line above."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from linhai_analysis.plan.conflicts import CONFLICTS
from linhai_analysis.targets import is_total, target_text

if TYPE_CHECKING:
    from linhai_analysis.plan.model import Plan

COLUMNS = ["name", "unit", "baseline", "targets", "years"]


def overview(plan: Plan, lang: str) -> pd.DataFrame:
    """One row an indicator that has targets."""
    rows = {}
    for indicator, group in plan.targets.groupby("indicator", sort=False):
        name, series = str(indicator), plan.series(str(indicator))
        unknown = 0.0 if is_total(group, name) else float("nan")
        targets = dict.fromkeys(target_text(row, lang) for row in group.to_dict("records"))
        baseline = series.get(group["base_year"].iloc[0], unknown)
        about = (plan.label(name, lang), plan.unit(name, lang))
        rows[name] = (*about, baseline, " | ".join(targets), len(series))
    table = pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS)
    return table.rename_axis("indicator")


def headline(plan: Plan) -> str:
    """What the plan is called, how much it holds, and how often it differs from itself."""
    summary, kinds = plan.summary(), plan.conflicts()["kind"].value_counts()
    counts = ", ".join(f"{kinds.get(kind, 0)} of {kind}" for kind in CONFLICTS)
    return (
        f"{plan.title()}: {len(summary)} indicators with {len(plan.targets)} printed targets; "
        f"{summary['baseline'].isna().sum()} of {len(summary)} have no baseline. "
        f"The plan differs from itself in {counts}."
    )
