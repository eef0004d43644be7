"""Finds the unit of figures: in brackets behind a name, in a line above the table, in a column."""

from __future__ import annotations

import re
from collections.abc import Iterable

from linhai_analysis.sheets.plain import HAN
from linhai_analysis.text import UNIT_NOUNS

_COUNTED = "|".join(UNIT_NOUNS) + (
    "|人次|个|项|篇|所|名|台|套|只|头|箱|亩|平方米|平方公里|公里|千米|米|升|千瓦时|千瓦|度|倍|次|种|册|份|"
    "小时|天|辆|艘|处|座|床|张|微克|毫克|克|公斤|千克|立方米|公顷|吨标准煤"
)
_ENGLISH = (
    r"(?:(?:100 million|10[, ]?000|1[, ]?000|thousand|million|billion) )?"
    rf"(?:{'|'.join(UNIT_NOUNS.values())}|units?|items?|cases?|sets?|papers?|man-years?|"
    r"kwh|sq\.? ?k?m|per ?cent)(?: per .+)?"
)
_SIGNS = (
    rf"%|‰|%\s+of\b.*|[μµm]?g/(?:m[³3]|l)|个百分点|[十百千万亿]*(?:{_COUNTED})(?:/.+)?|"
    r".*\bUS\$|US\$.*|per .*|"
    r"(?:(?:mill?|bn|mio|mrd|tsd)\.?|thousands?|millions?|billions?)(?: \w+)?|EUR|USD|CNY|RMB"
)
_UNIT = re.compile(f"{_SIGNS}|{_ENGLISH}", re.I)
# Words such as firms may be headings where no brackets say that they are units.
_BARE = re.compile(f"{_SIGNS}|[十百千万亿]+", re.I)
_BRACKETS = re.compile(r"\(([^()]*)\)$")
# In English once more: 企业数(个) Number of Enterprises (unit), 单位:亿元(100 million yuan).
_TRANSLATED = re.compile(rf"[{HAN}]\(([^()]*)\)(?= [A-Za-z])")
_AGAIN = re.compile(rf"(?<=[{HAN}%])[ /;]*(?:\([A-Za-z\d ,]+\)?|units? ?:.*)$", re.I)
_ABOVE = re.compile(
    r"\(?(?:计量|金额|数据|货币)?单位\s*[::]\s*(?P<unit>.+?)\)?|\(?units?\s*:\s*(?P<english>.+?)\)?",
    re.I,
)
_SEVERAL = re.compile(r"[、,.;,]|\s和\s")
# What the multipliers of SDMX and of the goals of the United Nations say.
_SCALES = {"0": "", "": "", "units": "", "unit": "", "1": "10", "2": "100"}
_WORDS = {"3": "thousands", "6": "millions", "9": "billions", "12": "10^12"}


def is_unit(text: str) -> bool:
    """Say whether a text behind a number, or under a heading, is a unit or how many of it.

    >>> is_unit("亿元"), is_unit("万"), is_unit("个百分点"), is_unit("左右"), is_unit("m")
    (True, True, True, False, False)
    """
    return bool(_BARE.fullmatch(text))


def unit_in(name: str) -> str:
    """Return the unit that stands in brackets at the end of a name; nothing where none does.

    >>> unit_in("Jobs (10,000 persons)")
    '10,000 persons'
    >>> unit_in("研发经费支出(亿元)"), unit_in("R&D (% of GDP)"), unit_in("Adults (18+ years old)")
    ('亿元', '% of GDP', '')
    >>> unit_in("PM2.5浓度(微克/立方米)"), unit_in("PM2.5 (μg/m³)")
    ('微克/立方米', 'μg/m³')
    >>> unit_in("Enterprises (unit)"), unit_in("企业数(个) Number of Enterprises (unit)")
    ('unit', '个')
    """
    found = _TRANSLATED.search(name) or _BRACKETS.search(name)
    return found[1] if found and _UNIT.fullmatch(found[1].strip()) else ""


def unit_above(lines: Iterable[str]) -> str:
    """Return the one unit that a line above a table gives to all of its figures.

    >>> unit_above(["标题", "单位:亿元"]), unit_above(["单位:个.亿元"])
    ('亿元', '')
    >>> unit_above(["(单位:万元)"]), unit_above(["单位:亿元(100 million yuan)"])
    ('万元', '亿元')
    >>> unit_above(["填报单位:科技局"])
    ''
    """
    found = [match for line in lines if (match := _ABOVE.fullmatch(line))]
    said = [_AGAIN.sub("", match["unit"] or match["english"]) for match in found]
    units = [f"{one})" if one.count("(") > one.count(")") else one for one in said]
    return units[0].strip() if len(units) == 1 and not _SEVERAL.search(units[0]) else ""


def scaled(unit: str, multiplier: str) -> str:
    """Return a unit with its multiplier, which is not applied to the figures.

    >>> scaled("USD", "6"), scaled("", "Thousands"), scaled("%", "Units")
    ('millions USD', 'thousands', '%')
    """
    word = multiplier.strip().casefold().removesuffix(".0")
    scale = _SCALES.get(word, _WORDS.get(word, word))
    return f"{scale} {unit}".strip()
