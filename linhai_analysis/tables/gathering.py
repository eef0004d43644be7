"""Gathers the tables of a plan from the sheets of its files, whatever stands in which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from linhai_analysis.errors import Fault, suggest
from linhai_analysis.tables.bureau import Bureau
from linhai_analysis.tables.cells import cell_text, is_number
from linhai_analysis.tables.contracts import CONTRACTS, columns
from linhai_analysis.tables.measured import in_units, without_traces
from linhai_analysis.tables.named import with_codes
from linhai_analysis.tables.origins import Origin
from linhai_analysis.tables.parts import Part, united
from linhai_analysis.tables.recognising import parts_of
from linhai_analysis.tables.sheets import Sheet
from linhai_analysis.tables.spelled import spelled
from linhai_analysis.words import Sentence, say


@dataclass(frozen=True)
class Gathered:
    """The tables of a plan, cells as text or as stored, and where each of them stands.

    `notes` say what was assumed and what was left out, `faults` what cannot be passed on.
    """

    tables: Mapping[str, pd.DataFrame]
    origins: Mapping[str, Origin]
    notes: tuple[Sentence, ...] = ()
    faults: tuple[Fault, ...] = ()


class Given(NamedTuple):
    """A sheet with the name that it goes by: its own, or that of its file."""

    name: str
    origin: Origin
    sheet: Sheet


def gather(given: Iterable[Given], plan: str, known: Sequence[str] = tuple(CONTRACTS)) -> Gathered:
    """Return the tables of the sheets of a plan; `plan` is its name, `known` its tables.

    >>> sheet = Sheet("地区", [["地区代码", "英文名称"], ["331082", "Linhai"]])
    >>> gather([Given("地区", Origin("a.xlsx", "地区"), sheet)], "a").tables["geos"].values.tolist()
    [['331082', 'Linhai']]
    """
    parts: list[Part] = []
    notes: list[Sentence] = []
    faults: list[Fault] = []
    left: list[Origin] = []
    for name, origin, sheet in given:
        found, told = parts_of(sheet, name, origin, plan)
        notes += told
        for one in found:
            if isinstance(one, Bureau):
                parts += one.parts
                notes += one.notes
                faults += one.faults
            else:
                parts.append(one)
        if not found and sheet.rows:
            left.append(origin)
    parts = [part for part in parts if part.table in known]
    notes += [*_unused(parts), *_left(left)]
    parts = [_as_printed(_once(part, faults)) for part in parts]
    by_table: dict[str, list[Part]] = defaultdict(list)
    for part in with_codes(parts):
        by_table[part.table].append(part)
    tables, origins = {}, {}
    for table, own in by_table.items():
        frame, origins[table] = united(own)
        tables[table], found_faults = without_traces(frame, table, origins[table])
        faults += found_faults
    if {"observations", "indicators"} <= set(tables):
        units = _units(tables["indicators"])
        if {"indicator", "value"} <= set(tables["observations"]):
            values, found_faults = in_units(tables["observations"], units, origins["observations"])
            tables["observations"] = values
            faults += found_faults
    return Gathered(tables, origins, tuple(notes), tuple(faults))


def _units(codebook: pd.DataFrame) -> dict[str, str]:
    """The unit of each indicator; the first counts where an indicator stands twice."""
    if not {"indicator", "unit"} <= set(codebook):
        return {}
    pairs = zip(codebook["indicator"], codebook["unit"], strict=True)
    return {cell_text(name): cell_text(unit) for name, unit in reversed(list(pairs))}


def _once(part: Part, faults: list[Fault]) -> Part:
    """A part in which every column stands once; that of a further heading is a fault."""
    again = part.frame.columns.duplicated()
    if not again.any():
        return part
    twice = set(part.frame.columns[again]) & set(columns(part.table))
    faults += [part.origin.fault(say("head.twice"), column=name) for name in sorted(twice)]
    return Part(part.table, part.frame.loc[:, ~again], part.origin)


def _as_printed(part: Part) -> Part:
    """Targets whose cells are no plain numbers as what the plan prints."""
    frame = part.frame
    if part.table != "targets" or "target" not in frame:
        return part
    printed = frame["printed"] if "printed" in frame else pd.Series(None, frame.index, object)
    moved = ~frame["target"].map(is_number) & printed.map(cell_text).eq("")
    if not moved.any():
        return part
    made = frame.assign(
        target=frame["target"].mask(moved, None), printed=printed.mask(moved, frame["target"])
    )
    # A column of its own keeps its place.
    heads = {"printed": part.origin.heads.get("target", ("target", -1))} | dict(part.origin.heads)
    return Part(part.table, made, replace(part.origin, heads=heads))


def _unused(parts: Iterable[Part]) -> Iterator[Sentence]:
    """Tell the filled columns that a table does not have, such as a misspelt one."""
    for part in parts:
        names = columns(part.table)
        for place, name in enumerate(part.frame):
            if name in names or str(name).endswith("_name") or not _used(part.frame.iloc[:, place]):
                continue
            near = names if name.isascii() else [text for text, _ in spelled(part.table)]
            hint = suggest(name, near)
            yield say("check.unused", table=part.origin.label, name=name, hint=hint)


def _used(cells: pd.Series) -> bool:
    return any(map(cell_text, cells))


def _left(origins: Sequence[Origin]) -> Iterator[Sentence]:
    """Tell the sheets and files that hold no table of a plan."""
    sheets = tuple(origin.sheet for origin in origins if origin.sheet)
    files = tuple(origin.file for origin in origins if not origin.sheet)
    if sheets:
        yield say("taken.sheets", sheets=sheets)
    if files:
        yield say("taken.files", files=files)
