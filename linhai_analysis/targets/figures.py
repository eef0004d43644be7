"""Reads a printed figure ("4.5%以上", "2500/360", "3-5家") into number, relation, unit.

A printed figure is a number with words around it. The words that matter are few; they are listed
in `targets.vocabulary`, so a new one is a new row. Whatever is left over after all of them must be
a number and its unit; otherwise the text is refused with its reason, never guessed.

Numbers that are no quantity: 翻一番 is twice, 翻两番 four times, 增长2倍 three times,
增长到2倍 twice; 持平 is a change of nothing, 零增长 a rate of nothing, 全覆盖 all of it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from linhai_analysis.targets.bases import BASES
from linhai_analysis.targets.numerals import whole_number
from linhai_analysis.targets.peeling import peel
from linhai_analysis.targets.plain import joined, plain_text, unbracketed
from linhai_analysis.targets.unread import UnreadError
from linhai_analysis.targets.vocabulary import (
    NO_FIGURE,
    NUMBER,
    SCALE,
    SCALES,
    UNIT,
    Facets,
)
from linhai_analysis.text import EXACT

FLIPPED = {"at_least": "at_most", "at_most": "at_least", "above": "below", "below": "above"}

_TO = "[-—–~至到]|——"
_QUANTITY = re.compile(
    rf"(?P<low>{NUMBER})(?:(?P<first>{UNIT})?(?:{_TO})(?P<high>{NUMBER}))?"
    rf"(?P<scale>{SCALE})?(?P<unit>(?:{UNIT})(?:/(?:{SCALE}|十万)?(?:{UNIT}))?)?"
)
_TIMES = re.compile(rf"(?P<times>{NUMBER})倍")
_DOUBLED = re.compile("翻了?(?P<doublings>[一二两三1-3]?)番|倍增")
_RANK = re.compile(
    "(?:进入|跻身|位居|位列|排名|列|居)*(?:全国|全省|全市|全球|世界|国内|省内)?"
    rf"[前第](?P<rank>{NUMBER})[位名强]?"
)
# What says of a change that it is that of all years.
_SPAN = {"cumulative", "than", "years", "span"}
_UNCHANGED = re.compile("(?P<nearly>基本)?(?:保持)?持平")
_WHOLE = re.compile("(?:100%)?全覆盖")


@dataclass(frozen=True)
class Figure:
    """A printed figure, read.

    `base_year`, `target_year` and `years` are those that the words name, 0 where they name none.
    `added`: the words say that so many are added or done; `total`: that so much comes in all years;
    `loose`: a rise or fall in per cent that of a percentage could also be meant in points;
    `bare`: one of which no word says that it is that of all years of the plan.

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
    base_year: int = 0
    target_year: int = 0
    years: int = 0
    added: bool = False
    total: bool = False
    loose: bool = False
    bare: bool = False

    @property
    def form(self) -> str:
        """The relation as printed, to compare two printings of one target."""
        near = self.about and self.relation != "about"
        return f"about {self.relation}" if near else self.relation


def read_figure(text: str, names: Sequence[str] = ()) -> Figure:
    """Read one printed figure; `names` are those of its indicator, which may stand before it.

    >>> read_figure("培育高新技术企业100家", ["高新技术企业数"]).basis
    'cumulative'
    """
    plain = plain_text(text)
    bare, marked = unbracketed(plain)
    said, core = peel(text, bare, [joined(name) for name in names if name])
    if marked:
        said["cumulative"] = "yes"
    figure = _special(text, core, said) or _quantity(text, core, said)
    if figure is None:
        why = (key for key, form in NO_FIGURE if re.fullmatch(form, plain))
        raise UnreadError(next(why, "figure"), text)
    if not all(math.isfinite(end) for end in (figure.value, figure.high or 0)):
        raise UnreadError("too_large", text)
    if "than" in said and figure.basis == "level" and "reach" not in said:
        # 比2015年15% says neither a level nor which way it moved.
        raise UnreadError("figure", text)
    about = "about" in said
    return replace(
        figure,
        about=about,
        relation="about" if about and not figure.relation else figure.relation,
        base_year=int(said.get("than", 0)),
        target_year=int(said.get("until", 0)),
        years=whole_number(said.get("years", "")) or int(said.get("years", 0)),
    )


def read_figures(text: str, names: Sequence[str] = ()) -> list[Figure]:
    """Read a printed cell that may hold several figures, such as ``2500/360``.

    >>> [figure.value for figure in read_figures("2500/360")]
    [2500.0, 360.0]
    >>> [figure.unit for figure in read_figures("16件/万人以上")]
    ['件/万人']
    """
    parts = re.split(r"/(?=[^/]*\d)", plain_text(text))
    if len(parts) == 1:
        return [read_figure(text, names)]
    return [replace(read_figure(part, names), text=text) for part in parts]


def _special(text: str, core: str, said: Facets) -> Figure | None:
    """The forms whose number is not simply a quantity."""
    moved = said.keys() & {"rhythm", "change", "did", "cumulative", "per"}
    relation = said.get("relation", "")
    if match := _TIMES.fullmatch(core):
        grown = said.get("change") == "rise" and "noun" not in said
        once = match["times"] in ("1", "一") and not grown and "than" not in said
        if once or (moved and not (grown and moved <= {"change", "cumulative"})):
            # As much as there was is no target: once more may be meant.
            raise UnreadError("times", text)
        # 增长2倍 adds twice the base to it; 增长到2倍 and 达到2倍 are twice the base.
        times = _number(text, match["times"]) + (grown and "reach" not in said)
        return Figure(text, times, relation=relation, basis="multiple")
    if moved:
        return None
    if match := _DOUBLED.fullmatch(core):
        doublings = match["doublings"] or "一"
        factor = 2.0 ** (whole_number(doublings) or int(doublings))
        return Figure(text, factor, relation=relation, basis="multiple")
    if (match := _RANK.fullmatch(core)) and relation in ("", "at_most"):
        return Figure(text, _number(text, match["rank"]), unit="位", relation="at_most")
    if match := _UNCHANGED.fullmatch(core):
        said.update({"about": "yes"} if match["nearly"] else {})
        return Figure(text, 0.0, relation=relation, basis="cumulative_change")
    if core == "零增长":
        return Figure(text, 0.0, relation=relation, basis="growth_rate")
    whole = _WHOLE.fullmatch(core)
    return Figure(text, 100.0, unit="%", relation=relation) if whole else None


def _quantity(text: str, core: str, said: Facets) -> Figure | None:
    """A number or a range with its unit."""
    match = _QUANTITY.fullmatch(core)
    if not match:
        return None
    scale = Decimal(SCALES.get(match["scale"] or "", 1))
    printed = [match["low"], match["high"]] if match["high"] else [match["low"]]
    ends = [EXACT.multiply(_decimal(text, end), scale) for end in printed]
    if len(ends) == 2 and ends[1] <= ends[0]:
        raise UnreadError("backwards", text)
    unit = match["unit"] or ""
    if match["first"] and unit != match["first"]:
        raise UnreadError("two_units", text)
    unit = _whole_unit("个百分点" if unit == "百分点" else unit, said, text)
    basis, sign = _basis(text, said, unit)
    relation = said.get("relation", "")
    if len(ends) == 2 and relation != "at_least":
        # 控制在3-5%以内 keeps within the range; its lower end is no ceiling.
        relation = "range"
    if sign < 0:
        relation = FLIPPED.get(relation, relation)
    share = Decimal(sign * (100 if BASES[basis].fraction else 1))
    ends = sorted(EXACT.divide(end, share) for end in ends)
    return Figure(
        text,
        value=float(ends[0]),
        high=float(ends[1]) if len(ends) == 2 else None,
        unit=unit,
        relation=relation,
        basis=basis,
        scale=match["scale"] or "",
        added=bool(said.keys() & {"change", "did"}),
        total="cumulative" in said,
        loose="change" in said and not said.keys() & {"rate", "cumulative"},
        bare=basis == "cumulative_change" and not said.keys() & _SPAN,
    )


def _whole_unit(unit: str, said: Facets, text: str) -> str:
    """The unit with what 每万人 before the figure adds to it."""
    if "per" not in said:
        return unit
    if not unit or "/" in unit:
        raise UnreadError("no_unit", text)
    return f"{unit}/{said['per']}"


def _basis(text: str, said: Facets, unit: str) -> tuple[str, int]:
    """What the number measures, and -1 where the words say that it falls."""
    change, rhythm = said.get("change", ""), said.get("rhythm", "")
    sign = -1 if change == "fall" else 1
    over_years = {"average": "yearly_average", "each": "every_year"}.get(rhythm, "")
    if unit == "个百分点":
        return _points(text, said), sign
    if change in ("rise", "fall"):
        return _moved(text, said, unit, over_years), sign
    if change == "new":
        if unit == "%":
            raise UnreadError("points_or_percent", text)
        return over_years or "increment", 1
    if over_years:
        if unit == "%" and rhythm == "average":
            raise UnreadError("average_or_growth", text)
        return over_years, 1
    totals = said.keys() & {"cumulative", "did"}
    if totals and unit == "%":
        raise UnreadError("rise_or_fall", text)
    if totals and "reach" in said:
        raise UnreadError("total_or_level", text)
    return ("cumulative" if totals or ("span" in said and "reach" not in said) else "level"), 1


def _points(text: str, said: Facets) -> str:
    """A change in percentage points, of all years or of each."""
    if "reach" in said or "did" in said or said.get("change") == "new":
        raise UnreadError("figure", text)
    if "rhythm" not in said:
        return "point_change"
    if "change" not in said:
        raise UnreadError("rise_or_fall", text)
    return "yearly_points"


def _moved(text: str, said: Facets, unit: str, over_years: str) -> str:
    """A rise or a fall: relative in per cent, else so many more."""
    if "noun" in said and not over_years:
        raise UnreadError("which_years", text)
    if unit == "%":
        if "reach" in said and not over_years:
            raise UnreadError("figure", text)
        return "growth_rate" if over_years else "cumulative_change"
    if over_years and "rate" in said:
        raise UnreadError("rate", text)
    if not unit:
        raise UnreadError("no_unit", text)
    # 增加500家 adds to what is there; only a percentage is relative to the base.
    if said["change"] == "fall":
        raise UnreadError("fall", text)
    return over_years or "increment"


def _decimal(text: str, number: str) -> Decimal:
    if number[0].isdigit() or number[0] == "-":
        return Decimal(number.replace(",", ""))
    whole = whole_number(number)
    if whole is None:
        raise UnreadError("figure", text)
    return Decimal(whole)


def _number(text: str, number: str) -> float:
    return float(_decimal(text, number))
