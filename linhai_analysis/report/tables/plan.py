"""The tables of what the plan itself says: doubts, implied facts, sources."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.plan import Plan
from linhai_analysis.text import folded, heads, number, text_table
from linhai_analysis.words import in_language, word


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


def doubt_table(plan: Plan, doubts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The figures and targets that somebody should look at."""
    rows = [
        [
            word(f"doubt.kind.{row['kind']}", lang),
            plan.label(row["indicator"], lang),
            row["sentence"],
        ]
        for row in doubts.to_dict("records")
    ]
    return text_table(rows, lang, "conflict indicator doubt")


def sources_table(plan: Plan, lang: str) -> pd.DataFrame:
    """The sources of the plan's own place with their grade, copies by their original."""
    named = plan.named_sources(lang)
    rows = plan.sources.set_index("source_id", drop=False).to_dict("index")
    shown = [
        [
            number,
            *named.loc[name, ["publisher", "cited"]],
            rows[name]["published"],
            rows[name]["reliability"],
            named.loc[name, "address"],
            in_language(rows[name], "note", lang),
        ]
        for name, number in source_numbers(plan).items()
    ]
    columns = "number publisher title published reliability url note"
    return folded(text_table(shown, lang, columns), heads(lang, "number url note"))


def source_numbers(plan: Plan) -> dict[str, str]:
    """The number under which each source stands in the table of sources."""
    return plan.once("source_numbers", lambda: _source_numbers(plan))


def _source_numbers(plan: Plan) -> dict[str, str]:
    own = plan.own_observations
    used = {*plan.targets["source_id"], *own["source_id"]}
    told = [name for name in plan.sources["source_id"] if name in used]
    return {name: f"[{number}]" for number, name in enumerate(told, 1)}


def fact_value(value: float, unit: str) -> str:
    """A number that the figures imply.

    >>> fact_value(463.4228, "100 million CNY"), fact_value(2.8364, "%")
    ('463.4', '2.84%')
    """
    return number(value, 1 if abs(value) >= 10 else None) + "%" * (unit == "%")


def _value(row: dict) -> str:
    ends = [end for end in (row["value"], row["high"]) if pd.notna(end)]
    texts = [fact_value(end, "") for end in ends[:-1]]
    return "–".join([*texts, *(fact_value(end, row["unit"]) for end in ends[-1:])])
