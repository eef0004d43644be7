"""The column contract of every table: columns, parsers, defaults, allowed words, keys."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from linhai_analysis.tables.assumed import ASSUMPTIONS, QUALITIES, read_amount
from linhai_analysis.tables.cells import (
    CELL,
    NAME,
    cell_text,
    parse_decimals,
    parse_decision,
    parse_flag,
    parse_number,
    parse_one_of,
    parse_start,
    parse_visibility,
    parse_year,
)
from linhai_analysis.targets import BASES, KINDS, RANGE, RELATIONS
from linhai_analysis.words import in_languages, say

# How far the publication of an observation had come.
RELEASES = ("final", "first_release", "preliminary", "revised", "derived")

# What a figure counts: what came in the year, all since the plan began, or what was there at its
# end.
COUNTED = ("in_year", "running", "stock")

# What an approved change did to a target that replaces no other.
CHANGES = ("added", "dropped")

# What follows from the figures of a plan and may be worded by a row.
FACTS = (
    "implied_denominator",
    "nearly_met",
    "later_level",
    "numerator_needed",
    "part_share",
    "part_share_target",
    "rest",
    "rest_falls",
    "no_class",
    "class_scope",
)

EMPTY = say("cell.empty")

# Texts that are no names: they may be as long as a cell of a spreadsheet.
LONG = "note reason statement caveat task progress evidence problem url decided value"
_LONG = {name for text in LONG.split() for name in (text, *in_languages(text))}


class Column(NamedTuple):
    """What a column holds, how a cell of it is read, and what an empty or missing one means."""

    name: str
    read: Callable[[str], Any] = cell_text
    dtype: str = "str"
    default: Any = ""
    must: bool = False
    also: str = ""  # a heading of earlier versions, still read

    @property
    def longest(self) -> int:
        """How many characters a cell has at the most.

        >>> Column("name_zh").longest, Column("note_zh").longest
        (500, 32767)
        """
        return CELL if self.name in _LONG else NAME


def _filled(cell: str) -> str:
    if not cell:
        raise ValueError(EMPTY)
    return cell


def _name(column: str) -> Column:
    return Column(column, _filled, must=True)


def _texts(columns: str) -> tuple[Column, ...]:
    return tuple(Column(column) for column in columns.split())


def _translated(column: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in in_languages(column))


def _year(column: str) -> Column:
    return Column(column, parse_year, "int64", must=True)


def _late_year(column: str) -> Column:
    return Column(column, parse_start, "int64", 0)


def _number(column: str, must: bool = False) -> Column:
    return Column(column, parse_number, "float64", math.nan, must)


def _flag(column: str) -> Column:
    return Column(column, parse_flag, "bool", False)


def _choice(column: str, words: Collection[str], default: str = "", must: bool = False) -> Column:
    return Column(column, partial(parse_one_of, words), "str", default, must)


PLACE = Column("place", also="where")
DECIDED = Column("decided", parse_decision)

CONTRACTS: Mapping[str, tuple[Column, ...]] = {
    # What is measured: the codebook. An indicator with a numerator is that, divided by the
    # denominator, times 100 where its unit is %.
    "indicators": (
        _name("indicator"),
        *_translated("name"),
        Column("unit"),
        _choice("kind", KINDS, must=True),
        _choice("better", ("up", "down"), must=True),
        Column("decimals", parse_decimals, "int64", -1),
        _choice("counted", COUNTED),
        *_texts("field parent numerator denominator owner"),
        Column("visibility", parse_visibility),
        *_texts("note note_zh"),
    ),
    # `target` may be left out where `printed` can be read.
    "targets": (
        Column("target_id"),
        _name("indicator"),
        _year("base_year"),
        _year("target_year"),
        _number("target"),
        _number("target_high"),
        _choice("basis", BASES),
        _choice("relation", (*RELATIONS, RANGE)),
        _choice("attribute", ("binding", "expected")),
        *_texts("printed printed_name"),
        PLACE,
        _flag("main"),
        DECIDED,
        Column("replaces"),
        _choice("change", CHANGES),
        *_texts("decided_by decided_on source_id"),
    ),
    # `geo` is empty for the plan's own place.
    "observations": (
        Column("geo"),
        _name("indicator"),
        _year("year"),
        _number("value", must=True),
        Column("unit"),
        _choice("status", RELEASES, "final"),
        _choice("counted", COUNTED),
        _flag("break"),
        *_texts("scope scope_zh source_id released"),
        PLACE,
        *_texts("printed printed_name"),
        DECIDED,
        *_texts("decided_by decided_on note note_zh"),
    ),
    # Grades: A official, B repost, C secondary copy.
    "sources": (
        _name("source_id"),
        *_texts("title title_en publisher publisher_en published url"),
        _choice("reliability", ("A", "B", "C")),
        *_texts("original note note_zh"),
    ),
    # Goals in words; `status` stays empty until somebody judges them.
    "tasks": (
        _name("task_id"),
        PLACE,
        Column("field"),
        _name("task"),
        *_texts("task_en owner due status progress evidence problem"),
    ),
    # The first row is the plan's own place.
    "geos": (_name("geo"), *_translated("name")),
    # What people settled of values that contradict each other, row by row; filled into the tables
    # of figures and targets (``plan.settled``). `matter` is the kind of what differs.
    "settled": (
        _name("indicator"),
        _year("year"),
        *_texts("number matter adopted decided decided_by decided_on source_id note signed"),
    ),
    # What a scenario assumes of one indicator, from a year on; several years are stages. The
    # first row that has names says how people read the scenario's.
    "scenarios": (
        _name("scenario"),
        *_translated("name"),
        _name("indicator"),
        _choice("assumption", ASSUMPTIONS, must=True),
        Column("value"),
        _late_year("from_year"),
        *_texts("low high reason reason_zh"),
        _choice("quality", QUALITIES),
    ),
    # What a fact that follows from the plan's figures assumes (growth a year, and the range of
    # yearly price change on top of it), and how this plan words it: words in braces, such as
    # {year}, are filled in; where a text is empty, the general one stands.
    "facts": (
        _choice("fact", FACTS, must=True),
        _name("indicator"),
        *(
            Column(name, partial(read_amount, "rate"), "float64", math.nan)
            for name in ("growth", "low", "high")
        ),
        *_translated("statement"),
        *_translated("caveat"),
        PLACE,
        *_texts("source_id note"),
    ),
    # Figures as a plan prints them: the raw table that ``linhai build`` reads.
    "figures": (
        _name("indicator"),
        _choice("role", ("baseline", "target"), must=True),
        _late_year("base_year"),
        _year("year"),
        _name("printed"),
        _choice("part", ("1", "2", "3")),
        Column("printed_name"),
        PLACE,
        _flag("main"),
        _name("source_id"),
        *_texts("note note_zh"),
    ),
}
REQUIRED = ("indicators", "targets", "observations")
KEYS = {
    "indicators": ["indicator"],
    "targets": ["target_id"],
    "observations": ["geo", "indicator", "year", "source_id", "status"],
    "sources": ["source_id"],
    "tasks": ["task_id"],
    "geos": ["geo"],
    "settled": ["indicator", "year", "matter", "adopted", "note"],
    "scenarios": ["scenario", "indicator", "from_year"],
    "facts": ["fact", "indicator", "growth"],
    "figures": ["role", "indicator", "year", "place"],
}


def columns(table: str) -> list[str]:
    """Return the columns of a table, in order.

    >>> columns("geos")
    ['geo', 'name_en', 'name_zh']
    """
    return [column.name for column in CONTRACTS[table]]


def required(table: str) -> list[str]:
    """Return the columns that a table cannot do without.

    >>> required("observations")
    ['indicator', 'year', 'value']
    """
    return [column.name for column in CONTRACTS[table] if column.must]


def choices(table: str) -> list[str]:
    """Return the columns of a table that hold one of a few words.

    >>> choices("indicators")
    ['kind', 'better', 'counted']
    """
    return [c.name for c in CONTRACTS[table] if getattr(c.read, "func", None) is parse_one_of]


def empty(table: str) -> pd.DataFrame:
    """Return a table without rows, with the columns and types of its contract."""
    return pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in CONTRACTS[table]})
