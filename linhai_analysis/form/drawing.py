"""Puts a table onto a sheet so that it can be filled in, read on a screen and printed."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from linhai_analysis.form.columns import Field
from linhai_analysis.sheets.grid import column_letters
from linhai_analysis.words import LANGUAGES, word

# As much as a mid-term review has, and room for more; people copy a row down where it is not.
ROWS, SPARE = 30, 5
# Figures and single words are no wider, and stand in the middle of their column.
SHORT = 13
A4 = 9
HEAD = {"bold": True, "align": "center", "border": 1, "bg_color": "#DDEBF7"}
# What is not for people to fill in.
APART = {"bg_color": "#EDEDED"}
# Characters of a line of A4: sheets that have fewer are not made larger.
LINE = 95
# Characters of a line of the text, and what a spreadsheet takes in its input messages.
TITLE, MESSAGE = 32, 255
POINTS_A_LINE, ROW_HEIGHT, HIGHEST = 14, 19, 409


class Pen:
    """The book that is written, its language and the looks of its cells."""

    def __init__(self, book: Any, lang: str) -> None:
        self.book, self.lang = book, lang
        font = "宋体" if LANGUAGES[lang].han else "Arial"
        self._plain = {"font_name": font, "font_size": 11, "valign": "vcenter", "text_wrap": True}
        self._looks: dict[frozenset[tuple[str, object]], Any] = {}

    def look(self, **more: object) -> Any:
        """Return the format of cells; each is kept in the file once."""
        look = frozenset(more.items())
        if look not in self._looks:
            self._looks[look] = self.book.add_format(self._plain | more)
        return self._looks[look]

    def sheet(self, name: str, widths: Sequence[float], landscape: bool = True) -> Any:
        """Return a new sheet that prints on A4, as wide as the page, with its name and number."""
        sheet = self.book.add_worksheet(name)
        for n, width in enumerate(widths):
            sheet.set_column(n, n, width, self.look())
        sheet.set_paper(A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.center_horizontally()
        if sum(widths) > LINE:
            sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&C{word('form.page', self.lang)}")
        return sheet


def draw_title(pen: Pen, sheet: Any, title: str, width: int, line: Sequence[str] = ()) -> int:
    """Write a title over the columns, and a line of texts below it; return the next row."""
    sheet.merge_range(0, 0, 0, width - 1, title, pen.look(bold=True, font_size=16, align="center"))
    sheet.set_row(0, 32)
    if not line:
        return 1
    # Not merged: texts over several columns would be headings of theirs.
    for column, text, side in ((0, line[0], "left"), (width - 1, line[1], "right")):
        sheet.write_string(1, column, text, pen.look(text_wrap=False, align=side))
    sheet.set_row(1, 22)
    return 2


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


def height_of(cells: Sequence[Any], widths: Sequence[float]) -> float:
    """Return the points of a row that shows all of its cells.

    >>> height_of(["企业数", 12.5], [8, 8]), height_of(["R&D", ""], [8, 8])
    (19, 19)
    >>> height_of(["国家重点支持的企业"], [10]), height_of(["stock at the end"], [10])
    (33, 33)
    """
    pairs = zip(map(str, cells), widths, strict=True)
    lines = max(
        sum(_lines(one, int(width) - 1) for one in cell.split("\n")) for cell, width in pairs
    )
    return min(max(lines, 1) * POINTS_A_LINE + 5, HIGHEST)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes: words of letters stay whole, a Chinese character is two wide."""
    if text.isascii():
        # Addresses are broken behind their strokes.
        return len(wrap(text.replace("/", "/ "), width))
    return -(-sum(1 if char.isascii() else 2 for char in text) // width)


def write_cell(sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
    """Write a cell so that it is read back as it was: never a formula, with every digit."""
    if value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    elif float(f"{value:.16G}") == value:
        sheet.write_number(row, column, value, look)
    else:
        # The writer keeps 16 digits of a number; text keeps all.
        sheet.write_string(row, column, repr(value), look)


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
