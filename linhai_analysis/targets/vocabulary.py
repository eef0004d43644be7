"""The words and units of printed figures; a new one is a new row.

How each word is read follows the usage of Chinese plans: 以上, 以下 and 以内 include the figure
itself, 超过 and 突破 do not; 左右, 约 and 近 are about the figure; 〔 〕 marks what holds for all
years of the plan.
"""

from __future__ import annotations

import re

from linhai_analysis.targets.five_years import NUMBERED
from linhai_analysis.targets.numerals import NUMERAL

SCALES = {"万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8}
SCALES |= {"千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "百": 10**2}

# What a Chinese figure is counted in. The first group are interchangeable classifiers:
# a plan that prints 120个 where its codebook says 家 means the same.
COUNTED = frozenset("家件个项名所座台套篇位户只辆张册部种款条处次人支间门株头例栋对起") | {"人年"}
MEASURED = (
    frozenset("%‰元亩吨年岁分天米")
    | {"个百分点", "百分点", "平方米", "平方公里", "立方米", "人次", "美元", "小时"}
    | {"公里", "公顷", "吨标准煤", "千瓦", "千瓦时", "微克", "毫克", "公斤", "升"}
)

# What numbers, scales and units look like, as parts of a pattern.
_DIGITS = r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?"
NUMBER = f"{_DIGITS}|{NUMERAL}"
SCALE = "|".join(SCALES)
# What English plans count has no classifier: 30 parks.
NOUN = "[a-z][a-z.&-]*"
UNIT = "|".join(sorted(map(re.escape, COUNTED | MEASURED), key=len, reverse=True)) + f"|{NOUN}"

Facets = dict[str, str]


def _spelled(*rows: tuple[Facets, str]) -> dict[str, Facets]:
    """What each spelling says; long ones first, as one may begin or end with another."""
    found = {word: facets for facets, words in rows for word in words.split()}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


_VERBS = ["增长", "提高", "增加", "上升", "扩大", "下降", "降低", "减少", "提升"]
_VERBS += ["压减", "压降", "缩减", "削减", *"增升降减提"]
# `change` is how the figure moves (new: so many are added), `rhythm` how often, `did` what a
# plan sets out to do with so many, `rate` a word for growth, `noun` one that needs its years.
BEFORE = _spelled(
    # 提高到65% is a level that is reached; 提高5% is a change.
    ({"reach": "yes"}, " ".join(verb + to for verb in _VERBS for to in "到至")),
    ({"reach": "yes"}, "保持在 稳定在 维持在 保持 达到 达 为 是 拥有 增加为 上升为 扩大为 降为"),
    ({"relation": "at_least"}, "不低于 不少于 不小于 至少 ≥ >="),
    ({"relation": "at_most"}, "不超过 不高于 不大于 不多于 ≤ <= 控制在 稳定控制在"),
    ({"relation": "above"}, "超过 突破 高于 大于 多于 超 逾 >"),
    ({"relation": "below"}, "低于 不到 小于 少于 <"),
    ({"about": "yes"}, "大约 约 近 将近 接近"),
    ({"hope": "yes"}, "力争 争取 确保 实现 努力"),
    ({"rhythm": "average"}, "年均 年平均 平均每年 每年平均"),
    ({"rhythm": "each"}, "每年"),
    ({"change": "rise", "rate": "yes"}, "增长 递增"),
    ({"change": "fall", "rate": "yes"}, "递减"),
    ({"change": "rise"}, "提高 增加 上升 扩大 提升 +"),
    ({"change": "fall"}, "下降 降低 减少 压减 压降 缩减 削减"),
    ({"change": "rise", "rate": "yes", "noun": "yes"}, "增速 增幅 增长率 增长速度"),
    ({"change": "fall", "rate": "yes", "noun": "yes"}, "降幅 下降率 降低率"),
    (
        {"change": "rise", "rate": "yes", "rhythm": "average"},
        "年增长 年递增 年增速 年增幅 年增长率 年增长速度",
    ),
    ({"change": "fall", "rate": "yes", "rhythm": "average"}, "年下降 年递减 年降低 年降幅"),
    ({"change": "new"}, "新增 新增加 净增 净增加 新建 新建成 新引进 新培育 新认定 新创建 新组建"),
    ({"did": "yes"}, "引进 培育 建成 建设 实施 完成 培养 认定 孵化 转化 组建 创建 攻克"),
    ({"did": "yes"}, "引育 招引 培训 选派 推广 开展 获批"),
    ({"cumulative": "yes"}, "累计"),
)
AFTER = _spelled(
    ({"inclusive": "yes"}, "(含)"),
    ({"relation": "at_least"}, "及以上 以上"),
    ({"relation": "at_most"}, "及以下 以下 以内 之内 内"),
    ({"about": "yes"}, "左右 上下"),
    ({"cumulative": "yes"}, "(累计) (五年累计) (累计数) (五年累计数)"),
)

# Words that say which years are meant, and where in the text the year stands.
YEARS = (
    rf"[比较与](?:(?P<than>\d{{4}})年[末底]?|{NUMBERED}期?末)(?:的?水平)?(?:相比)?,?",
    r"在(?P<than>\d{4})年的?基础上,?",
    r"(?P<than>\d{4})年的(?=[\d.]+倍)",
    r"(?:到|至)?(?P<until>\d{4})年[底末]?的?,?(?=.)",
    rf"{NUMBERED}(?:期间|时期)",
    r"(?:未来|今后)?(?P<years>[三四五六]|\d{1,2})年(?:内|间|期间)?",
    r"规划期(?:内|间)",
)
# 每万人16件 is so many for each 10,000 people.
EACH = (
    r"每(?P<scale>十万|万|千|百)(?:名|位)?"
    r"(?:(?P<households>户)|(?:常住|户籍)?人口|就业人员|从业人员|劳动力|职工|老年人|人)"
)

# Why a text that holds no figure is none; the first that is found says it.
NO_FIGURE = (
    ("none", r"[-—–/…]+|无|暂无|待定"),
    ("parentheses", r".*\(.*\d.*\).*"),
    ("last_year", r".*(?:同比|[比较]上年|环比).*"),
    (
        "compares",
        r".*(?:同步|平均|[高快低慢优]于\D*(?:增速|增长|增幅|水平|GDP|生产总值)).*",
    ),
    ("assigned", r"\D*(?:下达|达标|省定|国家规定|国家要求|上级)\D*"),
    (
        "direction",
        r"(?:.*(?:只[增减]不[增减]|不[增减降]|稳中有|负增长|正增长|保持稳定|基本稳定))\D*|"
        r"(?:逐年|逐步|稳步|持续|不断|大幅|明显|显著|进一步|成倍)\D*",
    ),
    ("figure", r".*(?:[\d零一二两三四五六七八九十百千万亿半]|许多|若干).*"),
    ("words", r".*[a-z\u4e00-\u9fff].*"),
)
# An indicator of such a name is a change itself, so that a change of it can be meant in two ways.
A_CHANGE = re.compile(
    "增长|增速|增幅|提高|上升|下降|降低|减少|降幅|削减|减排|growth|increase|reduction|decline", re.I
)
