"""The chart of the pace of one indicator: where it stands, and where its pace leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
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
from linhai_analysis.charts.verdicts import figure_text
from linhai_analysis.errors import UnknownNameError
from linhai_analysis.plan import Plan
from linhai_analysis.progress import scorecard
from linhai_analysis.targets import target_text
from linhai_analysis.text import brackets, wrap
from linhai_analysis.words import place_word, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_pace(
    plan: Plan, indicator: str, year: int, ax: Axes | None = None, lang: str = "en"
) -> Axes:
    """Draw one indicator up to a review, the path to its targets, and where its pace leads.

    Solid: figures. Dotted: straight and compound path to each target. Dashed: the pace so far,
    compound and straight, continued to the target year.

    Parameters
    ----------
    plan : Plan
    indicator : str
    year : int
        Of the review.
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
    >>> ax = plot_pace(load_plan("china_13fyp"), "rd_gdp_ratio", 2018)
    >>> ax.get_title(loc="left").splitlines()[0]
    'R&D expenditure as a share of GDP (%)'
    """
    card = scorecard(plan, year, lang=lang).query("indicator == @indicator")
    if card.empty:
        raise UnknownNameError("indicator with a target", indicator, set(plan.targets["indicator"]))
    rows = distinct(card).to_dict("records")
    series = plan.series(indicator, until=year)
    shown = series[series.index >= min(row["base_year"] for row in rows)]
    with canvas(ax, lang, (6.4, 4.2)) as ax:
        for row, colour in zip(rows, TARGET_COLOURS, strict=False):
            _draw_path(ax, plan, row, colour, lang)
        first = rows[0]
        if first["quantity"] == "level":
            ax.plot(shown.index, shown, color=INK, lw=1.6, marker="o", ms=5, zorder=4)
        if pd.notna(first["actual"]) and pd.notna(first["base_value"]):
            _draw_continued(ax, plan, first)
        title = plan.label(indicator, lang) + brackets(plan.unit(indicator, lang), lang)
        ax.locator_params(axis="x", integer=True, nbins=8)
        ax.margins(x=0.12, y=0.15)
        legend_above(ax, wrap(title, lang, 60), _pace_handles(lang), columns=2)
        if first["reason"]:
            note = wrap(first["reason"], lang, 56)
            ax.text(0.03, 0.03, note, transform=ax.transAxes, color=GREY, fontsize=9)
        source_line(ax, plan.source_line(lang, set(series.attrs["sources"].values())), lang)
    return ax


def _draw_path(ax: Axes, plan: Plan, row: dict, colour: str, lang: str) -> None:
    """The target as a diamond, and the straight and the compound path to it."""
    end, aim = row["target_year"], row["aim"]
    if pd.notna(row["base_value"]) and pd.notna(aim):
        years = np.arange(row["base_year"], end + 1)
        share = (years - row["base_year"]) / (end - row["base_year"])
        ax.plot(
            years, row["base_value"] + share * (aim - row["base_value"]), color=colour, lw=1, ls=":"
        )
        if row["base_value"] * aim > 0:
            path = row["base_value"] * (aim / row["base_value"]) ** share
            ax.plot(years, path, color=colour, lw=1.4, ls=":")
    if pd.notna(aim):
        ax.scatter(end, aim, marker="D", s=50, color=colour, zorder=3, edgecolor=PALE)
        text = target_text(row | {"target": row["target_value"]}, lang)
        places = ", ".join(place_word(place.split(" row")[0], lang) for place in row["places"])
        ax.annotate(
            f"{text}\n{places}".strip(),
            (end, aim),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=colour,
        )


def _draw_continued(ax: Axes, plan: Plan, row: dict) -> None:
    """The pace from base to latest figure, continued to the target year in both ways."""
    now, end = int(row["year"]), row["target_year"]
    if not row["base_year"] < now < end:
        return
    years = np.arange(now, end + 1)
    step = (row["actual"] - row["base_value"]) / (now - row["base_year"])
    ax.plot(years, row["actual"] + step * (years - now), color=INK, lw=1, ls="--")
    if row["actual"] * row["base_value"] > 0:
        rate = (row["actual"] / row["base_value"]) ** (1 / (now - row["base_year"]))
        ax.plot(years, row["actual"] * rate ** (years - now), color=INK, lw=1.6, ls="--")
    ax.scatter(
        [row["base_year"], now], [row["base_value"], row["actual"]], color=INK, s=34, zorder=5
    )
    ax.annotate(
        f"{figure_text(plan, row['indicator'], row['actual'])} ({now})",
        (now, row["actual"]),
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
