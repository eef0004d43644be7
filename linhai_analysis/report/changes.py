"""Changes, gaps and speeds in words: a decline is a positive number that declines, a share moves by
points. Each takes a row of the scorecard.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from linhai_analysis.growth import cagr
from linhai_analysis.plan import Plan
from linhai_analysis.progress.wording import figure_text
from linhai_analysis.report.tables.growth import aimed_target
from linhai_analysis.targets import INDEX_BASE
from linhai_analysis.text import apart, percent, significant, with_unit
from linhai_analysis.words import word

Row = Mapping[str, Any]
# What changes by per cent unless it is a percentage; the others by points, places, their own unit.
BY_RATE = ("count", "amount", "index", "ratio")


def measured(plan: Plan, row: Row, value: float, lang: str) -> str:
    """A value with its unit; of an index its change since the base, of a sum that it is one.

    >>> from linhai_analysis import load_plan
    >>> row = {"indicator": "hightech_enterprises", "quantity": "level", "base_year": 2015}
    >>> measured(load_plan(), row, 92, "zh"), measured(load_plan(), row, 92, "en")
    ('92家', '92 enterprises')
    >>> measured(load_plan(), row | {"quantity": "index"}, 88.93, "zh")
    '比2015年下降11.07%'
    """
    if row["quantity"] == "index":
        return _by_percent("draft.index", value / INDEX_BASE - 1, lang, base=row["base_year"])
    if plan.about(row["indicator"])["kind"] == "rank":
        return word("draft.place", lang, value=figure_text(plan, row, value))
    text = with_unit(figure_text(plan, row, value), plan.unit(row["indicator"], lang), lang)
    return word("figure.sum", lang, value=text) if row["quantity"] == "sum" else text


def latest(plan: Plan, row: Row, lang: str) -> str:
    """The figure that is judged, and of which year or years it is.

    >>> from linhai_analysis import load_plan
    >>> row = {"indicator": "hightech_enterprises", "base_year": 2015, "year": 2018, "actual": 92.0}
    >>> latest(load_plan(), row | {"quantity": "level"}, "zh")
    '2018年为92家'
    >>> latest(load_plan(), row | {"quantity": "sum"}, "zh")
    '2016—2018年累计92家'
    """
    value = measured(plan, row, row["actual"], lang)
    own = row["quantity"] if row["quantity"] in ("sum", "index") else "level"
    said = {"value": value, "year": row["year"], "since": row["base_year"] + 1}
    return word(f"draft.latest.{own}", lang, **said)


def aimed(plan: Plan, row: Row, lang: str) -> str:
    """The target with its unit; of one that a rule states also the level that it comes to."""
    if plan.about(row["indicator"])["kind"] == "rank":
        within = row["relation"] == "at_most"
        return word(
            f"draft.place{'.within' * within}", lang, value=figure_text(plan, row, row["aim"])
        )
    return aimed_target(plan, dict(row), lang, united=True)


def change(plan: Plan, row: Row, lang: str) -> str:
    """How far the latest figure lies from the base: in per cent, shares in points, ranks in places.

    >>> from linhai_analysis import load_plan
    >>> row = {"indicator": "hightech_enterprises", "quantity": "level", "base_year": 2015}
    >>> change(load_plan(), row | {"year": 2018, "base_value": 60.0, "actual": 92.0}, "zh")
    '比2015年增长53.33%、年均增长15.31%'
    """
    moved, years = row["actual"] - row["base_value"], row["year"] - row["base_year"]
    if row["quantity"] != "level" or pd.isna(moved) or years < 1:
        return ""
    base = {"base": row["base_year"]}
    if moved == 0:
        return word("draft.same", lang, **base)
    about, unit = plan.about(row["indicator"]), plan.unit(row["indicator"], lang)
    if _by_rate(plan, row) and row["base_value"] > 0 and row["actual"] > 0:
        # What ought to fall does not grow, it rises.
        up = "rise" if about["better"] == "down" else "up"
        whole = _by_percent("draft.change", moved / row["base_value"], lang, up, **base)
        rate = float(cagr(row["base_value"], row["actual"], years=years))
        return whole if years == 1 else whole + _by_percent("draft.rate.beside", rate, lang, up)
    amount = significant(abs(moved))
    if about["kind"] == "rank":
        return word(f"draft.rank.{_way(moved)}", lang, value=amount, **base)
    key = "draft.points" if unit == "%" else "draft.amount"
    return word(f"{key}.{_way(moved)}", lang, value=apart(amount, unit, lang), **base)


def gap(plan: Plan, row: Row, lang: str) -> str:
    """How far the latest figure is from the target, with its unit.

    >>> from linhai_analysis import load_plan
    >>> row = {"indicator": "rd_gdp_ratio", "quantity": "level", "aim": 3.0, "actual": 2.19}
    >>> gap(load_plan(), row, "zh")
    '0.81个百分点'
    """
    unit = "%" if row["quantity"] == "index" else plan.unit(row["indicator"], lang)
    amount = significant(abs(row["aim"] - row["actual"]))
    if plan.about(row["indicator"])["kind"] == "rank":
        return word("draft.rank.gap", lang, value=amount)
    return apart(amount, unit, lang)


def needed(plan: Plan, row: Row, lang: str) -> str:
    """The speed that is still required; empty where the target is met or nothing is known.

    >>> from linhai_analysis import load_plan
    >>> row = {"indicator": "rd_gdp_ratio", "quantity": "level", "status": "slow"}
    >>> needed(load_plan(), row | {"still_cagr": 0.068, "still_per_year": 0.155}, "zh")
    '年均提高0.155个百分点'
    """
    yearly, kind = row["still_per_year"], str(plan.about(row["indicator"])["kind"])
    if row["status"] in ("met", "missed"):
        return ""
    if _by_rate(plan, row) and pd.notna(row["still_cagr"]):
        return _by_percent("draft.rate", row["still_cagr"], lang)
    if pd.isna(yearly) or yearly == 0 or row["quantity"] == "index":
        return ""
    amount, unit = significant(abs(yearly)), plan.unit(row["indicator"], lang)
    if kind == "rank":
        return word(f"draft.rank.rate.{_way(yearly)}", lang, value=amount)
    if unit == "%" and row["quantity"] == "level":
        return word("points_a_year" + ".fall" * (yearly < 0), lang, value=amount)
    return word(f"draft.amount.rate.{_way(yearly)}", lang, value=with_unit(amount, unit, lang))


def _by_rate(plan: Plan, row: Row) -> bool:
    """Whether a figure changes by per cent: no percentage does, and no sum."""
    about = plan.about(row["indicator"])
    level = row["quantity"] == "level" and about["kind"] in BY_RATE and about["unit"] != "%"
    return row["quantity"] == "index" or bool(level)


def _way(amount: float, up: str = "up") -> str:
    return "down" if amount < 0 else up


def _by_percent(key: str, share: float, lang: str, up: str = "up", **said: Any) -> str:
    """A share of growth, or of a decline, by its size."""
    return word(f"{key}.{_way(share, up)}", lang, value=percent(abs(share), 2), **said)
