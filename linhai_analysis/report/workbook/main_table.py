"""The main table (附表1): figures that can be changed, and what follows from them by formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from linhai_analysis.notes import notes_text
from linhai_analysis.report.tables.given import noted, own_notes
from linhai_analysis.report.tables.growth import shown_target
from linhai_analysis.report.tables.plan import source_numbers
from linhai_analysis.report.workbook.drawing import (
    A3,
    HEAD,
    INPUT,
    draw_title,
    height_of,
    write_cell,
    write_step,
)
from linhai_analysis.report.workbook.known import Value
from linhai_analysis.report.workbook.layout import HEAD_ROW, TOP, Layout
from linhai_analysis.report.workbook.lines import SECOND, Line
from linhai_analysis.report.workbook.terms import phrase
from linhai_analysis.report.workbook.told import gap_format, places_format, still_format
from linhai_analysis.text import NONE
from linhai_analysis.words import word

# Width of each column; those of years come before the rest, and some are left out where empty.
BEFORE = {"number": 5, "name": 24, "unit": 8, "attribute": 10, "base": 10, "target": 10}
BEFORE |= {"wording": 14}
AFTER = {"dated": 8, "done": 10, "elapsed": 9, "completion": 10, "verdict": 13, "growth": 14}
AFTER |= {"still": 14, "short": 13, "projected": 10, "owner": 14, "source": 10, "note": 34}
YEAR = 9
# The words of headings that are not called like their columns.
HEADS = {"number": "head.order", "name": "head.indicator", "still": "head.still"}
HEADS |= {"projected": "head.outlook", "wording": "book.head.wording"}
HEADS |= {"growth": "book.head.growth", "short": "head.gap"}
MAY_FOLD = ("wording", "owner", "source", "projected")
TEXTS = ("name", "owner", "source", "wording", "note")
TALL = ("unit", *TEXTS)
# Colours that grey printing keeps apart from white; the word says it all.
COLOURS = {"early": "#C6E0B4", "met": "#C6E0B4", "ahead": "#E2EFDA", "on_track": "#E2EFDA"}
COLOURS |= dict.fromkeys(("slow", "reversing", "down", "missed"), "#F8CBAD")
COLOURS |= {"none": "#EDEDED"}


def shown_texts(layout: Layout) -> list[dict[str, Any]]:
    """Return the texts and the given figures of each line, by the key of their column."""
    return [_shown(layout, n, line) for n, line in enumerate(layout.lines, 1)]


def main_columns(layout: Layout) -> dict[str, float]:
    """Return the columns with their widths, those that are empty throughout left out."""
    widths = {**BEFORE, **{f"y{year}": YEAR for year in layout.years}, **AFTER}
    empty = [key for key in MAY_FOLD if not any(one[key] not in ("", NONE) for one in layout.shown)]
    return {key: width for key, width in widths.items() if key not in empty}


def _shown(layout: Layout, n: int, line: Line) -> dict[str, Any]:
    plan, card, lang = layout.plan, line.card, layout.lang
    codebook = plan.about(card["indicator"])
    texts: dict[str, Any] = {
        "number": n,
        "name": plan.label(card["indicator"], lang),
        "unit": line.unit,
        "attribute": word(f"attribute.{card['attribute'] or 'none'}", lang),
        "base": _given(
            line.aim["base_figure"] if line.quantity in ("sum", "index") else card["base_value"]
        ),
        "target": _given(line.value if line.on_sheet else card["aim"]),
        "wording": _wording(layout, line),
        "projected": _given(line.projected),
        "owner": codebook["owner"],
        "source": _sources(layout, line),
        "note": _notes(layout, line),
    }
    for year in layout.years:
        missing = NONE if year <= layout.seen else ""
        later = year > card["base_year"]
        value = line.raw.get(year, float("nan")) if later and year <= layout.seen else float("nan")
        texts[f"y{year}"] = missing if pd.isna(value) else float(value)
    return texts


def _given(value: Any) -> Value:
    return NONE if pd.isna(value) else float(value)


def _wording(layout: Layout, line: Line) -> str:
    """The target as the plan words it, where that is more than its figure."""
    row = {**line.card, "printed": layout.plan.printing(line.card)["printed"]}
    text = shown_target(layout.plan, row, layout.lang)
    plain = layout.plan.target_text(
        {**row, "basis": "level", "target_high": float("nan")}, layout.lang
    )
    return "" if text == plain and line.basis.printed_level else text


def _sources(layout: Layout, line: Line) -> str:
    """The numbers of the sources of the figures, as the sheet of sources has them."""
    numbers = source_numbers(layout.plan)
    used = dict.fromkeys(line.raw.attrs["sources"].values())
    return " ".join(filter(None, (numbers.get(name, name) for name in used)))


def _notes(layout: Layout, line: Line) -> str:
    lang, card = layout.lang, line.card
    told = [notes_text(card["notes"], lang), *own_notes(layout.plan, dict(card), lang)]
    if line.counted == SECOND:
        told.insert(0, word("book.second", lang))
    return noted(told, lang)


def draw_main(layout: Layout, known: Sequence[dict[str, Value]]) -> None:
    """Write the sheet."""
    pen, lang, columns = layout.pen, layout.lang, main_columns(layout)
    widths = list(columns.values())
    sheet = layout.new_sheet("main", widths, paper=A3)
    title = word("form.title.plan", lang, plan=layout.plan.title(lang))
    draw_title(pen, sheet, layout.plan.printed_title or title, len(widths))
    _draw_line_above(layout, sheet)
    heads = [_head(layout, key) for key in columns]
    for n, head in enumerate(heads):
        form = word("book.year.format", lang) if isinstance(head, int) else "General"
        write_cell(sheet, HEAD_ROW, n, head, pen.look(**HEAD, num_format=form))
    sheet.set_row(HEAD_ROW, height_of([str(one) for one in heads], widths))
    for n, line in enumerate(layout.lines):
        for key in columns:
            _draw_cell(layout, sheet, n, key, line, known[n])
        tall = [key for key in TALL if key in columns]
        texts = [str(layout.shown[n][key]) for key in tall]
        texts[-1] += str(known[n]["reason"])
        sheet.set_row(TOP + n, height_of(texts, [columns[key] for key in tall]))
    _finish(layout, sheet, len(widths))


def _draw_line_above(layout: Layout, sheet: Any) -> None:
    """As of when, and by which tolerance; both as they are set."""
    lang, look = layout.lang, layout.pen.look(text_wrap=False)
    parts = {"year": layout.name("year"), "tol": f"ROUND({layout.name('tolerance')}*100,2)"}
    formula = phrase("book.main.line", lang, **parts)
    tol = f"{100 * layout.rule.cut_offs[0]:.2f}".rstrip("0").rstrip(".")
    value = word("book.main.line", lang, year=layout.seen, tol=tol)
    sheet.write_formula(1, 0, f"={formula}", look, value)
    sheet.set_row(1, 20)


def _head(layout: Layout, key: str) -> str | int:
    lang = layout.lang
    if key.removeprefix("y").isdigit():
        return int(key.removeprefix("y"))
    years = {"base": layout.base_years, "target": layout.end_years, "projected": layout.end_years}
    said = HEADS.get(key, f"head.{key}")
    if key in years and len(years[key]) == 1:
        return word(f"{said}.dated", lang, year=years[key][0])
    return word(said, lang)


class Cell(NamedTuple):
    """What is written: a formula with its value, or a given value, and its number format."""

    formula: str
    value: Value
    form: str = "General"


def _draw_cell(
    layout: Layout, sheet: Any, n: int, key: str, line: Line, known: dict[str, Value]
) -> None:
    pen, cell = layout.pen, _content(layout, n, key, line, known)
    more: dict[str, Any] = {"align": "left" if key in TEXTS else "center"}
    if key == "name" and layout.plan.indicator(line.card["indicator"])["parent"]:
        more["indent"] = 2
    if not cell.formula and (key in ("base", "target") or key.removeprefix("y").isdigit()):
        more |= INPUT
    look = pen.look(border=1, num_format=cell.form, **more)
    write_step(sheet, (TOP + n, layout.main[key]), cell.formula, cell.value, look)


def _content(layout: Layout, n: int, key: str, line: Line, known: dict[str, Value]) -> Cell:
    shown, lang = layout.shown[n], layout.lang
    figure = places_format(line.decimals)
    if key == "target" and not line.on_sheet:
        return _pulled(layout, n, "aim", known, figure)
    if key == "target" and line.quantity == "index":
        return Cell("", shown[key], "0.0%")
    if key in ("base", "target", "projected") or key.removeprefix("y").isdigit():
        return Cell("", shown[key], figure)
    if key == "verdict":
        return Cell(layout.cell("steps", key, n), known[key])
    if key == "note":
        return _note(layout, n, known, shown["note"])
    shares = dict.fromkeys(("done", "elapsed", "completion"), "0.0%")
    if key == "name" and layout.plan.indicator(line.card["indicator"])["parent"]:
        return Cell("", word("part", lang, name=shown[key]))
    if key in shares or key == "dated":
        return _pulled(layout, n, key, known, shares.get(key, "0"))
    if key in ("growth", "still"):
        step = line.needs("still" if key == "still" else "")
        return _pulled(layout, n, step, known, _signed(line, lang))
    if key == "short":
        points = ".points" * (line.in_points or line.quantity == "index")
        form = word(f"book.form.gap{points}", lang, places=gap_format(line))
        return _pulled(layout, n, key, known, form)
    return Cell("", shown[key])


def _pulled(layout: Layout, n: int, key: str, known: dict[str, Value], form: str) -> Cell:
    """A number of the working sheet, a dash where there is none."""
    cell = layout.cell("steps", key, n)
    value = known[key]
    return Cell(f'IF(ISNUMBER({cell}),{cell},"{NONE}")', NONE if value == "" else value, form)


def _signed(line: Line, lang: str) -> str:
    """The number format of a growth: a fall is said in words, and not as a negative growth."""
    form = f"book.form.growth{'.points' * line.in_points}"
    return word(form, lang, places=still_format(line))


def _note(layout: Layout, n: int, known: dict[str, Value], note: str) -> Cell:
    """Why there is no verdict, as the figures stand, and what people know of the row."""
    reason, own = (layout.cell("steps", key, n) for key in ("reason", "noted"))
    join = word("notes_join", layout.lang)
    formula = f'IF({reason}="",{own}&"",IF({own}="",{reason},{reason}&"{join}"&{own}))'
    return Cell(formula, join.join(filter(None, (str(known["reason"]), note))))


def _finish(layout: Layout, sheet: Any, width: int) -> None:
    """The colours of verdicts, the notes under the table, and how it prints."""
    pen, lang = layout.pen, layout.lang
    column = layout.main["verdict"]
    for key, colour in COLOURS.items():
        said = f'"{layout.verdict_word(key)}"'
        form = pen.book.add_format({"bg_color": colour, "bold": key in ("slow", "missed")})
        rule = {"type": "cell", "criteria": "==", "value": said, "format": form}
        sheet.conditional_format(TOP, column, layout.last, column, rule)
    below = layout.last + 1
    for n, key in enumerate(("note", "input")):
        write_cell(sheet, below + n, 0, word(f"book.main.{key}", lang), pen.look(text_wrap=False))
    sheet.freeze_panes(TOP, 2)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(0, 0, below + 1, width - 1)
