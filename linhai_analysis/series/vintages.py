"""Chooses, for each year, the one observation that a series is made of."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

# The order in which a gap is filled; revised and derived come only on request.
STATUSES = ("final", "first_release", "preliminary")
GRADES = ("A", "B", "C", "")


class _Candidate(NamedTuple):
    """A row that may give a year its figure; the better one sorts first."""

    year: int
    status: int
    grade: int
    source_id: str
    place: int


def select_series(
    rows: pd.DataFrame,
    sources: pd.DataFrame,
    source_id: str | None = None,
    status: str | None = None,
    until: int | None = None,
) -> pd.DataFrame:
    """Return the observations that make up one yearly series."""
    family = {name: name for name in rows["source_id"]} | families(sources)
    asked = [
        one
        for one in _candidates(rows, sources, status, every=bool(source_id))
        if (until is None or one.year <= until)
        and (not source_id or source_id in (one.source_id, family[one.source_id]))
    ]
    years: dict[str, set[int]] = {}
    for one in asked:
        years.setdefault(family[one.source_id], set()).add(one.year)
    all_years = {one.year for one in asked}
    whole = [one for one in asked if years[family[one.source_id]] == all_years]
    if whole:
        best = min(whole, key=lambda one: (one.status, one.grade)).source_id
        asked = [one for one in whole if family[one.source_id] == family[best]]
    first = {one.year: one.place for one in reversed(asked)}
    chosen = rows.iloc[[first[year] for year in sorted(first)]]
    names = [family[name] for name in chosen["source_id"]]
    return chosen.assign(year=chosen["year"].to_numpy(int), family=pd.array(names, dtype="str"))


def _candidates(
    rows: pd.DataFrame, sources: pd.DataFrame, status: str | None, every: bool
) -> list[_Candidate]:
    """The rows with a figure, best first: lists, as a plan asks for many series of a few rows."""
    grades = dict(zip(sources["source_id"], sources["reliability"], strict=True))
    wanted = (status,) if status else STATUSES
    # A first release comes before what an original revised or we derived.
    order = {name: place for place, name in enumerate(STATUSES)}
    columns = (rows[name].tolist() for name in ("year", "status", "source_id"))
    return sorted(
        _Candidate(
            year, order.get(state, len(order)), GRADES.index(grades.get(name, "")), name, place
        )
        for place, (known, year, state, name) in enumerate(
            zip(rows["value"].notna().tolist(), *columns, strict=True)
        )
        if known and (state in wanted or (every and not status))
    )


def stated_series(chosen: pd.DataFrame, about: dict[str, str]) -> pd.Series:
    """The observations as one yearly series; its ``attrs`` say what it is and where it is from."""
    years = chosen["year"].tolist()
    names = ("break", "source_id", "status", "scope")
    by_year = {name: dict(zip(years, chosen[name].tolist(), strict=True)) for name in names}
    series = pd.Series(
        chosen["value"].to_numpy(), pd.Index(chosen["year"]), name=about["indicator"]
    )
    series.attrs = about | {
        "notes": ("spliced",) if len(set(chosen["family"])) > 1 else (),
        "breaks": tuple(year for year, broken in by_year["break"].items() if broken),
        "sources": by_year["source_id"],
        "statuses": by_year["status"],
        "scopes": {year: scope for year, scope in by_year["scope"].items() if scope},
    }
    return series


def families(sources: pd.DataFrame) -> dict[str, str]:
    """Return the original of each source; a source without one is its own.

    >>> families(pd.DataFrame({"source_id": ["copy", "plan"], "original": ["plan", ""]}))
    {'copy': 'plan', 'plan': 'plan'}
    """
    if "original" not in sources:
        return {name: name for name in sources["source_id"]}
    pairs = zip(sources["source_id"], sources["original"], strict=True)
    return {name: original or name for name, original in pairs}
