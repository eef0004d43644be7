"""Figures in merged cells: of which year or indicator they are, nobody can tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from linhai_analysis.bureau.parts import Cell, cell_fault
from linhai_analysis.errors import Fault, bad_cell
from linhai_analysis.sheets.blocks import Block
from linhai_analysis.tables.cells import cell_text, is_missing
from linhai_analysis.tables.origins import Origin
from linhai_analysis.words import say


def merged_figures(block: Block, places: Collection[int], origin: Origin) -> list[Fault]:
    """Return a fault for each merged range that holds one figure where several belong.

    `places` are those of the columns of figures. Names and texts may be merged.

    >>> from linhai_analysis.sheets.grid import Sheet
    >>> sheet = Sheet("附表1", [["指标", 2015, 2016], ["企业", 60, 60]], {(1, 2): (1, 1)})
    >>> block = Block(sheet, ("指标", "2015", "2016"), (0, 1, 2), (0,), [1])
    >>> [fault.cell for fault in merged_figures(block, [1, 2], Origin("a.xlsx", "附表1"))]
    ['B2']
    """
    columns = {block.columns[n]: n for n in places}
    body, sheet = set(block.rows), block.sheet
    covered = defaultdict(list)
    for cell, first in sheet.merged.items():
        if cell[0] in body and cell[1] in columns:
            covered[first].append(cell)
    faults = []
    for (row, column), further in sorted(covered.items()):
        text = cell_text(sheet.at(row, column))
        if row not in body or column not in columns or is_missing(text):
            continue
        told = say("read.merged", cells=f"{sheet.cell(row, column)}:{sheet.cell(*max(further))}")
        at = Cell(text, row, column, block.heads[columns[column]])
        faults.append(cell_fault(origin, at, bad_cell(text, told)))
    return faults
