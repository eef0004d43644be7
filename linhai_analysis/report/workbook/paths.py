"""Yearly reference values: both ways to each target, and a chart of one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from linhai_analysis.growth import compound_path, linear_path
from linhai_analysis.report.workbook.drawing import (
    HEAD,
    INPUT,
    ROW_HEIGHT,
    draw_title,
    height_of,
    write_cell,
    write_step,
)
from linhai_analysis.report.workbook.known import Value
from linhai_analysis.report.workbook.layout import Layout
from linhai_analysis.report.workbook.terms import Term, both, phrase
from linhai_analysis.report.workbook.told import places_format
from linhai_analysis.sheets.grid import column_letters
from linhai_analysis.text import NONE
from linhai_analysis.words import word

FIXED = (6, 26, 11, 18)
YEAR = 10
# The rows of the choice and of what the chart shows, and where the table begins.
CHOICE, SHOWN, CHART, TABLE = 2, 3, 8, 26
LINES = ("linear", "compound", "published")
ABSENT = "#N/A"
# Stands for the year over a cell until it is known where that stands.
HERE = "@"
COLOURS = {"linear": "#2F75B5", "compound": "#2F75B5", "published": "#C55A11"}


class Way(NamedTuple):
    """A path to a target: its formula in the year of a heading, and its values."""

    formula: str
    values: dict[int, float]


def draw_paths(layout: Layout, known: Sequence[dict[str, Value]]) -> None:
    """Write the sheet."""
    pen, lang = layout.pen, layout.lang
    years = [layout.base_years[0], *layout.years]
    widths = [*FIXED, *[YEAR] * len(years)]
    sheet = layout.new_sheet("paths", widths)
    draw_title(pen, sheet, layout.title("paths"), len(widths))
    write_cell(sheet, 1, 0, word("book.paths.lead", lang), pen.look(text_wrap=False))
    said = [word(f"head.{key}", lang) for key in ("order", "indicator", "unit")]
    heads = [*said, word("book.head.way", lang)]
    for n, head in enumerate([*heads, *years]):
        form = word("book.year.format", lang) if isinstance(head, int) else "General"
        for row in (SHOWN, TABLE) if n >= len(FIXED) - 1 else (TABLE,):
            write_cell(sheet, row, n, head, pen.look(**HEAD, num_format=form))
    row = TABLE + 1
    for n in range(len(layout.lines)):
        for way, made in _ways(layout, n, known[n], years).items():
            _draw_way(layout, sheet, row, n, way, made)
            row += 1
    if known:
        _draw_chosen(layout, sheet, known, years)
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(TABLE)
    sheet.print_area(0, 0, row - 1, len(widths) - 1)


def _ways(layout: Layout, n: int, known: dict[str, Value], years: Sequence[int]) -> dict[str, Way]:
    """The ways that a line can have."""
    line = layout.lines[n]
    at = {key: layout.cell("steps", key, n) for key in ("base", "rate", "pace", "start", "end")}
    first = int(line.card["base_year"])
    steps = int(line.card["target_year"]) - first
    base, rate, pace = (
        np.nan if known[key] == "" else float(known[key]) for key in ("base", "rate", "pace")
    )
    told = {
        "linear": (line.is_paced, "pace", linear_path(base, pace, steps)),
        "compound": (line.is_rated, "rate", compound_path(base, rate, steps)),
    }
    ways = {}
    for way, (has, key, path) in told.items():
        if has:
            within = f"AND({both(at['base'], at[key])},{HERE}>={at['start']},{HERE}<={at['end']})"
            made = reached(way, at["base"], at[key], f"({HERE}-{at['start']})")
            values = dict(enumerate(np.asarray(path).tolist(), first))
            ways[way] = Way(f'IF({within},{made},"{NONE}")', values)
    return ways


def reached(way: str, base: str, growth: str, years: str) -> str:
    """Return the formula of where a way leads in so many years.

    >>> reached("linear", "B4", "R4", "2"), reached("compound", "B4", "R4", "2")
    ('(B4+(R4*2))', '(B4*((1+R4)^2))')
    """
    start, rate = Term(base), Term(growth)
    made = start + rate * Term(years) if way == "linear" else start * (1 + rate) ** Term(years)
    return made.text


def _draw_way(layout: Layout, sheet: Any, row: int, n: int, way: str, made: Way) -> None:
    pen, line = layout.pen, layout.lines[n]
    sheet.set_row(row, height_of([layout.shown[n]["name"]], FIXED[1:2]))
    for column, key in enumerate(("number", "name", "unit")):
        look = pen.look(border=1, align="left" if key == "name" else "center")
        formula, value = layout.repeated(key, n)
        if key == "unit" and line.quantity == "index":
            # What falls by per cent a year is followed as an index.
            formula = phrase("book.index", layout.lang, year=layout.cell("steps", "start", n))
            value = word("book.index", layout.lang, year=line.card["base_year"])
        write_step(sheet, (row, column), formula, value, look)
    write_cell(
        sheet, row, 3, word(f"legend.{way}", layout.lang), pen.look(border=1, align="center")
    )
    look = pen.look(border=1, align="center", num_format=places_format(line.decimals + 1))
    for column, year in enumerate([layout.base_years[0], *layout.years], len(FIXED)):
        head = f"{column_letters(column)}${TABLE + 1}"
        value = made.values.get(year, np.nan)
        shown = NONE if np.isnan(value) else value
        write_step(sheet, (row, column), made.formula.replace(HERE, head), shown, look)


def _draw_chosen(
    layout: Layout, sheet: Any, known: Sequence[dict[str, Value]], years: Sequence[int]
) -> None:
    """The number of an indicator to be chosen, its values by year, and their chart."""
    pen, lang = layout.pen, layout.lang
    chosen = _first_shown(known)
    count = len(layout.lines)
    sheet.set_row(CHOICE, 2 * ROW_HEIGHT)
    write_cell(sheet, CHOICE, 0, chosen + 1, pen.look(border=1, align="center", **INPUT))
    rule = {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": count}
    sheet.data_validation(CHOICE, 0, CHOICE, 0, rule)
    at = f"$A${CHOICE + 1}"
    names = layout.column("steps", "name")
    name = layout.shown[chosen]["name"]
    write_step(sheet, (CHOICE, 1), f"INDEX({names},{at})", name, pen.look(border=1, bold=True))
    write_cell(sheet, CHOICE, 2, word("book.paths.choose", lang), pen.look(text_wrap=False))
    ways = _ways(layout, chosen, known[chosen], years)
    form = places_format(layout.lines[chosen].decimals + 1)
    for n, line in enumerate(LINES):
        key = f"legend.{line}" if line != "published" else "legend.value"
        write_cell(sheet, SHOWN + 1 + n, 3, word(key, lang), pen.look(border=1))
        for column, year in enumerate(years, len(FIXED)):
            formula = _shown_formula(
                layout, line, at, f"{column_letters(column)}${SHOWN + 1}", year
            )
            value = _shown_value(known[chosen], line, ways, year)
            look = pen.look(border=1, align="center", num_format=form)
            write_step(sheet, (SHOWN + 1 + n, column), formula, value, look)
    hidden = pen.book.add_format({"font_color": "#FFFFFF"})
    area = (SHOWN + 1, len(FIXED), SHOWN + len(LINES), len(FIXED) + len(years) - 1)
    sheet.conditional_format(*area, {"type": "errors", "format": hidden})
    _draw_chart(layout, sheet, len(years))


def _first_shown(known: Sequence[dict[str, Value]]) -> int:
    """The first indicator that is behind, else one that is judged, else one that has a path."""
    tests = (
        lambda one: one["late"] != "",
        lambda one: one["judged"] != "",
        lambda one: one["pace"] != "",
    )
    for test in tests:
        for n, one in enumerate(known):
            if test(one):
                return n
    return 0


def _shown_formula(layout: Layout, line: str, at: str, head: str, year: int) -> str:
    def of(key: str) -> str:
        return f"INDEX({layout.column('steps', key)},{at})"

    start, end, base = of("start"), of("end"), of("base")
    if line == "published":
        later = of(f"y{year}") if year in layout.years else '""'
        found = f"IF({head}={start},{base},{later})"
        return f"IF(ISNUMBER({found}),{found},NA())"
    growth = of("pace" if line == "linear" else "rate")
    way = reached(line, base, growth, f"({head}-{start})")
    return (
        f"IFERROR(IF(AND({head}>={start},{head}<={end},COUNT({base},{growth})=2),{way},NA()),NA())"
    )


def _shown_value(known: dict[str, Value], line: str, ways: dict[str, Way], year: int) -> Value:
    if line == "published":
        value = known["base"] if year == known["start"] else known.get(f"y{year}", "")
        return ABSENT if value == "" else value
    value = ways[line].values.get(year, np.nan) if line in ways else np.nan
    return ABSENT if np.isnan(value) else value


def _draw_chart(layout: Layout, sheet: Any, count: int) -> None:
    pen, name = layout.pen, layout.sheet("paths")
    chart = pen.book.add_chart({"type": "line"})
    first, last = len(FIXED), len(FIXED) + count - 1
    for n, line in enumerate(LINES):
        row = SHOWN + 1 + n
        published = line == "published"
        dash = {"dash_type": "dash"} if line == "compound" else {}
        chart.add_series(
            {
                "name": [name, row, first - 1],
                "categories": [name, SHOWN, first, SHOWN, last],
                "values": [name, row, first, row, last],
                "line": {"color": COLOURS[line], "width": 2.25 if published else 1.5, **dash},
                "marker": {"type": "circle" if published else "none", "size": 6},
            }
        )
    font = {"name": pen.font, "size": 9}
    chart.set_title({"name": [name, CHOICE, 1], "name_font": {"name": pen.font, "size": 12}})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis(
        {"num_font": font, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
    )
    chart.set_legend({"position": "bottom", "font": font})
    # What is missing at an end is not drawn; said outright, since programs differ where it is not.
    chart.show_blanks_as("span")
    chart.set_size({"width": 760, "height": 340})
    sheet.insert_chart(CHART, 1, chart, {"description": word("book.chart.paths", layout.lang)})
