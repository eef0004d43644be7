"""What texts measure, in inches, and the room that Axes have for them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from linhai_analysis import text as texts
from linhai_analysis.charts.style import Axes, space_lines
from linhai_analysis.words import LANGUAGES

if TYPE_CHECKING:
    from matplotlib.transforms import Bbox, BboxBase

# As much wider may letters be in another resolution than the one they are measured in: hints fit
# them to whole pixels.
WIDER = 1.1
# Of a Chinese sentence; it is broken between them where it has fewer lines.
CLAUSES, FEW = re.compile("[^，；：]+[，；：]*"), 3


def inches(pixels: BboxBase, artist: Any) -> Bbox:
    """A box in pixels, in inches from the lower left corner of the figure of an artist."""
    from matplotlib.transforms import Bbox

    corner = artist.figure.bbox
    return Bbox((pixels.get_points() - [corner.x0, corner.y0]) / artist.figure.dpi)


def room_of(ax: Axes) -> Bbox:
    """The room of Axes: their part of a grid up to the middle of the gaps, or their own box."""
    from matplotlib.transforms import Bbox

    figure: Any = ax.figure  # or a part of one
    spec, whole = ax.get_subplotspec(), inches(ax.figure.bbox, ax)
    if spec is None or spec.get_topmost_subplotspec() is not spec:
        # Put there by hand.
        return inches(ax.bbox, ax)
    low, high, left, right = spec.get_gridspec().get_grid_positions(figure)
    rows, columns = spec.rowspan, spec.colspan
    x0 = 0.0 if columns.start == 0 else (right[columns.start - 1] + left[columns.start]) / 2
    y0 = 0.0 if rows.stop == len(low) else (low[rows.stop - 1] + high[rows.stop]) / 2
    x1 = 1.0 if columns.stop == len(left) else (right[columns.stop - 1] + left[columns.stop]) / 2
    y1 = 1.0 if rows.start == 0 else (low[rows.start - 1] + high[rows.start]) / 2
    return Bbox(np.array([[x0, y0], [x1, y1]]) * [whole.width, whole.height])


def box(artist: Any) -> Bbox:
    """The box of an artist, in inches."""
    return inches(artist.get_window_extent(renderer_of(artist)), artist)


def renderer_of(artist: Any) -> Any:
    """What measures an artist: one for all figures, since each one measures every text anew."""
    import matplotlib as mpl

    # It remembers what it measured in one way of fitting letters to pixels.
    return _renderer(artist.get_figure(root=True).dpi, str(mpl.rcParams["text.hinting"]))


@cache
def _renderer(dpi: float, hinting: str) -> Any:
    from matplotlib.backends.backend_agg import RendererAgg

    return RendererAgg(1, 1, dpi)


_EXTENTS: dict[tuple, tuple[float, float]] = {}


def extent(ax: Axes, text: str, size: str = "medium") -> tuple[float, float]:
    """Width and height of a text in letters of the moment, in inches."""
    from matplotlib import rcParams
    from matplotlib.text import Text

    probe = Text(0, 0, text, fontsize=size)
    space_lines(probe, rcParams["font.family"])
    probe.set_figure(ax.figure)
    # One name is broken in many charts, and in each try of a chart.
    look = probe.get_fontproperties(), probe.get_parse_math(), rcParams["text.hinting"]
    key = (text, *look, ax.figure.dpi)
    if key not in _EXTENTS:
        measured = box(probe)
        _EXTENTS[key] = measured.width, measured.height
    return _EXTENTS[key]


def line_height(ax: Axes, lang: str) -> float:
    """How much a further line adds to a text of several."""
    line = "国g\n" if LANGUAGES[lang].han else "Ag\n"
    # A little more, or texts below each other would touch.
    return 1.05 * (extent(ax, 2 * line + "g")[1] - extent(ax, line + "g")[1])


def wrap(ax: Axes, text: str, lang: str, width: float, size: str = "medium") -> str:
    """Break a text into lines of about one length, no wider than so many inches."""
    return "\n".join(_wrap_line(ax, part, lang, width, size) for part in text.split("\n"))


def _wrap_line(ax: Axes, text: str, lang: str, width: float, size: str) -> str:
    whole = extent(ax, text, size)[0] if text else 0
    if whole <= width:
        return text
    letters, made = 2 * len(text), text
    while whole > width and letters > 4:
        letters = max(4, min(letters - 1, int(1.02 * letters * width / whole)))
        tried = texts.wrap(text, lang, letters)
        # One word may be wider than the room: no reason to break the others.
        if (wide := extent(ax, tried, size)[0]) < whole:
            made, whole = tried, wide
    count = made.count("\n")
    if count < FEW and _by_clause(ax, text, width, size).count("\n") == count:
        return _by_clause(ax, text, width, size)
    # No last word alone, and no word in two.
    least = max(4, *map(len, texts.unbroken(text, lang)))
    while letters > least and texts.wrap(text, lang, letters - 1).count("\n") == count:
        letters -= 1
        made = texts.wrap(text, lang, letters)
    return made


def _by_clause(ax: Axes, text: str, width: float, size: str) -> str:
    """Break a Chinese text behind its stops alone; it stays one line where that does not suit."""
    lines = [""]
    for clause in CLAUSES.findall(text):
        if extent(ax, clause, size)[0] > width:
            return text
        if extent(ax, lines[-1] + clause, size)[0] > width:
            lines.append("")
        lines[-1] += clause
    uneven = 2 * min(map(len, lines)) < max(map(len, lines))
    return text if uneven else "\n".join(lines)
