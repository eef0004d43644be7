"""What has to be known of a sheet beside its values: how far it reaches, and how cells are shown.

The reader of values makes room for every cell between the first and the last filled one, and the
process ends where there is not enough; so what is too large has to be refused before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from linhai_analysis.errors import DataError
from linhai_analysis.sheets.grid import column_letters
from linhai_analysis.words import say

# A table of a plan has some hundred rows, the largest open statistics some ten thousand.
MOST_ROWS = 200_000
# A text file of so many lines takes about nine seconds and half a gigabyte.
MOST_LINES = 500_000
# Room for cells, filled or not: four columns down to the last row of a sheet.
MOST_CELLS = 5_000_000
# What Excel can hold; whatever stands beyond is no sheet.
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383

# The number formats that Excel has of itself and that show per cent.
_BUILT_IN = {9, 10}

# Of a number format: what is shown as it is written, what fills or skips, colours and conditions.
_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')


def shows_percent(number_format: str) -> bool:
    """Return whether Excel multiplies a number by 100 and sets a per cent sign after it.

    >>> [shows_percent(one) for one in ("0.00%", "[Red]0%;-0%", r"0\\%", '0"%"', "General")]
    [True, True, False, False, False]
    """
    return "%" in _LITERAL.sub("", number_format)


def shown_styles(formats: Mapping[int, str], styles: Sequence[int]) -> set[int]:
    """Return the numbers of the cell styles that show per cent, by the formats that they use.

    >>> sorted(shown_styles({170: "0.0%", 171: "0.0"}, [0, 9, 171, 170]))
    [1, 3]
    """
    shown = {number for number, code in formats.items() if shows_percent(code)}
    shown |= _BUILT_IN - set(formats)
    return {n for n, number in enumerate(styles) if number in shown}


def percent_text(value: float) -> str:
    """Return a share as people see it in a cell shown as per cent.

    >>> percent_text(0.0201), percent_text(1)
    ('2.01%', '100%')
    """
    return f"{value * 100:.12g}%"


@dataclass
class Marks:
    """How far a sheet reaches, which cells are shown as per cent, and texts in place of values.

    Rows and columns are counted from 0; `percents` leads from a row to its columns. `texts` are
    errors, formulas without a result, and texts with small marks behind them; `merged` are ranges
    as first and last cell.
    """

    filled: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    percents: dict[int, list[int]] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def unseen(self) -> tuple[str, ...]:
        """Name the filled rows, counted from 1, and columns that are hidden.

        >>> Marks({0, 1, 2}, {0, 1}, hidden_rows={1, 2, 8}, hidden_columns={1, 5}).unseen()
        ('2–3', 'B')
        """
        rows = sorted(self.hidden_rows & self.filled)
        columns = sorted(self.hidden_columns & self.columns)
        return (
            *(_between(str(a + 1), str(b + 1)) for a, b in _spans(rows)),
            *(_between(column_letters(a), column_letters(b)) for a, b in _spans(columns)),
        )

    @property
    def room(self) -> int:
        """The number of cells between the first and the last filled one."""
        if not self.filled:
            return 0
        high = max(self.filled) - min(self.filled) + 1
        return high * (max(self.columns) - min(self.columns) + 1)

    def add(self, rows: Iterable[int], columns: Iterable[int]) -> None:
        """Note filled cells by their rows and columns; refuse what no sheet can hold."""
        rows, columns = list(rows), list(columns)
        self.filled.update(rows)
        self.columns.update(columns)
        if max(rows, default=0) > LAST_ROW or max(columns, default=0) > LAST_COLUMN:
            raise ValueError("a cell beyond the end of a sheet")

    def check(self, file: str, sheet: str, room: int) -> None:
        """Refuse a sheet that is too large to be a table, or whose cells lie far apart.

        `room` is what is left of the cells for which a workbook may need room.
        """
        if len(self.filled) > MOST_ROWS:
            raise DataError(say("open.rows", file=file, sheet=sheet, most=f"{MOST_ROWS:,}"))
        if self.room > room:
            cell = f"{column_letters(max(self.columns))}{max(self.filled) + 1}"
            raise DataError(say("open.stray", file=file, sheet=sheet, cell=cell))


def _spans(places: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last of the places that follow each other."""
    found: list[tuple[int, int]] = []
    for place in places:
        first = found.pop()[0] if found and found[-1][1] == place - 1 else place
        found.append((first, place))
    return found


def _between(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"
