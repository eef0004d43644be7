"""What can be read on a chart, measured as it is drawn: whether it is cut, or lies on something."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox


def panels(ax: Axes) -> list[Axes]:
    """Axes and those that are its children."""
    return [ax, *ax.child_axes]


def boxes(ax: Axes) -> list[tuple[Text, Bbox]]:
    """Every text that can be read, and its box in pixels."""
    figure = ax.get_figure(root=True)
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw_without_rendering()
    unseen = {
        label
        for one in figure.axes
        for panel in panels(one)
        for axis in (panel.xaxis, panel.yaxis)
        for tick in axis.get_major_ticks()
        for label in (tick.label1, tick.label2)
        if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
    }
    shown = [
        text
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in unseen
    ]
    shown = [one for one in shown if not isinstance(one, Annotation) or one._check_xy(renderer)]
    return [(text, text.get_window_extent(renderer)) for text in shown]


def foot(ax: Axes) -> str:
    """The notes and the source line under a chart, in one line."""
    return " ".join(t.get_text().replace("\n", " ") for t in ax.texts if t.get_gid())


Read = list[tuple[Text, Bbox]]


def faults(ax: Axes, but: Iterable[str] = ()) -> list[list]:
    """What is cut, what lies on something, what is struck: of one drawing."""
    read = boxes(ax)
    return [cut_off(ax, read), overlaps(ax, read), struck(ax, but, read)]


def overlaps(ax: Axes, read: Read | None = None) -> list[tuple[str, str]]:
    """Pairs of texts that share more than a pixel either way."""
    found = []
    for (one, a), (other, b) in itertools.combinations(read or boxes(ax), 2):
        width = min(a.x1, b.x1) - max(a.x0, b.x0)
        height = min(a.y1, b.y1) - max(a.y0, b.y0)
        if width > 1 and height > 1:
            found.append((one.get_text(), other.get_text()))
    return found


def cut_off(ax: Axes, read: Read | None = None) -> list[str]:
    """Texts that reach over the edge of the figure."""
    room = ax.get_figure(root=True).bbox
    return [
        text.get_text()
        for text, box in read or boxes(ax)
        if box.x0 < room.x0 - 1
        or box.y0 < room.y0 - 1
        or box.x1 > room.x1 + 1
        or box.y1 > room.y1 + 1
    ]


def struck(ax: Axes, but: Iterable[str] = (), read: Read | None = None) -> list[str]:
    """Texts that a line runs through; `but` those lines of these names (gid)."""
    lines = [
        line
        for panel in panels(ax)
        for line in panel.get_lines()
        if isinstance(line, Line2D) and line.get_visible() and line.get_gid() not in set(but)
    ]
    paths = []
    for line in lines:
        points = line.get_transform().transform(np.column_stack(line.get_data(orig=False)))
        path = Path(points[np.isfinite(points).all(axis=1)])
        if len(path.vertices) > 1 and line.get_linestyle() not in ("None", "", " "):
            paths.append(path)
    return [
        text.get_text()
        for text, box in read or boxes(ax)
        if any(path.intersects_bbox(box.padded(-1), filled=False) for path in paths)
    ]
