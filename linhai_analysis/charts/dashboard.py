"""The plan on one page: what is looked at for ten seconds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.charts import marks, text_room
from linhai_analysis.charts.colours import against, grey, ink, paper
from linhai_analysis.charts.drawing import Shown, chart
from linhai_analysis.charts.scorecard import LEAST, MOST, starred
from linhai_analysis.charts.sheet import Page, Sheet
from linhai_analysis.charts.verdicts import STATUS_COLOURS, sources_used
from linhai_analysis.plan import Plan
from linhai_analysis.progress.wording import figure_text, headline_rows, verdict_word
from linhai_analysis.text import percent
from linhai_analysis.words import LANGUAGES, word

# A4, upright; no letter has fewer points.
WIDTH, PAGE = 8.27, Page(height=11.69, legible=7)
# Beside the colour: what a verdict is marked with, for eyes and printers without colours.
SIGNS = {
    "met": "✔",
    "ahead": "▲",
    "on_track": "●",
    "slow": "▽",
    "off_track": "▼",
    "reversing": "◀",
    "missed": "✖",
}
# Of the width: names, and the columns at the right (share, verdict, figure, responsible unit).
# Names have more of it where no unit is named.
NAMES, COLUMNS = (0.27, 0.34), (0.07, 0.14, 0.2, 0.13)
# Where on the axis the history ends and where the bar begins.
HISTORY, BAR = 0.46, 0.56
# Shares of the way that have a line: the base and the target.
ENDS = {0: "-", 1: ":"}


@chart(width=WIDTH, page=PAGE)
def draw_dashboard(
    sheet: Sheet,
    plan: Plan,
    card: pd.DataFrame,
    history: pd.DataFrame,
    told: Mapping[str, str],
    alone: bool = True,
) -> Shown:
    """Draw each indicator that is judged as a row of one page.

    `history` has the figures of each: ``indicator, year, value, part`` (figures of one part can be
    compared). `told` is what is said around: ``lead`` (how many stand where), ``settle``; where the
    picture is not `alone`, the page around it says that.
    """
    lang = sheet.lang
    every = headline_rows(card)
    judged = every["status"] != "not_assessable"
    rows = sheet.first(every[judged])
    if rows.empty:
        sheet.empty()
    else:
        _draw_rows(sheet, plan, rows, history)
    year = rows["year"].max()
    title = plan.title(lang) + (word("figures_until", lang, year=year) if len(rows) else "")
    sheet.title(title)
    sheet.lead(told["lead"] * alone)
    without = _without(plan, every[~judged], lang)
    source = plan.source_line(lang, sources_used(plan, rows))
    star = any(starred(row) for row in rows.to_dict("records"))
    notes = word("scorecard.star", lang) if star else "", without, told["settle"] * alone
    sheet.foot(*notes, source, more="rows_more.page")
    return Shown(rows, marks.sentences((told["lead"], without, told["settle"]), lang))


def _draw_rows(sheet: Sheet, plan: Plan, rows: pd.DataFrame, history: pd.DataFrame) -> None:
    lang, ax = sheet.lang, sheet.ax
    every = rows.to_dict("records")
    columns = _columns(sheet, plan, every)
    names = [marks.name_and_unit(plan, row["indicator"], lang) for row in every]
    width = NAMES[0 if "owner" in columns else 1]
    names = [sheet.wrap(name, width * sheet.width) for name in names]
    cells = zip(*columns.values(), strict=True)
    # Two lines, and room between them and the fine lines.
    middles = sheet.rows(ax, names, least=[2.4 + max(map(_more_lines, own)) for own in cells])
    ends = [0.0]
    for y in middles:
        ends.append(2 * y - ends[-1])
    first = int(min(history["year"].min(), rows["base_year"].min()))
    years = first, int(rows["target_year"].max())
    at = partial(_place, ends=_limits(rows["progress"]))
    for y, top, row in zip(middles, ends, every, strict=False):
        own = history[history["indicator"] == row["indicator"]]
        _draw_history(sheet, row, own, (y, min(0.65 * (y - top), 1.8)), years)
        _draw_way(sheet, y, row, at)
    for share, stroke in ENDS.items():
        look: dict[str, Any] = {"color": grey(), "lw": sheet.pt(0.8), "ls": stroke, "zorder": 0}
        ax.plot([at(share)] * 2, [0, ends[-1]], **look)
    ax.set(xlim=(0, 1))
    ax.set_xticks([at(share) for share in ENDS], [*map(percent, ENDS)], size=sheet.fine)
    ax.tick_params(axis="x", length=0, labelcolor=grey(0.65))
    ax.spines[:].set_visible(False)
    _rule(sheet, ends)
    _write(sheet, columns, middles, rows["status"])
    _head(sheet, word("head.indicator", lang), 0, -sheet.pt(5), ha="right")
    told = word("dashboard.history", lang, start=years[0], end=years[1])
    # Each mark has a line of its own.
    _head(sheet, re.sub(" (?=[●◇])", "\n", told), 0, 0)
    # As wide as there is room for where the body is narrowest.
    _head(sheet, sheet.wrap(word("dashboard.way", lang), sheet.pt(0.9), sheet.fine), BAR, 0)


def _more_lines(text: str) -> int:
    return max(0, text.count("\n") - 1)


def _limits(progress: pd.Series) -> tuple[float, float]:
    """The shares of the way at the ends of the bars, as on the scorecard."""
    low = LEAST if (progress < 0).any() else 0.0
    return low, MOST if (progress > 1.05).any() else 1.05


def _place(share: float, ends: tuple[float, float]) -> float:
    """Where a share of the way stands on the axis."""
    low, high = ends
    return BAR + (1 - BAR) * (float(np.clip(share, low, high)) - low) / (high - low)


def _columns(sheet: Sheet, plan: Plan, rows: Sequence[dict]) -> dict[str, list[str]]:
    """What is written at the right of each row; no column that is empty."""
    lang = sheet.lang
    cells = [
        (
            percent(row["progress"]),
            f"{SIGNS[row['status']]} {verdict_word(row, lang)}" + " *" * starred(row),
            _figure(plan, row, lang),
            str(plan.about(row["indicator"])["owner"]),
        )
        for row in rows
    ]
    keys = ("share", "verdict", "figure", "owner")
    # Chinese brackets are as wide as characters.
    widths = (COLUMNS[0], 0.17, 0.24, COLUMNS[3]) if LANGUAGES[lang].han else COLUMNS
    made = {
        key: [sheet.wrap(text, width * sheet.width) for text in texts]
        for key, width, texts in zip(keys, widths, zip(*cells, strict=True), strict=True)
    }
    return {key: texts for key, texts in made.items() if any(texts)}


def _figure(plan: Plan, row: dict, lang: str) -> str:
    """The latest figure with its year, and below it the target with its own."""
    actual = figure_text(plan, row, row["actual"])
    dated = word("dated", lang, value=actual, year=row["year"])
    aim = word("dated", lang, value=plan.target_text(row, lang), year=row["target_year"])
    return f"{dated}\n→ {aim}"


def _draw_history(
    sheet: Sheet, row: dict, own: pd.DataFrame, room: tuple[float, float], years: tuple[int, int]
) -> None:
    """The figures over the years with a mark for the target; joined where they compare."""
    aim = row["aim"]
    values = [*own["value"], *([aim] if pd.notna(aim) else [])]
    low, high = min(values), max(values)
    middle, half = room

    def place(year: Any, value: Any) -> tuple[Any, Any]:
        x = 0.01 + (HISTORY - 0.01) * (year - years[0]) / max(years[1] - years[0], 1)
        share = (value - low) / (high - low) if high > low else 0.5 + 0 * value
        return x, middle + half * (1 - 2 * share)

    look: dict[str, Any] = {"color": grey(0.7), "lw": sheet.pt(1), "marker": "o"}
    for _, part in own.groupby("part"):
        xs, ys = place(part["year"].to_numpy(float), part["value"].to_numpy(float))
        sheet.ax.plot(xs, ys, ms=sheet.pt(2), gid="history", **look)
    if len(own):
        latest = own.iloc[-1]
        mark = look | {"color": ink(), "ms": sheet.pt(4), "ls": ""}
        sheet.ax.plot(*place(latest["year"], latest["value"]), gid="latest", **mark)
    if pd.notna(aim):
        mark = {"marker": "D", "mfc": paper(), "mec": ink(), "ms": sheet.pt(4.5), "ls": ""}
        sheet.ax.plot(*place(row["target_year"], aim), gid="target", clip_on=False, **mark)


def _draw_way(sheet: Sheet, y: float, row: dict, at: Any) -> None:
    """How much of the way is done, with a tick at how much of the time is over."""
    if pd.isna(row["progress"]):
        return
    start, done = at(0), at(row["progress"])
    colour = against(STATUS_COLOURS[row["status"]])
    sheet.ax.barh(y, done - start, 0.9 * sheet.bar, start, color=colour)
    if not LEAST <= row["progress"] <= MOST:
        back = 0.03 * np.sign(row["progress"])
        for shift in (-0.008, 0.008):
            x = done - back + shift
            sheet.ax.plot(
                [x - 0.008, x + 0.008],
                [y + 0.6, y - 0.6],
                color=paper(),
                lw=sheet.pt(2),
                gid="break",
            )
    if pd.notna(row["elapsed"]):
        look: dict[str, Any] = {"color": ink(), "lw": sheet.pt(2.4), "solid_capstyle": "butt"}
        half = 0.65 * sheet.bar
        sheet.ax.plot([at(row["elapsed"])] * 2, [y - half, y + half], gid="elapsed", **look)


def _rule(sheet: Sheet, ends: Sequence[float]) -> None:
    """A fine line between rows, over the whole width."""
    from matplotlib.transforms import blended_transform_factory

    root: Any = sheet.ax.get_figure(root=True)
    across = blended_transform_factory(root.dpi_scale_trans, sheet.ax.transData)
    start, end = sheet.room.x0 + sheet.pad, sheet.room.x1 - sheet.pad
    for y in ends:
        look: dict[str, Any] = {"color": grey(0.25), "lw": sheet.pt(0.6), "clip_on": False}
        sheet.ax.plot([start, end], [y, y], transform=across, zorder=0, gid="rule", **look)


def _write(
    sheet: Sheet,
    columns: Mapping[str, Sequence[str]],
    middles: Sequence[float],
    statuses: Sequence[str],
) -> None:
    """The columns at the right, each as wide as its widest cell."""
    ax, x = sheet.ax, sheet.pt(6)
    look: dict[str, Any] = {"xycoords": ax.get_yaxis_transform(), "textcoords": "offset points"}
    for (key, texts), width in zip(columns.items(), COLUMNS, strict=False):
        head = word(f"dashboard.{key}", sheet.lang)
        head = sheet.wrap(head, width * sheet.width, sheet.fine)
        _head(sheet, head, 1, x)
        for y, text, status in zip(middles, texts, statuses, strict=True):
            told = key == "verdict"
            colour = against(STATUS_COLOURS[status], 4.5) if told else ink()
            ax.annotate(text, (1, y), (x, 0), va="center", color=colour, **look)
        wide = [text_room.extent(ax, text)[0] for text in texts]
        wide.append(text_room.extent(ax, head, sheet.fine)[0])
        x += 72 * max(wide) * text_room.WIDER + sheet.pt(8)


def _head(sheet: Sheet, text: str, x: float, shift: float, **more: Any) -> None:
    """Over a column what stands in it."""
    look: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
    look |= {"va": "bottom", "fontsize": sheet.fine, "color": grey(0.65)}
    sheet.ax.annotate(text, (x, 1), (shift, sheet.pt(6)), **look | more)


def _without(plan: Plan, rows: pd.DataFrame, lang: str) -> str:
    """The indicators without any verdict, by their reason, in one sentence."""
    if rows.empty:
        return ""
    parts = marks.by_reason(plan, rows, lang)
    return word("dashboard.without", lang, count=len(rows), parts=parts)
