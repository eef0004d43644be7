"""The chart of the yearly paths to the targets of one indicator."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import GREY, INK, TARGET_COLOURS
from linhai_analysis.charts.sheet import Sheet, Shown, chart
from linhai_analysis.charts.style import Axes
from linhai_analysis.plan import Plan
from linhai_analysis.progress.wording import figure_text
from linhai_analysis.targets import BASES
from linhai_analysis.words import say, word

LOOKS: dict[str, dict[str, Any]] = {
    "compound": {"lw": 2},
    "linear": {"lw": 1.2, "ls": (0, (4, 3))},
}


@chart(width=6.4)
def draw_milestones(
    sheet: Sheet,
    plan: Plan,
    indicator: str,
    growth: pd.DataFrame,
    path: pd.DataFrame,
    series: pd.Series,
) -> Shown:
    """Draw the yearly path to each printed target of one indicator, and the published values."""
    ax, lang = sheet.ax, sheet.lang
    goals = marks.distinct(marks.own_rows(growth, indicator, say("kind.with_target")))
    path = path[path["indicator"] == indicator]
    start, end = int(goals["base_year"].min()), int(goals["target_year"].max())
    shown = series[series.index <= end]
    labels = []
    for row, colour in zip(goals.to_dict("records"), cycle(TARGET_COLOURS), strict=False):
        line = path[path["target_id"] == row["target_id"]]
        for way, look in LOOKS.items():
            ax.plot(line["year"], line[way], color=colour, zorder=2, **look)
        at = _draw_target(ax, row, line, colour)
        if pd.notna(at[1]):
            labels.append((*at, marks.with_places(plan, row, lang), colour))
    _draw_values(ax, plan, goals.iloc[0].to_dict(), shown, path, lang)
    level = goals["quantity"].iloc[0] == "level"
    others = marks.figures_beside(ax, shown) if level else {}
    # Room at the right for the targets' labels.
    marks.whole_years(ax, start, end, 0.07, 0.3)
    ax.margins(y=0.18)
    title = plan.label(indicator, lang) + marks.judged_unit(plan, goals.iloc[0], lang)
    drawn = [way for way in LOOKS if path[way].notna().any()]
    if drawn:
        looks = {f"legend.{way}": LOOKS[way] | {"color": GREY} for way in drawn} | others
        sheet.legend(marks.handles(looks, lang))
    else:
        ax.set_ylim(bottom=0)
    reason = "" if drawn else goals["reason"].iloc[0]
    sheet.title(title)
    sheet.foot(reason, plan.source_line(lang, marks.sources_of(shown)))
    sheet.labels(ax, labels)
    alt = word("alt.milestones", lang, **marks.aim(plan, goals.iloc[0].to_dict(), lang))
    return Shown(path, f"{alt} {reason}".strip())


def _draw_target(ax: Axes, row: dict, line: pd.DataFrame, colour: str) -> tuple[int, float]:
    """The target as a diamond, a range as a bar; return where."""
    year, in_unit = row["target_year"], BASES[row["basis"]].in_unit
    # Stated relative to the base: the level that it means is the end of its path.
    value = row["target_value"] if in_unit else line["linear"].iloc[-1]
    if in_unit and pd.notna(row["target_high"]):
        ax.vlines(year, value, row["target_high"], color=colour, lw=5, alpha=0.4)
    ax.scatter(year, value, marker="D", s=52, color=colour, zorder=3)
    return year, value


def _draw_values(
    ax: Axes, plan: Plan, goal: dict, shown: pd.Series, path: pd.DataFrame, lang: str
) -> None:
    """Published values, an assumed baseline hollow, each on the side that the path leaves free."""
    lines = path.groupby("target_id")["linear"]
    rises = bool((lines.last() >= lines.first()).all())
    look: dict[str, Any] = {"shift": (0, -14 if rises else 8), "va": "baseline", "zorder": 5}
    ax.scatter(shown.index, shown, color=INK, s=30, zorder=4)
    for year, value in shown.items():
        text = figure_text(plan, goal, value) if goal["quantity"] == "index" else f"{value:g}"
        marks.beside(ax, text, (year, value), ha="center", **look)
    for row in path[path["assumed"]].head(1).to_dict("records"):
        at = (row["year"], row["linear"])
        ax.scatter(*at, facecolor="white", edgecolor=INK, s=34, zorder=4)
        marks.beside(ax, f"{at[1]:g} {word('assumed', lang)}", at, ha="left", **look)
