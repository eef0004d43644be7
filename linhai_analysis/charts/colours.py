"""The colours of charts, and which scenario has which."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum
from typing import Any

Colour = tuple[float, float, float]
ColourLike = Any  # what matplotlib takes for one

# Okabe and Ito's colours, which readers with any colour vision can tell apart.
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
SKY, AMBER = "#56B4E9", "#E69F00"
INK = "#222222"
TARGET_COLOURS = (BLUE, ORANGE, GREEN, PURPLE, SKY, AMBER)

SCENARIO_COLOURS = (*TARGET_COLOURS, INK)
# Marks on the lines of scenarios, which tell them apart in grey, and signs for them in a text.
SCENARIO_MARKERS = {"s": "■", "^": "▲", "v": "▼", "P": "✚", "X": "✖", "*": "★", "<": "◀"}


def ink() -> Colour:
    """The colour of text in the settings of the moment."""
    import matplotlib as mpl

    return to_rgb(mpl.rcParams["text.color"])


def paper() -> Colour:
    """The colour behind a chart."""
    import matplotlib as mpl

    return to_rgb(mpl.rcParams["axes.facecolor"])


def mixed(one: ColourLike, other: ColourLike, share: float) -> Colour:
    """So large a share of one colour in another.

    >>> mixed("white", "black", 0.5)
    (0.5, 0.5, 0.5)
    """
    pairs = zip(to_rgb(one), to_rgb(other), strict=True)
    red, green, blue = (share * a + (1 - share) * b for a, b in pairs)
    return red, green, blue


def grey(share: float = 0.5) -> Colour:
    """Between paper (0) and ink (1)."""
    return mixed(ink(), paper(), share)


def pale(colour: ColourLike, share: float = 0.4) -> Colour:
    """A colour for what stands behind."""
    return mixed(colour, paper(), share)


def against(colour: ColourLike, ratio: float = 3) -> Colour:
    """A colour, with as much ink in it as it takes to stand out against the paper.

    The ratio of luminances is that of WCAG 2.2, 1.4.11: 3 for lines and fields, 4.5 for text.
    """
    for ink_in_it in range(0, 105, 5):
        seen = mixed(ink(), colour, ink_in_it / 100)
        low, high = sorted((luminance(seen), luminance(paper())))
        if (high + 0.05) / (low + 0.05) >= ratio:
            break
    return seen


def luminance(colour: ColourLike) -> float:
    """Relative luminance as WCAG 2.2 has it.

    >>> luminance("black"), round(luminance("white"), 9), round(luminance("#777777"), 4)
    (0.0, 1.0, 0.1845)
    """
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in to_rgb(colour)]
    return fsum(w * x for w, x in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def on(field: ColourLike) -> str:
    """Black or white: what is easier to read on a field."""
    return "black" if luminance(field) > 0.18 else "white"


def to_rgb(colour: ColourLike) -> Colour:
    """Red, green and blue of a colour."""
    from matplotlib.colors import to_rgb as rgb

    return rgb(colour)


def scenario_looks(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return colour, marker and sign of each scenario by its place among all of them.

    >>> looks = scenario_looks(["slow", "fast", "slow"])
    >>> looks["slow"]["color"] == BLUE, looks["fast"]["color"] == ORANGE
    (True, True)
    """
    looks, markers = {}, [*SCENARIO_MARKERS]
    for place, name in enumerate(dict.fromkeys(names)):
        turn, tone = divmod(place, len(SCENARIO_COLOURS))
        # Beyond the colours: the colours again, each with another mark.
        marker = markers[(turn + tone) % len(markers)]
        sign = SCENARIO_MARKERS[marker]
        looks[name] = {"color": SCENARIO_COLOURS[tone], "marker": marker, "sign": sign}
    return looks
