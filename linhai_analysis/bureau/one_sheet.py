"""Reads the one sheet of a bureau (附表1) into the tables of a plan.

Every cell is passed on as it stands, with its place, and checked like that of any other table.
What the sheet does not say is guessed where a guess can be wrong only in sight: guesses are told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from linhai_analysis.bureau.columns import Columns, columns_of
from linhai_analysis.bureau.directions import guess_better
from linhai_analysis.bureau.guesses import fits_unit, guess_kind, may_be_in, printed_unit
from linhai_analysis.bureau.headed import UNHEADED, Heading, heading_of, left_row
from linhai_analysis.bureau.headed_units import heading_unit, in_heading_unit, with_unit
from linhai_analysis.bureau.named import name_id
from linhai_analysis.bureau.parts import Cell, Part, Row, cell_fault, part_of_rows, told_cells
from linhai_analysis.bureau.rows import Left, Line, lines_of
from linhai_analysis.bureau.spread import figures_of, left_columns
from linhai_analysis.bureau.targets import (
    Years,
    repeated,
    stated_targets,
    sum_up,
    target_rows,
    years_of,
)
from linhai_analysis.errors import Fault, bad_cell, sheet_word
from linhai_analysis.sheets.blocks import Block
from linhai_analysis.tables.cells import cell_text, parse_choice
from linhai_analysis.tables.origins import Origin
from linhai_analysis.words import Sentence, say, speaks

ATTRIBUTES = ("binding", "expected")
# The tables that the sheet fills, be it with no row.
FILLED = ("indicators", "targets", "observations")
# The columns that name an indicator, the first that is filled is shown.
NAMED = ("name_zh", "name_en", "indicator")


@dataclass
class Sheet1:
    """What is being read from the one sheet."""

    block: Block
    columns: Columns
    origin: Origin
    years: Years
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    units: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    group: str = ""
    guesses: dict[str, dict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    lacks: dict[tuple[str, str], list[tuple[int, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    notes: list[Sentence] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    asked: dict[str, Fault] = field(default_factory=dict)

    def ask(self, code: str, problem: Sentence, cell: Cell) -> None:
        """Ask which way is better, unless another sheet says it."""
        self.asked[code] = cell_fault(self.origin, cell, problem)

    def fault(self, problem: Sentence, cell: Cell) -> None:
        """Note what is wrong with a cell."""
        self.faults.append(cell_fault(self.origin, cell, problem))


@dataclass(frozen=True)
class Bureau:
    """The tables that the one sheet fills, what was guessed and left out, and what is wrong.

    `asked` are faults by the indicator of which nothing says which way is better, `heading` is what
    stands around the sheet.
    """

    parts: tuple[Part, ...]
    notes: tuple[Sentence, ...]
    faults: tuple[Fault, ...]
    asked: Mapping[str, Fault] = field(default_factory=dict)
    heading: Heading = UNHEADED


def read_bureau(block: Block, origin: Origin, titles: Sequence[str]) -> Bureau:
    """Read the one sheet; `titles` are the texts that may name the years of the plan.

    >>> from linhai_analysis.sheets.blocks import find_block
    >>> from linhai_analysis.sheets.grid import Sheet
    >>> heads = ["指标名称", "单位", "2015年基数", "2020年目标", "2018年"]
    >>> block = find_block(Sheet("附表1", [heads, ["企业", "家", 60, "翻一番", 92]]), {"指标名称"})
    >>> read = read_bureau(block, Origin("a.xlsx", "附表1"), [])
    >>> [(part.table, len(part.frame)) for part in read.parts]
    [('indicators', 1), ('targets', 1), ('observations', 2)]
    """
    columns = columns_of(block.heads, titles)
    sheet = Sheet1(block, columns, origin, years_of(columns, block, origin, titles))
    sheet.faults += sheet.years.faults
    for line in lines_of(block, columns):
        if isinstance(line, Left) and line.unnamed:
            at = next(n for n, column in enumerate(block.columns) if column == line.place)
            cell = Cell("", line.row, line.place, block.heads[at])
            sheet.fault(say("bureau.no_name"), cell)
        elif isinstance(line, Left):
            sheet.notes.append(
                say(
                    "taken.another" if line.another else left_row(line.text),
                    where=told_cells(origin, [(line.row, line.place)]),
                    text=line.text,
                )
            )
        else:
            _read_line(sheet, line)
    sheet.notes += left_columns(block, columns.left, origin)
    sheet.notes += left_columns(block, columns.past, origin, "taken.past_target")
    parts = [_part(sheet, table) for table in FILLED]
    told = (*_told(sheet), *sheet.notes)
    return Bureau(tuple(parts), told, tuple(sheet.faults), sheet.asked, heading_of(block))


def _part(sheet: Sheet1, table: str) -> Part:
    """The rows of a table, with the headings under which its empty cells stand."""
    heads = {
        names[table]: (sheet.block.heads[n], sheet.block.columns[n])
        for n, names in sheet.columns.known.items()
        if table in names
    }
    return part_of_rows(table, sheet.rows[table], replace(sheet.origin, heads=heads))


def _read_line(sheet: Sheet1, line: Line) -> None:
    """Take what a row says of its indicator, its targets, its figures."""
    known = _known(sheet, line)
    named = next(known["indicators"][name] for name in NAMED if name in known["indicators"])
    shown = named._replace(value=line.name)
    code = known["indicators"].get("indicator")
    if code is None or (code is named and code.text != line.name):
        # Indicator heads codes or names; 其中 or a unit beside it is of a name.
        code = shown._replace(value=_id(sheet, line))
    sheet.codes[line.name] = code.text
    first = code.text not in sheet.units
    unit = _unit(sheet, line, known["indicators"])
    line = _in_headed_units(sheet, line, unit if first else sheet.units[code.text])
    if first:
        sheet.units[code.text] = unit
        sheet.rows["indicators"].append(_indicator(sheet, line, known["indicators"], shown, code))
    elif unit and unit != sheet.units[code.text]:
        told = say("bureau.other_unit", name=line.name, unit=sheet.units[code.text])
        sheet.fault(bad_cell(unit, told), known["indicators"].get("unit", shown))
        # Its figures would be told once more, as those of an indicator that stands twice.
        return
    _check_units(sheet, line, sheet.units[code.text])
    _tell_growth(sheet, line)
    if line.attribute and "attribute" not in known["targets"]:
        known["targets"]["attribute"] = shown._replace(value=line.attribute)
        sheet.guesses["attribute"][parse_choice(line.attribute)].append(line.name)
    made = list(target_rows(sheet.block, sheet.columns, sheet.years, line, known["targets"], code))
    sum_up(made, line, sheet.columns, sheet.units[code.text], known)
    if first and not made:
        sheet.lacks["taken.without_target", ""].append((line.row, shown.column))
    for row in made:
        # Further rows of an indicator repeat its target.
        if first or not repeated(row, sheet.rows["targets"]):
            sheet.rows["targets"].append(row)
    beside = known["observations"] | {"indicator": code}
    if not first and "note" in known["indicators"]:
        beside["note"] = known["indicators"]["note"]
    base = sheet.columns.base
    years = [*([base._replace(year=sheet.years.base)] if base else []), *sheet.columns.years]
    figures = figures_of(line.row, line.cells, years, sheet.block, beside)
    sheet.rows["observations"] += [row for row in figures if row["year"].value]


def _known(sheet: Sheet1, line: Line) -> dict[str, dict[str, Cell]]:
    """The filled cells of a row that belong to columns of the tables, by table and column."""
    known: dict[str, dict[str, Cell]] = defaultdict(dict)
    for n, names in sheet.columns.known.items():
        value = line.cells[n]
        if not cell_text(value):
            continue
        cell = Cell(value, line.row, sheet.block.columns[n], sheet.block.heads[n])
        says_attribute = parse_choice(value) in ATTRIBUTES
        for table, name in names.items():
            # 类型 may be that of the target, or of the figures.
            either = "attribute" in names.values() and len(names) > 1
            if either and (name == "attribute") != says_attribute:
                continue
            known[table].setdefault(name, cell)
    return known


def _id(sheet: Sheet1, line: Line) -> str:
    """The id of an indicator that has no code: its name, with that of the whole where taken."""
    plain, whole = name_id(line.name), name_id(line.part_of)
    wholes = {
        row["parent"].text if "parent" in row else ""
        for row in sheet.rows["indicators"]
        if row["indicator"].text == plain
    }
    both = name_id(f"{line.part_of} {line.name}")
    return both if wholes and whole not in wholes else plain


def _indicator(
    sheet: Sheet1, line: Line, known: dict[str, Cell], shown: Cell, code: Cell
) -> dict[str, Cell]:
    """The row of the codebook, with what is guessed."""
    printed = " ".join(cell_text(line.cells[one.place]) for one in sheet.columns.targets)
    unit = sheet.units[code.text]
    if "unit" not in known and not line.unit and (unit or sheet.years.unit):
        key = "taken_as.unit_printed" if unit else "taken.unit_open"
        told = "taken_as.unit_above" if unit == sheet.years.unit else key, unit or sheet.years.unit
        sheet.lacks[told].append((line.row, shown.column))
    row = known | {"indicator": code}
    # A code that is a name in English letters is shown on pages of either language.
    latin = "name_zh" not in known and ("name_en" in known or not speaks(line.name, "zh"))
    row["name_en" if latin else "name_zh"] = shown
    if "field" in known:
        sheet.group = known["field"].text
    # A group stands once, beside the first of its rows or above them.
    group = line.group or sheet.group
    made = {"unit": unit, "parent": sheet.codes.get(line.part_of, ""), "field": group}
    row |= {
        name: shown._replace(value=value)
        for name, value in made.items()
        if value and name not in known
    }
    level = next((one for one in sheet.columns.targets if not (one.growth or one.base)), None)
    ends = [line.cells[one.place] if one else None for one in (sheet.columns.base, level)]
    better, asked = guess_better(line.name, printed, unit, *ends)
    for name, value in (("kind", guess_kind(unit, line.name)), ("better", better)):
        if name not in known:
            row[name] = shown._replace(value=value)
            sheet.guesses[name][value].append(line.name)
    if asked and "better" not in known:
        said = {"base": cell_text(ends[0]), "target": cell_text(ends[1])}
        sheet.ask(code.text, say(f"bureau.better_{asked}", name=line.name, **said), shown)
    return row


def _unit(sheet: Sheet1, line: Line, known: dict[str, Cell]) -> str:
    if "unit" in known or line.unit:
        return known["unit"].text if "unit" in known else line.unit
    above, cells = sheet.years.unit, [line.cells[n] for n in sheet.columns.figures]
    if above and may_be_in(above, line.name, cells):
        return above
    heads = sheet.block.heads
    levels = [one.place for one in sheet.columns.targets if not one.growth]
    goals = [cell_text(in_heading_unit(line.cells[n], heads[n])) for n in levels]
    return printed_unit(line.name, next(filter(None, goals), ""))


def _in_headed_units(sheet: Sheet1, line: Line, unit: str) -> Line:
    """A row whose figures say their unit where a heading gives another than that of the row.

    The unit of a heading that cannot be that of the row is asked for, or is none of the row's.
    """
    cells = list(line.cells)
    for n in sheet.columns.levels:
        cell, head = cells[n], sheet.block.heads[n]
        said = in_heading_unit(cell, head, unit or sheet.years.unit)
        if unit:
            fits = fits_unit(cell_text(said), unit, line.name)
        else:
            fits = may_be_in(heading_unit(head), line.name, [cell])
        if fits:
            cells[n] = said
        elif unit and said != cell:
            example = {"own": heading_unit(head), "example": with_unit(cell, unit)}
            told = bad_cell(cell_text(cell), say("bureau.headed_unit", unit=unit, **example))
            sheet.fault(told, Cell(cell, line.row, sheet.block.columns[n], head))
    return replace(line, cells=cells)


def _check_units(sheet: Sheet1, line: Line, unit: str) -> None:
    """A target in another unit than its indicator is as wrong as a figure is."""
    for target, cell in stated_targets(sheet.block, sheet.columns, line):
        if unit and not target.growth and not fits_unit(cell.text, unit, line.name):
            sheet.fault(bad_cell(cell.text, say("bureau.target_unit", unit=unit)), cell)


def _tell_growth(sheet: Sheet1, line: Line) -> None:
    """Note which cells of a column of growth are the target, and which stand beside a level."""
    for unread in (False, True):
        for target, cell in stated_targets(sheet.block, sheet.columns, line, unread):
            if target.growth:
                key = "taken.growth_left" if unread else "taken_as.growth_target"
                sheet.lacks[key, cell.head].append((cell.row, cell.column))


def _told(sheet: Sheet1) -> list[Sentence]:
    """What was guessed, a sentence for each column, with the indicators by what is guessed."""
    told = list(sheet.years.notes)
    for (key, head), cells in sheet.lacks.items():
        where = told_cells(sheet.origin, cells)
        told.append(say(key, count=len(cells), head=head, where=where))
    at = sheet_word(sheet.origin.sheet) if sheet.origin.sheet else sheet.origin.file
    for column, guessed in sheet.guesses.items():
        groups = tuple(
            say(
                "guess.of",
                value=say(f"value.{value}"),
                count=len(names),
                names=tuple(names),
            )
            for value, names in guessed.items()
        )
        told.append(say("taken_as.guess", column=say(f"column.{column}"), groups=groups, where=at))
    return told
