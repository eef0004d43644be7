"""What the columns of a bureau's one sheet hold: a row an indicator, a column a year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from linhai_analysis.bureau.headed_units import without_unit
from linhai_analysis.bureau.spread import EXPECTED, NUMBER, YearColumn, year_in_brackets, year_of
from linhai_analysis.bureau.this_year import with_year, year_above
from linhai_analysis.sheets.years import Year, read_year
from linhai_analysis.tables.spelling import column_of
from linhai_analysis.targets.five_years import FIVE, plan_years

# The tables that a row of the sheet fills, and the columns of figures that it may have.
TABLES = ("indicators", "targets")
BESIDE = {"source_id", "source_name", "status", "released", "scope", "scope_zh"}
BESIDE |= {"decided", "decided_by", "decided_on", "geo", "geo_name"}

_BASE = re.compile(r"基数|基期|基准|基础(?:值|数|$)|起始|现状|base(?:line)?(?! year)", re.I)
_TARGET = re.compile(r"目标|规划(?:值|数|期末)|计划(?:值|数)?$|target|planned|goal", re.I)
# What names the target of a year in a sheet whose headings say it no plainer.
_ASKED = re.compile(r"预期|期望|任务[数量值]?$|要求|指标[数值]?$|控制[数值]|考核|[拟应]达")
_ORIGINAL = re.compile(r"原(?:定|规划|来)?目标|调整前|original", re.I)
_ADJUSTED = re.compile(r"调整后|调整目标|新目标|修订后|修订目标|adjusted|revised target", re.I)
_CHANGE = re.compile(r"调整|adjust|change", re.I)
_END = re.compile(r"五[”\"']?(?:规划)?(?:期|时期)?末|\bend of\b", re.I)
_CAME_OUT = re.compile(r"五[”\"']?.*实", re.I)
# A target that says how far it is reached, or how far to go, is no target.
_OF_TARGET = re.compile(
    r"完成|率|进度|比例|比重|%|差|距|占|程度|缺口|属性|性质|类[型别]|来源|依据|说明|备注|出处|"
    r"progress|share|gap|complet|achiev|reached|met\b|type",
    re.I,
)
# A column of the growth that is aimed at: of a target, or 年均增长〔累计〕 of the tables of plans.
_GROWTH = re.compile(r"年均|增速|增长|增幅|growth", re.I)
_TOTAL = re.compile(r"[〔【\[(]累计(?:数|值)?[〕】\])]|年均\w*[/、或]累计")
# “十四五”目标属性 says of the target whether it is binding.
_ATTRIBUTE = re.compile(r"(?:目标|指标)[值数]?的?(?:属性|性质|类型|类别)(?:\(.*\))?$")
_REPORTS = re.compile(r"完成|执行|进展|评估|监测|实现|progress|report", re.I)


@dataclass(frozen=True)
class TargetColumn:
    """A column of targets: its year, 0 where it says none, and whether a change replaced it.

    `growth`: it holds the growth that is aimed at, not a level.
    """

    place: int
    year: int
    original: bool = False
    adjusted: bool = False
    growth: bool = False


@dataclass(frozen=True)
class Columns:
    """The columns of the sheet by their place among the headings.

    `known` leads from a place to the columns that it fills, table by table. `base` is the place of
    the baseline and its year, 0 where the heading says none. `guessed`: the target is no more than
    the last year of a table that has no other one; `assumed_base`: the baseline is the first year.
    `past` are columns of targets of the plan before.
    """

    known: dict[int, dict[str, str]] = field(default_factory=dict)
    number: int | None = None
    base: YearColumn | None = None
    targets: tuple[TargetColumn, ...] = ()
    years: tuple[YearColumn, ...] = ()
    left: tuple[int, ...] = ()
    guessed: bool = False
    assumed_base: bool = False
    past: tuple[int, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether there is a column of targets that were changed."""
        return any(target.adjusted for target in self.targets)

    @property
    def figures(self) -> list[int]:
        """The places of the columns that hold a figure of their own in every row."""
        years = [column.place for column in (self.base, *self.years) if column]
        return [*years, *(target.place for target in self.targets)]

    @property
    def levels(self) -> list[int]:
        """The places of the columns whose figures are in the unit of their row."""
        growth = {target.place for target in self.targets if target.growth}
        return [place for place in self.figures if place not in growth]

    def place(self, name: str) -> int | None:
        """The place of a column of any table; None where the sheet has none."""
        return next((n for n, names in self.known.items() if name in names.values()), None)


def is_bureau(heads: Sequence[str], above: Sequence[str] = ()) -> bool:
    """Say whether headings are those of the one sheet: names, targets, and no more than a few.

    >>> is_bureau(["序号", "指标名称", "单位", "2015年基数", "2020年目标"])
    True
    >>> is_bureau(["指标名称", "基期年", "目标年", "目标值"]), is_bureau(["指标", "2015年"])
    (False, False)
    """
    found = columns_of(heads, above)
    wide = found.base or found.years or found.place("unit") is not None
    return bool(
        names_indicators(found) and found.targets and (wide or any(t.year for t in found.targets))
    )


def names_indicators(found: Columns) -> bool:
    """Say whether a column names the indicators."""
    names = ("indicator", "name_zh", "name_en")
    return any(found.place(name) is not None for name in names)


def columns_of(heads: Sequence[str], above: Sequence[str] = ()) -> Columns:
    """Return what each heading means; `above` are the texts above them.

    >>> found = columns_of(["指标", "2015年", "2016年", "2020年目标", "2016年增幅"], ["十三五规划"])
    >>> found.base.place, [year.place for year in found.years], found.targets[0].year, found.left
    (1, [2], 2020, (4,))
    """
    this_year = year_above(above)
    heads = [with_year(without_unit(head), this_year) for head in heads]
    known: dict[int, dict[str, str]] = {}
    bases, years, targets, left, number = [], [], [], [], None
    if not any(_target(n, head) for n, head in enumerate(heads)):
        targets = _asked(heads, above)
    asked = {target.place for target in targets}
    for n, head in enumerate(heads):
        if n in asked:
            continue
        if names := _contract(head):
            known[n] = names
        elif (target := _target(n, head)) is not None:
            targets.append(target)
        elif base := _base(n, head):
            bases.append(base)
        elif year := year_of(head):
            years.append(YearColumn(n, year.year, EXPECTED.get(year.status, year.status)))
        elif number is None and NUMBER.fullmatch(head.strip()):
            number = n
        else:
            left.append(n)
    # A level goes before the growth that leads to it.
    targets.sort(key=lambda target: target.growth)
    found = Columns(known, number, None, tuple(targets), tuple(years), tuple(left))
    found = _with_base(_with_target(_named_by_main(found), heads, above), bases, above)
    return _without_past(found, above)


def _contract(head: str) -> dict[str, str]:
    """The columns that a heading means in the tables of indicators and targets, and of figures."""
    names = {table: column_of(head, table) for table in TABLES}
    if names["targets"] in ("base_year", "target_year") and year_in_brackets(head):
        # 基准年(2020年) stands above figures, 基准年 above years.
        return {}
    if names["targets"] in ("target", "indicator_name", "source_id", "source_name"):
        names["targets"] = ""
    beside = column_of(head, "observations")
    names["observations"] = beside if beside in BESIDE else ""
    if _CHANGE.search(head):
        # It speaks of targets: figures are revised.
        names["observations"] = ""
    if not any(names.values()) and _ATTRIBUTE.search(head):
        names["targets"] = "attribute"
    return {table: name for table, name in names.items() if name}


def _year(head: str) -> Year | None:
    """The year of a heading, also one that stands in brackets: Target (2020)."""
    return read_year(head) or year_in_brackets(head)


def _asked(heads: Sequence[str], above: Sequence[str]) -> list[TargetColumn]:
    """The targets of a sheet that calls none of its columns so: 2025年任务, “十四五”末.

    Of several plans whose end is named the last one is meant, the one before gives the baseline.
    """
    found = []
    spans = [years[1] for text in above if (years := plan_years(text))]
    numbered = {n: years[1] for n, head in enumerate(heads) if (years := _ends(head))}
    last = spans[0] if spans else max(numbered.values()) if len(numbered) > 1 else 0
    for n, head in enumerate(heads):
        year = _year(head)
        rest = (year.name or head) if year else head
        asked = _ASKED.search(rest) and not _OF_TARGET.search(rest) and year
        if asked or (numbered.get(n) == last and last):
            found.append(TargetColumn(n, year.year if year else last))
    return found


def _ends(head: str) -> tuple[int, int] | None:
    """The years of the plan at whose end the figures of a heading stand."""
    years = plan_years(head)
    return years if years and _END.search(head) and not _CAME_OUT.search(head) else None


def _target(place: int, head: str) -> TargetColumn | None:
    year, numbered = _year(head), plan_years(head)
    original, adjusted = bool(_ORIGINAL.search(head)), bool(_ADJUSTED.search(head))
    says = _TARGET.search(head) or original or adjusted or (year and year.kind == "target")
    # What stands in brackets is the unit.
    rest = re.sub(r"\(.*?\)", "", year.name if year else head)
    growth = bool(_GROWTH.search(head)) and bool(says or _TOTAL.search(head))
    growth = growth and not _REPORTS.search(head)
    if growth and not (year and year.kind not in ("growth", "target")):
        return TargetColumn(place, numbered[1] if numbered else 0, growth=True)
    if not says or _OF_TARGET.search(rest) or (year and year.kind not in ("", "target")):
        return None
    said = year.year if year else numbered[1] if numbered else 0
    return TargetColumn(place, said, original, adjusted)


def _base(place: int, head: str) -> YearColumn | None:
    """A column of the baseline: it says so, or is of the end of the plan before (“十二五”末)."""
    year, numbered = _year(head), plan_years(head)
    if numbered and (_END.search(head) or _CAME_OUT.search(head)):
        return YearColumn(place, numbered[1], "")
    return YearColumn(place, year.year if year else 0, "") if _BASE.search(head) else None


def _named_by_main(found: Columns) -> Columns:
    """主要指标 names the indicators of a sheet that has no other column of names."""
    if names_indicators(found):
        return found
    known = {
        n: {"indicators": "name_zh"} if "main" in names.values() else names
        for n, names in found.known.items()
    }
    return _changed(found, known=known)


def _with_target(found: Columns, heads: Sequence[str], above: Sequence[str]) -> Columns:
    """Take the last year for the target where the sheet is a plan's and has no other target."""
    spans = [years for text in above if (years := plan_years(text))] or _boxed(found)
    growth = found.targets if all(target.growth for target in found.targets) else ()
    if found.targets and not growth:
        return found
    if not spans:
        return _without_targets(found)
    last = next((year for year in found.years if year.year == spans[0][1]), None)
    others = tuple(year for year in found.years if year is not last)
    reports = any(map(_REPORTS.search, above))
    if last is None or not others:
        return _without_targets(found) if reports else found
    # What was done in the last year stands behind that of the year before it.
    apart = last is not found.years[-1] or max(year.year for year in others) < last.year - 1
    tells = growth or (found.place("attribute") is not None and not reports)
    if not (tells or apart):
        return _without_targets(found)
    target = TargetColumn(last.place, last.year)
    return _changed(found, targets=(target, *growth), years=others, guessed=True)


def _boxed(found: Columns) -> list[tuple[int, int]]:
    """The years of a table of a plan without a title: 2020年, 2025年, 年均增长〔累计〕."""
    years = {year.year for year in found.years}
    last = max(years, default=0)
    # What was done in the last year stands behind that of the year before it.
    apart = last - FIVE in years and last - 1 not in years
    return [(last - FIVE, last)] if found.targets and apart else []


def _without_targets(found: Columns) -> Columns:
    """Columns whose growth is that which was, not one that is aimed at."""
    left = tuple(sorted((*found.left, *(target.place for target in found.targets))))
    return _changed(found, targets=(), left=left)


def _with_base(found: Columns, bases: list[YearColumn], above: Sequence[str]) -> Columns:
    """Find the baseline: a column that says so, else the year that the title begins after.

    Of several columns that say so the last one counts, the others are years like any other.
    """
    spans = [years for text in above if (years := plan_years(text))]
    if bases:
        begins = {years[0] for years in spans} | {one.year - 5 for one in found.targets if one.year}
        base = max(bases, key=lambda one: (one.year in begins, one.year))
        others = tuple(one for one in bases if one is not base and one.year)
        return _changed(found, base=base, years=(*others, *found.years))
    first = spans[0][0] if spans else min((one.year for one in found.years), default=0)
    base_years = [one for one in found.years if one.year == first and one.status in ("", "final")]
    if not base_years:
        return found
    rest = tuple(one for one in found.years if one is not base_years[0])
    return _changed(found, base=base_years[0], years=rest, assumed_base=not spans)


def _without_past(found: Columns, above: Sequence[str]) -> Columns:
    """Columns without targets that were due by the base year: those of the plan before."""
    begins = next((years[0] for text in above if (years := plan_years(text))), 0)
    base = (found.base and found.base.year) or begins
    past = tuple(one.place for one in found.targets if 0 < one.year <= base)
    targets = tuple(one for one in found.targets if one.place not in past)
    return _changed(found, targets=targets, past=past) if targets and past else found


def _changed(found: Columns, **fields: object) -> Columns:
    return Columns(**{**vars(found), **fields})
