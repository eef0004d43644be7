"""Gives every part of a chart its room: head, panels below each other, foot."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from math import fsum
from typing import TYPE_CHECKING, Any

import numpy as np

from linhai_analysis.charts import avoid
from linhai_analysis.charts.style import Axes, write_in
from linhai_analysis.charts.text_room import WIDER, box, inches, renderer_of, room_of

if TYPE_CHECKING:
    from linhai_analysis.charts.sheet import Sheet

# No body is narrower (inches, in letters of 10 points).
NARROWEST = 1.4
# Bodies and what hangs out of them move each other so often at most.
MOST_ROUNDS = 5
# Points between texts that would lie on each other.
BETWEEN = 2


def arrange(sheet: Sheet) -> tuple[float, float]:
    """Place all parts; return the width and the height there is, the least that will do = 1."""
    for ax in sheet.panels:
        write_in(ax, sheet.families)
        ax.set_position((0.3, 0.3, 0.4, 0.4))
    # Labels stand close, as they share the height of a panel.
    for note in (note for _, notes in sheet.notes for note in notes):
        note.set_linespacing(1.2)
    fits, before = (0.0, 0.0), None
    for _ in range(MOST_ROUNDS):
        fits = _stack(sheet)
        placed = [ax.bbox.bounds for ax in sheet.panels]
        # To a hundredth of a pixel: the last digits of floats never settle.
        if before is not None and np.allclose(placed, before, rtol=0, atol=0.01):
            break
        before = placed
    # Whoever is placed leaves the layout; a notebook crops a picture to what is in it.
    for panel in sheet.panels[1:]:
        panel.set_in_layout(True)
    for ax, notes in sheet.free_notes:
        avoid.place(ax, notes, sheet.points)
    return fits


def _stack(sheet: Sheet) -> tuple[float, float]:
    """Panels below each other, their left and right ends in line."""
    inside = [note for _, notes in sheet.free_notes for note in notes]
    hangs = [_hang(ax, [*sheet.head, *sheet.feet, *inside]) for ax in sheet.panels]
    left, right = (WIDER * max(hang[side] for hang in hangs) for side in (0, 2))
    ends = fsum(box(one).height + sheet.gap for one in (*sheet.head, *sheet.feet))
    rest = 2 * sheet.pad + ends + fsum(hang[1] + hang[3] + sheet.gap for hang in hangs)
    needed = fsum(body for body, _ in sheet.bodies.values())
    narrowest = sheet.pt(NARROWEST)
    width = sheet.room.width - 2 * sheet.pad - left - right
    if sheet.free:
        width = max(width, narrowest)
        width_of_all = width + 2 * sheet.pad + left + right
        most = sheet.page.height if sheet.page else rest + needed
        height = min(rest + needed, most)
        sheet.ax.figure.set_size_inches(width_of_all, height)  # type: ignore[union-attr]
        sheet.room = room_of(sheet.ax)
    share = (sheet.room.height - rest) / needed
    top = sheet.room.y1 - sheet.pad - fsum(box(one).height + sheet.gap for one in sheet.head)
    for ax, (_, low, _, high) in zip(sheet.panels, hangs, strict=True):
        height = max(sheet.bodies[ax][0] * share, 0.05)
        top -= high + height
        whole = inches(ax.figure.bbox, ax)
        at = (sheet.room.x0 + sheet.pad + left) / whole.width, top / whole.height
        ax.set_position((*at, max(width, 0.05) / whole.width, height / whole.height))
        top -= low + sheet.gap
    _place_ends(sheet)
    for ax, notes in sheet.notes:
        _spread(ax, notes)
    least = max(least for _, least in sheet.bodies.values())
    return width / narrowest + 1e-6, share / least + 1e-6


def _place_ends(sheet: Sheet) -> None:
    """Title and legend from the top, notes and source from below."""
    whole = inches(sheet.ax.figure.bbox, sheet.ax)
    x = (sheet.room.x0 + sheet.pad) / whole.width
    top, low = sheet.room.y1 - sheet.pad, sheet.room.y0 + sheet.pad
    for one in sheet.head:
        at = (x, top / whole.height)
        if hasattr(one, "set_bbox_to_anchor"):
            one.set_bbox_to_anchor(at, transform=sheet.ax.figure.transSubfigure)
        else:
            one.set_position(at)
        top -= box(one).height + sheet.gap
    for text in reversed(sheet.feet):
        text.set_position((x, low / whole.height))
        low += box(text).height + sheet.gap


def _hang(ax: Axes, but: Collection[Any]) -> tuple[float, float, float, float]:
    """How far what belongs to Axes hangs out at the left, below, at the right and above."""
    from matplotlib.transforms import Bbox

    renderer = renderer_of(ax)
    own = [axis.get_tightbbox(renderer) for axis in (ax.xaxis, ax.yaxis)]
    own += [text.get_window_extent(renderer) for text in ax.texts if text not in but]
    body, dpi = ax.bbox, ax.figure.dpi
    union = Bbox.union([body, *(one for one in own if one is not None)])
    left, low = body.x0 - union.x0, body.y0 - union.y0
    return left / dpi, low / dpi, (union.x1 - body.x1) / dpi, (union.y1 - body.y1) / dpi


def _spread(ax: Axes, notes: Sequence[Any]) -> None:
    """Move annotations up and down until no two lie on each other, as little as can be.

    None leaves its panel downwards, where ticks stand.
    """
    points = 72 / ax.figure.dpi
    ordered = sorted(notes, key=lambda note: (note.xy[1], note.get_text()))
    marks = [float(ax.transData.transform(note.xy)[1]) * points for note in ordered]
    heights = [72 * box(note).height + BETWEEN for note in ordered]
    places = apart(marks, heights, ax.bbox.y0 * points)
    for note, mark, place in zip(ordered, marks, places, strict=True):
        note.set_position((note.get_position()[0], place - mark))


def apart(
    wanted: Sequence[float], heights: Sequence[float], floor: float = float("-inf")
) -> list[float]:
    """Places, in the same order, as near as can be to those wanted (pool adjacent violators).

    >>> apart([10, 11, 50], [4, 4, 4])
    [8.5, 12.5, 50.0]
    >>> apart([10, 11, 50], [4, 4, 4], floor=8)
    [10.0, 14.0, 50.0]
    """
    pools: list[tuple[float, int]] = []  # the mean of the lower edges wanted, how many
    below = [0.0, *itertools.accumulate(heights)]
    for at, height, low in zip(wanted, heights, below, strict=False):
        pools.append((at - height / 2 - low, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, n), (other, m) = pools[-2:]
            pools[-2:] = [((one * n + other * m) / (n + m), n + m)]
    edges = [max(edge, floor) for edge, count in pools for _ in range(count)]
    return [e + low + h / 2 for e, low, h in zip(edges, below, heights, strict=False)]
