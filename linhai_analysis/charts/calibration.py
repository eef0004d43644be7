"""The charts of a backtest: how far models were off, and what their intervals held."""

from __future__ import annotations

from typing import Any

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import BLUE, ORANGE, against, grey, pale, paper
from linhai_analysis.charts.drawing import Shown, chart
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.projection import group_name
from linhai_analysis.text import NONE, brackets, fixed, percent
from linhai_analysis.words import listed, spoken, word, word_or_name

# How the share that an interval of a level held is marked, and how far from the middle of its line.
LOOKS = {0.8: ("o", BLUE, -0.2), 0.95: ("D", ORANGE, 0.2)}


@chart(width=8)
def draw_backtest(sheet: Sheet, table: pd.DataFrame) -> Shown:
    """Draw how far each model was off, beside what its intervals held."""
    ax, lang = sheet.ax, sheet.lang
    rows = sheet.first(table[table["naive_ratio"].notna()].sort_values("naive_ratio"))
    names = [model_name(name, lang) for name in rows["model"]]
    blue = against(BLUE)
    middles = sheet.rows(ax, names, [_off(row, lang) for row in rows.to_dict("records")])
    for y, ratio in zip(middles, rows["naive_ratio"], strict=True):
        look: dict[str, Any] = {"facecolor": blue if ratio < 1 else pale(blue), "edgecolor": blue}
        ax.barh(y, ratio, height=sheet.bar, **look)
    ax.axvline(1, color=grey(), lw=sheet.pt(1))
    ax.set_xlim(0, 1.05 * max([1.0, *rows["naive_ratio"]]))
    sheet.axis(ax, word("axis.error", lang))
    sheet.title(word("chart.backtest", lang))
    folds = int(table["folds"].max()) if len(table) else 0
    sheet.foot(word("backtest.note", lang, folds=folds), "")
    best, ratio = NONE, NONE
    if len(rows):
        best, ratio = names[0], fixed(rows["naive_ratio"].iloc[0], 2)
    told = {"models": len(rows), "folds": folds, "best": best, "ratio": ratio}
    return Shown(rows, word("alt.backtest", lang, **told))


@chart(width=8)
def draw_calibration(sheet: Sheet, coverage: pd.DataFrame) -> Shown:
    """Draw what the intervals of each model held in each group, beside what they are to hold."""
    ax, lang = sheet.ax, sheet.lang
    groups = sheet.first(coverage.drop_duplicates(["by", "group"]))[["by", "group"]]
    coverage = coverage.merge(groups)
    own = [rows for _, rows in coverage.groupby(["by", "group"], sort=False)]
    names = [str(spoken(group_name(*one), lang)) for one in groups.itertuples(index=False)]
    places = marks.rows_of_lines(sheet, ax, names, [_held(rows, lang) for rows in own])
    for lines, rows in zip(places, own, strict=True):
        for y, (_, shares) in zip(lines, rows.groupby("model", sort=False), strict=True):
            _draw_held(sheet, y, shares)
    for level in LOOKS:
        ax.axvline(level, color=grey(), lw=sheet.pt(1), ls=":", zorder=0)
    ax.set_xlim(min([0.4, *coverage["held"] - 0.05, *coverage["lo95"] - 0.02]), 1.02)
    ax.xaxis.set_major_formatter(lambda share, _: percent(share))
    sheet.axis(ax, word("axis.held", lang))
    sheet.title(word("chart.calibration", lang))
    sheet.legend(_handles(sheet))
    years = int(coverage["years"].max()) if len(coverage) else 0
    sheet.foot(word("calibration.note", lang, years=years), "")
    lowest = coverage.sort_values("held").iloc[0] if len(coverage) else None
    held = NONE if lowest is None else f"{percent(lowest['held'])} / {percent(lowest['level'])}"
    told = {"models": coverage["model"].nunique(), "groups": len(groups), "lowest": held}
    return Shown(coverage, word("alt.calibration", lang, **told))


def model_name(name: str, lang: str) -> str:
    """A model in words, with what is added to it; one of others by the name that it has.

    >>> model_name("naive", "en"), model_name("mine+reference", "en")
    ('last value', 'mine; with comparable places')
    """
    return listed((word_or_name("model", part, lang) for part in name.split("+")), lang)


def _off(row: dict, lang: str) -> str:
    """How far off a model was, and what its intervals held."""
    held = "\xa0/\xa0".join(percent(row[name]) for name in ("cov80", "cov95"))
    return fixed(row["naive_ratio"], 2) + brackets(held, lang)


def _held(rows: pd.DataFrame, lang: str) -> list[str]:
    """What the intervals of each model held, a line each."""
    models = rows.groupby("model", sort=False)["held"]
    return [
        marks.said(model_name(model, lang), "\xa0/\xa0".join(map(percent, held)), lang)
        for model, held in models
    ]


def _draw_held(sheet: Sheet, line: float, shares: pd.DataFrame) -> None:
    for row in shares.to_dict("records"):
        marker, tone, shift = LOOKS[row["level"]]
        colour, y = against(tone), line + shift
        sheet.ax.hlines(y, row["lo95"], row["hi95"], color=colour, lw=sheet.pt(1.4))
        sheet.ax.plot(row["held"], y, **_look(sheet, marker, colour))


def _look(sheet: Sheet, marker: str, colour: Any) -> dict[str, Any]:
    look = {"marker": marker, "color": colour, "ls": "", "ms": sheet.pt(5)}
    return look | {"mec": paper(), "mew": sheet.pt(0.5)}


def _handles(sheet: Sheet) -> list:
    made: list = []
    for level, (marker, tone, _) in LOOKS.items():
        look = {"interval": _look(sheet, marker, against(tone))}
        made += marks.handles(look, sheet.lang, level=percent(level))
    return made
