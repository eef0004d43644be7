"""What sort of figure an indicator is by its name and its unit, where no column says it.

Each guess is told to whoever reads the table. What the figures count is never guessed.
"""

from __future__ import annotations

import re

from linhai_analysis.targets import unit_in_chinese

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
