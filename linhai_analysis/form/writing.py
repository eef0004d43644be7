"""Puts the sheets of a workbook together and writes it, never over a file that is there."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from linhai_analysis.arguments import check_language
from linhai_analysis.errors import DataError
from linhai_analysis.form.columns import SOURCES, TASKS, Field, decision_fields, main_fields
from linhai_analysis.form.drawing import Pen, draw_table, draw_title
from linhai_analysis.form.guide import draw_guide
from linhai_analysis.results import write_new
from linhai_analysis.words import say, word

# The five years of the plans before those that begin now: most people have to review them.
YEARS = (2020, 2025)
LONGEST = 20
# No clock in a file: the same call writes the same bytes.
CREATED = datetime(2000, 1, 1)


class Page(NamedTuple):
    """A sheet of rows: its name, its title, its columns and what stands in them."""

    name: str
    title: str
    fields: Sequence[Field]
    rows: Sequence[Sequence[Any]] = ()


def write_form(
    path: str | PathLike[str],
    lang: str = "en",
    base_year: int | None = None,
    target_year: int | None = None,
) -> Path:
    """Write the workbook that people fill in and ``load_plan`` reads.

    >>> import tempfile
    >>> write_form(Path(tempfile.mkdtemp()) / "规划.xlsx", "zh").name
    '规划.xlsx'
    """
    file = Path(path)
    if file.suffix.lower() != ".xlsx":
        raise DataError(say("new.not_xlsx", file=str(path)))
    base, last = check_years(base_year, target_year)
    pages = empty_pages(base, last, check_language(lang))
    return write_new(file, form_bytes(pages, lang))


def check_years(base_year: int | None, target_year: int | None) -> tuple[int, int]:
    """Return base and target year; of one alone the other lies as far away as usual.

    >>> check_years(None, None), check_years(2015, None), check_years(None, 2030)
    ((2020, 2025), (2015, 2020), (2025, 2030))
    """
    span = YEARS[1] - YEARS[0]
    last = target_year or (base_year + span if base_year else YEARS[1])
    base = base_year or last - span
    if not (1900 <= base < last < 2200 and last - base <= LONGEST):
        raise DataError(say("new.years", base=base, target=last, most=LONGEST))
    return base, last


def empty_pages(base: int, last: int, lang: str) -> list[Page]:
    """Return the sheets of a plan of which nothing is known but its years."""
    title = word("form.title", lang, first=base + 1, last=last)
    fields = main_fields(base, range(base + 1, last), last, lang)
    return [
        Page(word("form.sheet.main", lang), title, fields),
        Page(word("form.sheet.tasks", lang), word("form.title.tasks", lang), TASKS),
        Page(
            word("form.sheet.decisions", lang),
            word("form.title.decisions", lang),
            decision_fields(lang),
        ),
        Page(word("table.sources", lang), word("form.title.sources", lang), SOURCES),
    ]


def form_bytes(pages: Sequence[Page], lang: str, more: Sequence[str] = ()) -> bytes:
    """Return the workbook; the first page is that of the indicators."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": pages[0].title, "created": CREATED})
        pen = Pen(book, lang)
        for n, page in enumerate(pages):
            _draw(pen, page, lined=n == 0)
            if n == 0:
                draw_guide(pen, page.fields, more)
    return stream.getvalue()


def _draw(pen: Pen, page: Page, lined: bool) -> None:
    sheet = pen.sheet(page.name, [field.width for field in page.fields])
    line = [word(f"form.filled_{one}", pen.lang) for one in ("by", "on")] if lined else ()
    top = draw_title(pen, sheet, page.title, len(page.fields), line)
    draw_table(pen, sheet, top, page.fields, page.rows)
