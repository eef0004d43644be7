"""What a projection of a plan's figures rests on, and how its probability is said in words."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from linhai_analysis.words import word

# A line through two or three figures is an opinion; from four on, what the intervals hold of
# the outcomes was measured at the plan level.
LEAST_VALUES = 4

LIMITS = (0.9, 0.5, 0.1)
"""From so much on a probability is called by the first, second, third of the `LIKELY` words."""
LIKELY = ("very_likely", "likely", "unlikely", "very_unlikely")
# What makes the outlook unclear, whatever the number: too few values of its own, or a jump.
UNCLEAR = frozenset({"short_history", "suspected_level_break"})


def is_unclear(flags: Collection[str]) -> bool:
    """Whether a history allows no outlook in words, whatever the number.

    >>> is_unclear(["short_history"]), is_unclear(["reference_used"])
    (True, False)
    """
    return not UNCLEAR.isdisjoint(flags)


def outlook_words(probability: float, flags: Collection[str] = (), lang: str = "en") -> str:
    """Return the outlook in the words of the European Environment Agency.

    It is unclear without a probability, from fewer than five values and where the history jumps.

    >>> outlook_words(0.9), outlook_words(0.87), outlook_words(0.3, lang="zh"), outlook_words(0.05)
    ('very likely', 'likely but uncertain', '较难实现但不确定', 'very unlikely')
    >>> outlook_words(float("nan")), outlook_words(0.99, ["short_history"])
    ('unclear', 'unclear')
    """
    if np.isnan(probability) or is_unclear(flags):
        return word("outlook.unclear", lang)
    short = sum(probability < limit for limit in LIMITS)
    return word(f"outlook.{LIKELY[short]}", lang)


def refusal(count: int, spliced: bool, quantity: str, lang: str = "en") -> str:
    """Return why the figures of a plan bear no projection; empty where they do.

    >>> refusal(1, False, "level")
    'one figure only: no trend can be seen'
    """
    if count == 0:
        return word("no_projection.none", lang)
    if quantity not in ("level", "index"):
        return word("no_projection.basis", lang)
    if count == 1:
        return word("no_projection.one", lang)
    if spliced:
        return word("no_projection.spliced", lang, count=count)
    if count < LEAST_VALUES:
        return word("no_projection.few", lang, count=count, least=LEAST_VALUES)
    return ""
