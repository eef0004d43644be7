"""Writes all files of a review."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from linhai_analysis.charts import (
    draw_coverage,
    draw_milestones,
    draw_pace,
    draw_required_growth,
    draw_scorecard,
    draw_verdicts,
)
from linhai_analysis.growth.gaps import coverage
from linhai_analysis.progress.paces import pace_paths
from linhai_analysis.report.contents import Contents
from linhai_analysis.report.folder import save_figure, write_folder
from linhai_analysis.report.page import page
from linhai_analysis.tables import write_csv
from linhai_analysis.words import word

# Is told the name of each step.
Progress = Callable[[str], None]


def write_review(review: Contents, out: Path, progress: Progress) -> list[Path]:
    """Write all files of a review."""

    def fill(made: Path) -> dict[str, Any]:
        progress("figures")
        figures = draw_figures(review, made / "figures")
        progress("tables")
        for name, table in review.tables.items():
            write_csv(table, made / "tables" / f"{name}.csv")
        progress("page")
        (made / "review.html").write_text(page(review, figures), encoding="utf-8")
        return _content(review)

    return write_folder(out, "review.json", fill)


def draw_figures(review: Contents, folder: Path) -> dict[str, str]:
    """Draw the charts of a review as PNG and SVG."""
    plan, lang, growth = review.plan, review.lang, review.tables["required_growth"]
    path, card = review.tables["milestones"], review.tables["scorecard"]
    charts: dict[str, Callable[[], Any]] = {
        "required_growth": lambda: draw_required_growth(plan, growth, lang=lang),
        "coverage": lambda: draw_coverage(plan, coverage(plan, growth), lang=lang),
        "scorecard": lambda: draw_scorecard(plan, card, lang=lang),
        "verdicts": lambda: draw_verdicts(plan, review.tables["progress"], lang=lang),
    }
    for name in path.loc[path["linear"].notna(), "indicator"].unique():
        series = plan.series(name, until=review.year)
        charts[f"milestones_{name}"] = partial(
            draw_milestones, plan, name, growth, path, series, lang=lang
        )
    paces = pace_paths(card)
    for name in card.loc[card["progress"].notna(), "indicator"].unique():
        series = plan.series(name, until=review.seen)
        charts[f"pace_{name}"] = partial(draw_pace, plan, name, card, paces, series, lang=lang)
    return {name: save_figure(draw, folder, name) for name, draw in charts.items()}


def _content(review: Contents) -> dict[str, Any]:
    """Everything in numbers, for other programs; a missing one is null."""
    content: dict[str, Any] = {
        "plan": review.plan.name,
        "title": review.plan.title(review.lang),
        "language": review.lang,
        "year": review.year,
        "seen": review.seen,
        "as_of": review.as_of,
        "summary": review.summary(),
        "standing": review.progress(),
        "note": word("review.note", review.lang),
        "assumed_baselines": dict(review.baselines),
    }
    for name, table in review.tables.items():
        content[name] = json.loads(table.to_json(orient="records", double_precision=15))
    return content
