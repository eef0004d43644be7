"""The working sheet: every step of every line in a column of its own, for whoever checks it."""

from __future__ import annotations

from typing import Any

from linhai_analysis.report.workbook.drawing import (
    A3,
    HEAD,
    INPUT,
    height_of,
    write_cell,
    write_step,
)
from linhai_analysis.report.workbook.figures import figure_steps
from linhai_analysis.report.workbook.growth import growth_steps
from linhai_analysis.report.workbook.known import Value, known_values
from linhai_analysis.report.workbook.layout import HEAD_ROW, LATE, TOP, Layout
from linhai_analysis.report.workbook.row import Row
from linhai_analysis.report.workbook.verdicts import verdict_steps
from linhai_analysis.words import word

# The steps before and after the yearly figures.
BEFORE = "number name start end value base n aim"
AFTER = (
    "dated actual k ended met base_met held sign fell gap direct blocked reason done elapsed "
    "completion verdict rate pace from left still_rate still_pace short short_said need_said "
    "counted lacking late judged noted"
)
# Told in words, or in per cent.
WORDED = {"blocked", "reason", "lacking", "noted", "short_said", "need_said"}
RATES = {"rate", "still_rate", "done", "elapsed", "completion"}
NUMBER, NARROW, WIDE = 6, 12, 24
# Per cent: the sheet is as wide as several pages, each with the names.
SCALE = 75
# Given by the plan, with their columns; the name and the number are those of the main table.
GIVEN = {"start", "end", "value", "counted", "lacking"}


def working_columns(layout: Layout) -> list[str]:
    """Return the keys of the columns of the sheet."""
    return [*BEFORE.split(), *(f"y{year}" for year in layout.years), *AFTER.split()]


def all_known(layout: Layout) -> list[dict[str, Value]]:
    """Return what stands on the sheet, line by line."""
    made = [known_values(layout, n) for n in range(len(layout.lines))]
    counts = {"late": 0, "judged": 0}
    late = {layout.verdict_word(one) for one in LATE}
    for known in made:
        told = {"late": known["verdict"] in late, "judged": known["done"] != ""}
        for key, so in told.items():
            if so and known["counted"]:
                counts[key] += 1
                known[key] = counts[key]
    return made


def draw_working(layout: Layout, known: list[dict[str, Value]], noted: list[str]) -> None:
    """Write the sheet; `noted` is what people know of each line."""
    pen, keys = layout.pen, working_columns(layout)
    widths = [WIDE if key in WORDED | {"name"} else NARROW for key in keys]
    widths[0] = NUMBER
    sheet = layout.new_sheet("steps", widths, paper=A3, scale=SCALE)
    # Not over all columns, which lie on several pages.
    write_cell(
        sheet, 0, 0, layout.title("steps"), pen.look(bold=True, font_size=16, text_wrap=False)
    )
    write_cell(sheet, 1, 0, word("book.steps.lead", layout.lang), pen.look(text_wrap=False))
    heads = [_head(layout, key) for key in keys]
    for n, head in enumerate(heads):
        write_cell(sheet, HEAD_ROW, n, head, pen.look(**HEAD))
    sheet.set_row(
        HEAD_ROW, height_of([one for one in heads if isinstance(one, str)], [NARROW] * len(heads))
    )
    for n in range(len(layout.lines)):
        _draw_line(layout, sheet, n, known[n] | {"noted": noted[n]})
    _draw_bars(layout, sheet, known)
    sheet.freeze_panes(TOP, 2)
    sheet.repeat_rows(HEAD_ROW)
    sheet.repeat_columns(0, 1)
    sheet.print_area(0, 0, layout.last, len(keys) - 1)


def _head(layout: Layout, key: str) -> str:
    if key.removeprefix("y").isdigit():
        return word("book.step.yearly", layout.lang, year=key.removeprefix("y"))
    return word(f"book.step.{key}", layout.lang)


def _draw_line(layout: Layout, sheet: Any, n: int, known: dict[str, Value]) -> None:
    row, pen = Row(layout, n), layout.pen
    steps = {**figure_steps(row), **verdict_steps(row), **growth_steps(row)}
    steps["number"], known["number"] = layout.repeated("number", n)
    known["name"] = layout.shown[n]["name"]
    sheet.set_row(TOP + n, height_of([str(known["name"])], [WIDE]))
    for key in working_columns(layout):
        form = "0.00%" if key in RATES else "General"
        given = key not in steps
        more = INPUT if given and key in GIVEN else {}
        align = "left" if key in WORDED | {"name"} else "center"
        look = pen.look(border=1, num_format=form, align=align, text_wrap=key == "name", **more)
        write_step(sheet, (TOP + n, layout.steps[key]), steps.get(key, ""), known[key], look)


def _draw_bars(layout: Layout, sheet: Any, known: list[dict[str, Value]]) -> None:
    """What the chart of the summary shows: the lines that have a share of the way, no others."""
    pen, told = layout.pen, [n for n, one in enumerate(known) if one["judged"] != ""]
    columns = {"name": "indicator", "done": "done", "elapsed": "elapsed"}
    for column, key in enumerate(columns.values()):
        head = word(f"head.{key}", layout.lang)
        write_cell(sheet, layout.bars - 1, column, head, pen.look(**HEAD))
    for n in range(len(known)):
        at = f"MATCH({n + 1},{layout.column('steps', 'judged')},0)"
        for column, key in enumerate(columns):
            value: Value = ""
            if n < len(told):
                value = layout.shown[told[n]]["name"] if key == "name" else known[told[n]][key]
            formula = f'IFERROR(INDEX({layout.column("steps", key)},{at}),"")'
            look = pen.look(num_format="General" if key == "name" else "0.0%")
            write_step(sheet, (layout.bars + n, column), formula, value, look)
