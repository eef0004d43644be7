"""The chart of which figures there are at all."""

from __future__ import annotations

from typing import Any

import pandas as pd

from linhai_analysis.charts.colours import BLUE, GREY, ORANGE, PALE
from linhai_analysis.charts.sheet import Sheet, Shown, chart
from linhai_analysis.plan import Plan
from linhai_analysis.words import word

LOOKS: dict[str, dict[str, Any]] = {
    "baseline": {"marker": "o", "color": BLUE},
    "value": {"marker": "s", "color": GREY},
    "target": {"marker": "D", "color": ORANGE},
    "missing": {"marker": "o", "facecolor": "white", "edgecolor": BLUE, "linestyle": ":"},
}


@chart(width=9)
def draw_coverage(sheet: Sheet, plan: Plan, marks: pd.DataFrame) -> Shown:
    """Draw which figures there are: baselines, published values, targets, and the gaps."""
    ax, lang = sheet.ax, sheet.lang
    names = sheet.first(marks.drop_duplicates("indicator"))["indicator"].tolist()
    marks = marks[marks["indicator"].isin(names)]
    places = dict(zip(names, sheet.rows(ax, [plan.label(n, lang) for n in names]), strict=True))
    across = ax.get_yaxis_transform()
    ax.hlines([*places.values()], 0, 1, color=PALE, lw=0.8, zorder=0, transform=across)
    for kind, look in LOOKS.items():
        points = marks[marks["mark"] == kind]
        if len(points):
            rows = points["indicator"].map(places)
            label = word(f"legend.{kind}", lang)
            ax.scatter(points["year"], rows, s=52, label=label, zorder=2, **look)
    first, last = int(marks["year"].min()), int(marks["year"].max())
    ax.set_xticks(range(first, last + 1, 1 + (last - first) // 15))
    sheet.title(word("chart.coverage", lang))
    sheet.legend()
    used = {source for name in names for source in plan.series(name).attrs["sources"].values()}
    sheet.foot(plan.source_line(lang, used))
    counts = {kind: int((marks["mark"] == kind).sum()) for kind in LOOKS}
    return Shown(marks, word("alt.coverage", lang, indicators=len(names), **counts))
