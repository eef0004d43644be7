"""What people may set: the year, the tolerance, the cut-offs; and the words for verdicts."""

from __future__ import annotations

from typing import Any

from linhai_analysis.report.workbook.drawing import (
    HEAD,
    INPUT,
    draw_title,
    height_of,
    write_cell,
    write_step,
)
from linhai_analysis.report.workbook.layout import NAMED, NAMED_TOP, VERDICT_TOP, VERDICTS, Layout
from linhai_analysis.words import word

WIDTHS = (22, 16, 56)


def draw_parameters(layout: Layout) -> None:
    """Write the sheet, and name its cells."""
    pen, lang, cuts = layout.pen, layout.lang, layout.rule.cut_offs
    sheet = layout.new_sheet("parameters", WIDTHS, landscape=False)
    draw_title(pen, sheet, layout.title("parameters"), len(WIDTHS))
    sheet.merge_range(1, 0, 1, len(WIDTHS) - 1, word("book.parameters.lead", lang), pen.look())
    sheet.set_row(1, height_of([word("book.parameters.lead", lang)], [sum(WIDTHS)]))
    tolerance = layout.name("tolerance")
    # Cut-offs that do not lie alike on both sides stand by themselves.
    alike = cuts[1] == -cuts[0]
    cells = {
        "year": ("", layout.seen, "0"),
        "tolerance": ("", cuts[0], "0.0%"),
        "ahead": (tolerance, cuts[0], "0.0%"),
        "on_track": (f"-{tolerance}" if alike else "", cuts[1], "0.0%"),
    }
    for n, key in enumerate(NAMED, NAMED_TOP):
        formula, value, form = cells[key]
        told = word(f"book.parameter.{key}", lang)
        write_cell(sheet, n, 0, layout.name(key), pen.look(border=1))
        look = pen.look(border=1, num_format=form, align="center", **({} if formula else INPUT))
        write_step(sheet, (n, 1), formula, value, look)
        write_cell(sheet, n, 2, told, pen.look(border=1))
        sheet.set_row(n, height_of([told], WIDTHS[2:]))
        address = f"='{layout.sheet('parameters')}'!$B${n + 1}"
        pen.book.define_name(layout.name(key), address)
    _draw_verdicts(layout, sheet)
    sheet.print_area(0, 0, VERDICT_TOP + len(VERDICTS) - 1, len(WIDTHS) - 1)


def _draw_verdicts(layout: Layout, sheet: Any) -> None:
    """The words for verdicts, and when each is said."""
    pen, lang = layout.pen, layout.lang
    heads = [word(f"book.parameters.{key}", lang) for key in ("verdict", "when")]
    told = [[layout.verdict_word(key), word(f"book.when.{key}", lang)] for key in VERDICTS]
    for n, texts in enumerate([heads, *told], VERDICT_TOP - 1):
        look = pen.look(**(HEAD if n < VERDICT_TOP else {"border": 1}))
        sheet.merge_range(n, 1, n, len(WIDTHS) - 1, "", look)
        for column, text in enumerate(texts):
            write_cell(sheet, n, column, text, look)
        sheet.set_row(n, height_of(texts, [WIDTHS[0], sum(WIDTHS[1:])]))
