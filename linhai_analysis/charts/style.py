"""The fonts and settings that all charts share."""

from __future__ import annotations

import locale
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from linhai_analysis.errors import DataError
from linhai_analysis.words import LANGUAGES, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
else:
    # Known to checkers of types alone: matplotlib is slow to import, and charts are optional.
    Axes = Any

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


@cache
def shape_plainly() -> None:
    """Let signs such as a dash have the form that the font itself gives them, on every machine.

    What shapes text asks the system for its language once, when it is first used.
    """
    from matplotlib import font_manager

    known = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C")
    font_manager.get_font(font_manager.findfont("DejaVu Sans")).set_text("-")
    locale.setlocale(locale.LC_CTYPE, known)


def font_families(lang: str) -> list[str]:
    """Return the fonts of a chart, the first one first.

    >>> font_families("en")[0]
    'DejaVu Sans'
    """
    shape_plainly()
    if LANGUAGES[lang].han:
        return [chinese_font(), "DejaVu Sans"]
    # Names may be Chinese in English charts too.
    return ["DejaVu Sans", *filter(None, [found_font()])]


def space_lines(text: Any, families: Sequence[str]) -> None:
    """Set the lines of a Chinese text apart: characters fill a line as letters do not."""
    if families[0] != "DejaVu Sans" and "\n" in text.get_text():
        text.set_linespacing(1.35)


def settings(ax: Axes | None, families: Sequence[str], points: float) -> Any:
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
        space_lines(text, families)
        text.set_parse_math(False)
        text.set_usetex(False)
    # Ticks are made anew whenever the limits change.
    ax.tick_params(labelfontfamily=list(families))
