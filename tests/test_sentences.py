"""What refuses is a sentence of the words in every language, and is told in the one asked for."""

from __future__ import annotations

import ast
import csv
import pickle
import re
import time
from pathlib import Path

import pandas as pd
import pytest

import linhai_analysis as la
from linhai_analysis.errors import LISTED, DataError, FaultsError, UnknownNameError, suggest
from linhai_analysis.tables import Origin, check_links, check_table
from linhai_analysis.words import Told, known, say, spoken

PACKAGE = Path(la.__file__).parent
TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}
CALLS = [
    (path, node)
    for path, tree in TREES.items()
    for node in ast.walk(tree)
    if isinstance(node, ast.Call)
]
ROWS = list(csv.DictReader((PACKAGE / "faults.csv").read_text(encoding="utf-8").splitlines()))
# What is told to people: which argument of the call is the sentence.
REFUSALS = {
    "DataError": 0,
    "ValueError": 0,
    "TypeError": 0,
    "KeyError": 0,
    "FileNotFoundError": 0,
    "UnknownNameError": 0,
    "Refusal": 0,
    "Told": 0,
    "Fault": 1,
    "fault": 0,
    "at": 0,
    "bad_cell": 1,
}
# What breaks a file from inside is caught where the file is opened, and told as a damaged workbook.
INSIDE = ("marks", "openxml", "workbooks", "old_excel")
CAUGHT = {f"sheets/{name}.py" for name in INSIDE}
# Words that no Chinese sentence needs: codes and names of files do not hold them.
ENGLISH = {"the", "is", "are", "not", "of", "it", "and", "or", "a", "an", "give", "write", "no"}


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def written_out(node: ast.AST) -> bool:
    """Whether this is a text of several words, put together or not, instead of a sentence."""
    if isinstance(node, ast.BinOp | ast.IfExp | ast.BoolOp):
        return any(map(written_out, ast.iter_child_nodes(node)))
    if isinstance(node, ast.JoinedStr):
        return True
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value


def a_name(node: ast.Call) -> bool:
    """Whether the kind of an unknown name is a text; one word is one, too."""
    return called(node) == "UnknownNameError" and isinstance(node.args[0], ast.Constant)


def test_nothing_is_refused_in_a_text_that_nobody_translated():
    bare = [
        f"{path}:{node.lineno}"
        for path, node in CALLS
        if (place := REFUSALS.get(called(node))) is not None
        and len(node.args) > place
        and (written_out(node.args[place]) or a_name(node))
        and not (path in CAUGHT and called(node) == "ValueError")
    ]
    assert bare == []


def test_text_that_is_written_out_is_seen():
    for text in ('f"no {x}"', '"no rows"', '"no " + x', '"is empty" if x else y'):
        assert written_out(ast.parse(text).body[0].value)
    assert not written_out(ast.parse('say("cell.empty")').body[0].value)


def test_every_sentence_that_is_said_is_there():
    keys = {
        node.args[0].value
        for _, node in CALLS
        if called(node) in ("say", "word") and node.args and isinstance(node.args[0], ast.Constant)
    }
    assert len(keys) > 200
    assert [key for key in sorted(keys) if not known(key)] == []


def latin(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z]+", re.sub(r"\{[^{}]*\}", "", text)))


@pytest.mark.parametrize("row", ROWS, ids=[row["key"] for row in ROWS])
def test_chinese_sentence_is_chinese(row):
    """Only codes, names of files and of programs stay as they are, as in the English one."""
    said = re.sub(r"\{[^{}]*\}", "", row["zh"])
    if latin(row["en"]):
        assert re.search("[\u4e00-\u9fff]", said) or not latin(said)
    assert latin(said) <= latin(row["en"])
    assert {one.lower() for one in latin(said)}.isdisjoint(ENGLISH)
    assert not re.search("[\u4e00-\u9fff][,;:?!]", said), "marks of a Chinese sentence are wide"


def test_reason_in_a_table_is_english_and_can_be_told_in_chinese():
    reason = la.project(pd.Series([10.0], index=[2015]), to=2020).reason
    assert reason == "the default model needs 2 values or more, the series has 1"
    assert spoken(reason, "zh") == "采用默认模型预测至少需要2个数据，该序列只有1个"
    again = pickle.loads(pickle.dumps(reason))
    assert (again, spoken(again, "zh")) == (reason, spoken(reason, "zh"))
    assert spoken(Told("nobody translated this"), "zh") == "nobody translated this"


@pytest.mark.parametrize(
    ("wrong", "en", "zh"),
    [
        (
            lambda: la.load_plan("linhai_13fpy"),
            "there is no plan, folder or file 'linhai_13fpy'; did you mean 'linhai_13fyp'?",
            "没有名为“linhai_13fpy”的规划、文件夹或文件；是否指“linhai_13fyp”？",
        ),
        (
            lambda: la.scorecard("linhai_13fyp", 2018, rule="schedul"),
            "no rule 'schedul'; did you mean 'schedule'?",
            "没有规则“schedul”；是否指“schedule”？",
        ),
        (
            lambda: la.required_growth("linhai_13fyp", {"hightech_va_share": 150}),
            "the assumed baseline of hightech_va_share is 150; "
            "its kind is share, which lies from 0 to 100",
            "hightech_va_share的假定基期值为150；其数据类型为占比，应在0与100之间",
        ),
        (
            lambda: la.Scenario("慢", {"gdp": {"rate": 8}}),
            "1 fault:\n"
            "- scenario '慢', gdp: '8' is a rate above 1 (800 % a year); did you mean 0.08?",
            "共1处需要修改：\n- 情景“慢”，gdp：“8”作为增速大于1（每年800%）；是否指0.08？",
        ),
        (
            lambda: la.project(pd.Series([1.0, 2.0], index=["2015", "x"]), to=2020),
            "the index must hold years as whole numbers, such as 2015; found 'x', which is not a "
            "year; write four digits, for example 2020",
            "索引须为整数年份，例如2015；现为'x'，不是年份；请写四位数字，例如2020",
        ),
    ],
)
def test_error_is_told_in_both_languages(wrong, en, zh):
    with pytest.raises((DataError, UnknownNameError)) as caught:
        wrong()
    assert (str(caught.value), caught.value.text("zh")) == (en, zh)


# ------------------------------------------------------------------------- many faults


def test_of_many_faults_of_a_kind_the_first_are_listed_and_the_others_counted():
    raw = pd.DataFrame({"indicator": "a", "year": ["x"] * 70 + ["2015"] * 3, "value": "y"})
    _, faults = check_table(raw, "observations", Origin("数据.csv"))
    lines = FaultsError(faults).text("zh").splitlines()
    assert lines[0] == "共143处需要修改："
    assert (
        sum("年份" in line for line in lines) == sum("不是数字" in line for line in lines) == LISTED
    )
    assert lines[-1] == "- 另有43处同类问题，不再逐条列出"
    assert str(FaultsError(faults)).endswith("\n- and 43 more of the same kinds")


def seconds(work, count: int) -> float:
    """How long it takes, the quickest of three."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        work(count)
        taken.append(time.process_time() - begun)
    return min(taken)


def bad_cells(count: int) -> None:
    cells = {"year": [f"y{i}" for i in range(count)], "value": [f"v{i}" for i in range(count)]}
    _, faults = check_table(pd.DataFrame(cells | {"indicator": "gdp"}), "observations")
    assert len(FaultsError(dict.fromkeys(faults)).text("zh").splitlines()) == 2 * LISTED + 2


def unknown_names(count: int) -> None:
    ids = [f"indicator_{i}" for i in range(300)]
    codebook = pd.DataFrame({"indicator": ids, "unit": "", "kind": "count", "better": "up"})
    strange = [f"indikator_{i}" for i in range(count)]
    values = pd.DataFrame({"indicator": strange, "unit": "", "source_id": ""})
    faults = check_links({"indicators": codebook, "observations": values}, {})
    assert "did you mean" in str(FaultsError(faults))


@pytest.mark.parametrize("work", [bad_cells, unknown_names])
def test_time_grows_no_faster_than_the_faults(work):
    work(100)
    # Ten times the faults, at most twenty times as long: 4,000 took six times as long as 2,000.
    assert seconds(work, 10_000) < 20 * seconds(work, 1_000) + 0.1


def test_of_very_many_names_only_some_are_listed():
    hint = str(suggest("zzz", [f"a{i:04}" for i in range(3000)]))
    assert hint.startswith("there are: a0000, a0001")
    assert hint.endswith("a0029, ...")
    assert str(suggest("b1x", ["b1", *(f"a{i}" for i in range(3000))])) == "did you mean 'b1'?"
    assert str(say("hint.did_you_mean", name="b1")) == "did you mean 'b1'?"
