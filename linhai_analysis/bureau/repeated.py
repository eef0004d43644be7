"""Leaves out of a bureau's one sheet what a sheet of its own says too, and maybe more fully."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from typing import Any

import pandas as pd

from linhai_analysis.bureau.parts import Part
from linhai_analysis.errors import Fault, bad_cell
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.tables.contracts import CONTRACTS, Column
from linhai_analysis.tables.links import unknown_name
from linhai_analysis.words import say, spellings, unit_word

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
    for part in others if one_sheet else ():
        contract = {column.name: column for column in CONTRACTS[part.table]}
        for row in part.frame.to_dict("records"):
            said = {name: _read(row[name], contract[name]) for name in row if name in contract}
            known[part.table, said.get("indicator", "")].append(said)
    return [_left(part, known) for part in one_sheet]


def without_known(
    further: Sequence[Part], first: Sequence[Part], units: Mapping[str, str]
) -> tuple[list[Part], list[Fault]]:
    """Return the parts of a further sheet of the same indicators, each of which is listed once.

    `units` are those of the indicators of the first sheets. Another unit is a fault, and so is a
    name that is hardly a new one, as one much like it is missing.
    """
    parts, faults = [], []
    for part in without_repeated(further, first):
        if part.table == "indicators" and len(part.frame) and units:
            codes = part.frame["indicator"].map(cell_text)
            faults = [*_other_units(part, codes, units), *_misspelt(part, codes, further, units)]
            part = replace(part, frame=part.frame[~codes.isin(units)])
        parts.append(part)
    return parts, faults


def _other_units(part: Part, codes: pd.Series, units: Mapping[str, str]) -> Iterator[Fault]:
    for label, code in codes.items():
        unit = cell_text(part.frame.get("unit", codes)[label])
        if code in units and unit not in ("", units[code]):
            told = say("bureau.other_unit", name=code, unit=units[code])
            yield part.origin.fault(bad_cell(unit, told), int(label), "unit")


def _misspelt(
    part: Part, codes: pd.Series, further: Sequence[Part], units: Mapping[str, str]
) -> Iterator[Fault]:
    books = [one.frame["indicator"].map(cell_text) for one in further if one.table == part.table]
    missing = [code for code in units if not books[0].eq(code).any()]
    for label, code in codes[~codes.isin(units)].items():
        if get_close_matches(code, missing):
            yield part.origin.fault(unknown_name(code, missing), int(label), "indicator")


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
