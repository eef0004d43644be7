"""Notes: what to know of a figure before trusting it; keys in tuples, words only for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from linhai_analysis.arguments import Mask
from linhai_analysis.words import listed, word_or_name


def noted(found: Mapping[str, Mask], count: int) -> list[tuple[str, ...]]:
    """The notes of each row, in the order of `found`.

    >>> import numpy as np
    >>> noted({"spliced": np.array([True, False]), "derived": np.array([True, True])}, 2)
    [('spliced', 'derived'), ('derived',)]
    """
    rows: list[tuple[str, ...]] = [()] * count
    for note, applies in found.items():
        for i in applies.nonzero()[0]:
            rows[i] = (*rows[i], note)
    return rows


def notes_text(notes: Iterable[str], lang: str = "en", reason: str = "") -> str:
    """Return notes, and a reason behind them, as one text for people.

    >>> notes_text(("spliced", "own"), "zh", "暂无数据")
    '与基期来源不同、own、暂无数据'
    """
    words = [*(word_or_name("flag", note, lang) for note in notes), reason]
    return listed(words, lang)
