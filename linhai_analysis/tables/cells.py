"""Reads single cells: text, years, numbers, flags, words of a list."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection
from functools import cache

import numpy as np
import pandas as pd

from linhai_analysis.names import choice_said
from linhai_analysis.sheets.values import MISSING, read_value
from linhai_analysis.text import visible
from linhai_analysis.words import say, spellings

# What is named in charts and headings has so many characters at the most; longer, each chart would
# take minutes. What may be longer holds as much as a cell of a spreadsheet does.
NAME, CELL = 500, 32_767
YES = ("yes", "y", "true", "1", "是")
# What stands in a column of decisions where nothing is decided for the row.
UNDECIDED = ("open", "pending", "待核定", "未核定", "不采用", "未采用")
NO = ("", "no", "n", "false", "0", "否")

# What a spreadsheet takes for a formula when it opens a CSV file: a text that begins so, or with
# a sign and is no number.
FORMULA = re.compile(r"\s*(?:[=@＝＠]|[+＋－-](?!\s*(?:$|\d[\d,.]*\s*%?\s*$)))|[\t\r]")


def cell_text(cell: object) -> str:
    """Return a cell as text that can be seen; a year that Excel stored as 2015.0 is 2015.

    >>> cell_text(2015.0), cell_text(None), cell_text(" 家 ")
    ('2015', '', '家')
    >>> cell_text("a\x07\u202eb"), cell_text("'=1+1"), cell_text("'quoted'")
    ('ab', '=1+1', "'quoted'")
    """
    if isinstance(cell, str):
        text = visible(cell).strip()
        # The apostrophe that marks a text as none that is run is no part of it.
        return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return ""
    if isinstance(cell, float | np.floating):
        if math.isnan(cell):
            return ""
        return str(int(cell)) if float(cell).is_integer() else str(cell)
    return str(cell).strip()


def check_length(text: str, most: int = NAME) -> None:
    """Refuse a text that is longer than it may be.

    >>> check_length("n" * 501)
    Traceback (most recent call last):
    ...
    ValueError: has 501 characters, of which no more than 500 can stand here; write it shorter
    """
    if len(text) > most:
        raise ValueError(say("cell.too_long", count=f"{len(text):,}", most=f"{most:,}"))


def parse_choice(cell: object) -> str:
    """Return one of a few words, written in English or in the Chinese of ``words.csv``.

    >>> parse_choice("Count"), parse_choice("占比")
    ('count', 'share')
    """
    text = unicodedata.normalize("NFKC", cell_text(cell)).lower()
    return _choices().get(text, text)


@cache
def _choices() -> dict[str, str]:
    return {text.lower(): name for text, name in spellings("value.")}


def parse_one_of(words: Collection[str], cell: object) -> str:
    """Return the one of `words` that a cell says.

    >>> parse_one_of(["up", "down"], "Up")
    'up'
    """
    for word in (cell_text(cell), parse_choice(cell)):
        if word in words:
            return word
    raise ValueError(say("cell.not_one_of", words=tuple(map(choice_said, filter(None, words)))))


def parse_year(cell: object) -> int:
    """Return a year from a cell such as ``2015``, ``2015.0``, ``2015年`` or ``2015-12-31``.

    >>> parse_year("2015年"), parse_year("2015-12-31")
    (2015, 2015)
    """
    text = re.sub(r"-\d\d-\d\d(?: \d\d:\d\d:\d\d)?$|年$|\.0$", "", cell_text(cell))
    if not re.fullmatch(r"(?:19|20|21)\d\d", text):
        raise ValueError(say("cell.not_a_year"))
    return int(text)


def parse_start(cell: object) -> int:
    """Return the year from which something holds; 0, from the first, where the cell is empty."""
    return parse_year(cell) if cell_text(cell) not in ("", "0") else 0


def is_missing(cell: object) -> bool:
    """Say whether a cell is empty, or holds a mark for that.

    >>> is_missing(None), is_missing("…"), is_missing("N/A"), is_missing(0)
    (True, True, True, False)
    """
    text = unicodedata.normalize("NFKC", cell_text(cell)).casefold()
    # In a table that somebody filled in, x is a slip.
    return text in MISSING and text != "x"


def parse_number(cell: object) -> float:
    """Return a number from a cell; NaN where the cell is empty, — or the like.

    >>> parse_number("9,835.8"), parse_number("—")
    (9835.8, nan)
    """
    number, *beside = read_value(cell)
    # What stands beside a number has columns of its own in the tables of a plan.
    alone = is_missing(cell) if math.isnan(number) else not any(beside)
    if not alone:
        raise ValueError(say("cell.not_a_number"))
    return number


def is_number(cell: object) -> bool:
    """Say whether a cell holds a plain number, or nothing.

    >>> is_number("9,835.8"), is_number("—"), is_number("120家")
    (True, True, False)
    """
    try:
        parse_number(cell)
    except ValueError:
        return False
    return True


def is_level(cell: object) -> bool:
    """Say whether a cell holds a plain number, or nothing; what has a plus is added to another.

    >>> is_level("120"), is_level("+40"), is_level("-40")
    (True, False, True)
    """
    return is_number(cell) and not cell_text(cell).startswith(("+", "＋"))


def parse_flag(cell: object) -> bool:
    """Return whether a cell says yes; an empty one says no.

    >>> parse_flag("是"), parse_flag("")
    (True, False)
    """
    # Zeros and ones become 0.0 and 1.0 where a cell of their column is empty.
    text = cell_text(cell).lower().removesuffix(".0")
    if text not in YES + NO:
        raise ValueError(say("cell.not_a_flag"))
    return text in YES


def parse_visibility(cell: object) -> str:
    """Return public or internal, also where a column asks whether an indicator is public.

    >>> parse_visibility("内部"), parse_visibility("是"), parse_visibility("")
    ('internal', 'public', '')
    """
    text = parse_choice(cell).removesuffix(".0")
    if text in YES + NO:
        return "public" if text in YES else "internal" * bool(text)
    return parse_one_of(("public", "internal"), cell)


def parse_decision(cell: object) -> str:
    """Return what people wrote when they settled on a row; nothing where they did not.

    >>> parse_decision("经统计局核定"), parse_decision("否"), parse_decision("待核定")
    ('经统计局核定', '', '')
    """
    text = cell_text(cell)
    return "" if text.lower() in (*NO, *UNDECIDED) else text


def parse_decimals(cell: object) -> int:
    """Return a number of decimals; -1 where the cell is empty, or says so as a read table does.

    >>> parse_decimals("2"), parse_decimals("2.0"), parse_decimals(None), parse_decimals(-1)
    (2, 2, -1, -1)
    """
    # Numbers become 2.0 where a cell of their column is empty.
    text = cell_text(cell).removesuffix(".0")
    if not re.fullmatch(r"\d?|-1", text):
        raise ValueError(say("cell.not_decimals"))
    return int(text) if text else -1
