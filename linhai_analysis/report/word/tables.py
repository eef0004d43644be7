"""Tables whose columns are as wide as their text needs, with headings on every page."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array
from linhai_analysis.report.html import column_class
from linhai_analysis.report.word.elements import clean, element, ems

# The margins of a cell, in twentieths of a point.
MARGINS = {"top": 30, "left": 60, "bottom": 30, "right": 60}
# Points beside the text of a cell: its margins, its lines, and what fonts differ in.
BESIDE = 8.5
# Characters that are never broken apart, and the most of them that a column is made wide for.
WHOLE = re.compile(r"[!-~−—]+(?: /)?|.")
LONGEST = {
    "number": 6.0,
    "kept": 6.0,
    "word": 8.0,
    "address": 9.0,
    "name": 9.0,
    "order": 3.0,
    "": 8.0,
}
# A text has at least so many characters in a line, and a heading no more lines than this.
LINE, HEAD_LINES = 5.0, 3
# How much broader than others the letters of headings are.
BOLD = 1.1
# A column that is empty throughout is there to be filled in by hand.
TO_WRITE = 6.0
# The share of its room that a table at its narrowest may take; the rest is for long texts.
NARROW = 0.85
STEPS = 120
# Rows of a table that is kept on one page.
SHORT = 6


class Measured(NamedTuple):
    """The columns of a table in characters: what each holds, needs, and how long its cells are."""

    kinds: list[str]
    least: Array
    cells: Array


def measured(table: pd.DataFrame, numbers: Collection[str]) -> Measured:
    """Measure the text of a table; the first row of cells is the headings."""
    kinds = [column_class(numbers, head) for head in table.columns]
    rows = [list(map(clean, row)) for row in (table.columns, *table.itertuples(index=False))]
    cells = np.array([[max(map(ems, text.split("\n"))) for text in row] for row in rows])
    least = [
        max(
            BOLD * _whole(head, LONGEST[""]),
            np.ceil(longest / HEAD_LINES),
            *(_needs(row[at], kind) for row in rows[1:]),
            0.0 if cells[1:, at].any() else TO_WRITE,
        )
        for at, (kind, head, longest) in enumerate(zip(kinds, rows[0], cells[0], strict=True))
    ]
    return Measured(kinds, np.array(least), cells)


def _needs(text: str, kind: str) -> float:
    """How wide a cell must be; short words and numbers stand in one line."""
    line = max(map(ems, text.split("\n")))
    if kind in ("number", "kept", "word", "order"):
        return line if line <= LONGEST[kind] else _whole(text, LONGEST[kind])
    return max(min(line, LINE), _whole(text, LONGEST[kind]))


def _whole(text: str, most: float) -> float:
    """The widest part of a text that is not broken, but no more than some."""
    return min(most, max((ems(part) for part in WHOLE.findall(text)), default=0.0))


def fits(columns: Measured, size: float, room: float) -> bool:
    """Whether a table has so many points of room for its words and for lines of some length."""
    return bool((columns.least * size + BESIDE).sum() <= NARROW * room)


def column_widths(columns: Measured, size: float, room: float) -> list[int]:
    """Widths in twentieths of a point that fill the room; rows are as low as they can be.

    What is left of the room goes step by step to the column that makes most rows high.
    """
    widths = columns.least * size + BESIDE
    if (left := float(room - widths.sum())) <= 0:
        widths *= room / widths.sum()
        left = 0.0
    needed = columns.cells * size
    step = left / STEPS
    for _ in range(STEPS if left else 0):
        lines = np.ceil(needed / (widths - BESIDE)).clip(1)
        high = lines.max(axis=1, keepdims=True)
        gain = (high * ((lines == high) & (high > 1))).sum(axis=0)
        if not gain.any():
            break
        widths[gain.argmax()] += step
    # Where every cell stands in one line, all columns share what is left.
    widths *= room / widths.sum()
    edges = np.rint(20 * np.concatenate([[0], widths.cumsum()])).astype(int)
    return [int(width) for width in np.diff(edges)]


def table_element(
    table: pd.DataFrame,
    kinds: Sequence[str],
    widths: Sequence[int],
    style: str,
    middle: bool,
    noted: bool,
    paragraph: Callable[[object, str, bool, bool], Any],
) -> Any:
    """A table, with its text in the `middle` of its rows or at their top.

    The last row of one that is `noted` stays with the note below it.

    `paragraph` makes one of a text, its side (if not that of its style), whether it heads a
    column, and whether it stays with the next one.
    """
    # Those of an office's style may be wider than was reckoned with.
    margins = (element(side, w=width, type="dxa") for side, width in MARGINS.items())
    sides = ["right" if kind == "number" else "" for kind in kinds]
    short = len(table) <= SHORT
    heads = [paragraph(*head, True, True) for head in zip(table.columns, sides, strict=True)]
    rows = [_row(heads, widths, middle, True)]
    for number, row in enumerate(table.itertuples(index=False), 1):
        stays = (short and number < len(table)) or (noted and number == len(table))
        cells = [paragraph(*cell, False, stays) for cell in zip(row, sides, strict=True)]
        rows.append(_row(cells, widths, middle, False))
    return element(
        "tbl",
        element(
            "tblPr",
            element("tblStyle", val=style),
            element("tblW", w=sum(widths), type="dxa"),
            element("jc", val="center"),
            element("tblLayout", type="fixed"),
            element("tblCellMar", *margins),
            element("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, noVBand=1),
        ),
        element("tblGrid", *(element("gridCol", w=width) for width in widths)),
        *rows,
    )


def _row(paragraphs: Sequence[Any], widths: Sequence[int], middle: bool, heads: bool) -> Any:
    """A row that is never split; headings come again on every page."""
    cells = (
        element(
            "tc",
            element(
                "tcPr",
                element("tcW", w=width, type="dxa"),
                element("vAlign", val="center" if heads or middle else "top"),
            ),
            paragraph,
        )
        for paragraph, width in zip(paragraphs, widths, strict=True)
    )
    again = element("tblHeader") if heads else None
    return element("tr", element("trPr", element("cantSplit"), again), *cells)
