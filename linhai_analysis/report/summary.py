"""What the leadership reads first: what lags, and what is to be decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from linhai_analysis.charts.marks import by_reason, sentences
from linhai_analysis.plan import Plan
from linhai_analysis.progress.adopting import Judged
from linhai_analysis.progress.wording import headline_rows, verdict_word
from linhai_analysis.report.changes import gap, needed
from linhai_analysis.report.tables.conflicts import (
    cases_to_settle,
    open_cases,
)
from linhai_analysis.report.tables.growth import aimed_target
from linhai_analysis.report.tables.progress import latest_text
from linhai_analysis.text import NONE, brackets, folded, heads, text_table
from linhai_analysis.words import word

LAGGING = ("slow", "off_track", "reversing", "missed")
Tables = Mapping[str, pd.DataFrame]


def lagging(card: pd.DataFrame) -> list[dict[str, Any]]:
    """The indicators that are behind, binding ones first."""
    rows = headline_rows(card)
    rows = rows[rows["status"].isin(LAGGING)]
    return sorted(rows.to_dict("records"), key=lambda row: row["attribute"] != "binding")


def lagging_first(rows: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """All rows; of more than `most` so many, those that lag before others.

    >>> rows = [{"status": status} for status in ("met", "slow", "ahead", "missed")]
    >>> [row["status"] for row in lagging_first(rows, 3)]
    ['slow', 'missed', 'met']
    """
    if len(rows) <= most:
        return rows
    return sorted(rows, key=lambda row: row["status"] not in LAGGING)[:most]


def lag_table(plan: Plan, card: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Each lagging indicator: figure, target, gap, the speed that is required, and whose it is."""
    rows = [
        [
            plan.label(row["indicator"], lang) + brackets(_binding(row, lang), lang),
            plan.unit(row["indicator"], lang),
            verdict_word(row, lang),
            latest_text(plan, row, lang),
            aimed_target(plan, row, lang),
            gap(plan, row, lang),
            needed(plan, row, lang) or NONE,
            str(plan.about(row["indicator"])["owner"]),
        ]
        for row in lagging(card)
    ]
    columns = "indicator unit verdict latest target gap speed owner"
    return folded(text_table(rows, lang, columns), heads(lang, "speed owner"))


def _binding(row: Mapping[str, Any], lang: str) -> str:
    """What is owed is marked; other attributes stand in the main table."""
    return word("attribute.binding", lang) if row["attribute"] == "binding" else ""


def decisions(
    plan: Plan, tables: Tables, judged: Iterable[Sequence[Judged]], lang: str
) -> tuple[str, ...]:
    """What only people can decide: which figure counts, who reports, what is done about a lag."""
    rows, conflicts = headline_rows(tables["scorecard"]), tables["conflicts"]
    late, lacking = lagging(tables["scorecard"]), rows[rows["status"] == "not_assessable"]
    over = ".over" * any(row["status"] == "missed" for row in late)
    asked = {
        "settle": open_cases(conflicts)["indicator"].tolist(),
        "report": lacking["indicator"].tolist(),
        f"speed{over}": [row["indicator"] for row in late],
    }
    said = {
        "cases": cases_to_settle(plan, conflicts, lang, judged),
        "parts": by_reason(plan, lacking, lang),
    }
    told = [
        word(f"decide.{key}", lang, count=len(names), by=_units(plan, names, lang), **said)
        for key, names in asked.items()
        if names
    ]
    if told and plan.indicators["owner"].eq("").all():
        told[-1] = sentences([told[-1], word("decide.owner", lang)], lang)
    return tuple(told)


def _units(plan: Plan, indicators: Sequence[str], lang: str) -> str:
    """The units that answer for indicators; for how many of them none is named."""
    owners = [str(plan.about(name)["owner"]) for name in indicators]
    units = [part for owner in owners for part in re.split(r"\s*[、，,;；/]\s*", owner) if part]
    some = plan.indicators["owner"].ne("").any() and "" in owners
    silent = word("decide.by.open", lang, count=owners.count("")) if some else ""
    told = [word("places_join", lang).join(dict.fromkeys(units)), silent]
    return brackets(word("progress.rest", lang).join(filter(None, told)), lang)
