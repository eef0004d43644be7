"""Takes the words off around a figure and notes what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linhai_analysis.targets.five_years import last_year
from linhai_analysis.targets.unread import UnreadError
from linhai_analysis.targets.vocabulary import (
    AFTER,
    BEFORE,
    EACH,
    NUMBER,
    SCALE,
    UNIT,
    YEARS,
    Facets,
)

_FROM = re.compile(rf"[由从](?:(?P<than>\d{{4}})年的?)?(?:{NUMBER})(?:{SCALE})?(?:{UNIT})?")
_DATES = [*map(re.compile, YEARS)]
_EACH = re.compile(EACH)
_WORD_BEFORE = re.compile("|".join(map(re.escape, BEFORE)))
_TELLING = re.compile("|".join(re.escape(word) for word in BEFORE if len(word) > 1))
_IN_NUMBER = re.compile(r"[\d.,零一二两三四五六七八九十百千万亿]$")
_WORD_AFTER = re.compile(f"(?:{'|'.join(map(re.escape, AFTER))})$")


def peel(text: str, plain: str, names: Sequence[str]) -> tuple[Facets, str]:
    """Take the known words off both ends; return what they said and what is left."""
    said: Facets = {}

    def note(facets: Facets) -> None:
        for facet, meaning in facets.items():
            if said.setdefault(facet, meaning) != meaning:
                raise UnreadError("two_things", text)

    core = plain
    while step := _first(core, names):
        length, facets = step
        note(facets)
        core = core[length:]
    while after := _WORD_AFTER.search(core):
        note(AFTER[after[0]])
        core = core[: after.start()]
    return said, core


def _first(core: str, names: Sequence[str]) -> tuple[int, Facets] | None:
    """What the text begins with before its figure: how long that is, and what it says."""
    if own := _own_name(core, names):
        return own, {}
    if word := _WORD_BEFORE.match(core):
        return len(word[0]), BEFORE[word[0]]
    if start := _FROM.match(core):
        rest = core[start.end() :]
        if reached := re.match("[到至](?=.)", rest):
            return start.end() + reached.end(), {"reach": "yes"} | _named(start)
        if (word := _WORD_BEFORE.match(rest)) and "reach" in BEFORE[word[0]]:
            return start.end(), _named(start)
    for form in _DATES:
        if (found := form.match(core)) and _goes_on(core[found.end() :], found):
            return found.end(), _dated(found)
    if found := _EACH.match(core):
        return found.end(), {"per": found["scale"] + ("户" if found["households"] else "人")}
    return None


def _goes_on(rest: str, found: re.Match[str]) -> bool:
    """Whether words or a figure follow: 12年以上 is a figure, 12年引进 a time."""
    if "years" not in found.re.groupindex:
        return bool(rest)
    return bool(re.match(r"\d", rest) or _WORD_BEFORE.match(rest))


def _named(found: re.Match[str]) -> Facets:
    return {name: text for name, text in found.groupdict().items() if text}


def _dated(found: re.Match[str]) -> Facets:
    """The years that a text names; those of a five-year plan by its number."""
    named = _named(found)
    if plan := named.pop("plan", ""):
        end = last_year(plan)
        if found[0].rstrip(",").endswith(("期间", "时期")):
            return {"than": str(end - 5), "until": str(end), "span": "yes"}
        return {"than": str(end)}
    return named | ({} if {"than", "until"} & named.keys() else {"span": "yes"})


def _own_name(core: str, names: Sequence[str]) -> int:
    """How many signs at the start are the indicator's own name, or a part of it that says nothing.

    What is cut off ends before the first word of the grammar, and not within a number.
    """
    if not names or not core[:1].isalpha():
        return 0
    word = _TELLING.search(core.replace("增加值", "___"))
    for length in range(min(word.start() if word else len(core), len(core) - 1), 1, -1):
        part = core[:length]
        if any(part.lower() in name.lower() for name in names) and not _IN_NUMBER.search(part):
            return length
    return 0
