"""The charts of what verdicts were worth: how often they came true, and what was said of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import grey, ink, pale, paper
from linhai_analysis.charts.drawing import Shown, chart
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.charts.text_room import box
from linhai_analysis.charts.verdicts import status_look
from linhai_analysis.progress import STATUSES, rule_name
from linhai_analysis.text import fixed, percent
from linhai_analysis.words import listed, word

# The rule that says a probability, where others say one of a few lights.
NUMBER = "probability"
# Small charts: so many beside each other, so high in inches and letters of 10 points; the gaps
# beside and above one, as shares of its sides.
ACROSS, HIGH, BESIDE, UP = 3, 1.5, 0.22, 0.4
SHARES = (0.0, 0.5, 1.0)
# A share of fewer cases is drawn hollow, its interval pale.
FEW = 30


@chart(width=8.4)
def draw_hindsight(sheet: Sheet, table: pd.DataFrame, source: str = "") -> Shown:
    """Draw how often each verdict of each rule came true, with its 95 % interval."""
    ax, lang = sheet.ax, sheet.lang
    rules = sheet.first(table.drop_duplicates("rule"))["rule"].tolist()
    table = table[table["rule"].isin(rules)]
    told = table[table["status"] != "all"]
    own = [told[told["rule"] == rule] for rule in rules]
    names = [rule_name(rule, lang) for rule in rules]
    places = marks.rows_of_lines(sheet, ax, names, [_shares(rows, lang) for rows in own])
    for lines, rows in zip(places, own, strict=True):
        for y, row in zip(lines, rows.to_dict("records"), strict=True):
            _draw_share(sheet, y, row)
    everything = _everything(table)
    ax.axvline(everything, color=grey(), lw=sheet.pt(1), ls=":", zorder=0)
    ax.set_xlim(-0.02, 1.02)
    ax.xaxis.set_major_formatter(lambda share, _: percent(share))
    sheet.axis(ax, word("axis.came_true", lang))
    sheet.title(word("chart.hindsight", lang))
    cases = f"{int(table['cases'].max()):,}"
    note = word("hindsight.note", lang, cases=cases, all=percent(everything))
    sheet.foot(marks.sentences((note, _few(told, lang)), lang), source)
    facts = {"rules": len(rules), "cases": cases, "all": percent(everything)}
    return Shown(table, word("alt.hindsight", lang, **facts) + _ends(told, lang))


@chart(width=8)
def draw_forecast_value(sheet: Sheet, table: pd.DataFrame, source: str = "") -> Shown:
    """Draw for each rule what it said against what came true, a small chart each."""
    lang, rules = sheet.lang, list(dict.fromkeys(table["rule"]))
    across = 2 if len(rules) == 4 else min(ACROSS, len(rules))
    columns = [n * (1 + BESIDE) for n in range(across)]
    rows = [-n * (1 + UP) for n in range(-(-len(rules) // across))]
    names = [
        _draw_curve(
            sheet,
            (columns[n % across], rows[n // across]),
            table[table["rule"] == rule],
            0.8 * sheet.width / across,
        )
        for n, rule in enumerate(rules)
    ]
    _name_shares(sheet, columns, rows)
    sheet.axis(sheet.ax, word("axis.said", lang))
    # Right above the first row of charts, clear of what stands over each of them.
    over: Any = ("axes fraction", max(names[:across], key=lambda name: box(name).height))
    look: dict[str, Any] = {"xycoords": over, "textcoords": "offset points", "va": "bottom"}
    sheet.ax.annotate(word("axis.came_true", lang), (0, 1), (0, sheet.pt(4)), **look)
    sheet.title(word("chart.forecast_value", lang))
    told = table[table["status"] != "all"]
    seen = [status for status in STATUSES if status in set(told["status"])]
    looks = {f"status.{status}": status_look(sheet, status) for status in seen}
    sheet.legend(marks.handles(looks, lang))
    cases, everything = f"{int(table['cases'].max()):,}", percent(_everything(table))
    note = word("forecast_value.note", lang, cases=cases, all=everything)
    sheet.foot(marks.sentences((note, _few(told, lang)), lang), source)
    return Shown(told, _value_told(table, lang))


def _shares(rows: pd.DataFrame, lang: str) -> list[str]:
    """What each verdict was worth, a line each."""
    return [
        marks.said(word(f"status.{status}", lang), percent(met), lang)
        for status, met in zip(rows["status"], rows["met"], strict=True)
    ]


def _everything(table: pd.DataFrame) -> float:
    """The share of all targets that were met."""
    return float(table.loc[table["status"] == "all", "met"].mean())


def _draw_share(sheet: Sheet, y: float, row: dict) -> None:
    look, faint = _looks(sheet, row)
    sheet.ax.hlines(y, row["lo95"], row["hi95"], color=faint, lw=sheet.pt(2))
    sheet.ax.plot(row["met"], y, **look)


def _looks(sheet: Sheet, row: dict) -> tuple[dict[str, Any], Any]:
    """The symbol of a verdict, and the colour of its interval."""
    look = status_look(sheet, row["status"])
    if row["cases"] >= FEW:
        return look, look["color"]
    return look | {"mfc": paper(), "mec": look["color"], "mew": sheet.pt(1)}, pale(look["color"])


def _few(told: pd.DataFrame, lang: str) -> str:
    """What hollow symbols mean, where there are any."""
    return word("hindsight.few", lang, few=FEW) if (told["cases"] < FEW).any() else ""


def _ends(told: pd.DataFrame, lang: str) -> str:
    """The verdict that came true most often, and the one that did least often."""
    if told.empty:
        return ""
    rows = told.sort_values("met", ascending=False, kind="stable")
    ends = [_worth(row, lang) for row in rows.iloc[[0, -1][: len(rows)]].to_dict("records")]
    return marks.extremes("alt.hindsight.ends", ends, lang)


def _worth(row: dict, lang: str) -> str:
    interval = word("interval_of", lang, low=percent(row["lo95"]), high=percent(row["hi95"]))
    told = f"{word('status.' + row['status'], lang)} {percent(row['met'])}{interval}"
    return marks.said(rule_name(row["rule"], lang), told, lang)


def _draw_curve(sheet: Sheet, corner: Sequence[float], rows: pd.DataFrame, width: float) -> Any:
    """A square from 0 to 1 at a corner: the diagonal, and each verdict with its interval.

    Returned is what is written above it.
    """
    ax, (x, y) = sheet.ax, corner
    thin: dict[str, Any] = {"color": grey(0.4), "lw": sheet.pt(0.8), "zorder": 1}
    ax.plot([x, x, x + 1], [y + 1, y, y], **thin)
    ax.plot([x, x + 1], [y, y + 1], ls=":", **thin)
    told = rows[rows["status"] != "all"].sort_values("said")
    if rows["rule"].iloc[0] == NUMBER:
        ax.plot(x + told["said"], y + told["met"], **thin | {"color": ink()})
    for row in told.to_dict("records"):
        look, faint = _looks(sheet, row)
        ends = y + row["lo95"], y + row["hi95"]
        ax.vlines(x + row["said"], *ends, color=faint, lw=sheet.pt(1.6))
        ax.plot(x + row["said"], y + row["met"], **look)
    name = rule_name(rows["rule"].iloc[0], sheet.lang)
    text = sheet.wrap("\n".join([name, *_errors(rows, sheet.lang)]), width, "small")
    above: dict[str, Any] = {"textcoords": "offset points", "va": "bottom", "fontsize": "small"}
    return ax.annotate(text, (x, y + 1), (0, sheet.pt(4)), **above)


def _errors(rows: pd.DataFrame, lang: str) -> list[str]:
    """The mean squared error of a rule, beside that of the share that was met."""
    return [
        word("forecast_value.error", lang, brier=fixed(brier, 2), base=fixed(base, 2))
        for status, brier, base in rows[["status", "brier", "brier_base"]].itertuples(index=False)
        if status == "all"
    ]


def _name_shares(sheet: Sheet, columns: Sequence[float], rows: Sequence[float]) -> None:
    """Shares below each column and at the left of each row of small charts."""
    ax = sheet.ax
    ax.set_xticks(*_ticks(columns))
    ax.set_yticks(*_ticks(rows))
    ax.tick_params(length=0, labelsize="small")
    ax.spines[:].set_visible(False)
    ax.set_xlim(columns[0] - 0.03, columns[-1] + 1.03)
    ax.set_ylim(rows[-1] - 0.04, rows[0] + 1.02)
    sheet.body(ax, HIGH * (len(rows) * (1 + UP) - UP), 0.6)


def _ticks(starts: Sequence[float]) -> tuple[list[float], list[str]]:
    ticks = [(start + share, percent(share)) for start in starts for share in SHARES]
    return [at for at, _ in ticks], [name for _, name in ticks]


def _value_told(table: pd.DataFrame, lang: str) -> str:
    """The rules whose errors are the least and the greatest, beside that of no rule."""
    rows = table[table["status"] == "all"].sort_values("brier", kind="stable")
    facts = {"rules": table["rule"].nunique(), "cases": f"{int(table['cases'].max()):,}"}
    ends = [
        marks.said(rule_name(row["rule"], lang), fixed(row["brier"], 2), lang)
        for row in rows.iloc[[0, -1][: len(rows)]].to_dict("records")
    ]
    base = fixed(rows["brier_base"].mean(), 2)
    return word("alt.forecast_value", lang, ends=listed(ends, lang), base=base, **facts)
