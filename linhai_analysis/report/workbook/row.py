"""One line as its formulas see it: the cells of its row, by the key of their column."""

from __future__ import annotations

from linhai_analysis.report.workbook.layout import Layout
from linhai_analysis.report.workbook.terms import quoted
from linhai_analysis.words import word

NOTHING = '""'


class Row:
    """The `n`-th line of a layout; ``row["base"]`` is its cell on the working sheet."""

    def __init__(self, layout: Layout, n: int) -> None:
        self.layout, self.n, self.line = layout, n, layout.lines[n]
        self.year, self.heads = layout.name("year"), layout.year_heads
        # The figures as published, and in the quantity that is judged.
        self.raw, self.own = (layout.own_years(sheet, n) for sheet in ("main", "steps"))

    def __getitem__(self, key: str) -> str:
        return self.layout.here(key, self.n)

    def on_main(self, key: str) -> str:
        """Return the cell of the line in the main table."""
        return self.layout.cell("main", key, self.n)

    def above(self, key: str) -> str:
        """Return a column from its heading to the row above."""
        return f"{self.layout.here(key, -1)}:{self.layout.here(key, self.n - 1)}"

    def verdict(self, key: str) -> str:
        """Return the cell of a word for a verdict."""
        return self.layout.verdict(key)

    def why(self, key: str) -> str:
        """Return a reason as a text, with the years of the line."""
        years = {name: self.line.card[name] for name in ("base_year", "target_year")}
        return quoted(word(f"no_verdict.{key}", self.layout.lang, **years))

    @property
    def late(self) -> str:
        """The condition that the target year is over and has no figure."""
        return f"AND({self.year}>{self['end']},{self['ended']}=0)"


def number_of(cell: str) -> str:
    """Return what a cell holds where that is a number."""
    return f"IF(ISNUMBER({cell}),{cell},{NOTHING})"
