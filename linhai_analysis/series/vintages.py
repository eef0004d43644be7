"""Chooses, for each year, the one observation that a series is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

# The order in which a gap is filled; revised and derived come only on request.
STATUSES = ("final", "first_release", "preliminary")
GRADES = ("A", "B", "C", "")


class Stated(NamedTuple):
    """A figure of the table of observations; lists of them are quicker than many small frames."""

    geo: str
    year: int
    value: float
    status: str
    broken: bool
    scope: str
    source_id: str


def stated_figures(observations: pd.DataFrame) -> dict[str, list[Stated]]:
    """The figures of each indicator, without missing values."""
    names = ["indicator", "geo", "year", "value", "status", "break", "scope", "source_id"]
    known = observations[observations["value"].notna()]
    figures: dict[str, list[Stated]] = {}
    for indicator, *cells in zip(*(known[name].tolist() for name in names), strict=True):
        figures.setdefault(indicator, []).append(Stated(*cells))
    return figures


def chosen_series(
    figures: Sequence[Stated],
    sources: pd.DataFrame,
    about: Mapping[str, Any],
    source_id: str | None = None,
    status: str | None = None,
    until: int | None = None,
) -> pd.Series:
    """The figures as one yearly series; its ``attrs`` say what it is and where it is from."""
    family = {one.source_id: one.source_id for one in figures} | families(sources)
    rank = _rank(sources)
    wanted = (status,) if status else STATUSES
    asked = [
        one
        for one in sorted(figures, key=lambda one: (one.year, *rank(one), one.source_id))
        if (one.status in wanted or (source_id and not status))
        and (until is None or one.year <= until)
        and (not source_id or source_id in (one.source_id, family[one.source_id]))
    ]
    years: dict[str, set[int]] = {}
    for one in asked:
        years.setdefault(family[one.source_id], set()).add(one.year)
    all_years = {one.year for one in asked}
    whole = [one for one in asked if years[family[one.source_id]] == all_years]
    if whole:
        best = min(whole, key=rank).source_id
        asked = [one for one in whole if family[one.source_id] == family[best]]
    first = {one.year: one for one in reversed(asked)}
    chosen = [first[year] for year in sorted(first)]
    series = pd.Series([one.value for one in chosen], sorted(first), float, about["indicator"])
    series.index = series.index.rename("year").astype("int64")
    series.attrs = {
        **about,
        "notes": ("spliced",) if len({family[one.source_id] for one in chosen}) > 1 else (),
        "breaks": tuple(one.year for one in chosen if one.broken),
        "sources": {one.year: one.source_id for one in chosen},
        "statuses": {one.year: one.status for one in chosen},
        "scopes": {one.year: one.scope for one in chosen if one.scope},
    }
    return series


def _rank(sources: pd.DataFrame) -> Callable[[Stated], tuple[int, int]]:
    """How good a figure is by its status, then by the grade of its source; the best is least."""
    grades = dict(zip(sources["source_id"], sources["reliability"], strict=True))
    # A first release comes before what an original revised or we derived.
    order = {name: place for place, name in enumerate(STATUSES)}

    def rank(one: Stated) -> tuple[int, int]:
        grade = GRADES.index(grades.get(one.source_id, ""))
        return order.get(one.status, len(order)), grade

    return rank


def families(sources: pd.DataFrame) -> dict[str, str]:
    """Return the original of each source; a source without one is its own.

    >>> families(pd.DataFrame({"source_id": ["copy", "plan"], "original": ["plan", ""]}))
    {'copy': 'plan', 'plan': 'plan'}
    """
    if "original" not in sources:
        return {name: name for name in sources["source_id"]}
    pairs = zip(sources["source_id"], sources["original"], strict=True)
    return {name: original or name for name, original in pairs}
