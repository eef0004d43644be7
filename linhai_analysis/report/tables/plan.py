"""The tables of what the plan itself says: conflicts, implied facts, goals, sources."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.plan import Plan, named_sources
from linhai_analysis.text import number, text_table
from linhai_analysis.words import place_word, word


def facts_table(facts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The derived facts with their arithmetic, what they rest on, and their caveats."""
    rows = [
        [
            row["statement"],
            _value(row),
            row["arithmetic"],
            word(f"quality.{row['quality']}", lang),
            row["caveat"],
        ]
        for row in facts.to_dict("records")
    ]
    return text_table(rows, lang, "fact value arithmetic quality caveat")


def task_table(plan: Plan, lang: str) -> pd.DataFrame:
    """The goals that the plan states in words."""
    rows = [
        [row.get(f"task_{lang}") or row["task"], place_word(row["place"], lang)]
        for row in plan.tasks.to_dict("records")
    ]
    return text_table(rows, lang, "task place")


def sources_table(plan: Plan, lang: str) -> pd.DataFrame:
    """The sources of the plan's own place with their grade, copies by their original."""
    own = plan.observations[plan.observations["geo"].isin([plan.geo, ""])]
    used = {*plan.targets["source_id"], *own["source_id"]}
    named = named_sources(plan.sources, lang)
    rows = [
        [*named.loc[row["source_id"], ["publisher", "cited"]], row["published"], row["reliability"]]
        for row in plan.sources.to_dict("records")
        if row["source_id"] in used
    ]
    return text_table(rows, lang, "publisher title published reliability")


def _value(row: dict) -> str:
    ends = [end for end in (row["value"], row["high"]) if pd.notna(end)]
    text = "–".join(number(end, 1 if abs(end) >= 10 else 2) for end in ends)
    return f"{text}%" if row["unit"] == "%" else text
