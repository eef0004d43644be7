"""The table of what has to be settled, with columns that people fill in."""

from __future__ import annotations

from typing import Any

import pandas as pd

from linhai_analysis.plan import Plan
from linhai_analysis.tables import YES
from linhai_analysis.text import NONE, brackets, text_table
from linhai_analysis.words import listed, places_text, word


def conflict_table(plan: Plan, conflicts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Where the plan or its figures differ: all readings, the adopted one, why and by whom.

    >>> from linhai_analysis import load_plan
    >>> plan = load_plan()
    >>> conflict_table(plan, plan.conflicts(), "en").iloc[0].tolist()[:3]
    ['value', 'Patents granted in the year', '2500 (2.3, table 1 row 5) | 3300 (3.8.1)']
    """
    titles = plan.named_sources(lang)["title"].to_dict()
    rows = [
        [
            word(_kind(row), lang),
            _subject(plan, row, lang),
            word("readings_join", lang).join(_readings(row, titles, lang)),
            row["adopted"] or word(f"conflict.{'none' if _dropped(row) else 'open'}", lang),
            # What is settled without a word why says so; what is open has room to write.
            ground(row, lang) or (NONE if row["decided"] else ""),
            row["decided_by"],
        ]
        for row in conflicts.to_dict("records")
    ]
    return text_table(rows, lang, "conflict indicator readings decided basis body")


def open_cases(conflicts: pd.DataFrame) -> pd.DataFrame:
    """What somebody still has to settle: values that differ, none of which was adopted."""
    return conflicts[conflicts["kind"].isin(["value", "figures"]) & (conflicts["adopted"] == "")]


def settle_sentence(plan: Plan, conflicts: pd.DataFrame, lang: str) -> str:
    """What is to be settled, with the readings that there are; empty where nothing is open.

    >>> from linhai_analysis import load_plan
    >>> plan = load_plan()
    >>> settle_sentence(plan, plan.conflicts(), "zh")[:9]
    '待核定：专利授权量'
    """
    titles = plan.named_sources(lang)["title"].to_dict()
    told = []
    for row in open_cases(conflicts).to_dict("records"):
        readings = word("readings_join", lang).join(_readings(row, titles, lang))
        told.append(word("said", lang, name=_subject(plan, row, lang), text=readings))
    return word("dashboard.settle", lang, listed=listed(told, lang)) if told else ""


def _dropped(row: dict[str, Any]) -> bool:
    """Whether a target was dropped: nothing is adopted, and nothing is open."""
    return bool(row["kind"] == "target changed" and not row["adopted"])


def _kind(row: dict[str, Any]) -> str:
    """The key of the words for a kind; of a changed target what the change was."""
    if row["kind"] != "target changed" or len(row["readings"]) > 1:
        return f"conflict.{row['kind']}"
    return "flag.dropped" if _dropped(row) else "flag.added"


def decision(row: dict[str, Any]) -> str:
    """What was written on why a reading counts; a bare yes says no more than that it does.

    >>> decision({"decided": "yes"}), decision({"decided": "以3.8.1节为准"})
    ('', '以3.8.1节为准')
    """
    return "" if row["decided"].lower() in YES else str(row["decided"])


def ground(row: dict[str, Any], lang: str) -> str:
    """Why one reading counts: the words of whoever settled it, and the day."""
    written = decision(row)
    by_rule = row["kind"] == "revision" and row["adopted"] and not written
    reason = word("conflict.revision.counts", lang) if by_rule else written
    return listed([reason, row["decided_on"]], lang)


def _subject(plan: Plan, row: dict[str, Any], lang: str) -> str:
    """The indicator, of figures with their year."""
    label = plan.label(row["indicator"], lang)
    if pd.isna(row["year"]):
        return label
    return label + brackets(word("of_year", lang, year=row["year"]), lang)


def _readings(row: dict[str, Any], titles: dict[str, str], lang: str) -> list[str]:
    """Each reading with the places that print it, or the sources that say it."""
    of_figures, told = pd.notna(row["year"]), []
    for text, places, sources in zip(row["readings"], row["places"], row["sources"], strict=True):
        names = [word("titled", lang, title=titles.get(name) or name) for name in sources if name]
        if of_figures and names:
            told.append(word("reading_of", lang, value=text, sources=listed(names, lang)))
        else:
            told.append(text + brackets(places_text(places, lang, rows=True), lang))
    return told
