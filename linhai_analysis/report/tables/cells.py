"""The cells of any table as people read them: names for ids, words for codes, numbers rounded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from numbers import Integral, Real
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.plan import Plan
from linhai_analysis.progress.wording import verdict_word
from linhai_analysis.projection import group_name
from linhai_analysis.report.tables.columns import base_name, code_word, column_title, kind_of
from linhai_analysis.report.tables.growth import as_fall, shown_target
from linhai_analysis.report.tables.ids import Ids, Row
from linhai_analysis.report.tables.plan import fact_value
from linhai_analysis.report.tables.scenarios import assumed_amount, rounded
from linhai_analysis.report.tables.spreadsheets import BY_RULE
from linhai_analysis.targets import base_text
from linhai_analysis.text import NONE, chance, percent, projected_chance, significant
from linhai_analysis.words import (
    in_language,
    listed,
    place_word,
    places_text,
    spoken,
    unit_word,
    word,
)

# What ids a column holds.
IDS: Mapping[str, Callable[[Ids, str, Row], str]] = {
    **dict.fromkeys(("indicator", "outcome", "parent", "numerator", "denominator"), Ids.indicator),
    "correlations.other": Ids.indicator,
    **dict.fromkeys(("target_id", "target_ids", "replaces"), Ids.target),
    **dict.fromkeys(("scenario", "base"), Ids.scenario),
    **dict.fromkeys(("source_id", "sources", "original"), Ids.source),
    "geo": Ids.place,
    "plan": Ids.title,
}
# What a row says of its target and of its base, so that they are said as everywhere else.
TARGET = {"target_id", "indicator", "basis", "target_value", "target_high"}
BASE = {"quantity", "basis", "base_value"}
# What tells that a target is met early, or that a fall is no harm.
VERDICT = {"year", "target_year", "relation"}
# A year that is reached but for the last binary digit is that year.
TOLERANCE = 1e-9


def is_missing(cell: Any) -> bool:
    """Whether a cell holds nothing.

    >>> [is_missing(cell) for cell in (None, pd.NA, float("nan"), "", (), 0, False)]
    [True, True, True, True, True, False, False]
    """
    return not cell if isinstance(cell, str | tuple | list | frozenset) else bool(pd.isna(cell))


class Cells:
    """Says the cells of a table in a language.

    >>> cells = Cells(None, "", "en")
    >>> cells.text("required_cagr", 0.148698, {}), cells.text("natural", "linear", {})
    ('14.87%', 'equal steps')
    """

    def __init__(
        self,
        plan: Plan | None,
        table: str,
        lang: str,
        united: bool = False,
        alone: bool = False,
    ) -> None:
        self.plan, self.table, self.lang = plan, table, lang
        self.ids = Ids(plan, lang, united, alone)
        self.numbers: Mapping[str, Callable[[float, Row], str]] = {
            "rate": lambda value, row: as_fall(percent(value, 2), lang),
            "share": lambda value, row: percent(value),
            "error": lambda value, row: percent(value, 1),
            "chance": lambda value, row: projected_chance(value, lang),
            "drawn": lambda value, row: chance(value),
            "change": self._change,
            "by way": self._by_way,
            "year": lambda value, row: str(ceil(value - TOLERANCE)),
            "fact": lambda value, row: fact_value(value, str(row.get("unit", ""))),
            "amount": self._amount,
            "base": self._base,
            "target": self._target,
            "number": lambda value, row: significant(value),
            "given": lambda value, row: significant(value, 7),
            "level": self._level,
        }

    def heading(self, column: str, at: Row) -> str:
        """The heading of a column, in a pivot with the year, place or scenario that it is for."""
        own = column_title(self.table, column, self.lang) if column else ""
        parts = [self.text(str(name or ""), key, {}) for name, key in at.items()]
        return listed([own, *parts], self.lang)

    def text(self, column: str, cell: Any, row: Row) -> str:
        """A cell of a column, beside those of its row."""
        if is_missing(cell) or (column == "from_year" and not cell):
            return NONE
        if isinstance(cell, bool | np.bool_):
            return word("yes" if cell else "no", self.lang)
        if isinstance(cell, Integral):
            return str(cell)
        if isinstance(cell, Real):
            return self.numbers[kind_of(self.table, column)](float(cell), row)
        if isinstance(cell, tuple | list | frozenset):
            return self._several(column, cell, row)
        return self._word(column, str(spoken(cell, self.lang)), row)

    def _several(self, column: str, cells: Any, row: Row) -> str:
        if names := getattr(cells, "_fields", ()):
            own = dict(zip(names, cells, strict=True))
            return listed(
                [self.text(name, one, {**row, **own}) for name, one in own.items()], self.lang
            )
        if column == "places" and all(isinstance(one, str) for one in cells):
            return places_text(cells, self.lang, rows=True)
        texts = dict.fromkeys(self.text(column, one, row) for one in cells)
        nested = any(isinstance(one, tuple) for one in cells)
        return "\n".join(texts) if nested else listed(texts, self.lang)

    def _word(self, column: str, text: str, row: Row) -> str:
        stem = base_name(column)
        if f"{stem}_{self.lang}" in row:
            texts = {name: "" if is_missing(one) else one for name, one in row.items()}
            return in_language(texts, stem, self.lang) or NONE
        if named := IDS.get(f"{self.table}.{column}") or IDS.get(column):
            return named(self.ids, text, row)
        if column in ("place", "places"):
            return place_word(text, self.lang)
        if column == "unit":
            return unit_word(text, self.lang)
        if column == "group":
            return str(spoken(group_name(str(row.get("by", "indicator")), text), self.lang))
        if row.keys() >= VERDICT and (column == "status" or column.startswith(BY_RULE)):
            return verdict_word({**row, "status": text}, self.lang)
        return code_word(self.table, column, text, self.lang)

    def _change(self, value: float, row: Row) -> str:
        """A change, or a distance; of a share in points."""
        text = significant(value)
        unit = self.ids.named(str(row.get("outcome", row.get("indicator", ""))))[1]
        in_points = text != "0" and (unit or row.get("unit", "")) == "%"
        return as_fall(word("points", self.lang, value=text) if in_points else text, self.lang)

    def _by_way(self, value: float, row: Row) -> str:
        """What a target asks for a year: a rate, or a change."""
        way = row.get("way", row.get("natural"))
        return self.numbers["rate" if way == "compound" else "change"](value, row)

    def _amount(self, value: float, row: Row) -> str:
        """What an assumption takes."""
        if is_missing(row.get("assumption")):
            return significant(value)
        return assumed_amount(str(row["assumption"]), value)

    def _base(self, value: float, row: Row) -> str:
        return base_text(row, self.lang) if row.keys() >= BASE else significant(value, 7)

    def _target(self, value: float, row: Row) -> str:
        if self.plan and row.keys() >= TARGET and row["target_id"] in self.ids.targets:
            return shown_target(self.plan, dict(row), self.lang)
        return significant(value, 7)

    def _level(self, value: float, row: Row) -> str:
        """A computed value, with the decimals of the codebook where there are any."""
        name = str(row.get("outcome", row.get("indicator", "")))
        row = self.plan.indicator(name) if self.plan and name in self.ids.own else {}
        if self.plan is None or row.get("decimals", -1) < 0:
            return significant(value, 4)
        # Of thousands of patents no tenth is shown.
        return significant(value) if row["kind"] == "count" else rounded(self.plan, name, value)
