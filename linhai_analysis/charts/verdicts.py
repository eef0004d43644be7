"""The grid of verdicts: targets by rules."""

from __future__ import annotations

from typing import Any

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import (
    AMBER,
    BLUE,
    ORANGE,
    PURPLE,
    SKY,
    against,
    grey,
    ink,
    on,
    paper,
)
from linhai_analysis.charts.drawing import Shown, chart
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.charts.style import Axes
from linhai_analysis.charts.text_room import extent
from linhai_analysis.plan import Plan
from linhai_analysis.progress import STATUSES, rule_name
from linhai_analysis.progress.wording import main_first, verdict_word
from linhai_analysis.text import NONE, brackets, percent, unbroken
from linhai_analysis.words import LANGUAGES, listed, word

# From good to bad by hue and by lightness; each has its symbol too, for those who print in grey.
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
STATUS_MARKERS = {
    "met": "*",
    "ahead": "^",
    "on_track": "o",
    "slow": "v",
    "off_track": "X",
    "reversing": "<",
    "missed": "s",
}
# With these a figure says little by itself.
CAUTION = ("tiny_requirement", "level_break", "scope_differs", "denominator_vintage")
# Names of rules that stand upright have so many points for a line.
UPRIGHT = 100


@chart(width=9)
def draw_verdicts(sheet: Sheet, plan: Plan, table: pd.DataFrame) -> Shown:
    """Draw the verdict of every rule on every target as a grid, as `assess_progress` returns it."""
    lang, rules = sheet.lang, list(dict.fromkeys(table["rule"]))
    told = table[table["status"] != "not_assessable"]
    every = main_first(table.drop_duplicates("target_id"))
    with_verdict = set(told["target_id"])
    judged = [row for row in every if row["target_id"] in with_verdict]
    rows = judged[: len(sheet.first(pd.DataFrame(judged)))]
    cells = table[table["target_id"].isin({row["target_id"] for row in rows})]
    if rows:
        _draw_grid(sheet, plan, rows, rules, cells)
    else:
        sheet.empty()
    verdicts = _verdicts(cells, lang)
    year = word("figures_until", lang, year=int(told["year"].max())) if len(told) else ""
    sheet.title(word("chart.verdicts", lang) + year)
    sheet.legend(_handles(sheet, verdicts))
    silent = [row for row in every if row["target_id"] not in with_verdict]
    silent_text = marks.left_out(plan, pd.DataFrame(silent, columns=["indicator", "reason"]), lang)
    star = word("scorecard.star", lang) if any(map(cautioned, rows)) else ""
    blank = (cells["status"] == "not_assessable") & cells["value"].isna()
    none = word("verdicts.note", lang) if blank.any() else ""
    shares = (cells["status"] == "not_assessable") & cells["value"].notna()
    share = word("verdicts.share", lang) if shares.any() else ""
    note = marks.sentences((none, share, star, silent_text), lang)
    sheet.foot(note, plan.source_line(lang, sources_used(plan, table)))
    alt = _told(cells, len(rows), len(rules), verdicts, lang)
    return Shown(cells, marks.sentences((alt, silent_text), lang))


def row_label(plan: Plan, row: dict, lang: str) -> str:
    """Return indicator, unit and target; the place too where the plan prints two."""
    text = plan.target_text(row, lang)
    text += brackets(marks.reading(row, lang), lang)
    return f"{marks.name_and_unit(plan, row['indicator'], lang)} → {text}"


def cautioned(row: dict) -> bool:
    """Whether the figures of a target are not to be read without its notes."""
    return any(flag in row["notes"] for flag in CAUTION)


def status_look(sheet: Sheet, status: str) -> dict[str, Any]:
    """The symbol of a status in its colour, as a mark without a line."""
    size = 10 if status == "met" else 7
    look = {"color": against(STATUS_COLOURS[status]), "marker": STATUS_MARKERS[status]}
    return look | {"ls": "", "ms": sheet.pt(size), "mec": paper(), "mew": sheet.pt(0.6)}


def _draw_grid(
    sheet: Sheet, plan: Plan, rows: list[dict], rules: list[str], cells: pd.DataFrame
) -> None:
    ax, lang = sheet.ax, sheet.lang
    names = [row_label(plan, row, lang) + " *" * cautioned(row) for row in rows]
    middles = sheet.rows(ax, names)
    edges = marks.edges(middles)
    given = cells.set_index(["target_id", "rule"]).to_dict("index")
    for row, y, top, low in zip(rows, middles, edges, edges[1:], strict=False):
        for x, rule in enumerate(rules):
            _draw_cell(sheet, (x, y), low - top - 0.15, given[row["target_id"], rule])
    _name_rules(sheet, [rule_name(rule, lang) for rule in rules])
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.set_xlim(-0.5, len(rules) - 0.5)


def _draw_cell(sheet: Sheet, at: tuple[float, float], height: float, cell: dict) -> None:
    """A verdict in its colour; the number alone where the rule gives no verdict yet."""
    status = cell["status"]
    if status == "not_assessable":
        text = NONE if pd.isna(cell["value"]) else percent(cell["value"])
        look: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": "small"}
        sheet.ax.text(*at, text, color=grey(0.65) if text == NONE else ink(), **look)
        return
    fill = against(STATUS_COLOURS[status])
    sheet.ax.bar(at[0], height, 0.94, bottom=at[1] - height / 2, color=fill)
    sheet.ax.plot(*at, **_symbol(sheet, status))


def _symbol(sheet: Sheet, status: str) -> dict[str, Any]:
    tone = on(against(STATUS_COLOURS[status]))
    return status_look(sheet, status) | {"mfc": tone, "mec": tone}


def _name_rules(sheet: Sheet, names: list[str]) -> None:
    """Names above the columns, upright where a word of one is wider than a column."""
    ax, lang = sheet.ax, sheet.lang
    left = max(extent(ax, label.get_text())[0] for label in ax.get_yticklabels())
    column = 0.92 * (sheet.width - left - sheet.pt(9) / 72) / len(names)
    upright = _widest(ax, names, lang) > column
    if upright and LANGUAGES[lang].han:
        # Characters do not lie on their side while there is another way: 2022, below it —26.
        names = [name.replace("—", "\n—") for name in names]
        upright = _widest(ax, names, lang) > column
    width = sheet.pt(UPRIGHT) / 72 if upright else column
    names = [sheet.wrap(name, width, "small") for name in names]
    ax.set_xticks(range(len(names)), names, rotation=90 if upright else 0)
    ax.tick_params(axis="x", length=0, labelsize="small")
    ax.xaxis.tick_top()


def _widest(ax: Axes, names: list[str], lang: str) -> float:
    """The width of the widest part of names that stays whole."""
    lines = (line for name in names for line in name.split("\n"))
    return max(extent(ax, one, "small")[0] for line in lines for one in unbroken(line, lang))


def _verdicts(cells: pd.DataFrame, lang: str) -> dict[str, str]:
    """What each status that there is is called; an early one or one of a fall has its own name."""
    seen: dict[str, dict[str, None]] = {one: {} for one in STATUSES if one != "not_assessable"}
    for cell in cells.to_dict("records"):
        if cell["status"] in seen:
            seen[cell["status"]][verdict_word(cell, lang)] = None
    return {status: " / ".join(words) for status, words in seen.items() if words}


def _handles(sheet: Sheet, verdicts: dict[str, str]) -> list:
    """A field of each colour with its symbol in it."""
    from matplotlib.lines import Line2D

    ends: dict[str, Any] = {"lw": sheet.pt(11), "ls": "-", "solid_capstyle": "butt"}
    return [
        Line2D([], [], label=name, **_symbol(sheet, status) | ends)
        for status, name in verdicts.items()
    ]


def _told(
    cells: pd.DataFrame, targets: int, rules: int, verdicts: dict[str, str], lang: str
) -> str:
    """How many cells hold which verdict."""
    counts = cells["status"].value_counts()
    parts = [marks.said(name, str(counts[status]), lang) for status, name in verdicts.items()]
    told = {"targets": targets, "rules": rules, "listed": listed(parts, lang) or NONE}
    return word("alt.verdicts", lang, **told)


def sources_used(plan: Plan, table: pd.DataFrame) -> set[str]:
    """Return the sources of the base and latest figures that verdicts rest on."""
    used = set()
    for name, group in table[table["status"] != "not_assessable"].groupby("indicator"):
        sources = plan.series(str(name), until=int(group["year"].max())).attrs["sources"]
        years = {*group["base_year"], *group["year"]}
        used |= {source for year, source in sources.items() if year in years}
    return used
