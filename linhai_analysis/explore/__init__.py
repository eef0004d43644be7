"""The interactive panel of scenarios: move a growth rate, see what follows.

``draft`` is the scenario that the sliders change, without any widget; ``show`` draws it and
says what becomes of the targets; ``widgets`` are the menus and sliders, ``panel`` what they do.
``linhai_analysis.explore(plan)`` opens it: this module can be called.
"""

from __future__ import annotations

import sys
from inspect import getdoc, signature
from types import ModuleType
from typing import Any

from linhai_analysis.explore import panel
from linhai_analysis.explore.panel import Explorer, explore

__all__ = ["Explorer", "explore"]


class _Panel(ModuleType):
    """A module and a function in one: else ``la.explore`` would hide ``explore.draft``."""

    def __call__(self, *given: Any, **named: Any) -> Explorer:
        return panel.explore(*given, **named)


__doc__, __signature__ = getdoc(explore) or "", signature(explore)
_module = sys.modules[__name__]
_module.__class__ = _Panel
# Whichever of the two is asked for, by that name there is one.
globals()["explore"] = _module
