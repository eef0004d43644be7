"""The sheet that every chart is drawn on: sizes come from the text, and nothing is cut off.

A chart is a function of a `Sheet` and its frames under `@chart`, which adds ax, lang, size, scale::

    @chart(width=8)
    def draw_something(sheet, plan, frame):
        for y, row in zip(sheet.rows(sheet.ax, names, texts), frame.to_dict("records")):
            sheet.ax.barh(y, row["share"], sheet.bar, color=colours.against(BLUE))
        sheet.title(...)  # with years; then sheet.legend(handles), sheet.foot(note, source)
        return Shown(frame, word("alt.something", sheet.lang, ...))  # ax.data and ax.alt

It may be called again in smaller letters until all fits, so it only draws. Letters are "large",
"medium", "small"; other lengths ``sheet.pt(n)`` points. `sheet.panel()` is a further Axes below, a
child of the one returned. Colours are `colours.ink()`, `paper()`, `grey()` and `against(...)`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import fsum
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from linhai_analysis.charts import colours, text_room
from linhai_analysis.charts.style import Axes
from linhai_analysis.words import word

if TYPE_CHECKING:
    from matplotlib.text import Text

# Of the room, for the names of rows and for the texts at their right.
NAMES, TEXTS = 0.34, 0.36
# The height of a body, in inches and letters of 10 points, and the least share of it that will do.
BODY, FLATTEST = 3.0, 0.4
# Between rows, of the height of a line.
GAP, LEAST_GAP = 0.7, 0.1
# A chart is tried so often, each time in letters smaller by a share between these, down to points
# that can be read where it has rows: then in fewer rows.
STEPS, LEGIBLE = (0.75, 0.95), 5.0
# A page on which a smaller share of the rows has room is not tried with all of them in other
# letters; of the rows that are tried, so large a share stays at the least.
HOPELESS, FEWEST, MANY = 0.5, 0.1, 40


class Want(NamedTuple):
    """How a chart is tried: points of its letters, rows at most, lines between rows."""

    points: float
    rows: int | None = None
    between: float = GAP


class Page(NamedTuple):
    """Paper that a chart is printed on: its height in inches, and the least points of letters."""

    height: float
    legible: float


class Sheet:
    """Axes with the room around them: a title, a legend, rows, a foot; see the module."""

    def __init__(
        self,
        ax: Axes,
        lang: str,
        families: Sequence[str],
        free: bool,
        want: Want,
        page: Page | None = None,
    ) -> None:
        self.ax, self.lang, self.families, self.free = ax, lang, families, free
        self.page = page
        self.want, self.points = want, want.points
        # Rows that there are, and lines in those that are drawn.
        self.count = 0
        self._lines: list[float] = []
        self.pad, self.gap = self.pt(8) / 72, self.pt(6) / 72
        self.room = text_room.room_of(ax)
        self.panels: list[Axes] = []
        self.bodies: dict[Axes, tuple[float, float]] = {}
        self.head: list[Any] = []
        self.feet: list[Text] = []
        self.notes: list[tuple[Axes, list[Any]]] = []
        self.free_notes: list[tuple[Axes, list[Any]]] = []
        # The height of a bar in a chart of rows, in data.
        self.bar = min(0.6 * (1 + want.between), 1.6)
        self._before = set(ax.get_children())
        self._add(ax)

    @property
    def fine(self) -> str:
        """The size of what is written small; on a page it can still be read."""
        from matplotlib.font_manager import font_scalings

        small = font_scalings["small"] * self.points
        return "medium" if self.page and small < self.page.legible else "small"

    @property
    def legible(self) -> float:
        """Points of letters that rows are not made smaller than."""
        return self.page.legible if self.page else LEGIBLE

    def pt(self, points: float) -> float:
        """So many points, in letters of 10; as many more as the letters are larger."""
        return points * self.points / 10

    @property
    def width(self) -> float:
        """Inches for text, between the pads."""
        return (self.room.width - 2 * self.pad) / text_room.WIDER

    def panel(self) -> Axes:
        """Further Axes below; a child of the first, so that one chart stays one Axes."""
        ax: Any = self.ax.inset_axes((0, 0, 1, 1))
        ax.set_axes_locator(None)
        self._add(ax)
        return ax

    def _add(self, ax: Axes) -> None:
        ax.spines[["top", "right"]].set_visible(False)
        ax.spines[["left", "bottom"]].set_color(colours.grey())
        ax.tick_params(which="both", color=colours.grey(), labelcolor=colours.ink())
        ax.tick_params(labelsize=self.pt(9))
        self.panels.append(ax)
        self.body(ax, BODY, FLATTEST)

    def body(self, ax: Axes, inches: float, least: float = 0.6) -> None:
        """Give a panel so many inches of height, in letters of 10, or this share of them."""
        self.bodies[ax] = self.pt(inches), least

    def empty(self) -> None:
        """Where there is nothing to draw but the words around it."""
        self.ax.set(xticks=[], yticks=[])
        self.ax.spines[:].set_visible(False)
        self.body(self.ax, 0.02)

    def wrap(self, text: str, inches: float, size: str = "medium") -> str:
        """Break a text into lines of about one length that are no wider."""
        return text_room.wrap(self.ax, text, self.lang, inches, size)

    def title(self, text: str) -> None:
        """Write the title at the left of the sheet."""
        look: dict[str, Any] = {"loc": "left", "va": "top", "x": 0, "y": 1, "color": colours.ink()}
        look["transform"] = self.ax.figure.transSubfigure
        text = self.wrap(text, self.width, "large")
        self.head.insert(0, self.ax.set_title(text, fontsize="large", **look))

    def lead(self, text: str) -> None:
        """Write sentences under the title."""
        look: dict[str, Any] = {"va": "top", "gid": "lead", "color": colours.ink()}
        look["transform"] = self.ax.figure.transSubfigure
        self.head.append(self.ax.text(0, 1, self.wrap(text, self.width), **look))

    def legend(self, handles: Iterable[Any] | None = None) -> None:
        """Write the legend under the title, in as many columns as there is room for.

        Without handles those artists that have a label stand in it.
        """
        handles = self.ax.get_legend_handles_labels()[0] if handles is None else list(handles)
        for handle in handles:
            handle.set_label(self.wrap(str(handle.get_label()), 0.85 * self.width))
        look: dict[str, Any] = {"loc": "upper left", "frameon": False, "fontsize": "medium"}
        look |= {"borderpad": 0, "borderaxespad": 0, "handlelength": 1.6, "columnspacing": 1.4}
        for columns in range(len(handles), 0, -1):
            legend = self.ax.legend(handles=handles, ncols=columns, handletextpad=0.5, **look)
            if text_room.box(legend).width <= self.width or columns == 1:
                self.head.append(legend)
                return
            legend.remove()

    def foot(self, *lines: str, more: str = "rows_more") -> None:
        """Write notes under the chart and, as the last line, its source.

        `more` is the key of what is said where not all rows have room.
        """
        if self.want.rows is not None and self.count > self.want.rows:
            told = word(more, self.lang, shown=self.want.rows, count=self.count)
            lines = (told, *lines)
        look: dict[str, Any] = {"fontsize": self.fine, "va": "bottom", "color": colours.grey(0.65)}
        look["transform"] = self.ax.figure.transSubfigure
        for name, line in zip(["note"] * (len(lines) - 1) + ["source"], lines, strict=True):
            if line:
                text = self.wrap(line, 0.95 * self.width, self.fine)
                self.feet.append(self.ax.text(0, 0, text, gid=name, **look))

    def axis(self, ax: Axes, across: str = "", up: str = "") -> None:
        """Name what is measured, with its unit: below the chart, and level above its left end."""
        across = self.wrap(across, (1 - NAMES) * self.width)
        ax.set_xlabel(across, loc="left", fontsize="medium", color=colours.ink())
        if up:
            look: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
            ax.annotate(up, (0, 1), (0, self.pt(4)), va="bottom", **look)

    def rows(
        self,
        ax: Axes,
        names: Sequence[str],
        texts: Sequence[str] = (),
        faint: Sequence[bool] = (),
        least: Sequence[float] = (),
    ) -> list[float]:
        """Name rows at the left, write a text at the right of each; return their places (y).

        Rows run from the top and are as high as their lines, of which each has `least` or more;
        `bar` is the height of a line.
        """
        names = [self.wrap(name, NAMES * self.width) for name in names]
        texts = [self.beside(text) for text in texts] or [""] * len(names)
        lines = [
            max(one.count("\n") + 1, other.count("\n") + 1, few)
            for one, other, few in zip(names, texts, least or [1] * len(names), strict=True)
        ]
        self._lines += lines
        heights = [count + self.want.between for count in lines]
        middles = [top - high / 2 for top, high in zip(accumulate(heights), heights, strict=True)]
        ax.set_yticks(middles, names)
        ax.tick_params(axis="y", length=0, pad=self.pt(5), labelsize=self.points)
        ax.set_ylim(fsum(heights) or 1, 0)
        for y, text, pale in zip(middles, texts, faint or [False] * len(texts), strict=True):
            if text:
                self.write_beside(ax, y, text, pale)
        most = max(lines, default=1)
        self.bodies[ax] = (
            (fsum(heights) or 1) * text_room.line_height(ax, self.lang),
            (most + LEAST_GAP) / (most + self.want.between),
        )
        return middles

    def beside(self, text: str) -> str:
        """Break a text into the lines that it has at the right of a row."""
        return self.wrap(text, TEXTS * self.width)

    def write_beside(self, ax: Axes, y: float, text: str, faint: bool = False) -> None:
        """Write a text at the right of a row, or of one of its lines."""
        look: dict[str, Any] = {"va": "center", "textcoords": "offset points"}
        look["color"] = colours.grey(0.65) if faint else colours.ink()
        ax.annotate(text, (1, y), (self.pt(6), 0), xycoords=ax.get_yaxis_transform(), **look)

    def first(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return as many rows as have room at this size; `foot` says how many more there are."""
        self.count += len(rows)
        return rows.head(self.want.rows or self._most)

    @property
    def _most(self) -> int:
        """More rows than have room even in the smallest letters: others need not be tried."""
        if self.free:
            return self.count
        return math.ceil(72 * self.room.height / self.legible)

    def otherwise(self, fits: tuple[float, float]) -> Want | None:
        """How to try again, where the width or the height that there is does not suit."""
        wide, high = fits
        if min(fits) >= 1:
            return self._spaced(high)
        rows = self.want.rows or min(self.count, self._most)
        # The share of the rows for which the smallest letters have room.
        share = high * max(self.points / self.legible, 1)
        hopeless = (bool(self.page) or (not self.free and rows > MANY)) and share < HOPELESS
        if wide >= 1 and rows > 1 and (self.points <= self.legible or hopeless):
            step = max(share, min(STEPS[0], 1.25 * max(share, FEWEST)))
            fewer = max(1, min(rows - 1, int(rows * step)))
            return self.want._replace(points=min(self.points, self.legible), rows=fewer)
        points = self.points * min(max(min(fits), STEPS[0]), STEPS[1])
        if wide >= 1 and rows > 1:
            points = max(points, self.legible)
        return self.want._replace(points=points)

    def _spaced(self, share: float) -> Want | None:
        """Rows with other room between them, once, where bars would be fat or flat."""
        if self.free or not self._lines or self.want.between != GAP:
            return None
        lines, least = sum(self._lines), max(self._lines)
        share *= (least + LEAST_GAP) / (least + GAP)
        between = (share * (lines + GAP * len(self._lines)) - lines) / len(self._lines)
        return (
            None if abs(share - 1) < 0.05 else self.want._replace(between=max(between, LEAST_GAP))
        )

    def labels(self, ax: Axes, labels: Iterable[tuple[float, float, str, Any]]) -> None:
        """Write texts right of their marks (x, y, text, colour), apart where marks lie close."""
        self.notes.append((ax, self._annotated(ax, labels)))

    def labels_led(self, ax: Axes, labels: Iterable[tuple[float, float, str, Any]]) -> None:
        """Write texts as `labels` does, each with a fine line from its mark."""
        notes = self._annotated(ax, labels, 18)
        self.notes.append((ax, notes))
        line = {"arrowstyle": "-", "color": colours.grey(0.35), "lw": self.pt(0.6)}
        line |= {"shrinkA": self.pt(1), "shrinkB": 0}
        for note in notes:
            ax.annotate("", note.xy, (0, 0.5), textcoords=note, arrowprops=line, gid="leader")

    def labels_inside(self, ax: Axes, labels: Iterable[tuple[float, float, str, Any]]) -> None:
        """Write texts near their marks, inside the chart, where no line and no text is."""
        self.free_notes.append((ax, self._annotated(ax, labels)))

    def _annotated(
        self, ax: Axes, labels: Iterable[tuple[float, float, str, Any]], right: float = 8
    ) -> list[Any]:
        look: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": "small"}
        return [
            ax.annotate(
                text, (x, y), (self.pt(right), 0), color=colour, annotation_clip=False, **look
            )
            for x, y, text, colour in labels
        ]

    def erase(self) -> None:
        """Take off what was drawn."""
        for artist in set(self.ax.get_children()) - self._before:
            artist.remove()
