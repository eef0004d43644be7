"""Where everything stands: sheets, columns, rows, and the names of cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from linhai_analysis.plan import IN_FORCE, Plan
from linhai_analysis.progress.adopting import Judged
from linhai_analysis.progress.rule import Rule
from linhai_analysis.progress.verdicts import status_word
from linhai_analysis.report.workbook.drawing import Pen
from linhai_analysis.report.workbook.lines import Line
from linhai_analysis.sheets.grid import column_letters
from linhai_analysis.words import word

# The heading of the main table and of the working sheet, and their first row: the same one, so
# that an indicator has one row number throughout.
HEAD_ROW, TOP = 2, 3
# The words for verdicts in the order of the counts; ``parameters`` lists them.
VERDICTS = ("early", "met", "ahead", "on_track", "slow", "reversing", "down", "missed", "none")


@dataclass(frozen=True, eq=False)
class Layout:
    """The workbook that is written: the plan, its lines, and where they stand."""

    pen: Pen
    plan: Plan
    tables: Mapping[str, pd.DataFrame]
    lines: Sequence[Line]
    seen: int
    rule: Rule
    told: Sequence[str]
    judged: Sequence[Sequence[Judged]] = ()
    # Column numbers by key, of the main table and of the working sheet.
    main: dict[str, int] = field(default_factory=dict)
    steps: dict[str, int] = field(default_factory=dict)
    # What the main table shows of each line that no formula gives.
    shown: list[dict[str, Any]] = field(default_factory=list)

    @property
    def lang(self) -> str:
        """The language of the workbook."""
        return self.pen.lang

    @cached_property
    def completion(self) -> dict[str, float]:
        """How much of its value each target has come to."""
        done = self.tables["progress"].query("rule == 'completion'")
        return dict(zip(done["target_id"], done["value"], strict=True))

    @cached_property
    def base_years(self) -> list[int]:
        """The base years of the targets."""
        return _years(self.tables, "base_year")

    @cached_property
    def end_years(self) -> list[int]:
        """The target years."""
        return _years(self.tables, "target_year")

    @cached_property
    def years(self) -> list[int]:
        """The years of the figures, from the first after a base year to the last target year."""
        return list(range(self.base_years[0] + 1, self.end_years[-1] + 1))

    @property
    def last(self) -> int:
        """The last row of the lines; where there are none, an empty one."""
        return TOP + max(len(self.lines), 1) - 1

    @property
    def bars(self) -> int:
        """The first row of what the chart of the summary shows, below the working sheet."""
        return self.last + 4

    def sheet(self, key: str) -> str:
        """Return the name of a sheet."""
        return word(SHEETS[key], self.lang).split("|")[0]

    def cell(self, sheet: str, key: str, n: int) -> str:
        """Return the address of a cell of a line, seen from another sheet."""
        return f"{self._on(sheet)}${self._letters(sheet, key)}{TOP + n + 1}"

    def column(self, sheet: str, key: str) -> str:
        """Return the range of a column over all lines, seen from another sheet."""
        letters = self._letters(sheet, key)
        return f"{self._on(sheet)}${letters}${TOP + 1}:${letters}${self.last + 1}"

    def here(self, key: str, n: int) -> str:
        """Return the address of a cell of the working sheet, seen from there."""
        return f"${self._letters('steps', key)}{TOP + n + 1}"

    def own_years(self, sheet: str, n: int) -> str:
        """Return the range of the yearly figures of a line."""
        first, last = (self._letters(sheet, f"y{year}") for year in (self.years[0], self.years[-1]))
        return f"{self._on(sheet)}${first}{TOP + n + 1}:${last}{TOP + n + 1}"

    @property
    def year_heads(self) -> str:
        """The range of the years over the figures of the main table."""
        first, last = (
            self._letters("main", f"y{year}") for year in (self.years[0], self.years[-1])
        )
        return f"{self._on('main')}${first}${HEAD_ROW + 1}:${last}${HEAD_ROW + 1}"

    def repeated(self, key: str, n: int) -> tuple[str, Any]:
        """Return the formula that repeats a cell of a line, and what stands there."""
        cell, value = self.cell("steps" if key == "name" else "main", key, n), self.shown[n][key]
        # An empty cell would be repeated as 0.
        return (f'{cell}&""', value) if isinstance(value, str) else (cell, value)

    def name(self, key: str) -> str:
        """Return the name of a cell of the parameters."""
        return word(f"book.name.{key}", self.lang)

    def verdict(self, key: str) -> str:
        """Return the address of a word for a verdict."""
        return f"{self._on('parameters')}$A${VERDICT_TOP + VERDICTS.index(key) + 1}"

    def verdict_word(self, key: str) -> str:
        """Return the word for a verdict."""
        early, down = key == "early", key == "down"
        status = {"early": "met", "down": "reversing", "none": "not_assessable"}.get(key, key)
        return status_word(status, early, down, self.lang)

    def new_sheet(self, key: str, widths: Sequence[float], **how: Any) -> Any:
        """Return a new sheet of the workbook, with the plan at the head of its pages."""
        return self.pen.sheet(self.sheet(key), widths, title=self.plan.title(self.lang), **how)

    def title(self, key: str) -> str:
        """Return the title of a sheet."""
        return word(f"book.title.{key}", self.lang)

    def _letters(self, sheet: str, key: str) -> str:
        return column_letters(getattr(self, sheet)[key])

    def _on(self, sheet: str) -> str:
        return f"'{self.sheet(sheet)}'!"


# Those of them that the summary lists.
LATE = ("slow", "reversing", "down", "missed")
# The words for the names of the sheets, in their order.
SHEETS = {
    "summary": "book.sheet.summary",
    "main": "form.sheet.main",
    "paths": "book.sheet.paths",
    "decisions": "form.sheet.decisions",
    "tasks": "form.sheet.tasks",
    "sources": "table.sources",
    "notes": "book.sheet.notes",
    "parameters": "book.sheet.parameters",
    "steps": "book.sheet.steps",
}
# The rows of the parameters: the year, the tolerance, two cut-offs; then the words for verdicts.
NAMED = ("year", "tolerance", "ahead", "on_track")
NAMED_TOP, VERDICT_TOP = 2, 8


def _years(tables: Mapping[str, pd.DataFrame], column: str) -> list[int]:
    """The years of the targets in force, of all of them where none is."""
    card = tables["scorecard"]
    stand = card[card["standing"] == IN_FORCE]
    return sorted({int(year) for year in (stand if len(stand) else card)[column]})
