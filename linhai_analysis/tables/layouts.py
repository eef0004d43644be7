"""The shapes of tables of yearly figures: which columns are years, figures and names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from linhai_analysis.errors import DataError
from linhai_analysis.tables.blocks import Block, filled_rows
from linhai_analysis.tables.plain import HAN, is_blank, is_text
from linhai_analysis.tables.roles import BESIDE, role_of
from linhai_analysis.tables.sheets import column_letters
from linhai_analysis.tables.values import read_value
from linhai_analysis.tables.years import Year, read_year
from linhai_analysis.words import Sentence, say

# Columns of growth have no name of their own: whose it is says the column beside them.
_GROWTH = re.compile(
    r"(?:同比|比上年|较上年|年均|环比|累计)*(?:增长|增速|增幅|增减|升降)(?:率|速度|幅度)?\s*(?:\(?[%±+-]*\)?)?|"
    r"同比\s*\(?%?\)?|(?:annual |yoy )?(?:growth|change)(?: rate)?\s*\(?%?\)?",
    re.I,
)
_VALUE_AGAIN = re.compile(r"(?:value|数值|值|数据)[\s_]*(?:\d|\(|（|[a-z]$|修|新|旧|old|new)", re.I)
_KINDS = ("growth", "target", "part", "span")
_SEEN = 1000
"""So many rows tell what a column holds."""


@dataclass(frozen=True)
class Table:
    """A block with the file it stands in, and what its columns hold."""

    block: Block
    file: str

    @cached_property
    def rows(self) -> list[tuple[int, list[object]]]:
        """The rows of the body, each with its place in the sheet."""
        return [(r, cells) for r, cells in filled_rows(self.block)]

    @cached_property
    def roles(self) -> list[str]:
        """What each heading means."""
        return [role_of(head) for head in self.block.heads]

    @cached_property
    def years(self) -> list[Year | None]:
        """The year that each heading speaks of."""
        heads = zip(self.block.heads, self.roles, strict=True)
        return [read_year(head) if not role else None for head, role in heads]

    @cached_property
    def kinds(self) -> list[str]:
        """What each column holds for the most part: number, year, text, or empty."""
        step = max(1, len(self.rows) // _SEEN)
        some = [cells for _, cells in self.rows[::step]]
        return [_kind([row[n] for row in some]) for n in range(len(self.block.heads))]

    @cached_property
    def across(self) -> list[int]:
        """The columns whose headings speak of years."""
        return [n for n, year in enumerate(self.years) if year is not None]

    @cached_property
    def year_column(self) -> int:
        """The column of years; -1 where there is none."""
        named = [n for n, role in enumerate(self.roles) if role == "year"]
        dated = [n for n in named if self.kinds[n] == "year"]
        if dated or (named and len(self.across) < 2):
            return (dated or named)[0]
        numbers = [n for n, kind in enumerate(self.kinds) if kind in ("year", "number")]
        first = numbers[0] if numbers else -1
        unnamed = first >= 0 and not self.across and not self.roles[first]
        return first if unnamed and self.kinds[first] == "year" else -1

    def place(self, column: int) -> str:
        """How people name a column without a heading."""
        return column_letters(self.block.columns[column])

    @property
    def names(self) -> list[int]:
        """The columns of names: words, neither codes nor what stands beside a figure."""
        found: list[int] = []
        for n, (role, kind) in enumerate(zip(self.roles, self.kinds, strict=True)):
            worded = kind == "text" or (kind == "empty" and bool(self.block.heads[n]))
            if n in self.across or n == self.year_column or not worded:
                continue
            if role in (*BESIDE, "value", "code") or (found and self._translates(n, found[-1])):
                continue
            if self.block.heads[n] or not found:
                found.append(n)
        return found

    @property
    def numbers(self) -> list[int]:
        """The columns of numbers that are no codes, years or remarks."""
        return [
            n
            for n, kind in enumerate(self.kinds)
            if kind in ("number", "year")
            and n != self.year_column
            and self.roles[n] in ("", "value", "indicator")
        ]

    def _translates(self, column: int, other: int) -> bool:
        """Whether a column says in English what the one beside it says in Chinese."""
        same = self.roles[column] in (self.roles[other], "geo") or not self.block.heads[column]
        return same and not self._han(column) and self._han(other)

    def _han(self, column: int) -> bool:
        return any(re.search(f"[{HAN}]", str(cells[column])) for _, cells in self.rows[:50])


def _kind(cells: Sequence[object]) -> str:
    filled = [cell for cell in cells if not is_blank(cell)]
    if not filled:
        return "empty"
    years = [read_year(cell) for cell in filled]
    if all(year is not None and not year.name and 1600 <= year.year <= 2999 for year in years):
        return "year"
    numbers = sum(_is_number(cell) for cell in filled)
    words = sum(is_text(cell) for cell in filled)
    return "number" if numbers and numbers >= words else "text" if words else "number"


def _is_number(cell: object) -> bool:
    try:
        return read_value(cell).number == read_value(cell).number
    except ValueError:
        # A formula is a figure that is not calculated.
        return isinstance(cell, str) and cell.startswith("=")


@dataclass(frozen=True)
class Reading:
    """Which columns of a table hold figures and names, and where their years stand.

    A figure's year stands in the heading (`years`, by column), in `year_column`, or is `year`.
    Where `headed`, the headings of the figures are part of the names of their series.
    """

    layout: str
    values: Sequence[int]
    names: Sequence[int] = ()
    years: Mapping[int, Year] = field(default_factory=dict)
    year_column: int = -1
    year: int = 0
    headed: bool = False
    notes: tuple[Sentence, ...] = ()


def _years_across(table: Table) -> Reading | None:
    """A row a series, a column a year."""
    if table.year_column >= 0 or not table.across:
        return None
    dated = {n: year for n in table.across if (year := table.years[n]) is not None}
    # 2015年重点工作 is no heading of figures; under a bare year words are faults.
    words = [n for n, year in dated.items() if year.name and table.kinds[n] == "text"]
    whole = {n: year for n, year in dated.items() if not year.kind and n not in words}
    if not whole or (len(dated) == 1 and not table.names):
        return None
    groups = {kind: [n for n, y in dated.items() if y.kind == kind] for kind in _KINDS}
    numbers = [n for n in table.numbers if n not in dated]
    left = _left(table, groups | {"words": words, "other_numbers": numbers})
    return Reading("wide", list(whole), table.names, whole, notes=left)


def _long(table: Table) -> Reading | None:
    """A column of years and one of values; the others name the series or stand beside."""
    values = [n for n, role in enumerate(table.roles) if role == "value"]
    if table.year_column < 0 or not values:
        return None
    heads = table.block.heads
    again = [n for n in table.numbers if n not in values and _VALUE_AGAIN.match(heads[n])]
    if values[1:] or again:
        both = tuple(heads[n] for n in [*values, *again])
        raise DataError(say("read.two_values", file=table.file, columns=both))
    return Reading("long", values, table.names, year_column=table.year_column)


def _years_down(table: Table) -> Reading | None:
    """A row a year, or a place and a year; a column an indicator."""
    if table.year_column < 0:
        return None
    values, notes = _of_indicators(table)
    reading = Reading("years down", values, table.names, year_column=table.year_column)
    return replace(reading, headed=True, notes=notes) if values else None


def _of_one_year(table: Table) -> Reading | None:
    """A row a place, a column an indicator, and the year in the title."""
    if table.year_column >= 0 or table.across or not table.names:
        return None
    values, notes = _of_indicators(table)
    if not values:
        return None
    year, told = _title_year(table)
    return Reading("one year", values, table.names, year=year, headed=True, notes=(told, *notes))


def _of_indicators(table: Table) -> tuple[list[int], tuple[Sentence, ...]]:
    """The columns of figures under the names of indicators, and what is left out."""
    heads = table.block.heads
    # A heading that begins with a year is no name; one of a source, FAO (2017), is.
    dated = [
        n for n in table.numbers if (year := table.years[n]) and heads[n].startswith(str(year.year))
    ]
    growth = [n for n in table.numbers if _GROWTH.fullmatch(heads[n]) and len(table.numbers) > 1]
    values = [n for n in table.numbers if n not in (*dated, *growth)]
    return values, _left(table, {"growth": growth, "dated": dated})


def _left(table: Table, groups: Mapping[str, Sequence[int]]) -> tuple[Sentence, ...]:
    """What columns are left out, by why they are."""
    return tuple(
        say(
            "read.left",
            columns=tuple(table.block.heads[n] or table.place(n) for n in columns),
            why=say(f"read.{why}"),
        )
        for why, columns in groups.items()
        if columns
    )


def _title_year(table: Table) -> tuple[int, Sentence]:
    """The one year that the lines above a table speak of, else its sheet, else the file."""
    block = table.block
    places = {"title": block.above, "sheet": (block.sheet.name,), "file": (table.file,)}
    for where, texts in places.items():
        found: dict[int, str] = {}
        for text in texts:
            for written in _written_years(text):
                found.setdefault(int(written), text)
        if len(found) > 1:
            raise DataError(say("read.years_in_title", file=table.file, years=tuple(sorted(found))))
        for year, text in found.items():
            return year, say("read.title_year", year=year, where=say(f"read.of_{where}"), text=text)
    raise DataError(say("read.no_title_year", file=table.file))


def _written_years(text: str) -> list[str]:
    return re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", text)


Layout = Callable[[Table], Reading | None]

# The shapes of tables of yearly figures: the first that fits is taken; a further one is a row.
LAYOUTS: Mapping[str, Layout] = {
    "wide": _years_across,
    "long": _long,
    "years down": _years_down,
    "one year": _of_one_year,
}


def fitting(table: Table, layout: str | None = None) -> Reading | None:
    """Return how a table reads in the first layout that fits it, or in the one of that name."""
    layouts = LAYOUTS.values() if layout is None else [LAYOUTS[layout]]
    return next((read for one in layouts if (read := one(table)) is not None), None)


def parted(block: Block) -> Block:
    """A table of Eurostat with a column for each dimension of its first; any other as it is.

    >>> from linhai_analysis.tables.sheets import Sheet
    >>> rows = [["unit,geo\\\\TIME_PERIOD", "2018 "], ["PC,AT", "3.09 "]]
    >>> block = Block(Sheet("", rows), ("unit,geo\\\\TIME_PERIOD", "2018"), (0, 1), (0,), (1,))
    >>> parted(block).heads, parted(block).sheet.rows[1]
    (('unit', 'geo', '2018'), ['PC', 'AT', '3.09 '])
    """
    first, _, along = block.heads[0].partition("\\") if block.heads else ("", "", "")
    if not along or block.columns[0] != 0:
        return block
    dimensions = first.split(",")
    rows = [[*_dimensions(row, len(dimensions)), *row[1:]] for row in block.sheet.rows]
    more = len(dimensions) - 1
    return replace(
        block,
        sheet=replace(block.sheet, rows=rows),
        heads=(*dimensions, *block.heads[1:]),
        columns=(*range(len(dimensions)), *(c + more for c in block.columns[1:])),
    )


def _dimensions(row: Sequence[object], count: int) -> list[object]:
    parts: list[object] = [*str(row[0] if row else "").split(",", count - 1)]
    return [*parts, *[None] * (count - len(parts))]
