"""The chart of what verdicts were worth."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import GREY, INK, PALER
from linhai_analysis.charts.sheet import Sheet, Shown, chart
from linhai_analysis.charts.style import Axes
from linhai_analysis.charts.verdicts import STATUS_COLOURS
from linhai_analysis.progress import STATUSES, rule_name
from linhai_analysis.text import percent
from linhai_analysis.words import word


@chart(width=8.4)
def draw_hindsight(sheet: Sheet, table: pd.DataFrame, source: str = "") -> Shown:
    """Draw how often each verdict of each rule came true, with its 95 % interval."""
    ax, lang = sheet.ax, sheet.lang
    rules = list(dict.fromkeys(table["rule"]))[::-1]
    told = table[table["status"] != "all"]
    sheet.body(ax, 0.72 * len(rules))
    for y, rule in enumerate(rules):
        rows = told[told["rule"] == rule].to_dict("records")
        for place, row in enumerate(rows):
            # Verdicts of one rule stand a little above each other, the best one on top.
            _draw_share(ax, y + 0.3 - 0.6 * (place + 0.5) / len(rows), row)
    everything = table[table["status"] == "all"]["met"].mean()
    ax.axvline(everything, color=GREY, lw=1, ls=":", zorder=0)
    marks.name_rows(ax, [rule_name(rule, lang) for rule in rules])
    ax.hlines([y + 0.5 for y in range(len(rules) - 1)], 0, 1, color=PALER, lw=1, zorder=0)
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(-0.5, len(rules) - 0.5)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    seen = [status for status in STATUSES if status in set(told["status"])]
    dot = {"ls": "", "marker": "o", "ms": 7}
    looks = {f"status.{status}": dot | {"color": STATUS_COLOURS[status]} for status in seen}
    sheet.title(word("chart.hindsight", lang))
    sheet.legend(marks.handles(looks, lang))
    cases = int(table["cases"].max())
    note = word("hindsight.note", lang, cases=f"{cases:,}", all=percent(everything))
    sheet.foot(note, source)
    facts = {"rules": len(rules), "cases": f"{cases:,}", "all": percent(everything)}
    return Shown(table, word("alt.hindsight", lang, **facts))


def _draw_share(ax: Axes, y: float, row: dict) -> None:
    colour = STATUS_COLOURS[row["status"]]
    ax.hlines(y, row["lo95"], row["hi95"], color=colour, lw=2.4)
    ax.scatter(row["met"], y, s=44, color=colour, edgecolor=INK, lw=0.6, zorder=3)
    marks.beside(ax, percent(row["met"]), (row["hi95"], y), (4, 0), fontsize=7.5)
