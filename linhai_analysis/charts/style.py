"""Fonts, colours and the frame that all charts share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from linhai_analysis.text import wrap
from linhai_analysis.words import check_language

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito's colours, which readers with any colour vision can tell apart.
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
SKY, AMBER = "#56B4E9", "#E69F00"
INK, GREY, PALE = "#222222", "#767676", "#D9D9D9"
TARGET_COLOURS = (BLUE, ORANGE, GREEN, PURPLE, SKY, AMBER)

# The scenarios that ship with the package; further ones take the next colour of the second row.
SCENARIO_COLOURS = {
    "halt": GREY,
    "slow": SKY,
    "trend": INK,
    "fast": ORANGE,
    "follow_zhejiang": GREEN,
    "follow_nation": PURPLE,
    "target": BLUE,
    "target_table_1": BLUE,
    "target_section_3": AMBER,
}
FURTHER_COLOURS = ("#332288", "#882255", "#117733", "#999933", "#44AA99", "#AA4499", "#661100")

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


def scenario_colour(name: str) -> str:
    """Return the colour of a scenario, the same one in every chart.

    >>> scenario_colour("fast") == ORANGE, scenario_colour("our own") == scenario_colour("our own")
    (True, True)
    """
    if name not in SCENARIO_COLOURS:
        own = len(_further)
        _further.setdefault(name, FURTHER_COLOURS[own % len(FURTHER_COLOURS)])
    return SCENARIO_COLOURS.get(name) or _further[name]


_further: dict[str, str] = {}


@cache
def chinese_font() -> str:
    """Return the name of a font with Chinese characters.

    >>> bool(chinese_font())
    True
    """
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    for name in CHINESE_FONTS:
        if name in installed:
            return name
    path = bundled_font()
    font_manager.fontManager.addfont(path)
    return font_manager.FontProperties(fname=path).get_name()


def bundled_font() -> str:
    """Return the path of the Noto Sans SC that comes with the installation.

    >>> bundled_font().endswith("NotoSansSC-Regular.otf")
    True
    """
    from importlib.resources import files

    return str(files("pylopdf_fonts_zh_cn").joinpath("NotoSansSC-Regular.otf"))


def font_families(lang: str) -> list[str]:
    """Return the fonts of a chart, the first one first.

    >>> font_families("en")[0]
    'DejaVu Sans'
    """
    chinese = chinese_font()
    if check_language(lang) == "zh":
        return [chinese, "DejaVu Sans"]
    return ["DejaVu Sans", chinese]


@contextmanager
def canvas(ax: Axes | None, lang: str, size: tuple[float, float]) -> Iterator[Axes]:
    """Give the Axes to draw on, in the fonts and colours of this package.

    >>> with canvas(None, "en", (4, 3)) as ax:
    ...     line = ax.plot([2015, 2020], [60, 120])
    >>> ax.spines["top"].get_visible()
    False
    """
    import matplotlib as mpl
    import matplotlib.text

    style: Any = {
        "font.family": font_families(lang),
        "axes.unicode_minus": False,
        "text.color": INK,
        "font.size": 10,
        "axes.titlesize": 11,
        "axes.titlelocation": "left",
    }
    if ax is None:
        import matplotlib.pyplot as plt

        # Outside the context: the first figure of a session switches the notebook's drawing on,
        # and leaving the context would switch it off again.
        figure = plt.figure(figsize=size, layout="constrained")
    with mpl.rc_context(style):
        ax = figure.add_subplot() if ax is None else ax
        ax.spines[["top", "right"]].set_visible(False)
        ax.spines[["left", "bottom"]].set_color(GREY)
        ax.tick_params(color=GREY, labelcolor=INK)
        yield ax
        # Axes that were made elsewhere brought texts in other fonts, and ticks are made anew
        # whenever the limits change.
        for text in ax.findobj(mpl.text.Text):
            text.set_fontfamily(font_families(lang))
        ax.tick_params(labelfontfamily=font_families(lang))


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
