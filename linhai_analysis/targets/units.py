"""Puts a figure into the unit of the codebook, and into the reading that its kind allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from linhai_analysis.targets.bases import BASES
from linhai_analysis.targets.english import unit_in_chinese
from linhai_analysis.targets.figures import Figure
from linhai_analysis.targets.plain import joined, plain_text
from linhai_analysis.targets.unread import UnreadError
from linhai_analysis.targets.vocabulary import COUNTED, MEASURED, SCALES
from linhai_analysis.text import EXACT
from linhai_analysis.words import unit_word

# What stands at a level and is not counted up: an addition to it is a change of it.
STANDING = ("share", "ratio", "index", "rank")


def in_unit(
    figure: Figure,
    unit: str,
    kind: str = "",
    better: str = "up",
    counted: str = "",
    names: Sequence[str] = (),
) -> Figure:
    """Express a figure in the unit of the codebook, and by the kind of what it measures.

    >>> from linhai_analysis.targets.figures import read_figure
    >>> in_unit(read_figure("13.81亿元"), "100 million CNY").value
    13.81
    >>> in_unit(read_figure("[1]"), "岁", "index").basis, in_unit(read_figure("[9]"), "件").basis
    ('point_change', 'cumulative')
    """
    wanted = measured_in(unit)
    if figure.unit == "个百分点" and wanted != "%":
        raise UnreadError("points", figure.text)
    if figure.basis == "cumulative" and wanted == "%" and kind not in STANDING:
        raise UnreadError("rise_or_fall", figure.text)
    return _by_kind(_converted(figure, unit, wanted, names), kind, better, counted)


def measured_in(unit: str) -> str:
    """Return a unit of a codebook as the grammar has it.

    >>> measured_in("100 million CNY"), measured_in("% of GDP")
    ('亿元', '%')
    """
    said = unit_in_chinese(unit_word(unit, "zh"))
    try:
        return plain_text(said, words=False)
    except UnreadError:
        # It is no figure: what would make two of one means nothing in a unit.
        return joined(said)


def _converted(figure: Figure, unit: str, wanted: str, names: Sequence[str]) -> Figure:
    """The figure in the scale of the unit; refused where the unit measures something else."""
    plain = not figure.unit and not figure.scale
    if not BASES[figure.basis].in_unit or plain:
        return figure
    known = wanted in COUNTED | MEASURED
    scale = "" if known else next((scale for scale in SCALES if wanted.startswith(scale)), "")
    if not _same_kind(_measured(figure.unit, names), wanted.removeprefix(scale)):
        raise UnreadError("unit", figure.text)
    factor = Decimal(SCALES.get(scale, 1))
    value, *high = (
        float(EXACT.divide(Decimal(str(end)), factor))
        for end in (figure.value, figure.high)
        if end is not None
    )
    return replace(figure, value=value, high=high[0] if high else None, unit=unit)


def _by_kind(figure: Figure, kind: str, better: str, counted: str) -> Figure:
    """What is added to a level changes it; what is added every year has to be counted so."""
    every_year = figure.basis == "every_year" and figure.added
    if kind not in STANDING:
        if every_year and counted != "in_year":
            raise UnreadError("every_addition", figure.text)
        return figure
    if kind == "rank" and (figure.added or figure.basis == "cumulative"):
        # 提升2位 makes the number of the rank smaller.
        raise UnreadError("rank", figure.text)
    if figure.basis == "increment":
        return replace(figure, basis="point_change")
    if figure.basis == "cumulative":
        if figure.added:
            raise UnreadError("kind", figure.text)
        if better == "down" and figure.value > 0:
            # 〔15〕 of what is to fall: by 15 per cent, or by 15 points?
            raise UnreadError("bracket", figure.text)
        return replace(figure, basis="point_change")
    a_year = every_year or (figure.basis == "yearly_average" and figure.added)
    return replace(figure, basis="yearly_points") if a_year else figure


def _same_kind(printed: str, wanted: str) -> bool:
    """Whether a printed unit measures what the codebook's does; none printed fits a count."""
    if not printed:
        return _dimension(wanted) not in ("%", "‰", "rank")
    counted, _, per = printed.partition("/")
    expected, _, basis = wanted.partition("/")
    if counted == "个" and expected.isascii() and expected.isalpha():
        expected = counted
    # 件 is enough where the name of the indicator says 每万人.
    return _dimension(counted) == _dimension(expected) and per in ("", basis)


def _measured(printed: str, names: Sequence[str]) -> str:
    """The printed unit, nothing where it is what the name says: 30 new parks of New parks."""
    named = printed.isascii() and any(printed in joined(name).lower() for name in names if name)
    return "" if named and len(printed) > 2 else printed


def _dimension(unit: str) -> str:
    """What a unit measures: people, a place in a ranking, things, or the unit itself."""
    if unit in ("人", "名", "人年"):
        return "people"
    if unit == "位":
        return "rank"
    return "things" if unit in COUNTED else unit.removesuffix("s")
