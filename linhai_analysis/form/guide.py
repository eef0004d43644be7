"""The sheet that says how the others are filled in, with examples that nobody takes for data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from linhai_analysis.form.columns import Field
from linhai_analysis.report.workbook.drawing import HEAD, Pen, draw_title, height_of
from linhai_analysis.words import speaks, spellings, word

WIDTHS = (15, 48, 15, 15, 15, 40)
EXAMPLES = 3
# Per cent: its columns fill a line of A4. A sheet that fits itself to the page breaks anywhere.
SCALE = 70
# Ways of writing a target, steps to the review, and what to know: rows of the words.
TARGETS = ("level", "limit", "range", "multiple", "rate", "fall", "sum", "rank", "none")
STEPS = ("fill", "check", "review", "settle")
RULES = ("missing", "per_cent", "second", "status", "change", "part", "task", "private")


def draw_guide(pen: Pen, fields: Sequence[Field], more: Sequence[str] = ()) -> None:
    """Write the sheet; `more` sentences say what else the workbook holds."""
    name = word("form.sheet.guide", pen.lang).split("|")[0]
    sheet = pen.sheet(name, WIDTHS)
    sheet.set_print_scale(SCALE)
    row = draw_title(pen, sheet, name, len(WIDTHS))
    for text in (word("form.guide.lead", pen.lang), *more):
        row = _paragraph(pen, sheet, row, text)
    row = _columns(pen, sheet, row + 1, fields)
    sheet.set_h_pagebreaks([row + 1])
    row = _listed(pen, sheet, row + 1, "targets", [f"form.target.{one}" for one in TARGETS])
    row = _listed(pen, sheet, row + 1, "rules", [f"form.rule.{one}" for one in RULES])
    _listed(pen, sheet, row + 1, "steps", [f"form.step.{one}" for one in STEPS])


def _columns(pen: Pen, sheet: Any, row: int, fields: Sequence[Field]) -> int:
    """A row a column of the sheet of indicators: what belongs there, examples, other headings."""
    examples = [word(f"form.example.{n + 1}", pen.lang).split("|") for n in range(EXAMPLES)]
    first = [*dict.fromkeys(field.key for field in fields)]
    heads = [word(f"form.guide.{key}", pen.lang) for key in ("column", "fill")]
    heads += [word("form.guide.example", pen.lang, number=n + 1) for n in range(EXAMPLES)]
    _row(pen, sheet, row, [*heads, word("form.guide.also", pen.lang)], head=True)
    # What only a filled workbook has explains itself.
    for n, (key, *shown) in enumerate(zip(first, *examples, strict=False)):
        field = next(field for field in fields if field.key == key)
        other = word("list_join", pen.lang).join(_synonyms(field, pen.lang))
        _row(pen, sheet, row + n + 1, [field.head(pen.lang), field.help(pen.lang), *shown, other])
    return row + len(examples[0]) + 1


def _synonyms(field: Field, lang: str) -> list[str]:
    """Other headings by which a column is read."""
    known = [head for head, name in spellings("column.") if name == field.key]
    return [head for head in known if head != field.head(lang) and speaks(head, lang)]


def _listed(pen: Pen, sheet: Any, row: int, title: str, keys: Sequence[str]) -> int:
    """A title, and below it a row for each of the words: what is written, and what that means."""
    sheet.merge_range(
        row, 0, row, len(WIDTHS) - 1, word(f"form.guide.{title}", pen.lang), pen.look(bold=True)
    )
    for n, key in enumerate(keys, row + 1):
        said, meant = word(key, pen.lang).split("|")
        sheet.write_string(n, 0, said, pen.look(border=1))
        _wide(pen, sheet, n, 1, meant, pen.look(border=1))
        sheet.set_row(n, height_of([said, meant], [WIDTHS[0], sum(WIDTHS[1:])]))
    return row + len(keys) + 1


def _paragraph(pen: Pen, sheet: Any, row: int, text: str) -> int:
    _wide(pen, sheet, row, 0, text, pen.look())
    return row + 1


def _wide(pen: Pen, sheet: Any, row: int, column: int, text: str, look: Any) -> None:
    """A text from a column to the last one, in as many lines as it needs."""
    sheet.merge_range(row, column, row, len(WIDTHS) - 1, text, look)
    sheet.set_row(row, height_of([text], [sum(WIDTHS[column:])]))


def _row(pen: Pen, sheet: Any, row: int, cells: Sequence[str], head: bool = False) -> None:
    for n, cell in enumerate(cells):
        sheet.write_string(row, n, cell, pen.look(**(HEAD if head else {"border": 1})))
    sheet.set_row(row, height_of(cells, WIDTHS))
