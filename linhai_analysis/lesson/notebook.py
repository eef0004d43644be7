"""The lesson as a notebook: the plan's numbers, and the mistakes that people make as examples."""

from __future__ import annotations

import json
from typing import Any

from linhai_analysis.lesson.checking import is_formula
from linhai_analysis.lesson.contents import exercise_ids, filled, row_of, rows, said
from linhai_analysis.lesson.formulas import computed
from linhai_analysis.lesson.seeds import numbers_of

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
STUDENT = "Li Wei 2026-03"


def notebook_bytes(lang: str) -> bytes:
    """Return the notebook in a language, not run yet."""
    parts = {"cells": _cells(lang), "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(parts, ensure_ascii=False, indent=1) + "\n").encode()


def _cells(lang: str) -> list[dict[str, Any]]:
    """Text and code in turn: before and after every cell of code stands what it is about."""
    told: list[tuple[bool, str]] = []
    for is_code, text in _pieces(lang):
        if told and not is_code and not told[-1][0]:
            told[-1] = (False, f"{told[-1][1]}\n\n{text}")
        else:
            told.append((is_code, text))
    return [_cell(number, *piece) for number, piece in enumerate(told, 1)]


def _cell(number: int, is_code: bool, text: str) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": "markdown", "id": f"lesson-{number}", "metadata": {}}
    if is_code:
        cell |= {"cell_type": "code", "execution_count": None, "outputs": []}
    return cell | {"source": text.splitlines(keepends=True)}


def _pieces(lang: str) -> list[tuple[bool, str]]:
    """What stands in the notebook, and which of it is code."""
    numbers = numbers_of()

    def note(name: str) -> tuple[bool, str]:
        return False, said(f"nb_{name}", lang, **numbers)

    speak = "" if lang == "en" else f'la.set_language("{lang}")\n'
    first = f"import linhai_analysis as la\n\n{speak}plan = la.load_plan()"
    pieces = [(False, f"# {said('nb_title', lang)}"), note("about"), note("first"), (True, first)]
    for count, part in enumerate(rows("part"), 1):
        student = row_of("student", name=part.name).text(lang, numbers)
        pieces += [(False, f"## {count}. {part.text(lang, numbers)}"), (False, student)]
        if part.name == "guess":
            pieces += [note("guess"), (True, filled("guess = {simple}", numbers))]
        if part.name == "paper":
            pieces += [note("test"), (True, "la.lesson.chart(guess)"), note("curve")]
        if part.name == "slider":
            pieces += [(True, "la.lesson.slider()"), note("slider"), note("answers")]
        for name in exercise_ids(part.name):
            pieces += [(False, _question(name, lang)), (True, _example(name))]
    asked = f'print(la.lesson.exercises("{STUDENT}").question["1a"])'
    checked = f'la.lesson.check("1a", "14.87", seed="{STUDENT}")'
    drawn = "ax = la.plot_required_growth(plan)\nprint(ax.alt)"
    pieces += [note("own"), (True, asked), note("own_check"), (True, checked)]
    pieces += [note("plan"), (True, drawn), (False, f"## {said('home', lang)}")]
    ends = [said(name, lang, **numbers) for name in ("idea", "limits", "nb_next")]
    return pieces + [(False, text) for text in ends]


def _question(name: str, lang: str) -> str:
    """A question with its unit, where its numbers stand, and a hint to open."""
    numbers = numbers_of()
    kinds = ("question", "answer", "place", "hint")
    question, unit, place, hint = (row_of(kind, name).text(lang, numbers) for kind in kinds)
    opens = f"<details><summary>{said('hint', lang)}</summary>{hint}</details>"
    return f"**{name}** {question} [{unit}]\n\n<small>{place}</small>\n{opens}"


def _example(name: str) -> str:
    """A check of the first mistake of an exercise, for a student to put an answer in its place."""
    formula = next(row.value for row in rows("mistake", name) if is_formula(row.value))
    value = computed(formula, numbers_of())
    return filled(f'la.lesson.check("{name}", "{{value}}")', {"value": value})
