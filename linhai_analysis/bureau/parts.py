"""A table of a plan as it was found: in a whole sheet, or made of the cells of another shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from linhai_analysis.errors import Fault, sheet_word
from linhai_analysis.sheets.blocks import Block, filled_rows
from linhai_analysis.sheets.grid import column_letters
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.tables.contracts import columns
from linhai_analysis.tables.origins import Origin
from linhai_analysis.tables.spelling import column_of
from linhai_analysis.words import Sentence, say


@dataclass(frozen=True)
class Part:
    """Rows of one table, cells as they stand, and where they stand.

    The columns are those of the table, and as they are written where the table has none such.
    """

    table: str
    frame: pd.DataFrame
    origin: Origin


class Cell(NamedTuple):
    """What a cell of a sheet says, where it stands, counted from 0, and under which heading."""

    value: object
    row: int
    column: int
    head: str

    @property
    def text(self) -> str:
        """The cell as text."""
        return cell_text(self.value)


Row = Mapping[str, Cell]


def part_of_block(table: str, block: Block, origin: Origin) -> Part:
    """Return a table that stands in a sheet as it is: a row a fact, headings above."""
    named = [n for n, head in enumerate(block.heads) if head]
    heads = [column_of(block.heads[n], table) or block.heads[n] for n in named]
    places = {
        head: (block.heads[n], block.columns[n]) for head, n in zip(heads, named, strict=True)
    }
    filled = [(row, [cells[n] for n in named]) for row, cells in filled_rows(block)]
    # The first row of a sheet holds headings, so that the next one has the label 0.
    labels = [row - 1 for row, _ in filled]
    frame = pd.DataFrame([cells for _, cells in filled], labels, heads, dtype=object)
    return Part(table, frame, replace(origin, heads=places))


def part_of_rows(table: str, rows: Sequence[Row], origin: Origin) -> Part:
    """Return a table made of the cells of a sheet of another shape."""
    names = list(dict.fromkeys(name for row in rows for name in row)) or columns(table)
    cells = [[row[name].value if name in row else None for name in names] for row in rows]
    places = {
        (label, name): (cell.row, cell.column, cell.head)
        for label, row in enumerate(rows)
        for name, cell in row.items()
    }
    frame = pd.DataFrame(cells, columns=names, dtype=object)
    return Part(table, frame, replace(origin, cells=places))


def united(parts: Sequence[Part]) -> tuple[pd.DataFrame, Origin]:
    """Return one table of all its parts, and the origin of its rows."""
    if len(parts) == 1:
        return parts[0].frame, parts[0].origin
    frames, origins, first = [], [], 0
    for part in parts:
        frames.append(part.frame.set_axis(part.frame.index + first))
        origins.append((first, part.origin))
        first += int(part.frame.index.max()) + 1 if len(part.frame) else 0
    heads = {name: place for _, one in reversed(origins) for name, place in one.heads.items()}
    whole = replace(parts[0].origin, heads=heads, cells={}, parts=tuple(origins))
    return pd.concat(frames), whole


def head_fault(block: Block, origin: Origin, place: int, problem: Sentence) -> Fault:
    """Return a fault of the heading of a column, by its place among the headings."""
    cell = Cell("", block.head_rows[-1], block.columns[place], block.heads[place])
    return cell_fault(origin, cell, problem)


def cell_fault(origin: Origin, cell: Cell, problem: Sentence) -> Fault:
    """Return a fault of a cell of a sheet."""
    at = {(0, "cell"): (cell.row, cell.column, cell.head)}
    return Origin(origin.file, origin.sheet, cells=at).fault(problem, 0, "cell")


def told_head(block: Block, origin: Origin, place: int, key: str, **told: object) -> Sentence:
    """Return a sentence about the heading of a column, by its place among the headings."""
    where = told_cells(origin, [(block.head_rows[-1], block.columns[place])])
    return say(key, where=where, head=block.heads[place], **told)


def told_cells(origin: Origin, cells: Sequence[tuple[int, int]]) -> Sentence:
    """Return how people name cells of a sheet; of a text file, its rows.

    >>> told_cells(Origin("a.xlsx", "附表1"), [(6, 5), (8, 5)]).text("zh")
    '附表1 F7、F9'
    """
    if not origin.sheet:
        rows = tuple(dict.fromkeys(row + 1 for row, _ in cells))
        return say("place.in_row", row=rows)
    names = tuple(f"{column_letters(column)}{row + 1}" for row, column in cells)
    return say("place.in_cell", sheet=sheet_word(origin.sheet), cell=names)
