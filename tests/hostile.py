"""Texts that some program takes for more than text, and a plan with one in every field."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pandas as pd

import linhai_analysis as la

# Formulas begin a cell; the others may stand anywhere.
FORMULAS = (
    '=HYPERLINK("http://x.example","a")',
    "+cmd|' /C calc'!A0",
    "-2+3{1}",
    "@SUM(1)",
    "＝1+1",
)
TEXTS = (
    "<script>alert(1)</script>",
    "</style></script><img src=x onerror=alert(1)>",
    "\"' onerror=alert(1) x='",
    "<b>&lt;b&gt;</b> &amp;",
    "]]> --> <!-- <?x ?>",
    r"$\foo$ {\frac{1}{2}} $",
    r"\input{/etc/hostname} \write18{ls}",
    "100% #1 A_B ~x ^2 & }} {",
    "@misc{x, title={y}}, }",
    "R&D [billion] [/] [red]x[/red] :smile:",
    "[link=http://x.example]y[/link] [/nothing]",
    "{{ 7*7 }} {% raw %} {0} {name} %s %(x)s",
    '{ INCLUDETEXT "c:\\\\x" } &[Picture] &G &P',
    "../../etc/hostname | nul: *?<>",
    'a;b,c"d""e\'f',
    "javascript:alert(1)",
    "_x0041_ &#65; \\u0041 %41 ^^41",
    "**b** `c` [d](http://x.example) # e",
)
EVERY = (*FORMULAS, *TEXTS)
# What nobody sees, as it is typed, and what is left of it.
UNSEEN = "\x1b]0;t\x07\x1b[31mr\x1b[0m\x9b1m\u202eo\u202c\u2066\u061c\u200b\x01\x85z"
SEEN = "]0;t[31mr[0m1mo\nz"


class Handed:
    """Hostile texts, each with a number of its own, and which of them went into which column."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {}
        self._numbers = count()

    def row(self, table: str, columns: str) -> dict[str, str]:
        """A row of a table with a text in each of the columns."""
        return {name: self._next(f"{table}.{name}") for name in columns.split()}

    def _next(self, column: str) -> str:
        number = next(self._numbers)
        made = f"{EVERY[number % len(EVERY)]} x{number}x"
        self.texts.setdefault(column, []).append(made)
        return made


def hostile_plan(folder: Path, indicators: int) -> tuple[la.Plan, dict[str, list[str]]]:
    """A plan of so many indicators with a hostile text wherever a user may write one.

    Also the texts of each column, such as ``sources.title``.
    """
    handed = Handed()
    place = handed.row("geos", "geo name_en name_zh")
    tables: dict[str, list[dict[str, object]]] = {"geos": [place]}
    for n in range(indicators):
        for table, row in _rows(handed, n):
            tables.setdefault(table, []).append(row)
    folder.mkdir(parents=True)
    for table, rows in tables.items():
        pd.DataFrame(rows).to_csv(folder / f"{table}.csv", index=False)
    return la.load_plan(folder), handed.texts


def _rows(handed: Handed, n: int) -> Iterator[tuple[str, dict[str, object]]]:
    """What the tables have of one indicator."""
    source = handed.row("sources", "source_id title title_en publisher publisher_en published url")
    yield "sources", source | handed.row("sources", "note note_zh")
    named = handed.row("indicators", "indicator name_en name_zh unit owner field note note_zh")
    yield "indicators", {**named, "kind": "count", "better": "up"}
    of = {"indicator": named["indicator"], "source_id": source["source_id"]}
    target = handed.row("targets", "target_id printed_name place")
    # Two values for a target are a conflict, which has tables of its own.
    for value in (120, 140):
        yield (
            "targets",
            {**of, **target, "base_year": 2015, "target_year": 2020, "target": value}
            | ({"main": "yes"} if value == 120 else handed.row("targets", "target_id place")),
        )
    unread = handed.row("targets", "target_id printed place")
    yield "targets", {**of, **unread, "base_year": 2015, "target_year": 2020}
    told = handed.row("facts", "statement_en statement_zh caveat_en caveat_zh")
    yield "facts", {**of, **told, "fact": "no_class"}
    for year in range(2013, 2019):
        seen = {"year": year, "value": 50 + n + 3 * (year - 2013)}
        yield "observations", {**of, **seen, **handed.row("observations", "place scope note")}
    yield (
        "tasks",
        handed.row(
            "tasks", "task_id place field task task_en owner due status progress evidence problem"
        ),
    )
    given = handed.row("scenarios", "scenario name_en name_zh reason reason_zh")
    yield "scenarios", {**given, "indicator": of["indicator"], "assumption": "rate", "value": 0.05}
