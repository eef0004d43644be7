"""Reads a printed figure ("4.5%以上", "2500/360", "3-5家") into number, relation, unit.

A printed figure is a number with words around it. The words that matter are few;
they are listed below in tables, so a new one is a new row. Whatever is left over
after all of them must be a unit; otherwise the text is refused, never guessed.

How each word is read follows the usage of Chinese plans: 以上, 以下 and 以内 include
the figure itself, 超过 and 突破 do not; 〔 〕 marks the total over all years of the
plan; 翻一番 is twice, 翻两番 four times, 增长2倍 three times, 增长到2倍 twice.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from decimal import Decimal

from linhai_analysis.errors import DataError
from linhai_analysis.targets.bases import BASES
from linhai_analysis.words import unit_word

SCALES = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 10**3, "百": 10**2}

# What a Chinese figure is counted in. The first group are interchangeable classifiers:
# a plan that prints 120个 where its codebook says 家 means the same.
COUNTED = frozenset("家件个项名所座台套篇位户只辆张册部种款条处次人") | {"人年"}
MEASURED = (
    frozenset("%‰元亩吨年岁分")
    | {"个百分点", "百分点", "平方米", "平方公里", "立方米"}
    | {"公里", "公顷", "吨标准煤", "千瓦", "千瓦时"}
)


def _spelled(*rows: tuple[str, str, str]) -> dict[str, tuple[str, str]]:
    """Facet and meaning by spelling; long ones first, as one may begin or end with another."""
    found = {word: (facet, meaning) for facet, meaning, words in rows for word in words.split()}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


_VERBS = ["增长", "提高", "增加", "上升", "扩大", "下降", "降低", "减少", "提升"]
BEFORE = _spelled(
    # 提高到65% is a level that is reached; 提高5% is a change.
    ("reach", "yes", " ".join(verb + to for verb in _VERBS for to in "到至")),
    ("reach", "yes", "保持在 达到 实现 达 为"),
    ("relation", "at_least", "不低于 不少于 不小于 至少 ≥ >="),
    ("relation", "at_most", "不超过 不高于 不大于 不多于 ≤ <= 控制在"),
    ("relation", "above", "超过 突破 高于 大于 >"),
    ("relation", "below", "低于 不到 小于 <"),
    ("about", "yes", "大约 约"),
    ("hope", "yes", "力争 争取 确保"),
    ("basis", "growth_rate", "年均增长 每年增长 年均增速"),
    ("basis", "-growth_rate", "年均下降 年均降低"),
    ("basis", "yearly_average", "年均新增 年均"),
    ("basis", "every_year", "每年"),
    ("basis", "increment", "新增"),
    ("basis", "cumulative_change", "增长 提高 增加 上升 提升"),
    ("basis", "-cumulative_change", "下降 降低 减少"),
    ("cumulative", "yes", "累计"),
)
AFTER = _spelled(
    ("inclusive", "yes", "(含)"),
    ("relation", "at_least", "及以上 以上"),
    ("relation", "at_most", "及以下 以下 以内 之内"),
    ("about", "yes", "左右 上下"),
)
FLIPPED = {"at_least": "at_most", "at_most": "at_least", "above": "below", "below": "above"}
DOUBLINGS = {"一": 1, "两": 2, "二": 2, "三": 3}

_NUMBER = r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?"
_SCALE = "|".join(SCALES)
_UNIT = "|".join(sorted(map(re.escape, COUNTED | MEASURED), key=len, reverse=True))
_GROWN = r"(?P<grown>增长|增加|提高|扩大)"
_REACHED = r"(?P<reached>到|至|为|达到)"
_RISE_OR_FALL = "does not say whether it rises or falls; write 累计增长 or 累计下降"
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_QUANTITY = re.compile(
    rf"(?P<low>{_NUMBER})(?:(?P<first>%)?(?:-|—|–|~|至|到)(?P<high>{_NUMBER}))?"
    rf"(?P<scale>{_SCALE})?(?P<unit>(?:{_UNIT})(?:/(?:{_SCALE})?(?:{_UNIT}))?)?"
)


@dataclass(frozen=True)
class Figure:
    """A printed figure, read.

    >>> figure = read_figure("4.5%以上")
    >>> figure.value, figure.unit, figure.relation, figure.basis
    (4.5, '%', 'at_least', 'level')
    """

    text: str
    value: float
    high: float | None = None
    unit: str = ""
    relation: str = ""
    basis: str = "level"
    about: bool = False
    scale: str = ""
    base_year: int | None = None

    @property
    def form(self) -> str:
        """The relation as printed, to compare two printings of one target."""
        return f"about {self.relation}".strip() if self.about else self.relation


def read_figure(text: str) -> Figure:
    """Read one printed figure."""
    plain = _plain(text)
    compared = re.search(r"[比较](\d{4})年|(\d{4})年的(?=[\d.]+倍)", plain)
    plain = plain.replace(compared[0], "") if compared else plain
    figure = _special(text, plain) or _ordinary(text, plain)
    if not all(math.isfinite(end) for end in (figure.value, figure.high or 0)):
        raise DataError(f"{text!r} is beyond what a number can hold")
    year = int(compared[1] or compared[2]) if compared else None
    return replace(figure, base_year=year)


def read_figures(text: str) -> list[Figure]:
    """Read a printed cell that may hold several figures, such as ``2500/360``.

    >>> [figure.value for figure in read_figures("2500/360")]
    [2500.0, 360.0]
    >>> [figure.unit for figure in read_figures("16件/万人以上")]
    ['件/万人']
    """
    parts = re.split(r"/(?=[^/]*\d)", _plain(text))
    return [replace(read_figure(part), text=text) for part in parts]


def in_unit(figure: Figure, unit: str) -> Figure:
    """Express a figure in the unit of the codebook.

    >>> in_unit(read_figure("13.81亿元"), "100 million CNY").value
    13.81
    """
    if not BASES[figure.basis].in_unit:
        return figure
    wanted = _plain(unit_word(unit, "zh"))
    if figure.basis == "cumulative" and wanted == "%":
        raise DataError(f"{figure.text!r} {_RISE_OR_FALL}")
    if not figure.unit and not figure.scale:
        return figure
    known = wanted in COUNTED | MEASURED
    scale = "" if known else next((scale for scale in SCALES if wanted.startswith(scale)), "")
    printed = figure.unit or figure.scale
    if not _same_kind(figure.unit, wanted.removeprefix(scale)):
        raise DataError(f"{figure.text!r} is printed in {printed}, the codebook says {unit!r}")
    factor = Decimal(SCALES.get(scale, 1))
    high = None if figure.high is None else float(Decimal(str(figure.high)) / factor)
    return replace(figure, value=float(Decimal(str(figure.value)) / factor), high=high, unit=unit)


def _plain(text: str) -> str:
    """Full-width to half-width, without spaces; 〔 〕 and footnote marks stay as they are."""
    # Only the full-width forms of ASCII: other compatibility forms turn ² and ① into digits.
    plain = text.translate(_HALF_WIDTH).replace("㎡", "平方米").replace("m²", "平方米")
    thousands = r"(?<![\d.])\d{1,3}(?:[ \u00a0\u2009]\d{3})+(?!\d)"
    grouped = re.sub(thousands, lambda found: re.sub(r"\s", "", found[0]), plain)
    if re.search(r"[\d.]\s+\d", grouped):
        raise DataError(f"{text!r} holds blanks between digits; it may be two figures")
    return re.sub(r"\s", "", grouped)


def _ordinary(text: str, plain: str) -> Figure:
    """A quantity with words around it."""
    total = re.fullmatch(r"[〔\[](.+)[〕\]]", plain)
    facets, core = _peel(total[1] if total else plain)
    match = _QUANTITY.fullmatch(core)
    if not match:
        raise DataError(f"{text!r} cannot be read as a figure")
    if total:
        facets["cumulative"] = "yes"
    return _figure(text, match, facets)


def _special(text: str, plain: str) -> Figure | None:
    """The forms whose number is not simply a quantity."""
    core = re.sub(r"^(?:力争|争取|确保|实现)+", "", plain)
    if match := re.fullmatch(r"翻([一二两三])番(以上)?", core):
        factor = 2.0 ** DOUBLINGS[match[1]]
        return Figure(text, factor, relation="at_least" if match[2] else "", basis="multiple")
    if match := re.fullmatch(rf"{_GROWN}?(?:{_REACHED})?({_NUMBER})倍(以上)?", core):
        # 增长2倍 adds twice the base to it; 增长到2倍 and 达到2倍 are twice the base.
        added = 1 if match["grown"] and not match["reached"] else 0
        relation = "at_least" if match[4] else ""
        return Figure(text, _number(match[3]) + added, relation=relation, basis="multiple")
    if match := re.fullmatch(r"(?:进入|位居|居)?(?:全国|全省|世界)?(?:前|第)(\d+)(?:位|名)?", core):
        return Figure(text, float(match[1]), unit="位", relation="at_most")
    return Figure(text, 100.0, unit="%") if core == "全覆盖" else None


def _peel(plain: str) -> tuple[dict[str, str], str]:
    """Take the known words off both ends; return what they said and what is left."""
    facets: dict[str, str] = {}

    def note(facet: str, meaning: str) -> None:
        if facets.setdefault(facet, meaning) != meaning:
            raise DataError(f"{plain!r} says two things at once: {facets[facet]} and {meaning}")

    core = plain
    while before := next(filter(core.startswith, BEFORE), ""):
        note(*BEFORE[before])
        core = core.removeprefix(before)
    while after := next(filter(core.endswith, AFTER), ""):
        note(*AFTER[after])
        core = core.removesuffix(after)
    return facets, core


def _figure(text: str, match: re.Match[str], facets: dict[str, str]) -> Figure:
    scale = Decimal(SCALES.get(match["scale"] or "", 1))
    printed = [match["low"], match["high"]] if match["high"] else [match["low"]]
    ends = [Decimal(end.replace(",", "")) * scale for end in printed]
    if len(ends) == 2 and ends[1] <= ends[0]:
        raise DataError(f"{text!r} is a range whose end is not above its start")
    unit = match["unit"] or ""
    if match["first"] and unit != "%":
        raise DataError(f"{text!r} is a range in two units")
    unit = "个百分点" if unit == "百分点" else unit
    basis, sign = _basis(text, facets, unit)
    relation = facets.get("relation", "")
    if len(ends) == 2 and relation != "at_least":
        # 控制在3-5%以内 keeps within the range; its lower end is no ceiling.
        relation = "range"
    if sign < 0:
        relation = FLIPPED.get(relation, relation)
    ends = sorted(sign * end / (100 if BASES[basis].fraction else 1) for end in ends)
    return Figure(
        text,
        value=float(ends[0]),
        high=float(ends[1]) if len(ends) == 2 else None,
        unit=unit,
        relation=relation,
        basis=basis,
        about="about" in facets,
        scale=match["scale"] or "",
    )


def _basis(text: str, facets: dict[str, str], unit: str) -> tuple[str, int]:
    """What the number measures, and -1 where the words say that it falls."""
    stated = facets.get("basis", "")
    basis, sign = stated.removeprefix("-"), -1 if stated.startswith("-") else 1
    if unit == "个百分点":
        if basis in ("growth_rate", "yearly_average", "every_year"):
            raise DataError(
                f"{text!r}: points per year are not read; give the change over all years"
            )
        return "point_change", sign
    if basis == "cumulative_change" and unit != "%":
        # 增加500家 adds to what is there; only a percentage is relative to the base.
        if sign < 0:
            raise DataError(
                f"{text!r}: a fall in {unit or 'units'} is not read; give the level aimed at"
            )
        if not unit:
            raise DataError(f"{text!r} does not say what the number counts; add % or a unit")
        return "increment", sign
    if basis == "growth_rate" and unit != "%":
        raise DataError(f"{text!r} is a growth rate without %")
    if not basis and "cumulative" in facets:
        if unit == "%":
            raise DataError(f"{text!r} {_RISE_OR_FALL}")
        return "cumulative", sign
    return basis or "level", sign


def _same_kind(printed: str, wanted: str) -> bool:
    """Whether a printed unit measures what the codebook's does; none printed fits a count."""
    if not printed:
        return _dimension(wanted) not in ("%", "‰", "rank")
    counted, _, per = printed.partition("/")
    expected, _, basis = wanted.partition("/")
    # 件 is enough where the name of the indicator says 每万人.
    return _dimension(counted) == _dimension(expected) and per in ("", basis)


def _dimension(unit: str) -> str:
    """What a unit measures: people, a place in a ranking, things, or the unit itself."""
    if unit in ("人", "名", "人年"):
        return "people"
    if unit == "位":
        return "rank"
    return "things" if unit in COUNTED else unit


def _number(text: str) -> float:
    return float(text.replace(",", ""))
