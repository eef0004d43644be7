"""The exercises: right answers in any spelling, each mistake by its name, under any seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import linhai_analysis as la
from linhai_analysis.lesson.checking import is_formula
from linhai_analysis.lesson.contents import exercise_ids, row_of, rows, table
from linhai_analysis.lesson.formulas import computed
from linhai_analysis.lesson.seeds import numbers_of
from linhai_analysis.words import LANGUAGES

SEEDS = [None, "Li Wei 2026-03", "李伟", 7, *range(100, 130)]
# The answers to the plan's own numbers, as METHODS and a pocket calculator have them.
BY_HAND = {
    "1a": "14.87",
    "2a": "0.61",
    "2b": "6.36",
    "3a": "12",
    "4a": "ahead",
    "4b": "behind",
    "5a": "0.004",
    "5b": "0.13",
    "6a": "120",
    "6b": "180",
    "7a": "cannot be computed",
    "8a": "19.5",
}


def written(value: str, numbers: dict[str, float]) -> object:
    """What a student would write to hit a row of answers or mistakes."""
    if value == "number":
        return 17.123
    if not is_formula(value):
        return {"no_number": "无法计算", "ahead": "领先", "behind": "落后"}[value]
    result = computed(value.rstrip(" %"), numbers)
    return f"{result} %" if value.endswith("%") else result


def test_there_are_eight_exercises_and_their_answers_are_right():
    assert list(BY_HAND) == exercise_ids()
    assert {name[0] for name in BY_HAND} == set("12345678")
    assert [
        name for name, answer in BY_HAND.items() if not la.lesson.check(name, answer).right
    ] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_each_solution_passes_and_each_mistake_gets_its_reply(seed, lang):
    numbers, seen = numbers_of(seed), 0
    for name in exercise_ids():
        for row in (row_of("answer", name), *rows("mistake", name)):
            reply = la.lesson.check(name, written(row.value, numbers), seed, lang)
            expected = "right" if row.row == "answer" else row.name
            assert (reply.name, reply.right) == (expected, row.row == "answer"), (name, row.value)
            assert reply.text
            assert "{" not in reply.text
            seen += 1
    assert seen > 60


@pytest.mark.parametrize("seed", SEEDS)
def test_rounded_answers_are_right(seed):
    numbers = numbers_of(seed)
    for name in exercise_ids():
        value = row_of("answer", name).value
        if is_formula(value):
            digits = 3 if name == "5a" else 2
            assert la.lesson.check(name, f"{computed(value, numbers):.{digits}f}", seed).right, name


@pytest.mark.parametrize(
    "answer",
    [14.87, "14.87", "14.87%", "14.87 %", "１４．８７％", 0.1487, "0.1487", "14,87", "about 14.9",
     "约14.9%", "百分之14.87", "14.87 per cent a year", "(120/60)^(1/5) - 1 = 0.1487", 14.9],
)  # fmt: skip
def test_right_answers_in_every_spelling(answer):
    assert la.lesson.check("1a", answer).right


@pytest.mark.parametrize(
    "answer",
    ["无法计算", "算不出来", "没有基期值", "cannot be computed", "It can't be computed.", "N/A",
     "It can’t be done", None, float("nan"), "missing", "缺少基数，不能计算", "没有2015年的数据",
     "规划没有给出2015年的数", "the plan does not give 2015", "not enough information", "無法計算"],
)  # fmt: skip
def test_cannot_be_computed_is_right_where_the_baseline_is_missing(answer):
    assert la.lesson.check("7a", answer).right
    assert la.lesson.check("1a", answer).name == "computable"


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        ("1a", 20, "20 is 100/5. Try it: 60 x 1.2^5 = 149.3"),
        ("1a", "20%", "20 is 100/5"),
        ("1a", 0.2, "20 is 100/5"),
        ("1a", 12.25, "six steps"),
        ("1a", 100, "all five years together"),
        ("1a", 1.1487, "multiplied by"),
        ("1a", 15, "close"),
        ("1a", 50, "does not fit yet"),
        ("1a", "I do not know", "Write one number"),
        ("1a", "10 or 20", "Write one number"),
        ("1a", "ahead", "Write one number"),
        ("4a", 90.9, "ahead or behind?"),
        ("4a", 60, "asks for words"),
        ("4a", "领先或落后", "Write one number"),
        ("4b", "ahead and behind", "Write one number"),
        ("4b", "不是落后，是领先", "Write one number"),
        ("4b", "没落后", "Hold 92 against that"),
        ("1a", "0.1487%", "right as a fraction"),
        ("1a", 1e308, "Write one number"),
        ("1a", 10**400, "Write one number"),
        ("1a", "1e999", "Write one number"),
        ("1a", np.array([14.87, 20]), "Write one number"),
        ("3a", "12%", "firms are asked for"),
        ("6a", "120 %", "firms are asked for"),
        ("7a", "不知道", "Write one number"),
        ("5a", "0.004 %", "percentage points, not by per cent"),
        ("5a", 0.13, "question 5b"),
        ("7a", 80, "80 is 400/5"),
        ("7a", 31, "You wrote 31"),
    ],
)
def test_mistakes_are_named(exercise, answer, part):
    reply = la.lesson.check(exercise, answer)
    assert part in reply.text
    assert not reply.right


def test_replies_speak_chinese():
    told = repr(la.lesson.check("1a", 20, lang="zh"))
    assert told.startswith("再想想。20是100÷5。试一试：60×1.2^5＝149.3")


def test_unknown_exercise_is_named_with_the_nearest():
    with pytest.raises(la.UnknownNameError, match=r"'1b'.*did you mean"):
        la.lesson.check("1b", 12)


def test_numbers_vary_sensibly_with_the_seed():
    """Whole firms and patents, targets above bases, and a firm count between the two paths."""
    every = [numbers_of(seed) for seed in SEEDS]
    assert len({(n["firms"], n["firms_target"]) for n in every}) > 20
    for n in every:
        counts = ("firms", "firms_target", "firms_now", "patents", "patents_low", "patents_high")
        assert all(n[name] == int(n[name]) for name in counts)
        assert n["patents"] < n["patents_low"] < n["patents_high"]
        assert n["on_rate"] < n["firms_now"] < n["on_steps"]
        assert n["ratio"] < n["ratio_target"]
        assert 5 < n["rate"] < 30


def test_seed_is_the_same_however_it_is_written_and_on_every_machine():
    first = numbers_of("Li Wei 2026-03")
    assert first == numbers_of("  li  WEI ２０２６-03") != numbers_of("Li Wei 2026-04")
    assert numbers_of(None) == numbers_of(0) == numbers_of("")
    code = "from linhai_analysis.lesson.seeds import numbers_of; print(numbers_of('李伟')['firms'])"
    env = os.environ | {"PYTHONPATH": str(Path(la.__file__).parent.parent)}
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=env | {"PYTHONHASHSEED": hashed},
            capture_output=True,
            check=True,
        ).stdout
        for hashed in ("1", "2")
    }
    assert told == {f"{numbers_of('李伟')['firms']}\n".encode()} or len(told) == 1


def test_plans_own_numbers_are_those_of_the_plan():
    """The numbers of the exercises are the figures of the shipped plan, not copies gone stale."""
    growth = la.required_growth(la.load_plan()).set_index("target_id")
    numbers = numbers_of()
    for target, base, aim in [
        ("hightech_enterprises.t1", "firms", "firms_target"),
        ("patents_granted.t1", "patents", "patents_low"),
        ("patents_granted.s3_8_1", "patents", "patents_high"),
        ("rd_gdp_ratio.t1", "ratio", "ratio_target"),
    ]:
        row = growth.loc[target]
        assert (row["base_value"], row["target_value"]) == (numbers[base], numbers[aim]), target
    missing = growth.loc["provincial_tech_smes.t1"]
    assert missing["target_value"] == numbers["smes_target"]
    assert missing["base_value"] != missing["base_value"]


def test_table_is_complete_in_every_language():
    for row in table():
        if row.row != "number":
            assert all(getattr(row, lang) for lang in LANGUAGES), row
    for name in exercise_ids():
        kinds = [row.row for row in table() if row.exercise == name]
        assert set(kinds) >= {"question", "answer", "hint", "solution", "place", "mistake"}, name


def test_exercises_are_a_table_with_or_without_solutions():
    plain = la.lesson.exercises(seed="Li Wei 2026-03", lang="zh")
    assert list(plain.columns) == ["part", "question", "unit", "place"]
    assert set(plain["place"]) == {"数字按你的姓名生成，与规划中的数字不同。"}
    key = la.lesson.exercises(answers=True)
    assert "14.87 %" in key.loc["1a", "solution"]
    assert key.loc["1a", "place"] == "Plan, section 1.1 (60), table 1 row 3 (120)"
