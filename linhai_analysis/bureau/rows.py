"""Tells the rows of a bureau's one sheet: indicators, their parts, groups, totals, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from linhai_analysis.bureau.columns import Columns
from linhai_analysis.sheets.blocks import Block, filled_rows
from linhai_analysis.sheets.headings import NOTE
from linhai_analysis.sheets.plain import plain_name
from linhai_analysis.sheets.units import unit_in
from linhai_analysis.tables.cells import cell_text, is_missing, is_number
from linhai_analysis.targets.vocabulary import COUNTED, MEASURED

_NUMBERED = re.compile(
    r"^(?P<number>\d{1,2}(?:\.\d{1,2})*(?=[.、．)）\s])|[(（]\d{1,2}[)）]|[①-⑳])[.、．)）\s]*(?=\D)"
)
_GROUP = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十]+[)）、.．]+|第[一二三四五六七八九十]+[类部分章]+|[IVX]+[.)]|"
    r"[A-Z][.)])\s*"
)
_OF_WHICH = re.compile(
    r"^(?:[—\-·\s]*其中\s*[::：]?\s*(?:#\s*)?|#\s*(?=[^\d\s])|(?:of which|thereof)\s*:?\s*)", re.I
)
_TOTAL = re.compile(
    r"^(?:以上|上述|前述|[全本各][国省市县区州镇乡部类项])?(?:[合总小共]\s*计|汇\s*总)[数值额]?(?:\s*[/、(:].*)?$|"
    r"^(?:(?:全[国省市县区州镇乡部]|算术|加权|简单)*)平\s*均(?:值|数)?(?:\s*[/、(:].*)?$|"
    r"^(?:(?:grand|overall|sub)[ -]?)?totals?(?:\s*[/(:].*)?$|^(?:average|mean)(?:\s*[/(:].*)?$",
    re.I,
)
_FOOTNOTE = re.compile(r"(?<=[^\d\s])[※①-⑳]+$")
_MARK = re.compile(r"注?\W*\d{0,2}\W*")
# A unit behind a name without brackets: 成交额/亿元, 优良天数比率,%. Of these 税收/亩 is a ratio.
_BEHIND = re.compile(
    r"^(?P<name>.+?)\s*(?:/(?!(?:人|户|亩|公顷|平方米|平方公里|公里)$)|,)\s*(?P<unit>[^,]+)$"
)
_IN_BRACKETS = re.compile(r"^(?P<name>.+?)\s*\((?P<unit>[^()]*)\)$")
# What marks a binding or expected indicator, in words or by a sign that a note explains.
_ATTRIBUTE = re.compile(
    r"\s*[(\[【〔（](?P<said>约束性|预期性|binding|expected)(?:指标)?[)\]】〕）]\s*", re.I
)
_SIGNS = "▲△★☆●◆*"
_SIGN = re.compile(rf"^([{_SIGNS}])+\s*|(?<=[^\d\s])([{_SIGNS}])+$")
_LEGEND = re.compile(rf"([{_SIGNS}])[^{_SIGNS}]{{0,12}}?(约束性|预期性|binding|expected)", re.I)
_OF_GROUP = re.compile(
    r"(?P<said>约束性|预期性|binding|expected)(?:指标|类| indicators)?(?:\(.*\))?$", re.I
)
# What is longer is no name of a group.
_LONGEST, _LONGEST_LATIN = 25, 60
_DEEPER = re.compile(r"^\d+(?:\.\d+)+$")
_INSIDE = re.compile(r"^[(（]\d+[)）]$|^[①-⑳]$")


@dataclass(frozen=True)
class Line:
    """A row of the sheet that speaks of an indicator: its cells, and what it is called.

    `part_of` is the name of the indicator that it is a part of, `group` that of its group; `unit`
    stands in brackets behind the name, `attribute` beside it or above the group.
    """

    row: int
    cells: list[object]
    name: str
    unit: str = ""
    part_of: str = ""
    group: str = ""
    attribute: str = ""


@dataclass(frozen=True)
class Left:
    """A row that is not read: a note, a total, a group of nothing.

    `unnamed`: it has figures, and its name is missing; `another`: another table begins there.
    """

    row: int
    place: int
    text: str
    another: bool = False
    unnamed: bool = False


def lines_of(block: Block, columns: Columns) -> Iterator[Line | Left]:
    """Return the rows of the sheet that hold anything, groups taken into those below them."""
    places = (columns.place(name) for name in ("name_zh", "name_en", "indicator"))
    at = next(place for place in places if place is not None)
    tops: dict[str, str] = {}
    top = inside = ""
    group: Left | None = None
    named, last = True, _last_dated(block, columns)
    notes = (*block.above, *(text for _, text in block.below))
    legend = {sign: said for text in notes for sign, said in _LEGEND.findall(text)}
    for row, cells in filled_rows(block):
        filled = [n for n, cell in enumerate(cells) if cell_text(cell)]
        if not filled:
            continue
        own = [n for n in filled if (row, block.columns[n]) not in block.sheet.merged]
        text = plain_name(cells[at]) or plain_name(cells[filled[0]])
        left = Left(row, block.columns[filled[0]], text)
        if row > last and _begins_another(cells, columns) and len(own) > 1:
            yield replace(left, text=plain_name(cells[filled[0]]), another=True)
            break
        if _is_group(text, own, columns):
            if group and not named:
                yield group
            group, named, top, inside = left, False, "", ""
            continue
        figures = len(own) > 1 and any(is_number(cells[n]) for n in columns.figures if n in own)
        # Who signed may stand under any heading, notes below all figures.
        noted = bool(NOTE.match(text)) and not figures
        noted = noted or (row > last and _is_note(text, [cells[n] for n in own if n != at]))
        if len(own) <= 1 or _TOTAL.match(text) or not plain_name(cells[at]) or noted:
            unnamed = figures and not _TOTAL.match(text) and not plain_name(cells[at])
            yield replace(left, place=block.columns[at], unnamed=True) if unnamed else left
            continue
        number, name, of_which = _named(cells, at, columns)
        name, attribute = _marked(name, legend)
        parent = _parent(number, of_which, tops, top, inside)
        name, unit = _without_unit(name)
        if not parent:
            top = name
            tops |= {number: name} if number else {}
        # Further parts have no number of their own where the others do.
        inside = parent if of_which or not number else ""
        named = True
        of_group = _GROUP.sub("", group.text) if group else ""
        said = _OF_GROUP.match(of_group)
        attribute = attribute or (said["said"] if said else "")
        yield Line(row, cells, name, unit, parent, "" if said else of_group, attribute)
    if group and not named:
        yield group


def _last_dated(block: Block, columns: Columns) -> int:
    """The last row in which anything stands in a column of figures or targets."""
    dated = [*(year.place for year in columns.years), *(one.place for one in columns.targets)]
    dated += [columns.base.place] if columns.base else []
    filled = (row for row, cells in filled_rows(block) if any(cell_text(cells[n]) for n in dated))
    return max(filled, default=len(block.sheet.rows))


def _is_note(text: str, others: list[object]) -> bool:
    """Whether beside a text without a unit stand no more than marks of a note: ①, *, 注1."""
    return not _without_unit(text)[1] and all(_MARK.fullmatch(plain_name(one)) for one in others)


def _begins_another(cells: list[object], columns: Columns) -> bool:
    """Whether a row below all figures is the first of another table: a word for a number."""
    if columns.number is None:
        return False
    word = plain_name(cells[columns.number])
    marks = _OF_WHICH.match(word) or _GROUP.match(word) or _TOTAL.match(word) or NOTE.match(word)
    return len(word) > 1 and word.isalpha() and not marks


def _is_group(text: str, own: list[int], columns: Columns) -> bool:
    """Whether a row says no more than a name, and that is neither a note nor a sentence."""
    said = [n for n in own if n != columns.number]
    longest = _LONGEST_LATIN if text.isascii() else _LONGEST
    sentence = NOTE.match(text) or _TOTAL.match(text) or len(text) > longest or text[-1] in "。；."
    return len(said) <= 1 and not sentence and not _without_unit(text)[1]


def _without_unit(name: str) -> tuple[str, str]:
    """A name without the unit that stands behind it, and that unit.

    >>> [_without_unit(name) for name in ("产值(亿元)", "成交额/亿元", "优良率,%", "年限(年)")]
    [('产值', '亿元'), ('成交额', '亿元'), ('优良率', '%'), ('年限', '年')]
    >>> _without_unit("税收/亩"), _without_unit("R&D人员/从业人员"), _without_unit("产值(现价)")
    (('税收/亩', ''), ('R&D人员/从业人员', ''), ('产值(现价)', ''))
    """
    if unit := unit_in(name):
        return name[: -len(unit) - 2].strip(), unit
    if (inside := _IN_BRACKETS.match(name)) and inside["unit"] in COUNTED | MEASURED:
        return inside["name"], inside["unit"]
    if (behind := _BEHIND.match(name)) and unit_in(f"({behind['unit']})"):
        return behind["name"], behind["unit"]
    return name, ""


def bare_name(text: object) -> str:
    """Return what a row is called, without its number, 其中 and its unit.

    >>> bare_name("其中：规上企业（家）"), bare_name("1. 企业数")
    ('规上企业', '企业数')
    """
    name = _FOOTNOTE.sub("", plain_name(text))
    found = _NUMBERED.match(name)
    return _without_unit(_OF_WHICH.sub("", name[found.end() :] if found else name))[0]


def _named(cells: list[object], at: int, columns: Columns) -> tuple[str, str, bool]:
    """The number of a row, its name, and whether it says 其中."""
    name = _FOOTNOTE.sub("", plain_name(cells[at]))
    number = "" if columns.number is None else plain_name(cells[columns.number])
    if not number and (found := _NUMBERED.match(name)):
        number, name = found["number"], name[found.end() :]
    of_which = bool(_OF_WHICH.match(name) or _OF_WHICH.match(number))
    if _OF_WHICH.match(number) or is_missing(number):
        number = ""
    number = number if _INSIDE.match(number) else number.rstrip(".、．)")
    return number, _OF_WHICH.sub("", name), of_which


def _marked(name: str, legend: Mapping[str, str]) -> tuple[str, str]:
    """A name without what marks it, and whether that says binding or expected.

    >>> [_marked(name, {"▲": "约束性"}) for name in ("能耗[约束性]", "▲森林覆盖率", "专利*")]
    [('能耗', '约束性'), ('森林覆盖率', '约束性'), ('专利', '')]
    """
    said = _ATTRIBUTE.search(name)
    name = _ATTRIBUTE.sub("", name) if said else name
    signs = [first or last for first, last in _SIGN.findall(name)]
    meant = next((legend[sign] for sign in signs if sign in legend), "")
    return _SIGN.sub("", name).strip(), said["said"] if said else meant


def _parent(number: str, of_which: bool, tops: dict[str, str], top: str, inside: str) -> str:
    """The indicator that a row is a part of: by 其中, by 1.1 below 1, by （1） below 1."""
    if of_which:
        return top
    if _DEEPER.match(number):
        return tops.get(number.rpartition(".")[0], "")
    if _INSIDE.match(number):
        return top if any(not _INSIDE.match(one) for one in tops) else ""
    return inside if not number and tops else ""
