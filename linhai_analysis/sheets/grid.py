"""What a file holds before anybody knows what it is about: sheets of cells, each with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from linhai_analysis.words import Sentence


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters


class Formula(str):
    """The text of a formula whose result nobody stored, where a file tells it from any text."""

    __slots__ = ()


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet, or of a text file, which has a sheet without a name.

    `rows` are as long as they are filled; a cell is None, text, a number, a truth value or a date.
    A number shown as per cent is the text that people see (``"2.01%"``), a formula whose result
    nobody stored is its own text (``"=B5*2"``). `merged` leads from each further cell of a merged
    range to its first one; `rows` hold the text of the first in all of them. `unseen` names filled
    rows and columns that are hidden.

    >>> sheet = Sheet("目标", [["指标"], [60]])
    >>> sheet.at(1, 0), sheet.at(7, 7), sheet.cell(1, 0)
    (60, None, 'A2')
    """

    name: str
    rows: Sequence[Sequence[object]]
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden: bool = False
    unseen: tuple[str, ...] = ()

    def at(self, row: int, column: int) -> object:
        """Return what stands in a cell, counted from 0; None beyond what is filled."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def cell(self, row: int, column: int) -> str:
        """Return how people name a cell counted from 0, such as B5."""
        return f"{column_letters(column)}{row + 1}"


@dataclass(frozen=True)
class Book:
    """The sheets of a file, and what had to be assumed or left out to read them."""

    file: str
    sheets: Sequence[Sheet]
    notes: tuple[Sentence, ...] = ()
