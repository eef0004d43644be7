"""The picture of one indicator: its figures, the path that judges, its targets, and the outlook."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import cycle
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.charts import history, marks
from linhai_analysis.charts.colours import TARGET_COLOURS, against, grey, ink, pale, paper
from linhai_analysis.charts.drawing import Shown, chart
from linhai_analysis.charts.projection import no_outlook
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.plan import Plan
from linhai_analysis.progress import HEADLINE
from linhai_analysis.progress.rule import PATHS
from linhai_analysis.progress.rules import find_rule
from linhai_analysis.progress.wording import figure_text
from linhai_analysis.projection import Projection
from linhai_analysis.targets import BASES, base_text, same
from linhai_analysis.text import brackets, decimals_of, fixed
from linhai_analysis.words import word

# Paths that lie nearer to each other than this share of the height are one line.
ALIKE = 0.02
# The name of the other path is no wider than this share of the chart.
NAME_WIDTH = 0.25


@chart(width=6.8)
def draw_indicator(
    sheet: Sheet,
    plan: Plan,
    indicator: str,
    targets: pd.DataFrame,
    lines: pd.DataFrame,
    series: pd.Series,
    outlook: Projection | None = None,
) -> Shown:
    """Draw the figures of one indicator, the paths to its targets, and where it leads.

    `targets` are rows of a scorecard or of required growth, `lines` those of `pace_paths`. The pace
    so far is continued where there is no `outlook`, and where its two figures are of one source.
    """
    ax, lang = sheet.ax, sheet.lang
    rows = marks.distinct(targets[targets["indicator"] == indicator]).to_dict("records")
    lines = lines[lines["target_id"].isin([row["target_id"] for row in rows])]
    last = max(max(row["target_year"] for row in rows), *_years_ahead(outlook))
    figures = series[series.index <= last]
    level = rows[0]["quantity"] == "level"
    handles = history.draw_figures(sheet, figures, beside=level) if len(figures) else []
    beside = history.draw_beside(sheet, figures) if level else {}
    colours = [against(colour, 4.5) for _, colour in zip(rows, cycle(TARGET_COLOURS), strict=False)]
    known = [value for value in (*figures, rows[0]["base_value"]) if pd.notna(value)]
    decimals = _decimals(int(plan.about(indicator)["decimals"]), known)
    said = partial(_said, plan, rows[0], decimals)
    inside, ends = _draw_ends(sheet, said, rows[0], figures)
    ends += _draw_targets(sheet, plan, rows, lines, colours)
    ahead = _draw_ahead(sheet, said, rows[0], lines, figures, outlook)
    starts = [row["base_year"] for row in rows] + list(figures.index[:1])
    history.frame_in(sheet, int(min(starts)), int(last), lines[["year", "value"]])
    paths, named, alike = _draw_paths(sheet, rows, lines, colours)
    base = rows[0]["base_year"], rows[0]["base_value"]
    inside += named + [
        (*place, said(place[1]), grey(0.65))
        for _, places in beside.values()
        for place in places
        if place != base
    ]
    sheet.labels(ax, [one for one in ends + ahead[1] if one[0] == last])
    sheet.labels_inside(ax, [one for one in ends + ahead[1] if one[0] != last] + inside)
    sheet.title(plan.label(indicator, lang) + marks.period(pd.DataFrame(rows), lang))
    sheet.axis(ax, up=_unit(plan, rows[0], lang))
    sheet.legend([*handles, *(mark for mark, _ in beside.values()), *paths, *ahead[0]])
    reason = rows[0]["reason"]
    why = word("no_verdict", lang, reason=reason) if reason else no_outlook(outlook, lang)
    sheet.foot(alike, why, plan.source_line(lang, marks.sources_of(figures)))
    drawn = pd.DataFrame({"year": figures.index, "line": "figures", "value": figures.to_numpy()})
    told = marks.sentences([*_told(plan, rows, said, figures, outlook, lang), why], lang)
    return Shown(pd.concat([drawn, lines], ignore_index=True), told)


def _decimals(stated: int, values: Sequence[float]) -> int:
    """Decimals of all figures: as stated, else those that they have; five digits at most.

    >>> _decimals(2, [9835.79, 17697.42]), _decimals(-1, [2.1, 2.07]), _decimals(-1, [])
    (0, 2, 0)
    """
    most = max(map(abs, values), default=0)
    room = max(0, 4 - math.floor(math.log10(most))) if most else 0
    return min(room, stated if stated >= 0 else max(map(decimals_of, values), default=0))


def _said(plan: Plan, row: Mapping[str, Any], decimals: int, value: float) -> str:
    """A figure with the decimals that all figures of the chart have."""
    return figure_text(plan, row, value) if row["quantity"] == "index" else fixed(value, decimals)


def _years_ahead(outlook: Projection | None) -> list[int]:
    return [0] if outlook is None or outlook.reason else [int(outlook.years.max())]


def _unit(plan: Plan, row: Mapping[str, Any], lang: str) -> str:
    """The unit that a target is judged in, or that it is an index."""
    index = row["quantity"] == "index"
    return word("index_base", lang) if index else plan.unit(row["indicator"], lang)


def _draw_targets(
    sheet: Sheet, plan: Plan, rows: list[dict], lines: pd.DataFrame, colours: list[Any]
) -> list[tuple]:
    """Targets as diamonds, a range as a bar; return their labels: value and places."""
    labels = []
    for row, colour in zip(rows, colours, strict=True):
        year, value, in_unit = row["target_year"], row["target_value"], BASES[row["basis"]].in_unit
        if not in_unit:
            # Stated relative to the base: the level that it means is the end of its path.
            path = lines[
                (lines["target_id"] == row["target_id"]) & (lines["line"] == "path_linear")
            ]
            value = path["value"].iloc[-1] if len(path) else np.nan
        if pd.isna(value):
            continue
        if in_unit and pd.notna(row["target_high"]):
            wide: dict[str, Any] = {
                "color": pale(colour, 0.5),
                "lw": sheet.pt(5),
                "gid": "range",
                "zorder": 2,
            }
            sheet.ax.vlines(year, value, row["target_high"], **wide)
        look: dict[str, Any] = {"marker": "D", "color": colour, "edgecolor": paper(), "zorder": 6}
        sheet.ax.scatter(year, value, s=sheet.pt(8) ** 2, **look)
        text = word("target_named", sheet.lang, target=marks.with_places(plan, row, sheet.lang))
        labels.append((year, value, text, colour))
    return labels


def _draw_paths(
    sheet: Sheet, rows: list[dict], lines: pd.DataFrame, colours: list[Any]
) -> tuple[list[Any], list[tuple], str]:
    """Solid the path that judges, dashed and named the other.

    Returned are the entries of a legend, the labels, and a note where both are nearly the same.
    """
    handles: list[Any] = []
    labels: list[tuple] = []
    alike = ""
    styles: tuple[dict[str, Any], ...] = {"lw": sheet.pt(2)}, {"ls": (0, (4, 3))}
    for row, colour in zip(rows, colours, strict=True):
        own = lines[lines["target_id"] == row["target_id"]]
        paths = {way: own[own["line"] == f"path_{way}"] for way in PATHS}
        known, drawn = _one_or_both(sheet, row, paths)
        look: dict[str, Any] = {"color": colour, "zorder": 3, "lw": sheet.pt(1.2)}
        for way, style in zip(drawn, styles, strict=False):
            path, wide = paths[way], look | style
            [line] = sheet.ax.plot(path["year"], path["value"], gid=f"path_{way}", **wide)
            line.set_label(_path_name(row, way, way == drawn[0], sheet.lang))
            handles.append(line)
            if way != drawn[0] and not labels:
                middle = path.iloc[len(path) // 2]
                name = sheet.wrap(str(line.get_label()), NAME_WIDTH * sheet.width, "small")
                labels.append((middle["year"], middle["value"], name, colour))
        if len(drawn) < len(known):
            other = word(f"legend.{known[1]}", sheet.lang)
            alike = word("paths_alike", sheet.lang, path=other)
    return handles[:1], labels, "" if labels else alike


def _one_or_both(sheet: Sheet, row: Mapping[str, Any], paths: Mapping[str, pd.DataFrame]) -> tuple:
    """The ways that lead to a target, the one that judges first, and those that are drawn."""
    first = row.get("path") or find_rule(HEADLINE).path
    known = [way for way in sorted(PATHS, key=lambda way: way != first) if len(paths[way])]
    if len(known) < 2:
        return known, known
    one, other = (paths[way]["value"].to_numpy() for way in known)
    low, high = sheet.ax.get_ylim()
    return known, known if np.abs(one - other).max() > ALIKE * (high - low) else known[:1]


def _path_name(row: Mapping[str, Any], way: str, first: bool, lang: str) -> str:
    judges = "legend.judging_path" if row.get("path") == way else "legend.path"
    return word(judges if first else "legend.other_path", lang, path=word(f"legend.{way}", lang))


def _draw_ends(
    sheet: Sheet, said: Callable[[float], str], row: Mapping[str, Any], figures: pd.Series
) -> tuple[list[tuple], list[tuple]]:
    """The base, hollow where it is none of the figures, and the latest figure: their labels."""
    at, base, inside, ends = row["base_year"], row["base_value"], [], []
    if pd.notna(base) and not _from_zero(row):
        text = word("base_of_target", sheet.lang, value=said(base))
        if row.get("assumed", False):
            text = base_text(row, sheet.lang)
        if at in figures.index and same(figures[at], base):
            text = said(base)
        else:
            look: dict[str, Any] = {"facecolor": paper(), "edgecolor": ink(), "zorder": 6}
            sheet.ax.scatter(at, base, s=sheet.pt(5.5) ** 2, lw=sheet.pt(1.2), **look)
        inside.append((at, base, text, ink()))
    if len(figures) and figures.index[-1] != at:
        year, value = int(figures.index[-1]), figures.iloc[-1]
        text = word("dated", sheet.lang, value=said(value), year=year)
        ends.append((year, value, text, ink()))
    return inside, ends


def _from_zero(row: Mapping[str, Any]) -> bool:
    return BASES[row["basis"]].from_zero or row["quantity"] == "sum"


def _draw_ahead(
    sheet: Sheet,
    said: Callable[[float], str],
    row: Mapping[str, Any],
    lines: pd.DataFrame,
    figures: pd.Series,
    outlook: Projection | None,
) -> tuple[list[Any], list[tuple]]:
    """The projection, else the pace so far continued; return entries of a legend and the label."""
    if outlook is not None and not outlook.reason:
        end = outlook.frame.iloc[-1]
        handles = history.draw_outlook(sheet, figures, outlook)
        at = int(end["year"]), end["median"]
    else:
        way = row.get("path") or find_rule(HEADLINE).path
        own = lines["target_id"] == row["target_id"]
        line = lines[own & (lines["line"] == f"continued_{way}")]
        if line.empty or not history.one_piece(figures, row["base_year"], line["year"].iloc[0]):
            return [], []
        look: dict[str, Any] = {"color": ink(), "lw": sheet.pt(1.5), "ls": (0, (5, 1.5, 1, 1.5))}
        label = word("legend.pace", sheet.lang)
        handles = sheet.ax.plot(line["year"], line["value"], gid="pace", label=label, **look)
        at = int(line["year"].iloc[-1]), line["value"].iloc[-1]
    return handles, [(*at, said(at[1]), ink())]


def _told(
    plan: Plan,
    rows: list[dict],
    said: Callable[[float], str],
    figures: pd.Series,
    outlook: Projection | None,
    lang: str,
) -> list[str]:
    """From what to each target, the latest figure, and what is projected."""
    row = rows[0]
    known = pd.notna(row["base_value"]) and not _from_zero(row)
    keys = ["alt.indicator" if known else "alt.indicator.target"]
    keys += ["alt.indicator.target"] * (len(rows) - 1)
    told = [_told_target(plan, one, key, lang) for one, key in zip(rows, keys, strict=True)]
    if len(figures) and figures.index[-1] > row["base_year"]:
        actual = said(figures.iloc[-1])
        told.append(word("alt.indicator.last", lang, actual=actual, year=figures.index[-1]))
    if outlook is not None and not outlook.reason:
        end = outlook.frame.iloc[-1]
        ends = "–".join(said(end[name]) for name in ("lo80", "hi80"))
        median = said(end["median"])
        facts = {"year": int(end["year"]), "median": median, "interval": ends}
        told.append(word("alt.indicator.projected", lang, **facts))
    return told


def _told_target(plan: Plan, row: dict, key: str, lang: str) -> str:
    """A target, with the place of each where the plan prints several."""
    target = plan.target_text(row, lang) + brackets(marks.reading(row, lang), lang)
    facts = {"start": row["base_year"], "base": base_text(row, lang), "end": row["target_year"]}
    return word(key, lang, target=target, **facts)
