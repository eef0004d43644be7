"""Fonts, colours and the frame that all charts share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from linhai_analysis.arguments import check_language
from linhai_analysis.charts.colours import GREY, INK
from linhai_analysis.errors import DataError
from linhai_analysis.text import wrap
from linhai_analysis.words import LANGUAGES, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
else:
    # Known to checkers of types alone: matplotlib is slow to import, and charts are optional.
    Axes = Any

STYLE: Any = {
    "axes.unicode_minus": False,
    "text.color": INK,
    # Two $ in a name are no formula, and a backslash in it no command.
    "text.parse_math": False,
    "text.usetex": False,
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
}

CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)


@cache
def found_font() -> str | None:
    """Return the name of a font with Chinese characters; None where the machine has none."""
    from matplotlib import font_manager

    known = font_manager.fontManager.ttflist
    if path := bundled_font():
        count = len(known)
        font_manager.fontManager.addfont(path)
        # Before another version of it that the system may have: charts are equal on all machines.
        known[:] = [*known[count:], *known[:count]]
        return str(known[0].name)
    installed = {font.name for font in known}
    return next((name for name in CHINESE_FONTS if name in installed), None)


def chinese_font() -> str:
    """Return the name of a font with Chinese characters.

    >>> bool(chinese_font())
    True
    """
    if (name := found_font()) is None:
        raise DataError(say("chart.font"))
    return name


def bundled_font() -> str | None:
    """Return the path of the font of the extra ``fonts``; None where it is not installed."""
    from importlib.resources import files

    try:
        folder = files("pylopdf_fonts_zh_cn")
    except ModuleNotFoundError:
        return None
    return str(folder.joinpath("NotoSansSC-Regular.otf"))


def font_families(lang: str) -> list[str]:
    """Return the fonts of a chart, the first one first.

    >>> font_families("en")[0]
    'DejaVu Sans'
    """
    if LANGUAGES[check_language(lang)].han:
        return [chinese_font(), "DejaVu Sans"]
    # Names may be Chinese in English charts too.
    return ["DejaVu Sans", *filter(None, [found_font()])]


@contextmanager
def canvas(ax: Axes | None, lang: str, size: tuple[float, float]) -> Iterator[Axes]:
    """Give the Axes to draw on, in the fonts and colours of this package.

    >>> with canvas(None, "en", (4, 3)) as ax:
    ...     line = ax.plot([2015, 2020], [60, 120])
    >>> ax.spines["top"].get_visible()
    False
    """
    import matplotlib as mpl

    families = font_families(lang)
    if ax is None:
        import matplotlib.pyplot as plt

        # Outside the context: the first figure of a session switches the notebook's drawing on,
        # and leaving the context would switch it off again.
        figure = plt.figure(figsize=size, layout="constrained")
    with mpl.rc_context(STYLE | {"font.family": families}):
        ax = figure.add_subplot() if ax is None else ax
        ax.spines[["top", "right"]].set_visible(False)
        ax.spines[["left", "bottom"]].set_color(GREY)
        ax.tick_params(color=GREY, labelcolor=INK)
        # Axes that were made elsewhere brought texts of other settings: before what is measured
        # while the chart is made, and after it.
        write_in(ax, families)
        yield ax
        write_in(ax, families)


def settings(ax: Axes | None, families: Sequence[str], points: float) -> dict[str, Any]:
    """The settings that a chart is drawn in: a reader's own colours, our letters."""
    return {
        "axes.unicode_minus": False,
        # Two $ in a name are no formula, and a backslash in it no command.
        "text.parse_math": False,
        "text.usetex": False,
        "font.family": list(families),
        "font.size": points,
        **({} if ax is None else {"axes.facecolor": ax.get_facecolor()}),
    }


def write_in(ax: Axes, families: Sequence[str]) -> None:
    """Write all texts of Axes, those that are there and those of later ticks, in these fonts."""
    import matplotlib.text

    for text in ax.findobj(matplotlib.text.Text):
        text.set_fontfamily(list(families))
        text.set_parse_math(False)
        text.set_usetex(False)
    # Ticks are made anew whenever the limits change.
    ax.tick_params(labelfontfamily=list(families))


def source_line(ax: Axes, text: str, lang: str) -> None:
    """Write the source under the chart, at the left, in lines as long as the chart is wide.

    >>> with canvas(None, "en", (4, 3)) as ax:
    ...     source_line(ax, "Source: the plan", "en")
    >>> ax.get_xlabel()
    'Source: the plan'
    """
    # About 13 letters of 8 points stand in an inch.
    inches = ax.get_window_extent().width / ax.figure.dpi
    letters = int(inches * 13)
    ax.set_xlabel(wrap(text, lang, letters), loc="left", fontsize=8, color=GREY, labelpad=10)


def legend_entry(name: str) -> str:
    """Return a name as a legend shows it; matplotlib leaves out one that begins with a low line.

    >>> legend_entry("_slow"), legend_entry("slow")
    (' _slow', 'slow')
    """
    return f" {name}" if name.startswith("_") else name


def legend_above(ax: Axes, title: str, handles: list | None = None, columns: int = 4) -> None:
    """Write the title, and the legend between it and the chart, where it hides nothing."""
    entries = len(handles or ax.get_legend_handles_labels()[1])
    ax.set_title(title, pad=14 + 14 * -(-entries // columns))
    ax.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        borderaxespad=0.4,
        ncols=columns,
        frameon=False,
        fontsize=9,
        handletextpad=0.5,
        borderpad=0,
    )
