"""The rows of a table with their names, and what was found in reading them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from linhai_analysis.errors import Fault
from linhai_analysis.sheets.plain import is_blank, is_figure, plain_name
from linhai_analysis.sheets.years import Year
from linhai_analysis.words import Sentence, say
from linhai_analysis.yearly.kinds import Table
from linhai_analysis.yearly.layouts import Reading

Cells = Sequence[object]
Texts = NDArray[np.object_]
_TOTAL = re.compile(
    r"全[国省市县区](?:平均)?|.*[合总小]计|.*[东中西]部(?:地区)?|东北(?:地区)?|0{2,}|.*\btotal|world",
    re.I,
)


def is_total(name: str) -> bool:
    """Whether a name of a place or row is of one that holds others.

    >>> [is_total(one) for one in ("合计", "全国总计", "Total", "000000", "东部地区", "Totnes")]
    [True, True, True, True, True, False]
    """
    return bool(_TOTAL.fullmatch(name))


@dataclass
class Melt:
    """The rows of a table that hold figures, and what was found in reading them."""

    table: Table
    reading: Reading
    rows: list[tuple[int, Cells]] = field(default_factory=list)
    years: list[Year] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Sentence] = field(default_factory=list)
    flags: list[tuple[int, int, str]] = field(default_factory=list)
    percents: set[tuple[int, int]] = field(default_factory=set)
    # Headings that the names of series had to take in.
    apart: list[str] = field(default_factory=list)
    units: dict[tuple[int, int], str] = field(default_factory=dict)

    def fault(self, problem: Sentence, row: int, column: int) -> None:
        """Note the fault of a cell by its row in the sheet and its column in the table."""
        block, sheet = self.table.block, self.table.block.sheet
        cell = sheet.cell(row, block.columns[column]) if sheet.name else ""
        head = block.heads[column]
        self.faults.append(Fault(self.table.file, problem, row + 1, head, sheet.name, cell))

    def of_role(self, role: str) -> list[int]:
        """The columns of a role, of codes and their labels the labels."""
        table = self.table
        left = {*table.labelled, *self.owned}
        return [n for n, one in enumerate(table.roles) if one == role and n not in left]

    @property
    def owned(self) -> dict[int, int]:
        """Columns of flags and notes of one column of figures among several; whose they are."""
        values, heads = self.reading.values, self.table.block.heads
        owners = self.table.owners.items()
        return {n: m for n, m in owners if m in values and (values[1:] or not heads[n])}

    def texts(self, columns: Sequence[int]) -> Texts:
        """What stands in some columns of each row, as one text."""
        if not columns:
            return np.full(len(self.rows), "", dtype=object)
        seen: dict[object, str] = {}
        made = []
        for _, cells in self.rows:
            parts = []
            for n in columns:
                cell = cells[n]
                if cell not in seen:
                    seen[cell] = plain_name(cell)
                parts.append(seen[cell])
            made.append(" ".join(filter(None, parts)))
        return objects(made)


def fill_down(melt: Melt) -> None:
    """Write a name into the empty cells under it, as in merged cells that a file cannot keep."""
    names, reading = list(melt.reading.names), melt.reading
    if not names or not melt.rows or is_blank(melt.rows[0][1][names[0]]):
        return
    first, others = names[0], names[1:]
    empty = [n for n, (_, cells) in enumerate(melt.rows) if is_blank(cells[first])]
    beside = [*others, *(n for n in melt.of_role("beside") if melt.table.holds[n] == "text")]
    named = all(any(not is_blank(melt.rows[n][1][c]) for c in beside) for n in empty)
    # Of several dimensions an empty one means all.
    if not empty or not (named if beside else reading.year_column >= 0):
        return
    if others and reading.layout == "long":
        return
    melt.rows = _written_down(melt, melt.rows, empty, first)


def _written_down(
    melt: Melt, rows: Sequence[tuple[int, Cells]], empty: Sequence[int], column: int
) -> list[tuple[int, Cells]]:
    """Rows with what stands in a column written into its empty cells below, which is told."""
    made = list(rows)
    for n in empty:
        r, cells = made[n]
        filled = list(cells)
        filled[column] = made[n - 1][1][column]
        made[n] = r, filled
    told = rows_text([made[n][0] + 1 for n in empty])
    melt.notes.append(say("read.filled_down", column=melt.table.block.heads[column], rows=told))
    return made


def dated_down(melt: Melt) -> Sequence[tuple[int, Cells]]:
    """The rows of a table, a year written into the empty cells under it where each has a name."""
    column, names = melt.reading.year_column, melt.reading.names
    rows = melt.table.rows
    empty = [n for n, (_, cells) in enumerate(rows) if is_blank(cells[column])]
    empty = [n for n in empty if any(not is_blank(rows[n][1][c]) for c in melt.reading.values)]
    named = all(any(not is_blank(rows[n][1][c]) for c in names) for n in empty)
    if not empty or not names or not named or is_blank(rows[0][1][column]):
        return rows
    return _written_down(melt, rows, empty, column)


def with_wholes(names: Texts, parents: bool = True) -> Texts:
    """Names with that of the whole before those of its parts: 专利 其中:发明.

    Parts that follow several wholes, such as 国有 and 民营, belong to the one above them.

    >>> list(with_wholes(objects(["专利", "其中:发明", "商标"])))
    ['专利', '专利 其中:发明', '商标']
    >>> list(with_wholes(objects(["企业", "国有", "民营", "产值", "国有", "民营"])))
    ['企业', '企业 国有', '企业 民营', '产值', '产值 国有', '产值 民营']
    """
    above = _parents(names) if parents else {}
    made, whole = [], ""
    for n, name in enumerate(names):
        part = n in above or name.startswith("其中")
        made.append(f"{above.get(n, whole)} {name}".strip() if part else name)
        whole = whole if part else name
    return objects(made)


def _parents(names: Texts) -> dict[int, str]:
    """The name above each name that stands under several, in groups of at least two names."""
    count = Counter(names)
    found: dict[int, str] = {}
    groups: dict[str, list[str]] = {}
    parent = ""
    for n, name in enumerate(names):
        if count[name] == 1 or not name:
            parent = name
        else:
            found[n] = parent
            groups.setdefault(parent, []).append(name)
    alike = all(len(set(group)) == len(group) > 1 for group in groups.values())
    return found if alike and "" not in groups else {}


def check_named(melt: Melt, names: Texts) -> None:
    """A row of figures without a name, where all others have one, is a fault."""
    if melt.reading.layout == "long" or not any(names):
        return
    for (r, cells), name in zip(melt.rows, names, strict=True):
        if not name and any(not is_blank(cells[n]) for n in melt.reading.values):
            melt.fault(say("read.no_name"), r, melt.reading.names[0])


def check_width(melt: Melt) -> None:
    """A number of a text file behind the last heading: a comma of another one may have cut it."""
    block = melt.table.block
    last = max((n for n, head in enumerate(block.heads) if head), default=0)
    for r, cells in () if block.sheet.name else melt.rows:
        if any(map(is_figure, cells[last + 1 :])):
            melt.fault(say("read.wide"), r, last)


def objects(texts: Iterable[str]) -> Texts:
    """Texts as an array of them, however many there are."""
    listed = list(texts)
    made = np.empty(len(listed), dtype=object)
    made[:] = listed
    return made


def rows_text(rows: Sequence[int]) -> str:
    """Rows as people name several: the first and last of those that follow each other.

    >>> rows_text([3, 4, 5, 9])
    '3–5, 9'
    """
    parts: list[list[int]] = []
    for row in rows:
        if parts and row == parts[-1][-1] + 1:
            parts[-1][1:] = [row]
        else:
            parts.append([row])
    return ", ".join("–".join(map(str, part)) for part in parts)
