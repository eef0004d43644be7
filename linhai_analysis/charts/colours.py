"""The colours of charts, and which scenario has which."""

from __future__ import annotations

from collections.abc import Iterable

# Okabe and Ito's colours, which readers with any colour vision can tell apart.
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
SKY, AMBER = "#56B4E9", "#E69F00"
INK, GREY, PALE = "#222222", "#767676", "#D9D9D9"
# Of bars that stand behind, and of lines between rows.
PALE_BLUE, PALER = "#9CCBE8", "#EEEEEE"
TARGET_COLOURS = (BLUE, ORANGE, GREEN, PURPLE, SKY, AMBER)

SCENARIO_COLOURS = (*TARGET_COLOURS, INK)
# Of scenarios beyond the colours: the colours again, with marks on the line.
SCENARIO_MARKERS = ("", "s", "^", "v", "P", "X")


def scenario_looks(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return colour and marker of each scenario by its place among all of them.

    >>> looks = scenario_looks(["slow", "fast", "slow"])
    >>> looks["slow"]["color"] == BLUE, looks["fast"]["color"] == ORANGE
    (True, True)
    """
    looks = {}
    for place, name in enumerate(dict.fromkeys(names)):
        turn, tone = divmod(place, len(SCENARIO_COLOURS))
        marker = SCENARIO_MARKERS[turn % len(SCENARIO_MARKERS)]
        looks[name] = {"color": SCENARIO_COLOURS[tone], "marker": marker}
    return looks
