"""Puts codes where rows of other tables are called by their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from linhai_analysis.bureau.parts import Cell, Part, part_of_rows
from linhai_analysis.bureau.rows import bare_name
from linhai_analysis.errors import Fault, bad_cell, suggest
from linhai_analysis.sheets.plain import HAN
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.tables.spelling import NAMES
from linhai_analysis.words import say

# The table that a code belongs to, and the columns that name its rows.
NAMED_IN = {
    "indicator": ("indicators", ("name_zh", "name_en")),
    "geo": ("geos", ("name_zh", "name_en")),
    "source_id": ("sources", ("title", "title_en")),
}

# The code of a source, such as S1.
_CODE = re.compile(r"(?<![A-Za-z\d])([A-Za-z]{1,4})-?\d{1,3}(?![A-Za-z\d])")


def name_id(name: object) -> str:
    """Return the id of a row that has no code: its name, whatever its width and blanks.

    Blanks stay between words of letters, one each.

    >>> name_id("研发 经费（亿元）"), name_id("R&D  expenditure")
    ('研发经费(亿元)', 'R&D expenditure')
    """
    text = unicodedata.normalize("NFKC", cell_text(name))
    return re.sub(rf"(?<=[{HAN}])\s+|\s+(?=[{HAN}])", "", re.sub(r"\s+", " ", text))


def name_key(name: object) -> str:
    """Return what names are held against each other by: without any blanks.

    >>> name_key("R&D (％)") == name_key("R&D(%)")
    True
    """
    return re.sub(r"\s", "", name_id(name))


def with_codes(parts: Sequence[Part]) -> list[Part]:
    """Return the parts with a code in every row, and the sources that are only named as rows.

    An indicator without a code goes by its name; a task without a number is numbered.
    """
    own = [_with_own_code(part) for part in parts]
    for column, (table, names) in NAMED_IN.items():
        known = _codes(own, table, column, names)
        more = _named_sources(own, known) if table == "sources" else []
        own = [*(one if one.table == table else _coded(one, column, known) for one in own), *more]
    return own


def _with_own_code(part: Part) -> Part:
    """A part with the codes of its own rows."""
    frame = part.frame
    for column, (table, names) in NAMED_IN.items():
        if part.table == table:
            named = [name for name in names if name in frame]
            # An empty cell of a column of codes is a slip.
            if not named or column in frame:
                return part
            codes = frame[named].map(cell_text).agg(lambda row: next(filter(None, row), ""), axis=1)
            codes = codes.map(name_id if column == "indicator" else cell_text)
            return _filled(part, column, codes, named[0])
    if part.table == "tasks" and ("task_id" not in frame or _slipped(part)):
        return replace(part, frame=frame.assign(task_id=[str(n + 1) for n in range(len(frame))]))
    return part


def _slipped(part: Part) -> bool:
    """Whether numbers stand twice or are left out that only order the rows: no codes of people."""
    if part.origin.heads.get("task_id", ("task_id", 0))[0] == "task_id":
        return False
    texts = part.frame["task_id"].map(cell_text)
    slips = texts.duplicated() | texts.eq("")
    return bool(slips.any() and texts.str.fullmatch(r"(?:\d+(?:\.0)?)?").all())


def _codes(parts: Iterable[Part], table: str, column: str, names: Sequence[str]) -> dict[str, str]:
    """Name, without blanks -> code; the code itself and what no other row is called too."""
    found: dict[str, str] = {}
    for part in parts:
        if part.table != table or column not in part.frame:
            continue
        for name in (*[name for name in names if name in part.frame], column):
            pairs = zip(part.frame[name], part.frame[column], strict=True)
            found |= {name_key(one): cell_text(code) for one, code in pairs if cell_text(one)}
    return found


def _coded(part: Part, column: str, known: Mapping[str, str]) -> Part:
    """A part with codes of another table's rows in place of their names."""
    name = NAMES[column][0]
    if column == "source_id" and column in part.frame:
        # Source heads codes or titles.
        codes = part.frame[column].map(lambda one: known.get(name_key(one), one))
        part = replace(part, frame=part.frame.assign(**{column: codes}))
    if name not in part.frame:
        return part
    plain = name_id if column == "indicator" else cell_text
    codes = part.frame[name].map(
        lambda one: known.get(name_key(one)) or known.get(name_key(bare_name(one))) or plain(one)
    )
    made = _filled(part, column, codes, name)
    return replace(made, frame=made.frame.drop(columns=name))


def _filled(part: Part, column: str, codes: pd.Series, source: str) -> Part:
    """A part whose empty codes are filled; faults of them name the cell that they came from."""
    frame, origin = part.frame, part.origin
    if column in frame:
        empty = frame[column].map(cell_text).eq("")
        return replace(part, frame=frame.assign(**{column: frame[column].mask(empty, codes)}))
    heads, cells = dict(origin.heads), dict(origin.cells)
    if source in heads:
        heads[column] = heads[source]
    moved = {(label, column): at for (label, name), at in cells.items() if name == source}
    made = replace(origin, heads=heads, cells=cells | moved)
    return replace(part, frame=frame.assign(**{column: codes.astype(object)}), origin=made)


def _named_sources(parts: Sequence[Part], known: Mapping[str, str]) -> list[Part]:
    """The sources that figures name by a text and no table lists: a row each, the text its id."""
    seen = set(known)
    made = []
    for part in parts:
        name = NAMES["source_id"][0]
        rows: list[dict[str, Cell]] = []
        for label, text in part.frame[name].map(cell_text).items() if name in part.frame else ():
            if text and name_key(text) not in seen:
                seen.add(name_key(text))
                at = part.origin.cells.get((label, name)) or (label + 1, *_head(part, name))
                rows.append({column: Cell(text, *at) for column in ("source_id", "title")})
        if rows:
            made.append(part_of_rows("sources", rows, replace(part.origin, heads={}, cells={})))
    return made


def unknown_sources(parts: Sequence[Part]) -> list[Fault]:
    """A fault for each code of a source that the list of sources, where there is one, lacks.

    Names of sources need no list; a text of several codes is one source by that name.
    """
    lists = [part.frame for part in parts if part.table == "sources" and "source_id" in part.frame]
    codes = {cell_text(code) for frame in lists for code in frame["source_id"]} - {""}
    forms = {found[1] for code in codes if (found := _CODE.fullmatch(code))}
    faults = []
    for part in parts:
        name = NAMES["source_id"][0]
        for label, text in part.frame[name].map(cell_text).items() if name in part.frame else ():
            told = [found[0] for found in _CODE.finditer(text) if found[1] in forms]
            if re.sub(r"[\s、，,;；/和及]", "", _CODE.sub("", text)):
                continue
            for code in [code for code in told if code not in codes]:
                missing = say("bureau.unknown_source", hint=suggest(code, sorted(codes)))
                faults.append(part.origin.fault(bad_cell(code, missing), int(label), name))
    return faults


def _head(part: Part, column: str) -> tuple[int, str]:
    head, place = part.origin.heads[column]
    return place, head
