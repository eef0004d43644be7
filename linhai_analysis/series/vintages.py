"""Chooses, for each year, the one figure that a series is made of, and keeps the others beside it.

Of the figures of one year a revision supersedes what was published before it, whatever its source;
within one publication a final figure supersedes a first release, that a preliminary one. A figure
that people settled on sets the others aside. Revised figures that cover a base year too are a
vintage: a series of its own, used as a whole or not at all. What then stands for a year more than
once is chosen by its source, and the others are named.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

# The order in which a gap is filled; vintages and derived figures come only on request.
STATUSES = ("final", "first_release", "preliminary")
REVISED = "revised"
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
    released: str
    decided: str
    decided_by: str
    decided_on: str


class Standing(NamedTuple):
    """What becomes of the figures of one year.

    `live` ones stand, the others do not: `superseded` by a later release, `aside` by a decision.
    Those of a `vintage`, and a revised one that has nothing to revise, come on request only.
    """

    year: int
    live: tuple[Stated, ...]
    superseded: tuple[Stated, ...]
    aside: tuple[Stated, ...]
    vintage: tuple[Stated, ...]

    @property
    def settled(self) -> Stated | None:
        """The figure that people settled on."""
        return next((one for one in self.live if one.decided), None)


def stated_figures(observations: pd.DataFrame) -> dict[str, list[Stated]]:
    """The figures of each indicator, without missing values."""
    names = ["break" if name == "broken" else name for name in Stated._fields]
    known = observations[observations["value"].notna()]
    columns = [known[name].tolist() for name in ["indicator", *names]]
    figures: dict[str, list[Stated]] = {}
    for indicator, *cells in zip(*columns, strict=True):
        figures.setdefault(indicator, []).append(Stated(*cells))
    return figures


def standings(
    figures: Sequence[Stated], sources: Publications, base_years: Collection[int]
) -> list[Standing]:
    """What becomes of the figures of one place and indicator, year by year.

    >>> row = Stated("", 2017, 95.0, "first_release", False, "", "", "", "", "", "")
    >>> none = Publications(pd.DataFrame({"source_id": []}))
    >>> [made] = standings([row, row._replace(value=92.0, status="revised")], none, [2015])
    >>> [one.value for one in made.live], [one.value for one in made.superseded]
    ([92.0], [95.0])
    """
    family = sources.of
    anew = {family(one) for one in figures if one.status == REVISED and one.year in base_years}
    ordered = sorted(figures, key=lambda one: one.year)
    return [
        _standing(year, list(rows), family, anew)
        for year, rows in groupby(ordered, key=lambda one: one.year)
    ]


def _standing(
    year: int, figures: list[Stated], family: Callable[[Stated], str], anew: Collection[str]
) -> Standing:
    earlier = any(one.status in STATUSES for one in figures)
    vintage = [
        one for one in figures if one.status == REVISED and (family(one) in anew or not earlier)
    ]
    usual = [one for one in figures if one.status != "derived" and one not in vintage]
    revised = [one for one in usual if one.status == REVISED]
    live = _after_revision(usual, revised, family) if revised else _last_releases(usual, family)
    superseded = [one for one in usual if one not in live]
    settled = [one for one in figures if one.decided][:1]
    if not settled:
        return Standing(year, tuple(live), tuple(superseded), (), tuple(vintage))
    aside = [one for one in (*live, *superseded) if one not in settled]
    others = [one for one in vintage if one not in settled]
    return Standing(year, tuple(settled), (), tuple(aside), tuple(others))


def _after_revision(
    usual: Sequence[Stated], revised: Sequence[Stated], family: Callable[[Stated], str]
) -> list[Stated]:
    """The newest revision, and what is not revised by it: figures of another publication.

    One whose publication has no earlier figure revises all of them.
    """
    newest = _newest(revised)
    earlier = [one for one in usual if one.status != REVISED]
    if family(newest) not in {family(one) for one in earlier}:
        return [newest]
    others = [one for one in earlier if family(one) != family(newest)]
    return [newest, *_last_releases(others, family)]


def _newest(figures: Sequence[Stated]) -> Stated:
    """The one released last, of several that day or without a day the lowest in the table."""
    return max(enumerate(figures), key=lambda pair: (pair[1].released, pair[0]))[1]


def _last_releases(figures: Sequence[Stated], family: Callable[[Stated], str]) -> list[Stated]:
    """The last release of each publication; its copies stand beside each other."""
    best: dict[str, tuple[int, str]] = {}
    # Text of dates in one form sorts as they do; no date is the earliest.
    place = {one: (-STATUSES.index(one.status), one.released) for one in figures}
    for one in figures:
        best[family(one)] = max(best.get(family(one), place[one]), place[one])
    return [one for one in figures if place[one] == best[family(one)]]


def chosen_series(
    figures: Sequence[Stated],
    sources: Publications,
    about: Mapping[str, Any],
    base_years: Collection[int],
    source_id: str | None = None,
    status: str | None = None,
    until: int | None = None,
) -> pd.Series:
    """The figures as one yearly series; its ``attrs`` say what it is and where it is from."""
    known = [one for one in figures if until is None or one.year <= until]
    family = sources.of
    if source_id or status:
        wanted = (status,) if status else ()
        asked = [
            one
            for one in known
            if (not wanted or one.status in wanted)
            and (not source_id or source_id in (one.source_id, family(one)))
        ]
        return _series(_one_line(asked, sources, family), {}, about)
    every = {made.year: made for made in standings(figures, sources, base_years)}
    seen = {year: made for year, made in every.items() if until is None or year <= until}
    live = [one for made in seen.values() for one in made.live]

    def line(one: Stated) -> str:
        """A revision goes on with the series that it revises."""
        revised = {family(old) for old in every[one.year].superseded}
        return revised.pop() if one.status == REVISED and len(revised) == 1 else family(one)

    return _series(_one_line(live, sources, line), seen, about)


def _one_line(
    figures: Sequence[Stated], sources: Publications, family: Callable[[Stated], str]
) -> dict[int, tuple[Stated, str]]:
    """The figure of each year and its publication: of the one that has all years, else spliced."""
    rank = sources.rank
    asked = sorted(figures, key=lambda one: (one.year, *rank(one), one.source_id))
    years: dict[str, set[int]] = {}
    for one in asked:
        years.setdefault(family(one), set()).add(one.year)
    all_years = {one.year for one in asked}
    whole = [one for one in asked if years[family(one)] == all_years]
    if whole:
        best = family(min(whole, key=rank))
        asked = [one for one in whole if family(one) == best]
    first = {one.year: one for one in reversed(asked)}
    return {year: (first[year], family(first[year])) for year in sorted(first)}


def _series(
    line: Mapping[int, tuple[Stated, str]],
    every: Mapping[int, Standing],
    about: Mapping[str, str],
) -> pd.Series:
    chosen = [one for one, _ in line.values()]
    series = pd.Series([one.value for one in chosen], list(line), float, about["indicator"])
    series.index = series.index.rename("year").astype("int64")
    series.attrs = {
        **about,
        "notes": ("spliced",) if len({family for _, family in line.values()}) > 1 else (),
        "breaks": tuple(one.year for one in chosen if one.broken),
        "sources": {one.year: one.source_id for one in chosen},
        "publications": {year: family for year, (_, family) in line.items()},
        "statuses": {one.year: one.status for one in chosen},
        "scopes": {one.year: one.scope for one in chosen if one.scope},
        "others": {
            one.year: others
            for one in chosen
            if one.year in every
            and (others := tuple(o for o in every[one.year].live if o.value != one.value))
        },
        "revised": {
            one.year: old
            for one in chosen
            if one.year in every
            and (old := tuple(o for o in every[one.year].superseded if o.value != one.value))
        },
        "vintages": {
            one.year: every[one.year].vintage
            for one in chosen
            if one.year in every and every[one.year].vintage
        },
        "settled": {
            one.year: one for one in chosen if one.year in every and every[one.year].settled
        },
    }
    return series


class Publications:
    """The sources of a plan: which publication a figure is of, and how good it is."""

    def __init__(self, sources: pd.DataFrame) -> None:
        self.families = families(sources)
        grades = sources.get("reliability", ())
        # Of a table without grades no source has one.
        self._grades = dict(zip(sources["source_id"], grades, strict=False))

    def family(self, source_id: str) -> str:
        """The publication of a source: itself, of a copy the original."""
        return self.families.get(source_id, source_id)

    def of(self, one: Stated) -> str:
        """The publication of a figure."""
        return self.family(one.source_id)

    def rank(self, one: Stated) -> tuple[int, int]:
        """How good a figure is by its status, then by the grade of its source; the best is least.

        A first release comes before what an original revised or we derived.
        """
        status = STATUSES.index(one.status) if one.status in STATUSES else len(STATUSES)
        return status, GRADES.index(self._grades.get(one.source_id, ""))


def families(sources: pd.DataFrame) -> dict[str, str]:
    """Return the original of each source; a source without one is its own.

    >>> families(pd.DataFrame({"source_id": ["copy", "plan"], "original": ["plan", ""]}))
    {'copy': 'plan', 'plan': 'plan'}
    """
    if "original" not in sources:
        return {name: name for name in sources["source_id"]}
    pairs = zip(sources["source_id"], sources["original"], strict=True)
    return {name: original or name for name, original in pairs}
