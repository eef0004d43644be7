"""Tables of numbers as people open them in a spreadsheet: headings and codes in their words.

The heading of a column is ``csv.<table>.<column>``, else ``csv.<column>``, else
``column.<column>`` in ``words.csv``; a share of 1 says so in it. A column of codes names their
family of words in ``FAMILIES``. What a user filled in keeps the headings and the words by
which it is read, so that it can be read again; names, ids and units stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import pandas as pd

from linhai_analysis.tables import choices, columns, csv_bytes
from linhai_analysis.words import choice_word, known, place_word, word, word_or_name

# The tables of a plan that its review shows and passes on whole, by their name there.
GIVEN = {f"plan_{name}": name for name in ("indicators", "targets", "observations", "sources")}
GIVEN |= {"plan_geos": "geos", "tasks": "tasks"}
# Written tables that keep to a column contract.
CONTRACTED = GIVEN | {"assumptions": "scenarios"}

# By column, or by table and column, the families of words that its codes belong to; the first
# that knows a code words it.
FAMILIES: Mapping[str, str] = {
    "against": "model",
    "assumption": "value",
    "attribute": "value",
    "basis": "value",
    "better": "value",
    "by": "grouping",
    "change": "value",
    "counted": "value",
    "fact": "code",
    "field": "field",
    "figure": "legend code",
    "flips_base": "column",
    "flips_rule": "rule",
    "flips_vintage": "turns",
    "kind": "value conflict progress.by",
    "conflicts.kind": "conflict",
    "plausibility.kind": "doubt.kind",
    "readings.kind": "progress.by",
    "line": "code",
    "loss": "loss",
    "model": "model",
    "natural": "legend",
    "notes": "flag",
    "origin": "code value",
    "others": "progress.by status",
    "path": "legend",
    "quality": "value",
    "quantity": "code value",
    "range": "code",
    "reading": "reading",
    "reference": "code",
    "relation": "value",
    "rule": "rule",
    "rule_pairs.other": "rule",
    "scale": "scale",
    "standing": "code",
    "status": "status",
    "table": "table",
    "unit": "unit",
    "visibility": "value",
    "way": "legend",
}
BY_RULE = "by_"


def spreadsheet(table: str, frame: pd.DataFrame, lang: str = "") -> bytes:
    """Return a table as CSV for people of a language; in codes, for programs, without one.

    >>> spreadsheet("paths", pd.DataFrame({"origin": ["halt"]}), "en").decode("utf-8-sig")
    'where the path comes from\\nhalts\\n'
    """
    return csv_bytes(in_words(table, frame, lang) if lang else frame, lang)


def in_words(table: str, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return a table as people read it; numbers, ids and flags stay what they are.

    >>> paths = pd.DataFrame({"scenario": ["slow"], "value": [2.5], "origin": ["linked"]})
    >>> in_words("paths", paths, "zh").to_dict("records")
    [{'情景': 'slow', '数值': 2.5, '路径来源': '由恒等关系推得'}]
    """
    cells = {}
    for column in frame:
        say = _words_of(table, str(column), lang)
        cells[heading(table, str(column), lang)] = (
            frame[column].map(partial(_said, say), na_action="ignore") if say else frame[column]
        )
    return pd.DataFrame(cells, index=frame.index)


@cache
def heading(table: str, column: str, lang: str) -> str:
    """Return the heading of a column in a language.

    >>> heading("scorecard", "by_escap", "en"), heading("plan_targets", "printed", "zh")
    ('verdict by ESCAP 2022–26', '规划原文数字')
    """
    if column.startswith(BY_RULE):
        name = word(f"rule.{column.removeprefix(BY_RULE)}", lang)
        return word("csv.by_rule", lang, rule=name)
    # What is read again keeps the heading by which it is read.
    kept = table in CONTRACTED and column in columns(CONTRACTED[table])
    keys = (f"csv.{table}.{column}", "" if kept else f"csv.{column}", f"column.{column}")
    return word(next(filter(known, keys)), lang)


def _words_of(table: str, column: str, lang: str) -> Callable[[str], str] | None:
    """What words the codes of a column; nothing where it holds none."""
    if table in CONTRACTED:
        coded = column in choices(CONTRACTED[table])
        return partial(choice_word, lang=lang) if coded else None
    if column in ("place", "places"):
        return partial(place_word, lang=lang)
    key = "status" if column.startswith(BY_RULE) else column
    families = FAMILIES.get(f"{table}.{key}", FAMILIES.get(key, ""))
    return partial(_first_word, families, lang=lang) if families else None


def _first_word(families: str, name: str, lang: str) -> str:
    found = (family for family in families.split() if known(f"{family}.{name}"))
    return word_or_name(next(found, ""), name, lang).split("|")[0]


def _said(say: Callable[[str], str], cell: Any) -> Any:
    """A cell with each of its codes in words."""
    if isinstance(cell, tuple | list):
        return tuple(_said(say, part) for part in cell)
    return say(cell) if isinstance(cell, str) and cell else cell
