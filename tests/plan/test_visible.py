"""What a bureau keeps internal reaches no output: no name, no figure, no note that tells of it."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from plan_books import book

import linhai_analysis as la
from linhai_analysis.errors import FaultsError

CODE, NAME, ENGLISH = "withheld_sales", "军品销售收入", "Withheld sales"
FIGURES = ["731.9", "884.7", "1296.3", "1553.1"]
# Where lines and letters of a picture stand.
DRAWN = re.compile(r"\b(?:d|x|y|points|transform|style)=\"[^\"]*\"")
SECRET = [CODE, NAME, ENGLISH, *FIGURES, "军口统计"]


def row(code, name_zh, name_en, **more):
    return {
        "indicator": code,
        "name_zh": name_zh,
        "name_en": name_en,
        "unit": "million yuan",
        "kind": "amount",
        "better": "up",
        **more,
    }


def frames(visibility="内部"):
    """Two amounts, the internal one between, its share of the other, and a part of it."""
    secret = {"visibility": visibility, "owner": "保密处"}
    share = {"unit": "%", "kind": "share", "numerator": CODE, "denominator": "sales"}
    indicators = [
        row("sales", "销售收入", "Sales", note=f"含{NAME}", note_zh="规上企业"),
        row(CODE, NAME, ENGLISH, **secret),
        row("share", "占比", "Share of the kind", **share),
        row("part", "零部件收入", "Parts", parent=CODE),
    ]
    targets = [("sales", "2600", "表1"), (CODE, "1553.1/2600", "表1"), ("share", "60%", "表2")]
    printed = pd.DataFrame(targets, columns=["indicator", "printed", "place"])
    printed.loc[0, "printed"] = "1553.1/2600"
    targets = printed.assign(base_year=2015, target_year=2020, target=[2600, 1553.1, 60])
    values = [
        ("sales", 2015, 1500.0, "S1", ""),
        ("sales", 2018, 2200.0, "S1", f"其中{NAME}884.7"),
        (CODE, 2015, 731.9, "S2", ""),
        (CODE, 2018, 884.7, "S2", ""),
        (CODE, 2018, 1296.3, "S1", ""),
        ("share", 2015, 48.8, "S1", ""),
        ("share", 2018, 40.2, "S1", ""),
        ("part", 2015, 10.0, "S1", ""),
        ("part", 2018, 12.0, "S1", ""),
    ]
    columns = ["indicator", "year", "value", "source_id", "note"]
    tasks = [("1", "建园区"), ("2", f"提高{NAME}")]
    return {
        "indicators": pd.DataFrame(indicators).fillna(""),
        "targets": targets,
        "observations": pd.DataFrame(values, columns=columns),
        "sources": pd.DataFrame({"source_id": ["S1", "S2"], "title": ["年鉴", "军口统计"]}),
        "tasks": pd.DataFrame(tasks, columns=["task_id", "task"]),
        "scenarios": pd.DataFrame(
            {"scenario": "s", "indicator": [CODE], "assumption": "rate", "value": "5%"}
        ),
    }


def test_nothing_of_an_internal_indicator_is_left():
    plan = la.load_plan(frames()).public()
    assert plan.indicators["indicator"].tolist() == ["sales", "share", "part"]
    assert [len(plan.targets), len(plan.observations), len(plan.scenarios)] == [2, 6, 0]
    assert plan.tasks["task"].tolist() == ["建园区"]
    assert plan.sources["title"].tolist() == ["年鉴"]
    assert plan.conflicts().empty
    # A note that names it goes, another one of the same row stays.
    assert plan.indicators.loc[0, ["note", "note_zh"]].tolist() == ["", "规上企业"]
    assert plan.left_out == 1


def test_what_hangs_on_it_stands_by_itself():
    """The share is printed; multiplied by the other amount it would give the figure away."""
    plan = la.load_plan(frames()).public()
    links = plan.indicators.set_index("indicator")[["parent", "numerator", "denominator"]]
    assert links.loc[["share", "part"]].to_numpy().tolist() == [["", "", ""], ["", "", ""]]
    assert plan.series("share").to_dict() == {2015: 48.8, 2018: 40.2}
    # 1553.1/2600 prints both figures.
    assert plan.targets["printed"].tolist() == ["", "60%"]
    assert plan.targets["target"].tolist() == [2600, 60]


def written(folder):
    """The name and the text of every file; of a document or a workbook, of each of its parts."""
    for path in folder.rglob("*"):
        if path.suffix in (".html", ".json", ".csv", ".svg"):
            yield path.name, DRAWN.sub("", path.read_text(encoding="utf-8-sig"))
        elif path.suffix in (".docx", ".xlsx"):
            with ZipFile(path) as parts:
                for part in parts.namelist():
                    if part.endswith((".xml", ".rels")):
                        yield f"{path.name}/{part}", DRAWN.sub("", parts.read(part).decode())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_file_of_a_review_tells_of_it(tmp_path, lang):
    review = la.build_review(la.load_plan(frames()).public(), 2018, lang)
    review.write(tmp_path / "out")
    texts = dict(written(tmp_path / "out"))
    assert {"review.html", "review.json", "dashboard.svg"} <= set(texts)
    assert [(name, word) for name, text in texts.items() for word in SECRET if word in text] == []
    counted = "另有1项内部指标未列出" if lang == "zh" else "1 more: internal and not listed"
    assert counted in review.progress()
    assert counted in texts["review.html"]


def test_asked_for_it_is_there(tmp_path):
    la.build_review(la.load_plan(frames()), 2018, "zh", internal=True).write(tmp_path / "out")
    page = (tmp_path / "out" / "review.html").read_text(encoding="utf-8")
    assert [word for word in (NAME, "884.7", "军口统计") if word not in page] == []


def test_a_plan_without_internal_indicators_stays_the_same(linhai):
    assert linhai.public() is linhai
    assert la.load_plan(frames("公开")).public().left_out == 0


def test_longer_names_of_others_do_not_count_as_its_own():
    """专利 is internal, 发明专利 is not: what speaks of the one says nothing of the other."""
    tables = frames("")
    book = [
        row("all_patents", "专利", "Patents", visibility="内部"),
        row("inventions", "发明专利", "Invention patents", note_zh="发明专利按授权日"),
        row("others", "商标", "Trademarks", note_zh="不含专利"),
    ]
    tables["indicators"] = pd.concat([tables["indicators"], pd.DataFrame(book).fillna("")])
    kept = la.load_plan(tables).public().indicators.set_index("indicator")["note_zh"]
    assert kept[["inventions", "others"]].tolist() == ["发明专利按授权日", ""]


@pytest.mark.parametrize(
    ("head", "cell", "meant"),
    [
        ("公开范围", "内部", "internal"),
        ("公开范围", "不公开", "internal"),
        ("公开属性", "依申请公开", "internal"),
        ("是否公开", "否", "internal"),
        ("是否公开", "是", "public"),
        ("公开范围", "主动公开", "public"),
        ("公开范围", None, ""),
        ("Visibility", "Internal", "internal"),
    ],
)
def test_a_clerk_marks_a_row_of_the_one_sheet(tmp_path, head, cell, meant):
    heads = ["指标名称", "单位", "2015年基数", "2020年目标", "2018年", head]
    rows = [["企业", "家", 60, 120, 92, cell], ["专利", "件", 100, 200, 150, None]]
    path = book(tmp_path / "a.xlsx", 附表1=[["某市“十三五”规划主要指标"], heads, *rows])
    assert la.load_plan(path).indicators["visibility"].tolist() == [meant, ""]


def test_a_word_that_says_neither_is_a_fault_of_its_cell(tmp_path):
    heads = ["指标名称", "单位", "2015年基数", "2020年目标", "2018年", "公开范围"]
    path = book(
        tmp_path / "a.xlsx",
        附表1=[["某市“十三五”规划"], heads, ["企业", "家", 60, 120, 92, "部分"]],
    )
    with pytest.raises(FaultsError) as refused:
        la.load_plan(path)
    told = refused.value.text("zh")
    assert "附表1 F3（公开范围）：“部分”" in told
    assert "公开、内部" in told
    assert Path(path).name in told


def test_plan_that_is_internal_as_a_whole_says_so():
    tables = frames()
    tables["indicators"] = tables["indicators"].assign(visibility="内部")
    with pytest.raises(la.DataError, match=r"all .* are marked as internal"):
        la.build_review(la.load_plan(tables), 2018)
