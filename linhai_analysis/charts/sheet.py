"""The sheet that every chart is drawn on: sizes come from the text, and nothing is cut off.

A chart is a function of a `Sheet` and its frames, under `@chart`; callers add ax, lang, size, scale::

    @chart(width=8)
    def draw_something(sheet, plan, frame):
        for y, row in zip(sheet.rows(sheet.ax, names, texts), frame.to_dict("records")):
            sheet.ax.barh(y, row["share"], sheet.bar, color=colours.against(BLUE))
        sheet.title(...)  # with years; then sheet.legend(handles), sheet.foot(note, source)
        return Shown(frame, word("alt.something", sheet.lang, ...))  # ax.data and ax.alt

It may be called again in smaller letters until all fits, so it only draws. Letters are "large",
"medium", "small"; other lengths are ``sheet.pt(n)`` points; `sheet.panel()` is a further Axes below,
a child of the one returned. Colours are `colours.ink()`, `paper()`, `grey()` and `against(...)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

import pandas as pd

from linhai_analysis.charts import colours, text_room
from linhai_analysis.charts.style import Axes, font_families, settings, write_in

if TYPE_CHECKING:
    from matplotlib.text import Text

# Of the room, for the names of rows and for the texts at their right.
NAMES, TEXTS = 0.34, 0.36
# Letters become smaller until this much is left, of a body (inches, in letters of 10 points) ...
NARROWEST, FLATTEST = 1.4, 1.1
# ... and between rows, of a line.
GAP, LEAST_GAP = 0.7, 0.1
MOST_TRIES = 16


class Look(TypedDict, total=False):
    """How large: of the whole chart in inches, and of its letters beside those of matplotlib."""

    size: tuple[float, float] | None
    scale: float


class Shown(NamedTuple):
    """What a chart shows: the frame that was drawn, and its text alternative."""

    data: pd.DataFrame
    alt: str


def chart(width: float) -> Callable[[Callable[..., Shown]], Callable[..., Axes]]:
    """Make a chart, so many inches wide where nobody says otherwise, of a function that draws.

    >>> @chart(width=5)
    ... def draw_two(sheet, frame):
    ...     line = sheet.ax.plot(frame["year"], frame["value"])
    ...     sheet.title("Firms, 2015-2020")
    ...     return Shown(frame, "From 60 to 120.")
    >>> ax = draw_two(pd.DataFrame({"year": [2015, 2020], "value": [60, 120]}), scale=1.5)
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
            return _drawn(lambda sheet: paint(sheet, *frames, **more), ax, lang, size, scale, width)

        draw.__doc__, draw.__name__ = paint.__doc__, paint.__name__
        return draw

    return decorated


def _drawn(
    paint: Callable[[Sheet], Shown],
    ax: Axes | None,
    lang: str,
    size: tuple[float, float] | None,
    scale: float,
    width: float,
) -> Axes:
    import matplotlib as mpl

    families, points = font_families(lang), mpl.rcParams["font.size"] * scale
    free = ax is None and size is None
    if ax is None:
        import matplotlib.pyplot as plt

        # Outside the context: the first figure of a session switches the notebook's drawing on,
        # and leaving the context would switch it off again.
        figure = plt.figure(figsize=size or (width, width / 2), layout="none")
    for attempt in range(MOST_TRIES):
        with mpl.rc_context(settings(ax, families, points)):
            ax = figure.add_subplot() if ax is None else ax
            sheet = Sheet(ax, lang, families, free)
            shown = paint(sheet)
            fits = sheet.arrange()
            if fits >= 1 or attempt == MOST_TRIES - 1:
                break
            sheet.erase()
        points *= min(max(fits, 0.75), 0.95)
    ax.data, ax.alt = shown  # type: ignore[attr-defined]
    return ax


class Sheet:
    """Axes with the room around them: a title, a legend, rows, a foot; see the module."""

    def __init__(self, ax: Axes, lang: str, families: Sequence[str], free: bool) -> None:
        import matplotlib as mpl

        self.ax, self.lang, self.families, self.free = ax, lang, families, free
        self.points: float = mpl.rcParams["font.size"]
        self.panels: list[Axes] = []
        self.room = text_room.room_of(ax)
        self.head: list[Any] = []
        self.feet: list[Text] = []
        self._before = set(ax.get_children())
        # Inches that the body of each panel takes, and the least share of it that will do.
        self._bodies: dict[Axes, tuple[float, float]] = {}
        self.bar = 1.0
        self._add(ax)

    def pt(self, points: float) -> float:
        """So many points, in letters of 10; as many more as the letters are larger."""
        return points * self.points / 10

    @property
    def width(self) -> float:
        """Inches for text, between the pads."""
        return self.room.width - 2 * self.pt(8) / 72

    def panel(self) -> Axes:
        """Further Axes below; a child of the first, so that one chart stays one Axes."""
        ax = self.ax.inset_axes((0, 0, 1, 1))
        ax.set_axes_locator(None)
        self._add(ax)
        return ax

    def _add(self, ax: Axes) -> None:
        ax.spines[["top", "right"]].set_visible(False)
        ax.spines[["left", "bottom"]].set_color(colours.grey())
        ax.tick_params(color=colours.grey(), labelcolor=colours.ink(), labelsize=self.pt(9))
        self.panels.append(ax)
        body = self.pt(3 * 72) / 72
        self._bodies[ax] = body, FLATTEST / 3

    def wrap(self, text: str, inches: float, size: str = "medium", even: bool = True) -> str:
        """Break a text into lines that are no wider; `even` ones of about one length."""
        return text_room.wrap(self.ax, text, self.lang, inches, size, even)

    def axis(self, ax: Axes, across: str, up: str = "") -> None:
        """Name what is measured, with its unit: below the chart, and level above its left end."""
        ax.set_xlabel(across, loc="left", fontsize="medium")
        if up:
            look = {"va": "bottom", "annotation_clip": False, "textcoords": "offset points"}
            ax.annotate(up, (0, 1), (0, self.pt(4)), xycoords="axes fraction", **look)

    def title(self, text: str) -> None:
        """Write the title at the left of the sheet."""
        self.ax.set_title(
            self.wrap(text, self.width, "large"),
            **{"loc": "left", "fontsize": "large", "va": "top", "x": 0, "y": 1},
            transform=self.ax.figure.transSubfigure,
            color=colours.ink(),
        )
        self.head.insert(0, self.ax._left_title)  # type: ignore[attr-defined]

    def legend(self, handles: Iterable[Any]) -> None:
        """Write the legend under the title, in as many columns as there is room for."""
        handles = list(handles)
        for handle in handles:
            handle.set_label(self.wrap(handle.get_label(), 0.85 * self.width))
        for columns in range(len(handles), 0, -1):
            legend = self.ax.legend(
                **{"handles": handles, "ncols": columns, "loc": "upper left", "frameon": False},
                **{"fontsize": "medium", "borderpad": 0, "borderaxespad": 0, "handlelength": 1.6},
                **{"columnspacing": 1.4, "handletextpad": 0.5, "labelspacing": 0.35},
            )
            if text_room.box(legend).width <= self.width or columns == 1:
                self.head.append(legend)
                return
            legend.remove()

    def foot(self, *lines: str) -> None:
        """Write notes under the chart, and as the last line its source."""
        for line in filter(None, lines):
            text = self.ax.text(
                *(0, 0, self.wrap(line, self.width, "small", even=False)),
                **{"fontsize": "small", "va": "bottom", "color": colours.grey(0.65)},
                transform=self.ax.figure.transSubfigure,
                gid="source" if line is lines[-1] else "note",
            )
            self.feet.append(text)

    def rows(
        self,
        ax: Axes,
        names: Sequence[str],
        texts: Sequence[str] = (),
        faint: Sequence[bool] = (),
    ) -> list[float]:
        """Name rows at the left, write a text at the right of each; return their places (y).

        Rows run from the top and are as high as their lines; `bar` is the height of a line.
        """
        names = [self.wrap(name, NAMES * self.width) for name in names]
        texts = [self.wrap(text, TEXTS * self.width) for text in texts]
        line = text_room.line_height(ax)
        lines = [
            max(one.count("\n"), other.count("\n")) + 1
            for one, other in zip(names, texts or names, strict=True)
        ]
        middles, top = [], 0.0
        for count in lines:
            middles.append(top + (count + GAP) / 2)
            top += count + GAP
        ax.set_yticks(middles, names)
        ax.tick_params(axis="y", length=0, pad=self.pt(5), labelsize=self.points)
        ax.set_ylim(max(top, 1.7), 0)
        tones = [colours.grey(0.65) if one else colours.ink() for one in faint or [False] * len(texts)]
        for y, text, tone in zip(middles, texts, tones, strict=False):
            at = {"xycoords": ax.get_yaxis_transform(), "textcoords": "offset points"}
            look = {"va": "center", "annotation_clip": False, "color": tone}
            ax.annotate(text, (1, y), (self.pt(6), 0), **at, **look)
        most = max(lines, default=1)
        self._bodies[ax] = max(top, 1.7) * line, (most + LEAST_GAP) / (most + GAP)
        return middles

    def empty(self) -> None:
        """Where there is nothing to draw but the words around it."""
        self.ax.set(xticks=[], yticks=[])
        self.ax.spines[:].set_visible(False)
        self._bodies[self.ax] = self.pt(2) / 72, 0.01

    def arrange(self) -> float:
        """Give every part its room; return below 1 where the letters are too large for it."""
        for ax in self.panels:
            write_in(ax, self.families)
            ax.set_position((0.3, 0.3, 0.4, 0.4))
        fits, before = 0.0, None
        # What hangs out depends on where the body ends, and the other way round.
        for _ in range(5):
            fits, placed = self._stack()
            if placed == before:
                break
            before = placed
        return fits

    def _stack(self) -> tuple[float, list]:
        """Panels below each other, between head and feet, as far as what hangs out of them."""
        pad, gap = self.pt(8) / 72, self.pt(6) / 72
        hangs = [text_room.hang(ax, [*self.head, *self.feet]) for ax in self.panels]
        left, right = (max(hang[side] for hang in hangs) for side in (0, 2))
        narrow = self.pt(NARROWEST)
        head = sum(text_room.box(one).height + gap for one in self.head)
        feet = sum(text_room.box(one).height + gap for one in self.feet)
        rest = 2 * pad + head + feet + sum(hang[1] + hang[3] + gap for hang in hangs)
        needed = sum(body for body, _ in self._bodies.values())
        width = self.room.width - 2 * pad - left - right
        if self.free:
            width = max(width, narrow)
            self._resize(width + 2 * pad + left + right, rest + needed)
        share = (self.room.height - rest) / needed
        least = max(least for _, least in self._bodies.values())
        top = self.room.y1 - pad - head
        for ax, (_, low, _, high) in zip(self.panels, hangs, strict=True):
            height = max(self._bodies[ax][0] * share, 0.05)
            top -= high + height
            self._place(ax, self.room.x0 + pad + left, top, max(width, 0.05), height)
            top -= low + gap
        self._place_texts(pad, gap)
        return min(width / narrow, share / least) + 1e-6, [ax.bbox.bounds for ax in self.panels]

    def _resize(self, width: float, height: float) -> None:
        self.ax.figure.set_size_inches(width, height)
        self.room = text_room.room_of(self.ax)

    def _place(self, ax: Axes, x: float, y: float, width: float, height: float) -> None:
        whole = text_room.inches(self.ax.figure.bbox, self.ax)
        wide, high = whole.width, whole.height
        ax.set_position((x / wide, y / high, width / wide, height / high))

    def _place_texts(self, pad: float, gap: float) -> None:
        whole = text_room.inches(self.ax.figure.bbox, self.ax)
        x, top, low = self.room.x0 + pad, self.room.y1 - pad, self.room.y0 + pad
        for one in self.head:
            at = (x / whole.width, top / whole.height)
            if hasattr(one, "set_bbox_to_anchor"):
                one.set_bbox_to_anchor(at, transform=self.ax.figure.transSubfigure)
            else:
                one.set_position(at)
            top -= text_room.box(one).height + gap
        for text in reversed(self.feet):
            text.set_position((x / whole.width, low / whole.height))
            low += text_room.box(text).height + gap

    def erase(self) -> None:
        """Take off what was drawn."""
        for artist in set(self.ax.get_children()) - self._before:
            artist.remove()
