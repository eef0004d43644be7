"""The targets of a bureau's one sheet, and the years that they are stated for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from linhai_analysis.bureau.column_heads import TargetColumn
from linhai_analysis.bureau.columns import Columns
from linhai_analysis.bureau.guesses import may_be_summed
from linhai_analysis.bureau.headed_units import heading_unit, printed_growth
from linhai_analysis.bureau.parts import Cell, Row, head_fault, told_head
from linhai_analysis.bureau.rows import Line
from linhai_analysis.bureau.spread import YearColumn, year_of
from linhai_analysis.bureau.this_year import (
    example_of,
    is_of_this_year,
    with_year,
    year_above,
)
from linhai_analysis.errors import Fault
from linhai_analysis.sheets.blocks import Block, filled_rows
from linhai_analysis.sheets.units import unit_above
from linhai_analysis.sheets.years import read_year
from linhai_analysis.tables.cells import cell_text, is_level, is_missing, parse_choice
from linhai_analysis.tables.origins import Origin
from linhai_analysis.tables.spelling import column_of
from linhai_analysis.targets.five_years import FIVE, plan_years
from linhai_analysis.words import Sentence, say

# A body that fills in a sheet is a 单位, too.
_BODY = re.compile(r"[局委办厅部院会所]$|公司|政府|中心")
# A year for examples where the sheet names none.
_EXAMPLE = 2023
# What stands for a target that was not changed.
_UNCHANGED = frozenset({"不变", "未调整", "不调整", "维持", "维持不变", "unchanged", "no change"})


@dataclass(frozen=True)
class Years:
    """The base year and the last year of the plan, 0 where a fault asks; the unit of all rows."""

    base: int = 0
    end: int = 0
    unit: str = ""
    notes: tuple[Sentence, ...] = ()
    faults: tuple[Fault, ...] = ()


def years_of(columns: Columns, block: Block, origin: Origin, titles: Sequence[str]) -> Years:
    """Return the years that headings say, else those of a title, else faults that ask for them."""
    beside = [column_of(head, "observations") for head in block.heads]
    if {"year", "value"} <= set(beside):
        across = head_fault(block, origin, beside.index("year"), say("lacking.across"))
        return Years(faults=(across,))
    spans = [(text, span) for text in titles if (span := plan_years(text))]
    title, (start, stop) = spans[0] if spans else ("", (0, 0))
    notes: list[Sentence] = []
    faults: list[Fault] = []
    said = max(target.year for target in columns.targets)
    # On a sheet of one year a target may be that of the year.
    end = said or (0 if year_of(origin.sheet) else stop)

    def ask(key: str, place: int | None, year: int) -> None:
        head = "" if place is None else block.heads[place]
        dated = example_of(head, end - 2 if end else _EXAMPLE)
        told = say(f"bureau.{key}", year=year, end=end, dated=dated)
        faults.append(
            origin.fault(told) if place is None else head_fault(block, origin, place, told)
        )

    first = columns.targets[0]
    undated = not is_of_this_year(block.heads[first.place])
    if not end and undated and columns.place("target_year") is None:
        ask("target_year", first.place, stop or _next_end(columns))
    notes += _of_this_year(block, origin, titles, ask)
    for column in _late(columns, end):
        ask("late_year", column.place, end)
    base = columns.base.year if columns.base else 0
    if columns.assumed_base and base + FIVE not in {target.year for target in columns.targets}:
        # A year is no more than likely to be the base where the target is five years later.
        base = 0
    base = base or start
    notes += _assumed(columns, block, origin, base)
    if not base and columns.place("base_year") is None:
        bare = columns.base if columns.base and not columns.base.year else None
        year = _first_target(columns) - FIVE
        ask("base_year" if bare else "which_base", bare.place if bare else _of(year, block), year)
    from_title = (start and base == start and not (columns.base and columns.base.year)) or (
        stop and not said
    )
    if from_title and not faults:
        notes.append(say("taken_as.years", base=base, end=end, title=title))
    if columns.guessed:
        notes.append(told_head(block, origin, first.place, "taken_as.as_target"))
    headed = [heading_unit(block.heads[n]) for n in columns.levels]
    unit = next((one for one in (_unit(block.above), *headed) if one not in ("", "%")), "")
    return Years(base, end, unit, tuple(notes), tuple(faults))


def _of(year: int, block: Block) -> int | None:
    """The place of the first heading that names a year; None where none does."""
    named = ((n, read_year(head)) for n, head in enumerate(block.heads))
    return next((n for n, found in named if found and found.year == year), None)


def _assumed(columns: Columns, block: Block, origin: Origin, base: int) -> Iterator[Sentence]:
    """Tell the base years that nothing says: each is five years before a target."""
    guessed = {target.base + FIVE: target.base for target in columns.targets if target.base}
    guessed |= {base + FIVE: base} if columns.assumed_base and base else {}
    dated = [*([columns.base] if columns.base else []), *columns.years]
    for end, year in guessed.items():
        place = next(one.place for one in dated if one.year == year)
        yield told_head(block, origin, place, "taken_as.base_year", year=year, end=end)


def _next_end(columns: Columns) -> int:
    """The year that targets without one may be of: a plan ends every five years."""
    dated = [one.year for one in (columns.base, *columns.years) if one and one.year]
    if columns.base and columns.base.year and not columns.assumed_base:
        return columns.base.year + FIVE
    last = max(dated, default=2021)
    return last - last % -FIVE if last - FIVE in dated or last % FIVE else last + FIVE


def _first_target(columns: Columns) -> int:
    """The year of the first target; that of the plan of these years where none is written."""
    years = {target.year for target in columns.targets if target.year}
    # A target in between is that of the same plan.
    ends = {year for year in years if year % FIVE == 0} or years
    return min(ends, default=2025)


def _late(columns: Columns, end: int) -> list[YearColumn]:
    """The columns of years after the last of the plan; later ones that follow on it are none."""
    known = {end, *(column.year for column in columns.years)}
    return [one for one in columns.years if 0 < end < one.year and one.year - 1 not in known]


def _of_this_year(
    block: Block, origin: Origin, titles: Sequence[str], ask: Callable[[str, int | None, int], None]
) -> Iterator[Sentence]:
    """Tell the years of filled columns of this year and the last; ask where no title says them."""
    year = year_above(titles)
    for place, head in enumerate(block.heads):
        if not is_of_this_year(head) or not any(
            cell_text(cells[place]) for _, cells in filled_rows(block)
        ):
            continue
        dated = with_year(head, year)
        if dated == head:
            ask("this_year", place, 0)
            continue
        yield told_head(block, origin, place, "taken_as.this_year", dated=dated)


def _unit(above: Sequence[str]) -> str:
    """The unit that a line above the headings gives for all rows; no body that fills them in.

    >>> _unit(["主要指标", "单位:亿元"]), _unit(["单位:市科技局"])
    ('亿元', '')
    """
    unit = unit_above(text.strip("()") for text in above)
    return "" if _BODY.search(unit) else unit


def target_rows(
    block: Block,
    columns: Columns,
    years: Years,
    line: Line,
    known: Mapping[str, Cell],
    code: Cell,
) -> Iterator[dict[str, Cell]]:
    """Return the targets that a row states, as printed; a change names what it replaces."""
    stated = stated_targets(block, columns, line)
    originals = [(one, cell) for one, cell in stated if not one.adjusted]
    several = len({one.year or years.end for one in columns.targets}) > 1
    for target, cell in stated:
        year = target.year or years.end
        lacks = [
            name for name, one in (("base_year", years.base), ("target_year", year)) if not one
        ]
        if not set(lacks) <= set(known):
            # It is asked for already.
            continue
        base = target.base or years.base
        row = {"indicator": code, "base_year": cell._replace(value=base or None)}
        row |= {"target_year": cell._replace(value=year or None)}
        row |= {name: one for name, one in known.items() if name not in ("decided_by", "indicator")}
        printed = {"printed": cell._replace(value=printed_growth(cell.text))}
        row |= printed if target.growth else _figure(cell, row)
        if several and year == years.end and columns.place("main") is None:
            row["main"] = cell._replace(value="yes")
        before = [(one, old) for one, old in originals if (one.year or years.end) == year]
        if target.adjusted and before:
            if cell.text == before[0][1].text:
                continue
            row["replaces"] = cell._replace(value=_place(before[0][1], known))
            row["place"] = cell._replace(value=cell.head)
        elif any((one.year or years.end) == year for one, _ in stated if one.adjusted):
            row["place"] = cell._replace(value=_place(cell, known))
        if "decided_by" in known and (target.adjusted or not columns.changes):
            row["decided_by"] = known["decided_by"]
        yield row


def stated_targets(
    block: Block, columns: Columns, line: Line, unread: bool = False
) -> list[tuple[TargetColumn, Cell]]:
    """The filled targets of a row: growth where no level is stated; or what of it is `unread`."""
    stated = [(one, cell) for one in columns.targets if (cell := _stated(block, line, one))]
    growth = [pair for pair in stated if pair[0].growth]
    levels = [pair for pair in stated if not pair[0].growth]
    if unread:
        return growth if levels else []
    return levels or growth


def _stated(block: Block, line: Line, target: TargetColumn) -> Cell | None:
    value = line.cells[target.place]
    text = cell_text(value)
    if is_missing(text) or text in _UNCHANGED:
        return None
    return Cell(value, line.row, block.columns[target.place], block.heads[target.place])


def _place(cell: Cell, known: Mapping[str, Cell]) -> str:
    return known["place"].text if "place" in known else cell.head


def _figure(cell: Cell, row: Mapping[str, Cell]) -> dict[str, Cell]:
    """A plain number is the target, anything else is as the plan prints it."""
    if is_level(cell.value):
        return {"target": cell}
    # What is printed in full may stand in a column of its own.
    return {} if "printed" in row else {"printed": cell}


def sum_up(
    rows: Sequence[dict[str, Cell]],
    line: Line,
    columns: Columns,
    unit: str,
    known: Mapping[str, Mapping[str, Cell]],
) -> None:
    """Take a target that no single year comes near for a sum, unless a stock is counted."""
    said = known["observations"].get("counted") or known["indicators"].get("counted")
    if said and parse_choice(said.value) == "stock":
        return
    figures = [line.cells[one.place] for one in (columns.base, *columns.years) if one]
    for row in rows:
        cell = row.get("target")
        if cell and "basis" not in row and may_be_summed(line.name, unit, cell.value, figures):
            row["basis"] = cell._replace(value="cumulative")


def repeated(row: Row, others: Sequence[Row]) -> bool:
    """Whether a target stands already in a row above."""
    telling = ("indicator", "target_year", "target", "printed")
    said = [cell_text(row[name].value) if name in row else "" for name in telling]
    return any(
        said == [cell_text(one[name].value) if name in one else "" for name in telling]
        for one in others
    )
