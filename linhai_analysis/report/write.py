"""Writes all files of a review."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from linhai_analysis.charts import (
    plot_coverage,
    plot_milestones,
    plot_pace,
    plot_required_growth,
    plot_scorecard,
    plot_verdicts,
)
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
        "required_growth": lambda: plot_required_growth(plan, growth, lang=lang),
        "coverage": lambda: plot_coverage(plan, lang=lang),
        "scorecard": lambda: plot_scorecard(plan, card, lang=lang),
        "verdicts": lambda: plot_verdicts(plan, review.tables["progress"], lang=lang),
    }
    for name in path.loc[path["linear"].notna(), "indicator"].unique():
        charts[f"milestones_{name}"] = partial(
            plot_milestones, plan, name, path, review.year, lang=lang
        )
    for name in card.loc[card["progress"].notna(), "indicator"].unique():
        charts[f"pace_{name}"] = partial(plot_pace, plan, name, review.seen, lang=lang)
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
