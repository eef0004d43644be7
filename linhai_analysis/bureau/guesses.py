"""What a name, a unit and a printed target say about an indicator where no column does.

Each guess is told to whoever reads the table. What the figures count is never guessed.
"""

from __future__ import annotations

import re

from linhai_analysis.targets import in_chinese, unit_in_chinese

# A number that the unit is of, or a name: the first row that fits counts.
_KINDS = (
    (
        "ratio",
        re.compile(r"^[%％‰]$"),
        re.compile(
            r"增速|增长|增幅|降低|下降|提高|倍|强度|弹性|growth|increase|reduction|intensity", re.I
        ),
    ),
    ("share", re.compile(r"^[%％‰]$"), re.compile("")),
    ("ratio", re.compile(r"/"), re.compile("")),
    (
        "ratio",
        re.compile(""),
        re.compile(
            r"每[十百千万亿\d]|人均|户均|地均|亩均|均值|^单位|比值|强度|\bper\b|intensity", re.I
        ),
    ),
    ("rank", re.compile(r"^[位名]$"), re.compile("排名|位次|名次|排位|位居|^(?!.*(?:数|人|床))")),
    ("index", re.compile(r"^(?:岁|分|点)$"), re.compile("")),
    ("index", re.compile(""), re.compile("指数$|指数(?=\\()|\bindex\b", re.I)),
    (
        "count",
        re.compile(
            r"^[十百千万亿]*[家件个项人名所座台套篇户只辆张册部种款条处次间支门株头例栋对起]$|^万?人[年次]$"
        ),
        re.compile(""),
    ),
    ("amount", re.compile(""), re.compile("")),
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


def guess_kind(unit: str, name: str) -> str:
    """Return the kind of an indicator by its unit and its name.

    >>> guess_kind("%", "研发经费占比"), guess_kind("%", "生产总值增速"), guess_kind("家", "企业数")
    ('share', 'ratio', 'count')
    >>> guess_kind("件", "每万人发明专利拥有量"), guess_kind("亿元", "产值")
    ('ratio', 'amount')
    >>> guess_kind("firms", "High-tech firms"), guess_kind("% of GDP", "R&D spending")
    ('count', 'share')
    """
    known = unit_in_chinese(unit)
    return next(
        kind for kind, of_unit, of_name in _KINDS if of_unit.search(known) and of_name.search(name)
    )


def guess_better(name: str, printed: str) -> str:
    """Return which way is better by the name of an indicator and its printed target.

    >>> guess_better("高新技术企业数", "120家"), guess_better("单位产值能耗", "0.5")
    ('up', 'down')
    >>> guess_better("能耗降低", "15%"), guess_better("能耗降低", "累计下降17%")
    ('up', 'down')
    >>> guess_better("企业数", "不低于120家"), guess_better("创新指数", "全省前5位")
    ('up', 'down')
    >>> guess_better("Reduction of emissions", "15%"), guess_better("Costs", "at most 10")
    ('up', 'down')
    """
    if _TO_FALL.search(in_chinese(printed)):
        return "down"
    if _A_FALL.search(name):
        return "up"
    return "down" if _FALLS.search(name) else "up"
