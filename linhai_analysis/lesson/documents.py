"""The lesson on paper: the worksheet of a student and the teacher's key, as documents to edit."""

from __future__ import annotations

from collections.abc import Sequence

from linhai_analysis.lesson.checking import ANY, is_formula
from linhai_analysis.lesson.contents import Row, exercise_ids, filled, row_of, rows, said
from linhai_analysis.lesson.curve import Curve
from linhai_analysis.lesson.formulas import computed
from linhai_analysis.lesson.seeds import numbers_of, plain_seed
from linhai_analysis.words import LANGUAGES

LINE = "_" * 26
FACES = {"en": ("Arial", "宋体"), "zh": ("Times New Roman", "宋体")}
BLUE, GREY = "0072B2", "5A5F66"


def worksheet_bytes(lang: str, seed: object = None) -> bytes:
    """Return the worksheet: two pages of A4 with room to write."""
    paper = _Paper(lang, seed)
    paper.title(said("title", lang))
    blanks = "    ".join(f"{said(one, lang)} {LINE[:16]}" for one in ("name", "class", "date"))
    paper.say(blanks)
    for count, part in enumerate(rows("part"), 1):
        paper.part(count, part, "student")
        if part.name == "guess":
            paper.say(f"{said('guess_field', lang)} {LINE}")
        if part.name == "paper":
            paper.years()
        for name in exercise_ids(part.name):
            paper.exercise(name)
            paper.say(f"{said('answer', lang)} {LINE} {paper.text('answer', name)}", after=9)
    paper.say(paper.given(row_of("text", name="limits")), small=True, before=8)
    return paper.packed()


def key_bytes(lang: str, seed: object = None) -> bytes:
    """Return the teacher's key: how the lesson goes, solutions, mistakes and what to say."""
    paper = _Paper(lang, seed)
    paper.title(f"{said('key', lang)}{paper.colon}{said('title', lang)}")
    for text in ("about", "idea", "key_about"):
        paper.say(paper.given(row_of("text", name=text)))
    for count, part in enumerate(rows("part"), 1):
        paper.part(count, part, "student")
        paper.say(paper.given(row_of("teacher", name=part.name)), italic=True)
        for name in exercise_ids(part.name):
            paper.exercise(name)
            paper.say(f"{said('solution', lang)}{paper.colon}{paper.text('solution', name)}")
            heads = [said("mistakes", lang), said("say", lang)]
            paper.table([heads, *paper.mistakes(name)], (36, 138))
    paper.say(paper.given(row_of("text", name="limits")), small=True, before=8)
    return paper.packed()


class _Paper:
    """A sheet of A4, and the numbers and the language of what is written on it."""

    def __init__(self, lang: str, seed: object) -> None:
        from docx import Document
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt

        self.lang, self.seed, self.numbers = lang, plain_seed(seed), numbers_of(seed)
        self.colon = "：" if LANGUAGES[lang].han else ": "
        self.document = Document()
        [page] = self.document.sections
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(18)
        page.top_margin = page.bottom_margin = Mm(15)
        latin, chinese = FACES[lang]
        for style in ("Normal", "Title", "Heading 1"):
            font = self.document.styles[style].font
            font.name = latin
            fonts = self.document.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            fonts.set(qn("w:eastAsia"), chinese)
            font.size = Pt({"Normal": 10, "Title": 18, "Heading 1": 12}[style])
        if self.seed:
            page.footer.paragraphs[0].text = said("seed_of", lang, seed=str(seed).strip())

    def given(self, row: Row) -> str:
        """The text of a row with the numbers filled in."""
        return row.text(self.lang, self.numbers)

    def text(self, kind: str, exercise: str) -> str:
        """A text of an exercise with the numbers filled in."""
        return self.given(row_of(kind, exercise))

    def title(self, text: str) -> None:
        """The title of the sheet."""
        self.document.add_paragraph(text, style="Title")

    def part(self, count: int, part: Row, kind: str) -> None:
        """The head of a part, how long it takes, and what to do."""
        from docx.shared import Pt

        minutes = said("minutes", self.lang, minutes=part.value)
        brackets = f"（{minutes}）" if LANGUAGES[self.lang].han else f" ({minutes})"
        head = self.document.add_heading(f"{count}. {self.given(part)}{brackets}", level=1)
        head.paragraph_format.space_before, head.paragraph_format.space_after = Pt(9), Pt(2)
        self.say(self.given(row_of(kind, name=part.name)), keep=True)

    def exercise(self, name: str) -> None:
        """A question, and where its numbers stand."""
        self.say(self.text("question", name), before=5, label=name, keep=True)
        place = said("seeded", self.lang) if self.seed else self.text("place", name)
        self.say(place, small=True, keep=True)

    def say(
        self,
        text: str,
        small: bool = False,
        italic: bool = False,
        before: float = 0,
        after: float = 2,
        label: str = "",
        keep: bool = False,
    ) -> None:
        """A paragraph; with a label before it, small and grey, or slanted."""
        from docx.shared import Pt, RGBColor

        made = self.document.add_paragraph()
        form = made.paragraph_format
        form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), keep
        form.line_spacing = 1.1
        if label:
            made.add_run(f"{label}  ").bold = True
        run = made.add_run(text)
        run.italic = italic and not LANGUAGES[self.lang].han
        if small:
            run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(GREY)
        elif italic:
            run.font.color.rgb = RGBColor.from_string(BLUE)

    def years(self) -> None:
        """The table in which a growth is tested, year by year."""
        years = [str(year) for year in Curve(0.0, self.numbers, self.lang).values]
        first = f"{self.numbers['firms']:.0f}"
        rows_of = [
            [self.given(row_of("text", name=name)), first] for name in ("at_guess", "at_own")
        ]
        empty = [""] * (len(years) - 1)
        self.table(
            [[said("year", self.lang), *years], *(row + empty for row in rows_of)],
            (54, *[20] * 6),
            8,
        )

    def table(
        self, cells: Sequence[Sequence[str]], widths: Sequence[float], least: float = 5
    ) -> None:
        """A table with a head; its rows have at least some height."""
        from docx.shared import Mm, Pt

        made = self.document.add_table(len(cells), len(widths), style="Table Grid")
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Mm(width)
        for row, texts in zip(made.rows, cells, strict=True):
            row.height = Mm(least)
            for cell, text, width in zip(row.cells, texts, widths, strict=True):
                cell.width = Mm(width)
                [paragraph] = cell.paragraphs
                run = paragraph.add_run(text)
                run.font.size, run.bold = Pt(9), texts is cells[0]
                paragraph.paragraph_format.space_after = Pt(1)

    def mistakes(self, name: str) -> list[list[str]]:
        """The known mistakes of an exercise: what is written, and what to say."""
        told = []
        for row in rows("mistake", name):
            given = "…"
            if is_formula(row.value):
                value = computed(row.value.rstrip(" %"), self.numbers)
                # Small numbers are told by their later digits.
                given = filled("{value:g4}" if abs(value) < 2 else "{value}", {"value": value})
                shown = f"{given} %" if row.value.endswith("%") else given
            elif row.value == ANY:
                shown = said("any_other", self.lang)
            else:
                shown = row_of("word", name=row.value).text(self.lang, {}).split("|")[0]
            told.append([shown, row.text(self.lang, {**self.numbers, "given": given})])
        return told

    def packed(self) -> bytes:
        """The file."""
        from linhai_analysis.report.word.document import describe, packed

        describe(self.document, said("title", self.lang), self.lang)
        return packed(self.document)
