"""The sheets of the workbook, and the workbook that they make."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, NamedTuple

from linhai_analysis.form.columns import SOURCES, TASKS, Field, decision_fields, main_fields
from linhai_analysis.form.drawing import draw_table
from linhai_analysis.form.guide import draw_guide
from linhai_analysis.report.workbook.drawing import CREATED, Pen, draw_title
from linhai_analysis.words import word


class Page(NamedTuple):
    """A sheet of rows: its name, its title, its columns and what stands in them."""

    name: str
    title: str
    fields: Sequence[Field]
    rows: Sequence[Sequence[Any]] = ()


def empty_pages(base: int, last: int, lang: str) -> list[Page]:
    """Return the sheets of a plan of which nothing is known but its years.

    >>> [page.name for page in empty_pages(2020, 2025, "zh")]
    ['附表1', '重点任务', '核定表', '来源']
    """
    title = word("form.title", lang, first=base + 1, last=last)
    main = main_fields(base, range(base + 1, last), last, f"name_{lang}")
    return [
        Page(word("form.sheet.main", lang), title, main),
        Page(word("form.sheet.tasks", lang), word("form.title.tasks", lang), TASKS),
        Page(
            word("form.sheet.decisions", lang),
            word("form.title.decisions", lang),
            decision_fields(lang),
        ),
        Page(word("table.sources", lang), word("form.title.sources", lang), SOURCES),
    ]


def form_bytes(pages: Sequence[Page], lang: str, more: Sequence[str] = ()) -> bytes:
    """Return the workbook; the first page is that of the indicators, the guide comes after it."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": pages[0].title, "created": CREATED})
        pen = Pen(book, lang)
        for n, page in enumerate(pages):
            _draw(pen, page, lined=n == 0)
            if n == 0:
                draw_guide(pen, [one for one in page.fields if not one.apart], more)
    return stream.getvalue()


def _draw(pen: Pen, page: Page, lined: bool) -> None:
    shown = [field.width for field in page.fields if not field.apart]
    sheet = pen.sheet(page.name, shown)
    line = [word(f"form.filled_{one}", pen.lang) for one in ("by", "on")] if lined else ()
    top = draw_title(pen, sheet, page.title, len(shown), line) if page.title else 0
    draw_table(pen, sheet, top, page.fields, page.rows)
