"""The workbook as LibreOffice computes it: replies as in the library, and the curve moves."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from recalculated import formulas, needs_office, recalculated

import linhai_analysis as la
from linhai_analysis.lesson.checking import is_formula
from linhai_analysis.lesson.contents import exercise_ids, row_of, rows
from linhai_analysis.lesson.formulas import computed
from linhai_analysis.lesson.seeds import numbers_of
from linhai_analysis.lesson.workbook import workbook_bytes

# What a spreadsheet program of an office may know; all others are refused.
KNOWN = {"IF", "AND", "ABS", "ROUND", "TEXT", "MIN", "MAX", "INT", "INDEX", "MATCH", "ISNUMBER"}
KNOWN |= {"FIND", "SUBSTITUTE", "LOWER", "NOT"}
SEEDS = {"en": None, "zh": "李伟"}
WORDS = {"no_number": "无法计算", "ahead": "领先", "behind": "not ahead"}
ALWAYS = [50, "n/a", "hello", 0.2, 15, 60, "领先或落后", "Ahead and behind", "Not Behind", "不知道"]


def given(name: str, seed: object) -> list[object]:
    """Answers to an exercise: the right one, every mistake, and what fits nothing."""
    numbers = numbers_of(seed)
    values = [row.value for row in (row_of("answer", name), *rows("mistake", name))]
    values = [value for value in values if not value.endswith("%") and value != "number"]
    return [
        *(computed(one, numbers) if is_formula(one) else WORDS[one] for one in values),
        *ALWAYS,
    ]


def filled_in(lang: str, turn: int) -> bytes:
    """The workbook with one answer to every exercise, and another growth."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(lang, SEEDS[lang])))
    for line, name in enumerate(exercise_ids(), 4):
        answers = given(name, SEEDS[lang])
        book.worksheets[0][f"C{line}"] = answers[turn % len(answers)]
    book.worksheets[1]["B3"] = turn + 0.25
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def turns() -> int:
    return max(len(given(name, None)) for name in exercise_ids())


@needs_office
def test_replies_are_those_of_the_library(tmp_path, turns):
    books = {(lang, turn): filled_in(lang, turn) for lang in SEEDS for turn in range(turns)}
    seen = 0
    for (lang, turn), book in recalculated(tmp_path, books).items():
        for line, name in enumerate(exercise_ids(), 4):
            answers = given(name, SEEDS[lang])
            answer = answers[turn % len(answers)]
            expected = repr(la.lesson.check(name, answer, SEEDS[lang], lang))
            assert book.worksheets[0][f"E{line}"].value == expected, (name, answer)
            seen += 1
        values = [cell.value for cell in book.worksheets[1][5][1:7]]
        curve = la.lesson.chart(turn + 0.25, SEEDS[lang], lang)
        assert values == pytest.approx(list(curve.values.values()))
        assert book.worksheets[1]["A7"].value == curve.tells
    assert seen > 200


@needs_office
def test_numbers_that_a_teacher_changes_are_followed(tmp_path):
    """Sixty firms become a hundred, to be two hundred: the same rate, other questions and steps."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes("en")))
    numbers = {row[0].value: row[1] for row in book.worksheets[2].iter_rows(min_row=3)}
    numbers["High-tech enterprises, 2015"].value = 100
    numbers["High-tech enterprises, target"].value = 200
    book.worksheets[0]["C4"], book.worksheets[0]["C7"] = 14.87, 20
    out = io.BytesIO()
    book.save(out)
    sheet = recalculated(tmp_path, {"": out.getvalue()})[""].worksheets[0]
    assert sheet["B4"].value.startswith("100 high-tech enterprises in 2015, 200 in 2020")
    assert sheet["E4"].value.startswith("Right. (200 / 100)^(1/5) - 1 = 14.87 %")
    assert sheet["E7"].value == "Right. (200 - 100) / 5 = 20 firms every year."


@needs_office
@pytest.mark.parametrize("lang", SEEDS)
def test_untouched_workbook_is_the_same_before_and_after_it_is_computed(tmp_path, lang):
    made = workbook_bytes(lang, SEEDS[lang])
    computed_anew = recalculated(tmp_path, {"": made})[""]
    stored = openpyxl.load_workbook(io.BytesIO(made), data_only=True)
    for n, sheet in enumerate(stored.worksheets[:3]):
        for row in sheet.iter_rows():
            for cell in row:
                now = computed_anew.worksheets[n][cell.coordinate].value
                assert (now or "") == (cell.value or "") or now == pytest.approx(cell.value)
    for sheet in computed_anew:
        values = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        assert not [value for value in values if value.startswith(("#", "Err:"))]


@pytest.mark.parametrize("lang", SEEDS)
def test_formulas_use_what_every_spreadsheet_knows(lang):
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(lang)))
    told = [str(cell.value) for cell in formulas(book)]
    bare = [re.sub(r'"[^"]*"', '""', one) for one in told]
    assert set().union(*(re.findall(r"([A-Z]+)\(", one) for one in bare)) <= KNOWN
    texts = set().union(*(re.findall(r'"([^"]*)"', one) for one in told))
    assert max(map(len, texts)) <= 255
    assert max(map(len, told)) < 8192
    assert len(book.worksheets[1]._charts) == 1
    assert workbook_bytes(lang) == workbook_bytes(lang)
