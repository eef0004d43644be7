"""What every public chart does at its door: it refuses a keyword that it does not know."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from linhai_analysis.arguments import checked
from linhai_analysis.charts.drawing import Look
from linhai_analysis.charts.style import Axes
from linhai_analysis.words import say

P = ParamSpec("P")


def door(plot: Callable[P, Axes]) -> Callable[P, Axes]:
    """Refuse other keywords before anything is computed, by the name that people called.

    >>> from linhai_analysis import plot_coverage
    >>> plot_coverage("linhai_13fyp", width=4)
    Traceback (most recent call last):
    TypeError: plot_coverage has no option 'width'; there are: plan, ax, lang, size, scale
    """
    own = inspect.signature(plot).parameters.values()
    known = [one.name for one in own if one.kind is not one.VAR_KEYWORD]
    known += Look.__annotations__

    kinds_checked = checked(plot)

    @wraps(plot)
    def opened(*given: P.args, **named: P.kwargs) -> Axes:
        if unknown := [name for name in named if name not in known]:
            facts = {"function": plot.__name__, "name": unknown[0], "names": tuple(known)}
            raise TypeError(say("ask.keyword", **facts))
        return kinds_checked(*given, **named)

    return opened
