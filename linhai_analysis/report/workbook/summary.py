"""The first sheet: how many indicators stand where, and what is behind, as the cells say now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from linhai_analysis.report.workbook.drawing import (
    COUNT,
    HEAD,
    ROW_HEIGHT,
    draw_title,
    height_of,
    write_cell,
    write_step,
)
from linhai_analysis.report.workbook.known import Value
from linhai_analysis.report.workbook.layout import VERDICTS, Layout
from linhai_analysis.report.workbook.lines import COUNTED, UNSETTLED
from linhai_analysis.report.workbook.terms import phrase, quoted
from linhai_analysis.words import word

WIDTHS = (24, 12, 22, 26, 16)
GROUPS = ("binding", "expected", "none")
# What is listed of an indicator that is behind: where it stands, by its column.
LISTED = {
    ("steps", "name"): "head.indicator",
    ("main", "dated"): "head.dated",
    ("steps", "short_said"): "head.gap",
    ("steps", "need_said"): "head.still",
}
OWNER = ("main", "owner")
BAR, SPARE, FEWEST_BARS = 22, 3, 2


def draw_summary(layout: Layout, known: Sequence[dict[str, Value]]) -> None:
    """Write the sheet."""
    pen = layout.pen
    sheet = layout.new_sheet("summary", WIDTHS, landscape=False)
    row = draw_title(pen, sheet, layout.title("summary"), len(WIDTHS))
    for text in filter(None, (layout.plan.title(layout.lang), *layout.told)):
        sheet.merge_range(row, 0, row, len(WIDTHS) - 1, "", pen.look())
        write_cell(sheet, row, 0, text, pen.look())
        sheet.set_row(row, height_of([text], [sum(WIDTHS)]))
        row += 1
    row = _draw_counts(layout, sheet, row + 1, known)
    row = _draw_late(layout, sheet, row + 1, known)
    row = _draw_bars(layout, sheet, row + 1, known)
    sheet.print_area(0, 0, row, len(WIDTHS) - 1)
    sheet.fit_to_pages(1, 0)


def _draw_counts(layout: Layout, sheet: Any, row: int, known: Sequence[dict[str, Value]]) -> int:
    """A row for each verdict, for what is to be settled, and for all; none is left out."""
    pen, lang = layout.pen, layout.lang
    heads = [word("head.verdict", lang), word("book.summary.all", lang)]
    heads += [word(f"attribute.{one}", lang) for one in GROUPS]
    for n, head in enumerate(heads):
        write_cell(sheet, row, n, head, pen.look(**HEAD))
    verdicts, flags, attributes = (
        layout.column(sheet_name, key)
        for sheet_name, key in (("main", "verdict"), ("steps", "counted"), ("main", "attribute"))
    )
    # Of two that a language has one word for, the first counts both.
    first = {layout.verdict_word(key): key for key in reversed(VERDICTS)}
    shown = [key for key in VERDICTS if key in first.values()]
    tests = [(f"{verdicts},{layout.verdict(key)},{flags},{COUNTED}", key) for key in shown]
    tests += [(f"{flags},{UNSETTLED}", "unsettled"), (f'{flags},">0"', "total")]
    for n, (test, key) in enumerate(tests, row + 1):
        last = key == "total"
        label = layout.verdict_word(key) if key in VERDICTS else word(f"book.summary.{key}", lang)
        write_cell(sheet, n, 0, label, pen.look(border=1, bold=last))
        for column, group in enumerate(("", *GROUPS), 1):
            named = f",{attributes},{_head_cell(row, column)}" if group else ""
            value = _count(layout, known, key, group)
            look = pen.look(border=1, align="center", bold=last, num_format=COUNT)
            write_step(sheet, (n, column), f"COUNTIFS({test}{named})", value, look)
        sheet.set_row(n, ROW_HEIGHT)
    return row + len(tests) + 1


def _head_cell(row: int, column: int) -> str:
    return f"{'ABCDE'[column]}${row + 1}"


def _count(layout: Layout, known: Sequence[dict[str, Value]], key: str, group: str) -> int:
    pairs = zip(layout.lines, known, strict=True)
    of = [
        (line, told)
        for line, told in pairs
        if line.counted and (not group or (line.card["attribute"] or "none") == group)
    ]
    if key == "total":
        return len(of)
    if key == "unsettled":
        return sum(line.counted == UNSETTLED for line, _ in of)
    said = layout.verdict_word(key)
    return sum(line.counted == COUNTED and told["verdict"] == said for line, told in of)


def _draw_late(layout: Layout, sheet: Any, row: int, known: Sequence[dict[str, Value]]) -> int:
    """A row for each indicator that is behind, as many as there can be."""
    pen, lang = layout.pen, layout.lang
    listed = [*LISTED, *([OWNER] if "owner" in layout.main else [])]
    keys = [key for _, key in listed]
    look = pen.look(bold=True, text_wrap=False)
    write_cell(sheet, row, 0, word("book.summary.late", lang), look)
    for n, key in enumerate(keys):
        head = word(LISTED.get(listed[n], f"head.{key}"), lang)
        write_cell(sheet, row + 1, n, head, pen.look(**HEAD))
    sheet.set_row(row + 1, 2 * ROW_HEIGHT)
    late = sorted((told for told in known if told["late"] != ""), key=lambda told: told["late"])
    places = [known.index(told) for told in late]
    numbers = layout.column("steps", "late")
    # Room for what falls behind when a cell is changed; what needs more is counted.
    room = min(len(known), len(late) + SPARE)
    for n in range(room):
        for column, (name, key) in enumerate(listed):
            at = f"MATCH({n + 1},{numbers},0)"
            formula = f'IFERROR(INDEX({layout.column(name, key)},{at})&"","")'
            value = _text(layout, known, places[n], key) if n < len(late) else ""
            align = "left" if key == "name" else "center"
            look = pen.look(align=align, **({"border": 1} if n < len(late) else {}))
            write_step(sheet, (row + 2 + n, column), formula, value, look)
        if n < len(late):
            texts = [_text(layout, known, places[n], key) for key in keys]
            sheet.set_row(row + 2 + n, height_of(texts, WIDTHS[: len(texts)]))
    count, none = f"MAX({numbers})", quoted(word("book.summary.late.none", lang))
    more = phrase("book.summary.more", lang, count=f"({count}-{room})")
    formula = f'IF({count}=0,{none},IF({count}>{room},{more},""))'
    value = "" if late else word("book.summary.late.none", lang)
    write_step(sheet, (row + 2 + room, 0), formula, value, pen.look(text_wrap=False))
    return row + 3 + room


def _text(layout: Layout, known: Sequence[dict[str, Value]], n: int, key: str) -> str:
    value = known[n][key] if key in known[n] else layout.shown[n][key]
    return f"{value:.0f}" if isinstance(value, float) else str(value)


def _draw_bars(layout: Layout, sheet: Any, row: int, known: Sequence[dict[str, Value]]) -> int:
    """The share of the way beside the share of the time, of every indicator that has one."""
    pen, lang = layout.pen, layout.lang
    told = [n for n, one in enumerate(known) if one["judged"] != ""]
    if len(told) < FEWEST_BARS:
        return row - 1
    name = layout.sheet("steps")
    chart = pen.book.add_chart({"type": "bar"})
    first = layout.bars
    for column, key in enumerate(("done", "elapsed"), 1):
        chart.add_series(
            {
                "name": word(f"head.{key}", lang),
                "categories": [name, first, 0, first + len(told) - 1, 0],
                "values": [name, first, column, first + len(told) - 1, column],
                "fill": {"color": ("#2F75B5", "#BFBFBF")[column - 1]},
                "gap": 60,
            }
        )
    # What is far beyond its target would leave no room for the others.
    top = 1.5 if any(float(known[n]["done"]) > 1.5 for n in told) else None
    chart.set_title({"name": word("book.chart.bars", lang), **_font(layout, 12)})
    chart.set_x_axis({"num_format": "0%", "max": top, "major_gridlines": {"visible": True}})
    chart.set_y_axis(
        {"reverse": True, "label_position": "low", "num_font": _font(layout, 9)["name_font"]}
    )
    chart.set_legend({"position": "bottom", "font": _font(layout, 9)["name_font"]})
    chart.set_size({"width": 700, "height": 120 + BAR * 2 * len(told)})
    sheet.insert_chart(row, 0, chart, {"description": word("book.chart.bars", lang)})
    return row + (120 + BAR * 2 * len(told)) // 20 + 1


def _font(layout: Layout, size: int) -> dict[str, Any]:
    return {"name_font": {"name": layout.pen.font, "size": size, "bold": size > 10}}
