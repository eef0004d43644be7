"""The lesson as one page for both languages, and the same as slides; neither needs a network."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from linhai_analysis.lesson import answers, checking, curve
from linhai_analysis.lesson.contents import Row, exercise_ids, row_of, rows, said, table
from linhai_analysis.lesson.formulas import for_page
from linhai_analysis.lesson.seeds import numbers_of, plain_seed, span
from linhai_analysis.report.html import page_template
from linhai_analysis.words import LANGUAGES

# The rows that speak to an answer.
ANSWERS = ("answer", "mistake")


def page_bytes(lang: str, seed: object = None, slides: bool = False) -> bytes:
    """Return the page, which opens in a language with the numbers of a seed; or the slides."""
    numbers = numbers_of(seed)
    text = page_template("lesson", "lesson.html.j2").render(
        languages=LANGUAGES,
        opened=lang,
        seed="" if not plain_seed(seed) else str(seed),
        slides=slides,
        numbers=numbers,
        parts=[(row, exercise_ids(row.name)) for row in rows("part")],
        row_of=row_of,
        curves={one: curve.Curve(0.0, numbers, one) for one in LANGUAGES},
        said=partial(_plain, numbers),
        data=_data(),
    )
    return text.encode()


def _plain(numbers: Mapping[str, float], name: str, lang: str, **given: object) -> str:
    return said(name, lang, **{**numbers, **given})


def _data() -> dict[str, Any]:
    """What the page computes with: the table, its formulas as JavaScript."""
    return {
        "numbers": [_number(row) for row in rows("number")],
        "exercises": {name: _exercise(name) for name in exercise_ids()},
        "texts": {row.name: _texts(row) for row in rows("text")},
        "words": answers.word_spellings(),
        "thousands": answers.THOUSANDS,
        "number": answers.NUMBER,
        "most": answers.MOST,
        "perCent": answers.PER_CENT,
        "points": answers.POINTS,
        "close": checking.CLOSE,
        "slack": checking.SLACK,
        "tolerance": checking.TOLERANCE,
        "axes": {name.lower(): getattr(curve, name) for name in ("TOP", "BOTTOM", "TIMES")},
    }


def _number(row: Row) -> dict[str, Any]:
    spread = span(row)
    varies = for_page(row.varies) if row.varies and not spread else ""
    return {"name": row.name, "own": for_page(row.value), "span": spread, "varies": varies}


def _exercise(name: str) -> dict[str, Any]:
    answer, *mistakes = (row for row in table() if row.exercise == name and row.row in ANSWERS)
    replies = [_answer(row, answer.tolerance) for row in (answer, *mistakes)]
    replies[0] |= {"name": "right", "texts": _texts(row_of("solution", name))}
    return {"unit": answer.name, "rows": replies, "hint": _texts(row_of("hint", name))}


def _answer(row: Row, tolerance: str) -> dict[str, Any]:
    formula = for_page(row.value.rstrip(" %")) if checking.is_formula(row.value) else ""
    return {
        "name": row.name,
        "formula": formula,
        "word": "" if formula else row.value,
        "signed": row.value.endswith("%"),
        "tolerance": float(row.tolerance or tolerance or checking.TOLERANCE),
        "texts": _texts(row),
    }


def _texts(row: Row) -> dict[str, str]:
    return {lang: getattr(row, lang) for lang in LANGUAGES}
