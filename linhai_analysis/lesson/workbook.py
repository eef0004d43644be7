"""The lesson as a workbook: live formulas, yellow cells to fill in, a reply beside each answer.

Only functions that every spreadsheet knows are used. A hidden sheet holds what is computed: for
every exercise the rows of the table, each with its value, the number as the student meant it, how
far off that is, and its reply; the check column shows the reply of the row that is nearest.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from linhai_analysis.lesson.answers import word_spellings
from linhai_analysis.lesson.checking import ANY, CLOSE, PER_CENT, TOLERANCE, is_formula
from linhai_analysis.lesson.contents import PLACE, Row, exercise_ids, row_of, rows, said
from linhai_analysis.lesson.curve import MOST, TIMES, Curve
from linhai_analysis.lesson.formulas import for_workbook
from linhai_analysis.lesson.seeds import numbers_of
from linhai_analysis.report.workbook.drawing import (
    CREATED,
    HEAD,
    INPUT,
    Pen,
    draw_title,
    height_of,
)
from linhai_analysis.words import LANGUAGES

# How far off a row is that does not fit; that speaks to any number, to a near one, to the others.
NOT, ANY_NUMBER, NEAR, WIDE = "1E+99", "1E+50", "1E+60", "1E+70"
# The hidden sheet, and the most letters of a text in a formula.
HIDDEN, LETTERS = "x", 250
# So many functions are nested in one formula.
NESTED = 40
QUESTIONS = (6, 62, 16, 20, 58)


def workbook_bytes(lang: str, seed: object = None) -> bytes:
    """Return the workbook in a language, with the numbers of a seed."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as file:
        file.set_properties({"title": said("title", lang), "created": CREATED})
        _Book(Pen(file, lang), numbers_of(seed)).draw()
    return stream.getvalue()


class _Book:
    """The sheets while they are drawn, and in which cell each number stands."""

    def __init__(self, pen: Pen, numbers: Mapping[str, float]) -> None:
        self.pen, self.lang, self.numbers = pen, pen.lang, numbers
        self.asked = pen.sheet(said("sheet_exercises", pen.lang), QUESTIONS)
        self.tried = pen.sheet(said("sheet_try", pen.lang), (22, *[12] * 6))
        self.given = pen.sheet(said("numbers", pen.lang), (58, 16))
        self.hidden = pen.book.add_worksheet(HIDDEN)
        self.hidden.hide()
        self.cells: dict[str, str] = {}
        self.row = 0

    def draw(self) -> None:
        """Draw all sheets; the numbers first, since all others refer to them."""
        self._numbers()
        self._try()
        self._exercises()

    def _numbers(self) -> None:
        sheet, top = self.given, draw_title(self.pen, self.given, said("numbers", self.lang), 2)
        self._note(sheet, top, said("numbers_note", self.lang), 2)
        names = self.pen.look(border=1)
        for row in rows("number"):
            if label := getattr(row, self.lang):
                top += 1
                sheet.write_string(top, 0, label, names)
                sheet.write_number(top, 1, self.numbers[row.name], self._yellow())
                self.cells[row.name] = f"'{sheet.get_name()}'!$B${top + 1}"
            else:
                formula = f"={for_workbook(row.value, self.cells)}"
                self.hidden.write_string(self.row, 0, row.name)
                self.hidden.write_formula(self.row, 1, formula, None, self.numbers[row.name])
                self.cells[row.name] = f"{HIDDEN}!$B${self.row + 1}"
                self.row += 1

    def _try(self) -> None:
        sheet, n = self.tried, self.numbers
        top = draw_title(self.pen, sheet, said("title", self.lang), 7)
        self._note(sheet, top, said("yellow_try", self.lang), 7)
        curve = Curve(round(n["simple"], 2), n, self.lang)
        head, plain = self.pen.look(**HEAD), self.pen.look(border=1, align="center")
        sheet.write_string(top + 1, 0, said("growth", self.lang), head)
        sheet.write_number(top + 1, 1, curve.pace, self._yellow())
        low, high = {"validate": "decimal", "criteria": "between"}, {"minimum": 0, "maximum": MOST}
        sheet.data_validation(top + 1, 1, top + 1, 1, low | high)
        pace, firms = f"$B${top + 2}", self.cells["firms"]
        lines = [said("year", self.lang), said("value", self.lang), said("aim", self.lang)]
        for line, label in enumerate(lines, top + 2):
            sheet.write_string(line, 0, label, head)
        round_one = self.pen.look(border=1, align="center", num_format="0.0")
        for step, (year, value) in enumerate(curve.values.items()):
            sheet.write_number(top + 2, step + 1, year, head)
            grown = f"={firms}*(1+{pace}/100)^{step}"
            sheet.write_formula(top + 3, step + 1, grown, round_one, value)
            sheet.write_formula(
                top + 4, step + 1, f"={self.cells['firms_target']}", plain, n["firms_target"]
            )
        self._tell(top, curve)
        self._chart(top, curve)

    def _tell(self, top: int, curve: Curve) -> None:
        """The sentence under the table: how far the last year is from the target."""
        last = f"G{top + 4}"
        gap = f"ROUND({last}-G{top + 5},1)"
        told = {
            name: self._text(said_row(f"tell_{name}"), {"last": last, "gap": f"ABS({gap})"})
            for name in ("over", "under", "met")
        }
        formula = f"=IF({gap}>0,{told['over']},IF({gap}<0,{told['under']},{told['met']}))"
        look = self.pen.look(bold=True)
        self.tried.merge_range(top + 5, 0, top + 5, 6, "", look)
        self.tried.write_formula(top + 5, 0, formula, look, curve.tells)
        self.tried.set_row(top + 5, 24)

    def _chart(self, top: int, curve: Curve) -> None:
        chart = self.pen.book.add_chart({"type": "line"})
        name = self.tried.get_name()
        for row, dash, marker in ((top + 3, "solid", "circle"), (top + 4, "dash", "none")):
            chart.add_series(
                {
                    "name": [name, row, 0],
                    "categories": [name, top + 2, 1, top + 2, 6],
                    "values": [name, row, 1, row, 6],
                    "line": {"width": 2.25, "dash_type": dash},
                    "marker": {"type": marker, "size": 7},
                }
            )
        chart.set_title({"name": curve.title, "name_font": {"size": 12}, "overlay": False})
        unit = self.numbers["firms"]
        chart.set_y_axis({"min": 0, "max": TIMES * unit, "major_unit": unit})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 720, "height": 360})
        self.tried.insert_chart(top + 7, 0, chart, {"description": curve.alt})

    def _exercises(self) -> None:
        sheet, top = self.asked, draw_title(self.pen, self.asked, said("title", self.lang), 5)
        self._note(sheet, top, said("yellow_exercises", self.lang), 5)
        for n, name in enumerate(("number", "question", "your_answer", "unit", "reply")):
            sheet.write_string(top + 1, n, said(name, self.lang), self.pen.look(**HEAD))
        for line, name in enumerate(exercise_ids(), top + 2):
            self._exercise(line, name)
        sheet.freeze_panes(top + 2, 0)

    def _exercise(self, line: int, name: str) -> None:
        sheet, look = self.asked, self.pen.look(border=1)
        question, answer = row_of("question", name), row_of("answer", name)
        shown = question.text(self.lang, self.numbers)
        sheet.write_string(line, 0, name, self.pen.look(border=1, align="center"))
        sheet.write_formula(line, 1, f"={self._text(question, {})}", look, shown)
        sheet.write_blank(line, 2, None, self._yellow())
        sheet.write_string(line, 3, getattr(answer, self.lang), look)
        typed = f"'{sheet.get_name()}'!$C${line + 1}"
        first = self.row + 1
        self._replies(name, answer, typed)
        off, texts = (f"{HIDDEN}!${column}${first}:${column}${self.row}" for column in "DE")
        formula = f'=IF(C{line + 1}="","",INDEX({texts},MATCH(MIN({off}),{off},0)))'
        sheet.write_formula(line, 4, formula, look, "")
        sheet.set_row(line, max(height_of([shown, " " * 220], [62, 58]), 50))

    def _replies(self, name: str, answer: Row, typed: str) -> None:
        """The rows of the hidden sheet that speak to the answers of an exercise."""
        word = self._words(typed)
        percent = answer.name == PER_CENT
        for row in (answer, *rows("mistake", name)):
            spoken = row_of("solution", name) if row is answer else row
            if is_formula(row.value) and not row.value.endswith("%"):
                value = for_workbook(row.value, self.cells)
                tolerance = float(row.tolerance or answer.tolerance or TOLERANCE)
                off = f"IF(ABS(C#-B#)<={tolerance},{-1 if row is answer else 'ABS(C#-B#)'},{NOT})"
                self._reply(spoken, value, f"IF(ISNUMBER({typed}),{off},{NOT})", typed, percent)
            elif row.value == ANY:
                self._reply(spoken, "0", f"IF(ISNUMBER({typed}),{ANY_NUMBER},{NOT})", typed)
            elif row.value in word:
                fits = f"IF(ISNUMBER({typed}),{NOT},IF({word[row.value]},0,{NOT}))"
                self._reply(spoken, "0", fits, typed)
        self._others(name, answer, typed, word["no_number"])

    def _words(self, typed: str) -> dict[str, str]:
        """Whether each word, and no other, stands in a cell: spellings are marked, longest first.

        One formula cannot nest as many functions as there are spellings, so they go in turn.
        """
        marks = {row.name: f'"<{n}>"' for n, row in enumerate(rows("word"))}
        text, spellings = f"LOWER({typed})", word_spellings()
        for column, start in enumerate(range(0, len(spellings), NESTED), 5):
            for one, name in spellings[start : start + NESTED]:
                text = f'SUBSTITUTE({text},"{one}",{marks[name]})'
            self.hidden.write_formula(self.row, column, f"={text}")
            text = f"{HIDDEN}!${chr(ord('A') + column)}${self.row + 1}"
        has = {name: f"ISNUMBER(FIND({mark},{text}))" for name, mark in marks.items()}
        return {
            name: f"AND({has[name]},{','.join(f'NOT({has[o]})' for o in has if o != name)})"
            for name in has
        }

    def _others(self, name: str, answer: Row, typed: str, none: str) -> None:
        """The rows that speak to what is neither right nor a known mistake."""
        hint = {"hint": self._text(row_of("hint", name), {})}
        if is_formula(answer.value):
            value, reach = for_workbook(answer.value, self.cells), CLOSE * float(answer.tolerance)
            near = f"IF(ABS(C#-B#)<={reach},{NEAR},{NOT})"
            off = f"IF(ISNUMBER({typed}),{near},{NOT})"
            self._reply(said_row("near"), value, off, typed, answer.name == PER_CENT)
        other = said_row("wide" if is_formula(answer.value) else "ask_word")
        self._reply(other, "0", f"IF(ISNUMBER({typed}),{WIDE},{NOT})", typed, more=hint)
        off = f"IF(ISNUMBER({typed}),{NOT},IF({none},1,{NOT}))"
        self._reply(said_row("computable"), "0", off, typed, more=hint)
        self._reply(said_row("unread"), "0", f"IF(ISNUMBER({typed}),{NOT},{WIDE})", typed)

    def _reply(
        self,
        spoken: Row,
        value: str,
        off: str,
        typed: str,
        percent: bool = False,
        more: Mapping[str, str] | None = None,
    ) -> None:
        """A row: value, what was meant, how far off, and what is said."""
        line = str(self.row + 1)
        meant = typed
        if percent:
            meant = f"IF(ABS({typed}-B#)<=ABS(100*{typed}-B#),{typed},100*{typed})"
        start = said("right" if spoken.row == "solution" else "not_yet", self.lang)
        start += "" if LANGUAGES[self.lang].han else " "
        text = f'"{start}"&{self._text(spoken, {"given": "C" + line, **(more or {})})}'
        for column, formula in enumerate((value, f"IF(ISNUMBER({typed}),{meant},0)", off, text), 1):
            self.hidden.write_formula(self.row, column, f"={formula.replace('#', line)}")
        self.row += 1

    def _text(self, row: Row, more: Mapping[str, str]) -> str:
        """A text of the table as a formula, its numbers being cells."""
        cells, parts, end = {**self.cells, **more}, [], 0
        text = getattr(row, self.lang)
        for found in PLACE.finditer(text):
            parts += [*_quoted(text[end : found.start()]), _shown(cells, found)]
            end = found.end()
        return "&".join([*parts, *_quoted(text[end:])])

    def _note(self, sheet: Any, row: int, text: str, width: int) -> None:
        look = self.pen.look(italic=True)
        sheet.merge_range(row, 0, row, width - 1, text, look)
        sheet.set_row(row, 34)

    def _yellow(self) -> Any:
        return self.pen.look(**INPUT, border=1, align="center", bold=True)


def said_row(name: str) -> Row:
    """The row of a text of the whole lesson."""
    return row_of("text", name=name)


def _quoted(text: str) -> Sequence[str]:
    """A text as the texts of a formula, none longer than spreadsheets allow."""
    pieces = (text[n : n + LETTERS] for n in range(0, len(text), LETTERS))
    return ['"' + piece.replace('"', '""') + '"' for piece in pieces]


def _shown(cells: Mapping[str, str], found: Any) -> str:
    """A number in a text, with its decimals."""
    name, kind, decimals = found[1], found[2], int(found[3] or 2)
    if name == "hint":
        return cells[name]
    if kind == ".":
        return (
            f'TEXT({cells[name]},"0.{"0" * decimals}")' if decimals else f"ROUND({cells[name]},0)"
        )
    return f"ROUND({cells[name]},{decimals})"
