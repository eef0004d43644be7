"""The looks of cells, sheets that print, titles, and cells that hold what they are given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from textwrap import wrap
from typing import Any

from linhai_analysis.text import visible
from linhai_analysis.words import LANGUAGES, word

# No clock in a file: the same call writes the same bytes.
CREATED = datetime(2000, 1, 1)
A4, A3 = 9, 8
HEAD = {"bold": True, "align": "center", "border": 1, "bg_color": "#DDEBF7"}
# No count is a dash.
COUNT = '0;-0;"—"'
# What people may change.
INPUT = {"bg_color": "#FFF9E5"}
# Characters of a line of A4: sheets that have fewer are not made larger.
LINE, NARROW_LINE = 95, 80
# Figures and single words are no wider, and stand in the middle of their column.
SHORT = 13
POINTS_A_LINE, ROW_HEIGHT, HIGHEST = 14, 19, 409
# How much of a title stands at the head of a page.
HEADER = 100
# How much text a cell can hold.
LONGEST = 32_767


class Pen:
    """The book that is written, its language and the looks of its cells."""

    def __init__(self, book: Any, lang: str) -> None:
        self.book, self.lang = book, lang
        self.font = "宋体" if LANGUAGES[lang].han else "Arial"
        self._plain = {
            "font_name": self.font,
            "font_size": 11,
            "valign": "vcenter",
            "text_wrap": True,
        }
        self._looks: dict[frozenset[tuple[str, object]], Any] = {}

    def look(self, **more: object) -> Any:
        """Return the format of cells; each is kept in the file once."""
        look = frozenset(more.items())
        if look not in self._looks:
            self._looks[look] = self.book.add_format(self._plain | more)
        return self._looks[look]

    def sheet(
        self,
        name: str,
        widths: Sequence[float],
        landscape: bool = True,
        paper: int = A4,
        scale: int = 0,
        title: str = "",
    ) -> Any:
        """Return a new sheet that prints as wide as the page, or at a scale, with its number.

        `title` stands at the head of each page.
        """
        sheet = self.book.add_worksheet(name)
        for n, width in enumerate(widths):
            sheet.set_column(n, n, width, self.look())
        sheet.set_paper(paper)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.center_horizontally()
        if scale:
            sheet.set_print_scale(scale)
        elif sum(widths) > (LINE if landscape else NARROW_LINE):
            sheet.fit_to_pages(1, 0)
        if title:
            sheet.set_header(f"&R{_header(title)}")
        sheet.set_footer(f"&C{word('form.page', self.lang)}")
        return sheet


def _header(title: str) -> str:
    """A title as what a page bears at its head, where & is a command and 255 letters have room.

    >>> _header("R&D"), len(_header("&" * 500))
    ('R&&D', 201)
    """
    shown = title if len(title) <= HEADER else f"{title[:HEADER]}…"
    # The writer takes &[ for a command of its own, also behind another &.
    return shown.replace("&[", "& [").replace("&", "&&")


def draw_title(pen: Pen, sheet: Any, title: str, width: int, line: Sequence[str] = ()) -> int:
    """Write a title over the columns, and a line of texts below it; return the next row."""
    look = pen.look(bold=True, font_size=16, align="center")
    # What is merged would be written as a formula where a title looks like one.
    if width > 1:
        sheet.merge_range(0, 0, 0, width - 1, "", look)
    write_cell(sheet, 0, 0, title, look)
    sheet.set_row(0, 32)
    if not line:
        return 1
    # Not merged: texts over several columns would be headings of theirs.
    for column, text, side in ((0, line[0], "left"), (width - 1, line[1], "right")):
        sheet.write_string(1, column, text, pen.look(text_wrap=False, align=side))
    sheet.set_row(1, 22)
    return 2


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
        sheet.write_string(row, column, visible(value)[:LONGEST], look)
    elif float(f"{value:.16G}") == value:
        sheet.write_number(row, column, value, look)
    else:
        # The writer keeps 16 digits of a number; text keeps all.
        sheet.write_string(row, column, repr(value), look)


def write_step(
    sheet: Any, at: tuple[int, int], formula: str, value: float | str, look: Any
) -> None:
    """Write a formula with the value that it has, or the value alone."""
    if formula:
        sheet.write_formula(*at, f"={formula}", look, value)
    elif isinstance(value, float):
        # A number to compute with, though its last digit may be lost.
        sheet.write_number(*at, value, look)
    else:
        write_cell(sheet, *at, value, look)


def draw_rows(
    pen: Pen,
    sheet: Any,
    top: int,
    heads: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[Any]],
) -> int:
    """Write headings at row `top` and rows of texts below them; return the row after the last."""
    for n, head in enumerate(heads):
        write_cell(sheet, top, n, head, pen.look(**HEAD))
    sheet.set_row(top, max(height_of(heads, widths), 2 * POINTS_A_LINE + 4))
    for row, cells in enumerate(rows, top + 1):
        for n, cell in enumerate(cells):
            align = "center" if widths[n] <= SHORT else "left"
            write_cell(sheet, row, n, cell, pen.look(border=1, align=align))
        sheet.set_row(row, height_of(cells, widths))
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    sheet.print_area(0, 0, top + len(rows), len(heads) - 1)
    return top + len(rows) + 1
