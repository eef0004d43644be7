"""The chart of the pace of one indicator: where it stands, and where its pace leads."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import BLUE, GREY, INK, PALE, TARGET_COLOURS
from linhai_analysis.charts.style import Axes, canvas, legend_above, source_line
from linhai_analysis.plan import Plan
from linhai_analysis.progress.wording import figure_text
from linhai_analysis.text import wrap

# Lines of `pace_paths`: the compound one is bold.
PATHS: dict[str, dict[str, Any]] = {
    "path_linear": {"lw": 1, "ls": ":"},
    "path_compound": {"lw": 1.4, "ls": ":"},
}
CONTINUED: dict[str, dict[str, Any]] = {
    "continued_linear": {"lw": 1, "ls": "--", "color": INK},
    "continued_compound": {"lw": 1.6, "ls": "--", "color": INK},
}
LEGEND: dict[str, dict[str, Any]] = {
    "legend.published": {"color": INK, "marker": "o", "ms": 5},
    "legend.pace": {"color": INK, "ls": "--"},
    "legend.path": {"color": BLUE, "ls": ":"},
}


def draw_pace(
    plan: Plan,
    indicator: str,
    card: pd.DataFrame,
    paces: pd.DataFrame,
    series: pd.Series,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw one indicator up to a review, the path to its targets, and where its pace leads."""
    rows = marks.distinct(card[card["indicator"] == indicator]).to_dict("records")
    first, lines = rows[0], dict(list(paces.groupby(["target_id", "line"])))
    with canvas(ax, lang, (6.4, 4.2)) as ax:
        for row, colour in zip(rows, cycle(TARGET_COLOURS), strict=False):
            looks = {name: look | {"color": colour} for name, look in PATHS.items()}
            _draw_lines(ax, lines, row, looks)
            _draw_target(ax, plan, row, colour, lang)
        others = {}
        if first["quantity"] != "each":
            shown = series[series.index >= min(row["base_year"] for row in rows)]
            others = marks.figures_beside(ax, shown)
            ax.plot(shown.index, shown, color=INK, lw=1.6, marker="o", ms=5, zorder=4)
        if _draw_lines(ax, lines, first, CONTINUED):
            _draw_ends(ax, plan, first)
        ax.locator_params(axis="x", integer=True, nbins=8)
        ax.margins(x=0.12, y=0.15)
        title = wrap(marks.with_unit(plan, indicator, lang), lang, 60)
        legend_above(ax, title, marks.handles(LEGEND | others, lang), columns=2)
        if first["reason"]:
            note = wrap(first["reason"], lang, 56)
            ax.text(0.03, 0.03, note, transform=ax.transAxes, color=GREY, fontsize=9)
        source_line(ax, plan.source_line(lang, marks.sources_of(series)), lang)
    return ax


def _draw_lines(ax: Axes, lines: dict, row: dict, looks: dict[str, dict[str, Any]]) -> bool:
    """The lines of one target, as far as they exist; say whether any does."""
    found = {name: lines.get((row["target_id"], name)) for name in looks}
    for name, line in found.items():
        if line is not None:
            ax.plot(line["year"], line["value"], **looks[name])
    return any(line is not None for line in found.values())


def _draw_target(ax: Axes, plan: Plan, row: dict, colour: str, lang: str) -> None:
    """The target as a diamond with its text and places."""
    if pd.isna(row["aim"]):
        return
    at = (row["target_year"], row["aim"])
    ax.scatter(*at, marker="D", s=50, color=colour, zorder=3, edgecolor=PALE)
    marks.beside(ax, marks.with_places(plan, row, lang), at, color=colour)


def _draw_ends(ax: Axes, plan: Plan, row: dict) -> None:
    """Base and latest figure, between which the pace was seen; an assumed base is hollow."""
    base, latest = (row["base_year"], row["base_value"]), (int(row["year"]), row["actual"])
    fill = "white" if "assumed_baseline" in row["notes"] else INK
    ax.scatter(*base, facecolor=fill, edgecolor=INK, s=34, zorder=5)
    ax.scatter(*latest, color=INK, s=34, zorder=5)
    text = f"{figure_text(plan, row, row['actual'])} ({latest[0]})"
    marks.beside(ax, text, latest, (-6, 9), ha="right", va="baseline")
