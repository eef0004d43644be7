"""The review as one self-contained HTML page."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.report.contents import Contents
from linhai_analysis.report.growth_tables import (
    growth_table,
    milestone_table,
    missing_table,
    still_table,
)
from linhai_analysis.report.html import Figure, Section, render
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

    >>> from linhai_analysis import build_review, load_plan
    >>> text = page(build_review(load_plan()), {})
    >>> "<h1>Linhai science and technology plan 2016-2020</h1>" in text
    True
    """
    sections = [
        Section(
            key,
            table,
            [name for name in [FIGURES.get(key)] if name in figures],
            [name for name in figures if name.startswith(SMALL.get(key, "none "))],
        )
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
    return render(
        "review.html.j2",
        review.lang,
        sections,
        {name: Figure(svg, caption(review, name)) for name, svg in figures.items()},
        word=lambda key: word(key, review.lang, **facts),
        review=review,
    )


def caption(review: Contents, name: str) -> str:
    """Return what a chart shows, by the name of its file.

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
