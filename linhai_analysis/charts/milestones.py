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
from linhai_analysis.growth import milestones, required_growth
from linhai_analysis.plan import Plan
from linhai_analysis.targets import target_text
from linhai_analysis.text import brackets, wrap
from linhai_analysis.words import place_word, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LABEL_POINTS = 9
LABEL_LINES = 2.6  # a value, its places, and a little air


def plot_milestones(
    plan: Plan,
    indicator: str,
    path: pd.DataFrame | None = None,
    until: int | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw the yearly path to each printed target of one indicator.

    Solid: constant compound growth. Dashed: the same change each year. Every distinct printed
    target has its own colour. Published values stand as dots; where there is no baseline, only
    the targets are drawn and the reason is written out.

    Parameters
    ----------
    plan : Plan
    indicator : str
    path : DataFrame, optional
        As :func:`~linhai_analysis.milestones` returns it, for example with assumed baselines.
    until : int, optional
        Of a review: later values are not shown.
    ax : Axes, optional
    lang : {"en", "zh"}

    Returns
    -------
    Axes

    Raises
    ------
    UnknownNameError
        Where the plan has no target for the indicator.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> ax = plot_milestones(load_plan(), "patents_granted")
    >>> len(ax.get_lines())  # two targets, two paths each
    4
    """
    growth = distinct(required_growth(plan, lang=lang).query("indicator == @indicator"))
    if growth.empty:
        raise UnknownNameError("indicator with a target", indicator, set(plan.targets["indicator"]))
    path = milestones(plan, lang=lang) if path is None else path
    path = path[path["indicator"] == indicator]
    with canvas(ax, lang, (6.4, 4.2)) as ax:
        labels = []
        for row, colour in zip(growth.to_dict("records"), cycle(TARGET_COLOURS), strict=False):
            line = path[path["target_id"] == row["target_id"]]
            ax.plot(line["year"], line["compound"], color=colour, lw=2, zorder=2)
            ax.plot(line["year"], line["linear"], color=colour, lw=1.2, ls=(0, (4, 3)), zorder=2)
            labels.append(_draw_target(ax, plan, row, line, colour, lang))
        series = plan.series(indicator, until=until)
        sources = _draw_values(ax, series, growth, path, lang)
        _frame_years(ax, growth)
        title = wrap(plan.label(indicator, lang), lang, 56)
        title += brackets(plan.unit(indicator, lang), lang)
        drawn = path[["compound", "linear"]].notna().any()
        if drawn.any():
            legend_above(ax, title, _path_handles(drawn, lang))
        else:
            ax.set_title(title, pad=28)
            ax.text(0.03, 1.03, growth["reason"].iloc[0], transform=ax.transAxes, color=GREY)
            ax.set_ylim(bottom=0)
        _write_labels(ax, labels)
        source_line(ax, plan.source_line(lang, sources), lang)
    return ax


def _draw_target(
    ax: Axes, plan: Plan, row: dict, line: pd.DataFrame, colour: str, lang: str
) -> tuple[int, float, str, str]:
    """The target as a diamond, a range as a bar; return what its label needs."""
    year, value = row["target_year"], row["target_value"]
    if row["basis"] not in ("level", "increment", "cumulative"):
        # Stated relative to the base: the level that it means is the end of its path.
        value = line["linear"].iloc[-1]
    if pd.notna(row["target_high"]) and row["basis"] in ("level", "increment", "cumulative"):
        ax.vlines(year, value, row["target_high"], color=colour, lw=5, alpha=0.4)
    ax.scatter(year, value, marker="D", s=52, color=colour, zorder=3)
    same = plan.targets[
        (plan.targets["indicator"] == row["indicator"])
        & (plan.targets["target"] == row["target_value"])
        & (plan.targets["target_year"] == year)
    ]
    places = ", ".join(place_word(where.split(" row")[0], lang) for where in same["place"])
    text = f"{target_text(row | {'target': row['target_value']}, lang)}\n{places}".strip()
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
    ax: Axes, series: pd.Series, growth: pd.DataFrame, path: pd.DataFrame, lang: str
) -> set[str]:
    """Published values up to the target year, an assumed baseline hollow; return the sources."""
    shown = series[series.index <= growth["target_year"].max()]
    rises = bool((growth["required_per_year"] >= 0).all())
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


def _frame_years(ax: Axes, growth: pd.DataFrame) -> None:
    """Whole years on the axis, with room at the right for the targets' labels."""
    start, end = int(growth["base_year"].min()), int(growth["target_year"].max())
    ax.set_xticks(range(start, end + 1, -((start - end) // 8)))
    ax.set_xlim(start - 0.07 * (end - start), end + 0.3 * (end - start))
    ax.margins(y=0.18)


def _path_handles(drawn: pd.Series, lang: str) -> list:
    """Legend entries of the two ways to go, as far as they are drawn."""
    from matplotlib.lines import Line2D

    looks: dict[str, dict[str, Any]] = {
        "compound": {"lw": 2},
        "linear": {"lw": 1.2, "ls": (0, (4, 3))},
    }
    return [
        Line2D([], [], color=GREY, label=word(f"legend.{way}", lang), **look)
        for way, look in looks.items()
        if drawn[way]
    ]
