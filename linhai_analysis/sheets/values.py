"""Reads the cells of figures: numbers however they are written, marks of missing ones, flags."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from numbers import Real
from typing import NamedTuple

from linhai_analysis.arguments import as_float
from linhai_analysis.sheets.raised import RAISED
from linhai_analysis.sheets.units import is_unit
from linhai_analysis.words import say

_MARKS = """- -- --- — —— – − ... .. . : / \\ x na n/a n.a. n.a nan none null nil
nd n.d. n.d (-) (—) (–) ......
空 无 缺 缺失 暂无 未统计 待统计 无数据 不详 未公布 待定 待公布
#n/a #div/0! #ref! #value! #name? #null! #num!"""
MISSING = frozenset({"", "#n/a n/a", *_MARKS.split()})
# What statistics offices write behind a number, and sets of such letters: 12.3 be.
_LETTERS = "bcdefinprsuz"
_GROUPED = (
    # A leading zero groups nothing: its comma is a decimal one.
    r"0,\d+",
    r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?",
    r"[1-9]\d?(?:,\d\d)+,\d{3}(?:\.\d*)?",
    r"\d{1,3}(?:['’]\d{3})+(?:\.\d*)?",
    r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?",
    r"\d{1,3}(?:\.\d{3})+,\d+",
    r"\d{1,3}(?:\.\d{3}){2,}",
    r"\d+\.?\d*|\.\d+",
)
_SIGNS = str.maketrans("−﹣－‒–—＋﹢", "------++")
# Longer ones may be infinite.
PLAIN = re.compile(r"[+-]?\d{1,300}(?:\.\d+)?")
_WRITTEN = re.compile(
    rf"(?P<sign>[+-]? ?)(?P<number>{'|'.join(_GROUPED)})(?P<power>e[+-]?\d+)?(?P<percent> ?%)?"
    rf"(?P<flag>(?: ?[bepr]| [{_LETTERS}]{{1,3}}| ?\*+| ?\^ ?\w+| ?\[\w+\]| ?#| ?\([^()]+\))?)",
    re.I,
)
# Compatibility forms would make ten times as much of 60¹ and 60①.
_RAISED = re.compile(rf"(?<=.)[{RAISED}†‡§]+$")
_NOTED = re.compile(rf"[{_LETTERS}a]{{1,2}}|\d|注\d?", re.I)
# -12.3 is written so in accounts and in Japan.
NEGATIVE = ("()", "▲", "△", "▼")
_NEGATIVE = re.compile(r"\((?P<inside>\d[\d.,' ]*)\)|(?P<mark>[▲△▼]) ?(?P<behind>\d[\d.,' ]*)")
# No figure: less than what is seen, or more than can be told.
_BOUND = re.compile(r"[<>≤≥＜＞] ?=? ?\d[\d.,]* ?%?")
_CURRENCY = re.compile(r"(?P<unit>US\$|HK\$|[$¥€£]) ?(?P<number>\d[\d.,' ]*)")
_UNITED = re.compile(r"(?P<number>[+-]? ?\d[\d.,' ]*?) ?(?P<unit>[^\d\s.,'()%-].*)")
# In front of a number: a mark of a footnote, a flag in brackets, or that it is about so much.
_BEFORE = re.compile(
    r"(?P<mark>[*†‡§#※]+|\([bepr]\)|(?-i:[bepr] )|"
    r"≈|~|约为?|大约|近|about|approx(?:\.|imately)?|circa|ca?\.) ?"
    r"(?P<number>[-+.\d].*)",
    re.I,
)
_ABOUT = re.compile(r"(?P<number>.*\S) ?(?P<mark>左右|上下)")
_INFINITE = re.compile(r"[+-]?inf(inity)?", re.I)


class Value(NamedTuple):
    """A number, NaN where it is missing, whether it is per cent, and what stands beside it.

    A negative number in brackets or behind a triangle has that of ``NEGATIVE`` for its `flag`.
    """

    number: float
    percent: bool = False
    flag: str = ""
    unit: str = ""


_MISSED = Value(math.nan)

# What a flag or a column of the status says -> status of an observation, and whether it breaks.
_WORDS: dict[tuple[str, bool], str] = {
    ("", True): "b|break|break in series|time series break",
    ("preliminary", False): "e|p|estimated|estimate|estimated value|provisional|provisional value|"
    "preliminary|preliminary value|快报|快报数|初步|初步数|估计|估算|暂定|初步核算数",
    ("expected", False): "f|forecast|projected|预计|预测|预计数",
    ("revised", False): "r|revised|修订|修订数|修正",
    ("", False): "|a|normal|normal value|undefined",
}
STATUS = {word: meaning for meaning, words in _WORDS.items() for word in words.split("|")}


def read_value(cell: object) -> Value:
    """Return what a cell says; raise where it is no number.

    >>> [read_value(cell).number for cell in ("9,835.8", "１.０８", "−3", "1 234", 4)]
    [9835.8, 1.08, -3.0, 1234.0, 4.0]
    >>> read_value("15.2%"), read_value("12.3 b").flag, read_value("60（快报）").flag
    (Value(number=15.2, percent=True, flag='', unit=''), 'b', '快报')
    >>> read_value("12.5亿元")[::3], read_value("(1,234.5)")[::2], read_value("<0.1")[::2]
    ((12.5, '亿元'), (-1234.5, '()'), (nan, '<0.1'))
    >>> [read_value(cell)[::2] for cell in ("*12.3", "≈12", "约1,200", "1400左右", "(p) 9.5")]
    [(12.3, '*'), (12.0, '≈'), (1200.0, '约'), (1400.0, '左右'), (9.5, 'p')]
    """
    if cell is None:
        return _MISSED
    if isinstance(cell, str):
        return Value(float(cell)) if PLAIN.fullmatch(cell) else _of_text(cell)
    if isinstance(cell, Real) and not isinstance(cell, bool):
        if math.isinf(as_float(cell)):
            raise ValueError(say("cell.infinite"))
        return Value(float(cell))
    if str(cell) in ("<NA>", "NaT", "nan", "NaN"):
        return _MISSED
    try:
        return Value(float(cell if not isinstance(cell, bool) else "x"))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise ValueError(say("cell.not_a_number")) from None


@lru_cache(4096)
def _of_text(cell: str) -> Value:
    raised = _RAISED.search(cell.strip())
    mark = raised[0] if raised else ""
    text = unicodedata.normalize("NFKC", cell.strip().removesuffix(mark))
    text = " ".join(text.split())
    if text.casefold() in MISSING:
        return Value(math.nan, False, text if text.startswith("#") else mark)
    if text.startswith("=") and len(text) > 1:
        raise ValueError(say("read.formula"))
    if re.fullmatch(r"[*#†‡~]+|\[[a-z]{1,4}\]|\([a-z]{1,3}\)|[cdsz]", text + mark, re.I):
        # What statistics offices write for a figure that they keep back.
        return Value(math.nan, False, text + mark)
    if (gap := re.fullmatch(rf"(?::|\.\.|-) ?\(?([{_LETTERS}]{{1,3}})\)?", text)) is not None:
        return Value(math.nan, False, gap[1])
    if _INFINITE.fullmatch(text):
        raise ValueError(say("cell.infinite"))
    if _BOUND.fullmatch(text):
        return Value(math.nan, False, text)
    found = _WRITTEN.fullmatch(text.translate(_SIGNS))
    if not found:
        return _beside(text.translate(_SIGNS))
    flag = found["flag"].strip(" ()[]^") or mark
    # In brackets may stand a unit, which says how much: 5 (100 million).
    if found["flag"].endswith(")") and not _NOTED.fullmatch(flag) and flag.casefold() not in STATUS:
        raise ValueError(say("cell.not_a_number"))
    number = found["sign"].strip() + _digits(found["number"]) + (found["power"] or "")
    return _finite(number, bool(found["percent"]), flag)


def _beside(text: str) -> Value:
    """A number with its unit, behind a mark, or that is negative without a sign."""
    if (below := _NEGATIVE.fullmatch(text)) is not None:
        value = _of_text((below["inside"] or below["behind"]).strip())
        return value._replace(number=-value.number, flag=below["mark"] or "()")
    if (about := _BEFORE.fullmatch(text) or _ABOUT.fullmatch(text)) is not None:
        value = _of_text(about["number"])
        if value.flag or math.isnan(value.number):
            raise ValueError(say("cell.not_a_number"))
        return value._replace(flag=about["mark"].strip(" ()"))
    found = _CURRENCY.fullmatch(text) or _UNITED.fullmatch(text)
    if found is None or not (found.re is _CURRENCY or is_unit(found["unit"])):
        raise ValueError(say("cell.not_a_number"))
    return _of_text(found["number"].strip())._replace(unit=found["unit"])


def _finite(text: str, percent: bool = False, flag: str = "") -> Value:
    """The value of a text in digits, unless it is too large for any number."""
    number = float(text)
    if math.isinf(number):
        raise ValueError(say("cell.infinite"))
    return Value(number, percent, flag)


def _digits(written: str) -> str:
    """A number without its thousands, its decimals behind a point."""
    if written.startswith("0,"):
        return written.replace(",", ".")
    decimal = re.search(r"[.,]\d*$", written)
    grouped = re.search(r"[ ,'’]|\..*\.|\..*,", written)
    if not grouped:
        return written
    last = decimal[0] if decimal else ""
    # 9,835 and 1.234.567 end in thousands, 9,835.8 and 9 835,8 in decimals.
    same = last[:1] and written.count(last[0]) > 1
    ends = last[:1] == "," and not re.search(r"[ .]", written)
    tail = "" if same or ends else last
    whole = written.removesuffix(tail) if tail else written
    return re.sub(r"[^\d]", "", whole) + ("." + tail[1:] if tail[1:] else "")
