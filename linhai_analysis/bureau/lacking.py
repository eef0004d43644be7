"""Says what keeps a sheet from being read as a bureau's one sheet, where no table was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from linhai_analysis.bureau.columns import Columns, columns_of, names_indicators
from linhai_analysis.bureau.parts import head_fault
from linhai_analysis.bureau.spread import NUMBER
from linhai_analysis.errors import Fault
from linhai_analysis.sheets.blocks import Block, filled_rows, find_blocks
from linhai_analysis.sheets.grid import Sheet
from linhai_analysis.sheets.plain import is_figure, is_text
from linhai_analysis.sheets.years import read_year
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.tables.origins import Origin
from linhai_analysis.tables.spelling import column_of
from linhai_analysis.targets.five_years import FIVE, plan_years
from linhai_analysis.words import say

# A row that has so many headings is one.
_FEW = 3


def lacks(sheet: Sheet, origin: Origin, titles: Sequence[str]) -> Fault | None:
    """Return what a sheet of indicators lacks; None where it is of something else.

    >>> rows = [["指标", "单位", "2020年基数", "2025年"], ["企业", "家", 60, 120]]
    >>> print(lacks(Sheet("附表1", rows), Origin("a.xlsx", "附表1"), []).text("zh"))
    a.xlsx，附表1 D1（2025年）：没有认出目标列；请把该列标题写成“2025年目标”
    """
    found = (_of_block(block, origin, titles) for block in find_blocks(sheet, _is_heading))
    return next((fault for fault in found if fault), None) or _no_heads(sheet, origin)


def speaks_of_plan(sheet: Sheet, titles: Sequence[str]) -> bool:
    """Whether any heading or title of a sheet is that of a plan, not of yearly figures alone.

    >>> rows = [["指标", "2020年", "2021年"], ["企业", 60, 66]]
    >>> speaks_of_plan(Sheet("", rows), []), speaks_of_plan(Sheet("", rows), ["十四五规划"])
    (False, True)
    """
    return any(
        any(map(plan_years, above)) or _of_plan(columns_of(block.heads, above))
        for block in find_blocks(sheet, _is_heading)
        for above in [[*block.above, *titles]]
    )


def _of_plan(columns: Columns) -> bool:
    if columns.targets or columns.place("attribute") is not None:
        return True
    if not columns.base:
        return False
    years = sorted({columns.base.year, *(column.year for column in columns.years)})
    # A year apart from the others, five years after the first, is hardly one that has passed.
    apart = len(years) > 1 and years[-1] == years[0] + FIVE and years[-2] < years[-1] - 1
    return apart or not columns.assumed_base


def _no_heads(sheet: Sheet, origin: Origin) -> Fault | None:
    """The fault of a sheet whose rows hold names and figures, with no heading above them."""
    rows = [row for row in sheet.rows if any(map(cell_text, row))]
    if any(_is_heading(cell_text(cell)) for row in rows for cell in row):
        return None
    told = [row for row in rows if any(map(is_text, row)) and sum(map(is_figure, row)) > 1]
    return origin.fault(say("lacking.heads")) if len(told) * 2 > len(rows) else None


def _is_heading(heading: str) -> bool:
    """Whether a text is the heading of any column of a table of indicators."""
    return bool(column_of(heading, "indicators") or NUMBER.fullmatch(heading))


def _of_block(block: Block, origin: Origin, titles: Sequence[str]) -> Fault | None:
    titles = [*block.above, *titles]
    heads = block.heads
    columns = columns_of(heads, titles)
    dated = sorted((year.year, n) for n, head in enumerate(heads) if (year := read_year(head)))
    if len(heads) < _FEW:
        return None
    if _years_in_rows(block) > 1 and len(dated) <= 1:
        return head_fault(block, origin, 0, say("lacking.across"))
    if not names_indicators(columns):
        return _no_names(block, columns, dated, origin)
    if columns.targets or not (dated or columns.base):
        return None
    return _no_target(block, columns, dated, origin, titles)


def _no_target(
    block: Block,
    columns: Columns,
    dated: Sequence[tuple[int, int]],
    origin: Origin,
    titles: Sequence[str],
) -> Fault:
    """The column that may be that of the target, or a column that is to come."""
    ends = [years[1] for text in titles if (years := plan_years(text))]
    first = columns.base.year if columns.base and columns.base.year else dated[0][0] if dated else 0
    end = ends[0] if ends else first + FIVE if first else 0
    for year, place in dated:
        if year == end:
            return head_fault(block, origin, place, say("lacking.target", year=year))
    bare = [n for n, head in enumerate(block.heads) if not head and _holds(block, n)]
    if bare:
        return head_fault(block, origin, bare[0], say("lacking.target", year=end))
    return origin.fault(say("lacking.no_target", year=end))


def _no_names(
    block: Block, columns: Columns, dated: Sequence[tuple[int, int]], origin: Origin
) -> Fault | None:
    """The column of words that may be that of the names."""
    if not dated or not (columns.targets or columns.place("unit") is not None or len(dated) > 1):
        return None
    rows = [cells for _, cells in filled_rows(block)]
    free = [n for n in range(len(block.heads)) if n not in columns.known and n != columns.number]
    worded = [n for n in free if sum(is_text(cells[n]) for cells in rows) * 2 > len(rows)]
    if not worded:
        return origin.fault(say("lacking.no_names"))
    return head_fault(block, origin, worded[0], say("lacking.names"))


def _years_in_rows(block: Block) -> int:
    """How many rows begin with a year."""
    return sum(read_year(cells[0]) is not None for _, cells in filled_rows(block))


def _holds(block: Block, place: int) -> bool:
    return any(cell_text(cells[place]) for _, cells in filled_rows(block))


def lacking_in(given: Iterable[tuple[str, Origin, Sheet]], plan: str) -> Iterator[Fault]:
    """Return what each of some sheets lacks, by their names and that of the whole."""
    for name, origin, sheet in given:
        if fault := lacks(sheet, origin, [name, plan]):
            yield fault
