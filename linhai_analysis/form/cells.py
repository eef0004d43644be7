"""Puts the tables of a plan onto sheets, as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from linhai_analysis.form.columns import Field
from linhai_analysis.tables import CONTRACTS
from linhai_analysis.tables.contracts import Column
from linhai_analysis.words import choice_word, speaks, word

# Columns are as wide as what stands in them, within these bounds.
NARROW, WIDE = 9, 40


# Ids by which people know the rows, and what is quoted: these stand with the rest in any language.
EVERYWHERE = ("source_id", "task_id", "url", "printed")
# What calls an indicator by its name where a table has its code.
NAME = Column("indicator_name")


def table_fields(
    table: str, frame: pd.DataFrame, lang: str, fields: Sequence[Field] = ()
) -> list[Field]:
    """Return given columns of a table of a plan, and the others in which anything stands.

    >>> sources = pd.DataFrame({"source_id": ["S1"], "title": ["年鉴"], "title_en": ["Yearbook"]})
    >>> [(field.key, field.apart) for field in table_fields("sources", sources, "zh")]
    [('source_id', False), ('title', False), ('title_en', True)]
    """
    given = {field.key for field in fields}
    contract = _contract(table)
    said = {name: _texts(frame[name], contract[name], lang) for name in frame if name in contract}
    more = [
        Field(name, 0, text=contract[name].dtype == "str", about=f"{table}.{name}")
        for name, texts in said.items()
        if texts and name not in given
    ]
    wide = [one._replace(width=_width(said[one.key], one.head(lang))) for one in more]
    told = [one._replace(apart=_apart(said[one.key], one.key, lang)) for one in (*fields, *wide)]
    if all(one.apart for one in told):
        # Where nothing can be read in the language, it is shown in the other.
        told = [one._replace(apart=False) for one in told]
    places = {one.key: n for n, one in enumerate(told)}
    # What says the same in the language stands in the place of the other.
    return sorted(
        told,
        key=lambda one: (one.apart, places.get(one.key.removesuffix(f"_{lang}"), places[one.key])),
    )


def by_name(frame: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Return a table that calls the indicators by their names, if all of them have one."""
    if "indicator" not in frame or "better" in frame:
        return frame
    said = frame["indicator"].map(names).fillna("")
    if said.eq("").any():
        return frame
    return frame.assign(indicator=said).rename(columns={"indicator": NAME.name})


def _contract(table: str) -> dict[str, Column]:
    return {column.name: column for column in (*CONTRACTS[table], NAME)}


def _texts(cells: pd.Series, column: Column, lang: str) -> list[str]:
    """What stands in a column, as people write it."""
    return [str(_said(cell, column, lang)) for cell in cells[~_empty(cells, column)]]


def _apart(texts: Sequence[str], key: str, lang: str) -> bool:
    """Whether most of what is said in a column cannot be read in a language."""
    words = [text for text in texts if any(map(str.isalpha, text))]
    foreign = 2 * sum(not speaks(text, lang) for text in words) > len(words)
    return foreign and key not in EVERYWHERE


def table_rows(
    table: str, frame: pd.DataFrame, fields: Sequence[Field], lang: str
) -> list[list[Any]]:
    """Return the rows of a table of a plan under its columns, as people write them.

    What is left empty is read as it was, and so is a word of theirs in place of a code.

    >>> table = pd.DataFrame({"indicator": ["gdp"], "better": ["up"], "decimals": [-1]})
    >>> table_rows("indicators", table, table_fields("indicators", table, "zh"), "zh")
    [['正向', 'gdp']]
    """
    contract = _contract(table)
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


def _width(texts: Sequence[str], head: str) -> float:
    """As wide as the texts, within bounds, and as every word of the heading."""
    sizes = [len(text.encode("gb18030")) + 2 for text in (*texts, *head.split() * head.isascii())]
    return min(max(sizes, default=NARROW), WIDE)
