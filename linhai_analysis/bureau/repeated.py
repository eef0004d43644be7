"""Leaves out of a bureau's one sheet what a sheet of its own says too, and maybe more fully."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from linhai_analysis.bureau.parts import Part
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.tables.contracts import CONTRACTS, Column
from linhai_analysis.words import spellings, unit_word

Said = Mapping[str, Any]


def without_repeated(one_sheet: Sequence[Part], others: Sequence[Part]) -> list[Part]:
    """Return the parts of the one sheet without rows that say no more than a row of the others.

    A row that says anything else stays: it is a second figure or target, or a fault.

    >>> import pandas as pd
    >>> from linhai_analysis.tables.origins import Origin
    >>> rows = pd.DataFrame({"indicator": ["a", "a"], "year": [2015, 2016], "value": [60, 71]})
    >>> cells = {(n, name): (n, m, name) for n in range(2) for m, name in enumerate(rows)}
    >>> short = Part("observations", rows, Origin("a.xlsx", "附表1", cells=cells))
    >>> more = rows.assign(value=[60, 70], source_id="S1")
    >>> left = without_repeated([short], [Part("observations", more, Origin("a.xlsx", "数据"))])
    >>> left[0].frame["value"].tolist()
    [71]
    """
    known: dict[tuple[str, object], list[Said]] = defaultdict(list)
    for part in others:
        contract = {column.name: column for column in CONTRACTS[part.table]}
        for row in part.frame.to_dict("records"):
            said = {name: _read(row[name], contract[name]) for name in row if name in contract}
            known[part.table, said.get("indicator", "")].append(said)
    return [_left(part, known) for part in one_sheet]


def _left(part: Part, known: Mapping[tuple[str, object], Sequence[Said]]) -> Part:
    contract = {column.name: column for column in CONTRACTS[part.table]}
    kept = []
    for label, row in zip(part.frame.index, part.frame.to_dict("records"), strict=True):
        said = {
            name: _read(row[name], contract[name])
            for name in _stated(part, label, row)
            if name in contract
        }
        fuller = known.get((part.table, said.get("indicator", "")), ())
        kept.append(not any(said.items() <= one.items() for one in fuller))
    return part if all(kept) else Part(part.table, part.frame[kept], part.origin)


def _stated(part: Part, label: Any, row: Said) -> list[str]:
    """The columns that a cell of the row states; what is guessed stands where the name does."""
    cells = part.origin.cells
    names = [
        n for n in ("name_zh", "name_en") if (label, n) in cells and part.table == "indicators"
    ]
    name_at = {cells[label, name] for name in names}
    return [
        name
        for name, cell in row.items()
        if cell_text(cell) and (cells.get((label, name)) not in name_at or name in names)
    ] + ["indicator"]


@cache
def _unit_words() -> dict[str, str]:
    """The word of a unit in each language -> that of one."""
    return {text: unit_word(code, "zh") for text, code in spellings("unit.")}


def _read(cell: object, column: Column) -> object:
    """A cell as it is understood; a unit by its word, as it may be given by its code."""
    text = cell_text(cell)
    if column.name == "unit":
        return _unit_words().get(text) or unit_word(text, "zh")
    try:
        return column.read(text) if text else column.default
    except ValueError:
        return text
