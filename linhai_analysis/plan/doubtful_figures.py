"""What can be wrong with a yearly figure: its digits, its size, its year, its unit."""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import median
from typing import Any

from linhai_analysis.plan.doubts import FEW, Asked, Dated, Doubt
from linhai_analysis.series import Slip, slips
from linhai_analysis.targets import BASES, KINDS, Kind
from linhai_analysis.text import as_given
from linhai_analysis.words import choice_word, word

# How far years may lie from those of the plan, and a target year from its base year.
BEFORE, AFTER, LONGEST = 30, 10, 50
# Kinds that are numbers without a unit.
BARE = ("index", "rank")


def slipped_digits(asked: Asked) -> Iterator[Doubt]:
    """Figures about ten times their neighbours, and shares that are a hundredth of theirs."""
    series: dict[tuple, list[dict]] = {}
    for row in asked.figures:
        if row["value"] > 0:
            series.setdefault((row["indicator"], row["geo"], row["scope"]), []).append(row)
    for (name, geo, scope), rows in series.items():
        own = geo in (asked.plan.geo, "") and not scope
        goals = asked.levels.get(name, []) if own else []
        told, count = set(), asked.book[name]["kind"] == "count"
        # Where a year has several figures, one that is too large is the largest of them.
        for pick in (max, min):
            years = sorted({row["year"] for row in rows})
            chosen = [
                pick((row for row in rows if row["year"] == year), key=lambda row: row["value"])
                for year in years
            ]
            for slip, beside in _slips(chosen, goals, count):
                row, too_large = chosen[slip.at], slip.powers > 0
                if too_large == (pick is max) and row["year"] not in told:
                    told.add(row["year"])
                    yield _slipped(asked, row, slip, beside)


def _slips(rows: list[dict], goals: list[Dated], count: bool) -> Iterator[tuple[Slip, list[Dated]]]:
    """The slips of one figure a year; a target that follows the last one is its neighbour too."""
    points = [(row["year"], row["value"]) for row in rows]
    year, value = points[-1]
    later = [goal for goal in goals if goal[0] > year]
    nearest = sorted(later, key=lambda goal: abs(math.log(goal[1] / value)))[:1]
    years, values = zip(*points, *nearest, strict=True)
    breaks = [row["break"] for row in rows] + [False] * len(nearest)
    for slip in slips(years, values, breaks):
        beside = [(years[at], values[at]) for at in slip.beside]
        # A few may well become ten times as many; a peak between two others is no growth.
        few = count and len(beside) == 1 and min(values[slip.at], beside[0][1]) < FEW
        if slip.at < len(rows) and not few:
            yield slip, beside


def _slipped(asked: Asked, row: dict[str, Any], slip: Slip, beside: list[Dated]) -> Doubt:
    """A figure that is so many powers of ten off."""
    said = {"beside": asked.beside(row["indicator"], beside)}
    other = beside[0][1]
    percent = asked.book[row["indicator"]]["unit"] == "%"
    if percent and slip.powers == -2 and row["value"] < 1:
        said["percent"] = f"{as_given(100 * row['value'])}%"
        return asked.of_figure("share_as_fraction", "share_as_fraction", row, other, **said)
    said["times"] = str(10 ** abs(slip.powers))
    key = "ten_times" if slip.powers > 0 else "ten_times.part"
    return asked.of_figure("ten_times", key, row, other, **said)


def out_of_bounds(asked: Asked) -> Iterator[Doubt]:
    """Figures and levels that an indicator of its kind cannot have."""
    for row in asked.figures:
        kind = KINDS[asked.book[row["indicator"]]["kind"]]
        for key, bound in kind.beyond(row["value"], row["value"]):
            said = _bound(asked, kind, bound)
            yield asked.of_figure("out_of_bounds", f"out_of_bounds.{key}", row, bound, **said)
    for row in asked.targets:
        kind, ends = KINDS[row["kind"]], row["ends"]
        if BASES[row["basis"]].printed_level:
            for key, bound in kind.beyond(min(ends), max(ends)):
                said, end = _bound(asked, kind, bound), min(ends) if key == "least" else max(ends)
                key = f"out_of_bounds.target.{key}"
                yield asked.of_target("out_of_bounds", key, row, end, bound, **said)


def _bound(asked: Asked, kind: Kind, bound: float) -> dict[str, str]:
    return {"sort": choice_word(kind.name, asked.lang), "bound": as_given(bound)}


def far_years(asked: Asked) -> Iterator[Doubt]:
    """Years that lie far from those of the plan."""
    if not asked.targets:
        return
    first = int(median(row["base_year"] for row in asked.targets))
    last = int(median(row["target_year"] for row in asked.targets))
    said = {"first": first, "last": last}
    for row in asked.figures:
        if not first - BEFORE <= row["year"] <= last + AFTER:
            yield asked.of_figure("far_year", "far_year", row, **said)
    for row in asked.targets:
        if row["target_year"] - row["base_year"] > LONGEST:
            value, years = row["target"], row["target_year"] - row["base_year"]
            yield asked.of_target("far_year", "far_year.target", row, value, math.nan, years=years)


def missing_units(asked: Asked) -> Iterator[Doubt]:
    """Indicators that are counted in nothing."""
    for row in asked.book.values():
        if not row["unit"] and row["kind"] not in BARE:
            name = row["indicator"]
            said = word(
                "doubt.unit_missing", asked.lang, indicator=asked.plan.label(name, asked.lang)
            )
            yield Doubt("unit_missing", "indicators", name, "", "", None, math.nan, math.nan, said)
