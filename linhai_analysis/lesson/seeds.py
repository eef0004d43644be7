"""The numbers of the lesson: the plan's own, or others for a student's name or number.

A seed gives the same numbers on every machine, in Python and on the page: FNV-1a of 32 bits over
the seed and the name of the number, stirred by the last step of MurmurHash3.
"""

from __future__ import annotations

import re
import unicodedata

from linhai_analysis.arguments import is_finite, is_number, is_text, told_value
from linhai_analysis.errors import DataError
from linhai_analysis.lesson.contents import Row, rows
from linhai_analysis.lesson.formulas import computed
from linhai_analysis.words import say

WHOLE = 0xFFFFFFFF


def plain_seed(seed: object) -> str:
    """Return a seed without what people write differently; empty for the plan's own numbers.

    >>> plain_seed("  Li Wei\u30002026-03"), plain_seed(0), plain_seed(None), plain_seed("李伟")
    ('li wei 2026-03', '', '', '李伟')
    """
    if not (seed is None or is_number(seed) or is_text(seed)):
        kinds = say("ask.either", one=say("ask.text"), other=say("ask.figure"))
        raise DataError(say("ask.kind", name="seed", value=told_value(seed), kinds=kinds))
    if is_number(seed) and not is_finite(seed):
        raise DataError(say("ask.number", name="seed", value=told_value(seed)))
    text = unicodedata.normalize("NFKC", "" if seed is None else str(seed)).lower()
    text = re.sub(r"\s+", " ", text).strip()
    return "" if text == "0" else text


def stirred(text: str) -> int:
    """Return the hash of a text, as the page computes it.

    >>> hex(stirred(""))  # fmix32(0x811c9dc5), by another program
    '0xab3e7c0b'
    """
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 0x01000193 & WHOLE
    found = (found ^ found >> 16) * 0x85EBCA6B & WHOLE
    found = (found ^ found >> 13) * 0xC2B2AE35 & WHOLE
    return found ^ found >> 16


def numbers_of(seed: object = None) -> dict[str, float]:
    """Return the numbers by their names.

    >>> numbers = numbers_of()
    >>> numbers["firms"], numbers["firms_target"], round(numbers["rate"], 2)
    (60.0, 120.0, 14.87)
    """
    own, numbers = plain_seed(seed), {}
    for row in rows("number"):
        if own and (picked := span(row)):
            low, high, step = picked
            count = round((high - low) / step) + 1
            numbers[row.name] = low + step * (stirred(f"{own}/{row.name}") % count)
        else:
            formula = row.varies if own and row.varies else row.value
            numbers[row.name] = computed(formula, numbers)
    return numbers


def span(row: Row) -> tuple[float, ...]:
    """Return lowest, highest and step of a number that varies between two; else nothing.

    >>> [span(row) for row in rows("number")][5:8]
    [(90.0, 98.0, 1.0), (140.0, 180.0, 1.0), ()]
    """
    return tuple(map(float, re.split(r"\.\.|/", row.varies))) if ".." in row.varies else ()
