"""The plan at a glance: one row an indicator, and one line above."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from linhai_analysis.plan.conflicts import KINDS, PRINTED
from linhai_analysis.targets import is_total, target_text

COLUMNS = ["name", "unit", "baseline", "targets", "years"]


def overview(
    targets: pd.DataFrame, known: Callable[[str], tuple[str, str, pd.Series]], lang: str
) -> pd.DataFrame:
    """One row an indicator that has targets; its name, unit and series are `known`."""
    rows = {}
    for indicator, group in targets.groupby("indicator", sort=False):
        label, unit, series = known(str(indicator))
        unknown = 0.0 if is_total(group, str(indicator)) else float("nan")
        aims = dict.fromkeys(target_text(row, lang, unit) for row in group.to_dict("records"))
        baseline = series.get(group["base_year"].iloc[0], unknown)
        rows[str(indicator)] = (label, unit, baseline, " | ".join(aims), len(series))
    table = pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS)
    return table.rename_axis("indicator")


def headline(
    title: str, printed: int, summary: pd.DataFrame, conflicts: pd.DataFrame, doubts: int
) -> str:
    """What the plan is called, how much it holds, how often it and its figures differ."""
    kinds = conflicts["kind"].value_counts()
    counts = ", ".join(f"{kinds.get(kind, 0)} of {kind}" for kind in PRINTED)
    others = [f"{kind}: {kinds[kind]}" for kind in KINDS if kind not in PRINTED and kind in kinds]
    more = f" Figures and changes to settle or to note: {', '.join(others)}." if others else ""
    odd = f" Figures to look at: {doubts}; see plausibility()." if doubts else ""
    return (
        f"{title}: {len(summary)} indicators with {printed} printed targets; "
        f"{summary['baseline'].isna().sum()} of {len(summary)} have no baseline. "
        f"The plan differs from itself in {counts}.{more}{odd}"
    )
