"""One leg of a path: what each kind of assumption does from its first year to its last."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np

from linhai_analysis.arguments import Array
from linhai_analysis.errors import DataError
from linhai_analysis.growth import cagr, compound_path, linear_pace, linear_path
from linhai_analysis.projection.outlook import refusal
from linhai_analysis.reference import peer_path
from linhai_analysis.scenario.following import followed_place, peer_of
from linhai_analysis.scenario.path import Path
from linhai_analysis.scenario.scenario import Assumption
from linhai_analysis.scenario.setting import Setting
from linhai_analysis.tables import ASSUMPTIONS
from linhai_analysis.targets import is_total
from linhai_analysis.words import say, spoken, word

# Finds the path of another indicator of the scenario.
Find = Callable[[str], Path | None]


def lay_leg(setting: Setting, one: Assumption, years: range, start: Path, find: Find) -> Path:
    """Return the leg that an assumption makes; `start` holds its first value, or why none."""
    if not start.known and ASSUMPTIONS[one.assumption].from_start:
        return Path(one.indicator, reason=start.reason)
    return LEGS[one.assumption](setting, one, years, start, find)


def _leg(
    start: Path,
    years: Collection[int],
    values: Array,
    reason: str = "",
    later: Mapping[int, tuple[str, ...]] | None = None,
    sources: frozenset[str] = frozenset(),
) -> Path:
    """A leg with the notes of its start and those of later years."""
    notes = dict(zip(start.years, start.notes, strict=True)) | dict(later or {})
    every = tuple(notes.get(year, ()) for year in years)
    # What the first value is drawn from, the later ones depend on too.
    return Path(
        start.indicator, tuple(years), values, every, reason, sources=start.sources | sources
    )


def _sources(one: Assumption) -> frozenset[str]:
    return frozenset([one.indicator]) if one.ranged else frozenset()


def _by_rate(setting: Setting, one: Assumption, years: range, start: Path, find: Find) -> Path:
    """Growth by the same rate each year."""
    first, steps = start.values[-1], len(years) - 1
    if not np.any(first):
        reason = word("scenario.from_zero", setting.lang, year=years[0])
        return Path(one.indicator, reason=reason)
    values = compound_path(first, setting.amount(one), steps).T
    return _leg(start, years, values, sources=_sources(one))


def _by_points(setting: Setting, one: Assumption, years: range, start: Path, find: Find) -> Path:
    """The same change each year; none where none is assumed."""
    pace = setting.amount(one) if ASSUMPTIONS[one.assumption].ranged else 0.0
    values = linear_path(start.values[-1], pace, len(years) - 1).T
    return _leg(start, years, values, sources=_sources(one))


def _to_level(setting: Setting, one: Assumption, years: range, start: Path, find: Find) -> Path:
    """The way to the levels, each in its year."""
    return _reached(setting, one, years, start, 1.0)


def _percent(setting: Setting, one: Assumption, years: range, start: Path, find: Find) -> Path:
    """The way to so many per cent of the baseline, each in its year."""
    base = setting.published(one.indicator, setting.ground.base(one.indicator)[0])
    if not base.known:
        return Path(one.indicator, reason=base.reason)
    made = _reached(setting, one, years, start, base.values[-1] / 100)
    return replace(made, sources=made.sources | base.sources)


def _reached(
    setting: Setting, one: Assumption, years: range, start: Path, unit: Array | float
) -> Path:
    """The way to levels, each in its year; without a start, from the first of these years on."""
    goals = {year: unit * amount for year, amount in _by_year(setting, one).items()}
    if min(goals) <= years[0]:
        raise DataError(
            say(
                "scenario_fault.no_level",
                scenario=setting.scenario.name,
                start=years[0],
                indicator=one.indicator,
                end=min(goals),
            )
        )
    known = {years[0]: start.values[-1]} if start.known else {}
    values = _through(setting, one.indicator, known | goals)
    until = [year for year in values if year in years]
    if not until:
        return Path(one.indicator, reason=start.reason)
    # Nothing is assumed of the years after the one in which the last level is reached.
    ends = word("scenario.ends", setting.lang, year=max(goals)) if years[-1] > max(goals) else ""
    rows = np.stack(np.broadcast_arrays(*(values[year] for year in until)))
    return _leg(start, until, rows, ends if start.known else start.reason, sources=_sources(one))


def _by_year(setting: Setting, one: Assumption) -> dict[int, Array]:
    """How much is assumed, by the year in which it is reached."""
    if isinstance(one.value, Mapping):
        if len(one.value) == 1:
            return dict.fromkeys(one.value, setting.amount(one))
        return {year: np.array([amount]) for year, amount in one.value.items()}
    years = setting.ground.target_years(one.indicator)
    if len(years) > 1:
        dated = f"{years[-1]}: {one.value:g}"
        raise DataError(
            say(
                "scenario_fault.which_year",
                scenario=setting.scenario.name,
                indicator=one.indicator,
                value=one.value,
                years=tuple(years),
                code=f"{{{one.assumption!r}: {{{dated}}}}}",
                cell=dated,
            )
        )
    return dict.fromkeys(years, setting.amount(one))


def _through(setting: Setting, indicator: str, known: Mapping[int, Array]) -> dict[int, Array]:
    """Known values and, between two of them, the way from the one to the other."""
    marks = sorted(known)
    values = {marks[0]: known[marks[0]]}
    for begin, end in pairwise(marks):
        way = _way(setting, indicator, known[begin], known[end], end - begin)
        values |= dict(zip(range(begin, end), way, strict=False)) | {end: known[end]}
    return values


def _way(setting: Setting, indicator: str, first: Array, goal: Array, steps: int) -> Array:
    """The way from one value to another, as the kind of figure goes: years x draws."""
    line = linear_path(first, linear_pace(first, goal, steps), steps).T
    if setting.ground.kinds[indicator].natural == "linear":
        return line
    growth = compound_path(first, cagr(first, goal, steps), steps).T
    # No rate leads to 0, from it or past it.
    return np.where(np.isnan(growth), line, growth)


def _follow(setting: Setting, one: Assumption, years: range, start: Path, find: Find) -> Path:
    """The yearly growth of a place, or of another indicator of the scenario."""
    code = followed_place(setting, one)
    if not code:
        return _follow_indicator(setting, str(one.value), years, start, find)
    peer = peer_of(setting, code, one.indicator)
    unit = 1.0 if peer.way == "compound" else 0.0
    laid, reason = peer_path(unit, peer.values, years, peer.way, setting.lang)
    moved = {row["year"]: row["value"] for row in laid if not np.isnan(row["value"])}
    flags = {"level_break": peer.breaks, "in_points": moved if peer.in_points else ()}
    notes = {
        year: tuple(flag for flag, found in flags.items() if year in found)
        for year in moved
        if year != years[0]
    }
    change = np.array(list(moved.values()))[:, None]
    values = start.values[-1] * change if peer.way == "compound" else start.values[-1] + change
    return _leg(start, tuple(moved), values, reason, notes)


def _follow_indicator(setting: Setting, leader: str, years: range, start: Path, find: Find) -> Path:
    path = find(leader)
    name = setting.plan.label(leader, setting.lang)
    if path is None or years[0] not in path.years:
        reason = word("scenario.no_leader", setting.lang, indicator=name, year=years[0])
        return Path(start.indicator, reason=reason)
    from_there = path.at(years[0])
    if not np.all(from_there):
        reason = word("scenario.leader_zero", setting.lang, indicator=name, year=years[0])
        return Path(start.indicator, reason=reason)
    led = path.only(years)
    values = start.values[-1] * (led.values / from_there)
    reason = path.reason if led.years[-1] < years[-1] else ""
    return _leg(start, led.years, values, reason, sources=path.sources)


def _given(setting: Setting, one: Assumption, years: range, start: Path, find: Find) -> Path:
    """The values of a path; a year between two of them lies on the way from one to the other."""
    given: dict[int, float] = dict(one.value)  # type: ignore[arg-type]
    # What is given for years after the last one is not asked for.
    if min(given) < years[0] or min(given) > years[-1]:
        raise DataError(
            say(
                "scenario_fault.outside",
                scenario=setting.scenario.name,
                indicator=one.indicator,
                year=min(given),
                first=years[0],
                last=years[-1],
            )
        )
    known = {year: np.array([value]) for year, value in given.items()}
    if start.known:
        known = {years[0]: start.values[-1]} | known
    values = _through(setting, one.indicator, known)
    until = [year for year in values if year in years]
    notes = {year: () if year in known else ("between_values",) for year in until}
    if years[0] not in given:
        notes.pop(years[0], None)
    reason = "" if start.known or years[0] in given else start.reason
    if max(known) < years[-1]:
        reason = word("scenario.ends", setting.lang, year=max(known))
    rows = np.broadcast_arrays(*(values[year] for year in until))
    return _leg(start, until, np.stack(rows), reason, notes)


def _trend(setting: Setting, one: Assumption, years: range, start: Path, find: Find) -> Path:
    """The projection from the figures up to the first year, or why there is none."""
    plan, indicator = setting.plan, one.indicator
    made = setting.ground.projected(indicator, years[0], years[-1])
    basis = "sum" if is_total(plan.targets, indicator) else "level"
    refused = refusal(made.n, "spliced" in made.flags, basis, setting.lang) or made.reason
    if refused:
        return Path(indicator, reason=str(spoken(refused, setting.lang)))
    # The projection goes on from its own series, whatever vintage the plan prints.
    printed = plan.series(indicator, until=years[0]).get(years[0], np.nan)
    first = start.values[-1] if np.isnan(printed) else np.array([printed])
    after = [int(year) for year in made.years if year > years[0]]
    level = setting.level(one)
    values = [np.broadcast_to(first, level.shape), *(made.at(level, year) for year in after)]
    notes = dict.fromkeys(after, tuple(made.flags))
    sources = frozenset([indicator])
    return _leg(start, (years[0], *after), np.stack(values), "", notes, sources)


# What each kind of assumption does with a first value; the kinds are in ``tables.assumed``.
LEGS: Mapping[str, Callable[[Setting, Assumption, range, Path, Find], Path]] = {
    "rate": _by_rate,
    "points": _by_points,
    "reach": _to_level,
    "halt": _by_points,
    "percent_of_baseline": _percent,
    "follow": _follow,
    "path": _given,
    "trend": _trend,
}
