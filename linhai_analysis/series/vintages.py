"""Chooses, for each year, the one observation that a series is made of."""

from __future__ import annotations

import pandas as pd

# The order in which a gap is filled; revised and derived come only on request.
STATUSES = ("final", "first_release", "preliminary")
GRADES = ("A", "B", "C", "")


def select_series(
    rows: pd.DataFrame,
    sources: pd.DataFrame,
    source_id: str | None = None,
    status: str | None = None,
    until: int | None = None,
) -> pd.DataFrame:
    """Return the observations that make up one yearly series."""
    family = families(sources)
    rows = rows[rows["value"].notna()]
    rows = rows.assign(family=rows["source_id"].map(lambda name: family.get(name, name)))
    if until is not None:
        rows = rows[rows["year"] <= until]
    if source_id:
        rows = rows[(rows["source_id"] == source_id) | (rows["family"] == source_id)]
    if status or not source_id:
        rows = rows[rows["status"].isin([status] if status else STATUSES)]
    ranked = _ranked(rows, sources)
    covered = ranked.groupby("family", sort=False)["year"].nunique()
    whole = covered.index[covered == ranked["year"].nunique()]
    if len(whole):
        best = ranked[ranked["family"].isin(whole)].sort_values(["_status", "_grade"])
        ranked = ranked[ranked["family"] == best["family"].iloc[0]]
    chosen = ranked.drop_duplicates("year").drop(columns=["_status", "_grade"])
    return chosen.astype({"year": int})


def _ranked(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The rows, the best of each year first."""
    grades = dict(zip(sources["source_id"], sources["reliability"], strict=True))
    order = {name: place for place, name in enumerate(STATUSES)}
    return rows.assign(
        # A first release comes before what an original revised or we derived.
        _status=rows["status"].map(lambda name: order.get(name, len(STATUSES))),
        _grade=rows["source_id"].map(lambda name: GRADES.index(grades.get(name, ""))),
    ).sort_values(["year", "_status", "_grade", "source_id"])


def families(sources: pd.DataFrame) -> dict[str, str]:
    """Return the original of each source; a source without one is its own.

    >>> families(pd.DataFrame({"source_id": ["copy", "plan"], "original": ["plan", ""]}))
    {'copy': 'plan', 'plan': 'plan'}
    """
    if "original" not in sources:
        return {name: name for name in sources["source_id"]}
    pairs = zip(sources["source_id"], sources["original"], strict=True)
    return {name: original or name for name, original in pairs}
