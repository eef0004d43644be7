"""Gathers the tables of a plan from the sheets of its files, whatever stands in which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import NamedTuple

import pandas as pd

from linhai_analysis.bureau.headed import UNHEADED, Heading
from linhai_analysis.bureau.lacking import lacking_in, speaks_of_plan
from linhai_analysis.bureau.measuring import in_units, without_traces
from linhai_analysis.bureau.named import unknown_sources, with_codes
from linhai_analysis.bureau.one_sheet import Bureau
from linhai_analysis.bureau.parts import Part, united
from linhai_analysis.bureau.recognising import parts_of
from linhai_analysis.bureau.repeated import without_known, without_repeated
from linhai_analysis.bureau.spread import year_of
from linhai_analysis.errors import Fault, sheet_word, suggest
from linhai_analysis.sheets.grid import Sheet
from linhai_analysis.tables.cells import cell_text, is_level
from linhai_analysis.tables.contracts import REQUIRED, columns, required
from linhai_analysis.tables.origins import Origin, table_word
from linhai_analysis.tables.spelling import NAMES, is_guide, spelled
from linhai_analysis.words import Speaks, say

# Columns that name rows of other tables in place of their codes.
NAMED = {name for name, _ in NAMES.values()}


@dataclass(frozen=True)
class Gathered:
    """The tables of a plan, cells as text or as stored, and where each of them stands.

    `notes` say what was assumed and what was left out, `faults` what cannot be passed on;
    `lacking` says of the sheets of a plan without targets why none of them was found; `bare`:
    nothing in them speaks of a plan, be it that they hold yearly figures; `heading` is what a
    bureau writes around its sheet.
    """

    tables: Mapping[str, pd.DataFrame]
    origins: Mapping[str, Origin]
    notes: tuple[Speaks, ...] = ()
    faults: tuple[Fault, ...] = ()
    lacking: tuple[Fault, ...] = ()
    heading: Heading = UNHEADED
    bare: bool = False


class Given(NamedTuple):
    """A sheet with the name that it goes by: its own, or that of its file."""

    name: str
    origin: Origin
    sheet: Sheet


def gather(given: Iterable[Given], plan: str) -> Gathered:
    """Return the tables of the sheets of a plan; `plan` is its name.

    >>> sheet = Sheet("地区", [["地区代码", "英文名称"], ["331082", "Linhai"]])
    >>> given = [Given("地区", Origin("a.xlsx", "地区"), sheet)]
    >>> gather(given, "a").tables["geos"].values.tolist()
    [['331082', 'Linhai']]
    """
    found, given = _Found(), list(given)
    for one in given:
        found.take(one, plan)
    short = [part for part in found.short if len(part.frame)]
    notes, faults = found.notes, found.faults
    whole = [_as_printed(_once(part, faults)) for part in (*short, *found.parts)]
    notes += [*_unused(whole), *_left(found.left)]
    faults += unknown_sources(whole)
    coded = with_codes(whole)
    parts = coded[len(short) :]
    faults += [fault for code, fault in found.asked.items() if code not in _directed(parts)]
    tables, origins = _united([*without_repeated(coded[: len(short)], parts), *parts], faults)
    if found.bureaus:
        made, asked = _not_filled_in(tables, found.bureaus[0])
        tables |= made
        origins |= dict.fromkeys(made, found.bureaus[0])
        faults += [] if faults else asked
    notes += _measure(tables, origins, faults)
    # Tables of codes and figures are not a sheet of indicators whose targets are not seen.
    whole_tables = "targets" in tables or {"indicators", "observations"} <= set(tables)
    lacks = () if whole_tables else tuple(lacking_in(given, plan))
    bare = set(tables) <= {"observations", "sources", "geos"} and not any(
        speaks_of_plan(sheet, [name, plan]) for name, _, sheet in given
    )
    return Gathered(tables, origins, tuple(notes), tuple(faults), lacks, found.heading, bare)


@dataclass
class _Found:
    """What was found sheet by sheet: `short` are the parts of one sheets, in `bureaus`."""

    parts: list[Part] = field(default_factory=list)
    short: list[Part] = field(default_factory=list)
    notes: list[Speaks] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left: list[Origin] = field(default_factory=list)
    bureaus: list[Origin] = field(default_factory=list)
    asked: dict[str, Fault] = field(default_factory=dict)
    whole: dict[str, Origin] = field(default_factory=dict)
    heading: Heading = UNHEADED

    def take(self, given: Given, plan: str) -> None:
        """Take what stands in a sheet."""
        name, origin, sheet = given
        found, told, faults = parts_of(sheet, name, origin, plan)
        self.notes += told
        self.faults += faults
        for one in found:
            if isinstance(one, Bureau):
                if again := self._again(one, origin):
                    self.faults.append(again)
                    continue
                books = [part.frame for part in self.short if part.table == "indicators"]
                known = {code: unit for book in books for code, unit in _units(book).items()}
                parts, asked = without_known(one.parts, self.short, known)
                self.short += parts
                self.faults += asked
                self.bureaus.append(origin)
                # What is guessed of an indicator is told of its first sheet.
                self.notes += () if {*_indicators(one.parts)} <= known.keys() else one.notes
                self.faults += one.faults
                self.asked |= one.asked
                self.heading = self.heading.with_those_of(one.heading)
            else:
                self.parts.append(one)
                self.faults += _second(one, self.whole)
        if not found and sheet.rows and not is_guide(name):
            self.left.append(origin)

    def _again(self, one: Bureau, origin: Origin) -> Fault | None:
        """The fault of a sheet whose indicators another such sheet has, be it not of a year."""
        names = _indicators(one.parts)
        for part in self.short:
            others = set(_indicators([part]))
            shared = [name for name in names if name in others]
            years = year_of(origin.sheet) or year_of(part.origin.sheet)
            if shared and part.origin.label != origin.label and not years:
                where = sheet_word(part.origin.sheet) if origin.sheet else part.origin.file
                return origin.fault(say("again.sheet", where=where, name=shared[0]))
        return None


def _indicators(parts: Iterable[Part]) -> list[str]:
    """What the codebook of some parts calls its rows."""
    books = [part.frame for part in parts if part.table == "indicators"]
    return [cell_text(name) for book in books for name in book.get("indicator", ())]


def _united(
    parts: Iterable[Part], faults: list[Fault]
) -> tuple[dict[str, pd.DataFrame], dict[str, Origin]]:
    """The tables of all parts, and their origins; what cannot be passed on is a fault."""
    by_table: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        by_table[part.table].append(part)
    tables, origins = {}, {}
    for table, own in by_table.items():
        frame, origins[table] = united(own)
        frame = _each_once(frame) if table == "targets" and len(own) > 1 else frame
        tables[table], found = without_traces(frame, table, origins[table])
        faults += found
    return tables, origins


def _measure(
    tables: dict[str, pd.DataFrame], origins: Mapping[str, Origin], faults: list[Fault]
) -> list[Speaks]:
    """Put the figures into the units of the codebook; return what is to be told of them."""
    values, codebook = tables.get("observations"), tables.get("indicators")
    if values is None or codebook is None or not {"indicator", "value"} <= set(values):
        return []
    made = in_units(values, _units(codebook), origins["observations"])
    tables["observations"], found, notes = made
    faults += found
    return notes


def _second(part: Part, whole: dict[str, Origin]) -> Iterator[Fault]:
    """A fault where a table has two sheets; figures may have several, such as one a place."""
    first = whole.setdefault(part.table, part.origin)
    if first is not part.origin and part.table != "observations":
        said = {"first": first.label, "second": part.origin.label}
        yield Fault(part.origin.file, say("taken.twice", table=table_word(part.table), **said))


def _not_filled_in(
    tables: Collection[str], origin: Origin
) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """The tables that nothing on the one sheet fills: only figures may all be still to come.

    >>> made, faults = _not_filled_in(["indicators"], Origin("a.xlsx", "附表1"))
    >>> [*made], faults[0].text("zh")
    (['targets', 'observations'], 'a.xlsx，附表1：各项指标都没有填写目标；请照规划原文填写目标一列')
    """
    made = [table for table in REQUIRED if table not in tables]
    asked = [say(f"bureau.no_{table}") for table in made if table != "observations"]
    faults = [Fault(origin.file, told, sheet=origin.sheet) for told in asked[:1]]
    return {name: pd.DataFrame(columns=required(name), dtype=object) for name in made}, faults


def _directed(parts: Iterable[Part]) -> set[str]:
    """The indicators of which a sheet of their own says which way is better."""
    frames = [part.frame for part in parts if {"indicator", "better"} <= set(part.frame)]
    pairs = (
        pair for frame in frames for pair in zip(frame["indicator"], frame["better"], strict=True)
    )
    return {cell_text(code) for code, better in pairs if cell_text(better)}


def _units(codebook: pd.DataFrame) -> dict[str, str]:
    """The unit of each indicator; the first counts where an indicator stands twice."""
    if "indicator" not in codebook:
        return {}
    units = codebook.get("unit", pd.Series("", codebook.index))
    pairs = zip(codebook["indicator"], units, strict=True)
    return {cell_text(name): cell_text(unit) for name, unit in reversed(list(pairs))}


def _once(part: Part, faults: list[Fault]) -> Part:
    """A part in which every column stands once; that of a further heading is a fault."""
    again = part.frame.columns.duplicated()
    if not again.any():
        return part
    twice = set(part.frame.columns[again]) & set(columns(part.table))
    faults += [part.origin.fault(say("head.twice"), column=name) for name in sorted(twice)]
    return Part(part.table, part.frame.loc[:, ~again], part.origin)


def _each_once(targets: pd.DataFrame) -> pd.DataFrame:
    """Targets that stand in several sheets once: none of them has a name of its own."""
    shown = targets.map(cell_text)
    named = shown["target_id"].ne("") if "target_id" in shown else False
    return targets[~shown.duplicated() | named]


def _as_printed(part: Part) -> Part:
    """Targets whose cells are no plain numbers as what the plan prints."""
    frame = part.frame
    if part.table != "targets" or "target" not in frame:
        return part
    printed = frame["printed"] if "printed" in frame else pd.Series(None, frame.index, object)
    moved = ~frame["target"].map(is_level) & printed.map(cell_text).eq("")
    if not moved.any():
        return part
    made = frame.assign(
        target=frame["target"].mask(moved, None), printed=printed.mask(moved, frame["target"])
    )
    # A column of its own keeps its place.
    heads = {"printed": part.origin.heads.get("target", ("target", -1))} | dict(part.origin.heads)
    return Part(part.table, made, replace(part.origin, heads=heads))


def _unused(parts: Iterable[Part]) -> Iterator[Speaks]:
    """Tell the filled columns that a table does not have, such as a misspelt one."""
    for part in parts:
        names = columns(part.table)
        for name in part.frame:
            if name in names or name in NAMED:
                continue
            # An empty column may be meant for something else, a misspelt one is hardly.
            if not any(map(cell_text, part.frame[name])) and not get_close_matches(name, names):
                continue
            near = names if name.isascii() else [text for text, _ in spelled(part.table)]
            hint = suggest(name, near)
            yield say("check.unused", table=part.origin.label, name=name, hint=hint)


def _left(origins: Sequence[Origin]) -> Iterator[Speaks]:
    """Tell the sheets and files that hold no table of a plan."""
    sheets = tuple(origin.sheet for origin in origins if origin.sheet)
    files = tuple(origin.file for origin in origins if not origin.sheet)
    if sheets:
        yield say("taken.sheets", sheets=sheets)
    if files:
        yield say("taken.files", files=files)
