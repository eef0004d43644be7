"""The tables of progress, for people: the scorecard, and every rule beside the others."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from linhai_analysis.notes import notes_text
from linhai_analysis.plan import Plan
from linhai_analysis.progress import STATUSES, rule_name
from linhai_analysis.progress.wording import main_first, verdict_word
from linhai_analysis.report.tables.growth import change_text, named, shown_target
from linhai_analysis.targets import TOLERANCE, base_text
from linhai_analysis.text import NONE, fixed, number, percent, significant, text_table
from linhai_analysis.words import word


def scorecard_table(plan: Plan, card: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Where each distinct target stands."""
    rows = [
        [
            *named(plan, row, lang),
            word(f"attribute.{row['attribute'] or 'none'}", lang),
            base_text(row, lang),
            shown_target(plan, row, lang),
            str(row["year"]) if pd.notna(row["actual"]) else NONE,
            plan.figure(row["indicator"], row["actual"]),
            _done(row, lang),
            percent(row["elapsed"]),
            verdict_word(row, lang),
            notes_text(row["notes"], lang, row["reason"]),
        ]
        for row in main_first(card)
    ]
    columns = "indicator unit attribute base target dated latest done elapsed verdict note"
    return text_table(rows, lang, columns)


def ahead_table(plan: Plan, card: pd.DataFrame, lang: str) -> pd.DataFrame:
    """What lies ahead of each target that is still open, and how firm its verdict is."""
    rows = [
        [
            plan.label(row["indicator"], lang),
            shown_target(plan, row, lang),
            number(row["on_path"]),
            significant(row["margin"]),
            _still(plan, row, lang),
            NONE if pd.isna(row["reach_year"]) else f"{np.ceil(row['reach_year'] - TOLERANCE):.0f}",
            percent(row["probability"]),
            word("agreement.in_time", lang, count=row["in_time"], of=row["verdicts"])
            if row["verdicts"]
            else NONE,
            _turns(row, lang) or NONE,
        ]
        for row in main_first(card)
        if row["status"] != "not_assessable"
    ]
    columns = "indicator target on_path margin still_needed reached probability agreement turns"
    return text_table(rows, lang, columns)


def verdict_table(plan: Plan, table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The verdict of every rule on each distinct target, in the common words."""
    rules = list(dict.fromkeys(table["rule"]))
    cells = table.set_index(["target_id", "rule"]).to_dict("index")
    rows = [
        [
            plan.label(row["indicator"], lang),
            shown_target(plan, row, lang),
            *(_verdict(cells[row["target_id"], rule], lang) for rule in rules),
        ]
        for row in main_first(table.drop_duplicates("target_id"))
    ]
    names = [rule_name(rule, lang) for rule in rules]
    return text_table(rows, lang, "indicator target", names)


def ambition_table(plan: Plan, table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """How many comparable places grew faster than each distinct target requires."""
    told = table[table["reason"] == ""]
    targets = plan.targets.rename(columns={"target": "target_value"})
    rows = [
        [
            plan.label(target["indicator"], lang),
            shown_target(plan, target, lang),
            percent(row["required"], 2)
            if row["way"] == "compound"
            else word("points", lang, value=significant(row["required"])),
            word(f"reading.{row['reading']}", lang),
            row["statement"],
        ]
        for target in main_first(targets[targets["target_id"].isin(told["target_id"])])
        for row in told[told["target_id"] == target["target_id"]].to_dict("records")
    ]
    return text_table(rows, lang, "indicator target required reading faster")


def progress_sentence(card: pd.DataFrame, lang: str) -> str:
    """How many indicators stand where; those that cannot be judged are never left out."""
    first = card.sort_values("main", ascending=False, kind="stable").drop_duplicates("indicator")
    rows = first.assign(_order=first["status"].map(STATUSES.index)).sort_values("_order")
    told = rows[rows["status"] != "not_assessable"].to_dict("records")
    counts = Counter(verdict_word(row, lang) for row in told)
    listed = word("progress.join", lang).join(
        word("progress.count", lang, verdict=verdict, count=count)
        for verdict, count in counts.items()
    )
    left = len(first) - len(told)
    parts = [listed, word("progress.open", lang, count=left) if left else ""]
    joined = word("progress.rest", lang).join(filter(None, parts))
    return word("progress.sentence", lang, indicators=len(first), parts=joined)


def _done(row: dict, lang: str) -> str:
    """The share of the way that is done, with what it is at the ends of an assumed base."""
    done = percent(row["progress"])
    ends = sorted(row[f"progress_{end}"] for end in ("low", "high"))
    if any(map(pd.isna, ends)):
        return done
    return word("done.range", lang, value=done, low=percent(ends[0]), high=percent(ends[1]))


def _turns(row: dict, lang: str) -> str:
    """Rules, base years, vintages and ends of an assumed base that turn the verdict."""
    names = [
        *(rule_name(name, lang) for name in row["flips_rule"]),
        *(word("turns.base_year", lang, year=year) for year in row["flips_base_year"]),
        *(_vintage(name, lang) for name in row["flips_vintage"]),
        *(word("turns.base", lang, value=number(row[f"base_{end}"])) for end in row["flips_base"]),
    ]
    return word("list_join", lang).join(names)


def _vintage(name: str, lang: str) -> str:
    if name == "recomputed":
        return word("turns.recomputed", lang)
    return word("turns.vintage", lang, source=name)


def _still(plan: Plan, row: dict, lang: str) -> str:
    """The growth still required: in points where the unit is %, else a rate a year."""
    if plan.indicator(row["indicator"])["unit"] == "%":
        return change_text(plan, row["indicator"], row["still_per_year"], lang)
    return percent(row["still_cagr"], 2)


def _verdict(cell: dict, lang: str) -> str:
    value = "" if pd.isna(cell["value"]) else fixed(cell["value"], 2)
    if cell["status"] == "not_assessable":
        return value or NONE
    return f"{verdict_word(cell, lang)}\n{value}".strip()
