"""Reads observations with a column a year into one row a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from linhai_analysis.bureau.headed_units import in_heading_unit, without_unit
from linhai_analysis.bureau.parts import Cell, Part, Row, part_of_rows, told_head
from linhai_analysis.sheets.blocks import Block, filled_rows
from linhai_analysis.sheets.plain import is_figure
from linhai_analysis.sheets.years import Year, read_year
from linhai_analysis.tables.cells import cell_text, is_missing
from linhai_analysis.tables.origins import Origin
from linhai_analysis.tables.spelling import column_of
from linhai_analysis.targets.five_years import NUMBERED
from linhai_analysis.words import Sentence

# Figures that are expected are not out yet: they stand with the preliminary ones.
EXPECTED = {"expected": "preliminary"}
# What says of a column only that its figures are those that came out.
_ACTUAL = re.compile(
    rf"(?:{NUMBERED})?(?:规划期|评估期|期间|时期|历年|各年|全年|年度|中期|期中|[至到])*(?:实际|实绩|执行|实施|监测|进展|实现|统计|公布|核定)?"
    r"(?:完成|达到|实现|情况|值|数|数据)*|评估[值数]|绝对[值数]|总[量值]|actual",
    re.I,
)
_MID_TERM = re.compile(r"中期(?=完成|实际|评估|[值数])")
UNDATED = re.compile(rf"(?:目前|当前|最新|现)*(?:{_ACTUAL.pattern})", re.I)
# A column that only orders the rows.
NUMBER = re.compile(r"序号|编号|(?:serial )?no\.?|#|s/n", re.I)
# It may be what is aimed at, or what was.
_GROWTH = re.compile(r"年均(?:增长|增速|增幅|递增)(?:率|速度)?(?:\(%\)|%)?")
_AROUND = re.compile(r"[()]")
_BRACKETED = re.compile(r"\(([^()]*)\)$")


class YearColumn(NamedTuple):
    """A column of figures of one year: its place among the headings, its year and status."""

    place: int
    year: int
    status: str


def year_of(head: str) -> Year | None:
    """Return the year of a column of figures; None where a heading speaks of none, or of more.

    >>> year_of("2016年(快报)").status, year_of("完成情况 2016年").year, year_of("2016年增长")
    ('preliminary', 2016, None)
    """
    # The middle of a plan, where figures stand for it; alone it may be that of a year.
    head = _MID_TERM.sub("", head)
    # Of two heading rows the upper one says that the figures are those that came out.
    upper, _, lower = head.rpartition(" ")
    year = read_year(lower if _ACTUAL.fullmatch(upper) else head) or year_in_brackets(head)
    if year is None or year.kind or year.fiscal:
        return None
    # What stands in brackets is the unit, or says of the figures what may stand without them.
    name = _AROUND.sub("", without_unit(year.name))
    return year if all(map(_ACTUAL.fullmatch, name.split())) else None


def year_in_brackets(head: str) -> Year | None:
    """Return the year that stands in brackets behind a heading.

    >>> year_in_brackets("中期(2018年)").year, year_in_brackets("中期(2018年)").name
    (2018, '中期')
    """
    inside = _BRACKETED.search(head)
    found = read_year(inside[1]) if inside else None
    return found and replace(found, name=_BRACKETED.sub("", head).strip())


def year_columns(block: Block) -> list[YearColumn]:
    """Return the columns of a block that hold the figures of a year."""
    return [year for n, head in enumerate(block.heads) if (year := year_column(n, head))]


def year_column(place: int, head: str) -> YearColumn | None:
    """Return the column of the figures of a year; None where its heading is of something else."""
    year = year_of(head)
    return YearColumn(place, year.year, EXPECTED.get(year.status, year.status)) if year else None


def figures_of(
    row: int, cells: list[object], columns: Iterable[YearColumn], block: Block, beside: Row
) -> list[dict[str, Cell]]:
    """Return a row for each filled figure of a row, with what stands beside all of them."""
    found = []
    for place, year, status in columns:
        if is_missing(cells[place]):
            continue
        head, column = block.heads[place], block.columns[place]
        made = {name: Cell(value, row, column, head) for name, value in _said(year, status)}
        value = {"value": Cell(cells[place], row, column, head)}
        found.append({**beside, **made, **value})
    return found


def _said(year: int, status: str) -> list[tuple[str, object]]:
    return [("year", year), *([("status", status)] if status else [])]


def part_of_years(block: Block, origin: Origin) -> tuple[Part, list[Sentence]]:
    """Return observations that have a column a year, and what of them is not read.

    >>> from linhai_analysis.sheets.blocks import find_block
    >>> from linhai_analysis.sheets.grid import Sheet
    >>> sheet = Sheet("数据", [["指标", "2014年", "2015年(快报)"], ["企业", 40, 44]])
    >>> part, left = part_of_years(find_block(sheet, {"指标"}), Origin("a.xlsx", "数据"))
    >>> part.frame[["indicator_name", "year", "value"]].values.tolist(), left
    ([['企业', 2014, 40], ['企业', 2015, 44]], [])
    """
    years = year_columns(block)
    dated = {column.place for column in years}
    named = {n: column_of(head, "observations") for n, head in enumerate(block.heads)}
    beside = {n: name for n, name in named.items() if name and n not in dated}
    rows: list[Row] = []
    for row, cells in filled_rows(block):
        about = {
            name: Cell(cells[n], row, block.columns[n], block.heads[n])
            for n, name in beside.items()
            if cell_text(cells[n])
        }
        headed = [in_heading_unit(*pair) for pair in zip(cells, block.heads, strict=True)]
        rows += figures_of(row, headed, years, block, about)
    told = {*dated, *beside}
    left = [n for n, head in enumerate(block.heads) if n not in told and not NUMBER.fullmatch(head)]
    return part_of_rows("observations", rows, origin), left_columns(block, left, origin)


def left_columns(
    block: Block, places: Iterable[int], origin: Origin, why: str = ""
) -> list[Sentence]:
    """Tell the columns that are not read, where anything stands in them, and `why`."""
    body = [cells for _, cells in filled_rows(block)]
    used = [n for n in places if any(cell_text(cells[n]) for cells in body)]
    return [
        told_head(block, origin, n, why or _left(block.heads[n], [cells[n] for cells in body]))
        for n in used
    ]


def _left(head: str, cells: Iterable[object]) -> str:
    """Why a column is not read: it has no heading, figures but no year, or is of something else."""
    if not head:
        return "taken.bare_column"
    if _GROWTH.fullmatch(head):
        return "taken.bare_growth"
    undated = UNDATED.fullmatch(head) and any(map(is_figure, cells))
    return "taken.undated" if undated else "taken.column"
