"""The chart of the pace of one indicator: where it stands, and where its pace leads."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any

import pandas as pd

from linhai_analysis.charts.growth import distinct
from linhai_analysis.charts.style import (
    BLUE,
    GREY,
    INK,
    PALE,
    TARGET_COLOURS,
    canvas,
    legend_above,
    source_line,
)
from linhai_analysis.plan import Plan
from linhai_analysis.targets import target_text
from linhai_analysis.text import brackets, wrap
from linhai_analysis.words import places_text, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Lines of `pace_paths`: the compound one is bold.
PATHS: dict[str, dict[str, Any]] = {
    "path_linear": {"lw": 1, "ls": ":"},
    "path_compound": {"lw": 1.4, "ls": ":"},
}
CONTINUED: dict[str, dict[str, Any]] = {
    "continued_linear": {"lw": 1, "ls": "--", "color": INK},
    "continued_compound": {"lw": 1.6, "ls": "--", "color": INK},
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
    rows = distinct(card[card["indicator"] == indicator]).to_dict("records")
    first, lines = rows[0], dict(list(paces.groupby(["target_id", "line"])))
    with canvas(ax, lang, (6.4, 4.2)) as ax:
        for row, colour in zip(rows, cycle(TARGET_COLOURS), strict=False):
            looks = {name: look | {"color": colour} for name, look in PATHS.items()}
            _draw_lines(ax, lines, row, looks)
            _draw_target(ax, row, colour, lang)
        if first["quantity"] == "level":
            shown = series[series.index >= min(row["base_year"] for row in rows)]
            ax.plot(shown.index, shown, color=INK, lw=1.6, marker="o", ms=5, zorder=4)
        if _draw_lines(ax, lines, first, CONTINUED):
            _draw_ends(ax, plan, first)
        title = plan.label(indicator, lang) + brackets(plan.unit(indicator, lang), lang)
        ax.locator_params(axis="x", integer=True, nbins=8)
        ax.margins(x=0.12, y=0.15)
        legend_above(ax, wrap(title, lang, 60), _pace_handles(lang), columns=2)
        if first["reason"]:
            note = wrap(first["reason"], lang, 56)
            ax.text(0.03, 0.03, note, transform=ax.transAxes, color=GREY, fontsize=9)
        source_line(ax, plan.source_line(lang, set(series.attrs["sources"].values())), lang)
    return ax


def _draw_lines(ax: Axes, lines: dict, row: dict, looks: dict[str, dict[str, Any]]) -> bool:
    """The lines of one target, as far as they exist; say whether any does."""
    found = {name: lines.get((row["target_id"], name)) for name in looks}
    for name, line in found.items():
        if line is not None:
            ax.plot(line["year"], line["value"], **looks[name])
    return any(line is not None for line in found.values())


def _draw_target(ax: Axes, row: dict, colour: str, lang: str) -> None:
    """The target as a diamond with its text and places."""
    if pd.isna(row["aim"]):
        return
    at = (row["target_year"], row["aim"])
    ax.scatter(*at, marker="D", s=50, color=colour, zorder=3, edgecolor=PALE)
    ax.annotate(
        f"{target_text(row, lang)}\n{places_text(row['places'], lang)}".strip(),
        at,
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        fontsize=9,
        color=colour,
    )


def _draw_ends(ax: Axes, plan: Plan, row: dict) -> None:
    """Base and latest figure, between which the pace was seen; an assumed base is hollow."""
    base, latest = (row["base_year"], row["base_value"]), (int(row["year"]), row["actual"])
    fill = "white" if "assumed_baseline" in row["notes"] else INK
    ax.scatter(*base, facecolor=fill, edgecolor=INK, s=34, zorder=5)
    ax.scatter(*latest, color=INK, s=34, zorder=5)
    ax.annotate(
        f"{plan.figure(row['indicator'], row['actual'])} ({latest[0]})",
        latest,
        xytext=(-6, 9),
        textcoords="offset points",
        ha="right",
        fontsize=9,
    )


def _pace_handles(lang: str) -> list:
    from matplotlib.lines import Line2D

    looks: dict[str, dict[str, Any]] = {
        "published": {"color": INK, "marker": "o", "ms": 5},
        "pace": {"color": INK, "ls": "--"},
        "path": {"color": BLUE, "ls": ":"},
    }
    return [
        Line2D([], [], label=word(f"legend.{key}", lang), **look) for key, look in looks.items()
    ]
