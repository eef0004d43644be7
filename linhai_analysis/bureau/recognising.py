"""Says which table of a plan stands in a sheet: by the name of the sheet, by shape, by headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from linhai_analysis.bureau.columns import columns_of, is_bureau
from linhai_analysis.bureau.headed import says_who
from linhai_analysis.bureau.measuring import FIGURES
from linhai_analysis.bureau.merged import merged_figures
from linhai_analysis.bureau.one_sheet import Bureau, read_bureau
from linhai_analysis.bureau.parts import Part, part_of_block, told_cells
from linhai_analysis.bureau.spread import part_of_years, year_columns
from linhai_analysis.bureau.this_year import dated_by_sheet, is_of_this_year
from linhai_analysis.errors import Fault
from linhai_analysis.sheets.blocks import Block, find_blocks
from linhai_analysis.sheets.grid import Sheet
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.tables.contracts import CONTRACTS, required
from linhai_analysis.tables.origins import Origin
from linhai_analysis.tables.spelling import (
    NAMES,
    column_of,
    heading_key,
    names_rows,
    table_called,
)
from linhai_analysis.words import Sentence, say

# What a row is found by in place of the column that has to be there.
_INSTEAD = {column: name for column, (name, _) in NAMES.items()}
_INSTEAD_IN = {"indicators": "name_zh", "sources": "title", "geos": "name_zh"}
# Columns that are made where a sheet has none.
_MADE = {"task_id"}
# What a sheet may be called that is the one sheet of a bureau.
_OF_BUREAUS = ("", "indicators", "targets", "observations")


def parts_of(
    sheet: Sheet, name: str, origin: Origin, plan: str
) -> tuple[list[Part | Bureau], list[Sentence], list[Fault]]:
    """Return the tables of a plan that stand in a sheet, what is not read, and what cannot be.

    `name` is that of the sheet or file, `plan` that of the whole.
    """
    called = table_called(name)
    blocks = [_whole(block) for block in find_blocks(sheet, _is_telling)]
    strict = _from_first_row(sheet)
    if called and strict and (_fits(called, strict) or not blocks):
        blocks = [strict, *blocks[1:]] if _starts_above(blocks) else [strict]
    if any(is_bureau(block.heads, [*block.above, name, plan]) for block in blocks):
        # The one sheet may be called 指标, and a merged heading of it stand apart.
        called = called if called not in _OF_BUREAUS else ""
    found: list[Part | Bureau] = []
    notes: list[Sentence] = []
    faults: list[Fault] = []
    for n, block in enumerate(blocks):
        titles = [*block.above, name, plan]
        block, told, asked = dated_by_sheet(block, name, origin)
        notes += told
        faults += asked
        of_a_year = bool(told) and _of_this_year(block, titles)
        table = _table(block, "observations" if told else "" if n else called, titles)
        table = "observations" if of_a_year else table
        if table == "bureau":
            found.append(read_bureau(block, origin, titles))
        elif table == "observations" and not _fits_long(block) and year_columns(block):
            part, left = part_of_years(block, origin)
            notes += left
            found.append(part)
        elif table:
            found.append(part_of_block(table, block, origin))
        else:
            continue
        notes += left_rows(block, origin)
        faults += merged_figures(block, _figures(block, table, titles), origin)
    return found, notes, faults


def _figures(block: Block, table: str, titles: Sequence[str]) -> list[int]:
    """The places of the columns that hold figures."""
    if table == "bureau":
        return columns_of(block.heads, titles).figures
    named = [n for n, head in enumerate(block.heads) if column_of(head, table) in FIGURES]
    return named + [column.place for column in year_columns(block)]


def _of_this_year(block: Block, titles: Sequence[str]) -> bool:
    """Whether what is aimed at in a sheet of a year is aimed at for that year alone."""
    found = columns_of(block.heads, titles)
    plans = [block.heads[target.place] for target in found.targets]
    return bool(found.years or found.base) and all(map(is_of_this_year, plans))


def left_rows(block: Block, origin: Origin) -> list[Sentence]:
    """Tell the notes under a table, but who filled it in: that is shown with the title.

    >>> block = Block(Sheet("表", []), (), (), (0,), (), below=((4, "注：初步数"),))
    >>> [told.text("zh") for told in left_rows(block, Origin("a.xlsx", "附表1"))]
    ['表下说明：“注：初步数”（附表1 A5）']
    """
    return [
        say("noted.row", where=told_cells(origin, [(row, _first(block, row))]), text=text)
        for row, text in block.below
        if not says_who(text)
    ]


def _first(block: Block, row: int) -> int:
    cells = block.sheet.rows[row] if row < len(block.sheet.rows) else ()
    return next((n for n, cell in enumerate(cells) if cell_text(cell)), 0)


def _is_telling(heading: str) -> bool:
    return heading_key(heading) in names_rows(tuple(CONTRACTS))


def _from_first_row(sheet: Sheet) -> Block | None:
    """The sheet as a table whose headings are in its first row."""
    if not sheet.rows or not any(map(cell_text, sheet.rows[0])):
        return None
    width = max(map(len, sheet.rows))
    heads = tuple(cell_text(sheet.at(0, column)) for column in range(width))
    return Block(sheet, heads, tuple(range(width)), (0,), range(1, len(sheet.rows)))


def _starts_above(blocks: Sequence[Block]) -> bool:
    return bool(blocks) and blocks[0].head_rows == (0,)


def _whole(block: Block) -> Block:
    """A block with every row of its body: what looks like the name of a group may be a fact."""
    if not block.rows:
        return block
    below = [(row, text) for row, text in block.below if _is_single(block, row)]
    last = max([*block.rows, *(row for row, _ in block.below if row not in dict(below))])
    rows = range(block.head_rows[-1] + 1, last + 1)
    body = tuple(row for row in rows if row not in dict(below))
    return replace(block, rows=body, below=tuple(below))


def _is_single(block: Block, row: int) -> bool:
    """Whether one text stands in a row, maybe merged."""
    cells = block.sheet.rows[row]
    own = [n for n, cell in enumerate(cells) if cell_text(cell)]
    return len([n for n in own if (row, n) not in block.sheet.merged]) <= 1


def _columns(block: Block, table: str) -> set[str]:
    return {column_of(head, table) for head in block.heads} - {""}


def _fits(table: str, block: Block) -> bool:
    """Whether a table finds in the headings all that it cannot do without."""
    have = _columns(block, table)
    if table == "observations" and year_columns(block):
        have |= {"year", "value"}
    return all(
        column in have
        or column in _MADE
        or _INSTEAD.get(column) in have
        or (_INSTEAD_IN.get(table) in have and column == required(table)[0])
        for column in required(table)
    )


def _fits_long(block: Block) -> bool:
    return {"year", "value"} <= _columns(block, "observations")


def _table(block: Block, called: str, titles: Sequence[str]) -> str:
    """The table of a block: as its sheet is called, the one sheet of a bureau, or as it fits."""
    named = called not in _OF_BUREAUS and _fits(called, block)
    if not named and is_bureau(block.heads, titles):
        return "bureau"
    if called:
        return called
    # What has a column a year is no list of sources, tasks or places.
    dated = year_columns(block) or columns_of(block.heads, titles).targets
    tables = ("indicators", "targets", "observations") if dated else tuple(CONTRACTS)
    known = {table: len(_columns(block, table)) for table in tables if _fits(table, block)}
    best = [table for table, count in known.items() if count == max(known.values())]
    # Of few headings it cannot be said which table is meant.
    return best[0] if len(best) == 1 and known[best[0]] > 1 else ""
