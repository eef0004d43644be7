"""The plan by its other figures: of another source, before a revision, of a vintage, recomputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import pandas as pd

from linhai_analysis.plan.identities import recomputed
from linhai_analysis.plan.model import Plan
from linhai_analysis.series import Stated
from linhai_analysis.targets import same


class Other(NamedTuple):
    """Figures that could count instead, and the plan of this one indicator if they did.

    `kind` is figures (of another source), revision (what was published before it), vintage
    (figures revised from the base year on) or recomputed (a ratio by its parts).
    """

    kind: str
    source_id: str
    years: tuple[int, ...]
    plan: Plan


def other_figures(
    plan: Plan, indicator: str, until: int | None = None, whole: bool = False
) -> list[Other]:
    """The plan by each set of figures that an indicator has for years with several.

    It holds no other indicator than that one and its parts, but where the `whole` plan is needed.

    >>> from linhai_analysis import load_plan
    >>> [(one.kind, one.years) for one in other_figures(load_plan(), "rd_gdp_ratio", until=2018)]
    [('recomputed', (2016,))]
    """
    key = ("other_figures", indicator, until, whole)
    return plan.once(key, lambda: list(_other_figures(plan, indicator, until, whole)))


def _other_figures(plan: Plan, indicator: str, until: int | None, whole: bool) -> Iterator[Other]:
    own = plan.standings.get(indicator, [])
    years = [year for year in own if until is None or year.year <= until]
    kinds = {
        "figures": [one for year in years if _differ(year.live) for one in year.live],
        "revision": [
            old for year in years for old in year.superseded if _differ((*year.live, old))
        ],
        "vintage": [one for year in years for one in year.vintage],
    }
    told = cache(lambda: plan if whole else _alone(plan, indicator))
    for kind, figures in kinds.items():
        groups: dict[str, dict[int, float]] = {}
        for one in figures:
            source = plan.publications.of(one)
            groups.setdefault(source, {})[one.year] = one.value
        for source, values in groups.items():
            yield Other(kind, source, tuple(values), _by(told(), indicator, values, kind))
    if anew := recomputed(plan, indicator, until=until).to_dict():
        yield Other("recomputed", "", tuple(anew), _by(told(), indicator, anew, "recomputed"))


def _differ(figures: Sequence[Stated]) -> bool:
    """Whether figures say different things."""
    return any(not same(one.value, figures[0].value) for one in figures)


def _by(plan: Plan, indicator: str, values: Mapping[int, float], kind: str) -> Plan:
    """The plan of one indicator in which people settled on these values; a vintage stands alone."""
    rows = plan.observations
    own = (rows["indicator"] == indicator) & rows["geo"].isin([plan.geo, ""])
    open_years = own & rows["year"].isin(list(values))
    meant = open_years & (rows["value"] == rows["year"].map(values))
    decided = rows["decided"].mask(open_years, "").mask(meant, "yes")
    table = rows.assign(decided=decided)[~own | meant | (kind != "vintage")]
    if kind == "recomputed":
        anew = rows[open_years].drop_duplicates("year")
        anew = anew.assign(value=anew["year"].map(values), decided="yes")
        table = pd.concat([table, anew], ignore_index=True)
    targets = plan.own_targets(indicator)
    return replace(plan, targets=targets, observations=table)


def _alone(plan: Plan, indicator: str) -> Plan:
    """The plan with the figures of one indicator and of what it is a quotient of.

    Judged again for each other figure, a large plan would be read as often as it has figures.
    """
    about = plan.about(indicator)
    names = [indicator, about["numerator"], about["denominator"]]
    rows, book = plan.observations, plan.indicators
    # Without a table of places the first figure says which place is the plan's own.
    kept = rows["indicator"].isin(names) | (rows.index == rows.index[0])
    book = book[book["indicator"].isin(names)]
    return replace(plan, observations=rows[kept], indicators=book)
