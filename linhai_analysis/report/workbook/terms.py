"""Formulas of a spreadsheet, written by the same lines that compute the numbers.

What the tables of bases and of relations do with numbers they do with a `Term`, which writes it
down: so a formula can say nothing else than the library.
"""

from __future__ import annotations

from typing import Any

from linhai_analysis.targets import BASES
from linhai_analysis.targets.meeting import RELATIONS
from linhai_analysis.words import word

# Stands for what a sentence has filled in, where no sentence has it.
HOLE = "\x01"


class Term:
    """A part of a formula that can be computed with.

    >>> ((Term("B4") + 1) ** Term("N4")).text
    '((B4+1)^N4)'
    """

    text: str

    def __init__(self, text: object) -> None:
        self.text = text.text if isinstance(text, Term) else str(text)

    def _with(self, sign: str, other: object, turned: bool = False) -> Term:
        one, two = (other, self) if turned else (self, other)
        return Term(f"({Term(one).text}{sign}{Term(two).text})")

    def __add__(self, other: object) -> Term:
        return self._with("+", other)

    def __radd__(self, other: object) -> Term:
        return self._with("+", other, turned=True)

    def __sub__(self, other: object) -> Term:
        return self._with("-", other)

    def __mul__(self, other: object) -> Term:
        return self._with("*", other)

    def __rmul__(self, other: object) -> Term:
        return self._with("*", other, turned=True)

    def __pow__(self, other: object) -> Term:
        return self._with("^", other)

    def __abs__(self) -> Term:
        return Term(f"ABS({self.text})")

    def __ge__(self, other: object) -> Term:
        return self._with(">=", other)

    def __le__(self, other: object) -> Term:
        return self._with("<=", other)

    def __gt__(self, other: object) -> Term:
        return self._with(">", other)

    def __lt__(self, other: object) -> Term:
        return self._with("<", other)

    def __and__(self, other: object) -> Term:
        # As a product it holds for a range of cells, too.
        return self._with("*", other)


def level(basis: str, value: str, base: str, years: str) -> str:
    """Return the formula of the level that a target aims at.

    >>> level("growth_rate", "E4", "B4", "N4"), level("level", "E4", "B4", "N4")
    ('(B4*((1+E4)^N4))', 'E4')
    """
    # The table is typed for arrays of numbers, and so are the relations.
    of: Any = BASES[basis].level
    return Term(of(*map(Term, (value, base, years)))).text


def holds(relation: str, value: str, aim: str) -> str:
    """Return the condition that a value meets the level aimed at.

    >>> holds("below", "Y4", "A4")
    '(Y4<(A4-(1e-09*ABS(A4))))'
    """
    of: Any = RELATIONS[relation].holds
    return Term(of(Term(value), Term(aim)).item()).text


def same(one: str, other: str) -> str:
    """Return the condition that two figures are one, computed in two ways."""
    return f"ABS({one}-{other})<=1E-9*MAX(ABS({one}),ABS({other}))"


def both(*cells: str) -> str:
    """Return the condition that all of some cells hold numbers."""
    return f"COUNT({','.join(cells)})={len(cells)}"


def quoted(text: str) -> str:
    """Return a word of ours as a text in a formula.

    >>> quoted('say "no"')
    '"say ""no\"""'
    """
    return '"' + text.replace('"', '""') + '"'


def phrase(key: str, lang: str, **parts: str) -> str:
    """Return the formula of a sentence into which cells are filled.

    >>> phrase("points", "zh", value="B4")
    'B4&"个百分点"'
    """
    holes = {name: f"{HOLE}{name}{HOLE}" for name in parts}
    pieces = word(key, lang, **holes).split(HOLE)
    return "&".join(parts[one] if n % 2 else quoted(one) for n, one in enumerate(pieces) if one)
