"""The chart of the yearly paths to the targets of one indicator."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any

import pandas as pd

from linhai_analysis.charts.growth import distinct
from linhai_analysis.charts.style import (
    GREY,
    INK,
    TARGET_COLOURS,
    canvas,
    legend_above,
    source_line,
)
from linhai_analysis.errors import UnknownNameError
from linhai_analysis.plan import Plan
from linhai_analysis.targets import BASES, target_text
from linhai_analysis.text import brackets, wrap
from linhai_analysis.words import places_text, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LOOKS: dict[str, dict[str, Any]] = {
    "compound": {"lw": 2},
    "linear": {"lw": 1.2, "ls": (0, (4, 3))},
}
LABEL_POINTS = 9
LABEL_LINES = 2.6  # a value, its places, and a little air


def draw_milestones(
    plan: Plan,
    indicator: str,
    growth: pd.DataFrame,
    path: pd.DataFrame,
    series: pd.Series,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw the yearly path to each printed target of one indicator, and the published values."""
    goals = distinct(growth[growth["indicator"] == indicator])
    if goals.empty:
        raise UnknownNameError("indicator with a target", indicator, set(growth["indicator"]))
    path = path[path["indicator"] == indicator]
    with canvas(ax, lang, (6.4, 4.2)) as ax:
        labels = []
        for row, colour in zip(goals.to_dict("records"), cycle(TARGET_COLOURS), strict=False):
            line = path[path["target_id"] == row["target_id"]]
            for way, look in LOOKS.items():
                ax.plot(line["year"], line[way], color=colour, zorder=2, **look)
            labels.append(_draw_target(ax, row, line, colour, lang))
        sources = _draw_values(ax, series, goals, path, lang)
        _frame_years(ax, goals)
        title = wrap(plan.label(indicator, lang), lang, 56)
        title += brackets(plan.unit(indicator, lang), lang)
        drawn = path[list(LOOKS)].notna().any()
        if drawn.any():
            legend_above(ax, title, _path_handles(drawn, lang))
        else:
            ax.set_title(title, pad=28)
            ax.text(0.03, 1.03, goals["reason"].iloc[0], transform=ax.transAxes, color=GREY)
            ax.set_ylim(bottom=0)
        _write_labels(ax, labels)
        source_line(ax, plan.source_line(lang, sources), lang)
    return ax


def _draw_target(
    ax: Axes, row: dict, line: pd.DataFrame, colour: str, lang: str
) -> tuple[int, float, str, str]:
    """The target as a diamond, a range as a bar; return what its label needs."""
    year, in_unit = row["target_year"], BASES[row["basis"]].in_unit
    # Stated relative to the base: the level that it means is the end of its path.
    value = row["target_value"] if in_unit else line["linear"].iloc[-1]
    if in_unit and pd.notna(row["target_high"]):
        ax.vlines(year, value, row["target_high"], color=colour, lw=5, alpha=0.4)
    ax.scatter(year, value, marker="D", s=52, color=colour, zorder=3)
    text = f"{target_text(row, lang)}\n{places_text(row['places'], lang)}".strip()
    return year, value, text, colour


def _write_labels(ax: Axes, labels: list[tuple[int, float, str, str]]) -> None:
    """Write the labels beside their targets, pushed apart where targets lie close together."""
    ax.autoscale_view()
    lowest = -float("inf")
    for year, value, text, colour in sorted(labels, key=lambda label: (label[0], label[1])):
        if pd.isna(value):
            continue
        at = float(ax.transData.transform((year, value))[1]) * 72 / ax.figure.dpi
        place = max(at, lowest)
        lowest = place + LABEL_LINES * LABEL_POINTS
        ax.annotate(
            text,
            (year, value),
            xytext=(8, place - at),
            textcoords="offset points",
            va="center",
            fontsize=LABEL_POINTS,
            color=colour,
        )


def _draw_values(
    ax: Axes, series: pd.Series, goals: pd.DataFrame, path: pd.DataFrame, lang: str
) -> set[str]:
    """Published values up to the target year, an assumed baseline hollow; return the sources."""
    shown = series[series.index <= goals["target_year"].max()]
    lines = path.groupby("target_id")["linear"]
    rises = bool((lines.last() >= lines.first()).all())
    ax.scatter(shown.index, shown, color=INK, s=30, zorder=4)
    for year, value in shown.items():
        _label_point(ax, f"{value:g}", year, value, rises)
    for row in path[path["assumed"]].head(1).to_dict("records"):
        at, value = row["year"], row["linear"]
        ax.scatter(at, value, facecolor="white", edgecolor=INK, s=34, zorder=4)
        _label_point(ax, f"{value:g} {word('assumed', lang)}", at, value, rises, ha="left")
    return {series.attrs["sources"][year] for year in shown.index}


def _label_point(
    ax: Axes, text: str, year: int, value: float, rises: bool, ha: str = "center"
) -> None:
    """Write a value on the side of its point from which the path does not leave."""
    ax.annotate(
        text,
        (year, value),
        xytext=(0, -14 if rises else 8),
        textcoords="offset points",
        ha=ha,
        fontsize=9,
        zorder=5,
    )


def _frame_years(ax: Axes, goals: pd.DataFrame) -> None:
    """Whole years on the axis, with room at the right for the targets' labels."""
    start, end = int(goals["base_year"].min()), int(goals["target_year"].max())
    ax.set_xticks(range(start, end + 1, -((start - end) // 8)))
    ax.set_xlim(start - 0.07 * (end - start), end + 0.3 * (end - start))
    ax.margins(y=0.18)


def _path_handles(drawn: pd.Series, lang: str) -> list:
    """Legend entries of the two ways to go, as far as they are drawn."""
    from matplotlib.lines import Line2D

    return [
        Line2D([], [], color=GREY, label=word(f"legend.{way}", lang), **look)
        for way, look in LOOKS.items()
        if drawn[way]
    ]
