"""The chart of the scorecard: the share of the way beside the share of the time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import against, grey, ink, paper
from linhai_analysis.charts.drawing import Shown, chart
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.charts.verdicts import STATUS_COLOURS, cautioned, row_label, sources_used
from linhai_analysis.plan import Plan
from linhai_analysis.progress import STATUSES
from linhai_analysis.progress.wording import differing_figure, figure_text, main_first, verdict_word
from linhai_analysis.text import percent
from linhai_analysis.words import word

# Longer bars are broken; the text beside them gives the number.
LEAST, MOST = -0.25, 1.25


@chart(width=9.8)
def draw_scorecard(sheet: Sheet, plan: Plan, card: pd.DataFrame) -> Shown:
    """Draw how much of the way to each target is done, beside how much of the time is over."""
    lang, ax = sheet.lang, sheet.ax
    given = main_first(card)
    silent = [row for row in given if row["reason"]]
    every = [row for row in given if not row["reason"]]
    rows = sheet.first(pd.DataFrame(every, columns=_columns(card)))
    every = every[: len(rows)]
    told = [row["status"] != "not_assessable" and pd.notna(row["progress"]) for row in every]
    texts = [
        _standing(plan, row, lang) if bar else _settled(plan, row, lang)
        for row, bar in zip(every, told, strict=True)
    ]
    names = [row_label(plan, row, lang) for row in every]
    faint = [not bar for bar in told]
    for y, row, bar in zip(sheet.rows(ax, names, texts, faint), every, told, strict=True):
        if bar:
            _draw_bar(sheet, y, row)
    if every:
        _draw_ends(sheet, rows.loc[told, "progress"])
    else:
        sheet.empty()
    year = rows["year"].max()
    title = word("chart.scorecard", lang)
    sheet.title(title + (word("figures_until", lang, year=int(year)) if any(told) else ""))
    sheet.legend(_handles(sheet, [row for row, bar in zip(every, told, strict=True) if bar]))
    star = word("scorecard.star", lang) if any(starred(row) for row in every) else ""
    silent_text = marks.left_out(plan, pd.DataFrame(silent, columns=["indicator", "reason"]), lang)
    source = plan.source_line(lang, sources_used(plan, card))
    sheet.foot(marks.sentences((star, silent_text), lang), source)
    alt = _told(names, rows[told], len(given), lang)
    return Shown(rows.assign(text=texts), marks.sentences((alt, silent_text), lang))


def _columns(card: pd.DataFrame) -> list[str]:
    """The columns of the rows, also where there is none."""
    return list(dict.fromkeys([*card, "readings", "places", "starts"]))


def _draw_bar(sheet: Sheet, y: float, row: dict) -> None:
    done = float(np.clip(row["progress"], LEAST, MOST))
    sheet.ax.barh(y, done, height=sheet.bar, color=against(STATUS_COLOURS[row["status"]]))
    if done != row["progress"]:
        _draw_break(sheet, y, done - 0.09 * np.sign(done))
    half = 0.65 * sheet.bar
    look: dict[str, Any] = {"color": ink(), "lw": sheet.pt(2.4), "solid_capstyle": "butt"}
    sheet.ax.plot([row["elapsed"]] * 2, [y - half, y + half], gid="elapsed", **look)


def _draw_break(sheet: Sheet, y: float, x: float) -> None:
    """Two strokes through a bar that goes on beyond the axis."""
    slope = np.array([y + 0.6 * sheet.bar, y - 0.6 * sheet.bar])
    for shift in (-0.015, 0.015):
        ends = [x + shift - 0.02, x + shift + 0.02]
        sheet.ax.plot(ends, slope, color=paper(), lw=sheet.pt(2), gid="break")


def _draw_ends(sheet: Sheet, progress: pd.Series) -> None:
    """The axis, from the base (0 %) to the target (100 %)."""
    ax = sheet.ax
    ax.axvline(0, color=grey(), lw=sheet.pt(1))
    ax.axvline(1, color=grey(), lw=sheet.pt(1), ls=":", zorder=0)
    least = LEAST if (progress < 0).any() else 0
    ax.set_xlim(least, MOST if (progress > 1.05).any() else 1.05)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    sheet.axis(ax, word("axis.share_of_way", sheet.lang))


def _standing(plan: Plan, row: dict, lang: str) -> str:
    """The figure with its year, P and S, and the verdict."""
    text = word(
        "scorecard.row",
        lang,
        actual=figure_text(plan, row, row["actual"]),
        year=row["year"],
        done=percent(row["progress"]),
        elapsed=percent(row["elapsed"]),
        verdict=verdict_word(row, lang),
    )
    for other in row["others"]:
        if other.kind != "vintage" and other.status != row["status"]:
            by = differing_figure(plan, row, other.base_value, other.actual, lang)
            verdict = verdict_word(row | {"status": other.status}, lang)
            text += word("scorecard.other", lang, value=by, verdict=verdict)
    return f"{text} *" if starred(row) else text


def _settled(plan: Plan, row: dict, lang: str) -> str:
    """A verdict without a share of the way: a target that is only to be held."""
    if pd.isna(row["actual"]):
        return verdict_word(row, lang)
    actual = figure_text(plan, row, row["actual"])
    dated = word("dated", lang, value=actual, year=row["year"])
    return marks.said(dated, verdict_word(row, lang), lang)


def starred(row: dict) -> bool:
    """Whether the share of the way is not to be read without its notes."""
    return pd.notna(row["progress"]) and cautioned(row)


def _handles(sheet: Sheet, rows: list[dict]) -> list:
    from matplotlib.patches import Patch

    seen = {row["status"]: row for row in rows}
    bars = [
        Patch(color=against(STATUS_COLOURS[one]), label=verdict_word(seen[one], sheet.lang))
        for one in STATUSES
        if one in seen
    ]
    mark = {"color": ink(), "ls": "", "marker": "|", "ms": sheet.pt(12), "mew": sheet.pt(2.4)}
    return [*bars, *marks.handles({"elapsed": mark}, sheet.lang)] if bars else []


def _told(names: list[str], rows: pd.DataFrame, targets: int, lang: str) -> str:
    """How many, the furthest and the least far on their way."""
    alt = word("alt.scorecard", lang, judged=len(rows), targets=targets)
    if rows.empty:
        return alt
    ends = dict.fromkeys((rows["progress"].idxmax(), rows["progress"].idxmin()))
    done = [marks.said(names[n], percent(rows.loc[n, "progress"]), lang) for n in ends]
    return alt + marks.extremes("alt.scorecard.ends", done, lang)
