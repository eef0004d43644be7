"""A plan with a target of every basis, every relation, and every reason for no verdict."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from small_plans import small_plan

import linhai_analysis as la

STOCK = {2015: 60, 2016: 75, 2017: 92, 2018: 110}
FALLS = {2016: -4.1, 2017: -3.9, 2018: -3.5}
MONEY = {"kind": "amount", "unit": "100 million CNY"}
SHARE = {"kind": "share", "unit": "%"}
ADDED = {"basis": "increment", "counted": "in_year"}
TOTAL = {"basis": "cumulative", "counted": "in_year"}
FLOOR = {"basis": "every_year"}
CHANGE = {"basis": "cumulative_change", "kind": "amount", "unit": "%"}
DOWN = {"better": "down"}

# Name, target, figures, how it is stated.
CASES: dict[str, tuple[float, dict[int, float], dict[str, Any]]] = {
    "level": (120, STOCK, {"counted": "stock"}),
    "level down": (25, {2015: 50, 2016: 45, 2017: 40, 2018: 35}, DOWN | MONEY),
    "share met": (3.0, {2015: 2.98, 2016: 3.06}, SHARE),
    "share late": (65, {2015: 60, 2016: 60.5, 2018: 61.0}, SHARE),
    "stock added": (60, STOCK, ADDED | {"counted": "stock"}),
    "stock added, no base": (60, {2016: 75}, ADDED | {"counted": "stock"}),
    "flow added": (60, {2016: 12, 2017: 13, 2018: 12}, ADDED),
    "flow with a gap": (60, {2016: 12, 2018: 12}, ADDED),
    "running total": (60, {2016: 12, 2017: 25, 2018: 37}, TOTAL | {"counted": "running"}),
    "not counted": (60, {2016: 12, 2017: 25}, {"basis": "cumulative"}),
    "ceiling broken": (100, {2016: 40, 2017: 40, 2018: 40}, TOTAL | DOWN),
    "ceiling open": (100, {2016: 10, 2017: 10}, TOTAL | DOWN),
    "a year on average": (
        12,
        {2016: 12, 2017: 13, 2018: 9},
        {"basis": "yearly_average", "counted": "in_year"},
    ),
    "growth": (0.08, {2015: 100, 2016: 108, 2017: 116}, MONEY | {"basis": "growth_rate"}),
    "falls": (-0.17, FALLS, CHANGE | DOWN | {"counted": "in_year"}),
    "falls as sizes": (-0.17, {2016: 4.1, 2017: 3.9}, CHANGE | {"counted": "in_year"}),
    "falls running": (-0.17, {2016: -4.1, 2017: -7.9}, CHANGE | DOWN | {"counted": "running"}),
    "points": (
        1.0,
        {2015: 78.2, 2016: 78.4, 2018: 78.6},
        {"basis": "point_change", "kind": "ratio", "unit": "years"},
    ),
    "points a year": (0.2, {2015: 5.0, 2017: 5.1}, SHARE | {"basis": "yearly_points"}),
    "double": (2, {2015: 17, 2018: 22}, {"basis": "multiple"}),
    "double, no base": (2, {2018: 22}, {"basis": "multiple"}),
    "every year kept": (5, {2016: 6, 2017: 5, 2018: 7}, FLOOR),
    "every year broken": (5, {2016: 6, 2017: 4, 2018: 7}, FLOOR),
    "every year, a gap": (5, {2016: 6, 2018: 7}, FLOOR),
    "range": (3, {2015: 2, 2017: 2.5}, {"relation": "range", "target_high": 5}),
    "range down": (
        3,
        {2015: 10, 2018: 8},
        DOWN | SHARE | {"relation": "range", "target_high": 5},
    ),
    "range added": (3, {2016: 1, 2017: 1}, ADDED | {"relation": "range", "target_high": 5}),
    "about": (100, {2015: 80, 2018: 99}, {"relation": "about"}),
    "exactly": (100, {2015: 80, 2018: 104}, {"relation": "exactly"}),
    "above": (3, {2015: 2, 2018: 3.0}, {"relation": "above", "kind": "ratio", "unit": ""}),
    "below": (30, {2015: 50, 2018: 30}, DOWN | {"relation": "below"}),
    "rank": (15, {2015: 18, 2016: 18, 2018: 17}, DOWN | {"kind": "rank", "unit": "place"}),
    "fell": (120, {2015: 60, 2018: 50}, {}),
    "rose": (25, {2015: 50, 2018: 60}, DOWN),
    "held": (50, {2015: 60, 2018: 55}, {}),
    "no longer held": (50, {2015: 60, 2018: 45}, {}),
    "the base itself": (60, {2015: 60, 2018: 60}, {"relation": "above"}),
    "no base": (65, {2016: 50, 2018: 52}, SHARE),
    "no base, met": (65, {2018: 66.6}, SHARE),
    "no figure": (65, {}, SHARE),
    "base alone": (65, {2015: 60}, SHARE),
    "before the base": (65, {2013: 60}, SHARE),
    "from nothing": (10, {2015: 0, 2018: 4}, {}),
    "both signs": (10, {2015: -5, 2018: 2}, MONEY),
    "growth from below 0": (0.08, {2015: -5, 2018: 2}, MONEY | {"basis": "growth_rate"}),
    "per cent of what": (0.08, {2016: 5}, {"basis": "growth_rate", "kind": "amount", "unit": "%"}),
    "on time": (100, {2015: 0, 2018: 60}, MONEY),
    "at the tolerance": (100, {2015: 0, 2018: 65}, MONEY),
    "just behind": (100, {2015: 0, 2018: 55}, MONEY),
    "too late": (100, {2015: 0, 2018: 54.9}, MONEY),
}


def every_basis(
    folder: Path,
    values: Mapping[str, Mapping[int, float]] | None = None,
    targets: Mapping[str, float] | None = None,
) -> la.Plan:
    """The plan; further figures and other targets may be given by name."""
    rows = [
        {"indicator": name, "target": (targets or {}).get(name, target)} | stated
        for name, (target, _, stated) in CASES.items()
    ]
    series = {name: one[1] | dict((values or {}).get(name, {})) for name, one in CASES.items()}
    return small_plan(folder, rows, series)
