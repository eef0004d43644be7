"""Leaves out of a bureau's one sheet what a sheet of its own says too, and maybe more fully."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from linhai_analysis.tables.cells import cell_text
from linhai_analysis.tables.contracts import CONTRACTS, Column
from linhai_analysis.tables.origins import Origin
from linhai_analysis.tables.parts import Part
from linhai_analysis.words import spellings, unit_word

Said = Mapping[str, Any]


def without_repeated(parts: Sequence[Part], one_sheets: Sequence[Origin]) -> list[Part]:
    """Return parts, those of the one sheets without rows that say no more than a row elsewhere.

    A row that says anything else stays: it is a second figure or target, or a fault.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"indicator": ["a", "a"], "year": [2015, 2016], "value": [60, 71]})
    >>> cells = {(n, name): (n, m, name) for n in range(2) for m, name in enumerate(rows)}
    >>> short = Part("observations", rows, Origin("a.xlsx", "附表1", cells=cells))
    >>> more = rows.assign(value=[60, 70], source_id="S1")
    >>> both = [short, Part("observations", more, Origin("a.xlsx", "数据"))]
    >>> [part.frame["value"].tolist() for part in without_repeated(both, [short.origin])]
    [[71], [60, 70]]
    """
    places = {(origin.file, origin.sheet) for origin in one_sheets}
    short = [(part.origin.file, part.origin.sheet) in places for part in parts]
    known: dict[tuple[str, object], list[Said]] = defaultdict(list)
    for part in (part for part, is_short in zip(parts, short, strict=True) if not is_short):
        contract = {column.name: column for column in CONTRACTS[part.table]}
        for row in part.frame.to_dict("records"):
            said = {str(n): _read(row[n], contract[str(n)]) for n in row if n in contract}
            known[part.table, said.get("indicator", "")].append(said)
    pairs = zip(parts, short, strict=True)
    return [_left(part, known) if is_short and known else part for part, is_short in pairs]


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
