"""The Linhai plan against its text, and small plans of a user through the front door.

The tables below were copied by hand from the printed plan and from the published figures,
not from the package.
"""

from __future__ import annotations

import math
import re
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.data import data_dir
from linhai_analysis.errors import DataError, FaultsError, UnknownNameError
from linhai_analysis.plan.load import is_plan
from linhai_analysis.plan.raw import build, build_tables
from linhai_analysis.tables import Origin
from linhai_analysis.targets import complete_targets, read_printed, target_text

TABLES = ("indicators", "targets", "observations", "sources", "tasks", "geos")

# indicator: (value in 2015, as printed); chapter 1(1) of the plan
BASELINES = {
    "rd_expenditure": (13.81, "13.81亿元"),
    "rd_gdp_ratio": (2.98, "2.98%"),
    "patent_applications": (2633, "2633件"),
    "invention_patent_applications": (469, "469件"),
    "patents_granted": (2425, "2425件"),
    "invention_patents_granted": (216, "216件"),
    "hightech_enterprises": (60, "60家"),
    "incubator_area": (5000, "5000平方米"),
}
# indicator, place, printed, value: chapter 2(3), its table 1, chapter 3
TARGETS = [
    ("rd_gdp_ratio", "2.3", "3 %", 3),
    ("fiscal_st_share", "2.3", "4.5%以上", 4.5),
    ("provincial_tech_smes", "2.3", "400家", 400),
    ("hightech_enterprises", "2.3", "120家", 120),
    ("hightech_va_share", "2.3", "65%以上", 65),
    ("patents_granted", "2.3", "2500件", 2500),
    ("invention_patents_granted", "2.3", "360件以上", 360),
    ("invention_patents_per_10k", "2.3", "16件以上", 16),
    ("provincial_rd_centres", "2.3", "90家", 90),
    ("innovation_platforms", "2.3", "12个", 12),
    ("rd_gdp_ratio", "table 1 row 1", "3%", 3),
    ("fiscal_st_share", "table 1 row 2", "4.5%以上", 4.5),
    ("hightech_enterprises", "table 1 row 3", "120", 120),
    ("hightech_va_share", "table 1 row 4", "65", 65),
    ("patents_granted", "table 1 row 5", "2500/360", 2500),
    ("invention_patents_granted", "table 1 row 5", "2500/360", 360),
    ("invention_patents_per_10k", "table 1 row 6", "16件以上", 16),
    ("new_product_output_rate", "table 1 row 7", "60", 60),
    ("provincial_rd_centres", "table 1 row 8", "90", 90),
    ("innovation_platforms", "table 1 row 9", "12", 12),
    ("provincial_tech_smes", "table 1 row 10", "400", 400),
    ("hightech_incubation_pool", "3.3.1", "30家以上", 30),
    ("hightech_enterprises", "3.3.1", "120家", 120),
    ("hightech_va_share", "3.3.1", "65%", 65),
    ("provincial_tech_smes", "3.3.2", "400家", 400),
    ("civil_military_benchmark_firms", "3.4.3", "新增3-5家", 3),
    ("patents_granted", "3.8.1", "3300件", 3300),
    ("invention_patents_granted", "3.8.1", "360件以上", 360),
    ("invention_patents_per_10k", "3.8.1", "16件/万人以上", 16),
]
# Yearly figures of Linhai (331082) and Sanmen (331022), baselines and a derived one included: 49
PUBLISHED = {
    ("331082", "gdp"): {
        2013: 420.4,
        2015: 463.5,
        2016: 515.6,
        2018: 670.92,
        2021: 819.9,
        2022: 878.5,
        2024: 971.68,
    },
    ("331082", "gdp_growth_real"): {2013: 8, 2015: 7.2, 2018: 7, 2022: 3.6, 2024: 6.2},
    ("331082", "hightech_enterprises"): {2015: 60},
    ("331082", "hightech_enterprises_certified"): {2013: 7},
    ("331082", "hightech_va"): {2016: 79.6, 2018: 141.27},
    ("331082", "hightech_va_share"): {2011: 22.7, 2016: 52.3, 2018: 66.6},
    ("331082", "incubator_area"): {2015: 5000},
    ("331082", "industrial_output_above_scale"): {
        2013: 717.8,
        2016: 773.5,
        2018: 969,
        2021: 1051,
    },
    ("331082", "industrial_va_above_scale"): {2016: 152.2},
    ("331082", "invention_patent_applications"): {2015: 469},
    ("331082", "invention_patents_granted"): {2015: 216},
    ("331082", "new_product_output"): {2018: 500.29},
    ("331082", "new_product_output_rate"): {2018: 51.63},
    ("331082", "patent_applications"): {2015: 2633},
    ("331082", "patents_granted"): {2015: 2425},
    ("331082", "population_resident"): {2020: 111.4146, 2021: 111.7, 2022: 111.4, 2023: 110.9},
    ("331082", "rd_expenditure"): {2015: 13.81, 2016: 15.37, 2022: 27.8},
    ("331082", "rd_gdp_ratio"): {2015: 2.98, 2016: 3.06, 2022: 3.16},
    ("331082", "rd_personnel"): {2015: 5758, 2020: 6006},
    ("331082", "technology_contract_value"): {2016: 6.18},
    ("331022", "hightech_va_share"): {2015: 32.56, 2020: 68.99},
    ("331022", "rd_expenditure"): {2020: 5.8},
    ("331022", "rd_gdp_ratio"): {2015: 1.08, 2020: 2.12},
}


CODEBOOK = "indicator,unit,kind,better\nfirms,家,count,up\nshare,%,share,up\nfall,%,share,down\n"
SOURCES = (
    "source_id,title,publisher,published,url,reliability\n"
    "a,Yearbook,Bureau,2016,http://a,A\nb,Report,Office,2017,http://b,B\nc,Copy,Press,,http://c,C\n"
)
TARGET = "indicator,base_year,target_year,"
VALUES = "indicator,year,value,status,source_id,break\n"


def folder(path: Path, targets: str, observations: str = VALUES, **more: str) -> Path:
    tables = {"indicators": CODEBOOK, "targets": targets, "observations": observations} | more
    for name, text in tables.items():
        (path / f"{name}.csv").write_bytes(text.encode())
    return path


def opened(path: Path, targets: str, observations: str = VALUES, **more: str) -> la.Plan:
    return la.load_plan(folder(path, targets, observations, **more))


def faults(path: Path, targets: str, observations: str = VALUES, **more: str) -> list[str]:
    with pytest.raises(FaultsError) as caught:
        opened(path, targets, observations, **more)
    return [str(fault) for fault in caught.value.faults]


# ---------------------------------------------------------------- the Linhai plan


def test_text_holds_37_figures():
    assert len(BASELINES) + len(TARGETS) == 8 + 29 == 37


def test_targets_are_those_of_the_text(linhai):
    found = linhai.targets[["indicator", "place", "printed", "target"]]
    assert sorted(found.itertuples(index=False, name=None)) == sorted(TARGETS)


def test_targets_are_at_least_except_the_range(linhai):
    range_ = linhai.targets["indicator"] == "civil_military_benchmark_firms"
    [added] = linhai.targets[range_].to_dict("records")
    assert (added["target"], added["target_high"]) == (3, 5)
    assert (added["relation"], added["basis"]) == ("range", "increment")
    others = linhai.targets[~range_]
    assert set(others["relation"]) == {"at_least"}
    assert set(others["basis"]) == {"level"}
    assert others["target_high"].isna().all()


def test_thirteen_indicators_have_targets_and_thirteen_targets_are_main(linhai):
    assert linhai.targets["indicator"].nunique() == 13
    main = linhai.targets[linhai.targets["main"]]
    assert len(main) == main["indicator"].nunique() == 13
    expected = [where for _, where, _, _ in TARGETS if where.startswith("table 1")]
    assert sorted(main["place"]) == sorted([*expected, "3.3.1", "3.4.3"])


def test_target_ids_are_the_promised_ones(linhai):
    ids = set(linhai.targets["target_id"])
    assert len(ids) == 29
    assert {"patents_granted.t1", "patents_granted.s3_8_1", "patents_granted.s2_3"} <= ids


def test_plan_runs_from_2015_to_2020_and_states_no_attribute(linhai):
    assert set(linhai.targets["base_year"]) == {2015}
    assert set(linhai.targets["target_year"]) == {2020}
    assert set(linhai.targets["attribute"]) == {""}


def test_baselines_are_those_of_the_text(linhai):
    own = linhai.observations.query("source_id == 'LH_PLAN135'")
    found = {row["indicator"]: (row["value"], row["printed"]) for row in own.to_dict("records")}
    assert found == BASELINES
    assert len(own) == 8
    assert set(own["year"]) == {2015}
    assert set(own["place"]) == {"1.1"}


def test_all_49_published_values_are_there(linhai):
    expected = {
        (geo, indicator, year): value
        for (geo, indicator), series in PUBLISHED.items()
        for year, value in series.items()
    }
    assert len(expected) == 49
    rows = linhai.observations[["geo", "indicator", "year", "value"]].to_dict("records")
    found = {(row["geo"], row["indicator"], row["year"]): row["value"] for row in rows}
    assert {key: found.get(key) for key in expected} == expected
    assert len(rows) == len(found) == 49


def test_breaks_and_preliminary_values_are_those_published(linhai):
    values = linhai.observations
    broken = values[values["break"]][["indicator", "year"]].itertuples(index=False, name=None)
    assert set(broken) == {
        ("gdp", 2018),
        ("hightech_va", 2018),
        ("hightech_va_share", 2016),
        ("hightech_va_share", 2018),
    }
    early = values[values["status"] == "preliminary"]
    expected = {"hightech_va", "rd_expenditure", "rd_gdp_ratio", "technology_contract_value"}
    assert set(early["indicator"]) == expected
    assert set(early["year"]) == {2016}


def test_qualitative_goals_are_tasks_that_nobody_has_judged(linhai):
    places = {"3.2.1", "3.2.2", "3.4.3", "3.8.1", "4.1", "4.5"}
    assert places <= set(linhai.tasks["place"])
    assert set(linhai.tasks["status"]) == {""}
    covered = linhai.tasks.query("place == '3.2.1'")["task"]
    assert covered.str.contains("全覆盖").any()


def test_own_place_title_label_and_unit(linhai):
    assert linhai.geo == "331082"
    assert linhai.title("zh") == "临海市科学技术发展“十三五”规划"
    assert linhai.label("patents_granted", "zh") == "专利授权量"
    assert linhai.unit("rd_expenditure", "zh") == "亿元"


# ---------------------------------------------------------------- conflicts


def test_linhai_differs_from_itself_once_in_value_twice_in_form(linhai):
    conflicts = linhai.conflicts()
    assert conflicts["kind"].tolist() == ["value"] + ["form"] * 2 + ["name"] * 9
    value = conflicts.query("kind == 'value'").iloc[0]
    assert value["indicator"] == "patents_granted"
    assert value["readings"] == ("2500", "3300")
    assert value["places"] == (("2.3", "table 1 row 5"), ("3.8.1",))
    assert set(value["target_ids"]) == {
        "patents_granted.s2_3",
        "patents_granted.t1",
        "patents_granted.s3_8_1",
    }
    forms = conflicts.query("kind == 'form'")["indicator"]
    assert set(forms) == {"hightech_va_share", "invention_patents_granted"}


@pytest.mark.parametrize(
    ("indicator", "names"),
    [
        ("provincial_tech_smes", ["省级科技型企业", "省级科技型中小企业"]),
        ("hightech_enterprises", ["高新技术企业认定数量", "国家重点支持的高新技术企业"]),
        ("provincial_rd_centres", ["省级以上各类企业研发机构", "省级以上企业研发(技术中心"]),
        ("innovation_platforms", ["科技公共创新服务平台", "科技公共创新平台"]),
        ("patents_granted", ["获授权专利数", "年专利授权量"]),
    ],
)
def test_linhai_has_two_names_for_one_thing(linhai, indicator, names):
    [conflict] = linhai.conflicts().query(f"kind == 'name' and indicator == '{indicator}'").readings
    assert set(names) <= set(conflict)


def test_three_targets_have_one_name_throughout(linhai):
    named = set(linhai.conflicts().query("kind == 'name'")["indicator"])
    assert {"hightech_va_share", "new_product_output_rate"}.isdisjoint(named)


CONFLICTS = [
    # printed, printed_name of two rows; kinds found
    (("65", "A"), ("65%", "A"), []),
    (("65", "A"), ("６５", "Ａ "), []),
    (("65", "A"), ("65.0", "A"), []),
    (("65以上", "A"), ("不低于65", "A"), []),
    (("65", "A"), ("65以上", "A"), ["form"]),
    (("65", "A"), ("约65", "A"), ["form"]),
    (("65以上", "A"), ("超过65", "A"), ["form"]),
    (("65", "A"), ("66", "A"), ["value"]),
    (("65", "A"), ("65-70", "A"), ["value"]),
    (("65", "A"), ("提高65个百分点", "A"), ["value"]),
    (("65", "A"), ("65", "B"), ["name"]),
    (("65", "A"), ("65", ""), []),
    (("65", "A"), ("66以上", "B"), ["value", "name"]),
]


@pytest.mark.parametrize(("first", "second", "kinds"), CONFLICTS)
def test_kinds_of_conflict(tmp_path, first, second, kinds):
    rows = "".join(
        f"share,2015,2020,{printed},{name},p. {page}\n"
        for page, (printed, name) in enumerate((first, second), 1)
    )
    plan = opened(tmp_path, f"{TARGET}printed,printed_name,where\n{rows}")
    conflicts = plan.conflicts()
    assert conflicts["kind"].tolist() == kinds
    assert conflicts["readings"].map(len).tolist() == [2] * len(kinds)
    assert conflicts["places"].tolist() == [(("p. 1",), ("p. 2",))] * len(kinds)


def test_form_conflict_is_seen_beside_a_value_conflict(tmp_path):
    rows = "share,2015,2020,65\nshare,2015,2020,65以上\nshare,2015,2020,70\n"
    assert opened(tmp_path, f"{TARGET}printed\n{rows}").conflicts()["kind"].tolist() == [
        "value",
        "form",
    ]


def test_other_year_or_other_indicator_is_no_conflict(tmp_path):
    rows = "share,2015,2018,60\nshare,2015,2020,65\nfall,2015,2020,5\n"
    conflicts = opened(tmp_path, f"{TARGET}printed\n{rows}").conflicts()
    assert conflicts.empty
    columns = "kind indicator target_year year readings places sources target_ids "
    columns += "adopted decided decided_by decided_on"
    assert list(conflicts) == columns.split()


def test_conflict_shows_what_was_decided(tmp_path):
    rows = "share,2015,2020,60,60 per the mayor\nshare,2015,2020,65,\n"
    plan = opened(tmp_path, f"{TARGET}printed,decided\n{rows}")
    assert plan.conflicts()["decided"].tolist() == ["60 per the mayor"]


# ---------------------------------------------------------------- which plan is meant


@pytest.mark.parametrize("path", ["./linhai_13fyp", "linhai_13fyp/", Path("linhai_13fyp")])
def test_explicit_path_is_no_shipped_plan(tmp_path, monkeypatch, path):
    small_plan(tmp_path / "linhai_13fyp", [{"indicator": "a", "target": 5}])
    monkeypatch.chdir(tmp_path)
    assert la.load_plan(path).targets["indicator"].tolist() == ["a"]
    # The bare name is the plan that comes with the package, whatever lies here.
    assert len(la.load_plan("linhai_13fyp").targets) == 29


def test_explicit_path_that_is_not_there_is_not_looked_for_elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(la.DataError, match="there is no file or folder"):
        la.load_plan("./linhai_13fyp")


# ---------------------------------------------------------------- build


def test_build_gives_the_committed_bytes_each_time(tmp_path):
    first, second = build(tmp_path / "1"), build(tmp_path / "2")
    assert len(first) == len(second) >= 6
    for one, two in zip(first, second, strict=True):
        committed = data_dir() / "processed" / one.relative_to(tmp_path / "1")
        assert one.read_bytes() == two.read_bytes() == committed.read_bytes(), one.name


def test_build_lists_exactly_the_committed_files(tmp_path):
    written = {str(path.relative_to(tmp_path)) for path in build(tmp_path)}
    processed = data_dir() / "processed"
    assert written == {str(path.relative_to(processed)) for path in processed.rglob("*.csv")}


@pytest.fixture
def raw(tmp_path) -> Path:
    return Path(shutil.copytree(data_dir() / "raw", tmp_path / "raw"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_broken_figures_are_all_named_with_file_row_and_text(raw):
    figures = raw / "linhai_13fyp" / "figures.csv"
    change(figures, "2015,13.81亿元", "2015,十三点八亿元")  # first baseline: row 2
    change(figures, "2020,65%以上", "2020,六成五")  # fifth target of 2.3: row 14
    with pytest.raises(FaultsError) as caught:
        build_tables(raw, "linhai_13fyp")
    assert {str(fault).partition(";")[0] for fault in caught.value.faults} == {
        "figures.csv, row 2, column printed: '十三点八亿元' cannot be read as a figure",
        "figures.csv, row 14, column printed: '六成五' cannot be read as a figure",
    }


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("2500/360,2,", "2500/360,3,", "column printed: '2500/360' has no part 3"),
        (",12个,", ",12%,", "'12%' is printed in another unit than that of its indicator"),
        (
            "\npatents_granted,baseline",
            "\npatents_grant,baseline",
            "did you mean 'patents_granted'?",
        ),
        (
            "\npatents_granted,target,2015,2020,3300",
            "\npatents_grant,target,2015,2020,3300",
            "did you",
        ),
    ],
)
def test_other_faults_of_raw_figures(raw, old, new, sentence):
    change(raw / "linhai_13fyp" / "figures.csv", old, new)
    with pytest.raises(FaultsError, match=re.escape(sentence)):
        build_tables(raw, "linhai_13fyp")


def test_built_sources_hold_the_originals_of_what_is_cited(raw):
    tables = build_tables(raw, "china_13fyp")
    kept = set(tables["sources"]["source_id"])
    assert {"CN_PLAN135", "CN_CNIPA", "CN_MOST", "NBS_RD_COMMUNIQUE"} <= kept
    assert not [name for name in kept if name.startswith("LH_")]
    # Other places and other indicators in the shared files stay out.
    assert set(tables["observations"]["geo"]) == {"100000"}
    assert set(tables["observations"]["indicator"]) <= set(tables["indicators"]["indicator"])


def test_original_that_is_missing_in_the_raw_sources_is_named(raw):
    path = raw / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("\nCN_MOST,", "\nCN_MOSST,"), "utf-8")
    with pytest.raises(FaultsError, match="'CN_MOST' is not in the table sources; did you mean"):
        build_tables(raw, "linhai_13fyp")


def test_missing_raw_table_is_named(raw):
    (raw / "linhai_13fyp" / "tasks.csv").unlink()
    with pytest.raises(DataError, match=r"^the raw table tasks\.csv is missing in linhai_13fyp$"):
        build_tables(raw, "linhai_13fyp")


def test_fault_of_a_published_value_names_its_file(raw):
    change(raw / "observations" / "linhai.csv", "gdp,2013,420.4,", "gdp,2013,42O.4,")
    with pytest.raises(FaultsError, match=r"linhai\.csv, row 2, column value: '42O\.4' is not a n"):
        build_tables(raw, "linhai_13fyp")


def test_value_in_another_unit_names_its_file(raw):
    change(
        raw / "observations" / "linhai.csv", "gdp,2013,420.4,100 million CNY", "gdp,2013,420.4,%"
    )
    with pytest.raises(FaultsError, match=r"linhai\.csv, row 2, column unit: '%' is not the unit"):
        build_tables(raw, "linhai_13fyp")


# ---------------------------------------------------------------- loading


def test_folder_and_workbook_are_the_same_plan(linhai, tmp_path):
    path = tmp_path / "linhai.xlsx"
    with pd.ExcelWriter(path) as book:
        for name in TABLES:
            getattr(linhai, name).to_excel(book, sheet_name=name, index=False)
    same = la.load_plan(path)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(same, name), getattr(linhai, name))
    pd.testing.assert_frame_equal(same.conflicts(), linhai.conflicts())


def test_chinese_workbook_with_only_what_is_needed(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "指标"
    for row in (
        ["指标代码", "指标名称", "单位", "数据类型", "方向"],
        ["p", "专利", "件", "数量", "正向"],
    ):
        sheet.append(row)
    sheet = book.create_sheet("目标")
    for row in (
        ["指标代码", "基期年", "目标年", "规划原文数字", "属性"],
        ["p", 2015.0, 2020, 2500, "约束性"],
    ):
        sheet.append(row)
    sheet = book.create_sheet("数据")
    for row in (
        ["指标代码", "年份", "数值"],
        ["p", 2015, 2425],
        [None, None, None],
        ["p", 2016, None],
    ):
        sheet.append(row)
    book.save(tmp_path / "规划.xlsx")
    plan = la.load_plan(tmp_path / "规划.xlsx")
    assert plan.name == "规划"
    assert plan.label("p", "en") == "专利"
    [target] = plan.targets.to_dict("records")
    assert (target["target"], target["relation"], target["attribute"]) == (
        2500,
        "at_least",
        "binding",
    )
    assert plan.series("p").to_dict() == {2015: 2425}


def test_per_cent_cell_of_excel_is_not_read_a_hundred_times_too_small(tmp_path):
    """65 % typed into Excel is stored as 0.65 with the format 0%."""
    book = openpyxl.Workbook()
    book.active.title = "indicators"
    for row in (["indicator", "unit", "kind", "better"], ["share", "%", "share", "up"]):
        book.active.append(row)
    sheet = book.create_sheet("targets")
    for row in (["indicator", "base_year", "target_year", "printed"], ["share", 2015, 2020, 0.65]):
        sheet.append(row)
    sheet["D2"].number_format = "0%"
    book.create_sheet("observations").append(["indicator", "year", "value"])
    book.save(tmp_path / "plan.xlsx")
    try:
        plan = la.load_plan(tmp_path / "plan.xlsx")
    except DataError:
        return
    assert plan.targets["target"].item() == 65


def test_smallest_plan_works_throughout(tmp_path):
    plan = opened(
        tmp_path,
        f"{TARGET}printed\nfirms,2015,2020,120家\nshare,2015,2020,65%\n",
        "indicator,year,value\nfirms,2015,60\n",
        indicators="indicator,unit,kind,better\nfirms,家,count,up\nshare,%,share,up\n",
    )
    assert plan.targets["target"].tolist() == [120, 65]
    assert plan.targets["target_id"].tolist() == ["firms", "share"]
    assert plan.series("firms").to_dict() == {2015: 60}
    assert plan.conflicts().empty
    assert plan.title() == plan.name == tmp_path.name
    growth = la.required_growth(plan).set_index("indicator")["required_cagr"]
    assert growth["firms"] == pytest.approx(0.148698, abs=1e-6)
    assert math.isnan(growth["share"])


def test_targets_may_hold_only_what_is_printed(tmp_path):
    rows = {
        "firms,2015,2020,120家": (120, None, "level", "at_least"),
        "firms,2015,2020,新增3-5家": (3, 5, "increment", "range"),
        "firms,2015,2020,超过100家": (100, None, "level", "above"),
        "share,2015,2020,提高5个百分点": (5, None, "point_change", "at_least"),
        "share,2015,2020,6%-6.5%": (6, 6.5, "level", "range"),
        "fall,2015,2020,5%": (5, None, "level", "at_most"),
        "firms,2015,2020,年均增长8%": (0.08, None, "growth_rate", "at_least"),
        "firms,2015,2020,累计下降20%": (-0.2, None, "cumulative_change", "at_most"),
        "firms,2015,2020,翻一番": (2, None, "multiple", "at_least"),
    }
    plan = opened(tmp_path, f"{TARGET}printed\n" + "\n".join(rows))
    names = ["target", "target_high", "basis", "relation"]
    found = plan.targets[names].astype(object).where(plan.targets[names].notna(), None)
    assert list(found.itertuples(index=False, name=None)) == list(rows.values())


def test_given_columns_agree_with_what_is_printed_and_stay(tmp_path):
    rows = "firms,2015,2020,2500/360,360,exactly,binding\n"
    plan = opened(tmp_path, f"{TARGET}printed,target,relation,attribute\n{rows}")
    row = plan.targets.iloc[0]
    assert (row["target"], row["relation"], row["attribute"]) == (360, "exactly", "binding")


@pytest.mark.parametrize(
    ("columns", "row", "sentence"),
    [
        ("printed,target", "120家,121", "'120家' reads as 120, but the target is filled in as 121"),
        (
            "printed,target",
            "2500/360,36",
            "'2500/360' reads as 2500, 360, but the target is filled in",
        ),
        ("printed,target_high", "3-5家,50", "'3-5家'"),
        ("printed,relation", "控制在5家以内,at_least", "reads as at most"),
        ("printed,basis", "新增100家,level", "reads as addition"),
    ],
)
def test_printed_figure_and_its_number_must_agree(tmp_path, columns, row, sentence):
    [fault] = faults(tmp_path, f"{TARGET}{columns}\nfirms,2015,2020,{row}\n")
    assert fault.startswith("targets.csv, row 2, column ")
    assert sentence in fault


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("firms,2020,2020,5,", "column target_year: 2020 is not after the base year 2020"),
        ("firms,2021,2020,5,", "column target_year: 2020 is not after the base year 2021"),
        ("firms,2015,2020,5,3", "column target_high: is below target"),
        ("firms,2015,2020,,", "column target: is empty, and printed is empty too"),
        ("frims,2015,2020,5,", "column indicator: 'frims' is not in the table indicators; did you"),
    ],
)
def test_target_that_makes_no_sense(tmp_path, row, fault):
    [found] = faults(tmp_path, f"{TARGET}target,target_high\n{row}\n")
    assert found.startswith(f"targets.csv, row 2, {fault}")


@pytest.mark.parametrize("printed", ["累计增长150%", "增长120%"])
def test_growth_of_more_than_100_per_cent_can_be_printed(tmp_path, printed):
    plan = opened(tmp_path, f"{TARGET}printed\nfirms,2015,2020,{printed}\n")
    assert plan.targets["target"].item() in (1.5, 1.2)


def test_doubling_of_another_year_is_no_doubling_of_the_base_year(tmp_path):
    [fault] = faults(tmp_path, f"{TARGET}printed\nfirms,2015,2020,比2010年翻一番\n")
    assert "2010" in fault


def test_doubling_of_the_base_year_is_read(tmp_path):
    plan = opened(tmp_path, f"{TARGET}printed\nfirms,2015,2020,比2015年翻一番\n")
    assert plan.targets[["target", "basis"]].to_numpy().tolist() == [[2, "multiple"]]


def test_faults_of_all_tables_come_at_once(tmp_path):
    found = faults(
        tmp_path,
        f"{TARGET}target,printed,source_id\nfirms,2015,202O,,5,a\nfirms,2015,2020,6,5,d\n",
        f"{VALUES}firms,2015,1,final,a,\nfirms,2015,2,final,a,\nfrims,2016,x,final,a,\n",
        sources=f"{SOURCES}d2,X,Y,,,E\n",
        tasks="task_id,task\n1,a\n1,b\n",
        geos="geo,name_en\n,x\n",
    )
    assert {fault.split(": ")[0] for fault in found} == {
        "targets.csv, row 2, column target_year",
        "targets.csv, row 3, column printed",
        "targets.csv, row 3, column source_id",
        "observations.csv, row 3",
        "observations.csv, row 4, column value",
        "sources.csv, row 5, column reliability",
        "tasks.csv, row 3",
        "geos.csv, row 2, column geo",
    }


def test_rows_with_blank_lines_and_line_ends_in_cells_are_counted_as_in_a_spreadsheet(tmp_path):
    targets = (
        f'{TARGET}printed,printed_name\r\nfirms,2015,2020,5,"two\r\nlines"\r\n\r\nfirms,2015,2020,'
    )
    plan = opened(tmp_path, f"{targets}many,\r\n")
    assert plan.unread()["row"].tolist() == [4]


def test_missing_tables_are_named_with_the_other_faults(tmp_path):
    (tmp_path / "targets.csv").write_text(f"{TARGET}printed\nfirms,2015,x,5\n")
    with pytest.raises(FaultsError) as caught:
        la.load_plan(tmp_path)
    assert [str(fault).split("; ")[0] for fault in caught.value.faults] == [
        f"{tmp_path.name}: the table indicators is missing",
        f"{tmp_path.name}: the table observations is missing",
        "targets.csv, row 2, column target_year: 'x' is not a year",
    ]


def test_codebook_with_faults_is_reported_without_their_echo(tmp_path):
    codebook = "indicator,kind,better\nfirms,cuont,up\n"
    found = faults(tmp_path, f"{TARGET}printed\nfirms,2015,2020,5\n", indicators=codebook)
    assert [fault.split(": ")[0] for fault in found] == ["indicators.csv, row 2, column kind"]


def test_unknown_parent_source_and_unit(tmp_path):
    found = faults(
        tmp_path,
        f"{TARGET}printed,source_id\nfirms,2015,2020,5,aa\n",
        "indicator,year,value,unit,source_id\nfirms,2015,1,件,x1\n",
        indicators="indicator,unit,kind,better,parent\nfirms,家,count,up,frims\n",
        sources=SOURCES,
    )
    assert [fault.split("; ")[0] for fault in found] == [
        "indicators.csv, row 2, column parent: 'frims' is not in the table indicators",
        "targets.csv, row 2, column source_id: 'aa' is not in the table sources",
        "observations.csv, row 2, column source_id: 'x1' is not in the table sources",
        "observations.csv, row 2, column unit: '件' is not the unit of its indicator, '家'",
    ]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "linhai_13fpy",
            "there is no plan, folder or file 'linhai_13fpy'; did you mean 'linhai_13f",
        ),
        ("no/such/plan", "there is no file or folder 'no/such/plan'"),
        ("none.xlsx", "there is no file or folder 'none.xlsx'"),
    ],
)
def test_plan_that_is_not_there(name, sentence):
    with pytest.raises(DataError, match=f"^{re.escape(sentence)}"):
        la.load_plan(name)


def test_shipped_plan_that_was_not_built_says_what_to_do(monkeypatch, tmp_path):
    (tmp_path / "raw" / "linhai_13fyp").mkdir(parents=True)
    monkeypatch.setattr("linhai_analysis.plan.load.data_dir", lambda: tmp_path)
    sentence = "data/processed/linhai_13fyp is missing; 'linhai build' makes it again"
    with pytest.raises(DataError, match=f"^{sentence}$"):
        la.load_plan("linhai_13fyp")


# ---------------------------------------------------------------- series

SERIES = {
    "one source covers it": ("2015,1,final,a,|2016,2,final,a,|2016,9,final,b,", {2015: 1, 2016: 2}),
    "the one that covers comes before better words": (
        "2015,1,preliminary,b,|2016,2,preliminary,b,|2016,9,final,a,",
        {2015: 1, 2016: 2},
    ),
    "of two that cover the better status": (
        "2015,1,preliminary,a,|2015,2,first_release,b,",
        {2015: 2},
    ),
    "of two that cover the better grade": ("2015,1,final,c,|2015,2,final,b,", {2015: 2}),
    "final before first release": (
        "2015,1,first_release,a,|2015,2,final,b,|2016,3,final,a,|2017,4,final,b,",
        {2015: 2, 2016: 3, 2017: 4},
    ),
    "first release before preliminary": (
        "2015,1,preliminary,a,|2015,2,first_release,b,|2016,3,final,a,|2017,4,final,b,",
        {2015: 2, 2016: 3, 2017: 4},
    ),
    "then the better grade": (
        "2015,1,final,c,|2015,2,final,b,|2016,3,final,c,|2017,4,final,b,",
        {2015: 2, 2016: 3, 2017: 4},
    ),
    "revised and derived stay out": (
        "2015,1,final,a,|2016,2,revised,a,|2017,3,derived,b,",
        {2015: 1},
    ),
    "missing values are no values": ("2015,1,final,a,|2016,,final,a,", {2015: 1}),
}


def of_firms(path: Path, rows: str) -> la.Plan:
    values = VALUES + "".join(f"firms,{row}\n" for row in rows.split("|"))
    return opened(path, f"{TARGET}printed\nfirms,2015,2020,120\n", values, sources=SOURCES)


@pytest.mark.parametrize("rule", SERIES)
def test_series_is_chosen(tmp_path, rule):
    rows, expected = SERIES[rule]
    series = of_firms(tmp_path, rows).series("firms")
    assert series.to_dict() == expected
    assert series.index.is_monotonic_increasing
    sources = set(series.attrs["sources"].values())
    assert series.attrs["notes"] == (("spliced",) if len(sources) > 1 else ())


def test_splice_is_flagged_and_says_where_each_value_is_from(tmp_path):
    series = of_firms(tmp_path, "2015,1,final,a,|2016,2,first_release,b,yes").series("firms")
    assert series.attrs["notes"] == ("spliced",)
    assert series.attrs["sources"] == {2015: "a", 2016: "b"}
    assert series.attrs["breaks"] == (2016,)


def test_revised_values_come_on_request(tmp_path):
    plan = of_firms(tmp_path, "2015,1,final,a,|2016,2,revised,b,")
    assert plan.series("firms").to_dict() == {2015: 1}
    assert plan.series("firms", status="revised").to_dict() == {2016: 2}
    assert plan.series("firms", source_id="b").to_dict() == {2016: 2}


def test_series_of_another_place_only_on_request(linhai):
    assert linhai.series("rd_gdp_ratio").to_dict() == {2015: 2.98, 2016: 3.06, 2022: 3.16}
    assert linhai.series("rd_gdp_ratio", geo="331022").to_dict() == {2015: 1.08, 2020: 2.12}


def test_scope_of_published_figures_of_the_high_tech_share(linhai):
    """The target says industry; the figures are of above-scale industry."""
    scope = "above-scale industry"
    series = linhai.series("hightech_va_share")
    assert series.attrs["scopes"] == dict.fromkeys((2011, 2016, 2018), scope)
    there = linhai.series("hightech_va_share", geo="331022")
    assert there.attrs["scopes"] == {2015: scope, 2020: scope}
    assert linhai.series("gdp").attrs["scopes"] == {}
    others = linhai.observations.query("indicator != 'hightech_va_share'")
    assert set(others["scope"]) == {""}


def test_three_indicators_of_linhai_are_quotients(linhai):
    parts = linhai.indicators.set_index("indicator")[["numerator", "denominator"]]
    assert parts[parts["numerator"] != ""].T.to_dict("list") == {
        "rd_gdp_ratio": ["rd_expenditure", "gdp"],
        "hightech_va_share": ["hightech_va", "industrial_va_above_scale"],
        "invention_patents_per_10k": ["invention_patents_in_force", "population_resident"],
    }
    # 79.6 / 152.2 is the printed 52.3 %.
    at = {name: linhai.series(name)[2016] for name in parts.loc["hightech_va_share"]}
    share = at["hightech_va"] / at["industrial_va_above_scale"] * 100
    assert share == pytest.approx(linhai.series("hightech_va_share")[2016], abs=0.05)


# ---------------------------------------------------------------- copies of one original

COPIED = (
    "source_id,title,title_en,publisher,reliability,original\n"
    "yearbook,年鉴,Yearbook,Bureau,,\n"
    "news,News,,Press,B,yearbook\nbook,Book,,House,C,yearbook\n"
    "page,Page,,Bureau,A,yearbook\nplan,Plan,,Office,A,\n"
)


def of_copies(path: Path, rows: str) -> la.Plan:
    values = VALUES + "".join(f"firms,{row}\n" for row in rows.split("|"))
    target = f"{TARGET}printed,source_id\nfirms,2015,2020,120,plan\n"
    return opened(path, target, values, sources=COPIED)


def test_copies_of_one_original_are_one_source(tmp_path):
    rows = "2015,2,final,plan,|2015,1,first_release,news,|2016,3,first_release,book,"
    series = of_copies(tmp_path, rows).series("firms")
    assert series.to_dict() == {2015: 1, 2016: 3}
    assert series.attrs["notes"] == ()
    assert series.attrs["sources"] == {2015: "news", 2016: "book"}


def test_two_copies_of_a_year_the_better_status_then_grade(tmp_path):
    rows = (
        "2015,1,first_release,book,|2015,2,first_release,news,"
        "|2016,3,preliminary,news,|2016,4,first_release,book,"
    )
    assert of_copies(tmp_path, rows).series("firms").to_dict() == {2015: 2, 2016: 4}


def test_first_release_of_an_original_comes_before_its_revision(tmp_path):
    rows = "2015,1,revised,news,|2015,2,first_release,book,|2016,3,derived,book,"
    plan = of_copies(tmp_path, rows)
    assert plan.series("firms", source_id="yearbook").to_dict() == {2015: 2, 2016: 3}
    assert plan.series("firms", source_id="news").to_dict() == {2015: 1}


def test_copies_that_leave_a_year_out_are_spliced_in_the_usual_order(tmp_path):
    copies = "2015,1,first_release,news,|2017,3,first_release,book,"
    series = of_copies(tmp_path, f"{copies}|2015,2,final,plan,|2016,9,final,plan,").series("firms")
    assert series.to_dict() == {2015: 2, 2016: 9, 2017: 3}
    assert series.attrs["notes"] == ("spliced",)


def test_years_that_come_later_do_not_decide_the_source(tmp_path):
    copies = "2015,1,first_release,news,|2016,3,first_release,book,"
    plan = of_copies(tmp_path, f"{copies}|2015,2,final,plan,|2017,4,final,plan,")
    assert plan.series("firms").to_dict() == {2015: 2, 2016: 3, 2017: 4}
    assert plan.series("firms", until=2016).to_dict() == {2015: 1, 2016: 3}
    assert plan.series("firms", until=2014).to_dict() == {}


def test_copy_is_cited_by_its_original_and_official_page_is_no_copy(tmp_path):
    rows = "2015,1,final,news,|2016,2,final,book,|2017,3,final,page,|2018,4,final,plan,"
    plan = of_copies(tmp_path, rows)
    titles = plan.cite("firms").query("figure != 'target'").set_index("source_id")["title"]
    assert titles.to_dict() == {
        "news": "年鉴（转引自Press）",
        "book": "年鉴（转引自House）",
        "page": "年鉴",
        "plan": "Plan",
    }
    assert plan.cite("firms", "en")["title"].iloc[0] == "Yearbook (secondary copy: Press)"
    assert plan.source_line("zh", ["page"]) == "资料来源：Office《Plan》、Bureau《年鉴》"
    line = "资料来源：Office《Plan》、Bureau《年鉴》（转引）"
    assert plan.source_line("zh", ["page", "news", "book"]) == line


def test_plan_read_in_a_copy_bears_the_title_of_the_original(tmp_path):
    target = f"{TARGET}printed,source_id\nfirms,2015,2020,120,book\n"
    plan = opened(tmp_path, target, sources=COPIED)
    assert (plan.title("zh"), plan.title("en")) == ("年鉴", "Yearbook")


def test_original_that_is_no_source_or_a_copy_itself_is_a_fault(tmp_path):
    sources = (
        "source_id,original\nfirst,\ncopy,first\nlost,frist\nagain,copy\nitself,itself\n"
        "left,right\nright,left\n"
    )
    found = faults(tmp_path, f"{TARGET}printed\nfirms,2015,2020,5\n", sources=sources)
    own = "name the first publication"
    assert found == [
        "sources.csv, row 4, column original: 'frist' is not in the table sources; "
        "did you mean 'first'?",
        f"sources.csv, row 5, column original: 'copy' has an original itself, 'first'; {own}",
        f"sources.csv, row 6, column original: 'itself' has an original itself, 'itself'; {own}",
        f"sources.csv, row 7, column original: 'right' has an original itself, 'left'; {own}",
        f"sources.csv, row 8, column original: 'left' has an original itself, 'right'; {own}",
    ]


def test_quotient_with_one_part_or_an_unknown_one_is_a_fault(tmp_path):
    codebook = (
        "indicator,unit,kind,better,numerator,denominator\n"
        "firms,家,count,up,,\nhalf,%,share,up,firms,\nother,%,share,up,,firms\n"
        "wrong,%,share,up,firms,frims\nwhole,%,share,up,firms,half\n"
    )
    found = faults(tmp_path, f"{TARGET}printed\nfirms,2015,2020,5\n", indicators=codebook)
    assert sorted(found) == [
        "indicators.csv, row 3, column denominator: is empty, but numerator is filled in; "
        "give both or neither",
        "indicators.csv, row 4, column numerator: is empty, but denominator is filled in; "
        "give both or neither",
        "indicators.csv, row 5, column denominator: 'frims' is not in the table indicators; "
        "did you mean 'firms'?",
    ]


def test_chinese_headings_of_the_new_columns_are_read(tmp_path):
    plan = opened(
        tmp_path,
        f"{TARGET}printed\nfirms,2015,2020,5\n",
        "指标代码,年份,数值,口径范围,来源编号\nfirms,2015,1,规上工业,copy\n",
        sources="来源编号,原始来源\nfirst,\ncopy,first\n",
        indicators="indicator,unit,kind,better,分子指标,分母指标\nfirms,家,count,up,,\n"
        "share,%,share,up,firms,firms\n",
    )
    assert plan.series("firms", source_id="first").attrs["scopes"] == {2015: "规上工业"}
    assert plan.indicator("share")[["numerator", "denominator"]].tolist() == ["firms", "firms"]


def test_level_break_of_linhai_gdp_is_marked(linhai):
    assert linhai.series("gdp").attrs["breaks"] == (2018,)


def test_indicator_without_values_is_an_empty_series(linhai):
    series = linhai.series("provincial_rd_centres")
    assert len(series) == 0
    assert series.attrs["notes"] == ()


@pytest.mark.parametrize(
    "question",
    [
        lambda plan: plan.series("rd_gdp_rate"),
        lambda plan: plan.indicator("rd_gdp_rate"),
        lambda plan: plan.label("rd_gdp_rate"),
        lambda plan: plan.cite("rd_gdp_rate"),
    ],
)
def test_unknown_indicator_offers_the_nearest(linhai, question):
    with pytest.raises(UnknownNameError, match="did you mean 'rd_gdp_rat"):
        question(linhai)


@pytest.mark.parametrize(
    "name", [{"geo": "331028"}, {"source_id": "LH_GWR2O16"}, {"status": "finl"}]
)
def test_unknown_place_source_or_status_is_not_an_empty_series(linhai, name):
    with pytest.raises((UnknownNameError, DataError)):
        linhai.series("gdp", **name)


def test_same_year_with_and_without_the_own_place_is_a_duplicate(tmp_path):
    values = "geo,indicator,year,value\n,firms,2015,1\n331082,firms,2015,7\n"
    with pytest.raises(FaultsError, match="2015"):
        opened(tmp_path, f"{TARGET}printed\nfirms,2015,2020,5\n", values, geos="geo\n331082\n")


# ---------------------------------------------------------------- cite, summary, repr


def test_cite_leads_to_publisher_title_place_and_date(linhai):
    rows = linhai.cite("patents_granted").to_dict("records")
    assert [(row["figure"], row["printed"], row["place"]) for row in rows] == [
        ("baseline", "2425件", "1.1"),
        ("target", "2500件", "2.3"),
        ("target", "2500/360", "table 1 row 5"),
        ("target", "3300件", "3.8.1"),
    ]
    assert {row["publisher"] for row in rows} == {"临海市科技局"}
    assert {row["title"] for row in rows} == {"临海市科学技术发展“十三五”规划"}
    assert all(row["published"].startswith("2021-11-30") for row in rows)


def test_cite_of_a_published_value_and_of_one_target(linhai):
    gdp = linhai.cite("gdp").set_index("year")
    assert gdp.loc[2015, "title"] == "2016年政府工作报告"
    assert gdp.loc[2015, "published"] == "2016-06-17"
    assert set(gdp["figure"]) == {"observation"}
    [one] = linhai.cite("patents_granted.s3_8_1").to_dict("records")
    assert (one["value"], one["year"], one["source_id"]) == (3300, 2020, "LH_PLAN135")


def test_cite_leaves_other_places_out(linhai):
    assert "SM_PLAN145" not in set(linhai.cite("rd_gdp_ratio")["source_id"])


def test_cite_prints_no_address_of_a_secondary_copy(tmp_path):
    cited = (
        of_firms(tmp_path, "2015,1,final,a,|2016,2,final,c,").cite("firms").set_index("source_id")
    )
    assert cited.loc["a", "url"] == "http://a"
    assert cited.loc["c", "url"] == ""
    assert cited.loc["c", "title"] == "Copy（转引）"
    assert cited.loc["a", "title"] == "Yearbook"


def test_cite_works_without_sources(tmp_path):
    plan = opened(tmp_path, f"{TARGET}printed\nfirms,2015,2020,5\n", f"{VALUES}firms,2015,1,,a,\n")
    cited = plan.cite("firms")
    assert cited["figure"].tolist() == ["baseline", "target"]
    text = cited[["title", "publisher", "published", "url", "reliability", "place", "printed"]]
    assert text.isin(["", "5"]).to_numpy().all()


def test_summary_has_a_row_for_every_indicator_with_targets(linhai):
    summary = linhai.summary()
    assert set(summary.index) == {indicator for indicator, *_ in TARGETS}
    assert summary.loc["patents_granted", "targets"] == "2500 | 3300"
    assert summary.loc["hightech_enterprises", "baseline"] == 60
    assert math.isnan(summary.loc["hightech_va_share", "baseline"])


def test_printing_a_plan_shows_what_it_holds(linhai):
    shown = repr(linhai)
    for text in ("13 indicators", "29 printed targets", "patents_granted", "2500 | 3300", "2425"):
        assert text in shown


def test_jupyter_shows_a_table_with_escaped_text(tmp_path, linhai):
    shown = linhai._repr_html_()
    assert shown.count("<table") == 1
    assert "patents_granted" in shown
    odd = opened(
        tmp_path,
        f"{TARGET}printed,source_id\nfirms,2015,2020,5,a\n",
        indicators="indicator,name_en,unit,kind,better\nfirms,<b>R&D</b>,<i>,count,up\n",
        sources="source_id,title\na,<u>Plan</u>\n",
    )
    assert not re.search("<b>|<i>|<u>", odd._repr_html_())


def test_plan_without_targets_or_values_can_be_shown(tmp_path):
    plan = opened(tmp_path, f"{TARGET}printed\n")
    assert plan.conflicts().empty
    assert "0 indicators" in repr(plan)
    assert plan._repr_html_()


def test_questions_leave_the_plan_as_it_was():
    plan = la.load_plan()
    before = {name: getattr(plan, name).copy(deep=True) for name in TABLES}
    conflicts, cited, series = plan.conflicts(), plan.cite("gdp"), plan.series("gdp")
    conflicts.loc[:, "readings"] = "x"
    cited.loc[:, "value"] = -1.0
    series.loc[:] = -1.0
    plan.summary()
    la.required_growth(plan)
    la.milestones(plan)
    repr(plan)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(getattr(plan, name), frame)


def test_completing_targets_leaves_the_given_table_as_it_was():
    row = {"indicator": "x", "printed": "5", "target": math.nan, "target_high": math.nan}
    given = pd.DataFrame([row | {"basis": "", "relation": ""}])
    before = given.copy(deep=True)
    codebook = pd.DataFrame({"indicator": ["x"], "unit": ["家"], "better": ["down"]})
    filled, found = complete_targets(given, codebook, Origin("targets").fault)
    assert (filled["target"].item(), filled["relation"].item(), found) == (5, "at_most", [])
    pd.testing.assert_frame_equal(given, before)


def test_plan_cannot_be_given_another_table(linhai):
    with pytest.raises(AttributeError):
        linhai.targets = linhai.targets.head(1)


# ---------------------------------------------------------------- words of a target


@pytest.mark.parametrize(
    ("printed", "unit", "part", "value"),
    [
        ("2500/360", "piece", "2", 360),
        ("2500/360", "piece", "1", 2500),
        ("13.81亿元", "亿元", "", 13.81),
    ],
)
def test_part_of_a_pair(printed, unit, part, value):
    assert read_printed(printed, unit, part=part).value == value


@pytest.mark.parametrize(
    ("target", "high", "basis", "en", "zh"),
    [
        (2500, None, "level", "2500", "2500"),
        (3, 5, "increment", "3-5 more", "新增3-5"),
        (0.08, None, "growth_rate", "8% growth a year", "年均增长8%"),
        (-0.03, None, "growth_rate", "3% decline a year", "年均下降3%"),
        (-0.2, None, "cumulative_change", "20% less", "下降20%"),
        (-0.03, -0.02, "cumulative_change", "2-3% less", "下降2-3%"),
        (0.5, None, "point_change", "0.5 points more", "提高0.5个百分点"),
        (-1, None, "point_change", "1 points less", "下降1个百分点"),
        (2, None, "multiple", "2 times", "2倍"),
        (15, None, "cumulative", "15 in total", "累计15"),
        (3, None, "every_year", "3 every year", "每年3"),
        (3, None, "yearly_average", "3 a year on average", "年均3"),
    ],
)
def test_target_in_words(target, high, basis, en, zh):
    row = {"target": target, "target_high": math.nan if high is None else high, "basis": basis}
    assert (target_text(row), target_text(row, "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("change", "unit", "en", "zh"),
    [
        (1, "岁", "1 岁 more", "提高1岁"),
        (-2, "enterprise", "2 enterprises less", "下降2家"),
        (1.5, "", "1.5 more", "提高1.5"),
        (0.5, "%", "0.5 points more", "提高0.5个百分点"),
    ],
)
def test_only_what_is_in_per_cent_changes_by_points(tmp_path, change, unit, en, zh):
    goal = {"indicator": "a", "target": change, "basis": "point_change", "unit": unit}
    plan = small_plan(tmp_path, [goal | {"kind": "index"}], {"a": {2015: 70.0}})
    for lang, text in (("en", en), ("zh", zh)):
        assert plan.summary(lang)["targets"].item() == text
        made = la.build_review(plan, 2018, lang=lang)
        assert text in made.readable()["growth"].to_numpy()


def test_plan_without_printed_texts_still_tells_its_conflicts(tmp_path):
    rows = [{"indicator": "firms", "target": value} for value in (120, 150)]
    plan = small_plan(tmp_path / "bare", rows)
    conflict = plan.conflicts().iloc[0]
    assert (conflict["kind"], conflict["readings"]) == ("value", ("120", "150"))
    assert "1 of value, 0 of form, 0 of name" in repr(plan)


def test_output_that_a_rate_implies_comes_only_on_request(linhai):
    """500.29 / 51.63 % = 969.0, derived by us; published are 2016 and 2021."""
    name = "industrial_output_above_scale"
    assert linhai.series(name).to_dict() == {2013: 717.8, 2016: 773.5, 2021: 1051}
    assert linhai.series(name, status="derived").to_dict() == {2018: 969.0}
    assert linhai.series("new_product_output")[2018] / 0.5163 == pytest.approx(969.0, abs=0.05)


def test_figures_of_2018_are_an_undated_secondary_copy(linhai):
    source = linhai.sources.set_index("source_id").loc["LH_NEWS2018"]
    assert (source["reliability"], source["url"], source["published"]) == ("C", "", "")
    cited = linhai.cite("new_product_output_rate", "en").query("year == 2018").iloc[0]
    assert cited["url"] == ""
    assert "undated" in cited["title"]


def test_two_breaks_of_the_high_tech_share_leave_one_comparable_figure(linhai):
    """The catalogue was widened: neither 2011 to 2016 nor 2016 to 2018 is growth alone."""
    assert linhai.series("hightech_va_share").attrs["breaks"] == (2016, 2018)
    # 13.8 % growth as printed would make 124 in 2017, after 79.6 in 2016.
    assert linhai.series("hightech_va").attrs["breaks"] == (2018,)


def test_plan_is_told_from_a_table_of_scenarios(tmp_path):
    """A folder, a name and a file with targets are plans."""
    small_plan(tmp_path / "plan", [{"indicator": "a", "target": 120}], {"a": {2015: 60}})
    (tmp_path / "scenarios.csv").write_text("scenario,indicator,assumption,value\ns,a,rate,0.1\n")
    (tmp_path / "broken.xlsx").write_text("no workbook")
    said = {
        "plan": True,
        "plan/targets.csv": True,
        "no_such_plan": True,
        "no_such_plan.csv": False,
        "scenarios.csv": False,
        "broken.xlsx": False,
    }
    assert {name: is_plan(str(tmp_path / name)) for name in said} == said


def test_sum_since_the_base_year_begins_at_nothing(tmp_path):
    """What is added counts from 0, a level that nobody printed is missing."""
    targets = [{"indicator": "sum", "target": 9, "basis": "total"}, {"indicator": "a", "target": 9}]
    baseline = small_plan(tmp_path, targets).summary()["baseline"]
    assert baseline["sum"] == 0
    assert pd.isna(baseline["a"])
    assert baseline.dtype == float
