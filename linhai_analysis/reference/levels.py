"""How many comparable places stood at the level that a target aims at."""

from __future__ import annotations

from typing import Any

import pandas as pd

from linhai_analysis.plan import Plan
from linhai_analysis.reference.places import province_of, same_province
from linhai_analysis.reference.windows import provinces
from linhai_analysis.targets import BASES, KINDS, meets
from linhai_analysis.text import with_unit
from linhai_analysis.words import word


def has_level(plan: Plan, indicator: str) -> bool:
    """Whether the level of an indicator says the same of a large place and of a small one."""
    return KINDS[plan.about(indicator)["kind"]].free_of_size


def no_level(target: dict[str, Any], lang: str) -> str:
    """Why a target names no level that places could stand at; empty where it does."""
    basis = BASES[target["basis"]]
    if not basis.in_unit or basis.quantity == "sum":
        return word("no_class.stated", lang)
    return "" if pd.notna(target["target_value"]) else target["reason"]


def level_years(own: pd.DataFrame, base: int, until: int) -> dict[str, int | None]:
    """The years whose levels are read: the base year, and the latest that is well covered.

    That is the last year up to `until` that at least half of the places of the class report.

    >>> rows = pd.DataFrame({"geo": [*"abcabca"], "year": [2015] * 3 + [2018] * 3 + [2019]})
    >>> level_years(rows, 2015, 2020)
    {'level_base': 2015, 'level_latest': 2018}
    """
    counts = own.loc[own["year"] <= until, "year"].value_counts()
    covered = counts[2 * counts >= own["geo"].nunique()].index
    return {"level_base": base, "level_latest": int(covered.max()) if len(covered) else None}


def level_counts(own: pd.DataFrame, geo: str, target: dict[str, Any]) -> dict[str, int]:
    """How many places of one year stood at the level, of how many; those of the province too.

    >>> rows = pd.DataFrame({"geo": ["330100", "330200", "320100"], "value": [5.0, 4.0, 4.5]})
    >>> level_counts(rows, "331082", {"aim": 4.5, "sense": "at_least"})
    {'reached': 2, 'places': 3, 'reached_province': 1, 'places_province': 2}
    """
    met = meets(own["value"], target["aim"], target["sense"])
    near = same_province(own["geo"], geo)
    return {
        "reached": int(met.sum()),
        "places": len(own),
        "reached_province": int((met & near).sum()),
        "places_province": int(near.sum()),
    }


def level_statement(plan: Plan, row: dict[str, Any], places: str, lang: str) -> str:
    """The counts as a sentence."""
    value = with_unit(f"{row['aim']:.10g}", plan.unit(row["indicator"], lang), lang)
    level = word(f"level.{row['sense']}", lang, value=value)
    among = ""
    if row["places_province"]:
        name = _name(province_of(plan.geo), lang)
        among = word("level.province", lang, province=name, **_counts(row))
    return word(
        "level", lang, level=level, places=places, among=among, year=row["end"], **_counts(row)
    )


def _name(code: str, lang: str) -> str:
    """The name of a province; its code where we do not know it."""
    known = provinces().drop_duplicates("geo").set_index("geo")[f"name_{lang}"]
    return str(known.get(code, code))


def _counts(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("reached", "reached_province", "places_province")}
