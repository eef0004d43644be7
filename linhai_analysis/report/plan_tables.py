"""The tables of what the plan itself says: conflicts, implied facts, goals, sources."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.plan import Plan, named_sources
from linhai_analysis.text import heads, number
from linhai_analysis.words import place_word, word


def conflict_table(plan: Plan, conflicts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return where the plan differs from itself, with columns that people fill in.

    >>> from linhai_analysis import load_plan
    >>> plan = load_plan()
    >>> conflict_table(plan, plan.conflicts(), "zh").columns.tolist()
    ['类型', '指标', '规划中的表述', '核定采用值', '核定依据', '核定单位']
    """
    rows = [
        [
            word(f"conflict.{row['kind']}", lang),
            plan.label(row["indicator"], lang),
            _readings(row["readings"], lang),
            row["decided"],
            "",
            "",
        ]
        for row in conflicts.to_dict("records")
    ]
    columns = heads(lang, "conflict indicator readings decided basis body")
    return pd.DataFrame(rows, columns=columns)


def facts_table(facts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return the derived facts with their arithmetic, what they rest on, and their caveats.

    >>> from linhai_analysis import derived_facts, load_plan
    >>> facts_table(derived_facts(load_plan()), "en").iloc[0, 1]
    '463.4'
    """
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
    return pd.DataFrame(rows, columns=heads(lang, "fact value arithmetic quality caveat"))


def task_table(plan: Plan, lang: str) -> pd.DataFrame:
    """Return the goals that the plan states in words.

    >>> from linhai_analysis import load_plan
    >>> len(task_table(load_plan(), "zh"))
    44
    """
    rows = [
        [(row["task_en"] if lang == "en" else "") or row["task"], place_word(row["place"], lang)]
        for row in plan.tasks.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=heads(lang, "task place"))


def sources_table(plan: Plan, lang: str) -> pd.DataFrame:
    """Return the sources of the plan's own place with their grade, copies by their original.

    >>> from linhai_analysis import load_plan
    >>> len(sources_table(load_plan(), "en"))
    12
    """
    own = plan.observations[plan.observations["geo"].isin([plan.geo, ""])]
    used = {*plan.targets["source_id"], *own["source_id"]}
    named = named_sources(plan.sources, lang)
    rows = [
        [*named.loc[row["source_id"], ["publisher", "cited"]], row["published"], row["reliability"]]
        for row in plan.sources.to_dict("records")
        if row["source_id"] in used
    ]
    return pd.DataFrame(rows, columns=heads(lang, "publisher title published reliability"))


def _readings(readings: str, lang: str) -> str:
    """The readings of a conflict with their places in the language of the reader."""
    if lang == "en":
        return readings
    parts = [part.rsplit(" (", 1) for part in readings.split(" | ")]
    shown = [
        f"{text}（{'、'.join(place_word(p, lang) for p in places[0].rstrip(')').split('; '))}）"
        if places
        else text
        for text, *places in parts
    ]
    return "；".join(shown)


def _value(row: dict) -> str:
    ends = [end for end in (row["value"], row["high"]) if pd.notna(end)]
    text = "–".join(number(end, 1 if abs(end) >= 10 else 2) for end in ends)
    return f"{text}%" if row["unit"] == "%" else text
