"""What the leadership reads first: what lags, what is old, what is to be settled and decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from linhai_analysis.charts.marks import by_reason, named
from linhai_analysis.plan import Plan
from linhai_analysis.progress.wording import headline_rows, verdict_word
from linhai_analysis.report.changes import aimed, gap, measured, needed
from linhai_analysis.report.tables.conflicts import (
    open_cases,
    settle_sentence,
    settled_sentence,
)
from linhai_analysis.text import brackets
from linhai_analysis.words import listed, word

LAGGING = ("slow", "off_track", "reversing", "missed")
Tables = Mapping[str, pd.DataFrame]


def lagging(card: pd.DataFrame) -> list[dict[str, Any]]:
    """The indicators that are behind."""
    rows = headline_rows(card)
    return rows[rows["status"].isin(LAGGING)].to_dict("records")


def points(plan: Plan, tables: Tables, seen: int, lang: str) -> tuple[str, ...]:
    """Each lagging indicator, the figures that are old, what has to be and what was settled."""
    told = [_behind(plan, row, lang) for row in lagging(tables["scorecard"])]
    told += [_stale(plan, headline_rows(tables["scorecard"]), seen, lang)]
    told += [_without(plan, headline_rows(tables["scorecard"]), lang)]
    told += [settle_sentence(plan, tables["conflicts"], lang)]
    told += [settled_sentence(plan, tables["conflicts"], lang)]
    return tuple(filter(None, told))


def decisions(plan: Plan, tables: Tables, lang: str) -> tuple[str, ...]:
    """What only people can decide: which figure counts, who reports, what is done about a lag."""
    rows = headline_rows(tables["scorecard"])
    cases = open_cases(tables["conflicts"])
    late = lagging(tables["scorecard"])
    asked = {
        "settle": list(dict.fromkeys(cases["indicator"])),
        "report": rows.loc[rows["status"] == "not_assessable", "indicator"].tolist(),
        "speed": [row["indicator"] for row in late],
    }
    counts = {key: len(names) for key, names in asked.items()} | {"settle": len(cases)}
    join = word("places_join", lang)
    return tuple(
        word(f"decide.{key}", lang, count=counts[key], names=named(plan, names, lang, join))
        for key, names in asked.items()
        if names
    )


def _behind(plan: Plan, row: Mapping[str, Any], lang: str) -> str:
    """One lagging indicator: figure, target, gap, the speed that is required, and whose it is."""
    said = {
        "name": plan.label(row["indicator"], lang),
        "verdict": verdict_word(row, lang),
        "year": row["year"],
        "latest": measured(plan, row, row["actual"], lang),
        "end": row["target_year"],
        "target": aimed(plan, row, lang),
        "gap": gap(plan, row, lang),
        "owner": brackets(str(plan.indicator(row["indicator"])["owner"]), lang),
    }
    speed = needed(plan, row, lang)
    key = "summary.behind" if speed else "summary.behind.over"
    return word(key, lang, speed=speed, **said)


def _stale(plan: Plan, rows: pd.DataFrame, seen: int, lang: str) -> str:
    """The verdicts that rest on a figure of an earlier year than that of the review."""
    judged = rows[(rows["status"] != "not_assessable") & (rows["year"] < seen)]
    join, told = word("places_join", lang), []
    for year, own in judged.groupby("year"):
        names = named(plan, own["indicator"].tolist(), lang, join)
        told.append(word("summary.dated", lang, year=year, count=len(own), names=names))
    return word("summary.stale", lang, listed=listed(told, lang)) if told else ""


def _without(plan: Plan, rows: pd.DataFrame, lang: str) -> str:
    """The indicators without any verdict, by their reason."""
    rows = rows[rows["status"] == "not_assessable"]
    if rows.empty:
        return ""
    return word("dashboard.without", lang, count=len(rows), parts=by_reason(plan, rows, lang))
