"""The chart of what prediction intervals held."""

from __future__ import annotations

from typing import Any

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import GREY, INK, PALER, TARGET_COLOURS
from linhai_analysis.charts.sheet import Sheet, Shown, chart
from linhai_analysis.projection import group_name
from linhai_analysis.text import NONE, percent, wrap
from linhai_analysis.words import spoken, word

MARKERS = {0.8: "o", 0.95: "D"}


@chart(width=8)
def draw_calibration(sheet: Sheet, coverage: pd.DataFrame) -> Shown:
    """Draw what the intervals of each model held in each group, beside what they are to hold."""
    ax, lang = sheet.ax, sheet.lang
    models = list(dict.fromkeys(coverage["model"]))
    groups = list(dict.fromkeys(zip(coverage["by"], coverage["group"], strict=True)))[::-1]
    sheet.body(ax, (0.25 + 0.2 * len(models)) * len(groups))
    for (model, level), rows in coverage.groupby(["model", "level"], sort=False):
        place = models.index(model)
        colour = TARGET_COLOURS[place % len(TARGET_COLOURS)]
        named = zip(rows["by"], rows["group"], strict=True)
        # Models of one group stand a little above each other.
        y = [groups.index(one) + 0.35 - 0.7 * (place + 0.5) / len(models) for one in named]
        ax.hlines(y, rows["lo95"], rows["hi95"], color=colour, lw=1.6, alpha=0.6)
        label = model if level == min(MARKERS) else "_nolegend_"
        look: dict[str, Any] = {
            "marker": MARKERS[level],
            "color": colour,
            "mec": INK,
            "mew": 0.5,
        }
        ax.plot(rows["held"], y, ls="", ms=6, label=label, **look)
    for level in MARKERS:
        ax.axvline(level, color=GREY, lw=1, ls=":", zorder=0)
    names = [group_name(*one) for one in groups]
    marks.name_rows(ax, [wrap(str(spoken(name, lang)), lang, 40) for name in names])
    ax.hlines([y + 0.5 for y in range(len(groups) - 1)], 0, 1, color=PALER, lw=1, zorder=0)
    ax.set_ylim(-0.5, len(groups) - 0.5)
    ax.set_xlim(min([0.4, *coverage["held"] - 0.05]), 1.02)
    ax.xaxis.set_major_formatter(lambda share, _: percent(share))
    sheet.title(word("chart.calibration", lang))
    sheet.legend()
    years = int(coverage["years"].max()) if len(coverage) else 0
    sheet.foot(word("calibration.note", lang, years=years))
    lowest = coverage.sort_values("held").iloc[0] if len(coverage) else None
    held = NONE if lowest is None else f"{percent(lowest['held'])} / {percent(lowest['level'])}"
    told = {"models": len(models), "groups": len(groups), "lowest": held}
    return Shown(coverage, word("alt.calibration", lang, **told))
