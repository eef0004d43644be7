"""Draft sentences on one indicator: what the figures say, never why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from linhai_analysis.charts.marks import sentences
from linhai_analysis.notes import notes_text
from linhai_analysis.plan import Plan
from linhai_analysis.progress.wording import verdict_word
from linhai_analysis.projection import Projection
from linhai_analysis.report.changes import aimed, change, gap, latest, measured, needed
from linhai_analysis.targets import base_text
from linhai_analysis.text import percent, projected_chance, significant, with_unit
from linhai_analysis.words import listed, word

Row = Mapping[str, Any]


def draft(plan: Plan, row: Row, others: list[str], outlook: Projection | None, lang: str) -> str:
    """Base, latest figure, verdict, what other figures make of it, what is left, the trend.

    >>> from linhai_analysis import load_plan, scorecard
    >>> plan = load_plan("china_13fyp")
    >>> card = scorecard(plan, 2018, lang="zh")
    >>> row = card[card["indicator"] == "rd_gdp_ratio"].iloc[0].to_dict()
    >>> draft(plan, row, [], None, "zh").split("。")[0]
    '2015年为2.1%，2018年为2.19%，比2015年提高0.09个百分点'
    """
    parts = [_so_far(plan, row, lang), _stands(row, lang), *_others(others, lang)]
    parts += [_left(plan, row, lang), _trend(plan, row, outlook, lang)]
    # What the other figures make of it was said.
    elsewhere = ("two_figures",) * bool(others)
    notes = notes_text((note for note in row["notes"] if note not in elsewhere), lang)
    parts.append(word("draft.notes", lang, notes=notes) if notes else "")
    return sentences(parts, lang)


def _so_far(plan: Plan, row: Row, lang: str) -> str:
    """The base and the latest figure, and how far they lie apart."""
    name, told = row["indicator"], latest(plan, row, lang)
    if pd.isna(row["base_value"]) or row["quantity"] != "level":
        return told + word("stop", lang)
    base = with_unit(base_text(row, lang), plan.unit(name, lang), lang)
    ranked = plan.about(name)["kind"] == "rank"
    base = measured(plan, row, row["base_value"], lang) if ranked else base
    told = word("draft.figures", lang, base=base, base_year=row["base_year"], latest=told)
    moved = change(plan, row, lang)
    return word("draft.moved", lang, told=told, moved=moved) if moved else told + word("stop", lang)


def _stands(row: Row, lang: str) -> str:
    """The share of the way beside the share of the time, and the verdict."""
    verdict = verdict_word(row, lang)
    if pd.isna(row["progress"]):
        return word("draft.verdict", lang, verdict=verdict)
    shares = {"done": percent(row["progress"]), "elapsed": percent(row["elapsed"])}
    return word("draft.stands", lang, verdict=verdict, **shares)


def _others(others: list[str], lang: str) -> list[str]:
    return [word("draft.others", lang, told=listed(others, lang))] if others else []


def _left(plan: Plan, row: Row, lang: str) -> str:
    """How far the target is, and the speed that leads there."""
    told = {"year": row["target_year"], "target": aimed(plan, row, lang)}
    if row["status"] == "met":
        early = ".early" * bool(row["year"] < row["target_year"])
        return word(f"draft.met{early}", lang, **told)
    if row["status"] == "missed":
        return word("draft.missed", lang, gap=gap(plan, row, lang), **told)
    speed = needed(plan, row, lang)
    told["gap"] = gap(plan, row, lang)
    return (
        word("draft.left", lang, speed=speed, **told) if speed else word("draft.gap", lang, **told)
    )


def _trend(plan: Plan, row: Row, outlook: Projection | None, lang: str) -> str:
    """What a trend projection says of the target year; none where it says nothing."""
    if outlook is None or outlook.reason or outlook.frame.empty or row["status"] == "met":
        return ""
    last, unit = outlook.frame.iloc[-1], plan.unit(row["indicator"], lang)
    # Nobody stands between two places.
    digits = 1 if plan.about(row["indicator"])["kind"] == "rank" else 3
    value, low, high = (significant(last[end], digits) for end in ("median", "lo80", "hi80"))
    said = {"year": int(last["year"]), "value": with_unit(value, unit, lang)}
    said |= {"low": with_unit(low, unit if unit == "%" else "", lang)}
    said |= {"high": with_unit(high, unit, lang)}
    text = word("draft.trend", lang, **said)
    if pd.isna(row["probability"]):
        return text + word("stop", lang)
    chance = projected_chance(row["probability"], lang)
    return text + word("draft.chance", lang, chance=chance)
