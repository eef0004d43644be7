"""Whatever people fill into a column of a plan is on the page and in the JSON, in each language."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from blank_picture import BLANK
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.report.tables.conflicts import readings_texts
from linhai_analysis.tables import CONTRACTS, columns

# What is in no table for people: names that link tables, and how figures are written.
LINKS = {
    "indicators": {"indicator", "decimals"},
    "targets": {"target_id", "indicator", "source_id"},
    "observations": {"geo", "indicator", "source_id"},
    "sources": {"source_id"},
    "tasks": set(),
    "geos": {"geo"},
}
# Tables that a review does not show: scenarios have a report of their own, facts word what the
# review says already, figures are what ``linhai build`` makes a plan of.
ELSEWHERE = {"settled", "scenarios", "facts", "figures"}

INDICATORS = {
    "indicator": "a",
    "name_en": "Firms",
    "name_zh": "企业数",
    "unit": "enterprise",
    "kind": "count",
    "better": "up",
    "decimals": "0",
    "counted": "stock",
    "field": "ownfield",
    "parent": "b",
    "numerator": "c",
    "denominator": "d",
    "owner": "Bureau-1",
    "visibility": "internal",
    "note": "codebook-note",
    "note_zh": "指标备注",
}
LOOSE = {"parent": "", "numerator": "", "denominator": ""}
OTHERS = [
    INDICATORS | LOOSE | {"indicator": n, "name_en": f"Whole-{n}", "name_zh": f"总体{n}"}
    for n in "bcd"
]
TARGETS = {
    "target_id": "t1",
    "indicator": "a",
    "base_year": "2013",
    "target_year": "2021",
    "target": "131",
    "target_high": "137",
    "basis": "increment",
    "relation": "range",
    "attribute": "binding",
    "printed": "新增131-137家",
    "printed_name": "name-in-the-plan",
    "place": "chapter-9",
    "main": "yes",
    "decided": "settled-so",
    "replaces": "t0",
    "change": "added",
    "decided_by": "office-3",
    "decided_on": "2018-05-06",
    "source_id": "S1",
}
OBSERVATIONS = {
    "geo": "331082",
    "indicator": "a",
    "year": "2016",
    "value": "71.5",
    "unit": "enterprise",
    "status": "preliminary",
    "counted": "stock",
    "break": "yes",
    "scope": "towns-only",
    "scope_zh": "限城镇",
    "source_id": "S1",
    "released": "2017-03-04",
    "place": "page-12",
    "printed": "71.5-printed",
    "printed_name": "name-in-the-yearbook",
    "decided": "figure-settled",
    "decided_by": "statistics-office",
    "decided_on": "2018-07-08",
    "note": "figure-note",
    "note_zh": "数据备注",
}
SOURCES = {
    "source_id": "S1",
    "title": "年鉴甲",
    "title_en": "Yearbook-A",
    "publisher": "统计局乙",
    "publisher_en": "Office-B",
    "published": "2017-09-10",
    "url": "https://example.org/yearbook",
    "reliability": "A",
    "original": "",
    "note": "source-note",
    "note_zh": "来源备注",
}
COPY = SOURCES | {
    "source_id": "S2",
    "publisher": "转载者丙",
    "publisher_en": "Reposter-C",
    "original": "S1",
    "reliability": "B",
}
TASKS = {
    "task_id": "T-41",
    "place": "chapter-5",
    "field": "taskfield",
    "task": "建设孵化器",
    "task_en": "Build-an-incubator",
    "owner": "Bureau-2",
    "due": "2019-11",
    "status": "nearly-done",
    "progress": "walls-stand",
    "evidence": "photo-8",
    "problem": "roof-missing",
}
GEOS = {"geo": "331082", "name_en": "Ourtown", "name_zh": "我市"}
ROWS: dict[str, list[dict[str, str]]] = {
    "indicators": [INDICATORS, *OTHERS],
    "targets": [
        TARGETS | {"target_id": "t0", "replaces": "", "change": "", "place": "chapter-8"},
        TARGETS,
    ],
    "observations": [OBSERVATIONS, OBSERVATIONS | {"year": "2017", "source_id": "S2"}],
    "sources": [SOURCES, COPY],
    "tasks": [TASKS],
    "geos": [GEOS],
}
# How a cell that holds a word of the contract, or a name, is told to people.
TOLD: dict[tuple[str, str], dict[str, str]] = {
    ("indicators", "unit"): {"en": "enterprises", "zh": "家"},
    ("observations", "unit"): {"en": "enterprises", "zh": "家"},
    ("indicators", "visibility"): {"en": "internal", "zh": "内部"},
    ("indicators", "kind"): {"en": "count", "zh": "数量"},
    ("indicators", "better"): {"en": "higher is better", "zh": "正向"},
    ("indicators", "counted"): {"en": "stock at the end of the year", "zh": "期末存量"},
    ("indicators", "parent"): {"en": "Whole-b", "zh": "总体b"},
    ("indicators", "numerator"): {"en": "Whole-c / Whole-d", "zh": "总体c÷总体d"},
    ("indicators", "denominator"): {"en": "Whole-c / Whole-d", "zh": "总体c÷总体d"},
    ("targets", "target"): {"en": "131-137 more", "zh": "新增131-137"},
    ("targets", "target_high"): {"en": "131-137 more", "zh": "新增131-137"},
    ("targets", "basis"): {"en": "131-137 more", "zh": "新增131-137"},
    ("targets", "relation"): {"en": "131-137 more", "zh": "新增131-137"},
    ("targets", "attribute"): {"en": "binding", "zh": "约束性"},
    ("targets", "main"): {"en": "yes", "zh": "是"},
    ("targets", "replaces"): {"en": "instead of 131-137 more", "zh": "替代原目标新增131-137"},
    ("targets", "change"): {"en": "added", "zh": "新增"},
    ("observations", "status"): {"en": "preliminary", "zh": "初步核算数"},
    ("observations", "counted"): {"en": "stock at the end of the year", "zh": "期末存量"},
    ("observations", "break"): {"en": "not comparable", "zh": "口径变动"},
    ("sources", "original"): {"en": "secondary copy: Reposter-C", "zh": "转引自转载者丙"},
}
# By section, so that a word is not found where something else put it.
SECTION = {
    "indicators": "indicators",
    "targets": "targets",
    "observations": "figures",
    "sources": "sources",
    "tasks": "tasks",
    "geos": "figures",
}
CELLS = [
    (table, column)
    for table in CONTRACTS
    if table not in ELSEWHERE
    for column in columns(table)
    if column not in LINKS[table]
]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> la.Plan:
    folder = tmp_path_factory.mktemp("given") / "ourplan"
    folder.mkdir()
    for name, rows in ROWS.items():
        pd.DataFrame(rows).to_csv(folder / f"{name}.csv", index=False)
    return la.load_plan(folder)


@pytest.fixture(scope="module", params=["en", "zh"])
def shown(
    plan: la.Plan, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, str], dict[str, Any]]:
    """The language, the text of each section of the page, and the JSON."""
    out = tmp_path_factory.mktemp("review")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("linhai_analysis.report.figures.pictures", lambda draw, kinds: BLANK)
        patch.setattr("linhai_analysis.report.html.font_face", lambda text: "")
        la.build_review(plan, lang=request.param, internal=True).write(out)
    page = (out / "review.html").read_text(encoding="utf-8")
    found = re.findall(r'<section id="([^"]+)">(.*?)</section>', page, re.DOTALL)
    texts = {name: html.unescape(re.sub(r"<[^>]+>", "\n", body)) for name, body in found}
    return request.param, texts, json.loads((out / "review.json").read_text(encoding="utf-8"))


def test_every_column_of_every_table_is_filled_in():
    """A new column cannot be forgotten: it is filled in here, or is one of the links."""
    assert set(ROWS) | ELSEWHERE == set(CONTRACTS)
    for table, rows in ROWS.items():
        filled = {name for row in rows for name, cell in row.items() if cell}
        assert filled == set(columns(table)), table
        assert LINKS[table] <= filled


@pytest.mark.parametrize(("table", "column"), CELLS)
def test_filled_cell_is_on_the_page(shown, table, column):
    lang, texts, _ = shown
    cell = next(row[column] for row in ROWS[table] if row[column])
    cell = TOLD.get((table, column), {}).get(lang, cell)
    of_another_language = {"en": ("_zh",), "zh": ("_en",)}[lang]
    translated = f"{column}_{lang}" in columns(table)
    if not column.endswith(of_another_language):
        # A text that has one in the language of the page gives way to it; test_notes.py.
        assert (cell in texts[SECTION[table]]) != translated


@pytest.mark.parametrize(("table", "column"), CELLS)
def test_filled_cell_is_in_the_json(shown, table, column):
    _, _, content = shown
    key = table if table == "tasks" else f"plan_{table}"
    read = [row[column] for row in content[key]]
    assert len(read) == len(ROWS[table])
    for cell, row in zip(read, ROWS[table], strict=True):
        if isinstance(cell, bool):
            assert cell == (row[column] == "yes")
        elif isinstance(cell, int | float):
            assert cell == float(row[column])
        else:
            assert cell == row[column]


def test_columns_that_nobody_filled_in_fold_away(tmp_path):
    target = {"indicator": "a", "target": 120, "place": ""}
    plan = small_plan(tmp_path / "plan", [target], {"a": {2015: 60, 2016: 75}})
    tables = la.build_review(plan).readable()
    assert list(tables["figures"]) == ["Indicator", "Unit", "Year", "Value"]
    assert list(tables["indicators"]) == ["Indicator", "Unit", "Kind", "Better"]
    assert "Answerable" not in tables["scorecard"]
    assert "Place in the plan" not in tables["growth"]
    heads = ["Indicator", "Unit", "Base year", "Target year", "Target", "Main"]
    assert list(tables["targets"]) == heads


@pytest.mark.parametrize(
    ("relation", "shown"),
    [
        ("at_most", "120以内"),
        ("above", "超过120"),
        ("below", "低于120"),
        ("exactly", "等于120"),
        ("about", "120左右"),
        ("at_least", "120"),
        ("", "120"),
    ],
)
def test_relation_that_was_filled_in_is_told(tmp_path, relation, shown):
    more = {"target": "120", "relation": relation, "printed": ""}
    table = la.build_review(write(tmp_path, [], targets=more), lang="zh").readable()["targets"]
    assert table["规划目标值"].tolist() == [shown]


def test_two_figures_of_a_year_stand_under_each_other(tmp_path):
    sources = [
        {"source_id": "S1", "title": "科技统计年报", "publisher": "市科技局"},
        {"source_id": "S2", "title": "统计公报", "publisher": "市统计局"},
    ]
    values = [(2015, 60, "S1"), (2018, 92, "S1"), (2018, 95, "S2")]
    plan = write(tmp_path, values, sources=sources)
    shown = la.build_review(plan, lang="zh").readable()
    rows = shown["figures"][["年份", "数值", "来源"]].to_numpy().tolist()
    assert rows == [["2015", "60", "[1]"], ["2018", "92", "[1]"], ["2018", "95", "[2]"]]
    assert shown["sources"]["编号"].tolist() == ["[1]", "[2]"]


def test_note_of_the_judged_figure_stands_in_the_scorecard(tmp_path):
    values = [(2015, 60, ""), (2017, 92, "今年核减3家"), (2018, 110, "快报数")]
    plan = write(tmp_path, values, column="note")
    notes = {
        year: la.build_review(plan, year=year, lang="zh").readable()["scorecard"]["备注"].item()
        for year in (2017, 2018)
    }
    assert "今年核减3家" in notes[2017]
    assert "快报数" in notes[2018]
    assert "核减" not in notes[2018]
    # A note in another language stands where figures are quoted as they are.
    english = la.build_review(plan, year=2017).readable()
    assert "今年核减3家" not in english["scorecard"]["Note"].item()
    assert "今年核减3家" in english["figures"]["Note"].tolist()


def test_owner_stands_beside_each_indicator(tmp_path):
    tables = la.build_review(write(tmp_path, [(2015, 60, "")]), lang="zh").readable()
    for name in ("scorecard", "growth", "indicators"):
        assert tables[name]["责任单位"].tolist() == ["市科技局"]
    missing = la.build_review(write(tmp_path, []), lang="zh").readable()["missing"]
    assert missing["责任单位"].tolist() == ["市科技局"]


@pytest.mark.parametrize("heading", ["属性", "属 性", "属　性", " 属性 "])
def test_attribute_with_a_blank_in_its_heading_is_read(tmp_path, heading):
    plan = write(tmp_path, [(2015, 60, "")], targets={heading: "约束性"})
    shown = la.build_review(plan, lang="zh").readable()
    assert shown["scorecard"]["属性"].tolist() == ["约束性"]
    assert shown["targets"]["属性"].tolist() == ["约束性"]


def test_quotient_is_shown_as_published_and_as_computed(tmp_path):
    """Published 3.0, but 25 of 1000 is 2.5."""
    book = [
        {"indicator": "a", "unit": "%", "kind": "share", "better": "up"}
        | {"numerator": "n", "denominator": "d"},
        {"indicator": "n", "unit": "亿元", "kind": "amount", "better": "up"},
        {"indicator": "d", "unit": "亿元", "kind": "amount", "better": "up"},
    ]
    figures = [("a", 3.0), ("n", 25), ("d", 1000)]
    tables = {
        "indicators": pd.DataFrame(book),
        "targets": pd.DataFrame(
            [{"indicator": "a", "base_year": 2015, "target_year": 2020, "target": 4}]
        ),
        "observations": pd.DataFrame(
            [{"indicator": name, "year": 2016, "value": value} for name, value in figures]
        ),
    }
    for name, table in tables.items():
        table.to_csv(tmp_path / f"{name}.csv", index=False)
    shown = la.build_review(la.load_plan(tmp_path), lang="zh").readable()["figures"]
    assert shown.iloc[0][["数值", "备注"]].tolist() == ["3", "按分子、分母重算为2.5%"]
    assert shown["备注"].tolist()[1:] == ["", ""]


# --- what is to be looked at ---------------------------------------------------------------


def test_figures_to_look_at_are_in_the_review(tmp_path):
    plan = write(tmp_path, [(2015, 60, ""), (2016, 75, ""), (2017, 920, ""), (2018, 110, "")])
    review = la.build_review(plan, lang="zh")
    table = review.readable()["plausibility"]
    assert table.to_numpy().tolist() == [
        [
            "数位",
            "a",
            "“a”2017年为920家，约为相邻数据（2016年为75家、2018年为110家）的10倍，疑为数位或单位有误",
        ]
    ]
    assert review.tables["plausibility"]["year"].tolist() == [2017]
    keys = list(review.readable())
    assert keys.index("plausibility") == keys.index("conflicts") + 1
    # A note, no correction: the figure stays what it is.
    assert review.readable()["figures"]["数值"].tolist() == ["60", "75", "920", "110"]


# --- tasks ------------------------------------------------------------------------------


def test_lead_counts_the_tasks_by_status_and_unit(tmp_path):
    rows = [
        {"任务编号": "T1", "任务": "甲", "责任单位": "市科技局", "数据状态": "已完成"},
        {"任务编号": "T2", "任务": "乙", "责任单位": "市发改委", "数据状态": "推进缓慢"},
        {"任务编号": "T3", "任务": "丙", "责任单位": "市科技局", "进展情况": "选址中"},
        {"任务编号": "T4", "任务": "丁"},
    ]
    assert lead(tmp_path, rows, "zh") == (
        "重点任务和以文字表述的目标共4项。按进展状态：已完成1项、推进缓慢1项。"
        "未填写状态和进展的有1项。按责任单位：市科技局2项、市发改委1项。"
    )
    assert lead(tmp_path, rows, "en") == (
        "4 goals that the plan states in words. By status: 已完成 1, 推进缓慢 1. "
        "Without status and progress: 1. By unit: 市科技局 2, 市发改委 1."
    )


def test_lead_says_that_nobody_judged_the_tasks_only_where_nobody_did(tmp_path):
    bare = [{"任务编号": "T1", "任务": "甲"}]
    assert "until somebody judges them" in lead(tmp_path, bare, "en")
    assert "由评估单位填写" in lead(tmp_path, bare, "zh")
    for told in ({"状态": "已完成"}, {"进展": "已建成"}):
        assert "until somebody judges them" not in lead(tmp_path, [bare[0] | told], "en")


@pytest.mark.parametrize(
    "headings",
    [
        "序号 任务名称 牵头单位 时限 状态 进展 佐证 问题",
        "编号 重点任务 责任部门 完成时间 完成状态 推进情况 佐证资料 存在问题及原因",
        "任务编号 任务 责任单位 完成时限 数据状态 进展情况 佐证材料 存在问题",
    ],
)
def test_tasks_are_read_by_the_headings_of_a_clerk(tmp_path, headings):
    cells = ["1", "建设孵化器", "市科技局", "2018年底", "已完成", "已投用", "批文", "用地不足"]
    plan = write(tmp_path, [], tasks=[dict(zip(headings.split(), cells, strict=True))])
    table = la.build_review(plan, lang="zh").readable()["tasks"]
    heads = ["编号", "任务", "责任单位", "完成时限", "状态", "进展情况", "佐证材料", "存在问题"]
    assert table[heads].to_numpy().tolist() == [cells]


def test_status_by_its_key_is_told_in_words(tmp_path):
    rows = [{"task_id": "T1", "task": "甲", "status": "on_track"}]
    table = la.build_review(write(tmp_path, [], tasks=rows), lang="zh").readable()["tasks"]
    assert table["状态"].tolist() == ["基本符合预期"]


def lead(folder: Path, tasks: list[dict[str, str]], lang: str) -> str:
    review = la.build_review(write(folder, [], tasks=tasks), lang=lang)
    [text] = [section.lead for section in review.sections if section.key == "tasks"]
    return text.strip()


def write(
    folder: Path,
    values: list[tuple],
    column: str = "source_id",
    targets: dict[str, str] | None = None,
    **more: list[dict[str, Any]],
) -> la.Plan:
    """A plan of one indicator; `values` are year, value and a cell of `column`."""
    aims = {"indicator": "a", "base_year": 2015, "target_year": 2020, "printed": "120家"}
    book = {"indicator": "a", "unit": "家", "kind": "count", "better": "up", "owner": "市科技局"}
    given = pd.DataFrame(values, columns=["year", "value", column]).assign(indicator="a")
    tables = {
        "indicators": pd.DataFrame([book]),
        "targets": pd.DataFrame([aims | (targets or {})]),
        "observations": given,
        **{name: pd.DataFrame(rows) for name, rows in more.items()},
    }
    folder.mkdir(exist_ok=True)
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    return la.load_plan(folder)


def test_conflicting_targets_are_told_in_the_words_and_the_unit_of_the_page(tmp_path):
    age = {"indicator": "age", "unit": "岁", "kind": "index", "basis": "point_change"}
    rate = {"indicator": "firms", "unit": "家", "basis": "growth_rate"}
    targets = [age | {"target": 1}, age | {"target": 2}, rate | {"target": 0.08}]
    plan = small_plan(tmp_path, [*targets, rate | {"target": 0.1}])
    readings = readings_texts(plan, plan.conflicts("zh"), "zh")
    assert readings == [
        "提高1岁（p. 1）；提高2岁（p. 2）",
        "年均增长8%（p. 3）；年均增长10%（p. 4）",
    ]
