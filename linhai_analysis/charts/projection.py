"""The chart of a projection."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import BLUE, INK, ORANGE, PALE
from linhai_analysis.charts.sheet import Sheet, Shown, chart
from linhai_analysis.charts.style import Axes
from linhai_analysis.projection import Projection
from linhai_analysis.targets import target_text
from linhai_analysis.text import significant
from linhai_analysis.words import spoken, word


@chart(width=7.2)
def draw_projection(
    sheet: Sheet,
    series: pd.Series,
    projection: Projection,
    title: str = "",
    source: str = "",
    goals: pd.DataFrame | None = None,
    path: pd.DataFrame | None = None,
) -> Shown:
    """Draw a history and its projection, with the levels aimed at and a path where given."""
    ax, lang = sheet.ax, sheet.lang
    series = series.dropna()
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
    sheet.title(title)
    sheet.legend()
    sheet.foot(str(spoken(projection.reason, lang)), source)
    return Shown(projection.frame, _told(projection, lang))


def _told(projection: Projection, lang: str) -> str:
    """The last projected year, or why there is none."""
    if projection.reason:
        return str(spoken(projection.reason, lang))
    last = projection.frame.iloc[-1]
    ends = " – ".join(significant(last[end]) for end in ("lo80", "hi80"))
    told = {"n": projection.n, "year": int(last["year"]), "interval": ends}
    return word("alt.projection", lang, median=significant(last["median"]), **told)


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
