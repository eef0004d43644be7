"""Yearly figures of any workbook or statistics file as one long frame, with what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.equality import Alike
from linhai_analysis.errors import DataError, FaultsError, UnknownNameError, bad_cell, reason_of
from linhai_analysis.sheets.blocks import Block, find_blocks
from linhai_analysis.sheets.grid import Sheet
from linhai_analysis.sheets.opening import open_book
from linhai_analysis.sheets.years import parted_day, read_year
from linhai_analysis.tables.cells import cell_text, check_length
from linhai_analysis.words import Sentence, say
from linhai_analysis.yearly.kinds import Table
from linhai_analysis.yearly.layouts import LAYOUTS, fitting, labelled, parted
from linhai_analysis.yearly.melting import melted
from linhai_analysis.yearly.naming import Melt
from linhai_analysis.yearly.roles import is_known
from linhai_analysis.yearly.scales import one_unit
from linhai_analysis.yearly.settled import settle
from linhai_analysis.yearly.titles import besides_year, goes_on

_LOOKED = 20
"""In so many rows months are looked for where no years are found."""


@dataclass(frozen=True, eq=False)
class Figures(Alike):
    """Yearly figures that were read from a file, and what was understood of it.

    Attributes
    ----------
    frame : DataFrame
        One row a figure: series (its name, of geo and indicator), geo, indicator, unit, year,
        value (NaN where none stands), break (whether it is not comparable with the year before),
        status (``preliminary``, ``expected``, ``revised``, ``final`` or empty), flag (what else
        stands beside the number), note, source, and where the figure stands: sheet, row, and
        column counted from 1.
    notes : tuple of Sentence
        What was left out, assumed or guessed; ``note.text("zh")`` says it in Chinese.
    layout : str
        How the table was read: ``wide``, ``long``, ``years down`` or ``one year``.
    file, sheet : str
        Where the figures stand; a text file has a sheet without a name.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "firms.csv"
    >>> _ = path.write_text("name,2014,2015 (p)\\nfirms,40,44\\n")
    >>> read(path)
    firms.csv: 1 series, 2014–2015, 2 figures (years across)
    """

    frame: pd.DataFrame
    notes: tuple[Sentence, ...]
    layout: str
    file: str
    sheet: str = ""

    def text(self, lang: str | None = None) -> str:
        """Return what was understood, and each note on a line of its own."""
        lang = check_language(lang)
        first, last = self.frame["year"].min(), self.frame["year"].max()
        said = say(
            "read.understood",
            file=f"{self.file}, {self.sheet}" if self.sheet else self.file,
            series=self.frame["series"].nunique(),
            years=first if first == last else f"{first}–{last}",
            figures=self.frame["value"].count(),
            layout=say(f"read.layout.{self.layout.replace(' ', '_')}"),
        )
        return "\n".join([said.text(lang), *(f"- {note.text(lang)}" for note in self.notes)])

    def __repr__(self) -> str:
        return self.text()


@checked
def read(path: str | Path, layout: str | None = None, sheet: str | None = None) -> Figures:
    """Read yearly figures from a workbook or a statistics file, in whatever shape they stand.

    Years across, years down, long, or of one year that the title names; exports of the World Bank,
    the National Bureau of Statistics of China, Eurostat, SDMX-CSV, Our World in Data, Open SDG;
    tables of yearbooks with titles, headings of several rows, notes.

    Parameters
    ----------
    path : str or Path
        A workbook (.xlsx, .xlsm, .xls, .ods) or a text file (.csv, .tsv).
    layout : {"wide", "long", "years down", "one year"}, optional
        How the table is meant, where it reads in several ways.
    sheet : str, optional
        The sheet to read; without it the first one with yearly figures.

    Returns
    -------
    Figures

    Raises
    ------
    DataError
        If no yearly figures are found, or may be read in two ways; the message says what to write.
    FaultsError
        If cells cannot be read; lists all of them with their places.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "firms.csv"
    >>> _ = path.write_text("名称,2014年,2015年(快报)\\n企业,40,44\\n", encoding="utf-8")
    >>> read(path).frame[["series", "year", "value", "status"]].values.tolist()
    [['企业', 2014, 40.0, ''], ['企业', 2015, 44.0, 'preliminary']]
    """
    if layout is not None and layout not in LAYOUTS:
        raise UnknownNameError(say("kind.layout"), layout, LAYOUTS)
    book = open_book(path)
    sheets = [one for one in book.sheets if not one.hidden]
    if sheet is not None:
        sheets = [one for one in book.sheets if one.name == sheet]
        if not sheets:
            raise UnknownNameError(say("kind.sheet"), sheet, (one.name for one in book.sheets))
    found, notes = _first(sheets, book.file, layout)
    return replace(found, notes=(*book.notes, *found.notes, *notes))


def _first(
    sheets: Sequence[Sheet], file: str, layout: str | None
) -> tuple[Figures, tuple[Sentence, ...]]:
    """The figures of the first sheet that has any, and what is to be told of the others."""
    refused: list[DataError] = []
    for n, sheet in enumerate(sheets):
        try:
            found = _read_sheet(sheet, file, layout)
        except FaultsError:
            raise
        except DataError as error:
            # Months on one sheet, years on the next.
            refused.append(error)
            continue
        if found is not None:
            whole, others, more = _joined(found, sheets[n:], layout)
            refused += more
            told = [say("read.other_sheets", read=sheet.name, sheets=others)] if others else []
            return whole, (*(error.args[0] for error in refused), *told)
    raise refused[0] if refused else DataError(_nothing(sheets, file))


def _joined(
    found: Figures, sheets: Sequence[Sheet], layout: str | None
) -> tuple[Figures, tuple[str, ...], list[DataError]]:
    """The figures of the first sheet with those of sheets that differ by the year; what else."""
    same, others = [found], []
    refused: list[DataError] = []
    first = sheets[0]
    for sheet in sheets[1:]:
        try:
            other = _read_sheet(sheet, found.file, layout)
        except FaultsError:
            # A broken table of another sheet is no fault of this one.
            others.append(sheet.name)
            continue
        except DataError as error:
            refused.append(error)
            continue
        if other is None:
            continue
        years = {one.frame["year"].iloc[0] for one in same}
        if (
            found.layout == other.layout == "one year"
            and _named(sheet) == _named(first)
            and other.frame["year"].iloc[0] not in years
            and set(other.frame["indicator"]) == set(found.frame["indicator"])
        ):
            same.append(other)
        else:
            others.append(sheet.name)
    if len(same) > 1:
        frame = pd.concat([one.frame for one in same], ignore_index=True)
        frame, converted = one_unit(frame, found.file)
        joined = say("read.sheets_joined", sheets=tuple(one.sheet for one in same))
        notes = dict.fromkeys(note for one in same for note in one.notes)
        found = replace(found, frame=frame, notes=(joined, *notes, *converted))
    return found, tuple(others), refused


def _named(sheet: Sheet) -> tuple[str, ...]:
    """What the name and the titles of a sheet say besides its year."""
    above = next((block.above for block in find_blocks(sheet, is_known)), ())
    return besides_year([sheet.name, *above])


def read_frame(frame: pd.DataFrame, file: str) -> Figures:
    """Read a table whose headings are text; rows are counted as if it stood in a file.

    >>> wide = pd.DataFrame({"name": ["firms"], "2014": [40], "2015": [44]})
    >>> read_frame(wide, "the table").frame[["series", "year", "value", "row"]].values.tolist()
    [['firms', 2014, 40.0, 2], ['firms', 2015, 44.0, 2]]
    """
    cells = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    sheet = Sheet("", [[*frame.columns], *cells])
    heads, rows = tuple(map(str, frame.columns)), range(1, len(cells) + 1)
    block = Block(sheet, heads, tuple(range(len(heads))), (0,), rows)
    found = _figures([block], file, sheet, keep_empty=True)
    if found is None:
        raise DataError(_nothing([sheet], file))
    return found


def _read_sheet(sheet: Sheet, file: str, layout: str | None) -> Figures | None:
    blocks = [labelled(parted(block)) for block in find_blocks(sheet, is_known)]
    return _figures(blocks, file, sheet, layout)


def _figures(
    blocks: Sequence[Block],
    file: str,
    sheet: Sheet,
    layout: str | None = None,
    keep_empty: bool = False,
) -> Figures | None:
    """The figures of all tables of a sheet together; None where no layout fits any."""
    frames, notes, faults, layouts, titles = [], [], [], [], []
    for block in blocks:
        table = Table(block, file, blocks[0].above)
        reading = fitting(table, layout) if block.rows else None
        if reading is None:
            if len(blocks) > 1:
                notes.append(say("read.other_table", row=block.head_rows[0] + 1))
            continue
        melt = Melt(table, reading)
        frame = settle(melt, melted(melt), keep_empty)
        frames.append(frame)
        layouts.append(reading.layout)
        titles.append(block.above)
        below = (say("read.below", row=row + 1, text=text) for row, text in block.below)
        notes += [*reading.notes, *melt.notes, *below]
        faults += melt.faults
    if faults:
        raise FaultsError(faults)
    if not frames:
        return None
    whole = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    _check_names(whole["series"], file)
    if not len(whole) or (not keep_empty and whole["value"].isna().all()):
        why = say("read.none_left", file=file, notes=tuple(notes))
        raise DataError(why if notes else say("read.no_figures", file=file))
    whole["column"] += 1
    whole.insert(whole.columns.get_loc("row"), "sheet", sheet.name)
    if len(frames) > 1:
        _check_tables(frames, titles, file)
        given = whole["unit"] != ""
        made, converted = one_unit(whole[given], file)
        whole.loc[given, ["value", "unit"]] = made[["value", "unit"]]
        notes += converted
    return Figures(whole, tuple(dict.fromkeys(notes)), layouts[0], file, sheet.name)


def _check_names(names: pd.Series, file: str) -> None:
    """Refuse names that no chart has room for."""
    for name in names.unique():
        try:
            check_length(name)
        except ValueError as error:
            problem = bad_cell(name, reason_of(error))
            raise DataError(say("fault.at", place=file, problem=problem)) from None


def _check_tables(
    frames: Sequence[pd.DataFrame], titles: Sequence[Sequence[str]], file: str
) -> None:
    """Refuse tables of one sheet that give a series twice in one year or under two titles."""
    figures = [dict.fromkeys(zip(one["series"], one["year"], strict=True)) for one in frames]
    names = [dict.fromkeys(one["series"]) for one in frames]
    for n, title in enumerate(titles):
        for m, before in enumerate(titles[:n]):
            if twice := next((one for one in figures[n] if one in figures[m]), None):
                told = say("read.tables_clash", file=file, series=twice[0], year=twice[1])
                raise DataError(told)
            same = next((one for one in names[n] if one in names[m]), None)
            if same is not None and not goes_on(before, title):
                of = (" ".join(before), " ".join(title))
                raise DataError(say("read.titles_clash", file=file, series=same, titles=of))


def _nothing(sheets: Sequence[Sheet], file: str) -> Sentence:
    """Why there are no yearly figures."""
    filled = [[*map(cell_text, row)] for sheet in sheets for row in sheet.rows if any(row)]
    if len(filled) == 1:
        return say("read.no_figures", file=file)
    for line in (*filled[:_LOOKED], [row[0] for row in filled[1:]]):
        if len(months := [cell for cell in line if _is_month(cell)]) > 1 >= len(line) - len(months):
            return say("read.months", file=file, first=months[0])
    return say("read.no_years", file=file)


def _is_month(cell: str) -> bool:
    year = read_year(cell)
    return bool(parted_day(cell)) or (year is not None and year.kind == "part")
