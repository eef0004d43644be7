"""Which way is better for an indicator of the one sheet, where no column says it.

The words of the name and of the target say it. That less is better is never taken from a target
below its base alone: it may be a floor. Each guess is told; where words and figures do not go
together, people are asked.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from linhai_analysis.bureau.measuring import measured
from linhai_analysis.errors import DataError
from linhai_analysis.tables.cells import cell_text, is_level, is_missing, is_number, parse_number
from linhai_analysis.targets import in_chinese, is_a_fall, is_a_rate, read_printed

# What the words around a target say of it.
_TO_RISE = re.compile(
    r"以上|不低于|不少于|不小于|至少|超过|突破|高于|≥|>|增长|提高|增加|上升|翻.?番|倍增"
)
_FALLS = re.compile(
    r"能耗|消耗|水耗|电耗|煤耗|用水总?量|煤炭消费|排放|死亡|失业|贫困|返贫|污染|超标|发病|患病|发生率|"
    r"感染|事故|火灾|负债|债务|杠杆率|不良|流失|差距|收入比(?![重例])|基尼|化肥|农药|恩格尔|赤字|辍学|大班额|"
    r"犯罪|发案|投诉|损失|漏损|空置|浓度|PM ?(?:2[.．]5|10)|臭氧|氧化[物硫氮碳]|化学需氧量|氨氮|"
    r"\bCOD\b|碳强度|劣[ⅤV五]类|逾期|近视|吸烟|肥胖|缺陷|(?:办理|办结|审批|等待|通关)时[间限]|"
    r"排名|位次|名次|\brank\b|"
    r"emission|mortality|death|unemploy|poverty|pollut|accident|crime|disease|debt|waste|"
    r"concentration|dropout|(?:energy|water|electricity|coal) (?:use|consumption|intensity)|"
    r"consumption per|carbon intensity|incidence|losses\b|vacancy|waiting|\bgini\b",
    re.I,
)
_TO_FALL = re.compile(
    r"以内|以下|不超过|不高于|不大于|控制|下降|降低|减少|降至|降到|≤|<=|(?<!不)低于|前\d|压减|削减"
)
# Of these the more the better, whatever it is that is dealt with.
_RISES = re.compile(
    r"(?:处理|治理|达标|办结|处置|化解|利用|回收|满意|及时|覆盖|合格|普及|优良|达到|完成)(?:率|度|比例)|"
    r"(?:增加值|产值|生产总值|收入|利润|税收|经费|投入|企业|专利|人才|平台|寿命)"
    r"(?:[授拥]有?权?)?(?:总?[量数额]|强度|占比|比重)?(?:\(.*\))?$"
)


class Direction(NamedTuple):
    """Which way is better, and as what it is `asked` for: empty, up, down, or open."""

    better: str
    asked: str = ""


def guess_better(
    name: str, printed: str, unit: str = "", base: object = None, target: object = None
) -> Direction:
    """Return which way is better by name and printed target, beside the cells of base and target.

    >>> guess_better("高新技术企业数", "120家").better, guess_better("单位产值能耗", "0.5").better
    ('up', 'down')
    >>> guess_better("粮食产量", "19.8", "万吨", 20, 19.8).asked
    'open'
    >>> guess_better("企业数", "100", "家", 120, 100).asked
    'up'
    >>> guess_better("耕地", "不低于95", "万亩", 100, "不低于95")
    Direction(better='up', asked='')
    """
    first, last = _level(base, unit, name), _level(target, unit, name)
    if is_a_fall(name):
        return Direction("down" if last is not None and last < 0 else "up")
    if limit := _limit(in_chinese(printed)):
        return Direction(limit)
    said = _by_name(name)
    better = said or "up"
    # A growth that is to be smaller than that of one year may be better than it all the same.
    if first is None or last is None or first == last or is_a_rate(name):
        return Direction(better)
    way = "down" if last < first else "up"
    return Direction(better, "" if way == better else said or "open")


def _limit(printed: str) -> str:
    """Which way is better by the words around the target; empty where they do not say it.

    >>> _limit("控制在5%以内"), _limit("95以上"), _limit("120家"), _limit("累计下降17%")
    ('down', 'up', '', 'down')
    """
    if _TO_FALL.search(printed):
        return "down"
    return "up" if _TO_RISE.search(printed) else ""


def _by_name(name: str) -> str:
    """Which way is better by the name.

    >>> _by_name("污水排放量"), _by_name("污水处理率"), _by_name("常住人口")
    ('down', 'up', '')
    """
    if _RISES.search(name):
        return "up"
    return "down" if _FALLS.search(name) else ""


def _level(cell: object, unit: str, name: str) -> float | None:
    """The level that a cell gives in the unit of its indicator; None where it gives none."""
    text = cell_text(cell)
    if is_missing(text) or (is_number(cell) and not is_level(cell)):
        return None
    if is_level(cell):
        return parse_number(cell)
    try:
        if "%" not in text and "％" not in text:
            return measured(text, unit)[0]
        figure = read_printed(text, unit, names=[name])
    except DataError:
        return None
    return figure.value if figure.basis == "level" and figure.high is None else None
