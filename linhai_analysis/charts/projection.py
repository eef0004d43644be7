"""The charts of a projection and of a backtest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from linhai_analysis.charts.style import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PALE,
    canvas,
    legend_above,
    source_line,
)
from linhai_analysis.projection import Projection
from linhai_analysis.targets import target_text
from linhai_analysis.text import wrap
from linhai_analysis.words import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_projection(
    series: pd.Series,
    projection: Projection,
    title: str = "",
    source: str = "",
    goals: pd.DataFrame | None = None,
    path: pd.DataFrame | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw a history and its projection, with the levels aimed at and a path where given."""
    series = series.dropna()
    with canvas(ax, lang, (7.2, 4.4)) as ax:
        ax.plot(
            series.index, series, color=INK, lw=1.6, marker="o", ms=4, label=word("history", lang)
        )
        if not projection.reason:
            _draw_fan(ax, series, projection, lang)
        if path is not None and path["compound"].notna().any():
            label = word("path", lang)
            ax.plot(path["year"], path["compound"], color=ORANGE, lw=1.2, ls=":", label=label)
        if goals is not None:
            _draw_goals(ax, goals, lang)
        ax.locator_params(axis="x", integer=True, nbins=10)
        legend_above(ax, wrap(title, lang, 60), columns=3)
        if projection.reason:
            reason = wrap(projection.reason, "en", 60)
            ax.text(0.03, 0.95, reason, transform=ax.transAxes, color=GREY, va="top", fontsize=9)
        source_line(ax, source, lang)
    return ax


def draw_backtest(table: pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw how far each model was off, beside what its intervals held."""
    rows = table[table["naive_ratio"].notna()].sort_values("naive_ratio", ascending=False)
    with canvas(ax, lang, (8, 1.9 + 0.45 * max(len(rows), 2))) as ax:
        for y, row in enumerate(rows.to_dict("records")):
            best = row["naive_ratio"] < 1
            ax.barh(y, row["naive_ratio"], height=0.6, color=BLUE if best else "#9CCBE8")
            held = word("held", lang, low=f"{row['cov80']:.0%}", high=f"{row['cov95']:.0%}")
            ax.annotate(
                f"{row['naive_ratio']:.2f}   {held}",
                (row["naive_ratio"], y),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                fontsize=9,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
            )
        ax.axvline(1, color=GREY, lw=1, zorder=0)
        ax.set_yticks(range(len(rows)), rows["model"])
        ax.tick_params(axis="y", length=0)
        ax.set_xlim(0, max([1.0, *rows["naive_ratio"]]) * 1.75)
        ax.set_title(word("chart.backtest", lang))
        folds = int(table["folds"].max()) if len(table) else 0
        source_line(ax, word("backtest.note", lang, folds=folds), lang)
    return ax


def _draw_fan(ax: Axes, series: pd.Series, projection: Projection, lang: str) -> None:
    """The central path dashed from the last value, each interval a band around it."""
    frame = projection.frame
    start = series.loc[projection.window[1]]
    years = [projection.window[1], *frame["year"]]
    for level, shade in zip(sorted(projection.levels, reverse=True), (0.15, 0.3), strict=False):
        name = f"{100 * level:g}"
        low, high = [start, *frame[f"lo{name}"]], [start, *frame[f"hi{name}"]]
        label = word("interval", lang, level=f"{level:.0%}")
        ax.fill_between(years, low, high, color=BLUE, alpha=shade, lw=0, label=label)
    path = [start, *frame["median"]]
    ax.plot(years, path, color=BLUE, lw=1.8, ls="--", label=word("projection", lang))


def _draw_goals(ax: Axes, goals: pd.DataFrame, lang: str) -> None:
    """Every level aimed at as a diamond."""
    for n, row in enumerate(goals.drop_duplicates(["target_year", "aim"]).to_dict("records")):
        at = (row["target_year"], row["aim"])
        # One entry in the legend, however many targets.
        name = "_nolegend_" if n else word("legend.target", lang)
        ax.scatter(*at, marker="D", s=46, color=ORANGE, zorder=4, label=name, edgecolor=PALE)
        ax.annotate(
            target_text(row, lang),
            at,
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=ORANGE,
        )
