"""What can be wrong with a target: its side, its digits, its percent."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from linhai_analysis.plan.doubts import FEW, Asked, Dated, Doubt
from linhai_analysis.targets import BASES, RELATIONS, is_a_fall, stated_relation
from linhai_analysis.text import as_given
from linhai_analysis.words import word

# A target so many times its baseline, and half as many times all later figures, is asked about.
FAR, HALF = 10.0, 5.0
# How many times as large the other is where one of the two is a fraction of 1: a hundred times,
# and as much as shares may have moved, by whether it is the target and what is better.
FRACTION = {
    (True, "up"): (20.0, 200.0),
    (True, "down"): (95.0, 500.0),
    (False, "up"): (50.0, 500.0),
    (False, "down"): (20.0, 120.0),
}


def wrong_sides(asked: Asked) -> Iterator[Doubt]:
    """Targets that lead away from what is better."""
    for row in asked.targets:
        up, basis = row["better"] == "up", BASES[row["basis"]]
        summed = basis.quantity == "sum"
        if up and basis.signed and is_a_fall(asked.plan.label(row["indicator"], "zh")):
            # Of sizes of falls more is better.
            continue
        # What is asked of each year is a floor; to add what should be less is a limit.
        if basis.quantity == "each" or (summed and not up) or _is_ceiling(row):
            continue
        by_sign = summed or basis.relative or basis.signed
        found = [value for year, value in asked.own(row["indicator"]) if year == row["base_year"]]
        bases = [float(not summed)] if by_sign else found
        end, way = (max(row["ends"]), 1) if up else (min(row["ends"]), -1)
        starts, years = np.array(bases), np.array(row["target_year"] - row["base_year"])
        ahead = way * (basis.level(np.array(end), starts, years) - starts)
        # Where sources differ, one figure that the target improves on is enough.
        if not bases or ahead.max() >= 0:
            continue
        base = (min if up else max)(bases)
        key = f"wrong_side{'.sign' if by_sign else ''}.{row['better']}"
        said = {} if by_sign else {"base": asked.amount(row["indicator"], base)}
        other = math.nan if by_sign else base
        yield asked.of_target("wrong_side", key, row, end, other, **said)


def _is_ceiling(row: dict[str, Any]) -> bool:
    """Whether the plan itself says that it is a limit from above, on whichever side that lies."""
    stated = stated_relation(row["printed"], row["target"])
    # Where nothing is printed, the relation follows from what is better, or from the sign.
    if not stated and row["better"] == "up" and not BASES[row["basis"]].signed:
        stated = row["relation"]
    return stated in RELATIONS and RELATIONS[stated].side < 0


def totals_of_a_year(asked: Asked) -> Iterator[Doubt]:
    """Totals of all years of a plan that every single year has more than half of."""
    for row in asked.targets:
        span = range(row["base_year"] + 1, row["target_year"] + 1)
        figures = [one for one in asked.own(row["indicator"]) if one[0] in span]
        added = BASES[row["basis"]].from_zero and row["better"] == "up"
        if not (added and figures and asked.book[row["indicator"]]["counted"] == "in_year"):
            continue
        total = min(row["ends"])
        if min(value for _, value in figures) * 2 > total:
            beside = asked.beside(row["indicator"], figures)
            key = "year_or_total"
            yield asked.of_target(key, key, row, total, figures[-1][1], beside=beside)


def far_targets(asked: Asked) -> Iterator[Doubt]:
    """Levels that are ten times what there was, or a tenth of it."""
    for row in asked.targets:
        figures, value = _before(asked, row), max(row["ends"])
        few = row["kind"] == "count" and figures and min(value, figures[0][1]) < FEW
        if not figures or value <= 0 or few or _in_fractions(row, figures):
            continue
        times = [value / figure for _, figure in figures]
        for suffix, many in (("", times), (".part", [1 / one for one in times])):
            if many[0] >= FAR and min(many) >= HALF:
                said = {"times": as_given(round(many[-1]))}
                said["beside"] = asked.beside(row["indicator"], figures[-1:])
                key = f"ten_times.target{suffix}"
                yield asked.of_target("ten_times", key, row, value, figures[-1][1], **said)


def fractions(asked: Asked) -> Iterator[Doubt]:
    """Per cent given as fractions of 1: a target beside its figures, or all figures beside it."""
    for row in asked.targets:
        figures, value = _before(asked, row), max(row["ends"])
        if not _in_fractions(row, figures):
            continue
        if value < 1:
            said = {"percent": f"{as_given(100 * value)}%"}
            said["beside"] = asked.beside(row["indicator"], figures[-1:])
            key, last = "share_as_fraction.target", figures[-1][1]
            yield asked.of_target("share_as_fraction", key, row, value, last, **said)
            continue
        goal = word("doubt.goal", asked.lang, year=row["target_year"], value=f"{as_given(value)}%")
        for year, figure in figures:
            said = {"beside": goal, "percent": f"{as_given(100 * figure)}%"}
            told = row | {"geo": asked.plan.geo, "year": year, "value": figure}
            yield asked.of_figure("share_as_fraction", "share_as_fraction", told, value, **said)


def _before(asked: Asked, row: dict[str, Any]) -> list[Dated]:
    """Figures above 0 of the years of a target that is a level, the base year first."""
    if not BASES[row["basis"]].printed_level:
        return []
    span = range(row["base_year"], row["target_year"])
    return [one for one in asked.own(row["indicator"]) if one[0] in span and one[1] > 0]


def _in_fractions(row: dict[str, Any], figures: list[Dated]) -> bool:
    """Whether either the target or all its figures seem to be fractions of 1, in per cent."""
    value = max(row["ends"])
    if row["unit"] != "%" or value <= 0 or not figures:
        return False
    low, high = FRACTION[value < 1, row["better"]]
    values = [figure for _, figure in figures]
    if value < 1:
        return all(low <= figure / value <= high for figure in values)
    return all(figure < 1 and low <= value / figure <= high for figure in values)


def unread_targets(asked: Asked) -> Iterator[Doubt]:
    """Targets whose printed text cannot be read."""
    unread = asked.plan.unread(asked.lang)
    rows = asked.plan.targets.set_index("target_id", drop=False).loc[unread["target_id"]]
    for row, reason in zip(rows.to_dict("records"), unread["told"], strict=True):
        name, value = asked.plan.label(row["indicator"], asked.lang), row["target"]
        sentence = word("doubt.unread", asked.lang, indicator=name, reason=reason)
        ids = row["indicator"], row["target_id"], asked.plan.geo, row["target_year"]
        yield Doubt("unread", "targets", *ids, value, math.nan, sentence)
