"""What charts of one indicator have in common: its figures, its projection, its years and values.

Lines run through figures of one source only: where another one goes on, or where the definition
changes, the line is broken and a mark says so.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import grey, ink, paper
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.projection import Projection
from linhai_analysis.words import word

# Shades of the wide and of the narrow interval, between paper and ink.
SHADES = (0.12, 0.26)
# Room around what is drawn: at the left, at the right, below and above.
AROUND = (0.05, 0.03, 0.1, 0.1)


def pieces(series: pd.Series) -> list[pd.Series]:
    """The parts of a series that a line may run through.

    >>> series = pd.Series([1.0, 2.0, 4.0, 5.0], index=[2015, 2016, 2017, 2018])
    >>> series.attrs = {"publications": {2015: "a", 2016: "a", 2017: "b", 2018: "b"}}
    >>> [list(piece.index) for piece in pieces(series)]
    [[2015, 2016], [2017, 2018]]
    """
    source, breaks = series.attrs.get("publications", {}), series.attrs.get("breaks", ())
    cut = [b in breaks or source.get(a) != source.get(b) for a, b in pairwise(series.index)]
    return [part for _, part in series.groupby(np.cumsum([False, *cut])[: len(series)])]


def _lines(series: pd.Series) -> list[pd.Series]:
    """Its parts, joined where the years between have a figure of the same source beside theirs."""
    made: list[pd.Series] = []
    for part in pieces(series):
        between = _between(series, made[-2], made[-1], part) if len(made) > 1 else None
        if between is None:
            made.append(part)
        else:
            made[-2:] = [pd.concat([made[-2], between, part])]
    return made


def _between(
    series: pd.Series, before: pd.Series, years: pd.Series, after: pd.Series
) -> pd.Series | None:
    """The figures that the source of the years before and after has of those between."""
    source, used = series.attrs.get("publications", {}), series.attrs.get("sources", {})
    own = source.get(before.index[-1])
    breaks = {years.index[0], after.index[0]} & {*series.attrs.get("breaks", ())}
    if own is None or own != source.get(after.index[0]) or breaks:
        return None
    names = {own} | {used.get(year) for year, name in source.items() if name == own}
    others = series.attrs.get("others", {})
    found = {
        year: one.value
        for year in years.index
        for one in others.get(year, ())
        if one.source_id in names
    }
    return pd.Series(found) if len(found) == len(years) else None


def one_piece(series: pd.Series, first: int, last: int) -> bool:
    """Whether the line between two figures is whole, or one of them is not in the series."""
    parts = [n for n, part in enumerate(pieces(series)) for year in (first, last) if year in part]
    return len(set(parts)) < 2


def draw_figures(sheet: Sheet, series: pd.Series, beside: bool = True) -> list[Any]:
    """Draw figures, lines as far as they are of one source; return their entries of a legend.

    A line may run through what its source has `beside` the figures of another one.
    """
    ax, parts = sheet.ax, _lines(series) if beside else pieces(series)
    look: dict[str, Any] = {"color": ink(), "lw": sheet.pt(1.5), "marker": "o", "ms": sheet.pt(4.5)}
    label = word("legend.published", sheet.lang)
    lent = [year for part in parts for year in part.index if part[year] != series[year]]
    for part in sorted([*parts, series[lent]] if lent else parts, key=len):
        own: dict[str, Any] = {"markevery": [bool(part[y] == series[y]) for y in part.index]}
        if len(part) == 1 or part.index.isin(lent).all():
            own["ls"] = ""
        [line] = ax.plot(part.index, part, gid="figures", zorder=4, label=label, **look, **own)
    gaps = [
        ((a.index[-1] + b.index[0]) / 2, (a.iloc[-1] + b.iloc[0]) / 2) for a, b in pairwise(parts)
    ]
    return [line] + (_draw_breaks(sheet, gaps) if gaps else [])


def _draw_breaks(sheet: Sheet, places: list[tuple[float, float]]) -> list[Any]:
    """Two strokes between figures that no line runs through."""
    from matplotlib.path import Path

    strokes = Path([(-0.8, -1), (0.2, 1), (-0.2, -1), (0.8, 1)], [1, 2, 1, 2])
    look: dict[str, Any] = {"marker": strokes, "ls": "", "ms": sheet.pt(8), "color": grey(0.65)}
    label = word("legend.line_broken", sheet.lang)
    x, y = zip(*places, strict=True)
    return sheet.ax.plot(x, y, gid="break", mew=sheet.pt(1), label=label, **look)


def draw_beside(sheet: Sheet, series: pd.Series) -> dict[str, tuple[Any, list]]:
    """Draw the figures beside those of a series, by their key in its attrs.

    Those of another source are hollow, those that were revised crossed. Returned are the entry of
    a legend and the places of each kind: year, value.
    """
    looks: dict[str, dict[str, Any]] = {
        "others": {"marker": "o", "mfc": paper(), "color": ink()},
        "revised": {"marker": "x", "color": grey(0.65)},
    }
    drawn = {}
    for name, look in looks.items():
        found = series.attrs.get(name, {}).items()
        places = [(year, one.value) for year, own in found if year in series.index for one in own]
        if places:
            x, y = zip(*places, strict=True)
            label = word(f"legend.{name}", sheet.lang)
            size = sheet.pt(5)
            [mark] = sheet.ax.plot(x, y, ls="", ms=size, zorder=5, label=label, gid=name, **look)
            drawn[name] = mark, places
    return drawn


def draw_outlook(sheet: Sheet, series: pd.Series, projection: Projection) -> list[Any]:
    """Draw a projection from the last figure on, with its intervals; return entries of a legend."""
    frame, ax = projection.frame, sheet.ax
    start = projection.window[1]
    frame = pd.concat(
        [pd.DataFrame([dict.fromkeys(frame, series.loc[start]) | {"year": start}]), frame]
    )
    shown = []
    for level, shade in zip(sorted(projection.levels, reverse=True), SHADES, strict=False):
        low, high = (frame[f"{end}{100 * level:g}"] for end in ("lo", "hi"))
        label = word("interval", sheet.lang, level=f"{level:.0%}")
        look: dict[str, Any] = {"color": grey(shade), "lw": 0, "zorder": 1, "label": label}
        shown.append(ax.fill_between(frame["year"], low, high, **look))
    look = {"color": ink(), "lw": sheet.pt(1.5), "ls": (0, (1.2, 1.6))}
    label = word("projection", sheet.lang)
    [line] = ax.plot(
        frame["year"], frame["median"], zorder=3, gid="projection", label=label, **look
    )
    return [line, *reversed(shown)]


def frame_in(sheet: Sheet, first: int, last: int, more: pd.DataFrame | None = None) -> None:
    """Whole years across, and values up: nothing below 0 where nothing drawn lies there.

    With room for `more` (year, value) that is drawn later. Where all is whole, so are the ticks.
    """
    ax, (left, right, below, above) = sheet.ax, AROUND
    marks.whole_years(ax, first, last, left, right)
    if more is not None and len(more):
        ax.update_datalim(more)
    low, high = ax.dataLim.intervaly
    if not np.isfinite([low, high]).all():
        low, high = 0.0, 1.0
    if low == high:
        low = min(0.0, high)
    room = (high - low) or 1.0
    ax.set_ylim(max(low - below * room, 0 if low >= 0 else -np.inf), high + above * room)
    ax.ticklabel_format(axis="y", style="plain", useOffset=False)
    drawn = np.concatenate([[low, high], *(line.get_ydata() for line in ax.get_lines())])
    whole = bool((drawn[np.isfinite(drawn)] % 1 == 0).all()) and high - low > 2
    ax.locator_params(axis="y", nbins=6, integer=whole)
