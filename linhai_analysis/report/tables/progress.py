"""The tables of progress, for people: the scorecard, and every rule beside the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from linhai_analysis.notes import notes_text
from linhai_analysis.plan import Plan
from linhai_analysis.progress import rule_name
from linhai_analysis.progress.rule import PATHS
from linhai_analysis.progress.wording import figure_text, main_first, verdict_word
from linhai_analysis.report.changes import needed
from linhai_analysis.report.tables.given import noted, own_notes
from linhai_analysis.report.tables.growth import as_fall, change_text, named, shown_target
from linhai_analysis.tables import ENDS
from linhai_analysis.targets import TOLERANCE, base_text
from linhai_analysis.text import (
    NONE,
    apart,
    fixed,
    folded,
    heads,
    number,
    percent,
    projected_chance,
    significant,
    text_table,
)
from linhai_analysis.words import listed, word


def scorecard_table(
    plan: Plan, card: pd.DataFrame, readings: pd.DataFrame, lang: str
) -> pd.DataFrame:
    """Where each distinct target stands, by each figure that there is: 92 / 95, or 95→92."""
    others = {name: rows.to_dict("records") for name, rows in readings.groupby("target_id")}

    def each(row: dict, shown: Callable[[dict], str]) -> str:
        told = others.get(row["target_id"], [])
        # The range of the progress is that of the figures that count.
        plain = row | {"progress_low": np.nan, "progress_high": np.nan}
        return _beside(shown(row), [(one["kind"], shown(plain | one)) for one in told])

    rows = [
        [
            *named(plan, row, lang),
            word(f"attribute.{row['attribute'] or 'none'}", lang),
            each(row, lambda one: base_text(one, lang)),
            shown_target(plan, row, lang),
            str(row["year"]) if pd.notna(row["actual"]) else NONE,
            each(row, lambda one: latest_text(plan, one, lang)),
            each(row, lambda one: _done(one, lang)),
            percent(row["elapsed"]),
            each(row, lambda one: verdict_word(one, lang)),
            plan.about(row["indicator"])["owner"],
            noted(
                [
                    notes_text(row["notes"], lang, _reason(plan, row, lang)),
                    *own_notes(plan, row, lang),
                ],
                lang,
            ),
        ]
        for row in main_first(card)
    ]
    columns = "indicator unit attribute base target dated latest done elapsed verdict owner note"
    return folded(text_table(rows, lang, columns), heads(lang, "owner"))


def _beside(first: str, others: Sequence[tuple[str, str]]) -> str:
    """A cell with what other figures make of it; what was revised leads to what counts."""
    shown = {
        kind: [text for k, text in others if k == kind and text != first] for kind, _ in others
    }
    before = "→".join(dict.fromkeys([*shown.get("revision", []), first]))
    more = [text for kind in ("figures", "recomputed", "vintage") for text in shown.get(kind, [])]
    return " / ".join(dict.fromkeys([before, *more]))


def latest_text(plan: Plan, row: dict, lang: str) -> str:
    """The latest figure; what came in since the base year says that it is a sum."""
    text = figure_text(plan, row, row["actual"])
    summed = row["quantity"] == "sum" and pd.notna(row["actual"])
    return word("figure.sum", lang, value=text) if summed else text


def ahead_table(plan: Plan, card: pd.DataFrame, lang: str) -> pd.DataFrame:
    """What lies ahead of each target that is still open, and how firm its verdict is."""
    titles = plan.named_sources(lang)["title"].to_dict()
    rows = [
        [
            plan.label(row["indicator"], lang),
            shown_target(plan, row, lang),
            _paths(plan, row, lang),
            significant(row["margin"]),
            _still(plan, row, lang),
            NONE if pd.isna(row["reach_year"]) else f"{np.ceil(row['reach_year'] - TOLERANCE):.0f}",
            _likely(row, lang),
            word("agreement.in_time", lang, count=row["in_time"], of=row["verdicts"])
            if row["verdicts"]
            else NONE,
            _turns(row, titles, lang) or NONE,
        ]
        for row in main_first(card)
        if row["status"] != "not_assessable"
    ]
    columns = "indicator target on_path margin still_needed reached probability agreement turns"
    return text_table(rows, lang, columns)


def _likely(row: dict, lang: str) -> str:
    """The probability with its words below it; the words alone where there is none."""
    told = pd.notna(row["probability"])
    return "\n".join([projected_chance(row["probability"], lang)] * told + [row["outlook"]])


def borrowed_sentence(table: pd.DataFrame, lang: str) -> str:
    """How far the projections of a scorecard or an outlook are borrowed; empty where none is."""
    lent = table[table["siblings"].notna()].drop_duplicates("indicator")
    if lent.empty:
        return ""
    most = lent.groupby("reference")["siblings"].max()
    classes = [word(f"ambition.{name}", lang, count=count) for name, count in most.items()]
    texts = {
        "share": [percent(lent["borrowed"].min()), percent(lent["borrowed"].max())],
        "width": [fixed(lent["width"].min(), 1), fixed(lent["width"].max(), 1)],
    }
    spans = {name: "–".join(dict.fromkeys(pair)) for name, pair in texts.items()}
    named = word("places_join", lang).join(classes)
    return word("borrowed", lang, count=len(lent), classes=named, **spans)


def verdict_table(plan: Plan, table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The verdict of every rule on each distinct target, in the common words."""
    rules = list(dict.fromkeys(table["rule"]))
    cells = table.set_index(["target_id", "rule"], drop=False).to_dict("index")
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
    """How many comparable places grew faster than each distinct target requires, or were there."""
    told = table[table["reason"] == ""]
    targets = plan.targets.rename(columns={"target": "target_value"})
    rows = [
        [
            plan.label(target["indicator"], lang),
            shown_target(plan, target, lang),
            _required(plan, row, lang),
            word(f"reading.{row['reading']}", lang),
            word("ambition.caveat", lang, **row) if row["caveat"] else row["statement"],
        ]
        for target in main_first(targets[targets["target_id"].isin(told["target_id"])])
        for row in told[told["target_id"] == target["target_id"]].to_dict("records")
    ]
    return text_table(rows, lang, "indicator target required reading faster")


def _required(plan: Plan, row: dict, lang: str) -> str:
    """The growth that a target requires; none beside a level, which takes no time."""
    if pd.isna(row["faster"]):
        return NONE
    if row["way"] == "compound":
        return as_fall(percent(row["required"], 2), lang)
    return change_text(plan, row["indicator"], row["required"], lang)


def _reason(plan: Plan, row: dict, lang: str) -> str:
    """Why there is no verdict, and how far from the target the latest figure is nevertheless."""
    level = row["quantity"] == "level" and row["status"] == "not_assessable"
    if not level or pd.isna(row["actual"]) or pd.isna(row["aim"]) or pd.notna(row["base_value"]):
        return row["reason"]
    gap = significant(abs(row["aim"] - row["actual"]))
    gap = apart(gap, plan.unit(row["indicator"], lang), lang)
    return listed((row["reason"], word("scorecard.short", lang, year=row["year"], gap=gap)), lang)


def _on_path(plan: Plan, row: dict, value: float) -> str:
    """What a path asks for."""
    index = row["quantity"] == "index" and pd.notna(value)
    return figure_text(plan, row, value) if index else number(value)


def _done(row: dict, lang: str) -> str:
    """The share of the way that is done, with what it is at the ends of an assumed base."""
    done = percent(row["progress"])
    ends = sorted(row[f"progress_{end}"] for end in ENDS)
    if any(map(pd.isna, ends)):
        return done
    return word("done.range", lang, value=done, low=percent(ends[0]), high=percent(ends[1]))


def _turns(row: dict, titles: dict[str, str], lang: str) -> str:
    """Rules, base years, vintages and ends of an assumed base that turn the verdict."""
    names = [
        *(rule_name(name, lang) for name in row["flips_rule"]),
        *(word("turns.base_year", lang, year=year) for year in row["flips_base_year"]),
        *(
            word("turns.figures", lang, source=titles.get(name) or name)
            for name in row["flips_figures"]
        ),
        *(_vintage(name, titles, lang) for name in row["flips_vintage"]),
        *(word("turns.base", lang, value=number(row[f"base_{end}"])) for end in row["flips_base"]),
    ]
    return listed(names, lang)


def _vintage(name: str, titles: dict[str, str], lang: str) -> str:
    # A reading without a source of its own goes by its kind.
    own = {"recomputed": "recomputed", "revision": "revision", "vintage": "whole"}
    if name in own:
        return word(f"turns.{own[name]}", lang)
    return word("turns.vintage", lang, source=titles.get(name) or name)


def _paths(plan: Plan, row: dict, lang: str) -> str:
    """What the path that judges asks for, and below it the other one; each is named."""
    if not row["path"]:
        return _on_path(plan, row, row["on_path"])
    asked = {row["path"]: row["on_path"]}
    if pd.notna(row["other_path"]):
        asked |= {way: row["other_path"] for way in PATHS if way != row["path"]}
    shown = {way: _on_path(plan, row, value) for way, value in asked.items()}
    return "\n".join(word(f"path.{way}", lang, value=text) for way, text in shown.items())


def _still(plan: Plan, row: dict, lang: str) -> str:
    """The growth still required: a rate a year, of shares and of what is added an amount a year."""
    known = plan.indicator(row["indicator"])
    if known["kind"] == "rank":
        return needed(plan, row, lang) or NONE
    share = row["quantity"] != "index" and known["unit"] == "%"
    if share or row["quantity"] == "sum":
        return change_text(plan, row["indicator"], row["still_per_year"], lang)
    return as_fall(percent(row["still_cagr"], 2), lang)


def _verdict(cell: dict, lang: str) -> str:
    shown = projected_chance(cell["value"], lang) if cell["rule"] == "probability" else ""
    value = "" if pd.isna(cell["value"]) else shown or _measure(cell["value"])
    if cell["status"] == "not_assessable":
        return value or NONE
    return f"{verdict_word(cell, lang)}\n{value}".strip()


def _measure(value: float) -> str:
    """The number of a rule; how far it is beyond what has a meaning is not said.

    >>> _measure(1.104), _measure(126.47), _measure(-19.0)
    ('1.10', '>10', '<-10')
    """
    if abs(value) > 10:
        return ">10" if value > 0 else "<-10"
    return fixed(value, 2)
