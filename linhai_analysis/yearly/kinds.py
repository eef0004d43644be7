"""What the columns of a table hold: years, numbers, names, or what stands beside a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from linhai_analysis.sheets.blocks import Block, filled_rows
from linhai_analysis.sheets.grid import column_letters
from linhai_analysis.sheets.plain import HAN, is_blank, is_text, plain_name
from linhai_analysis.sheets.units import unit_in
from linhai_analysis.sheets.values import read_value
from linhai_analysis.sheets.years import Year, read_year
from linhai_analysis.yearly.roles import BESIDE, MARKS, role_beside, role_of

_SEEN = 1000
"""So many rows tell what a column holds."""
_MEASURED = re.compile(r"(?P<sign>[约近超~≈$¥€£(]*) ?[+-]?\d[\d,.]* ?(?P<unit>[^\d()]*)\)?")
_WORDED = re.compile(f"[a-z{HAN}]")
_CODES = re.compile(r"[A-Z0-9][A-Z0-9_.+-]*")
_FLAG = re.compile(r"\(?[a-z]{1,3}\)?|[*†‡]+", re.I)
_RANGE = re.compile(r"\s*\d+\s*[-–—~～]\s*\d")
_MAGNITUDE = re.compile(r"[十百千万亿]+|k|m|mn|bn|tn|(?:thousand|[mbtr]+illion)s?", re.I)
_NUMBERED = ("value", "indicator", "break", "order", "beside")
"""The roles whose columns may hold numbers as well as words."""


@dataclass(frozen=True)
class Table:
    """A block with the file it stands in, and what its columns hold."""

    block: Block
    file: str
    # The lines above the first table of its sheet, where there are several.
    titles: Sequence[str] = ()

    @cached_property
    def rows(self) -> list[tuple[int, list[object]]]:
        """The rows of the body, each with its place in the sheet."""
        return list(filled_rows(self.block))

    @cached_property
    def roles(self) -> list[str]:
        """What each heading means, if its column holds what is meant."""
        said = [role_of(head) or role_beside(head) for head in self.block.heads]
        return ["" if self._is_series(n, said) else role for n, role in enumerate(said)]

    def _is_series(self, column: int, roles: Sequence[str]) -> bool:
        """Whether a column named by such a word as 城市 or Source holds the figures of a series."""
        role = roles[column]
        alone = role == "year" and roles.count(role) == 1
        if not role or alone or role in _NUMBERED or self.holds[column] != "number":
            return False
        cells = [row[column] for _, row in self.some]
        if any(_has_decimals(cell) for cell in cells):
            return True
        if role not in ("geo", "unit"):
            return False
        # Whole numbers may be codes of places, unless the years or places stand once each.
        if (year := next((n for n, one in enumerate(roles) if one == "year"), -1)) >= 0:
            years = [str(row[year]) for _, row in self.rows]
            return "value" not in roles and len(set(years)) == len(years)
        return any(
            roles[n] == "geo" and self.holds[n] == "text" for n in range(column) if n != column
        )

    @cached_property
    def years(self) -> list[Year | None]:
        """The year that each heading speaks of."""
        heads = zip(self.block.heads, self.roles, strict=True)
        return [read_year(head) if not role else None for head, role in heads]

    @cached_property
    def holds(self) -> list[str]:
        """What each column holds for the most part: number, year, text, or empty."""
        return [_kind([row[n] for _, row in self.some]) for n in range(len(self.block.heads))]

    @cached_property
    def some(self) -> list[tuple[int, list[object]]]:
        """Rows enough to tell what a column holds."""
        return self.rows[:: max(1, len(self.rows) // _SEEN)]

    @cached_property
    def across(self) -> list[int]:
        """The columns whose headings speak of years."""
        return [n for n, year in enumerate(self.years) if year is not None]

    @cached_property
    def year_column(self) -> int:
        """The column of years; -1 where there is none."""
        named = [n for n, role in enumerate(self.roles) if role == "year"]
        dated = [n for n in named if self.holds[n] == "year"]
        if dated or (named and len(self.across) < 2):
            return (dated or named)[0]
        numbers = [n for n, kind in enumerate(self.holds) if kind in ("year", "number")]
        first = next((n for n in numbers if self.roles[n] not in ("code", "order")), -1)
        if first < 0 or self.across or self.holds[first] != "year":
            return -1
        # Figures may look like years: those of places that stand once each are no years.
        plain = self.roles[first] in ("", "indicator", "geo")
        again = first == 0 or len({row[0] for _, row in self.rows}) < len(self.rows)
        return first if plain and again else -1

    def place(self, column: int) -> str:
        """How people name a column without a heading."""
        return column_letters(self.block.columns[column])

    @property
    def names(self) -> list[int]:
        """The columns of names: words left of the figures, else right of them.

        What its heading calls a place or an indicator names a figure wherever it stands.
        """
        figures = self.values or [*self.across, *self.numbers]
        named = ("geo", "indicator")
        left = [
            n
            for n in self.words
            if not figures or n < min(figures) or (self.values and self.roles[n] in named)
        ]
        # Codes of letters, or 类别, name what has no other name.
        codes, kinds = (
            [n for n, one in enumerate(self.roles) if one == role and self.holds[n] == "text"]
            for role in ("code", "beside")
        )
        return left or self.words or codes or kinds[:1]

    @property
    def values(self) -> list[int]:
        """The columns that are called values and hold any."""
        named = [n for n, role in enumerate(self.roles) if role == "value"]
        return [n for n in named if self.holds[n] != "empty"] or named

    @cached_property
    def labelled(self) -> set[int]:
        """The columns of codes whose labels stand in the column beside them."""
        pairs = range(len(self.holds) - 1)
        return {n for n in pairs if self._labels(n)}

    def _labels(self, column: int) -> bool:
        """Whether each code of a column has a label of its own to its right."""
        if self.roles[column] != self.roles[column + 1] and self.roles[column + 1]:
            return False
        pairs = {(str(row[column]), str(row[column + 1])) for _, row in self.some}
        codes, labels = ({pair[side] for pair in pairs} for side in (0, 1))
        return (
            len(pairs) == len(codes) == len(labels)
            and self.holds[column + 1] == "text"
            and all(map(_CODES.fullmatch, codes))
            and any(map(_WORDED.search, [*labels, self.block.heads[column + 1]]))
            and (
                not _WORDED.search(self.block.heads[column].removesuffix("Code"))
                or self.roles[column] == self.roles[column + 1] != ""
            )
        )

    @cached_property
    def owners(self) -> dict[int, int]:
        """Columns of flags and notes that belong to the column of figures left of them alone.

        They have no heading, or one that stands again, or one between columns of figures.
        """
        heads, body = self.block.heads, [row for _, row in self.rows]
        found: dict[int, int] = {}
        figures = [n for n, kind in enumerate(self.holds) if kind in ("number", "year")]
        figures = [n for n in figures if n in self.across or self.roles[n] in ("", "value")]
        for n, role in enumerate(self.roles):
            left = found.get(n - 1, n - 1)
            if left not in figures or n in figures:
                continue
            again = self.roles.count(role) > 1 or n < figures[-1]
            bare = not heads[n] and self.holds[n] == "text"
            if (role in MARKS and again) or (bare and all(_is_flag(row[n]) for row in body)):
                found[n] = left
        return found

    @property
    def words(self) -> list[int]:
        """The columns of words, neither codes nor what stands beside a figure."""
        found: list[int] = []
        for n, (role, kind) in enumerate(zip(self.roles, self.holds, strict=True)):
            worded = kind == "text" or (kind == "empty" and bool(self.block.heads[n]))
            if n in self.across or n == self.year_column or not worded:
                continue
            if role in (*BESIDE, "value", "code") or (found and self._translates(n, found[-1])):
                continue
            if n in self.labelled:
                continue
            if self.block.heads[n] or not found:
                found.append(n)
        return found

    @property
    def numbers(self) -> list[int]:
        """The columns of numbers that are no codes, years or remarks."""
        # Words of the tables of a plan, such as growth, may name a series here.
        return self._of_numbers("", "value", "indicator", "beside")

    @property
    def codes(self) -> list[int]:
        """The columns of numbers that number places, rows or parts of a year."""
        return self._of_numbers("code", "geo", "order", "period", "when")

    def _of_numbers(self, *roles: str) -> list[int]:
        kinds = enumerate(zip(self.holds, self.roles, strict=True))
        return [
            n
            for n, (kind, role) in kinds
            if kind in ("number", "year") and n != self.year_column and role in roles
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
    figures = [(_is_number(cell) or _is_measured(cell)) and not _is_age(cell) for cell in filled]
    numbers = sum(figures)
    other = [cell for cell, one in zip(filled, figures, strict=True) if not one]
    words = sum(
        is_text(cell) or (isinstance(cell, str) and bool(_RANGE.match(cell))) for cell in other
    )
    return "number" if numbers and numbers >= words else "text" if words else "number"


def _is_flag(cell: object) -> bool:
    return is_blank(cell) or bool(_FLAG.fullmatch(plain_name(cell)))


def _is_measured(cell: object) -> bool:
    """Whether a text is a number with its unit, whether or not it can be read."""
    text = plain_name(cell) if isinstance(cell, str) else ""
    found = _MEASURED.fullmatch(text)
    return found is not None and bool(
        (found["sign"] and not found["unit"])
        or _MAGNITUDE.fullmatch(found["unit"])
        or unit_in(f"({found['unit']})")
    )


def _is_age(cell: object) -> bool:
    """Whether a text names people by their age: 15岁 does, a mean of 78.2岁 does not."""
    return isinstance(cell, str) and bool(re.fullmatch(r"\s*\d+\s*岁\s*", cell))


def _has_decimals(cell: object) -> bool:
    try:
        return read_value(cell).number % 1 > 0
    except ValueError:
        return False


def is_whole(cell: object) -> bool:
    """Say whether a cell holds a whole number.

    >>> is_whole("5"), is_whole(5.0), is_whole("5.5"), is_whole(None)
    (True, True, False, False)
    """
    return _is_number(cell) and not _has_decimals(cell)


def _is_number(cell: object) -> bool:
    try:
        return read_value(cell).number == read_value(cell).number
    except ValueError:
        # A formula is a figure that is not calculated.
        return isinstance(cell, str) and cell.startswith("=")
