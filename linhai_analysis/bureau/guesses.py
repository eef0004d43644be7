"""What sort of figure an indicator is by its name and its unit, where no column says it.

Each guess is told to whoever reads the table. What the figures count is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from linhai_analysis.tables.cells import cell_text, is_missing, is_number, parse_number
from linhai_analysis.targets import BASES, UnreadError, in_unit, unit_in_chinese
from linhai_analysis.targets.figures import read_figures

# A number that the unit is of, or a name: the first row that fits counts.
_KINDS = (
    (
        "ratio",
        re.compile(r"^[%％‰]$"),
        re.compile(
            r"增速|增长|增幅|降低|下降|减少|降幅|[削缩压]减|提高|倍|强度|弹性|"
            r"growth|increase|reduction|decrease|decline|intensity",
            re.I,
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
    ("index", re.compile(r"^(?:岁|分|点|年)$"), re.compile("")),
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

# What is done again in every year, and how many of its years make a target that of all of them.
_DONE = re.compile("授权|认定|转化|发放|争取|建设|立项|引进|培育|培训|组建|实施")
_SEVERAL = 3

# What names say of the unit: neither is money, nor is the second a number of anything.
_NO_MONEY = re.compile(
    r"(?:数|数量|率|度|比重|占比|比例|强度|指数|增速|增长|增幅|排名|位次|面积|人口|寿命|浓度|产量|能耗|"
    r"用量|用水量|排放量?|number|rate|share|index)(?:\(.*\))?$|^(?:number|share|rate)\b",
    re.I,
)
_NO_COUNT = re.compile(
    r"(?:率|比重|占比|比例|强度|指数|增速|增长|增幅|排名|位次|产值|收入|经费|投入|支出|税收|利润|"
    r"生产总值|增加值|GDP|rate|share|index)(?:\(.*\))?$",
    re.I,
)


def may_be_in(unit: str, name: str, printed: Iterable[object]) -> bool:
    """Whether the unit of a whole table can be that of a row, by its name and what it prints.

    >>> may_be_in("亿元", "产值", [100.0, "2.5亿元"]), may_be_in("亿元", "企业数", [100.0])
    (True, False)
    >>> may_be_in("亿元", "企业", [100.0, "120家"]), may_be_in("家", "达标率", [90.0])
    (False, False)
    """
    money = "元" in unit or "yuan" in unit.lower()
    if (_NO_MONEY if money else _NO_COUNT).search(name):
        return False
    return all(fits_unit(cell_text(cell), unit, name) for cell in printed)


def printed_unit(name: str, printed: str) -> str:
    """Return the unit that a target prints; empty where none, or with a scale: 2.5亿元 of 万元.

    >>> [printed_unit("企业产值", printed) for printed in ("120家", "2.5亿元", "翻一番")]
    ['家', '', '']
    """
    try:
        figures = read_figures(printed, [name]) if printed else []
    except UnreadError:
        return ""
    found = [figure.unit for figure in figures if not figure.scale and BASES[figure.basis].in_unit]
    return found[0] if len(found) == 1 else ""


def fits_unit(text: str, unit: str, name: str) -> bool:
    """Return whether a figure is printed in a unit, or in none.

    >>> fits_unit("2.5亿元", "万元", "产值"), fits_unit("50%", "万元", "产值")
    (True, False)
    """
    try:
        return all(in_unit(figure, unit, names=[name]) for figure in read_figures(text, [name]))
    except UnreadError as error:
        return error.key not in ("unit", "points")


def may_be_summed(name: str, unit: str, target: object, figures: Iterable[object]) -> bool:
    """Whether a target may be what is done in all years: several times what any one of them has.

    >>> may_be_summed("授权专利", "件", 1200, [200, 220])
    True
    >>> may_be_summed("企业数", "家", 1200, [200, 220])
    False
    """
    if not _DONE.search(name) or guess_kind(unit, name) not in ("count", "amount"):
        return False
    known = [parse_number(cell) for cell in figures if is_number(cell) and not is_missing(cell)]
    several = is_number(target) and len(known) > 1
    return several and parse_number(target) >= _SEVERAL * max(known) > 0


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
