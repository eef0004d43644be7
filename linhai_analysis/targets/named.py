"""What the name of an indicator says of a target that is a mere number.

单位GDP能耗降低, 14 is a fall by 14 %; 新增就业, 6000 is what comes in all years together; 年均新增,
10 is what comes a year on average; 增加值增速, 7 is a growth by 7 % a year, no level on a line from
the growth of one year to that of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from linhai_analysis.targets.figures import Figure
from linhai_analysis.targets.units import STANDING, measured_in

_ADD = "(?:新增|净增|新建)"
# The figures of such an indicator are the sizes of falls: the larger the better.
_A_FALL = re.compile(
    r"(?:降低|下降|减少|削减|减排|压减|压降|缩减|降幅)(?:率|幅度?|比例|比率|量|数)?(?:[(（〔\[].*)?$|"
    r"^(?:reduction|decrease|decline|fall|cut)\b|"
    r"\b(?:reduction|decrease|decline)(?: rate)?(?: *\(.*)?$",
    re.I,
)
# 年均浓度 is that of one year; 年均增长 is the mean of several.
_A_MEAN = re.compile(
    r"(?:年均|年平均|平均每年|每年平均)(?:实际|名义|累计)?"
    r"(?:增|新|净增|提|上升|递|下降|降低|降幅|减|压|引|培|招|建|完成|投入|投资|实施|转化|认定|孵化)|"
    r"^(?=.*\b(?:average annual|annual average|average yearly|yearly average)\b)"
    r".*\b(?:growth|increase|decline|decrease|reduction|new|newly|added|additions?)\b",
    re.I,
)
# What stands at the end of a name of which each figure is the growth of a year.
_A_RATE = re.compile(
    r"(?:增长|增速|增幅|递增)(?:率|速度|幅度)?(?:[(（〔\[].*)?$|\bgrowth(?: rate)?(?: *\(.*)?$",
    re.I,
)
_NO_RATE = re.compile(
    r"自然增长|贡献|拉动|弹性|natural|contribution|share of|\b(?:on|of|to)\b.*\bgrowth", re.I
)
_A_TOTAL = re.compile(
    rf"^(?:引进|引育|招引|培训(?!机构|基地|中心|学校))|{_ADD}(?!长)|累计|新引进|新认定|新培育|新创建|新组建|[三四五六]五”?(?:期间|时期)|规划期|"
    r"五年(?!以|生存)|\b(?:newly|cumulative|accumulated)\b",
    re.I,
)
_OF_A_YEAR = re.compile(rf"(?<![三四五六近3-6])[每当本]?年度?{_ADD}")


def is_a_fall(name: str) -> bool:
    """Whether the figures of an indicator are sizes of falls, by its name.

    >>> [is_a_fall(name) for name in ("单位GDP能耗降低", "用水量降幅(%)", "降低成本企业数")]
    [True, True, False]
    """
    return bool(_A_FALL.search(name))


def is_a_rate(name: str) -> bool:
    """Whether each figure of an indicator is the growth of a year, by its name.

    >>> [is_a_rate(name) for name in ("年均研发投入增速", "GDP增长(%)", "人口自然增长率")]
    [True, True, False]
    """
    return bool(_A_RATE.search(name) and not _NO_RATE.search(name))


def by_name(figure: Figure, unit: str, names: Iterable[str], **codebook: str) -> Figure:
    """Return a figure as the name of its indicator has it; as it is where the words say more.

    `codebook` holds its kind and counted; nothing is changed where it says that they are a stock.

    >>> from linhai_analysis.targets.figures import read_figure
    >>> fall = by_name(read_figure("[14]"), "%", ["单位GDP能耗降低"])
    >>> fall.value, fall.basis, by_name(read_figure("10"), "家", ["年均新增企业"]).basis
    (-0.14, 'cumulative_change', 'yearly_average')
    """
    known = [name for name in names if name]
    kind, counted = codebook.get("kind", ""), codebook.get("counted", "")
    rate = any(map(is_a_rate, known)) and kind != "share"
    falls, mean = any(map(is_a_fall, known)), any(map(_A_MEAN.search, known))
    if counted == "stock" or figure.basis not in ("level", "cumulative"):
        return figure
    if measured_in(unit) == "%":
        below = figure.value < 0
        if rate and not falls:
            return _rate(figure, falls, "growth_rate")
        if not (falls or mean) or (below and not (falls and counted)):
            return figure
        return _rate(figure, falls, "growth_rate" if mean else "cumulative_change")
    if figure.basis != "level" or kind in STANDING:
        return figure
    if mean:
        return replace(figure, basis="yearly_average")
    of_a_year = counted == "in_year" and any(map(_OF_A_YEAR.search, known))
    if of_a_year or not (falls or any(map(_A_TOTAL.search, known))):
        return figure
    return replace(figure, basis="cumulative")


def _rate(figure: Figure, falls: bool, basis: str) -> Figure:
    """A percentage as a share of 1; of a range of falls its smaller end, as that is to be met."""
    ends = [end / 100 for end in (figure.value, figure.high) if end is not None]
    if not falls:
        return replace(figure, value=ends[0], high=ends[1] if len(ends) > 1 else None, basis=basis)
    turned = {"at_least": "at_most", "above": "below", "range": "at_most"}
    relation = turned.get(figure.relation, figure.relation)
    return replace(figure, value=-abs(ends[0]), high=None, relation=relation, basis=basis)
