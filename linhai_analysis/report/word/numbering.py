"""Numbers of headings and of points: 一、（一）1. in Chinese, 1 and 1.1 in English."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from linhai_analysis.report.word.elements import element
from linhai_analysis.report.word.styles import HEADINGS, style_id
from linhai_analysis.words import LANGUAGES


class Level(NamedTuple):
    """How a level counts and what stands around its number."""

    counts: str
    text: str
    after: str = "nothing"


ZERO = "零"
DIGITS = f"{ZERO}一二三四五六七八九"
HAN, DECIMAL = "chineseCountingThousand", "decimal"
CHINESE = (Level(HAN, "%1、"), Level(HAN, "（%2）"), Level(DECIMAL, "%3."))
ENGLISH = tuple(
    Level(DECIMAL, text, "space") for text in ("%1", "%1.%2", "%1.%2.%3")
)  # fmt: skip
POINTS = {True: Level(DECIMAL, "%1."), False: Level("bullet", "•", "tab")}


def heading_levels(lang: str) -> tuple[Level, ...]:
    """The levels of headings."""
    return CHINESE if LANGUAGES[lang].han else ENGLISH


def heading_number(numbers: tuple[int, ...], lang: str) -> str:
    """What Word sets before the heading with these numbers, for where it is listed.

    >>> heading_number((2,), "zh"), heading_number((2, 13), "zh"), heading_number((2, 3), "en")
    ('二、', '（十三）', '2.3 ')
    """
    level = heading_levels(lang)[len(numbers) - 1]
    text = level.text
    for place, number in enumerate(numbers, 1):
        counted = chinese_number(number) if level.counts == HAN else str(number)
        text = text.replace(f"%{place}", counted)
    return text + (" " if level.after == "space" else "")


def chinese_number(number: int) -> str:
    """A number from 1 to 9,999 in Chinese characters.

    >>> [chinese_number(n) for n in (1, 10, 13, 20, 21)]
    ['一', '十', '十三', '二十', '二十一']
    >>> [chinese_number(n) for n in (100, 101, 110, 213, 1004, 2000)]
    ['一百', '一百零一', '一百一十', '二百一十三', '一千零四', '二千']
    """
    pairs = zip(f"{number:04d}", ("千", "百", "十", ""), strict=True)
    parts = (DIGITS[int(digit)] + unit if digit != "0" else ZERO for digit, unit in pairs)
    text = re.sub(f"{ZERO}+", ZERO, "".join(parts)).strip(ZERO)
    return text.removeprefix("一") if text.startswith("一十") else text


def headings_list(number: int, lang: str, tied: bool) -> Any:
    """The definition of the numbers of headings, tied to our styles or to none."""
    levels = [
        _level(depth, level, element("pStyle", val=style_id(name)) if tied else None)
        for depth, (level, name) in enumerate(zip(heading_levels(lang), HEADINGS, strict=True))
    ]
    return _list(number, levels, "multilevel")


def points_list(number: int, lang: str) -> Any:
    """The definition of the numbers, or dots, of points."""
    level = POINTS[LANGUAGES[lang].han]
    indent = element("ind", left=360, hanging=240) if level.after == "tab" else None
    return _list(number, [_level(0, level, None, indent)], "singleLevel")


def _list(number: int, levels: list[Any], kind: str) -> Any:
    return element(
        "abstractNum", element("multiLevelType", val=kind), *levels, abstractNumId=number
    )


def _level(depth: int, level: Level, style: Any, indent: Any = None) -> Any:
    return element(
        "lvl",
        element("start", val=1),
        element("numFmt", val=level.counts),
        style,
        element("suff", val=level.after),
        element("lvlText", val=level.text),
        element("lvlJc", val="left"),
        element("pPr", indent) if indent is not None else None,
        ilvl=depth,
    )


def counted_list(number: int, definition: int, again: bool = True) -> Any:
    """A list that counts after a definition, from 1 `again`."""
    start = element("lvlOverride", element("startOverride", val=1), ilvl=0) if again else None
    return element("num", element("abstractNumId", val=definition), start, numId=number)
