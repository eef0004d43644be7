"""The chart of which figures there are at all."""

from __future__ import annotations

from typing import Any

import pandas as pd

from linhai_analysis.charts.colours import BLUE, GREY, ORANGE, PALE
from linhai_analysis.charts.marks import name_rows
from linhai_analysis.charts.style import Axes, canvas, legend_above, source_line
from linhai_analysis.plan import Plan
from linhai_analysis.text import wrap
from linhai_analysis.words import word

LOOKS: dict[str, dict[str, Any]] = {
    "baseline": {"marker": "o", "color": BLUE},
    "value": {"marker": "s", "color": GREY},
    "target": {"marker": "D", "color": ORANGE},
    "missing": {"marker": "o", "facecolor": "white", "edgecolor": BLUE, "linestyle": ":"},
}


def draw_coverage(
    plan: Plan, marks: pd.DataFrame, ax: Axes | None = None, lang: str = "en"
) -> Axes:
    """Draw which figures there are: baselines, published values, targets, and the gaps."""
    names = list(dict.fromkeys(marks["indicator"]))[::-1]
    with canvas(ax, lang, (9, 1.8 + 0.38 * len(names))) as ax:
        for y in range(len(names)):
            ax.axhline(y, color=PALE, lw=0.8, zorder=0)
        for kind, look in LOOKS.items():
            points = marks[marks["mark"] == kind]
            if len(points):
                rows = points["indicator"].map(names.index)
                label = word(f"legend.{kind}", lang)
                ax.scatter(points["year"], rows, s=52, label=label, zorder=2, **look)
        name_rows(ax, [wrap(plan.label(n, lang), lang, 46) for n in names], labelsize=9)
        first, last = int(marks["year"].min()), int(marks["year"].max())
        ax.set_xticks(range(first, last + 1, 1 + (last - first) // 15))
        legend_above(ax, word("chart.coverage", lang))
        used = {source for name in names for source in plan.series(name).attrs["sources"].values()}
        source_line(ax, plan.source_line(lang, used), lang)
    return ax
