"""Puts a table onto a sheet so that it can be filled in, read on a screen and printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from linhai_analysis.form.columns import Field
from linhai_analysis.report.workbook.drawing import (
    HEAD,
    POINTS_A_LINE,
    ROW_HEIGHT,
    SHORT,
    Pen,
    height_of,
    write_cell,
)
from linhai_analysis.sheets.grid import column_letters
from linhai_analysis.words import word

# As much as a mid-term review has, and room for more; people copy a row down where it is not.
ROWS, SPARE = 30, 5
# What is not for people to fill in.
APART = {"bg_color": "#EDEDED"}
# Characters of what a spreadsheet takes in its input messages.
TITLE, MESSAGE = 32, 255


def draw_table(
    pen: Pen,
    sheet: Any,
    top: int,
    fields: Sequence[Field],
    rows: Sequence[Sequence[Any]] = (),
) -> None:
    """Write headings at row `top`, rows of cells below it, and empty rows to fill in."""
    for n, field in enumerate(fields):
        look = pen.look(**(HEAD | (APART if field.apart else {})))
        sheet.write_string(top, n, field.head(pen.lang), look)
        if field.apart:
            sheet.set_column(n, n, field.width, pen.look(text_wrap=False), {"level": 1})
    widths = [field.width for field in fields if not field.apart]
    heads = [field.head(pen.lang) for field in fields[: len(widths)]]
    sheet.set_row(top, max(2 * POINTS_A_LINE + 4, height_of(heads, widths)))
    sheet.freeze_panes(top + 1, 2)
    sheet.repeat_rows(top)
    last = top + (len(rows) + SPARE if rows or not top else ROWS)
    for row in range(top + 1, last + 1):
        cells = rows[row - top - 1] if row - top <= len(rows) else [""] * len(fields)
        # A row that has no height of its own grows with what people write into it.
        if (height := height_of(cells[: len(widths)], widths)) > ROW_HEIGHT:
            sheet.set_row(row, height)
        for n, (field, cell) in enumerate(zip(fields, cells, strict=True)):
            look = pen.look(
                border=1,
                align="center" if field.width <= SHORT else "left",
                num_format="@" if field.text else "General",
                text_wrap=not field.apart,
            )
            write_cell(sheet, row, n, cell, look)
    sheet.print_area(0, 0, last, len(widths) - 1)
    _explain(pen, sheet, top + 1, last, fields)


def _explain(pen: Pen, sheet: Any, first: int, last: int, fields: Sequence[Field]) -> None:
    """Let every cell from a row to another say what belongs there."""
    marked = []
    for n, field in enumerate(fields):
        if field.help(pen.lang):
            sheet.data_validation(first, n, last, n, _asked(field, pen.lang))
        if field.text:
            # Else a green corner calls every number there a mistake.
            cells = f"{column_letters(n)}{first + 1}:{column_letters(n)}{last + 1}"
            marked.append(cells)
    if marked:
        sheet.ignore_errors({"number_stored_as_text": " ".join(marked)})


def _asked(field: Field, lang: str) -> dict[str, Any]:
    """What a spreadsheet says of a cell when it is entered, and what may stand in it."""
    asked: dict[str, Any] = {
        "validate": "any",
        "input_title": field.head(lang)[:TITLE],
        "input_message": field.help(lang)[:MESSAGE],
    }
    if field.offered:
        asked |= {
            "validate": "list",
            "source": field.choices(lang),
            "show_error": not field.others,
            "error_title": field.head(lang)[:TITLE],
            "error_message": word("form.choose", lang)[:MESSAGE],
        }
    return asked
