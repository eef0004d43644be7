"""Figures measured in what their heading says: 7.1 under 2023年(亿元), ≥8 under 年均增长."""

from __future__ import annotations

import re

from linhai_analysis.sheets.units import unit_in
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.targets import BASES, UnreadError, read_figure, unit_in_chinese
from linhai_analysis.targets.plain import plain_text

_LAST_DIGIT = re.compile(r"(?<=\d)(?=\D*$)")
_IN_BRACKETS = re.compile(r"(?P<before>[^\d\[［【〔]*)[\[［【〔](?P<inside>.*\d.*)[\]］】〕]")
_SAID_TOTAL = re.compile(r"[\[［【〔(（](?:五年)?累计[数值]?[\]］】〕)）]$")


def heading_unit(head: str) -> str:
    """Return the unit in brackets behind a heading, as figures are printed in it.

    >>> [heading_unit(head) for head in ("2023年(亿元)", "2023 (10,000 yuan)", "2023年(快报)")]
    ['亿元', '万元', '']
    """
    return unit_in_chinese(unit_in(head))


def without_unit(head: str) -> str:
    """Return a heading without its unit; that of % may say that it holds a rate.

    >>> without_unit("Target 2025 (100 million yuan)"), without_unit("增速(%)")
    ('Target 2025', '增速(%)')
    """
    unit = unit_in(head)
    return head[: -len(unit) - 2].strip() if unit and "%" not in unit else head


def in_heading_unit(cell: object, head: str, unit: str = "") -> object:
    """Return a figure with the unit of its heading, where that is not the `unit` of its row.

    >>> in_heading_unit(7.1, "2023年(亿元)", "万元"), in_heading_unit(7.1, "2023年(亿元)", "亿元")
    ('7.1亿元', 7.1)
    """
    own = heading_unit(head)
    return with_unit(cell, own) if own and own != unit_in_chinese(unit) else cell


def with_unit(cell: object, unit: str) -> object:
    """Return a figure with a unit behind its number, where it has none of its own.

    >>> [with_unit(cell, "亿元") for cell in ("≥8", "7-8", "8以上", "9.2万元", "翻一番", "—")]
    ['≥8亿元', '7-8亿元', '8亿元以上', '9.2万元', '翻一番', '—']
    """
    try:
        figure = read_figure(cell_text(cell))
    except UnreadError:
        return cell
    if figure.unit or figure.scale or not BASES[figure.basis].in_unit:
        return cell
    return _LAST_DIGIT.sub(unit, plain_text(cell_text(cell)))


def printed_growth(text: str) -> str:
    """Return what a cell of a column of growth prints: 7 is a growth of 7 % a year, [8] a total.

    >>> [printed_growth(text) for text in ("+7", "7%", ">8", "8以上", "7-8", "9亿元")]
    ['年均增长7%', '年均增长7%', '年均增长>8%', '年均增长8%以上', '年均增长7-8%', '9亿元']
    >>> [printed_growth(text) for text in ("[8]", "5[累计]", "≥[5]", "[≥5]")]
    ['〔8〕', '〔5〕', '≥〔5〕', '〔≥5〕']
    """
    text = text.lstrip("+＋")
    if total := _SAID_TOTAL.search(text):
        return f"〔{text[: total.start()].strip()}〕"
    if bracketed := _IN_BRACKETS.fullmatch(text):
        return f"{bracketed['before']}〔{bracketed['inside']}〕"
    try:
        figure = read_figure(text)
    except UnreadError:
        return text
    rate = figure.basis == "level" and figure.unit in ("", "%") and not figure.scale
    return f"年均增长{with_unit(plain_text(text), '%')}" if rate else text
