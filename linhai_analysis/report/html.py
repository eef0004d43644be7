"""A self-contained HTML page of sections: a table each, and the charts that belong to it."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from linhai_analysis.charts import bundled_font
from linhai_analysis.words import word

# Headings of columns of numbers, set at the right, and of short words, never broken.
NUMBERS = (
    "base",
    "latest",
    "target",
    "growth",
    "still",
    "pace",
    "value",
    "done",
    "elapsed",
    "on_path",
    "margin",
    "still_needed",
    "reached",
    "probability",
    "required",
)
WORDS = ("attribute", "verdict", "published", "quality_mark", "scenario")


@dataclass(frozen=True, eq=False)
class Section:
    """A part of a page."""

    key: str
    table: pd.DataFrame
    figures: Sequence[str] = ()
    small: Sequence[str] = ()
    numbers: Sequence[str] = field(default=())


@dataclass(frozen=True)
class Figure:
    """A chart as SVG, and what it shows."""

    svg: str
    caption: str

    @property
    def address(self) -> str:
        """The chart as an address that holds it."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode()


def render(
    template: str,
    lang: str,
    sections: Sequence[Section],
    figures: Mapping[str, Figure],
    **values: Any,
) -> str:
    """Return a page that needs no other file and no network."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("linhai_analysis.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text = environment.get_template(template).render(
        lang=lang,
        sections=sections,
        figures=figures,
        numbers=[word(f"head.{key}", lang) for key in NUMBERS],
        words=[word(f"head.{key}", lang) for key in WORDS],
        **values,
    )
    return text.replace("/*font*/", font_face(text))


def font_face(text: str) -> str:
    """Return a CSS rule with the Chinese characters of `text`, for machines without a font.

    >>> font_face("no Chinese here"), "font/woff" in font_face("专利")
    ('', True)
    """
    characters = sorted(set(re.findall(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]", text)))
    if not characters:
        return ""
    from fontTools import subset

    options = subset.Options(flavor="woff", hinting=False, layout_features=[], notdef_outline=True)
    font = subset.load_font(bundled_font(), options)
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
