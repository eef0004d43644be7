"""Finds the tables of a sheet: where headings and body are, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from linhai_analysis.sheets.grid import Sheet
from linhai_analysis.sheets.headings import FARTHEST, GROUP, NOTE, Grid, Known
from linhai_analysis.sheets.plain import heading_text, is_blank, is_figure, is_text, plain_name
from linhai_analysis.sheets.spans import years_beside
from linhai_analysis.sheets.values import MISSING, read_value
from linhai_analysis.sheets.years import read_year

_DRAWN = re.compile(r"[_=*~.—-]{3,}")


@dataclass(frozen=True)
class Block:
    """A table found in a sheet: its headings, its rows, and what stands around it.

    `heads` has the heading of each column of `columns`, of two heading rows joined by a blank;
    empty where there is none. `rows` are those of the body, `groups` leads from such a row to the
    text of the row above it that names its group. All places are counted from 0.
    """

    sheet: Sheet
    heads: tuple[str, ...]
    columns: tuple[int, ...]
    head_rows: tuple[int, ...]
    rows: Sequence[int]
    above: tuple[str, ...] = ()
    below: tuple[tuple[int, str], ...] = ()
    groups: Mapping[int, str] = field(default_factory=dict)


def find_block(sheet: Sheet, known: Known | Collection[str]) -> Block | None:
    """Return the first table of a sheet; `known` are words that a heading row may hold.

    >>> rows = [["附表1"], [None, "单位：家"], ["指标", "2014年", "2015年"], ["企业", 40, 44]]
    >>> block = find_block(Sheet("表", [*rows, ["注：初步数"]]), {"指标"})
    >>> block.heads, block.rows, block.above, block.below
    (('指标', '2014年', '2015年'), (3,), ('附表1', '单位:家'), ((4, '注:初步数'),))
    """
    return next(iter(find_blocks(sheet, known)), None)


def find_blocks(sheet: Sheet, known: Known | Collection[str]) -> tuple[Block, ...]:
    """Return all tables of a sheet, also those beside and under each other."""
    knows = known if callable(known) else known.__contains__
    blocks: list[Block] = []
    for columns in _side_by_side(sheet):
        grid, start = Grid(sheet, columns), 0
        while (head := grid.heading(start, knows)) is not None:
            block, start = _block(grid, head, start, knows)
            blocks += _parts(block)
    return tuple(blocks)


def _parts(block: Block) -> list[Block]:
    """A table whose first heading stands again further right, as so many tables."""
    heads = block.heads
    first = heads[0] if heads else ""
    starts = [n for n, head in enumerate(heads) if head == first and first]
    if len(starts) < 2:
        return [block]
    made = []
    for a, b in zip(starts, [*starts[1:], len(heads)], strict=True):
        columns = block.columns[a:b]
        rows = [r for r in block.rows if any(not is_blank(block.sheet.at(r, c)) for c in columns)]
        made.append(replace(block, heads=heads[a:b], columns=columns, rows=rows))
    # What stands around is told once.
    return [made[0], *(replace(one, below=()) for one in made[1:])]


def _side_by_side(sheet: Sheet) -> list[range]:
    """The columns of each table of a sheet: apart by an empty column, and with names of its own."""
    width = max(map(len, sheet.rows), default=0)
    unseen = set(range(width))
    for row in sheet.rows:
        unseen -= {c for c in unseen if c < len(row) and not is_blank(row[c])}
        if not unseen:
            break
    starts = [c for c in range(width) if c not in unseen and (not c or c - 1 in unseen)]
    keep = [c for n, c in enumerate(starts) if not n or _has_names(sheet, c, unseen)]
    return [range(a, b) for a, b in pairwise([*keep, width])] if keep else []


def _has_names(sheet: Sheet, first: int, unseen: set[int]) -> bool:
    """Whether a column holds the names of figures that stand right of it."""
    words = figures = 0
    for r in range(min(len(sheet.rows), FARTHEST)):
        beside = sheet.at(r, first + 1)
        figure = not is_blank(beside) and not is_text(beside) and read_year(beside) is None
        name = sheet.at(r, first)
        year = read_year(name) is not None
        if year and is_text(next((c for c in sheet.rows[r] if not is_blank(c)), None)):
            # The heading of a column of figures.
            return False
        words += (year or _is_name(name)) and figure
        figures += figure
    return first + 1 not in unseen and words > 1 and words * 2 > figures


def _is_name(cell: object) -> bool:
    """Whether a cell holds words, and no figure with a flag: 0.32 p."""
    if not is_text(cell):
        return False
    try:
        return bool(read_value(cell).unit)
    except ValueError:
        return True


def _block(grid: Grid, head: int, start: int, known: Known) -> tuple[Block, int]:
    """The table under a heading row, and the row where the next one may begin."""
    rows = [*grid.higher(head, start, known), head]
    rows += grid.lower_rows(rows, known)
    void = grid.void_rows(rows, known)
    body, groups, below, stop = _body(grid, [*rows, *void], known)
    below = [*((r, " ".join(grid.texts(r, grid.own(r)))) for r in void), *below]
    heads = grid.heads(rows, known)
    used = {c for r in body[:200] for c in grid.own(r)}
    columns = [c for c in grid.columns if heads[c] or c in used]
    above = [plain_name(grid.sheet.at(r, c)) for r in range(start, rows[0]) for c in grid.own(r)]
    return (
        Block(
            grid.sheet,
            tuple(heads[c] for c in columns),
            tuple(columns),
            tuple(rows),
            tuple(body),
            tuple(above),
            tuple(below),
            groups,
        ),
        stop,
    )


def _body(
    grid: Grid, heads: list[int], known: Known
) -> tuple[list[int], dict[int, str], list[tuple[int, str]], int]:
    body: list[int] = []
    groups: dict[int, str] = {}
    below: list[tuple[int, str]] = []
    first = grid.texts(heads[-1], grid.own(heads[-1])[:1])
    group, gap, over, alone, stop = "", False, False, False, len(grid.sheet.rows)
    for r in range(heads[-1] + 1, len(grid.sheet.rows)):
        own = grid.own(r, 2)
        if not own:
            gap = True
            continue
        lead = grid.sheet.at(r, own[0])
        after = len(own) > 1 and is_text(lead) and (gap or grid.texts(r, own[:1]) == first)
        if (after and grid.is_heading(r, grid.own(r), known, [])) or (
            body and _heads_years(grid, r, known, gap or alone, body)
        ):
            # The next table begins with the lines above its headings.
            stop = _titled_from(grid, heads[-1] + 1, r)
            break
        over = over or (after and gap and bool(body) and _is_of_words(grid, r))
        single = len(own) == 1 and is_text(lead)
        if over or _is_remark(grid, r):
            below.append((r, " ".join(grid.texts(r, grid.own(r)))))
        elif len(own) < min(2, len(grid.columns)) and _names_group(grid, r, lead):
            group = plain_name(lead)
        else:
            body.append(r)
            if group:
                groups[r] = group
        gap, alone = over or (single and body[-1:] != [r]), single
    body, below = [r for r in body if r < stop], [one for one in below if one[0] < stop]
    trailing = _trailing(grid, body)
    below += [(r, plain_name(grid.sheet.at(r, grid.own(r)[0]))) for r in trailing]
    return body[: len(body) - len(trailing)], groups, sorted(below), stop


def _heads_years(grid: Grid, row: int, known: Known, near: bool, body: list[int]) -> bool:
    """Whether a row below a table has years as its headings; `near` a gap or a title."""
    # Most rows hold a figure: no more is asked of them.
    years = years_beside(grid.sheet.at(row, c) for c in grid.columns[1:])
    lead, *cells = (grid.sheet.at(row, c) for c in grid.columns) if years[1:] else (0,)
    if not (is_blank(lead) or is_text(lead)):
        return False
    named = is_text(lead) and known(heading_text(lead))
    steps = {b - a for a, b in pairwise(years)}
    if any(read_year(cell) and not is_figure(cell) for cell in cells):
        return 0 not in steps
    if near and named:
        return min(steps) > 0 or max(steps) < 0
    if len(steps) > 1 or abs(min(steps)) not in (1, 2, 5, 10):
        return False
    # Figures may look like years, where those of other rows do so, too.
    others = [*body, row + 1] if near or named or len(years) > 2 else []
    figures = any(years_beside(grid.sheet.at(r, c) for c in grid.columns[1:]) for r in others)
    return bool(others) and not figures


def _titled_from(grid: Grid, start: int, head: int) -> int:
    """The row from which on lines of words lead to a heading row below another table."""
    found: list[int] = []
    for r in range(head - 1, start - 1, -1):
        own = grid.own(r)
        if own and (not _is_of_words(grid, r) or _is_remark(grid, r)):
            break
        found = [r, *found] if own else found
    # A name without figures is the last row of the table above.
    if found and head - found[0] > len(found) and not _loose(grid, found[0]):
        found = found[1:]
    return found[0] if found else head


def _names_group(grid: Grid, row: int, lead: object) -> bool:
    """Whether the only cell of a row names the rows under it, as 二、专利 does, or dates them."""
    if is_text(lead):
        return bool(GROUP.match(plain_name(lead)))
    year = read_year(lead) if grid.own(row) == [grid.columns.start] else None
    below = grid.own(row + 1)
    named = len(below) > 1 and is_text(grid.sheet.at(row + 1, below[0]))
    return year is not None and not (year.name or year.kind) and named


def _is_remark(grid: Grid, row: int) -> bool:
    """Whether a row tells about the table and holds no figures."""
    own = grid.own(row)
    lead, count = plain_name(grid.sheet.at(row, own[0])), len(own)
    # What a mark of a missing figure means: ":" not available.
    legend = count == 2 and lead in MISSING and is_text(grid.sheet.at(row, own[1]))
    line = count == 1 and bool(_DRAWN.fullmatch(lead))
    said = legend or line or bool(NOTE.match(lead)) or grid.is_about(row, own)
    return said and not any(is_figure(grid.sheet.at(row, c)) for c in own)


def _is_of_words(grid: Grid, row: int) -> bool:
    """Whether a row behind a gap holds words only: a table of another kind begins."""
    cells = [grid.sheet.at(row, c) for c in grid.own(row)]
    return all(is_text(cell) and str(cell).strip().casefold() not in MISSING for cell in cells)


def _trailing(grid: Grid, body: list[int]) -> list[int]:
    """The last rows of a body that are single texts, too long for a name or behind a gap."""
    found: list[int] = []
    if len(grid.columns) == 1:
        return found
    for r in reversed(body):
        own = grid.own(r)
        if len(own) > 1 or not is_text(grid.sheet.at(r, own[0])):
            break
        found.insert(0, r)
    while found and (len(found) == len(body) or not _loose(grid, found[0])):
        found.pop(0)
    return found


def _loose(grid: Grid, row: int) -> bool:
    behind_gap = not grid.own(row - 1)
    text = plain_name(grid.sheet.at(row, grid.own(row)[0]))
    return behind_gap or len(text) > 20 or (row, grid.own(row)[0] + 1) in grid.sheet.merged


def filled_rows(block: Block) -> Iterator[tuple[int, list[object]]]:
    """The rows of the body with the cells under the headings."""
    stop = max(block.columns, default=-1) + 1
    whole = block.columns == tuple(range(stop))
    for r in block.rows:
        row = block.sheet.rows[r]
        cells = [*row[:stop], *[None] * (stop - len(row))]
        yield r, cells if whole else [cells[c] for c in block.columns]
