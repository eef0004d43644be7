"""Which way is better for an indicator of the one sheet, where no column says it.

The words of the name and of the target say it, else the way from the base to the target. Each
guess is told; where words and figures do not go together, people are asked.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from linhai_analysis.bureau.measuring import measured
from linhai_analysis.errors import DataError
from linhai_analysis.tables.cells import cell_text, is_missing, is_number, parse_number
from linhai_analysis.targets import in_chinese, read_printed

# What the words around a target say of it.
_TO_RISE = re.compile(
    r"以上|不低于|不少于|不小于|至少|超过|突破|高于|≥|>|增长|提高|增加|上升|翻.?番|倍增"
)
_FALLS = re.compile(
    r"能耗|能源消耗|水耗|电耗|煤耗|用水量|排放|死亡|失业|贫困|污染|超标|发病|事故|负债|债务|"
    r"不良|流失|差距|化肥|农药|恩格尔|赤字|辍学|犯罪|投诉|损失|浓度|劣[ⅤV五]类|逾期|排名|位次|名次|\brank\b|"
    r"emission|mortality|death|unemploy|poverty|pollut|accident|crime|disease|debt|waste|"
    r"concentration|dropout|(?:energy|water|electricity|coal) (?:use|consumption|intensity)|"
    r"consumption per",
    re.I,
)
# The figures of such an indicator are falls: the more the better, unless they are below 0.
_A_FALL = re.compile(
    r"(?:降低|下降|减少|削减|减排|压减)(?:率|幅度|比例|比率|量|数)?(?:\(.*\))?$|^(?:reduction|fall|decline)\b",
    re.I,
)
_TO_FALL = re.compile(
    r"以内|以下|不超过|不高于|不大于|控制|下降|降低|减少|降至|降到|≤|<=|(?<!不)低于|前\d|压减|削减"
)
# Of these the more the better, whatever it is that is dealt with.
_RISES = re.compile(
    r"(?:处理|治理|达标|办结|处置|化解|利用|回收|满意|及时|覆盖|合格|普及|优良|达到|完成)(?:率|度|比例)|"
    r"(?:增加值|产值|生产总值|收入|利润|税收|经费|投入|企业|专利|人才|平台|寿命)"
    r"(?:[授拥]有?权?)?(?:总?[量数额]|强度|占比|比重)?(?:\(.*\))?$|耕地|基本农田|保有量|森林"
)


class Direction(NamedTuple):
    """Which way is better: by the words, by the `way` from base to target, or `asked` for."""

    better: str
    how: str


def guess_better(
    name: str, printed: str, unit: str = "", base: object = None, target: object = None
) -> Direction:
    """Return which way is better by name and printed target, else by the cells of base and target.

    >>> guess_better("高新技术企业数", "120家").better, guess_better("单位产值能耗", "0.5").better
    ('up', 'down')
    >>> guess_better("PM2.5", "25", "微克/立方米", 30, 25)
    Direction(better='down', how='way')
    >>> guess_better("企业数", "100", "家", 120, 100).how
    'asked'
    >>> guess_better("耕地", "不低于95", "万亩", 100, "不低于95")
    Direction(better='up', how='words')
    """
    limit = _limit(in_chinese(printed))
    if limit:
        return Direction(limit, "words")
    first, last = _level(base, unit, name), _level(target, unit, name)
    said = _by_name(name, last is not None and last < 0)
    if first is None or last is None or first == last:
        return Direction(said or "up", "words")
    way = "down" if last < first else "up"
    # 0.2 after 18 % is a share of 1 rather than a target to fall to.
    slip = unit == "%" and 0 < last < 1 <= first
    if (said and said != way) or (slip and not said):
        return Direction(said or "up", "asked")
    return Direction(way, "words" if said or way == "up" else "way")


def _limit(printed: str) -> str:
    """Which way is better by the words around the target; empty where they do not say it.

    >>> _limit("控制在5%以内"), _limit("95以上"), _limit("120家"), _limit("累计下降17%")
    ('down', 'up', '', 'down')
    """
    if _TO_FALL.search(printed):
        return "down"
    return "up" if _TO_RISE.search(printed) else ""


def _by_name(name: str, below_0: bool) -> str:
    """Which way is better by the name.

    >>> _by_name("能耗降低", False), _by_name("能耗降低", True), _by_name("污水处理率", False)
    ('up', 'down', 'up')
    """
    if _A_FALL.search(name):
        return "down" if below_0 else "up"
    if _FALLS.search(name) and not _RISES.search(name):
        return "down"
    return "up" if _RISES.search(name) else ""


def _level(cell: object, unit: str, name: str) -> float | None:
    """The level that a cell gives in the unit of its indicator; None where it gives none."""
    text = cell_text(cell)
    if is_missing(text):
        return None
    if is_number(cell):
        return parse_number(cell)
    try:
        if "%" not in text and "％" not in text:
            return measured(text, unit)[0]
        figure = read_printed(text, unit, names=[name])
    except DataError:
        return None
    return figure.value if figure.basis == "level" and figure.high is None else None
