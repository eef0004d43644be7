"""Headings whose year stands elsewhere: 本年目标, 上年实际, or 完成值 on a sheet called 2021年."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from linhai_analysis.bureau.parts import told_head
from linhai_analysis.bureau.spread import UNDATED, year_of
from linhai_analysis.errors import Fault
from linhai_analysis.sheets.blocks import Block, filled_rows
from linhai_analysis.sheets.plain import is_figure
from linhai_analysis.tables.origins import Origin
from linhai_analysis.tables.spelling import column_of
from linhai_analysis.words import Sentence, say

_SAID = re.compile(
    r"(?!(?:年度|阶段性?|中期)$)(?:(?P<last>上一?年度?|去年)|(?:本年度?|今年|当年|年度)|(?P<stage>阶段性?|中期))"
    r"(?P<rest>(?:目标|计划|任务|实际|完成|实绩|执行|情况|数|值)*(?:\(.*\))?)"
)
_YEAR = re.compile(r"(?<![\d—–\-~至])((?:19|20)\d\d)年(?!\s*[—–\-~至])")


def year_above(above: Sequence[str]) -> int:
    """Return the one year that the texts above a table name; 0 where there is none, or several.

    >>> year_above(["2023年度主要指标完成情况"]), year_above(["2021—2025年规划指标"])
    (2023, 0)
    """
    years = {int(year) for text in above for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else 0


def is_of_this_year(head: str) -> bool:
    """Whether a heading names its year only by its place in time.

    >>> [is_of_this_year(head) for head in ("本年目标", "本年", "2023年目标", "当年新增", "年度")]
    [True, True, False, False, False]
    """
    return bool(_SAID.fullmatch(head))


def with_year(head: str, year: int) -> str:
    """Return a heading with the year that it means, where this year is `year`; 0 says nothing.

    >>> with_year("本年目标", 2023), with_year("上年实际", 2023), with_year("阶段目标", 2023)
    ('2023年目标', '2022年实际', '阶段目标')
    """
    said = _SAID.fullmatch(head)
    return head if not said or not year or said["stage"] else example_of(head, year)


def example_of(head: str, year: int) -> str:
    """Return how a heading that names its year only by its place in time may name one.

    >>> example_of("上年实际", 2023), example_of("阶段目标", 2023)
    ('2022年实际', '2023年目标')
    """
    said = _SAID.fullmatch(head)
    return f"{year - bool(said['last'])}年{said['rest']}" if said else head


def dated_by_sheet(
    block: Block, name: str, origin: Origin
) -> tuple[Block, list[Sentence], list[Fault]]:
    """Return a table whose one column of figures without a year is that of its sheet, and a note.

    A title that names another year is a fault.

    >>> from linhai_analysis.sheets.grid import Sheet
    >>> sheet = Sheet("2021年", [["指标", "单位", "完成值"], ["企业", "家", 66]])
    >>> block = Block(sheet, ("指标", "单位", "完成值"), (0, 1, 2), (0,), (1,))
    >>> dated_by_sheet(block, "2021年", Origin("a.xlsx", "2021年"))[0].heads
    ('指标', '单位', '2021年')
    """
    year = year_of(name)
    named = {column_of(head, "observations") for head in block.heads}
    if year is None or "year" in named or year.year in _years(block.heads):
        return block, [], []
    rows = [cells for _, cells in filled_rows(block)]
    figures = [
        n
        for n, head in enumerate(block.heads)
        if _is_undated(head, year.year) and any(is_figure(cells[n]) for cells in rows)
    ]
    if len(figures) != 1:
        return block, [], []
    place, above = figures[0], year_above(block.above)
    heads = tuple(name if n == place else head for n, head in enumerate(block.heads))
    told = told_head(block, origin, place, "taken_as.sheet_year", dated=name)
    asked = say("bureau.two_years", year=year.year, said=above)
    faults = [origin.fault(asked)] if above not in (0, year.year) else []
    return replace(block, heads=heads), [told], faults


def _years(heads: Sequence[str]) -> set[int]:
    return {year.year for head in heads if (year := year_of(head))}


def _is_undated(head: str, year: int) -> bool:
    """Whether a heading is of figures, be it of this year, and names no year itself."""
    figure = column_of(head, "observations") == "value" or (head and UNDATED.fullmatch(head))
    return bool(figure) or (is_of_this_year(head) and year in _years([with_year(head, year)]))
