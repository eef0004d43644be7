"""Writes headings, paragraphs, lists, pictures and tables on a paper, one after the other."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Collection, Iterable
from copy import deepcopy
from functools import partial
from typing import Any

import pandas as pd
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.shared import Emu

from linhai_analysis.report.figures import Chart, Picture
from linhai_analysis.report.word import fields
from linhai_analysis.report.word.blank import line_width
from linhai_analysis.report.word.elements import clean, element, ems, text_parts
from linhai_analysis.report.word.numbering import counted_list, heading_number
from linhai_analysis.report.word.papers import Paper
from linhai_analysis.report.word.styles import (
    BLANK,
    BODY,
    CAPTION,
    CELL,
    CONTENTS,
    FIGURE,
    HEAD,
    HEADINGS,
    NAME,
    OVER,
    UNDER,
    run,
    styles_of,
)
from linhai_analysis.report.word.tables import (
    Measured,
    column_widths,
    fits,
    measured,
    table_element,
)
from linhai_analysis.words import LANGUAGES, word

# English Metric Units of a twentieth of a point.
EMU = 635
# Type of tables upright and across, in points; the largest at which no word is broken is taken.
SIZES = {False: (9.0, 8.5, 8.0), True: (8.5, 8.0, 7.5, 7.0)}
# The most of the height of a page that a picture takes, and a small one, with captions below.
HIGHEST = {False: 0.86, True: 0.4}
# How much more room than ours other type takes at the most.
BROAD = 1.2
# Places to fill in are yellow.
YELLOW = "FFF2CC"


class Writer:
    """Writes on a paper; what comes last is the page that is open."""

    def __init__(self, paper: Paper, lang: str) -> None:
        self.paper, self.lang, self.han = paper, lang, LANGUAGES[lang].han
        self.body = paper.document.element.body
        self.page = self.body[-1]
        self.upright = deepcopy(self.page)
        self.across = False
        self.counts, self.free, self.marks = [0, 0], paper.free, 0
        self.captions: Counter[str] = Counter()
        self.listed = element("sdt")
        # The lines of the table of contents: level, text, the number of the bookmark.
        self.lines: list[tuple[int, str, int]] = []

    def heading(self, text: str, level: int, counted: bool = True, new_page: bool = False) -> None:
        """A heading, which the table of contents lists."""
        self.marks += 1
        if counted:
            self.counts[level - 1 :] = [self.counts[level - 1] + 1] + [0] * (2 - level)
        label = heading_number(tuple(self.counts[:level]), self.lang) if counted else ""
        self.lines.append((level, label + clean(text), self.marks))
        style = HEADINGS[level - 1]
        inside = fields.bookmarked(self.marks, [self._run(style, *text_parts(text))])
        number = self.paper.headings if counted else 0
        direct = None if counted and not number else _numbered(number, level - 1)
        begins = element("pageBreakBefore") if new_page else None
        unindented = element("ind", firstLineChars=0, firstLine=0) if not counted else None
        self._add(self._paragraph(style, inside, begins, direct, unindented))

    def title(self, title: str, subtitle: str) -> None:
        """What the report is called, with room for the contents; a long name has its own line."""
        if ems(title) * styles_of(self.lang)[NAME].size > self._width() / 20:
            title = re.sub("(?<=》)(?=.)", "\n", title)
        self._add(self._said(NAME, title))
        if subtitle:
            self._add(self._said(UNDER, subtitle))
        self._add(self.listed)

    def paragraphs(self, text: str, style: str = BODY) -> None:
        """A paragraph for each line."""
        for line in clean(text).split("\n"):
            if line.strip():
                self._add(self._said(style, line.strip()))

    def points(self, points: Iterable[str]) -> None:
        """A list, counted or with dots."""
        self.paper.numbers.append(counted_list(self.free, self.paper.points))
        style = styles_of(self.lang)[BODY]
        # The list would take the indent of the style away.
        first = round(20 * style.first * style.size)
        indent = element("ind", firstLineChars=round(100 * style.first), firstLine=first)
        for point in points:
            runs = [self._run(BODY, *text_parts(point))]
            more = (_numbered(self.free, 0), indent if first else None)
            self._add(self._paragraph(BODY, runs, *map(deepcopy, more)))
        self.free += 1

    def blank(self, what: str) -> None:
        """A marked place to write something."""
        self.marks += 1
        text = word("document.blank", self.lang, what=clean(what))
        shade = element("shd", val="clear", color="auto", fill=YELLOW)
        made = self._paragraph(BLANK, [self._run(BLANK, *text_parts(text), marks=[shade])])
        self._add(fields.to_fill_in(self.marks, clean(what)[:60], made))

    def picture(self, made: Picture, chart: Chart) -> None:
        """A picture no wider than a line, and its caption below; small ones stand two on a page."""
        part = self.paper.document.part
        key, image = part.get_or_add_image(io.BytesIO(made.png))
        height = self.page.page_height - self.page.top_margin - self.page.bottom_margin
        scale = min(
            self._width() * EMU / image.width,
            HIGHEST[chart.size == "small"] * height / image.height,
        )
        width, height = (Emu(round(scale * side)) for side in (image.width, image.height))
        self.marks += 1
        inline = CT_Inline.new_pic_inline(self.marks, key, f"{self.marks}.png", width, height)
        alt = word("alt", self.lang, caption=chart.caption, shows=made.alt)
        inline.docPr.set("descr", clean(alt))
        drawing = self._run(FIGURE, element("drawing", inline))
        self._add(self._paragraph(FIGURE, [drawing]))
        self._add(self._paragraph(CAPTION, self._counted("figure", chart.caption)))

    def table(
        self, table: pd.DataFrame, numbers: Collection[str], caption: str, noted: bool = False
    ) -> None:
        """A table under its caption, where it has one; `noted` with a note to follow."""
        if caption:
            self._add(
                self._paragraph(CAPTION, self._counted("table", caption), element("keepNext"))
            )
        columns = self._measured(table, numbers)
        room = self._width() / 20
        size = self._size(columns, self.across)
        widths = column_widths(columns, size, room)
        cell = partial(self._cell, size)
        look = self.paper.table, self.han, noted
        self._add(table_element(table, columns.kinds, widths, *look, cell))

    def needs_across(self, table: pd.DataFrame, numbers: Collection[str]) -> bool:
        """Whether words would be broken on an upright page."""
        if table.empty:
            return False
        columns = self._measured(table, numbers)
        return not fits(columns, SIZES[False][-1], line_width(self.upright) / 20)

    def turn(self, across: bool) -> None:
        """Go on with pages of the other side up; without a word nothing was turned."""
        if across == self.across:
            return
        self.across = across
        if self.body[-1] is not self.body[0]:
            self._end_page()
        if across:
            _lay_across(self.page)

    def contents(self) -> None:
        """The table of contents under the title, with a line for each heading so far."""
        if len(self.lines) < 2:
            self.body.remove(self.listed)
            return
        levels = f"1-{max(level for level, _, _ in self.lines)}"
        made = [self._said(OVER, word("contents", self.lang))]
        for level, text, mark in self.lines:
            made.append(self._line(level, text, mark))
        first, last = made[1], made[-1]
        run = partial(self._run, CONTENTS[0])
        first[1:1] = fields.opened(f'TOC \\o "{levels}" \\h \\z \\u', run)
        last.append(run(element("fldChar", fldCharType="end")))
        self.listed.extend(fields.contents_list(self.marks + 1, made))

    def _line(self, level: int, text: str, mark: int) -> Any:
        """A line of the table of contents, without the page that only Word knows."""
        style = CONTENTS[level - 1]
        run = self._run(style, *text_parts(text))
        link = element("hyperlink", run, anchor=fields.bookmark(mark), history=1)
        return self._paragraph(style, [link])

    def _counted(self, kind: str, caption: str) -> list[Any]:
        """A caption with a number that Word counts."""
        name = word(f"document.{kind}", self.lang)
        self.captions[kind] += 1
        run = partial(self._run, CAPTION)
        shown = [run(*text_parts(str(self.captions[kind])))]
        gap = word("document.caption", self.lang)
        code = f"SEQ {name.strip()} \\* ARABIC"
        said = run(*text_parts(gap + caption))
        return [run(*text_parts(name)), *fields.field(code, shown, run), said]

    def _measured(self, table: pd.DataFrame, numbers: Collection[str]) -> Measured:
        """The text of a table; the type of an office is not known, and may be broad."""
        broad = 1.0 if self.paper.own else BROAD
        kinds, least, cells = measured(table, numbers)
        return Measured(kinds, broad * least, broad * cells)

    def _size(self, columns: Measured, across: bool) -> float:
        room = self._width() / 20
        fitting = (size for size in SIZES[across] if fits(columns, size, room))
        return next(fitting, SIZES[across][-1])

    def _cell(self, size: float, text: object, side: str, heads: bool, stays: bool) -> Any:
        style = HEAD if heads else CELL
        half = round(2 * size)
        marks = [element("sz", val=half), element("szCs", val=half)]
        # No line begins with a stroke.
        parts = text_parts(str(text).replace(" / ", "\xa0/ "))
        runs = [self._run(style, *parts, marks=marks)] if str(text) else []
        kept = element("keepNext") if stays else None
        # Headings of Chinese tables stand in the middle.
        aside = element("jc", val=side) if side and not (heads and self.han) else None
        return self._paragraph(style, runs, kept, aside)

    def _run(self, style: str, *content: Any, marks: Iterable[Any] = ()) -> Any:
        face = styles_of(self.lang)[style].face if self.paper.own else ""
        return run(*content, face=face, han=self.han, marks=marks)

    def _said(self, style: str, text: str) -> Any:
        return self._paragraph(style, [self._run(style, *text_parts(text))])

    def _paragraph(self, style: str, content: Iterable[Any], *more: Any) -> Any:
        named = element("pStyle", val=self.paper.ids[style])
        return element("p", element("pPr", named, *more), *content)

    def _add(self, made: Any) -> None:
        self.page.addprevious(made)

    def _stay(self) -> None:
        """Keep the last paragraph on one page with what comes next."""
        last = self.page.getprevious()
        if last is not None and last.tag == qn("w:p"):
            last.get_or_add_pPr().get_or_add_keepNext()

    def _width(self) -> int:
        return line_width(self.page)

    def _end_page(self) -> None:
        """Close the page that is open in the last paragraph, and open an upright one."""
        last = self.body[-2]
        if last.tag != qn("w:p"):
            # What is no paragraph cannot close a page; an empty one takes no room.
            flat = element("spacing", before=0, after=0, line=20, lineRule="exact")
            last = element("p", element("pPr", flat))
            self._add(last)
        last.get_or_add_pPr().append(deepcopy(self.page))
        self.body[-1] = self.page = deepcopy(self.upright)
        for one in self.page.findall(qn("w:titlePg")):
            self.page.remove(one)


def _numbered(number: int, level: int) -> Any:
    return element("numPr", element("ilvl", val=level), element("numId", val=number))


def _lay_across(page: Any) -> None:
    """Lay a page on its side, with the smallest of its margins all around."""
    least = min(page.left_margin, page.right_margin, page.top_margin, page.bottom_margin)
    # What stands at the edges keeps its share of their room.
    page.footer = round((page.footer or 0) * least / page.bottom_margin)
    page.header = round((page.header or 0) * least / page.top_margin)
    page.page_width, page.page_height = page.page_height, page.page_width
    page.orientation = WD_ORIENTATION.LANDSCAPE
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = least
