"""What a heading of a bureau's one sheet says: which column of figures stands below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from linhai_analysis.bureau.spread import YearColumn, year_in_brackets
from linhai_analysis.sheets.years import Year, read_year
from linhai_analysis.tables.spelling import column_of
from linhai_analysis.targets.five_years import plan_years

# The tables that a row of the sheet fills, and the columns of figures that it may have.
TABLES = ("indicators", "targets")
BESIDE = {"source_id", "source_name", "status", "released", "scope", "scope_zh"}
BESIDE |= {"decided", "decided_by", "decided_on", "geo", "geo_name"}

_BASE = re.compile(
    r"基数|基期|基准|基础(?:值|数|$)|基年|期初|起始|现状|base(?:line)?(?! year)", re.I
)
_TARGET = re.compile(r"目标|规划(?:值|数|期末)|计划(?:值|数)?$|target|planned|goal", re.I)
# What names the target of a year in a sheet whose headings say it no plainer.
_ASKED = re.compile(r"预期|期望|任务[数量值]?$|要求|指标[数值]?$|控制[数值]|考核|[拟应]达")
# 规划基期 is the base of the plan, no target.
_CAME_BEFORE = re.compile(rf"{_BASE.pattern}|实际|实绩", re.I)
_OF_PLAN = re.compile(r"规划(?![值数])(?:期(?![初末间]))?")
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
REPORTS = re.compile(r"完成|执行|进展|评估|监测|实现|progress|report", re.I)


@dataclass(frozen=True)
class TargetColumn:
    """A column of targets: its year, 0 where it says none, and whether a change replaced it.

    `growth`: it holds the growth that is aimed at, not a level; `base` is the base year where that
    is not the one of the sheet, as the target is of another plan.
    """

    place: int
    year: int
    original: bool = False
    adjusted: bool = False
    growth: bool = False
    base: int = 0


def plainly(head: str) -> str:
    """A heading of figures that came before the plan, without the word for the plan.

    >>> [plainly(head) for head in ("规划基期(2020年)", "2020年规划基数", "2025年规划")]
    ['基期(2020年)', '2020年基数', '2025年规划']
    """
    several = len(set(re.findall(r"(?<!\d)\d{4}(?!\d)", head))) > 1
    before = _CAME_BEFORE.search(head) and not re.search("目标|target", head, re.I)
    return _OF_PLAN.sub("", head) if before and not several else head


def contract_of(head: str) -> dict[str, str]:
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


def asked_in(heads: Sequence[str], above: Sequence[str]) -> list[TargetColumn]:
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


def target_of(place: int, head: str) -> TargetColumn | None:
    year, numbered = _year(head), plan_years(head)
    original, adjusted = bool(_ORIGINAL.search(head)), bool(_ADJUSTED.search(head))
    says = _TARGET.search(head) or original or adjusted or (year and year.kind == "target")
    # What stands in brackets is the unit.
    rest = re.sub(r"\(.*?\)", "", year.name if year else head)
    growth = bool(_GROWTH.search(head)) and bool(says or _TOTAL.search(head))
    growth = growth and not REPORTS.search(head)
    if growth and not (year and year.kind not in ("growth", "target")):
        return TargetColumn(place, numbered[1] if numbered else 0, growth=True)
    if not says or _OF_TARGET.search(rest) or (year and year.kind not in ("", "target")):
        return None
    said = year.year if year else numbered[1] if numbered else 0
    return TargetColumn(place, said, original, adjusted)


def base_of(place: int, head: str) -> YearColumn | None:
    """A column of the baseline: it says so, or is of the end of the plan before (“十二五”末)."""
    year, numbered = _year(head), plan_years(head)
    ends = _END.search(head) or _CAME_OUT.search(head)
    if numbered and ends and (year is None or year.year == numbered[1]):
        return YearColumn(place, numbered[1], "")
    return YearColumn(place, year.year if year else 0, "") if _BASE.search(head) else None
