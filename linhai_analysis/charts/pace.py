"""The chart of the pace of one indicator: where it stands, and where its pace leads."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import BLUE, INK, PALE, TARGET_COLOURS
from linhai_analysis.charts.sheet import Sheet, Shown, chart
from linhai_analysis.charts.style import Axes
from linhai_analysis.plan import Plan
from linhai_analysis.progress.rule import PATHS
from linhai_analysis.progress.wording import figure_text
from linhai_analysis.words import word

LEGEND: dict[str, dict[str, Any]] = {
    "legend.published": {"color": INK, "marker": "o", "ms": 5},
    "legend.pace": {"color": INK, "ls": "--"},
}


@chart(width=6.4)
def draw_pace(
    sheet: Sheet,
    plan: Plan,
    indicator: str,
    card: pd.DataFrame,
    paces: pd.DataFrame,
    series: pd.Series,
) -> Shown:
    """Draw one indicator up to a review, the path to its targets, and where its pace leads."""
    ax, lang = sheet.ax, sheet.lang
    rows = marks.distinct(card[card["indicator"] == indicator]).to_dict("records")
    first, lines = rows[0], dict(list(paces.groupby(["target_id", "line"])))
    for row, colour in zip(rows, cycle(TARGET_COLOURS), strict=False):
        _draw_lines(ax, lines, row, _looks("path", ":", row["path"], colour))
        _draw_target(ax, plan, row, colour, lang)
    others = {}
    if first["quantity"] != "each":
        shown = series[series.index >= min(row["base_year"] for row in rows)]
        others = marks.figures_beside(ax, shown) if first["quantity"] == "level" else {}
        ax.plot(shown.index, shown, color=INK, lw=1.6, marker="o", ms=5, zorder=4)
    if _draw_lines(ax, lines, first, _looks("continued", "--", first["path"], INK)):
        _draw_ends(ax, plan, first)
    ax.locator_params(axis="x", integer=True, nbins=8)
    ax.margins(x=0.12, y=0.15)
    sheet.title(plan.label(indicator, lang) + marks.judged_unit(plan, first, lang))
    handles = marks.handles(LEGEND | others, lang) + _path_handles(lines, first, lang)
    sheet.legend(handles)
    sheet.foot(first["reason"], plan.source_line(lang, marks.sources_of(series)))
    own = card[card["indicator"] == indicator]
    alt = word("alt.pace", lang, **marks.aim(plan, first, lang))
    return Shown(own, f"{alt} {first['reason']}".strip())


def _looks(kind: str, style: str, judging: str, colour: str) -> dict[str, dict[str, Any]]:
    """The lines of `pace_paths` of one kind, bold along the path that judges."""
    widths = {way: 2.2 if way == judging else 1 for way in PATHS}
    return {f"{kind}_{way}": {"lw": widths[way], "ls": style, "color": colour} for way in PATHS}


def _path_handles(lines: dict, row: dict, lang: str) -> list:
    """Entries of the legend that name the path that judges, first, and the other one."""
    looks = _looks("path", ":", row["path"], BLUE)
    shown = [way for way in PATHS if (row["target_id"], f"path_{way}") in lines]
    handles, other = [], "legend.other_path" if row["path"] else "legend.path"
    for way in sorted(shown, key=lambda way: way != row["path"]):
        key = "legend.judging_path" if way == row["path"] else other
        named = word(f"legend.{way}", lang)
        handles += marks.handles({key: looks[f"path_{way}"]}, lang, path=named)
    return handles


def _draw_lines(ax: Axes, lines: dict, row: dict, looks: dict[str, dict[str, Any]]) -> bool:
    """The lines of one target, as far as they exist; say whether any does."""
    found = {name: lines.get((row["target_id"], name)) for name in looks}
    for name, line in found.items():
        if line is not None:
            ax.plot(line["year"], line["value"], **looks[name])
    return any(line is not None for line in found.values())


def _draw_target(ax: Axes, plan: Plan, row: dict, colour: str, lang: str) -> None:
    """The target as a diamond with its text and places."""
    if pd.isna(row["aim"]):
        return
    at = (row["target_year"], row["aim"])
    ax.scatter(*at, marker="D", s=50, color=colour, zorder=3, edgecolor=PALE)
    marks.beside(ax, marks.with_places(plan, row, lang), at, color=colour)


def _draw_ends(ax: Axes, plan: Plan, row: dict) -> None:
    """Base and latest figure, between which the pace was seen; an assumed base is hollow."""
    base, latest = (row["base_year"], row["base_value"]), (int(row["year"]), row["actual"])
    fill = "white" if "assumed_baseline" in row["notes"] else INK
    ax.scatter(*base, facecolor=fill, edgecolor=INK, s=34, zorder=5)
    ax.scatter(*latest, color=INK, s=34, zorder=5)
    text = f"{figure_text(plan, row, row['actual'])} ({latest[0]})"
    marks.beside(ax, text, latest, (-6, 9), ha="right", va="baseline")
