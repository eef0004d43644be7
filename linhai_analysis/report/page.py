"""The review as one self-contained HTML page."""

from __future__ import annotations

import base64
import io
import re

import pandas as pd

from linhai_analysis.charts import bundled_font
from linhai_analysis.report.contents import Contents
from linhai_analysis.report.growth_tables import (
    growth_table,
    milestone_table,
    missing_table,
    still_table,
)
from linhai_analysis.report.plan_tables import (
    conflict_table,
    facts_table,
    sources_table,
    task_table,
)
from linhai_analysis.report.progress_tables import (
    ahead_table,
    ambition_table,
    progress_sentence,
    scorecard_table,
    verdict_table,
)
from linhai_analysis.words import word

NUMBERS = ("base", "latest", "target", "growth", "still", "pace", "value")
MORE_NUMBERS = (
    "done",
    "elapsed",
    "on_path",
    "margin",
    "still_needed",
    "reached",
    "probability",
    "required",
)

# The chart of a section, and the beginning of the names of its small ones, one an indicator.
FIGURES = {
    "growth": "required_growth",
    "missing": "coverage",
    "scorecard": "scorecard",
    "verdicts": "verdicts",
}
SMALL = {"milestones": "milestones_", "ahead": "pace_"}


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
            "figures": [name for name in [FIGURES.get(key)] if name in images],
            "small": [name for name in images if name.startswith(SMALL.get(key, "none "))],
        }
        for key, table in readable_tables(review).items()
    ]
    growth = review.tables["required_growth"]
    facts = {
        "year": review.year,
        "base": growth["base_year"].min(),
        "end": growth["target_year"].max(),
        "years": growth["years"].max(),
        "count": len(review.plan.tasks),
        "seen": review.seen,
        "progress": progress_sentence(review.tables["scorecard"], review.lang),
    }
    text = environment.get_template("review.html.j2").render(
        review=review,
        sections=sections,
        images=images,
        numbers=[word(f"head.{key}", review.lang) for key in NUMBERS],
        words=[word(f"head.{key}", review.lang) for key in ("attribute", "verdict", "published")],
        word=lambda key: word(key, review.lang, **facts),
        caption=lambda name: caption(review, name),
    )
    return text.replace("/*font*/", font_face(text))


def caption(review: Contents, name: str) -> str:
    """Return what a chart shows, by the name of its file.

    Examples
    --------
    >>> from linhai_analysis import build_review, load_plan
    >>> caption(build_review(load_plan()), "pace_patents_granted")
    'Pace and path: Patents granted in the year'
    """
    for prefix in SMALL.values():
        if name.startswith(prefix):
            label = review.plan.label(name.removeprefix(prefix), review.lang)
            return word(
                "caption", review.lang, chart=word(f"chart.{prefix}", review.lang), of=label
            )
    return word(f"chart.{name}", review.lang)


def readable_tables(review: Contents) -> dict[str, pd.DataFrame]:
    """Return the tables of the page in their order, by the key of their heading.

    Examples
    --------
    >>> from linhai_analysis import build_review, load_plan
    >>> list(readable_tables(build_review(load_plan())))[:4]
    ['growth', 'scorecard', 'ahead', 'verdicts']
    """
    plan, lang, tables = review.plan, review.lang, review.tables
    growth = tables["required_growth"]
    shown = {
        "growth": growth_table(plan, growth, lang),
        "scorecard": scorecard_table(plan, tables["scorecard"], lang),
        "ahead": ahead_table(plan, tables["scorecard"], lang),
        "verdicts": verdict_table(plan, tables["progress"], lang),
        "ambition": ambition_table(plan, tables["ambition"], lang),
        "milestones": milestone_table(plan, growth, tables["milestones"], lang),
    }
    if "still_required" in tables:
        shown["still"] = still_table(plan, tables["still_required"], lang)
    return shown | {
        "missing": missing_table(plan, growth, lang),
        "conflicts": conflict_table(plan, tables["conflicts"], lang),
        "facts": facts_table(tables["derived_facts"], lang),
        "tasks": task_table(plan, lang),
        "sources": sources_table(plan, lang),
    }


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
