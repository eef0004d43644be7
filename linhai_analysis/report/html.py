"""A report as one page that needs no other file and no network."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING

from linhai_analysis.charts.style import bundled_font
from linhai_analysis.filenames import slugs
from linhai_analysis.report.contents import chapters
from linhai_analysis.report.figures import Chart, Picture
from linhai_analysis.text import NONE
from linhai_analysis.words import LANGUAGES, word

if TYPE_CHECKING:
    from jinja2 import Template

    from linhai_analysis.report.report import Report

# Headings of columns of numbers, set at the right; of short words, never broken; of words that are
# broken between words only; of addresses, broken anywhere; of names; of numbers of rows.
NUMBERS = (
    "base latest target growth still pace value done elapsed on_path margin still_needed reached "
    "probability required n projected lo80 lo95 completion"
)
WORDS = "attribute verdict published quality_mark impact scenario"
KEPT = (
    "unit number source sort better year dated release status due base_year target_year published "
    "owner"
)
ADDRESSES = "url"
NAMES, ORDERS = "indicator", "order"


def page_template(room: str, name: str) -> Template:
    """The template of a page that lies in a room; a name that it lacks is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(f"linhai_analysis.{room}", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def page_files(report: Report, pictures: Mapping[Chart, Picture]) -> dict[str, bytes]:
    """The page of a report, with the pictures in it."""
    pages = page_template("report", "report.html.j2")
    parted = chapters(report.sections, "page", report.lang)
    keys = [f"chapter {one.key}" for one in parted]
    parts = {
        "report": report,
        "chapters": parted,
        # No two places are called the same, whatever an indicator is called.
        "places": slugs([*keys, *(one.key for own in parted for one in own.sections)]),
        "contents": word("contents", report.lang),
        "rests": word("section.rests", report.lang),
        "nothing": ("", NONE),
        "addresses": {chart: _address(made.svg) for chart, made in pictures.items()},
        "alts": {
            chart: word("alt", report.lang, caption=chart.caption, shows=made.alt)
            for chart, made in pictures.items()
        },
    }
    told = io.BytesIO()
    # Piece by piece, as bytes: a list of all cells would be several times as large as the page.
    pages.stream(language=LANGUAGES[report.lang], column=column_class, **parts).dump(told, "utf-8")
    page = told.getvalue()
    # The text itself is escaped, so the first <style> is that of the page.
    style = f"<style>\n{font_face(page.decode())}"
    return {f"{report.kind}.html": page.replace(b"<style>", style.encode(), 1)}


def column_class(numbers: Collection[str], head: str) -> str:
    """What a column holds: a number (as those of `numbers` do), a word, an address, or text."""
    if head in _headings(NUMBERS) or head in numbers or head.isdigit():
        return "number"
    kinds = {"word": WORDS, "kept": KEPT, "address": ADDRESSES, "name": NAMES, "order": ORDERS}
    return next((kind for kind, keys in kinds.items() if head in _headings(keys)), "")


@cache
def _headings(keys: str) -> set[str]:
    return {word(f"head.{key}", lang) for key in keys.split() for lang in LANGUAGES}


def _address(svg: bytes) -> str:
    """A picture as an address that holds it."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode()


def font_face(text: str) -> str:
    """A CSS rule with the Chinese characters of `text`, for machines without a font.

    >>> font_face("no Chinese here")
    ''
    """
    characters = sorted(set(re.findall(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]", text)))
    path = bundled_font()
    if not characters or path is None:
        return ""
    from fontTools import subset

    # Outlines alone: what belongs to scripts or to vertical lines takes longer to read than to use.
    options = subset.Options(flavor="woff", layout_features=[], notdef_outline=True)
    options.desubroutinize = True
    font = subset.load_font(path, options)
    for table in ("BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"):
        if table in font:
            del font[table]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(characters))
    subsetter.subset(font)
    # The time of writing would make the page another file each time.
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.flavor = "woff"
    data = io.BytesIO()
    with font:
        font.save(data)
    encoded = base64.b64encode(data.getvalue()).decode()
    return (
        '@font-face { font-family: "Review Chinese"; '
        f'src: url("data:font/woff;base64,{encoded}") format("woff"); }}'
    )
