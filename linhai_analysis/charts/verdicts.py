"""The grid of verdicts: targets by rules."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import AMBER, BLUE, ORANGE, PALE, PURPLE, SKY, on
from linhai_analysis.charts.sheet import Sheet, Shown, chart
from linhai_analysis.charts.style import Axes
from linhai_analysis.plan import Plan
from linhai_analysis.progress import rule_name
from linhai_analysis.progress.wording import main_first, verdict_word
from linhai_analysis.text import NONE, brackets, percent, wrap
from linhai_analysis.words import word

# From good to bad by hue and by lightness, so that it reads in grey too.
STATUS_COLOURS = {
    "met": "#00466E",
    "ahead": BLUE,
    "on_track": SKY,
    "slow": AMBER,
    "off_track": ORANGE,
    "reversing": PURPLE,
    "missed": "#7A3B5E",
    "not_assessable": "white",
}


@chart(width=12)
def draw_verdicts(sheet: Sheet, plan: Plan, table: pd.DataFrame) -> Shown:
    """Draw the verdict of every rule on every target as a grid, as `assess_progress` returns it."""
    ax, lang = sheet.ax, sheet.lang
    rules = list(dict.fromkeys(table["rule"]))
    cells = table.set_index(["target_id", "rule"]).to_dict("index")
    rows = main_first(table.drop_duplicates("target_id"))
    sheet.body(ax, 0.42 * max(len(rows), 1))
    for y, row in enumerate(rows):
        for x, rule in enumerate(rules):
            _draw_cell(ax, x, y, cells[row["target_id"], rule], lang)
    names = [wrap(rule_name(rule, lang), lang, 12) for rule in rules]
    ax.set_xticks(range(len(rules)), names, fontsize=8.5)
    ax.xaxis.tick_top()
    ax.set_yticks(range(len(rows)), [wrap(row_label(plan, row, lang), lang, 44) for row in rows])
    ax.tick_params(length=0, labelsize=9)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.set_xlim(-0.5, len(rules) - 0.5)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    sheet.title(word("chart.verdicts", lang))
    source = plan.source_line(lang, sources_used(plan, table))
    sheet.foot(word("verdicts.note", lang), source)
    told = int((table["status"] != "not_assessable").sum())
    facts = {"targets": len(rows), "rules": len(rules), "told": told}
    return Shown(table, word("alt.verdicts", lang, **facts))


def row_label(plan: Plan, row: dict, lang: str) -> str:
    """Return indicator and target; the place too where the plan prints two."""
    text = plan.target_text(row, lang)
    text += brackets(marks.reading(row, lang), lang)
    return f"{plan.label(row['indicator'], lang)} → {text}"


def _draw_cell(ax: Axes, x: int, y: int, cell: dict, lang: str) -> None:
    """A verdict in its colour; the number alone where the rule gives no verdict yet."""
    from matplotlib.patches import Rectangle

    status = cell["status"]
    number = NONE if pd.isna(cell["value"]) else percent(cell["value"])
    text = number if status == "not_assessable" else verdict_word(cell, lang)
    fill = STATUS_COLOURS[status]
    ax.add_patch(Rectangle((x - 0.48, y - 0.44), 0.96, 0.88, facecolor=fill, edgecolor=PALE))
    ax.text(x, y, text, ha="center", va="center", fontsize="small", color=on(fill))


def sources_used(plan: Plan, table: pd.DataFrame) -> set[str]:
    """Return the sources of the base and latest figures that verdicts rest on."""
    used = set()
    for name, group in table[table["status"] != "not_assessable"].groupby("indicator"):
        sources = plan.series(str(name), until=int(group["year"].max())).attrs["sources"]
        years = {*group["base_year"], *group["year"]}
        used |= {source for year, source in sources.items() if year in years}
    return used
