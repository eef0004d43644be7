"""The review as one self-contained HTML page."""

from __future__ import annotations

import base64
import io
import re

from linhai_analysis.charts import bundled_font
from linhai_analysis.report.contents import Contents
from linhai_analysis.report.readable import readable_tables
from linhai_analysis.words import word

NUMBERS = ("base", "latest", "target", "growth", "still", "pace", "value")
FIGURES = {"growth": ("required_growth",), "missing": ("coverage",)}


def page(review: Contents, figures: dict[str, str]) -> str:
    """Return the review as HTML that needs no other file and no network.

    Parameters
    ----------
    review : Contents
    figures : dict of str to str
        The SVG of each chart by its name.

    Returns
    -------
    str

    Examples
    --------
    >>> from linhai_analysis import build_review, load_plan
    >>> text = page(build_review(load_plan()), {})
    >>> "<h1>Linhai science and technology plan 2016-2020</h1>" in text
    True
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("linhai_analysis.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    images = {
        name: "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
        for name, svg in figures.items()
    }
    sections = [
        {
            "key": key,
            "table": table,
            "figures": [name for name in FIGURES.get(key, ()) if name in images],
        }
        for key, table in readable_tables(review).items()
    ]
    text = environment.get_template("review.html.j2").render(
        review=review,
        sections=sections,
        images=images,
        numbers=[word(f"head.{key}", review.lang) for key in NUMBERS],
        milestones=[name for name in images if name.startswith("milestones_")],
        word=lambda key, **values: word(key, review.lang, **values),
        label=lambda name: review.plan.label(name, review.lang),
    )
    return text.replace("/*font*/", font_face(text))


def font_face(text: str) -> str:
    """Return a CSS rule with the Chinese characters of `text`, for machines without a font.

    Empty where the text has none. System fonts are asked first; see the page's style.

    Examples
    --------
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
