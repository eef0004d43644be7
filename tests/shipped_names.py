"""The names that the shipped plans give to what they are about."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from linhai_analysis.data import data_dir, shipped_plans
from linhai_analysis.progress.rule import STATUSES
from linhai_analysis.tables import ASSUMPTIONS

# Words that the library has for something of its own: a plan may call a scenario so, and 全国 is
# what sentences about ranks say; the nation's code is named nowhere all the same.
OWN_WORDS = {*ASSUMPTIONS, *STATUSES, "China", "全国"}


def column(path: Path, *names: str) -> set[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row[name] for row in csv.DictReader(file) for name in names}


@cache
def names_of_plans() -> set[str]:
    found = set()
    for name in shipped_plans():
        folder = data_dir() / "processed" / name
        found |= column(folder / "indicators.csv", "indicator")
        found |= column(folder / "geos.csv", "geo", "name_en", "name_zh")
        found |= column(folder / "scenarios.csv", "scenario")
    return found - OWN_WORDS - {""}


def named(text: str) -> set[str]:
    """The names of plans in a text: whole words of Latin letters, Chinese ones anywhere."""
    words = set(re.findall(r"\w+", text))
    names = names_of_plans()
    return {name for name in names if name in words or (not name.isascii() and name in text)}
