"""The sheet of indicators of a plan: one row an indicator, as far as a row can say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from linhai_analysis.form.columns import Field
from linhai_analysis.plan import Plan
from linhai_analysis.words import choice_word, speaks, unit_word


def plan_years(plan: Plan) -> tuple[int, int]:
    """Return the base and target year that most targets of a plan have.

    >>> from linhai_analysis import load_plan
    >>> plan_years(load_plan())
    (2015, 2020)
    """
    pairs = plan.targets[["base_year", "target_year"]].value_counts()
    base, last = pairs.index[0] if len(pairs) else (0, 0)
    return int(base), int(last)


def main_rows(plan: Plan, fields: Sequence[Field], lang: str) -> list[list[Any]]:
    """Return a row for each indicator that has a target.

    >>> from linhai_analysis import load_plan
    >>> fields = [Field("name_zh", 9), Field("unit", 9), Field("target", 9, year=2020)]
    >>> main_rows(load_plan(), fields, "zh")[2]
    ['国家重点支持的高新技术企业', '家', '120']
    """
    rows = plan.indicators[plan.indicators["indicator"].isin(plan.targets["indicator"])]
    return [
        [_cell(plan, row, number, field, lang) for field in fields]
        for number, row in enumerate(rows.to_dict("records"), 1)
    ]


def _cell(plan: Plan, row: dict[str, Any], number: int, field: Field, lang: str) -> Any:
    name = row["indicator"]
    if field.key == "number":
        return str(number)
    if field.key == "unit":
        return unit_word(row["unit"], lang)
    if field.key in ("better", "counted", "kind"):
        return choice_word(row[field.key], lang)
    if field.key == "target":
        return _shown_target(_main_target(plan, name, field.year))
    if field.key in ("attribute", "place"):
        return choice_word(str(_main_target(plan, name, 0).get(field.key, "")), lang)
    if field.key in ("base", "yearly"):
        value = plan.series(name).get(field.year)
        return "" if value is None or pd.isna(value) else float(value)
    if field.key == "source_name":
        return _only_source(plan, name)
    if field.key == "note":
        return row["note"] if speaks(row["note"], lang) else ""
    return row[field.key]


def _main_target(plan: Plan, indicator: str, year: int) -> dict[str, Any]:
    """The first target of an indicator, the main one where one is called so."""
    own = plan.own_targets(indicator)
    own = own[own["target_year"] == year] if year else own
    rows = own.sort_values("main", ascending=False, kind="stable").to_dict("records")
    return rows[0] if rows else {}


def _shown_target(target: Mapping[str, Any]) -> Any:
    """A target as printed, else its number where it is a level and says all."""
    plain = target and target["basis"] == "level" and pd.isna(target["target_high"])
    return target.get("printed") or (float(target["target"]) if plain else "")


def _only_source(plan: Plan, indicator: str) -> str:
    """The source of the figures of an indicator, where all have the same one that is listed."""
    own = plan.own_observations
    found = set(own.loc[own["indicator"] == indicator, "source_id"])
    return str(*found) if len(found) == 1 and found <= set(plan.sources["source_id"]) else ""
