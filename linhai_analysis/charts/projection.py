"""The chart of a projection."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.charts import history
from linhai_analysis.charts.colours import ink
from linhai_analysis.charts.drawing import Shown, chart
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.projection import Projection
from linhai_analysis.text import decimals_of, fixed, significant
from linhai_analysis.words import spoken, word


@chart(width=7.2)
def draw_projection(
    sheet: Sheet, series: pd.Series, projection: Projection, title: str = "", source: str = ""
) -> Shown:
    """Draw a history and its projection with both intervals, or why there is none."""
    ax, lang = sheet.ax, sheet.lang
    series, last = series.dropna(), series.index.max()
    handles = history.draw_figures(sheet, series) if len(series) else []
    if not projection.reason:
        handles += history.draw_outlook(sheet, series, projection)
        end = projection.frame.iloc[-1]
        last = end["year"]
        sheet.labels(ax, [(last, end["median"], significant(end["median"]), ink())])
    if len(series):
        history.frame_in(sheet, int(series.index.min()), int(last))
    sheet.title(title)
    sheet.legend(handles)
    why = no_outlook(projection, lang)
    sheet.foot(why, source)
    return Shown(projection.frame, why or _told(projection, lang))


def no_outlook(projection: Projection | None, lang: str) -> str:
    """Why there is no projection, where there is a reason."""
    if projection is None or not projection.reason:
        return ""
    return word("no_outlook", lang, reason=spoken(projection.reason, lang))


def _told(projection: Projection, lang: str) -> str:
    """The last projected year."""
    last = projection.frame.iloc[-1]
    values = [last[name] for name in ("median", "lo80", "hi80")]
    decimals = max(decimals_of(value, 3) for value in values)
    median, low, high = (fixed(value, decimals) for value in values)
    told = {"n": projection.n, "year": int(last["year"]), "interval": f"{low}–{high}"}
    return word("alt.projection", lang, median=median, **told)
