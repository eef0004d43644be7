"""Headings that name their year by this year or the last one (本年目标, 上年实际)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SAID = re.compile(
    r"(?:(?P<last>上一?年度?|去年)|(?:本年度?|今年|当年|年度)|(?P<stage>阶段性?|中期))"
    r"(?P<rest>(?:目标|计划|任务|实际|完成|实绩|执行|情况|数|值)+(?:\(.*\))?)"
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

    >>> is_of_this_year("本年目标"), is_of_this_year("2023年目标"), is_of_this_year("当年新增")
    (True, False, False)
    """
    return bool(_SAID.fullmatch(head))


def with_year(head: str, year: int) -> str:
    """Return a heading with the year that it means, where this year is `year`; 0 says nothing.

    >>> with_year("本年目标", 2023), with_year("上年实际", 2023), with_year("阶段目标", 2023)
    ('2023年目标', '2022年实际', '阶段目标')
    """
    said = _SAID.fullmatch(head)
    if not said or not year or said["stage"]:
        return head
    return f"{year - bool(said['last'])}年{said['rest']}"
