"""Under which headings and names of sheets people write columns and tables.

The spellings are rows of ``words.csv``, in every language: ``column.*`` for a column wherever it
stands, ``heading.<table>.*`` for what means it in one table only, ``table.*`` for a table.
The codebook of the site lists them (``docs/pages/codebook.py``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from linhai_analysis.sheets.plain import HAN, heading_text
from linhai_analysis.tables.contracts import CONTRACTS, columns
from linhai_analysis.words import alternatives, spellings

# What a row may be named by in place of the code of another table's row: the column, and the
# columns whose headings mean it where the table has none of that name.
NAMES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "indicator": ("indicator_name", ("name_zh", "name_en")),
    "geo": ("geo_name", ("geo_name",)),
    "source_id": ("source_name", ("source_name",)),
}


def heading_key(heading: object) -> str:
    """Return a heading without what people write in several ways: case, blanks, full-width forms.

    >>> heading_key(" 属　性 "), heading_key("Base Year "), heading_key("责任单位*")
    ('属性', 'base_year', '责任单位')
    """
    text = heading_text(str(heading).lstrip("\ufeff")).strip(" :*")
    if re.search(f"[{HAN}]", text):
        return re.sub(r"\s", "", text).casefold()
    return re.sub(r"[\s_-]+", "_", text).casefold()


def spelled(table: str) -> list[tuple[str, str]]:
    """Return every heading of a table, as people write it, with its column.

    >>> ("指标代码", "indicator") in spelled("targets"), ("出处", "place") in spelled("targets")
    (True, True)
    """
    names = columns(table)
    pairs = [(name, name) for name in names]
    pairs += [(column.also, column.name) for column in CONTRACTS[table] if column.also]
    known = spellings("column.")
    pairs += [pair for pair in known if pair[1] in names]
    for column, (name, meant) in NAMES.items():
        if column in names and not set(meant) & set(names):
            pairs += [(text, name) for text, one in known if one in meant]
    own = spellings(f"heading.{table}.")
    # What a table means by a heading goes before what it means elsewhere.
    elsewhere = {heading_key(text) for text, _ in own}
    return [pair for pair in pairs if heading_key(pair[0]) not in elsewhere] + list(own)


@cache
def headings_of(table: str) -> dict[str, str]:
    """Return key of a heading -> column, for every heading that a table is read by.

    >>> [key for key, column in headings_of("targets").items() if column == "place"][:4]
    ['place', 'where', 'place_in_plan', '规划位置']
    """
    return {heading_key(text): column for text, column in spelled(table)}


def column_of(heading: object, table: str) -> str:
    """Return the column that a heading means in a table; empty where it means none.

    What stands in brackets behind a heading explains it.

    >>> column_of("Base_Year", "targets"), column_of("指标名称（单位）", "indicators")
    ('base_year', 'name_zh')
    >>> column_of("市长", "geos")
    ''
    """
    known, key = headings_of(table), heading_key(heading)
    return known.get(key) or known.get(re.sub(r"[(\[][^()\[\]]*[)\]]$", "", key), "")


@cache
def _tables() -> dict[str, str]:
    pairs = [*spellings("table."), *((table, table) for table in CONTRACTS)]
    return {heading_key(text): name for text, name in pairs}


def table_called(name: str) -> str:
    """Return the table that a sheet or a file is called; empty where it is called otherwise.

    >>> [table_called(name) for name in ("目标表", "Targets", "重点任务", "封面")]
    ['targets', 'targets', 'tasks', '']
    """
    key = heading_key(name)
    numbered = re.sub(r"^(?:附?表)?[\d一二三四五六七八九十]+[-_.、]*|[_(]?\d+\)?$", "", key)
    return _tables().get(key) or _tables().get(numbered, "")


def is_guide(name: str) -> bool:
    """Say whether a sheet tells people how to fill in the others, so that nobody misses it.

    >>> is_guide("填表说明"), is_guide("说明文件")
    (True, False)
    """
    return heading_key(name) in {heading_key(one) for one in alternatives("form.sheet.guide")}


@cache
def names_rows(tables: tuple[str, ...]) -> frozenset[str]:
    """Return the keys of the headings that name the rows of tables: those of no other list.

    >>> {"指标名称", "任务"} <= names_rows(("indicators", "tasks"))
    True
    """
    telling = {"name_zh", "name_en", "title", *(name for name, _ in NAMES.values())}
    return frozenset(
        key
        for table in tables
        for key, column in headings_of(table).items()
        if column in telling or any(one.must and one.name == column for one in CONTRACTS[table])
    )
