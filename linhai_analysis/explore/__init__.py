"""The interactive panel of scenarios: move a growth rate, see what follows.

``draft`` is the scenario that the sliders change, without any widget; ``show`` draws it and
says what becomes of the targets; ``panel`` is the widgets.
"""

from linhai_analysis.explore.panel import Explorer, explore

__all__ = ["Explorer", "explore"]
