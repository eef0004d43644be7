"""Answers held against the table; every known mistake has its reply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.lesson.answers import Reply, Written, read_answer
from linhai_analysis.lesson.contents import Row, check_exercise, exercise_ids, row_of, rows, said
from linhai_analysis.lesson.formulas import computed
from linhai_analysis.lesson.seeds import numbers_of, plain_seed

# So many tolerances from the answer a number is close; rounding of the machine is none.
CLOSE, SLACK = 10, 1e-9
# Of a mistake where words are the answer.
TOLERANCE = 0.05
# The unit of answers that may be fractions too (0.1487 is 14.87 %); no other bears a % sign.
PER_CENT = "percent"
# The value of the row that speaks to any number.
ANY = "number"


@checked
def check(exercise: str, answer: object, seed: object = None, lang: str | None = None) -> Reply:
    """Check an answer to an exercise of the lesson.

    Parameters
    ----------
    exercise : str
        Its number, such as ``"1a"``.
    answer : float or str
        A number, or a text as people write it: ``14.87``, ``"14.87 %"``, ``"１４．８７％"``,
        ``0.1487``, ``"behind"``, ``"无法计算"``. None means that it cannot be computed.
    seed : str or int, optional
        The student's name or number, if the numbers are those of `exercises(seed)`.
    lang : str, optional
        Language of the reply, ``"en"`` or ``"zh"``; else the one that is set.

    Returns
    -------
    Reply
        Whether it is `right`, the `name` of the mistake, and what to say (`text`).

    Raises
    ------
    UnknownNameError
        Where there is no such exercise.
    DataError
        Where the language is not known.

    Examples
    --------
    >>> check("2b", "5.27 %")
    Not yet. That is six steps. From 2015 to 2020 there are five.
    >>> check("7a", "无法计算").right
    True
    """
    language = check_language(lang)
    name, numbers, written = check_exercise(exercise), numbers_of(seed), read_answer(answer)
    found, given = _judged(name, written, numbers)
    # A reply may end with the hint of its exercise.
    hint = row_of("hint", name).text(language, numbers)
    told = {**numbers, "given": given, "hint": hint}
    kind = "right" if found.row == "answer" else found.name
    spoken = row_of("solution", name) if found.row == "answer" else found
    return Reply(name, kind == "right", kind, spoken.text(language, told), language)


def _judged(exercise: str, written: Written, numbers: Mapping[str, float]) -> tuple[Row, float]:
    """The row that speaks to what was written, and the number as it was meant."""
    answer = row_of("answer", exercise)
    mistakes = list(rows("mistake", exercise))
    if written.word:
        matching = [row for row in (answer, *mistakes) if row.value == written.word]
        other = "computable" if written.word == "no_number" else "unread"
        return (matching or [row_of("text", name=other)])[0], 0.0
    if written.number is None:
        return row_of("text", name="unread"), 0.0
    meant = [written.number]
    if answer.name == PER_CENT and not written.per_cent:
        meant.append(100 * written.number)
    fitting = [
        (row is not answer, off, n)
        for n, row in enumerate((answer, *mistakes))
        for off in _off(row, meant, answer, written, numbers)
    ]
    if fitting:
        # The answer comes first, then the mistake that is nearest.
        _, (_, number), n = min(fitting)
        return (answer, *mistakes)[n], number
    return _no_mistake(answer, mistakes, meant, numbers)


def _off(
    row: Row, meant: list[float], answer: Row, written: Written, numbers: Mapping[str, float]
) -> Iterator[tuple[float, float]]:
    """How far a row is from the number in each of its meanings, where that is near enough."""
    if not is_formula(row.value):
        return
    signed = row.value.endswith("%")
    if (signed or (row is answer and answer.name != PER_CENT)) and signed != written.per_cent:
        return
    value = computed(row.value.rstrip(" %"), numbers)
    tolerance = float(row.tolerance or answer.tolerance or TOLERANCE) + SLACK
    yield from ((off, n) for n in meant if (off := abs(n - value)) <= tolerance)


def _no_mistake(
    answer: Row, mistakes: list[Row], meant: list[float], numbers: Mapping[str, float]
) -> tuple[Row, float]:
    """The row that speaks to a number that is no known mistake."""
    for row in mistakes:
        if row.value == ANY:
            return row, meant[0]
    if not is_formula(answer.value):
        return row_of("text", name="ask_word"), meant[0]
    value, reach = computed(answer.value, numbers), CLOSE * float(answer.tolerance)
    near = [number for number in meant if abs(number - value) <= reach]
    return row_of("text", name="near" if near else "wide"), (near or meant)[0]


def is_formula(value: str) -> bool:
    """Whether a value is computed, not a word or any number.

    >>> is_formula("100 * factor"), is_formula("ahead"), is_formula("number")
    (True, False, False)
    """
    return value not in {ANY, *(row.name for row in rows("word"))}


@checked
def exercises(seed: object = None, lang: str | None = None, answers: bool = False) -> pd.DataFrame:
    """Return the exercises of the lesson as a table.

    Parameters
    ----------
    seed : str or int, optional
        A student's name or number, for numbers of their own; without it those of the plan.
    lang : str, optional
        ``"en"`` or ``"zh"``; else the language that is set.
    answers : bool
        Add the solutions, for a teacher.

    Returns
    -------
    DataFrame
        A row an exercise, by its number; columns part, question, unit and place, and solution
        where `answers` are wanted.

    Examples
    --------
    >>> exercises().loc["3a", "question"]
    'The same firms, 60 to 120, in equal steps: how many more every year?'
    """
    language, numbers = check_language(lang), numbers_of(seed)
    listed = (tuple(_cells(name, numbers, language)) for name in exercise_ids())
    columns = ["part", "question", "unit", "place", "solution"]
    made = pd.DataFrame(listed, pd.Index(exercise_ids(), name="exercise"), columns)
    if plain_seed(seed):
        made["place"] = said("seeded", language)
    return made if answers else made.drop(columns="solution")


def _cells(name: str, numbers: Mapping[str, float], lang: str) -> Iterator[str]:
    question = row_of("question", name)
    yield row_of("part", name=question.name).text(lang, numbers)
    for row in (question, *(row_of(kind, name) for kind in ("answer", "place", "solution"))):
        yield row.text(lang, numbers)
