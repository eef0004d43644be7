"""The one table of the lesson: ``exercises.csv``, a row for whatever is said or computed.

Columns: the exercise (empty where a row belongs to the whole lesson), what the row is, its name, a
value, a tolerance, how a number varies with a student's seed, and the text in every language. The
rows of an exercise are ``question`` (its name is the part of the lesson), ``answer`` (its name is
the unit; a formula, or a word), ``hint``, ``solution``, ``place`` (where the numbers stand), and
each ``mistake`` with its reply. A mistake is a formula, so that it is one under every seed; with a
``%`` behind it, only where that sign was written; ``number`` is any other number.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from unicodedata import normalize

from linhai_analysis.errors import UnknownNameError
from linhai_analysis.text import fixed
from linhai_analysis.words import say

PLACE = re.compile(r"\{(\w+)(?::(g|\.)(\d)f?)?\}")


class Row(NamedTuple):
    """A row of the table, as it is written there."""

    exercise: str
    row: str
    name: str
    value: str
    tolerance: str
    varies: str
    en: str
    zh: str

    def text(self, lang: str, given: Mapping[str, object]) -> str:
        """Return the text in a language, with numbers filled in."""
        return filled(getattr(self, lang), given)


@cache
def table() -> tuple[Row, ...]:
    """Return all rows, in their order."""
    text = files("linhai_analysis.lesson").joinpath("exercises.csv").read_text(encoding="utf-8")
    return tuple(Row(**line) for line in csv.DictReader(text.splitlines()))


def rows(kind: str, exercise: str = "") -> Iterator[Row]:
    """Return the rows of a kind, of an exercise or of the whole lesson.

    >>> [row.name for row in rows("part")][:3]
    ['guess', 'paper', 'slider']
    """
    return (row for row in table() if row.row == kind and row.exercise == exercise)


def row_of(kind: str, exercise: str = "", name: str = "") -> Row:
    """Return the one row of a kind, of an exercise, or of a name."""
    return next(row for row in rows(kind, exercise) if name in ("", row.name))


def exercise_ids(part: str = "") -> list[str]:
    """Return what the exercises are called, of a part of the lesson or all.

    >>> exercise_ids()[:2], exercise_ids("pairs")
    (['1a', '2a'], ['2a', '2b', '3a'])
    """
    asked = (row for row in table() if row.row == "question")
    return [row.exercise for row in asked if part in ("", row.name)]


def check_exercise(name: str) -> str:
    """Return the name of an exercise as the table writes it, or raise with the nearest one.

    >>> check_exercise(" 1A"), check_exercise("１ａ")
    ('1a', '1a')
    """
    known = exercise_ids()
    if (asked := normalize("NFKC", str(name)).strip().lower()) not in known:
        raise UnknownNameError(say("kind.exercise"), str(name), known)
    return asked


def filled(text: str, given: Mapping[str, object]) -> str:
    """Return a text with numbers filled in: ``{x}`` to two decimals at most, ``{x:.2f}`` to
    exactly two, ``{x:g4}`` to four at most.

    >>> filled("{a} {b:.1f} {b:g4} {c}", {"a": 60.0, "b": 1.23456, "c": "x"})
    '60 1.2 1.2346 x'
    """
    return PLACE.sub(lambda found: _shown(given[found[1]], found[2], int(found[3] or 2)), text)


def _shown(value: object, kind: str | None, decimals: int) -> str:
    if isinstance(value, str):
        return value
    text = fixed(float(value), decimals)  # type: ignore[arg-type]
    return text if kind == "." or "." not in text else text.rstrip("0").rstrip(".")


def said(name: str, lang: str, **given: object) -> str:
    """Return a text of the whole lesson.

    >>> said("check", "zh")
    '检查'
    """
    return row_of("text", name=name).text(lang, given)
