"""Parts that are together more than their whole, in figures and in targets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from math import fsum

from linhai_analysis.plan.doubts import Asked, Doubt
from linhai_analysis.targets import BASES, same
from linhai_analysis.text import decimals_of
from linhai_analysis.words import listed, word

# By indicator the rows that state it, of one place and year.
ByIndicator = Mapping[str, list[dict]]
# In so many years, and in every one that is known, parts that are too much are no slip.
OFTEN = 3


def parts_of_figures(asked: Asked) -> Iterator[Doubt]:
    """Figures of parts that are together more than that of the whole in the same year and place."""
    known = _by_year(asked)
    overlap = _overlapping(asked, known)
    for stated in known.values():
        for row, most, total, said in _exceeded(asked, stated, overlap):
            yield asked.of_figure(
                "parts_above_whole", "parts_above_whole", row | {"value": most}, total, **said
            )


def parts_of_targets(asked: Asked) -> Iterator[Doubt]:
    """Targets of parts that are more than the target of the whole, stated in the same way."""
    known: dict[tuple, dict[str, list[dict]]] = {}
    for row in asked.targets:
        if BASES[row["basis"]].in_unit:
            stated = known.setdefault((row["target_year"], row["basis"]), {})
            stated.setdefault(row["indicator"], []).append(row)
    overlap = _overlapping(asked, _by_year(asked))
    for stated in known.values():
        for row, most, total, said in _exceeded(asked, stated, overlap):
            key = "parts_above_whole.target"
            yield asked.of_target("parts_above_whole", key, row, most, total, **said)


def _by_year(asked: Asked) -> Mapping[tuple, ByIndicator]:
    """The figures that are stated of each place, year and scope."""
    known: dict[tuple, dict[str, list[dict]]] = {}
    for row in asked.figures:
        ends = row | {"ends": [row["value"]]}
        stated = known.setdefault((row["geo"], row["year"], row["scope"]), {})
        stated.setdefault(row["indicator"], []).append(ends)
    return known


def _wholes(asked: Asked, stated: ByIndicator) -> dict[str, list[str]]:
    """The stated wholes with those of their parts that are stated beside them."""
    wholes: dict[str, list[str]] = {}
    for name, whole in asked.parts:
        if name in stated and whole in stated:
            wholes.setdefault(whole, []).append(name)
    return wholes


def _overlapping(asked: Asked, known: Mapping[tuple, ByIndicator]) -> set[str]:
    """Wholes whose parts are together more than them year after year: they overlap.

    Of researchers, those of firms and the women are no parts to be added up.
    """
    seen: dict[str, list[bool]] = {}
    for stated in known.values():
        for whole, names in _wholes(asked, stated).items():
            if len(names) > 1:
                most = max(max(one["ends"]) for one in stated[whole])
                total = fsum(min(min(one["ends"]) for one in stated[name]) for name in names)
                seen.setdefault(whole, []).append(total > most)
    return {whole for whole, more in seen.items() if len(more) >= OFTEN and all(more)}


def _exceeded(
    asked: Asked, stated: ByIndicator, overlap: Collection[str]
) -> Iterator[tuple[dict, float, float, dict]]:
    """The row of each whole that is exceeded, its number, the sum of its parts, and the words.

    Of parts that overlap, only one that is alone more than the whole exceeds it.
    """
    wholes = [
        (whole, group)
        for whole, names in _wholes(asked, stated).items()
        for group in ([[name] for name in names] if whole in overlap else [names])
    ]
    for whole, names in wholes:
        # Where a number is stated several times, those count that agree best.
        row = max(stated[whole], key=lambda one: max(one["ends"]))
        most = max(row["ends"])
        least = [min(min(one["ends"]) for one in stated[name]) for name in names]
        total = fsum(least)
        if total <= most + _room(asked, whole, [most, *least]) or same(total, most):
            continue
        quoted = (
            word("doubt.name", asked.lang, name=asked.plan.label(n, asked.lang)) for n in names
        )
        said = {
            "parts": listed(quoted, asked.lang),
            "total": asked.amount(whole, total),
        }
        yield row, most, total, said


def _room(asked: Asked, whole: str, numbers: list[float]) -> float:
    """What rounding may add up to: nothing for one part alone, nor where things are counted."""
    decimals = max(map(decimals_of, numbers))
    counted = asked.book[whole]["kind"] == "count" and not decimals
    return 0.0 if counted or len(numbers) < 3 else len(numbers) * 0.5 * 10.0**-decimals
