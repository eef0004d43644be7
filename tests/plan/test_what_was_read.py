"""What a review says of the file that it was made from: title, who filled it in, notes, guesses."""

import csv
import json
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest
from plan_books import book

import linhai_analysis as la
from linhai_analysis.plan.reading import is_open, told_of_targets
from linhai_analysis.tables import Origin
from linhai_analysis.words import say

HEADS = ["序号", "指标", "单位", "2020年基数", "2025年目标", "2022年", "数据来源", "备注"]
ROWS = [
    [1, "高新技术企业", "家", 60, "翻一番以上", 92, "科技局", "2023年数据未出"],
    [None, "高新技术企业", None, None, None, 95, "统计局", "含分支机构"],
    [2, "单位能耗", "吨/万元", 0.5, 0.4, 0.45, "统计局", None],
]
BELOW = [["注：单位能耗为可比价"], ["填表人：张三"]]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> la.Plan:
    above = [
        ["附件1"],
        ["某县科技创新“十四五”规划（2021—2025年）主要指标"],
        ["填报单位：", "县科技局", None, "2023年9月"],
    ]
    path = tmp_path_factory.mktemp("read") / "a.xlsx"
    return la.load_plan(book(path, 附表1=[*above, HEADS, *ROWS, *BELOW]))


def test_page_bears_the_title_of_the_sheet_and_who_filled_it_in(plan):
    review = la.build_review(plan, lang="zh")
    assert review.title == "《某县科技创新“十四五”规划（2021—2025年）主要指标》实施情况中期评估报告"
    assert review.subtitle.endswith(" · 填报单位：县科技局 · 2023年9月 · 填表人：张三")
    assert "某县科技创新" in plan.source_line("zh")


@pytest.mark.parametrize("above", [[], [["附表1"]], [["单位：家"]], [["注：初步数"], ["附件"]]])
def test_without_a_title_the_file_names_the_plan(tmp_path: Path, above):
    plan = la.load_plan(book(tmp_path / "某县指标.xlsx", 附表1=[*above, HEADS, *ROWS]))
    assert plan.title("zh") == "某县指标"


@pytest.mark.parametrize(
    "above",
    [
        "附表1 某县主要指标",
        "表1-1　某县主要指标",
        "附件2：某县主要指标",
        "某县主要指标（单位：家）",
    ],
)
def test_number_of_a_table_is_no_part_of_its_title(tmp_path: Path, above):
    plan = la.load_plan(book(tmp_path / "a.xlsx", 附表1=[[above], HEADS, *ROWS]))
    assert plan.title("zh") == "某县主要指标"


def test_json_says_what_was_read(plan, tmp_path: Path):
    la.build_review(plan, lang="zh").write(tmp_path / "out")
    made = json.loads((tmp_path / "out" / "review.json").read_text(encoding="utf-8"))
    assert made["read"] == plan.reading("zh")
    assert made["read"][0].startswith("读到2项指标、2个目标")
    assert made["filled_in"] == ["填报单位：县科技局", "2023年9月", "填表人：张三"]


def test_guesses_of_a_column_are_one_sentence_with_the_indicators(plan):
    told = plan.reading("zh")
    assert "推断：“方向”——正向1项（高新技术企业）、逆向1项（单位能耗）（附表1）" in told
    assert len([one for one in told if one.startswith("推断：“")]) == 2
    better = "'higher is better' for 1 (高新技术企业), 'lower is better' for 1 (单位能耗)"
    assert f"assumed: better – {better} (sheet 附表1)" in plan.reading()


def test_note_under_a_table_is_shown_and_leaves_nothing_open(plan):
    assert "表下说明：“注:单位能耗为可比价”（附表1 A8）" in plan.reading("zh")
    assert [note.text("zh") for note in plan.read if is_open(note)] == []


def test_remarks_of_an_indicator_stand_in_the_scorecard(plan):
    card = la.build_review(plan, lang="zh").readable()["scorecard"]
    assert card["备注"].str.contains("2023年数据未出").tolist() == [True, False]
    assert card["备注"].str.contains("95：含分支机构").tolist() == [True, False]


def test_multiple_stands_everywhere_as_the_plan_prints_it(plan):
    shown = la.build_review(plan, lang="zh").readable()
    targets = shown["growth"].set_index("指标")["规划目标值"]
    assert targets["高新技术企业"] == "翻一番以上"
    assert shown["scorecard"]["规划目标值"].tolist()[0] == "翻一番以上"
    assert plan.summary("zh").loc["高新技术企业", "targets"] == "翻一番以上"
    english = la.build_review(plan).readable()["growth"].set_index("Indicator")["Target"]
    assert english["高新技术企业"] == "2 times or more"


def test_what_a_sentence_begins_with_says_whether_it_leaves_anything_open():
    text = files("linhai_analysis").joinpath("faults.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assumed = {row["key"] for row in rows if row["zh"].startswith("推断：")}
    assert assumed == {row["key"] for row in rows if row["en"].startswith("assumed: ")}
    family = {row["key"] for row in rows if row["key"].startswith("taken_as.")}
    assert len(assumed) == 11
    assert assumed <= family
    assert not {key for key in assumed if is_open(say(key))}
    left = [row["key"] for row in rows if row["key"].startswith("taken.")]
    assert {"taken.row", "taken.column", "taken.without_target", "taken.counted"} <= set(left)
    assert all(is_open(say(key)) for key in left)


@pytest.mark.parametrize(
    ("basis", "value", "asked"),
    [
        ("growth_rate", 5.0, True),
        ("growth_rate", -5.0, False),
        ("level", 5.0, False),
    ],
)
def test_growth_of_figures_in_per_cent_asks_what_they_count_unless_they_fell(basis, value, asked):
    row = {"indicator": "a", "basis": basis, "counted": "", "base_year": 2015, "target_year": 2020}
    row |= {
        "target": 0.3,
        "printed": "",
        "year": 2015,
        "value": value,
        "unit": "%",
        "kind": "index",
    }
    frame = pd.DataFrame([row])
    told = told_of_targets(frame, frame, frame, Origin("a.csv"))
    assert ("taken.counted" in [one.key for one in told]) == asked
