"""The plan by its other figures: of another source, before a revision, of a vintage, recomputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
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


def other_figures(plan: Plan, indicator: str, until: int | None = None) -> list[Other]:
    """The plan by each set of figures that an indicator has for years with several.

    >>> from linhai_analysis import load_plan
    >>> [(one.kind, one.years) for one in other_figures(load_plan(), "rd_gdp_ratio", until=2018)]
    [('recomputed', (2016,))]
    """
    key = ("other_figures", indicator, until)
    return plan.once(key, lambda: list(_other_figures(plan, indicator, until)))


def _other_figures(plan: Plan, indicator: str, until: int | None) -> Iterator[Other]:
    own = plan.standings.get(indicator, [])
    years = [year for year in own if until is None or year.year <= until]
    kinds = {
        "figures": [one for year in years if _differ(year.live) for one in year.live],
        "revision": [
            old for year in years for old in year.superseded if _differ((*year.live, old))
        ],
        "vintage": [one for year in years for one in year.vintage],
    }
    for kind, figures in kinds.items():
        groups: dict[str, dict[int, float]] = {}
        for one in figures:
            source = plan.publications.of(one)
            groups.setdefault(source, {})[one.year] = one.value
        for source, values in groups.items():
            yield Other(kind, source, tuple(values), _by(plan, indicator, values, kind))
    if anew := recomputed(plan, indicator, until=until).to_dict():
        yield Other("recomputed", "", tuple(anew), _by(plan, indicator, anew, "recomputed"))


def _differ(figures: Sequence[Stated]) -> bool:
    """Whether figures say different things."""
    return any(not same(one.value, figures[0].value) for one in figures)


def _by(plan: Plan, indicator: str, values: Mapping[int, float], kind: str) -> Plan:
    """The plan of one indicator in which people settled on these values; a vintage stands alone."""
    rows, book = _alone(plan, indicator)
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
    return replace(plan, targets=targets, observations=table, indicators=book)


def _alone(plan: Plan, indicator: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The figures and the codebook of one indicator and of what it is a quotient of.

    Judged again for each other figure, a large plan would be read as often as it has figures.
    """
    about = plan.about(indicator)
    names = [indicator, about["numerator"], about["denominator"]]
    rows, book = plan.observations, plan.indicators
    # Without a table of places the first figure says which place is the plan's own.
    kept = rows["indicator"].isin(names) | (rows.index == rows.index[0])
    return rows[kept], book[book["indicator"].isin(names)]
