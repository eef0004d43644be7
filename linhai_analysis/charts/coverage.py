"""The chart of which figures there are at all."""

from __future__ import annotations

from typing import Any

import pandas as pd

from linhai_analysis.charts.colours import BLUE, ORANGE, against, grey, paper
from linhai_analysis.charts.drawing import Shown, chart
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.charts.text_room import extent
from linhai_analysis.plan import Plan
from linhai_analysis.words import word

# Years between the ticks of an axis.
STEPS = (1, 2, 5, 10, 20, 50)


@chart(width=9)
def draw_coverage(sheet: Sheet, plan: Plan, marks: pd.DataFrame) -> Shown:
    """Draw which figures there are: baselines, published values, targets, and the gaps."""
    ax, lang = sheet.ax, sheet.lang
    names = sheet.first(marks.drop_duplicates("indicator"))["indicator"].tolist()
    marks = marks[marks["indicator"].isin(names)]
    places = dict(zip(names, sheet.rows(ax, [plan.label(n, lang) for n in names]), strict=True))
    across = ax.get_yaxis_transform()
    look: dict[str, Any] = {"color": grey(0.2), "lw": sheet.pt(0.8), "zorder": 0}
    ax.hlines([*places.values()], 0, 1, transform=across, **look)
    looks = _looks(sheet)
    for kind, look in looks.items():
        points = marks[marks["mark"] == kind]
        if len(points):
            rows = points["indicator"].map(places)
            label = word(f"legend.{kind}", lang)
            ax.scatter(points["year"], rows, label=label, zorder=2, **look)
    years = (int(marks["year"].min()), int(marks["year"].max()))
    _name_years(sheet, *years, int(marks.loc[marks["mark"] == "target", "year"].max()))
    sheet.title(word("chart.coverage", lang) + word("years", lang, start=years[0], end=years[1]))
    sheet.legend()
    used = {source for name in names for source in plan.series(name).attrs["sources"].values()}
    sheet.foot(plan.source_line(lang, used))
    counts = {kind: int((marks["mark"] == kind).sum()) for kind in looks}
    return Shown(marks, word("alt.coverage", lang, indicators=len(names), **counts))


def _looks(sheet: Sheet) -> dict[str, dict[str, Any]]:
    """A target is a ring around the outcome that there is in its year."""
    blue, orange = against(BLUE), against(ORANGE)
    dot, ring = sheet.pt(6.5) ** 2, sheet.pt(9.5) ** 2
    hollow = {"facecolor": paper(), "linewidth": sheet.pt(1.2)}
    return {
        "target": {"marker": "D", "edgecolor": orange, "s": ring} | hollow,
        "baseline": {"marker": "o", "color": blue, "s": dot},
        "value": {"marker": "s", "color": grey(0.75), "s": sheet.pt(5) ** 2},
        "missing": {"marker": "o", "edgecolor": blue, "s": dot} | hollow,
    }


def _name_years(sheet: Sheet, first: int, last: int, target: int) -> None:
    """Whole years, as many as there is room for, the target year among them."""
    ax = sheet.ax
    left = max(extent(ax, label.get_text())[0] for label in ax.get_yticklabels())
    room = (sheet.width - left) / (1.2 * extent(ax, str(target))[0])
    step = next((one for one in STEPS if (last - first) / one + 1 <= room), STEPS[-1])
    ax.set_xticks([year for year in range(first, last + 1) if (year - target) % step == 0])
    ax.set_xticks(range(first, last + 1), minor=True)
    ax.set_xlim(first - 0.5, last + 0.5)
