"""Where the cells of a table stand in the file that people gave, so that faults can name them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from linhai_analysis.errors import Fault, sheet_word
from linhai_analysis.names import Name, column_name
from linhai_analysis.sheets.grid import column_letters
from linhai_analysis.words import Sentence, say


@dataclass(frozen=True)
class Origin:
    """The file and sheet of a table, and the places of its cells.

    A row of a table whose label is 3 stands in row 5 of its sheet: the first row is 1 there, and
    holds the headings. `heads` leads from a column to its heading as written and where that
    stands, counted from 0. Of a table that was made of another one, `cells` leads from label and
    column to row and column of the sheet, counted from 0, and the heading as written. A table of
    several sheets has `parts`: the first label of each, and its origin.

    >>> print(Origin("targets.csv").fault("is empty", 3, "target_year"))
    targets.csv, row 5, column target_year: is empty
    >>> origin = Origin("规划.xlsx", "目标", {"target_year": ("目标年", 3)})
    >>> print(origin.fault("空", 3, "target_year"))
    规划.xlsx, sheet 目标, cell D5, column 目标年: 空
    """

    file: str
    sheet: str = ""
    heads: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    cells: Mapping[tuple[int, str], tuple[int, int, str]] = field(default_factory=dict)
    parts: tuple[tuple[int, Origin], ...] = ()

    @property
    def label(self) -> str:
        """The file, and the sheet where there is one."""
        return f"{self.file}, {self.sheet}" if self.sheet else self.file

    @cached_property
    def _rows(self) -> dict[int, int]:
        """The row of the sheet that each label was made of."""
        return {label: row for (label, _), (row, *_) in self.cells.items()}

    def row_of(self, label: int) -> int:
        """Return the row of the sheet that people see, counted from 1."""
        if part := self._part(label):
            return part[1].row_of(label - part[0])
        return self._rows.get(label, label + 1) + 1

    def is_made(self, label: int) -> bool:
        """Whether a row was made of the cells of a sheet of another shape."""
        if part := self._part(label):
            return part[1].is_made(label - part[0])
        return label in self._rows

    def fault(self, problem: Sentence | str, label: int | None = None, column: str = "") -> Fault:
        """Return the fault of the file, or of a row, a column or a cell of it."""
        if part := self._part(label):
            return part[1].fault(problem, None if label is None else label - part[0], column)
        if label is not None and (label, column) in self.cells:
            row, place, head = self.cells[label, column]
            return Fault(self.file, problem, row + 1, head, self.sheet, self._cell(row, place))
        head, place = self.heads.get(column, (column, -1))
        if label is None:
            return Fault(self.file, problem, None, head, self.sheet)
        row = self.row_of(label)
        cell = self._cell(row - 1, place) if place >= 0 else ""
        return Fault(self.file, problem, row, head, self.sheet, cell)

    def heading(self, column: str) -> Name | str:
        """Return a column as people wrote its heading; as sentences name it where there is none."""
        parts = [part.heads for _, part in self.parts] or [self.heads]
        written = next((heads[column][0] for heads in parts if column in heads), column)
        return written if written != column else column_name(column)

    def where(self, labels: Iterable[int], column: str) -> Sentence:
        """Return how people name cells of a column; of a text file, their rows.

        >>> Origin("a.xlsx", "目标", {"target": ("目标值", 3)}).where([3, 5], "target").text("zh")
        '目标表 D5、D7'
        """
        faults = [self.fault("", int(label), column) for label in labels]
        sheets = {fault.sheet for fault in faults}
        cells = tuple(dict.fromkeys(fault.cell for fault in faults))
        if len(sheets) == 1 and all(cells):
            return say("place.in_cell", sheet=sheet_word(sheets.pop()), cell=cells)
        return say("place.in_row", row=tuple(dict.fromkeys(fault.row for fault in faults)))

    def _part(self, label: int | None) -> tuple[int, Origin] | None:
        within = [part for part in self.parts if label is None or part[0] <= label]
        return (within[-1] if label is not None else within[0]) if within else None

    def _cell(self, row: int, column: int) -> str:
        # Cells have names in workbooks only.
        return f"{column_letters(column)}{row + 1}" if self.sheet else ""


def table_word(table: str) -> Name:
    """Return a table as sentences name it.

    >>> table_word("targets").text("en"), table_word("targets").text("zh")
    ('targets', '目标')
    """
    return Name(table, f"table.{table}")
