"""The codebook: every table and column, what it holds, and the headings by which it is read.

Columns, kinds and words are those of the contracts; the headings those of ``words.csv``; what
belongs into a column is said there too (``form.help``, ``codebook``), else in ``columns.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import pandas as pd

import linhai_analysis as la
from linhai_analysis.report.tables.columns import column_title, table_of
from linhai_analysis.report.tables.spreadsheets import GIVEN, heading
from linhai_analysis.tables import CONTRACTS, choices
from linhai_analysis.tables.contracts import Column
from linhai_analysis.tables.spelling import NAMES, spelled
from linhai_analysis.words import LANGUAGES, choice_word, known, spellings, word
from pages.markdown import rows, table

HOLDS = {row["key"]: row for row in rows("columns.csv")}
TEXT = {row["key"]: row for row in rows("texts.csv")}
# The help of the form that is about another column of the same name.
ELSEWHERE = {"progress": "tasks", "problem": "tasks", "evidence": "tasks", "due": "tasks"}
Heading = Callable[[str, str, str], str]
# What a sentence has filled in.
FILLED = re.compile(r"\{\w+\}")
TYPES = {"str": "text", "int64": "whole", "float64": "number", "bool": "flag_type"}


def pages(lang: str) -> dict[str, str]:
    """The page in a language."""
    say = {key: row[lang] for key, row in TEXT.items()}
    parts = [
        say["codebook"],
        f"## {say['plan_tables']}",
        *(plan_table(one, lang) for one in CONTRACTS),
    ]
    words = table((say["word"], say["also_written"]), words_of_cells())
    parts += [f"## {say['cells']}", words, f"## {say['results']}", say["results_lead"]]
    parts += [result_table(name, frame, heading, lang) for name, frame in results().items()]
    parts += [f"## {say['returned']}", say["returned_lead"]]
    parts += [result_table(name, frame, column_title, lang) for name, frame in returned().items()]
    parts += [f"## {say['codes']}", say["codes_lead"]]
    parts += [f"### {say[family]}\n\n{codes(family)}" for family in ("status", "flag", "reason")]
    return {"codebook.md": "\n\n".join(parts)}


def plan_table(name: str, lang: str) -> str:
    """A table of a plan: its names, and a row a column."""
    called = dict.fromkeys([name, *(text for text, one in spellings("table.") if one == name)])
    head = [TEXT[key][lang] for key in ("column", "heading", "holds", "also")]
    join = TEXT["join"][lang]
    known_as = spelled(name)
    listed = [one for one in CONTRACTS[name]]
    # What may name a row in place of a code.
    listed += [Column(one) for one, _ in NAMES.values() if one in {to for _, to in known_as}]
    cells = []
    for column in listed:
        heads = dict.fromkeys(text for text, one in known_as if one == column.name)
        han = chinese(column.name, heads)
        rest = [text for text in heads if text not in (han, column.name)]
        rest = sorted(rest, key=str.isascii) if lang == "zh" else rest
        cells.append((f"`{column.name}`", han, holds(name, column, lang), join.join(rest)))
    title = word(f"table.{name}", "zh") if known(f"table.{name}") else TEXT["figures"]["zh"]
    sheet = f"{TEXT['sheet'][lang]}{join.join(called)}"
    return f"### {name} {title}\n\n{sheet}\n\n{table(head, cells)}"


def chinese(column: str, heads: Iterable[str]) -> str:
    """The Chinese heading that is written, where it is one by which the column is read."""
    written = word(f"column.{column}", "zh") if known(f"column.{column}") else ""
    others = (text for text in heads if not text.isascii())
    return written if written in heads else next(others, "—")


def holds(name: str, column: Column, lang: str) -> str:
    """What belongs into a column: what it is, its kind, its words, whether it must be there."""
    told = meaning(name, column.name, lang)
    kind = TEXT[TYPES[column.dtype]][lang]
    if column.name in choices(name):
        allowed = [one for one in column.read.args[0] if one]  # type: ignore[attr-defined]
        kind = TEXT["one_of"][lang] + TEXT["join"][lang].join(
            f"{one} {choice_word(one, 'zh')}" for one in allowed
        )
    must = TEXT["must"][lang] if column.must else ""
    return TEXT["stop"][lang].join(filter(None, (told, kind, must)))


def meaning(name: str, column: str, lang: str) -> str:
    """What is said of a column; of its own table first."""
    for key in (f"{name}.{column}", column):
        if key in HOLDS:
            return HOLDS[key][lang].rstrip(".。")
    help_of = ELSEWHERE.get(column, name) == name
    keys = [f"form.help.{column}" if help_of else "", f"codebook.{column}"]
    key = next(filter(known, keys), "")
    return word(key, lang).rstrip(".。") if key else ""


def words_of_cells() -> Iterator[tuple[str, str]]:
    """The words that cells may hold, and how else they may be written."""
    words: dict[str, list[str]] = {}
    for text, name in spellings("value."):
        words.setdefault(name, [name]).append(text)
    for name, texts in words.items():
        yield f"`{name}`", ", ".join(dict.fromkeys(texts))


@cache
def results() -> dict[str, pd.DataFrame]:
    """The tables that commands write, but those that are the plan's own."""
    made = la.build_review("china_13fyp", 2018).tables
    # Which columns there are does not hang on how many scenarios and draws there are.
    made |= la.report_scenarios("linhai_13fyp", ["slow"], draws=100).tables
    return {name: frame for name, frame in made.items() if name not in GIVEN}


@cache
def returned() -> dict[str, pd.DataFrame]:
    """What further functions return."""
    ratios = la.load_panel("provinces").query("indicator == 'rd_gdp_ratio'")
    one = ratios.query("geo == '330000'").set_index("year")["value"]
    judged = la.assess_progress("china_13fyp", 2018)
    return {
        "load_panel": ratios,
        "compare_plans": la.compare_plans(["linhai_13fyp", "china_13fyp"]),
        "reference_growth": la.reference_growth("rd_gdp_ratio", 5),
        "follow": la.follow("linhai_13fyp", "Zhejiang"),
        "project": la.project(one, to=2025).frame,
        "project_panel": la.project_panel(ratios),
        "project_targets": la.project_targets("china_13fyp", 2018),
        "compare_models": la.compare_models(one, to=2025),
        "backtest": la.backtest(ratios, ["naive"]),
        "hindsight": la.hindsight(ratios, reviews=[3]),
        "agreement": la.agreement(judged),
    }


def result_table(name: str, frame: pd.DataFrame, head: Heading, lang: str) -> str:
    """A table of results: its columns, with their headings in both languages."""
    kind = table_of(frame) if head is column_title else name
    cells = [(f"`{one}`", *(head(kind, one, each) for each in LANGUAGES)) for one in frame]
    titles = [TEXT["column"][lang], TEXT["in_english"][lang], TEXT["in_chinese"][lang]]
    return f"### {name}\n\n{table(titles, cells)}"


def codes(family: str) -> str:
    """The codes of a family, in words."""
    names = dict.fromkeys(name for _, name in spellings(f"{family}.") if "." not in name)
    cells = [
        (f"`{one}`", *(FILLED.sub("…", word(f"{family}.{one}", lang)) for lang in LANGUAGES))
        for one in names
    ]
    return table((TEXT["code"]["en"], "English", "中文"), cells)
