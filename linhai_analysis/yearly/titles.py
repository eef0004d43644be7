"""The year of a table of one year: what its title, its sheet and its file say of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from linhai_analysis.errors import DataError
from linhai_analysis.sheets.units import unit_above
from linhai_analysis.sheets.years import MONTHS, common_years
from linhai_analysis.words import Sentence, say
from linhai_analysis.yearly.kinds import Table

_Y = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_MONTH = r"(?:0?[1-9]|1[0-2])"
# The day on which a table was filled in is not the year of its figures.
_FILLED_IN = re.compile(r"日期|时间|有效期|制表|填报|更新|发布|印发|updated|printed|date\b", re.I)
# Years of yearbooks, documents, prices, standards and versions: not those of the figures.
_OTHERS = re.compile(
    rf"《[^》]*(?:年鉴|标准|分类|办法|规划|通知|意见|纲要|汇编)[^》]*》|年鉴\W*{_Y}|"
    rf"{_Y}年?(?:[^\W\d]*统计)?年鉴|yearbook\W*{_Y}|{_Y} (?:\w+ )*yearbook|"
    rf"[〔\[(]{_Y}[〕\])] ?第?\d+ ?号|{_Y}年?(?:=100|为100|为基期|版)|"
    rf"{_Y}年?(?:不变|可比|固定)?价格?|(?:constant|base(?: year)?|version|edition)\W+{_Y}|"
    rf"[与和比较同]{_Y}年(?:相?比较?)|{_Y}\W+(?:constant )?prices|"
    rf"\b(?:gb(?:/t)?|iso|iec)\b[\w ./:-]*?{_Y}",
    re.I,
)
_WHOLE = re.compile(
    rf"({_Y})(?:年?0?1月?-12月|年12月(?:31日|底|末)|年?[-/.]12[-/.]31(?!\d))|"
    rf"(?:31 dec(?:ember)?,? |dec(?:ember)? 31,? |31[/.]12[/.])({_Y})",
    re.I,
)
_SPOKEN = (
    r"(?:第?[一二三四1-4]季|[上下]半年|前?[一二三四五六七八九十\d]+个?月|\d+月?-\d+月|"
    r"前[一二三]季|初(?![步级中等始次])|中(?!\w))"
)
_PART = re.compile(
    rf"{_Y}年?\W?{_SPOKEN}|{_Y}[-./]{_MONTH}(?!\d)|(?<![\d.]){_MONTH}[./]{_Y}(?!年)|"
    rf"(?<!\d)(?:19|20)\d\d\W?[QHM]\d|[QH]\d\W?{_Y}|[1-4]Q\W?{_Y}|{MONTHS}[ ,-]*{_Y}|"
    rf"{_Y}[ -]+{MONTHS}|(?:quarter|half|months?)(?: of)? {_Y}|"
    rf"{_Y}\W?(?:\w+ (?:quarter|half)\b|ytd\b)|^\W*{_SPOKEN}(?:度|份|累计)*\W*$",
    re.I,
)
_SPAN = re.compile(rf"({_Y})-\d\d(?!\d)")
_PLANNED = re.compile(
    r"目标|计划(?!单列|生育)|预算(?!内|外|收|支)|预测|预计|规划[值数]|"
    r"\b(?:targets?|forecasts?|budget|projected|projections?|planned|plan)\b",
    re.I,
)
_DONE = re.compile(r"完成|执行|实现|实际|决算|评估|监测|actual|progress", re.I)
# A file is named by a version or by the day of its download, too: WDI_2020_v3, download(2020).
_RECEIVED = re.compile(rf"download|export|release|下载|导出|\({_Y}\)|(?:^|[\W_])v\d", re.I)


class _Said(NamedTuple):
    """The years that a text speaks of, and what else they are: ``part``, ``target``, ``other``."""

    years: tuple[int, ...] = ()
    kind: str = ""


def title_year(table: Table) -> tuple[int, Sentence | None]:
    """The one year of a table by the lines above it, else by its sheet, else by its file.

    Raise where they name a part of a year, a plan, several years, or only years of other things.
    """
    found: dict[int, tuple[str, str]] = {}
    others = ""
    titled: set[int] = set()
    for where, text in _places(table):
        if where == "file" and found:
            break
        said = _spoken(text, where == "file")
        if said.kind in ("part", "target"):
            told = say(f"title.{said.kind}", file=table.file, text=text)
            raise DataError(told)
        if where == "titles" and titled:
            # The first table of a sheet may stand for itself.
            continue
        others = others or (text if said.kind == "other" else "")
        for year in said.years:
            found.setdefault(year, (where, text))
        titled |= set(said.years) if where == "title" else set()
    if len(found) > 1:
        raise DataError(say("read.years_in_title", file=table.file, years=tuple(sorted(found))))
    for year, (where, text) in found.items():
        of = say(f"read.of_{where.removesuffix('s')}")
        return year, say("read.title_year", year=year, where=of, text=text)
    if others:
        raise DataError(say("title.other", file=table.file, text=others))
    return 0, None


_ALONE = re.compile(
    rf"(?:{_SPOKEN})(?:度|份|累计)*|{MONTHS}|[QH][1-4]|M\d\d?|\d?(?:1st|2nd|3rd|4th|first|second|third|"
    r"fourth)? ?(?:quarter|half)(?: ?\d)?|[1-4]Q",
    re.I,
)


def is_part(text: str) -> bool:
    """Say whether a heading or a cell names months, quarters or halves of a year.

    >>> [is_part(text) for text in ("1月", "一季度", "Jan", "Q3", "1-6月", "全年", "1-12月")]
    [True, True, True, True, True, False, False]
    """
    return bool(_ALONE.fullmatch(text.strip())) and not is_whole_year(text)


def is_whole_year(text: str) -> bool:
    """Say whether a cell names all months of a year."""
    return bool(
        re.fullmatch(r"0?1月?-12月?(?:累计)?|全年|年度|12个月|annual|year|total", text, re.I)
    )


def besides_year(lines: Iterable[str]) -> tuple[str, ...]:
    """What titles say besides a year, a unit, the number of a table, and when it was filled in.

    >>> besides_year(["表3-1 2018年各镇产值", "单位:万元", "Sheet1"]), besides_year(["2019年"])
    (('各镇产值',), ())
    """
    kept = [line for line in lines if not unit_above([line]) and not _FILLED_IN.search(line)]
    number = r"^(?:附?表|table) ?[\d.-]+[\s:.、]*|^[\d.-]+ "
    bare = [re.sub(rf"{number}|{_Y}年?|^sheet\d+$", "", line, flags=re.I) for line in kept]
    return tuple(filter(None, (re.sub(r"[\W_]+", "", line) for line in bare)))


def goes_on(title: Sequence[str], later: Sequence[str]) -> bool:
    """Whether a table goes on under a later title: one that is the same, says so, or is none.

    >>> goes_on(["表1 专利"], ["表2 专利"]), goes_on(["专利"], ["人员"])
    (True, False)
    """
    first, second = set(besides_year(title)), set(besides_year(later))
    continued = re.search(r"续|continued|cont[.'’]", " ".join(later), re.I)
    return bool(continued) or first <= second or second <= first


def _places(table: Table) -> Iterator[tuple[str, str]]:
    """The texts that may name the year of a table, the nearest first."""
    block = table.block
    for where, texts in (("title", block.above), ("titles", table.titles)):
        # The text behind 有效期至: belongs to it.
        kept = [
            text
            for before, text in zip(("", *texts), texts, strict=False)
            if not (before.endswith(":") and _FILLED_IN.search(before))
        ]
        yield from ((where, text) for text in kept)
    yield "sheet", block.sheet.name
    yield "file", Path(table.file).stem


def _spoken(text: str, of_file: bool = False) -> _Said:
    """What a text says of the year of figures.

    >>> _spoken("2019年1-12月各市产值"), _spoken("2019年1-11月产值").kind
    (_Said(years=(2019,), kind=''), 'part')
    >>> [_spoken(text).kind for text in ("《中国统计年鉴2020》", "2019年计划", "2019年计划完成")]
    ['other', 'target', '']
    >>> _spoken("WDI_2020_v3", of_file=True), _spoken("产值2019", of_file=True).years
    (_Said(years=(), kind='other'), (2019,))
    """
    text = " ".join(unicodedata.normalize("NFKC", text).split()).replace(" 年", "年")
    text = common_years(text)
    text = re.sub(r"[–—−~〜至到]+", "-", text)
    if _FILLED_IN.search(text) and not re.search(r"\d-\d+月|季度|半年", text):
        return _Said()
    if of_file:
        # Files are numbered, too: raw-2012-5 is the fifth table of 2012, raw-2012-05 is of May.
        text = re.sub(rf"({_Y})-\d(?!\d|月)", r"\1", text)
    own = _WHOLE.sub(lambda m: f"{m[1] or m[2]}年", _OTHERS.sub(" ", text))
    if _PART.search(own):
        return _Said(kind="part")
    years = [int(year) for year in re.findall(_Y, own)]
    years += [int(year) + 1 for year in _SPAN.findall(own)]
    if years and _PLANNED.search(own) and not _DONE.search(own):
        return _Said(kind="target")
    if of_file and years and _RECEIVED.search(text):
        years = []
    other = not years and bool(re.search(_Y, text))
    return _Said(tuple(dict.fromkeys(years)), "other" if other else "")
