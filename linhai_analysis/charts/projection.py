"""The charts of a projection and of a backtest."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import BLUE, GREY, INK, ORANGE, PALE, PALE_BLUE
from linhai_analysis.charts.style import Axes, canvas, legend_above, source_line
from linhai_analysis.projection import Projection
from linhai_analysis.targets import target_text
from linhai_analysis.text import wrap
from linhai_analysis.words import spoken, word


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
        label = word("history", lang)
        ax.plot(series.index, series, color=INK, lw=1.6, marker="o", ms=4, label=label)
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
            reason = wrap(str(spoken(projection.reason, lang)), lang, 60)
            ax.text(0.03, 0.95, reason, transform=ax.transAxes, color=GREY, va="top", fontsize=9)
        source_line(ax, source, lang)
    return ax


def draw_backtest(table: pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw how far each model was off, beside what its intervals held."""
    rows = table[table["naive_ratio"].notna()].sort_values("naive_ratio", ascending=False)
    with canvas(ax, lang, (8, 1.9 + 0.45 * max(len(rows), 2))) as ax:
        for y, row in enumerate(rows.to_dict("records")):
            ratio = row["naive_ratio"]
            ax.barh(y, ratio, height=0.6, color=BLUE if ratio < 1 else PALE_BLUE)
            held = word("held", lang, low=f"{row['cov80']:.0%}", high=f"{row['cov95']:.0%}")
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
            marks.beside(ax, f"{ratio:.2f}   {held}", (ratio, y), (5, 0), bbox=box)
        ax.axvline(1, color=GREY, lw=1, zorder=0)
        marks.name_rows(ax, rows["model"])
        ax.set_xlim(0, max([1.0, *rows["naive_ratio"]]) * 1.75)
        ax.set_title(word("chart.backtest", lang))
        folds = int(table["folds"].max()) if len(table) else 0
        source_line(ax, word("backtest.note", lang, folds=folds), lang)
    return ax


def _draw_fan(ax: Axes, series: pd.Series, projection: Projection, lang: str) -> None:
    """The central path dashed from the last value, each interval a band around it."""
    last = projection.window[1]
    start = dict.fromkeys(projection.frame, series.loc[last]) | {"year": last}
    frame = pd.concat([pd.DataFrame([start]), projection.frame])
    marks.intervals(ax, frame, projection.levels, BLUE, "interval", lang)
    label = word("projection", lang)
    ax.plot(frame["year"], frame["median"], color=BLUE, lw=1.8, ls="--", label=label)


def _draw_goals(ax: Axes, goals: pd.DataFrame, lang: str) -> None:
    """Every level aimed at as a diamond."""
    for n, row in enumerate(goals.drop_duplicates(["target_year", "aim"]).to_dict("records")):
        at = (row["target_year"], row["aim"])
        # One entry in the legend, however many targets.
        name = "_nolegend_" if n else word("legend.target", lang)
        ax.scatter(*at, marker="D", s=46, color=ORANGE, zorder=4, label=name, edgecolor=PALE)
        marks.beside(ax, target_text(row, lang, row["unit"]), at, color=ORANGE)
