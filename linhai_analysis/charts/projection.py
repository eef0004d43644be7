"""The charts of a projection and of a backtest."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.charts import history, marks
from linhai_analysis.charts.colours import BLUE, GREY, PALE_BLUE, ink
from linhai_analysis.charts.sheet import Sheet, Shown, chart
from linhai_analysis.projection import Projection
from linhai_analysis.text import NONE, fixed, significant
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
    sheet.foot(str(spoken(projection.reason, lang)), source)
    return Shown(projection.frame, _told(projection, lang))


@chart(width=8)
def draw_backtest(sheet: Sheet, table: pd.DataFrame) -> Shown:
    """Draw how far each model was off, beside what its intervals held."""
    ax, lang = sheet.ax, sheet.lang
    rows = table[table["naive_ratio"].notna()].sort_values("naive_ratio", ascending=False)
    sheet.body(ax, 0.45 * max(len(rows), 2))
    for y, row in enumerate(rows.to_dict("records")):
        ratio = row["naive_ratio"]
        ax.barh(y, ratio, height=0.6, color=BLUE if ratio < 1 else PALE_BLUE)
        held = word("held", lang, low=f"{row['cov80']:.0%}", high=f"{row['cov95']:.0%}")
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        marks.beside(ax, f"{ratio:.2f}   {held}", (ratio, y), (5, 0), bbox=box)
    ax.axvline(1, color=GREY, lw=1, zorder=0)
    marks.name_rows(ax, rows["model"])
    ax.set_xlim(0, max([1.0, *rows["naive_ratio"]]) * 1.75)
    sheet.title(word("chart.backtest", lang))
    folds = int(table["folds"].max()) if len(table) else 0
    sheet.foot(word("backtest.note", lang, folds=folds))
    best, ratio = NONE, NONE
    if len(rows):
        best, ratio = rows["model"].iloc[-1], fixed(rows["naive_ratio"].iloc[-1], 2)
    told = {"models": len(rows), "folds": folds, "best": best, "ratio": ratio}
    return Shown(rows, word("alt.backtest", lang, **told))


def _told(projection: Projection, lang: str) -> str:
    """The last projected year, or why there is none."""
    if projection.reason:
        return str(spoken(projection.reason, lang))
    last = projection.frame.iloc[-1]
    ends = " – ".join(significant(last[end]) for end in ("lo80", "hi80"))
    told = {"n": projection.n, "year": int(last["year"]), "interval": ends}
    return word("alt.projection", lang, median=significant(last["median"]), **told)
