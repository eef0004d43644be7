"""A report as a document: its title and contents, its sections in order."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from linhai_analysis.report.contents import Chapter, Section, chapters
from linhai_analysis.report.figures import Chart, Picture
from linhai_analysis.report.report import Report
from linhai_analysis.report.word.elements import clean
from linhai_analysis.report.word.papers import empty_paper
from linhai_analysis.report.word.styles import NOTE
from linhai_analysis.report.word.writing import Writer
from linhai_analysis.words import LANGUAGES

# Chapters that are not counted; their tables bear numbers of their own.
ANNEXES = ("annex", "methods")
# A file in an archive has a date; this is the first one that there is.
FIRST_DAY = dt.datetime(1980, 1, 1)


def document_bytes(
    report: Report,
    pictures: Mapping[Chart, Picture],
    template: Path | None = None,
    annex: bool = False,
) -> bytes:
    """A report as a .docx file, the same for the same report.

    Parameters
    ----------
    report : Report
    pictures : mapping of Chart to Picture
        Charts that are not among them are left out.
    template : Path, optional
        A document of an office: its styles, page, header and footer are taken, its text is not.
    annex : bool
        Print the chapter of other methods too.
    """
    paper = empty_paper(template, report.lang)
    writer = Writer(paper, report.lang)
    writer.title(report.title, report.subtitle)
    writer.paragraphs(report.note, NOTE)
    for chapter in chapters(report.sections, "document", report.lang):
        if annex or not chapter.annex:
            _write_chapter(writer, chapter, pictures)
    writer.contents()
    describe(paper.document, report.title, report.lang, str(report.facts.get("as_of", "")))
    return packed(paper.document)


def _write_chapter(writer: Writer, chapter: Chapter, pictures: Mapping[Chart, Picture]) -> None:
    """A chapter, its heading if it has one; the first, annexes and their tables begin a page."""
    counted, first = chapter.key not in ANNEXES, not writer.lines
    for number, section in enumerate(chapter.sections):
        writer.turn(section.wide or writer.needs_across(section.upright, section.numbers))
        if chapter.title and not number:
            writer.heading(chapter.title, 1, counted, new_page=first or not counted)
        own = "" if counted else section.caption
        if title := own or section.title:
            level = 2 if chapter.title else 1
            begins = bool(own) if number else first and level == 1
            writer.heading(title, level, counted, new_page=begins)
        _write_section(writer, section, "" if own else section.caption or section.title, pictures)


def _write_section(
    writer: Writer, section: Section, caption: str, pictures: Mapping[Chart, Picture]
) -> None:
    """What stands under the heading of a section."""
    writer.paragraphs(section.lead)
    if section.points:
        writer.points(section.points)
    if not section.table.empty:
        writer.table(section.upright, section.numbers, caption, bool(section.notes))
        for note in section.notes:
            writer.paragraphs(note, NOTE)
    drawn = [(chart, pictures[chart]) for chart in section.charts if chart in pictures]
    if drawn or section.blanks:
        writer.turn(False)
    for chart, made in drawn:
        writer.picture(made, chart)
    for blank in section.blanks:
        writer.blank(blank)


def describe(document: Any, title: str, lang: str, day: str = "") -> None:
    """Set what a document says of itself; nobody wrote it, and it bears the date of its content."""
    about = document.core_properties
    about.title, about.language = clean(title)[:255], LANGUAGES[lang].tag
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = _date(day)
    about.revision = 1


def _date(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return FIRST_DAY


def packed(document: Any) -> bytes:
    """Return a document as a file; its parts bear no time of writing."""
    saved, made = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, FIRST_DAY.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            # Else it tells the system that it was made on.
            part.create_system = 3
            new.writestr(part, old.read(name))
    return made.getvalue()
