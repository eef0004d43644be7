"""Puts the tables of a plan onto sheets, as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from linhai_analysis.form.columns import Field
from linhai_analysis.tables import CONTRACTS
from linhai_analysis.tables.contracts import Column
from linhai_analysis.words import choice_word, word

# Columns are as wide as what stands in them, within these bounds.
NARROW, WIDE = 9, 40


def table_fields(table: str, frame: pd.DataFrame, fields: Sequence[Field] = ()) -> list[Field]:
    """Return given columns of a table of a plan, and the others in which anything stands.

    >>> sources = pd.DataFrame({"source_id": ["S1"], "title": ["年鉴"], "url": [""]})
    >>> [field.key for field in table_fields("sources", sources)]
    ['source_id', 'title']
    """
    given = {field.key for field in fields}
    used = [c for c in CONTRACTS[table] if c.name in frame and not _empty(frame[c.name], c).all()]
    more = [c for c in used if c.name not in given]
    return [*fields, *(Field(c.name, _width(frame[c.name]), text=c.dtype == "str") for c in more)]


def table_rows(
    table: str, frame: pd.DataFrame, fields: Sequence[Field], lang: str
) -> list[list[Any]]:
    """Return the rows of a table of a plan under its columns, as people write them.

    What is left empty is read as it was, and so is a word of theirs in place of a code.

    >>> table = pd.DataFrame({"indicator": ["gdp"], "better": ["up"], "decimals": [-1]})
    >>> table_rows("indicators", table, table_fields("indicators", table), "zh")
    [['gdp', '正向']]
    """
    contract = {column.name: column for column in CONTRACTS[table]}
    cells = []
    for field in fields:
        values, column = frame[field.key], contract[field.key]
        gone = _empty(values, column)
        cells.append(
            ["" if no else _said(cell, column, lang) for cell, no in zip(values, gone, strict=True)]
        )
    return [list(row) for row in zip(*cells, strict=True)]


def _empty(cells: pd.Series, column: Column) -> pd.Series:
    """Which cells say no more than an empty one."""
    return cells.isna() | (cells.eq(column.default) & (not column.must))


def _said(cell: Any, column: Column, lang: str) -> Any:
    """A cell in a word of people, where that is read as the cell."""
    if not isinstance(cell, str | bool):
        return cell
    said = word("yes", lang) if cell is True else choice_word(str(cell), lang)
    return said if column.read(said) == cell else cell


def _width(cells: pd.Series) -> float:
    sizes = [len(str(cell).encode("gb18030")) + 2 for cell in cells]
    return min(max(sizes, default=NARROW), WIDE)
