"""Reads years out of headings and cells, with what else a heading says about its figures."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from linhai_analysis.sheets.raised import RAISED

FIRST, LAST = 1600, 2999


@dataclass(frozen=True)
class Year:
    """A year, and what the text says besides.

    `kind` is empty where the figures are those of the whole year, else what they are instead:
    ``growth``, ``target``, ``part`` of a year, ``span`` of several years. `fiscal` years begin in
    the year that is given. `name` is what is left of the text, such as that of a series, `flag` the
    mark of a footnote, `era` the calendar in which the year is written.
    """

    year: int
    status: str = ""
    kind: str = ""
    fiscal: bool = False
    name: str = ""
    flag: str = ""
    era: str = ""


_Y = r"(?:1[6-9]|2\d)\d\d"
_MONTH = r"(?:0?[1-9]|1[0-2])"
MONTHS = (
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
# What is no single year: asked in this order, before a year is looked for.
_OTHER = (
    ("span", re.compile(rf"{_Y}年?(?:及?以[来來前后後]|之[前后後])")),
    ("part", re.compile(rf"{_Y}(?:年度?)?[ -]?(?:Q[1-4]|M{_MONTH}\b|[1-4]季)", re.I)),
    ("part", re.compile(rf"{_Y}(?:年度?)? ?(?:第?[一二三四1-4]季|[上下]半年|前[一二三1-3]个?季)")),
    ("part", re.compile(rf"{_Y}年(?:前?[一二三\d]+(?:-\d+)?个?月|初(?![步值])|中(?:期|$))")),
    ("part", re.compile(rf"{_Y}年?\*?\(?(?:前|1-)?\d+个?月\)?$")),
    ("part", re.compile(rf"(?:^|\d[ -]?){MONTHS}[ -]+{_Y}$|^{_Y}[ -]+{MONTHS}$", re.I)),
    ("part", re.compile(rf"^(?:{_Y} ?\(?)?{MONTHS} ?- ?{MONTHS}\)?(?: ?{_Y})?$", re.I)),
    ("part", re.compile(rf"(?:^|\s){_Y}(?:[-/.]{_MONTH}|[ -]?[HS][12])$")),
    ("part", re.compile(rf"^(?:H[12]|Q[1-4]|YTD)[ -]?{_Y}$|^{_Y} ?\(?YTD\)?$", re.I)),
)
# Dec-20 is a month of 2020: Excel writes it so.
_SHORT = re.compile(rf"{MONTHS}-(\d\d)", re.I)
# All twelve months are the year.
_WHOLE = re.compile(
    r"(?<=\d)年?(?: ?\(?0?1(?:月)?-12个?月\)?| ?\(?全年\)?| ?\(?Jan[a-z.]* ?- ?Dec[a-z.]*\)?)$",
    re.I,
)
_PACKED = re.compile(rf"({_Y})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?")
_DAY = re.compile(
    rf"({_Y})[-/.年]{_MONTH}[-/.月](?:0?[1-9]|[12]\d|3[01])日?(?: \d\d:\d\d(:\d\d)?)?$"
)
# The day before the year: which of both the month is does not matter.
_DAY_FIRST = re.compile(rf"\d\d?([./-])\d\d?\1({_Y})(?: \d\d:\d\d(:\d\d)?)?$")
# Calendars that count from another year, and digits that are words: 二〇一八年.
_ERAS = {"民國": 1911, "民国": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA = re.compile(
    rf"(?:中[華华])?({'|'.join(_ERAS)}) ?(元|\d{{1,3}}) ?(?:年(?! ?[-至到] ?\d)|(?=度?$))"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
# A heading that is spread over its cell: 2 0 1 6 年.
_SPREAD = re.compile(r"(?<!\d)[12](?: \d){3}(?!\d)")
_SPELLED = re.compile(
    r"(?<![〇○零一二三四五六七八九十])[一二][〇○零一二三四五六七八九]{3}(?=[年至到-]|$)"
)
# The mark of a footnote behind a year; compatibility forms would make 20181 of 2018¹ and 2018①.
_NOTED = re.compile(
    rf"(?P<year>.*{_Y}(?:[/-]\d\d)?(?: ?年(?:度|末|底)?)?) ?"
    rf"(?P<mark>[{RAISED}†‡§]+|"
    r"\^ ?\w{1,2}|[(（\[](?:注?\d|[a-dg-oqs-z])[)）\]]|(?:注?\d|[a-z])[)）]|"
    r"(?:\d|[a-dg-oqs-z])/|[a-dg-oqs-z])"
)
# 2018/19 is a fiscal year, 2003-05 are several; 2015-06 is a month.
_MARKED = re.compile(
    rf"(?P<several>(?:FY ?)?(?P<year>{_Y})(?:/(?:{_Y}|\d\d)|-\d\d))(?![\d./月-])(?P<rest>.+)", re.I
)
_FISCAL = re.compile(rf"({_Y})/(\d\d|{_Y})|({_Y})-(\d\d)年?")
# A year at the end or beginning of a text; one in the middle belongs to the text: 2015 prices.
_FOUND = (
    re.compile(rf"(?P<fy>FY ?|CY ?|[XY]|截至)?(?P<year>{_Y})(?!\d)(?! ?= ?100)(?P<rest>.*)", re.I),
    re.compile(
        rf"(?P<rest>.*?[^\d.,:-])(?P<fy>FY ?)?(?P<year>{_Y}) ?(?:年度?末?|年底|年\))?$", re.I
    ),
)
# GDP(2019): a source in brackets inside of others, FAO (2017), is none.
_BRACKETED = re.compile(rf"(?P<rest>[^()]*[^\s()]) ?\((?P<year>{_Y})年?\)")
_MIDDLE = re.compile(rf"(?P<before>[^\d]\S*) (?P<year>{_Y}年\S*) (?P<behind>\S.*)")
_PRICES = re.compile(r"价|prices?\b|=100|constant|基期年|base year", re.I)
_PLAIN = re.compile(
    r"(?:学|财|财政)?年(?:末|底|度|终|份)?(?:实际|完成|实绩|决算|执行|统计|监测|评估|考核)*(?:数值?|值|情况)?|年?(?:基数|基期值?|现状值?)|\[YR\d{4}\]|实际值?|\(?actual\)?|值|数",
    re.I,
)
_GROWTH = re.compile(
    r"增长|增速|同比|增幅|比上年|较上年|升降|增减|环比|change|growth|[±+]/?-?%|yoy|指数\(上年", re.I
)
_TARGET = re.compile(r"目标|规划|^年?[初度]?(?:计划|预算)[数值]?$|target|plan\b", re.I)
# What stands behind a year about its figures -> status of an observation.
_STATUS = (
    (
        "expected",
        re.compile(r"[(\[]?(?:预计|预期|预测|估计|F|forecast|projected|expected)数?[)\]]?", re.I),
    ),
    (
        "preliminary",
        re.compile(
            r"[(\[]?(?:快报|初步|初步核算|初值|暂定|E|P|pr?el?\.?|preliminary|provisional|"
            r"prov\.?|est(?:\.|imated?)?)数?[)\]]?|\*+",
            re.I,
        ),
    ),
    ("revised", re.compile(r"[(\[]?(?:修订|修正|R|rev\.?|revised)数?[)\]]?", re.I)),
    (
        "final",
        re.compile(
            r"(?i:[(\[]?(?:最终|最终核实|核实|final|actuals?)数?[)\]]?|[(\[](?:实际|act\.?)[)\]])|A|\(A\)"
        ),
    ),
)


def read_year(cell: object) -> Year | None:
    """Return the year that a heading or a cell speaks of; None where it speaks of none.

    >>> [read_year(cell).year for cell in (2015.0, "2015年末", "FY2015", "2 0 1 5 年")]
    [2015, 2015, 2015, 2015]
    >>> read_year("2016年(快报)").status, read_year("2015年增长(%)").kind
    ('preliminary', 'growth')
    >>> read_year("2003-05").kind, read_year("2018/19").fiscal, read_year("企业 2014年").name
    ('span', True, '企业')
    >>> read_year("GDP (constant 2015 US$)"), read_year(40)
    (None, None)
    """
    if isinstance(cell, str):
        return _of_text(cell) if len(cell) < 80 else None
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return Year(int(cell)) if FIRST <= cell <= LAST and cell % 1 == 0 else None
    return Year(cell.year) if isinstance(cell, date) and cell == cell else None


def parted_day(cell: object) -> str:
    """Return a day or month in digits alone with its parts; nothing where a cell is none.

    Only where years are looked for: elsewhere such a cell is a number.

    >>> parted_day("20201231"), parted_day(202006), parted_day(202013), parted_day("2020")
    ('2020-12-31', '2020-06', '', '')
    """
    found = _PACKED.fullmatch(str(cell))
    return "-".join(filter(None, found.groups())) if found else ""


@lru_cache(4096)
def _of_text(cell: str) -> Year | None:
    if marked := _NOTED.fullmatch(cell.strip()):
        year = _of_text(marked["year"])
        return year and replace(year, flag=marked["mark"].strip("^()（）[] "))
    text = " ".join(unicodedata.normalize("NFKC", cell).split())
    text = re.sub(r"[–—−~〜]|--", "-", text)
    text = _SPREAD.sub(lambda found: found[0].replace(" ", ""), text)
    text = _SPELLED.sub(lambda found: found[0].translate(_DIGITS), text)
    if era := _ERA.search(text):
        year = _of_text(common_years(text))
        return year and replace(year, era=era[1])
    if not re.search(_Y, text):
        short = _SHORT.fullmatch(text)
        return Year(2000 + int(short[1]), kind="part") if short else None
    text = _WHOLE.sub("年", text)
    if day := _DAY.fullmatch(text) or _DAY_FIRST.fullmatch(text):
        return Year(int(next(one for one in day.groups() if one and len(one) == 4)))
    return _of_several(text) or _at_an_end(re.sub(r"(?<=\d)\.0$", "", text))


def common_years(text: str) -> str:
    """Return a text with the years of other calendars as those of the common one.

    >>> common_years("中華民國107年各縣市"), common_years("令和元年度"), common_years("民國")
    ('2018年各縣市', '2019年度', '民國')
    """
    return _ERA.sub(lambda one: f"{_ERAS[one[1]] + int(one[2].replace('元', '1'))}年", text)


def _of_several(text: str) -> Year | None:
    """A fiscal year, several years, or a part of one."""
    if marked := _MARKED.fullmatch(text):
        year, beside = _of_several(marked["several"]), _with_rest(marked, text)
        if year is None or beside is None or _PRICES.search(text):
            return None
        return replace(beside, fiscal=year.fiscal, kind=beside.kind or year.kind)
    if several := _FISCAL.fullmatch(text.upper().removeprefix("FY").strip()):
        first, last = (int(part) for part in several.groups() if part)
        follows = (first + 1) % 100 == last % 100
        if follows and (several[1] or last > 12):
            return Year(first, fiscal=True)
        if several[1] or last > first % 100:
            return Year(first, kind="span")
    if len(set(re.findall(_Y, text))) > 1 and not _PRICES.search(text):
        return Year(int(re.findall(_Y, text)[0]), kind="span")
    for kind, pattern in _OTHER:
        if found := pattern.search(text):
            return Year(int(re.search(_Y, found[0])[0]), kind=kind)  # type: ignore[index]
    return None


def _at_an_end(text: str) -> Year | None:
    if _PRICES.search(text):
        return None
    if middle := _MIDDLE.fullmatch(text):
        # Of three heading rows: 企业 2014年 总数.
        outer = _at_an_end(middle["year"])
        name = f"{middle['before']} {middle['behind']}"
        growth = "growth" if _GROWTH.search(middle["behind"]) else ""
        return outer and replace(outer, name=name, kind=outer.kind or growth)
    if held := _BRACKETED.fullmatch(text):
        return _at_an_end(f"{held['rest']} {held['year']}年")
    found = next((one for pattern in _FOUND if (one := pattern.fullmatch(text))), None)
    return found and _with_rest(found, text)


def _with_rest(found: re.Match[str], text: str) -> Year | None:
    """The year, and what the text says beside it."""
    year, rest = int(found["year"]), found["rest"].strip(" :,_'-")
    if _GROWTH.search(rest):
        return Year(year, kind="growth", name=rest)
    if _TARGET.search(rest):
        return Year(year, kind="target", name=rest)
    # A2018 is a year of a series A.
    if (status := _status(rest)) and (rest != "A" or found.re is _FOUND[0]):
        return Year(year, status)
    rest = re.sub(rf"^(?:{_PLAIN.pattern})(?=$|\W|[A-Z(*])", "", rest, flags=re.I).strip()
    rest = rest.removeprefix("年").strip() if found["rest"].startswith("年") else rest
    if (status := _status(rest)) and rest != "A":
        return Year(year, status)
    if text.endswith("年)"):
        rest = rest.removesuffix("(")
    # A bracket left open stood around the year: the year belongs to the text.
    whole = rest.count("(") == rest.count(")")
    return Year(year, name=rest) if whole and not rest.isdigit() else None


def _status(said: str) -> str:
    """The status of which a text beside a year speaks; nothing where it speaks of none."""
    word = said.removesuffix("/")
    return next((status for status, pattern in _STATUS if pattern.fullmatch(word)), "")
