"""The sheets of rows: what has to be settled, tasks, sources, notes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from linhai_analysis.report.tables.conflicts import settle_table
from linhai_analysis.report.tables.given import task_sentence, task_table
from linhai_analysis.report.tables.plan import sources_table
from linhai_analysis.report.workbook.drawing import (
    COUNT,
    HEAD,
    draw_rows,
    draw_title,
    height_of,
    write_cell,
    write_step,
)
from linhai_analysis.report.workbook.layout import Layout
from linhai_analysis.sheets.grid import column_letters
from linhai_analysis.text import folded, heads
from linhai_analysis.words import word

# Room to add by hand what has to be settled.
SPARE = 5
# The first column of it that people fill in.
FIRST_FREE = 5
# Widths of columns of lists, by heading; others are as wide as a word.
WIDE = {
    "task": 40,
    "progress": 34,
    "problem": 24,
    "evidence": 20,
    "title": 44,
    "url": 34,
    "note": 30,
}
WIDE |= {"publisher": 24, "owner": 16, "readings": 46, "basis": 24, "indicator": 20, "serial": 6}
WORD = 12
NOTES = "as_of figures input verdict growth milestones projection rounding settle formulas"


def draw_decisions(layout: Layout) -> None:
    """Write the sheet of what has to be settled, from which it is read back, with rows to add."""
    pen, lang, plan = layout.pen, layout.lang, layout.plan
    table = settle_table(plan, layout.tables["conflicts"], lang, layout.judged)
    widths = _widths(table, lang)
    sheet = layout.new_sheet("decisions", widths)
    top = draw_title(pen, sheet, word("form.title.decisions", lang), len(widths))
    rows = [*table.to_numpy().tolist(), *[[""] * len(widths)] * SPARE]
    draw_rows(pen, sheet, top, list(table), widths, rows)
    for row in range(top + 1, top + 1 + len(rows)):
        # As text, so that a date or a value stays as it is typed.
        for column in range(FIRST_FREE, len(widths)):
            look = pen.look(border=1, num_format="@", align="center")
            write_cell(sheet, row, column, rows[row - top - 1][column], look)
    if table.empty:
        none = word("book.decisions.none", lang)
        write_cell(sheet, top + 1 + len(rows), 0, none, pen.look(text_wrap=False))


def _widths(table: pd.DataFrame, lang: str) -> list[float]:
    named = dict(zip(heads(lang, " ".join(WIDE)), WIDE.values(), strict=True))
    return [named.get(head, WORD) for head in table]


def draw_tasks(layout: Layout) -> None:
    """Write the sheet of tasks, and below them how many each unit has."""
    pen, lang, plan = layout.pen, layout.lang, layout.plan
    table = task_table(plan, lang)
    widths = _widths(table, lang)
    sheet = layout.new_sheet("tasks", widths)
    top = draw_title(pen, sheet, word("form.title.tasks", lang), len(widths))
    rows = table.to_numpy().tolist()
    below = draw_rows(pen, sheet, top, list(table), widths, rows)
    write_cell(sheet, below, 0, task_sentence(plan.tasks, lang), pen.look(text_wrap=False))
    owner, status = heads(lang, "owner status")
    last = len(widths) - 1
    if owner in table:
        below, end = _draw_counts(layout, sheet, below + 2, table, top, (owner, status))
        last = max(last, end)
    sheet.print_area(0, 0, below, last)


def _draw_counts(
    layout: Layout, sheet: Any, row: int, table: pd.DataFrame, top: int, by: tuple[str, str]
) -> tuple[int, int]:
    """A row a unit, from the column of tasks on: how many it has, and how many of each status.

    Returns the last row and the last column.
    """
    pen, (owner, status) = layout.pen, by
    states = list(dict.fromkeys(filter(None, table[status]))) if status in table else []
    first = list(table).index(word("head.task", layout.lang))
    for n, head in enumerate([owner, word("book.summary.all", layout.lang), *states], first):
        write_cell(sheet, row, n, head, pen.look(**HEAD))
    units = list(dict.fromkeys(filter(None, table[owner])))
    for n, unit in enumerate(units, row + 1):
        write_cell(sheet, n, first, unit, pen.look(border=1))
        rows = table[table[owner] == unit]
        own = f"({_range(table, owner, top)}=${column_letters(first)}{n + 1})"
        for column, state in enumerate(["", *states], first + 1):
            also, value = "1", len(rows)
            if state:
                also = f"({_range(table, status, top)}={column_letters(column)}${row + 1})"
                value = int((rows[status] == state).sum())
            test = f"SUMPRODUCT({own}*{also})"
            look = pen.look(border=1, align="center", num_format=COUNT)
            write_step(sheet, (n, column), test, value, look)
    return row + len(units), first + 1 + len(states)


def _range(table: pd.DataFrame, head: str, top: int) -> str:
    letters = column_letters(list(table).index(head))
    return f"${letters}${top + 2}:${letters}${top + 1 + len(table)}"


def draw_sources(layout: Layout) -> None:
    """Write the sheet of sources."""
    pen, lang = layout.pen, layout.lang
    table = folded(sources_table(layout.plan, lang))
    widths = _widths(table, lang)
    sheet = layout.new_sheet("sources", widths)
    top = draw_title(pen, sheet, word("form.title.sources", lang), max(len(widths), 1))
    draw_rows(pen, sheet, top, list(table), widths, table.to_numpy().tolist())


def draw_notes(layout: Layout) -> None:
    """Write the sheet that says what the words and the numbers mean."""
    pen, lang = layout.pen, layout.lang
    widths = (22, 72)
    sheet = layout.new_sheet("notes", widths, landscape=False)
    top = draw_title(pen, sheet, layout.title("notes"), len(widths))
    for n, key in enumerate(NOTES.split(), top):
        cells = [word(f"book.note.{key}{part}", lang) for part in ("", ".text")]
        for column, text in enumerate(cells):
            write_cell(sheet, n, column, text, pen.look(border=1, bold=column == 0))
        sheet.set_row(n, height_of(cells, widths))
    sheet.print_area(0, 0, top + len(NOTES.split()) - 1, 1)
