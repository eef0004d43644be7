"""Makes a chart of a function that draws: its Axes, its size, its letters, tried until all fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypedDict

import numpy as np
import pandas as pd

from linhai_analysis.arguments import is_number, told_value
from linhai_analysis.charts.layout import arrange
from linhai_analysis.charts.sheet import Page, Sheet, Want
from linhai_analysis.charts.style import Axes, font_families, settings
from linhai_analysis.errors import DataError
from linhai_analysis.words import say

MOST_TRIES = 20
"""Of letters that grow smaller until all fits."""


class Look(TypedDict, total=False):
    """How large: of the whole chart in inches, and of its letters beside those of matplotlib."""

    size: tuple[float, float] | None
    scale: float


class Shown(NamedTuple):
    """What a chart shows: the frame that was drawn, and its text alternative."""

    data: pd.DataFrame
    alt: str


def chart(
    width: float, page: Page | None = None
) -> Callable[[Callable[..., Shown]], Callable[..., Axes]]:
    """Make a chart, so many inches wide where nobody says otherwise, of a function that draws.

    One that stands on a `page` is no higher than it, and its letters keep to what can be printed.

    >>> @chart(width=5)
    ... def draw_two(sheet, frame):
    ...     line = sheet.ax.plot(frame["year"], frame["value"])
    ...     sheet.title("Firms, 2015-2020")
    ...     return Shown(frame, "From 60 to 120.")
    >>> ax = draw_two(pd.DataFrame({"year": [2015, 2020], "value": [60, 120]}))
    >>> ax.alt, ax.data["value"].tolist(), float(ax.figure.get_figwidth())
    ('From 60 to 120.', [60, 120], 5.0)
    """

    def decorated(paint: Callable[..., Shown]) -> Callable[..., Axes]:
        def draw(
            *frames: Any,
            ax: Axes | None = None,
            lang: str = "en",
            size: tuple[float, float] | None = None,
            scale: float = 1.0,
            **more: Any,
        ) -> Axes:
            _check(size, scale)
            size = None if size is None else (size[0], size[1])
            made = page if ax is None and size is None else None
            paper = None if made is None else made._replace(height=made.height * scale**0.5)
            paint_it = partial(paint, **more)
            return _drawn(
                lambda sheet: paint_it(sheet, *frames), ax, lang, size, scale, width, paper
            )

        # A report can be sent to another process where each drawing is found by its name.
        for name in ("__module__", "__qualname__", "__name__", "__doc__"):
            setattr(draw, name, getattr(paint, name))
        return draw

    return decorated


# Inches, and times the usual letters; no sheet of paper is larger.
LARGEST = 200


def _check(size: Any, scale: Any) -> None:
    """Refuse a size or a scale that nothing can be drawn in."""
    pair = isinstance(size, Sequence | np.ndarray) and len(size) == 2
    if size is not None and not (pair and all(map(_above_0, size))):
        raise DataError(say("ask.size", value=told_value(size), most=LARGEST))
    if not _above_0(scale):
        raise DataError(say("ask.scale", value=told_value(scale), most=LARGEST))


def _above_0(value: object) -> bool:
    return is_number(value) and 0 < value <= LARGEST  # type: ignore[operator]


def _drawn(
    paint: Callable[[Sheet], Shown],
    ax: Axes | None,
    lang: str,
    size: tuple[float, float] | None,
    scale: float,
    width: float,
    page: Page | None,
) -> Axes:
    import matplotlib as mpl

    families = font_families(lang)
    free = ax is None and size is None
    if ax is None:
        import matplotlib.pyplot as plt

        # Outside the context: the first figure of a session switches the notebook's drawing on,
        # and leaving the context would switch it off again.
        # Larger letters want some more room, too.
        figure = plt.figure(figsize=size or (width * scale**0.5, width / 2), layout="none")
    want = Want(mpl.rcParams["font.size"] * scale)
    for left in reversed(range(MOST_TRIES)):
        with mpl.rc_context(settings(ax, families, want.points)):
            ax = figure.add_subplot() if ax is None else ax
            sheet = Sheet(ax, lang, families, free, want, page)
            shown = paint(sheet)
            fits = arrange(sheet)
            if not left or (again := sheet.otherwise(fits)) is None:
                break
            want = again
            sheet.erase()
    vars(sheet.ax).update(shown._asdict())
    return sheet.ax
