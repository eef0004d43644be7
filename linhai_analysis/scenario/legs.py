"""One leg of a path: what each kind of assumption does from its first year to its last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from linhai_analysis.arguments import Array
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.projection.outlook import project_indicator, refusal
from linhai_analysis.reference import level_breaks, peer_path, place_code
from linhai_analysis.scenario.aims import main_aims
from linhai_analysis.scenario.path import Path, nothing
from linhai_analysis.scenario.scenario import Assumption
from linhai_analysis.scenario.setting import At, Setting, Start
from linhai_analysis.scenario.steps import (
    by_points,
    by_rate,
    held,
    towards_compound,
    towards_linear,
)
from linhai_analysis.targets import KINDS, is_total
from linhai_analysis.words import word

# The value after k of n years, from the first value, with the amount that is assumed.
Step = Callable[[Array, Array, int, int], Array]
# Finds the path of another indicator of the scenario.
Find = Callable[[str], Path | None]


@dataclass(frozen=True, eq=False)
class Request:
    """The leg that is asked for."""

    indicator: str
    one: Assumption
    first: int
    last: int
    start: Start

    @property
    def years(self) -> range:
        """First to last year, both included."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, eq=False)
class Leg:
    """The years that a leg reaches, and the value of each."""

    years: tuple[int, ...]
    at: At
    reason: str = ""
    flags: Mapping[int, str] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()


def lay_leg(setting: Setting, asked: Request, find: Find) -> Leg:
    """Return the leg that an assumption makes."""
    if asked.one.assumption == "path":
        return _given(setting, asked)
    if not asked.start.known and asked.one.assumption != "reach":
        return Leg((), nothing, asked.start.reason)
    if asked.one.assumption == "follow":
        return _follow(setting, asked, find)
    if asked.one.assumption == "trend":
        return _trend(setting, asked)
    return _stepped(setting, asked)


def _stepped(setting: Setting, asked: Request) -> Leg:
    """A rate, a change, a level to reach, or none of them: arithmetic from the first value."""
    one, start = asked.one, asked.start
    _, end = setting.ground.base(asked.indicator)
    amount = setting.amounts.amount(one)
    years, reason = tuple(asked.years), ""
    if one.assumption in ("reach", "percent_of_baseline") and asked.first >= end:
        raise DataError(
            f"scenario {setting.scenario.name!r}: from_year {asked.first} of {asked.indicator} is "
            f"not before its target year {end}, so there is no level to reach; give a rate instead"
        )
    if one.assumption == "percent_of_baseline":
        base = setting.ground.published(asked.indicator, setting.ground.base(asked.indicator)[0])
        if not base.known:
            return Leg((), nothing, base.reason)
        amount = amount / 100 * base.at(asked.first)
    if one.assumption in ("reach", "percent_of_baseline"):
        # Nothing is assumed of the years after the one in which the level is reached.
        years = tuple(year for year in years if year <= end)
        reason = word("scenario.ends", setting.lang, year=end) if asked.last > end else ""
    if not start.known:
        years = tuple(year for year in years if year == end)
        return Leg(years, lambda _: amount, start.reason, sources=_sources(one))
    first = start.at(asked.first)
    if one.assumption == "rate" and not np.any(first):
        return Leg((), nothing, word("scenario.from_zero", setting.lang, year=asked.first))
    step = _step(setting, asked, first, amount)
    steps = end - asked.first
    return Leg(
        years,
        lambda year: step(first, amount, year - asked.first, steps),
        reason,
        {asked.first: start.flag},
        _sources(one),
    )


def _step(setting: Setting, asked: Request, first: Array, amount: Array) -> Step:
    """The arithmetic of an assumption; a level is reached the way that the kind of figure goes."""
    simple: dict[str, Step] = {"rate": by_rate, "points": by_points, "halt": held}
    if asked.one.assumption in simple:
        return simple[asked.one.assumption]
    rises = KINDS[setting.plan.indicator(asked.indicator)["kind"]].natural == "compound"
    return towards_compound if rises and np.all(first * amount > 0) else towards_linear


def _sources(one: Assumption) -> frozenset[str]:
    return frozenset([one.indicator]) if one.ranged else frozenset()


def _follow(setting: Setting, asked: Request, find: Find) -> Leg:
    """The yearly growth of a place, or of another indicator of the scenario."""
    leader = str(asked.one.value)
    if leader in set(setting.plan.indicators["indicator"]):
        return _follow_indicator(setting, asked, leader, find)
    own = setting.plan.geos[setting.plan.geos["geo"] == setting.plan.geo]
    if leader == setting.plan.geo or leader in set(own[["name_en", "name_zh"]].to_numpy().ravel()):
        raise DataError(
            f"scenario {setting.scenario.name!r} follows in a circle: {asked.indicator} of "
            f"{leader}, the plan's own place, follows {leader}"
        )
    known = setting.ground.peers
    try:
        code = place_code(known, leader)
    except UnknownNameError:
        names = known[["geo", "name_en", "name_zh"]].to_numpy().ravel()
        every = {*names, *setting.plan.indicators["indicator"]}
        raise UnknownNameError("place or indicator", leader, every) from None
    rows = known[(known["geo"] == code) & (known["indicator"] == asked.indicator)]
    way = KINDS[setting.plan.indicator(asked.indicator)["kind"]].natural
    peer = rows.set_index("year")["value"]
    unit = 1.0 if way == "compound" else 0.0
    laid, reason = peer_path(unit, peer, asked.years, way, setting.lang)
    moved = {row["year"]: row["value"] for row in laid if not np.isnan(row["value"])}
    breaks = {year for place, year in level_breaks(known, asked.indicator) if place == code}
    flags = {year: "level_break" for year in moved if year in breaks and year != asked.first}
    first = asked.start.at(asked.first)
    grow = np.multiply if way == "compound" else np.add
    return Leg(
        tuple(moved),
        lambda year: np.asarray(grow(first, moved[year])),
        reason,
        {asked.first: asked.start.flag} | flags,
    )


def _follow_indicator(setting: Setting, asked: Request, leader: str, find: Find) -> Leg:
    path = find(leader)
    name = setting.plan.label(leader, setting.lang)
    if path is None or asked.first not in path.years:
        reason = word("scenario.no_leader", setting.lang, indicator=name, year=asked.first)
        return Leg((), nothing, reason)
    first, from_there = asked.start.at(asked.first), path.at(asked.first)
    if not np.all(from_there):
        reason = word("scenario.leader_zero", setting.lang, indicator=name, year=asked.first)
        return Leg((), nothing, reason)
    years = tuple(year for year in asked.years if year in path.years)
    return Leg(
        years,
        lambda year: np.asarray(first * (path.at(year) / from_there)),
        path.reason if years[-1] < asked.last else "",
        {asked.first: asked.start.flag},
        path.sources,
    )


def _given(setting: Setting, asked: Request) -> Leg:
    """The values of a path; a year between two of them lies on the way from one to the other."""
    given: dict[int, float] = dict(asked.one.value)  # type: ignore[arg-type]
    # What is given for years after the last one is not asked for.
    if min(given) < asked.first or min(given) > asked.last:
        raise DataError(
            f"scenario {setting.scenario.name!r} gives {asked.indicator} a value for "
            f"{min(given)}; its path goes from {asked.first} to {asked.last}"
        )
    known = {year: np.asarray(value) for year, value in given.items()}
    if asked.start.known:
        known = {asked.first: asked.start.at(asked.first)} | known
    rises = KINDS[setting.plan.indicator(asked.indicator)["kind"]].natural == "compound"
    marks = sorted(known)
    values = {marks[0]: known[marks[0]]}
    for begin, end in pairwise(marks):
        compound = rises and np.all(known[begin] * known[end] > 0)
        way = towards_compound if compound else towards_linear
        for year in range(begin + 1, end + 1):
            values[year] = way(known[begin], known[end], year - begin, end - begin)
    years = tuple(year for year in values if year in asked.years)
    flags = {year: "between_values" for year in years if year not in known}
    reason = "" if asked.start.known or asked.first in given else asked.start.reason
    if marks[-1] < asked.last:
        reason = word("scenario.ends", setting.lang, year=marks[-1])
    start = {} if asked.first in given else {asked.first: asked.start.flag}
    return Leg(years, lambda year: values[year], reason, start | flags)


def _trend(setting: Setting, asked: Request) -> Leg:
    """The projection from the figures up to the first year; else the milestone path."""
    plan, indicator = setting.plan, asked.indicator
    made = project_indicator(plan, indicator, to=asked.last, year=asked.first)
    basis = "sum" if is_total(plan.targets, indicator) else "level"
    refused = refusal(made.n, "spliced" in made.flags, basis, setting.lang) or made.reason
    if refused:
        return _milestone(setting, asked, refused)
    # The projection goes on from its own series, whatever vintage the plan prints.
    first = np.asarray(plan.series(indicator, until=asked.first).get(asked.first, np.nan))
    first = asked.start.at(asked.first) if np.isnan(first) else first
    level = setting.amounts.level(indicator)
    after = {int(year): n for n, year in enumerate(made.years) if year > asked.first}

    def at(year: int) -> Array:
        return first if year == asked.first else made.at(level, year)

    flags = {year: ", ".join(made.flags) for year in after}
    return Leg(
        (asked.first, *after),
        at,
        "",
        {asked.first: asked.start.flag} | flags,
        frozenset([indicator]),
    )


def _milestone(setting: Setting, asked: Request, refused: str) -> Leg:
    """The way to the main target stands in where there is no projection, and says so."""
    aim = main_aims(setting.plan, setting.ground.baselines).get(asked.indicator)
    if aim is None:
        return Leg((), nothing, refused)
    reach = Assumption(asked.indicator, "reach", float(aim["reach"]))
    leg = _stepped(setting, replace(asked, one=reach))
    flags = {year: "milestone" for year in leg.years if year != asked.first}
    return replace(leg, flags={**leg.flags, **flags}, reason=leg.reason or refused)
