"""The chart of the scorecard: the share of the way beside the share of the time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import GREY, INK
from linhai_analysis.charts.style import Axes, canvas, legend_above, source_line
from linhai_analysis.charts.verdicts import STATUS_COLOURS, row_label, sources_used
from linhai_analysis.plan import Plan
from linhai_analysis.progress import STATUSES
from linhai_analysis.progress.wording import differing_figure, figure_text, main_first, verdict_word
from linhai_analysis.text import percent, wrap
from linhai_analysis.words import word

# Bars end here; the text beside them gives the number.
LEAST, MOST = -0.25, 1.25
# With these the share of the way says little by itself.
CAUTION = ("tiny_requirement", "level_break", "scope_differs", "denominator_vintage")


def draw_scorecard(
    plan: Plan, card: pd.DataFrame, ax: Axes | None = None, lang: str = "en"
) -> Axes:
    """Draw how much of the way to each target is done, beside how much of the time is over."""
    rows = main_first(card)[::-1]
    with canvas(ax, lang, (9.8, 1.9 + 0.44 * len(rows))) as ax:
        for y, row in enumerate(rows):
            told = row["status"] != "not_assessable" and pd.notna(row["progress"])
            if told:
                _draw_bar(ax, y, row)
            place = max(0.0, min(row["progress"], MOST), row["elapsed"]) if told else 0.0
            text = _standing(plan, row, lang) if told else _settled(plan, row, lang)
            text = wrap(text, lang, 72)
            marks.beside(ax, text, (place, y), fontsize=8.5, color=INK if told else GREY)
        marks.name_rows(ax, [row_label(plan, row, lang) for row in rows], labelsize=9)
        ax.axvline(0, color=GREY, lw=1)
        ax.axvline(1, color=GREY, lw=1, ls=":")
        ax.set_xlim(LEAST if any(row["progress"] < 0 for row in rows) else 0, 2.5)
        ax.set_ylim(-0.6, len(rows) - 0.4)
        ax.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
        legend_above(ax, word("chart.scorecard", lang), _scorecard_handles(rows, lang))
        source = plan.source_line(lang, sources_used(plan, card))
        starred = any(_starred(row) for row in rows)
        source_line(ax, f"{word('scorecard.star', lang)} {source}" if starred else source, lang)
    return ax


def _draw_bar(ax: Axes, y: int, row: dict) -> None:
    done = float(np.clip(row["progress"], LEAST, MOST))
    colour = STATUS_COLOURS[row["status"]]
    ax.barh(y, done, height=0.5, color=colour, edgecolor=colour)
    ax.plot([row["elapsed"]] * 2, [y - 0.36, y + 0.36], color=INK, lw=2.4, solid_capstyle="butt")


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
    return f"{text} *" if _starred(row) else text


def _settled(plan: Plan, row: dict, lang: str) -> str:
    """A reason, or a verdict without a share of the way: a target that is only to be held."""
    if row["reason"]:
        return str(row["reason"])
    if pd.isna(row["actual"]):
        return verdict_word(row, lang)
    actual = figure_text(plan, row, row["actual"])
    return f"{actual} ({row['year']}) {verdict_word(row, lang)}"


def _starred(row: dict) -> bool:
    """Whether the share of the way is not to be read without its notes."""
    return pd.notna(row["progress"]) and any(flag in row["notes"] for flag in CAUTION)


def _scorecard_handles(rows: list[dict], lang: str) -> list:
    from matplotlib.patches import Patch

    seen = {row["status"]: row for row in rows if pd.notna(row["progress"])}
    bars = [
        Patch(color=STATUS_COLOURS[status], label=verdict_word(seen[status], lang))
        for status in STATUSES
        if status in seen and status != "not_assessable"
    ]
    mark = {"color": INK, "ls": "", "marker": "|", "ms": 12, "mew": 2.4}
    return [*bars, *marks.handles({"elapsed": mark}, lang)]
