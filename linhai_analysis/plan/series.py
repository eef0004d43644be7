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
) -> pd.DataFrame:
    """Return the observations that make up one yearly series.

    Parameters
    ----------
    rows : DataFrame
        Observations of one indicator and place.
    sources : DataFrame
        For their grades.
    source_id, status : str, optional
        Only these.

    Returns
    -------
    DataFrame
        At most one row a year, in order. Several ``source_id`` mean that it is spliced.

    Examples
    --------
    >>> rows = pd.DataFrame({"year": [2015, 2016, 2016], "value": [1.0, 2.0, 9.0],
    ...     "status": "final", "source_id": ["a", "a", "b"]})
    >>> sources = pd.DataFrame({"source_id": ["b"], "reliability": ["A"]})
    >>> select_series(rows, sources)["value"].tolist()
    [1.0, 2.0]
    """
    rows = rows[rows["value"].notna()]
    if source_id:
        rows = rows[rows["source_id"] == source_id]
    if status or not source_id:
        rows = rows[rows["status"].isin([status] if status else STATUSES)]
    grades = dict(zip(sources["source_id"], sources["reliability"], strict=True))
    ranked = rows.assign(
        _status=rows["status"].map(lambda name: STATUSES.index(name) if name in STATUSES else 0),
        _grade=rows["source_id"].map(lambda name: GRADES.index(grades.get(name, ""))),
    ).sort_values(["year", "_status", "_grade", "source_id"])
    years = ranked["year"].nunique()
    covered = ranked.groupby("source_id", sort=False)["year"].nunique()
    whole = covered.index[covered == years]
    if len(whole):
        best = ranked[ranked["source_id"].isin(whole)].sort_values(["_status", "_grade"])
        ranked = ranked[ranked["source_id"] == best["source_id"].iloc[0]]
    chosen = ranked.drop_duplicates("year").drop(columns=["_status", "_grade"])
    return chosen.astype({"year": int})
