"""Finds texts a place near their marks where no line, no mark and no other text lies."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from linhai_analysis.charts.style import Axes
from linhai_analysis.charts.text_room import renderer_of

# Points from a mark, near ones first, and sides: ha, va, right, up.
FAR = (5, 9, 14, 20, 28, 38, 50)
SIDES = (
    ("center", "bottom", 0, 1),
    ("center", "top", 0, -1),
    ("left", "center", 1, 0),
    ("right", "center", -1, 0),
    ("left", "bottom", 0.7, 0.7),
    ("left", "top", 0.7, -0.7),
    ("right", "bottom", -0.7, 0.7),
    ("right", "top", -0.7, -0.7),
)
# What it costs to lie on a line or a mark, on a text, beyond the Axes, or behind a line from the
# mark; a step away costs 1.
ON_LINE, ON_TEXT, BEYOND, BEHIND = 40, 100, 100, 10
# Points that stay free around a text, and the half of a mark, in letters of 10.
FREE, MARK = 1.5, 4.0

Box = tuple[float, float, float, float]  # left, low, right, high


def place(ax: Axes, notes: Sequence[Any], points: float) -> None:
    """Place annotations in letters of so many points, one by one, each where it costs least."""
    renderer = renderer_of(ax)
    ends, marks = _drawn(ax)
    taken = [_bounds(text.get_window_extent(renderer)) for text in ax.texts if text not in notes]
    room, pixels = _bounds(ax.bbox), points / 10 * ax.figure.dpi / 72
    for note in notes:
        best: tuple[float, Any] = (np.inf, None)
        for (step, far), side in product(enumerate(FAR), enumerate(SIDES)):
            # No place further on costs less than its steps.
            if best[0] <= (least := step + side[0] / 10):
                break
            _move(note, far * points / 10, side[1])
            box = _bounds(note.get_window_extent(renderer).padded(FREE * pixels))
            cost = least + _cost(box, ends, marks, MARK * pixels, taken, room)
            cost += BEHIND * bool(crossed(_between(ax, note, box), ends).any())
            best = min(best, (cost, (far, side[1])), key=lambda one: one[0])
        _move(note, best[1][0] * points / 10, best[1][1])
        taken.append(_bounds(note.get_window_extent(renderer)))


def _move(note: Any, far: float, side: tuple[str, str, float, float]) -> None:
    ha, va, right, up = side
    note.set(ha=ha, va=va)
    note.set_position((far * right, far * up))


def _between(ax: Axes, note: Any, box: Box) -> Box:
    """What lies between a mark and the text beside it, but for the mark itself."""
    at = ax.transData.transform(note.xy)
    near = np.clip(at, box[:2], box[2:])
    ends = np.array([at + 0.4 * (near - at), near])
    return (*ends.min(axis=0), *ends.max(axis=0))


def _bounds(box: Any) -> Box:
    return box.x0, box.y0, box.x1, box.y1


def _drawn(ax: Axes) -> tuple[np.ndarray, np.ndarray]:
    """The straight parts of all lines (from, to) and all marks, in pixels."""
    segments, marks = [np.empty((0, 4))], [np.empty((0, 2))]
    for line in ax.get_lines():
        found = line.get_transform().transform(np.column_stack(line.get_data(orig=False)))
        if line.get_linestyle() not in ("None", "", " "):
            segments.append(np.hstack([found[:-1], found[1:]]))
        if line.get_marker() not in ("None", "", " ", None):
            marks.append(found)
    for dots in ax.collections:
        if len(offsets := np.asarray(dots.get_offsets())) and hasattr(dots, "get_sizes"):
            marks.append(dots.get_offset_transform().transform(offsets))
    return np.vstack(segments), np.vstack(marks)


def _cost(
    box: Box, ends: np.ndarray, marks: np.ndarray, half: float, taken: list[Box], room: Box
) -> float:
    left, low, right, high = box
    x, y = marks[:, 0], marks[:, 1]
    dots = (x > left - half) & (x < right + half) & (y > low - half) & (y < high + half)
    texts = [a < right and c > left and b < high and d > low for a, b, c, d in taken]
    out = left < room[0] or low < room[1] or right > room[2] or high > room[3]
    struck = int(dots.sum()) + int(crossed(box, ends).sum())
    return ON_LINE * struck + ON_TEXT * sum(texts) + BEYOND * out


def crossed(box: Box, ends: np.ndarray) -> np.ndarray:
    """Which straight lines (x, y, x, y) run through a box (Liang and Barsky).

    >>> crossed((0, 0, 2, 2), np.array([[-1, 1, 3, 1], [-1, 3, 3, 3], [-1, 2, 2, 5]])).tolist()
    [True, False, False]
    """
    start, step = ends[:, :2], ends[:, 2:] - ends[:, :2]
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = ((np.array(corner) - start) / step for corner in (box[:2], box[2:]))
    inside = (start >= box[:2]) & (start <= box[2:])
    level = step == 0
    enter = np.where(level, np.where(inside, -np.inf, np.inf), np.minimum(one, other))
    leave = np.where(level, np.inf, np.maximum(one, other))
    return np.asarray(np.maximum(enter.max(axis=1), 0) <= np.minimum(leave.min(axis=1), 1))
