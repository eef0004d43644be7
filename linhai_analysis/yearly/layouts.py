"""The shapes of tables of yearly figures: which columns are years, figures and names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from linhai_analysis.errors import DataError
from linhai_analysis.sheets.blocks import Block
from linhai_analysis.sheets.plain import plain_name
from linhai_analysis.sheets.years import Year, read_year
from linhai_analysis.words import Sentence, say
from linhai_analysis.yearly.kinds import Table, is_whole
from linhai_analysis.yearly.roles import role_of
from linhai_analysis.yearly.titles import is_part, is_whole_year, title_year

# Columns of growth have no name of their own: whose it is says the column beside them.
GROWTH = re.compile(
    r"(?:同比|比上年|较上年|年均|环比|累计)*(?:增长|增速|增幅|增减|升降)(?:率|速度|幅度)?\s*(?:\(?[%±+-]*\)?)?|"
    r"同比\s*\(?%?\)?|(?:annual |yoy )?(?:growth|change)(?: rate)?\s*\(?%?\)?",
    re.I,
)
_BEFORE = re.compile(r"上年|上期|去年|年初|同期|(?:previous|last) year", re.I)
_VALUE_AGAIN = re.compile(r"(?:value|数值|值|数据)[\s_]*(?:\d|\(|（|[a-z]$|修|新|旧|old|new)", re.I)
_YEAR = re.compile("year|年", re.I)
_OF_YEARS = re.compile("(?:year|年[份度]?)$", re.I)
_LABELLED = re.compile(r"\s*(\w+): ?(\S.*)")
_KINDS = ("growth", "target", "part", "span")


@dataclass(frozen=True)
class Reading:
    """Which columns of a table hold figures and names, and where their years stand.

    A figure's year stands in the heading (`years`, by column), in `year_column`, or is `year`.
    Where `headed`, the headings of the figures are part of the names of their series.
    """

    layout: str
    values: Sequence[int]
    names: Sequence[int] = ()
    years: Mapping[int, Year] = field(default_factory=dict)
    year_column: int = -1
    year: int = 0
    headed: bool = False
    # What is left out, by why it is.
    left: dict[str, list[int]] = field(default_factory=dict)
    notes: tuple[Sentence, ...] = ()


def _years_across(table: Table) -> Reading | None:
    """A row a series, a column a year."""
    if table.year_column >= 0 or not table.across:
        return None
    dated = {n: year for n in table.across if (year := table.years[n]) is not None}
    # 2015年重点工作 is no heading of figures; under a bare year words are faults.
    whole = {n: year for n, year in dated.items() if not year.kind}
    words = [n for n, year in whole.items() if year.name and table.holds[n] == "text"]
    whole = {n: year for n, year in whole.items() if n not in words}
    if len(dated) == 1 and not table.names:
        return None
    groups = {kind: [n for n, y in dated.items() if y.kind == kind] for kind in _KINDS}
    if not whole:
        raise DataError(_none_whole(table, groups))
    numbers = [n for n in table.numbers if n not in dated]
    left = groups | {"words": [*words, *_unused(table)], "other_numbers": numbers}
    return Reading("wide", list(whole), table.names, whole, left=left)


def _none_whole(table: Table, groups: Mapping[str, Sequence[int]]) -> Sentence:
    """Why no column is of a whole year: parts and spans of years are asked for by the year."""
    heads = {kind: tuple(table.block.heads[n] for n in own) for kind, own in groups.items() if own}
    if not heads.keys() & {"growth", "target"}:
        columns = tuple(head for own in heads.values() for head in own)
        return say("read.no_whole_years", file=table.file, columns=columns)
    told = [say("read.left", columns=own, why=say(f"read.{k}")) for k, own in heads.items()]
    return say("read.none_left", file=table.file, notes=tuple(told))


def _long(table: Table) -> Reading | None:
    """A column of years and one of values; the others name the series or stand beside."""
    values = table.values
    if table.year_column < 0 or not values:
        return None
    heads = table.block.heads
    again = [n for n in table.numbers if n not in values and _VALUE_AGAIN.match(heads[n])]
    if values[1:] or again:
        both = tuple(heads[n] for n in [*values, *again])
        raise DataError(say("read.two_values", file=table.file, columns=both))
    _check_periods(table)
    others = [n for n in table.numbers if n not in values]
    left = {"other_numbers": others, "words": _unused(table)}
    return Reading("long", values, table.names, year_column=table.year_column, left=left)


def _years_down(table: Table) -> Reading | None:
    """A row a year, or a place and a year; a column an indicator."""
    if table.year_column < 0:
        return None
    _check_periods(table)
    values, left = _of_indicators(table)
    if values[1:] and (kinds := _kinds_of(table, values)):
        values = [n for n in values if n not in kinds]
    reading = Reading("years down", values, table.names, year_column=table.year_column)
    return replace(reading, headed=True, left=left) if values else None


def _kinds_of(table: Table, values: Sequence[int]) -> list[int]:
    """The first column of whole numbers that alone tells the rows of a year apart: a quintile."""
    keys = [(str(row[table.year_column]), *(row[n] for n in table.names)) for _, row in table.rows]
    if len(set(keys)) == len(keys):
        return []
    for n in values:
        cells = [row[n] for _, row in table.rows]
        apart = len({(*key, cell) for key, cell in zip(keys, cells, strict=True)}) == len(keys)
        if apart and len(set(cells)) < len(cells) and all(map(is_whole, cells)):
            return [n]
    return []


def _of_one_year(table: Table) -> Reading | None:
    """A row a place, a column an indicator, and the year in the title."""
    if table.year_column >= 0 or table.across or not table.names:
        return None
    values, left = _of_indicators(table)
    if not values:
        return None
    reading = Reading("one year", values, table.names, headed=True, left=left)
    groups = table.block.groups
    if all(read_year(groups.get(r, "")) for r, _ in table.rows):
        return reading
    year, told = title_year(table)
    return None if told is None else replace(reading, year=year, notes=(told,))


def _of_indicators(table: Table) -> tuple[list[int], dict[str, list[int]]]:
    """The columns of figures under the names of indicators, and what is left out."""
    heads = table.block.heads
    # A heading that begins with a year is no name; one of a source, FAO (2017), is.
    dated = [
        n for n in table.numbers if (year := table.years[n]) and heads[n].startswith(str(year.year))
    ]
    several = len(table.numbers) > 1
    # Of two heading rows the lower one may say it: 产值 增长(%).
    said = {n: (heads[n], heads[n].rpartition(" ")[2]) for n in table.numbers}
    growth = [n for n in table.numbers if several and any(map(GROWTH.fullmatch, said[n]))]
    parts = [n for n in table.numbers if is_part(heads[n])]
    before = [n for n in table.numbers if _BEFORE.search(heads[n]) and n not in growth]
    # Beside the years of the figures others, such as those of founding, are no series.
    years = [n for n in table.numbers if table.holds[n] == "year" and _OF_YEARS.search(heads[n])]
    years = years if table.year_column >= 0 else []
    values = [n for n in table.numbers if n not in (*dated, *growth, *before, *parts, *years)]
    if parts and not values:
        columns = tuple(heads[n] for n in parts)
        raise DataError(say("read.no_whole_years", file=table.file, columns=columns))
    left = {
        "growth": growth,
        "part": parts,
        "dated": dated,
        "before": before,
        "other_numbers": years,
        "words": _unused(table),
    }
    return values, left


def _unused(table: Table) -> list[int]:
    """The columns of words that name nothing, as they stand behind the figures."""
    return [n for n in table.words if n not in table.names and table.holds[n] == "text"]


def _check_periods(table: Table) -> None:
    """Refuse months or quarters in a column beside the year, and two columns of years."""
    heads, column = table.block.heads, table.year_column
    years = [n for n, kind in enumerate(table.holds) if kind == "year" and _YEAR.search(heads[n])]
    if table.roles[column] != "year" and column in years and years[1:]:
        both = tuple(heads[n] for n in years)
        raise DataError(say("read.two_years", file=table.file, columns=both))
    for n, role in enumerate(table.roles):
        if role != "period":
            continue
        texts = {plain_name(row[n]) for _, row in table.rows}
        whole = any(map(is_whole_year, texts))
        # December alone is the end of the year, whose stock may be meant.
        if not whole and (
            len(texts) > 1 or any(is_part(text) and "12" not in text for text in texts)
        ):
            head = (table.block.heads[n],)
            raise DataError(say("read.no_whole_years", file=table.file, columns=head))


Layout = Callable[[Table], Reading | None]

# The shapes of tables of yearly figures: the first that fits is taken; a further one is a row.
LAYOUTS: Mapping[str, Layout] = {
    "wide": _years_across,
    "long": _long,
    "years down": _years_down,
    "one year": _of_one_year,
}


def fitting(table: Table, layout: str | None = None) -> Reading | None:
    """Return how a table reads in the first layout that fits it, or in the one of that name."""
    layouts = LAYOUTS.values() if layout is None else [LAYOUTS[layout]]
    return next((read for one in layouts if (read := one(table)) is not None), None)


def parted(block: Block) -> Block:
    """A table of Eurostat with a column for each dimension of its first; any other as it is.

    >>> from linhai_analysis.sheets.grid import Sheet
    >>> rows = [["unit,geo\\\\TIME_PERIOD", "2018 "], ["PC,AT", "3.09 "]]
    >>> block = Block(Sheet("", rows), ("unit,geo\\\\TIME_PERIOD", "2018"), (0, 1), (0,), (1,))
    >>> parted(block).heads, parted(block).sheet.rows[1]
    (('unit', 'geo', '2018'), ['PC', 'AT', '3.09 '])
    """
    first, _, along = block.heads[0].partition("\\") if block.heads else ("", "", "")
    if not along or block.columns[0] != 0:
        return block
    dimensions = first.split(",")
    rows = [[*_dimensions(row, len(dimensions)), *row[1:]] for row in block.sheet.rows]
    more = len(dimensions) - 1
    return replace(
        block,
        sheet=replace(block.sheet, rows=rows),
        heads=(*dimensions, *block.heads[1:]),
        columns=(*range(len(dimensions)), *(c + more for c in block.columns[1:])),
    )


def labelled(block: Block) -> Block:
    """A table of SDMX under REF_AREA: Reference area, its codes and labels apart; else as it is.

    Columns of flags and multipliers keep the codes, all others the labels.
    """
    ids = [_LABELLED.fullmatch(head) for head in block.heads]
    named = {c: one[1] for c, one in zip(block.columns, ids, strict=True) if one}
    if "OBS_VALUE" not in named.values():
        return block
    part = {c: role_of(name) in ("status", "flag", "scale") for c, name in named.items()}
    body = set(block.rows)
    rows = [
        [_side(cell, part.get(c)) for c, cell in enumerate(row)] if r in body else row
        for r, row in enumerate(block.sheet.rows)
    ]
    heads = (named.get(c, head) for c, head in zip(block.columns, block.heads, strict=True))
    return replace(block, sheet=replace(block.sheet, rows=rows), heads=tuple(heads))


def _side(cell: object, code: bool | None) -> object:
    """The code or the label of a cell of SDMX."""
    found = _LABELLED.fullmatch(cell) if isinstance(cell, str) and code is not None else None
    return found[1 if code else 2] if found else cell


def _dimensions(row: Sequence[object], count: int) -> list[object]:
    parts: list[object] = [*str(row[0] if row else "").split(",", count - 1)]
    return [*parts, *[None] * (count - len(parts))]
