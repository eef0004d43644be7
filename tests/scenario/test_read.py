"""Scenarios as data: what is refused and how it is said, files, sheets and frames."""

from __future__ import annotations

import numpy as np
import openpyxl
import pandas as pd
import pytest
from small_scenarios import run, scenario

import linhai_analysis as la

RATE = {"rate": 0.1}


# What is refused

RATES = [
    (12, "'12' is a rate above 1 (1200 % a year); did you mean 0.12?"),
    ("12", "'12' is a rate above 1 (1200 % a year); did you mean 0.12?"),
    (-1.5, "'-1.5' is a fall of 150 % a year, which leaves nothing; did you mean -0.015?"),
    (np.nan, "'' is empty; rate needs a value"),
    ({"rate": None}, "'' is empty; rate needs a value"),
    (np.inf, "'inf' is infinite; leave the cell empty where there is no figure"),
    ({"halt": 3}, "'3' is too much: halt takes no value"),
    ({"trend": "up"}, "'up' is too much: trend takes no value"),
    ({"follow": ""}, "'' is empty; follow needs a value"),
    (
        {"percent_of_baseline": 1.5},
        "'1.5' is 1.5 % of the baseline; did you mean 150? (else write 1.5%)",
    ),
    (
        {"path": "70, 80"},
        "'70, 80' is not a path; write year: value, for example 2016: 70; 2018: 90",
    ),
    ({"path": {2016: None}}, "'2016: None' gives no value for 2016; leave the year out"),
    ({"path": {2016: 70, "2016年": 71}}, "'2016: 70; 2016年: 71' gives 2016 twice"),
]
COLUMNS = [
    (RATE | {"low": 0.2, "high": 0.05}, "high: '0.05' is below the low end 0.2; exchange them"),
    (RATE | {"low": 0.2, "high": 0.3},
     "high: '0.3' and the low end 0.2 leave the value 0.1 outside"),
    (RATE | {"high": 0.3},
     "high: '0.3' stands without a low end; give both or neither"),
    ({"halt": None, "low": 1}, "low: '1' is too much: halt takes no low and high end"),
    (RATE | {"from_year": 16},
     "from_year: '16' is not a year; write four digits, for example 2020"),
    (RATE | {"quality": "blue"}, "quality: 'blue' is not one of green, amber, red"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("assumed", "sentence"),
    [(assumed, f"scenario 's', a: {text}") for assumed, text in RATES]
    + [(assumed, f"scenario 's', a, column {text}") for assumed, text in COLUMNS],
)
def test_bad_value_is_refused_with_what_was_meant(assumed, sentence):
    with pytest.raises(la.FaultsError) as error:
        scenario({"a": assumed})
    assert str(error.value) == f"1 fault:\n- {sentence}"


@pytest.mark.parametrize(
    ("assumed", "options", "sentence"),
    [
        ({"b": 0.1}, {}, "no indicator 'b'; there are: a"),
        ({"a": {"rate": 0.1, "from_year": 2025}}, {},
         "scenario 's': from_year 2025 of a is not before 2020, the last year"),
        ({"a": 0.1}, {"to": 2015},
         "scenario 's': from_year 2015 of a is not before 2015, the last year"),
        ({"a": {"follow": "a"}}, {}, "scenario 's' follows in a circle: a -> a"),
        ({"a": {"points": -25}}, {},
         "scenario 's' takes a to -15 in 2018; its kind is count, which lies at 0 or above"),
        ({"a": {"path": {2014: 9}}}, {},
         "scenario 's' gives a a value for 2014; its path goes from 2015 to 2020"),
        ({"a": {"path": {2021: 9}}}, {},
         "scenario 's' gives a a value for 2021; its path goes from 2015 to 2020"),
        ({"a": 0.1}, {"baselines": {"a": 61}}, "a has a baseline already, 60; it is not assumed"),
        ({"a": 0.1}, {"lang": "fr"}, "language 'fr' is not known; use 'en' or 'zh'"),
    ],
)  # fmt: skip
def test_scenario_that_does_not_fit_the_plan(one, assumed, options, sentence):
    with pytest.raises((la.DataError, la.UnknownNameError)) as error:
        run(one, assumed, **options)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("assumed", "sentence"),
    [
        ({"patent_granted": 0.1}, "no indicator 'patent_granted'; did you mean 'patents_granted'?"),
        ({"gdp": {"follow": "Zhejang"}},
         "no place or indicator 'Zhejang'; did you mean 'Zhejiang'?"),
        ({"gdp": {"follow": "rd_expenditur"}},
         "no place or indicator 'rd_expenditur'; did you mean 'rd_expenditure'?"),
        ({"gdp": {"follow": "Linhai"}},
         "scenario 's' follows in a circle: gdp of Linhai, the plan's own place, follows Linhai"),
        ({"gdp": {"follow": "patents_granted"}, "patents_granted": {"follow": "gdp"}},
         "scenario 's' follows in a circle: gdp -> patents_granted -> gdp"),
        # Through the identity: the ratio needs GDP.
        ({"gdp": {"follow": "rd_gdp_ratio"}, "rd_expenditure": 0.1},
         "scenario 's' follows in a circle: rd_gdp_ratio -> gdp -> rd_gdp_ratio"),
        ({"hightech_va_share": {"path": {2016: 99, 2020: 101}}},
         "scenario 's' takes hightech_va_share to 100.5 in 2019; its kind is share, "
         "which lies from 0 to 100"),
    ],
)  # fmt: skip
def test_names_circles_and_bounds(linhai, assumed, sentence):
    with pytest.raises((la.DataError, la.UnknownNameError)) as error:
        run(linhai, assumed)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([], "there is no scenario; give at least one"),
        ([5], "5 is no scenario; give la.Scenario(name, assumptions) or a name"),
        ("hlt", "no scenario 'hlt'; did you mean 'halt'?"),
        ("none.csv", "there is no file or folder 'none.csv'"),
        ([scenario({"a": 0.1}), scenario({"a": 0.2})],
         "two scenarios are called 's'; give each its own name"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_scenarios(one, given, sentence):
    with pytest.raises((la.DataError, la.UnknownNameError)) as error:
        la.read_scenarios(one, given)
    assert str(error.value) == sentence


# Tables, files and sheets

CHINESE = """情景,指标代码,假设方式,数值,起始年,低值,高值,理由,中文理由,可靠程度
快,hightech_enterprises,增速,１２％,,10%,15%,a guess,猜测,红
快,gdp,停滞,,,,,,,
快,patents_granted,跟随,浙江,2015年,,,,,绿
慢,rd_gdp_ratio,给定路径,2018：3.1；2020：3.3,,,,,,黄
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_csv(linhai, tmp_path, encoding):
    file = tmp_path / "情景.csv"
    file.write_bytes(CHINESE.encode(encoding))
    fast, slow = la.read_scenarios(linhai, str(file))
    assert (fast.name, slow.name) == ("快", "慢")
    firms, gdp, patents = fast.assumptions
    assert (firms.assumption, firms.value, firms.low, firms.high) == ("rate", 0.12, 0.1, 0.15)
    assert (firms.reason, firms.reason_zh, firms.quality) == ("a guess", "猜测", "red")
    assert (gdp.assumption, gdp.value, gdp.ranged) == ("halt", None, False)
    assert (patents.assumption, patents.value, patents.from_year) == ("follow", "浙江", 2015)
    assert slow.assumptions[0].value == {2018: 3.1, 2020: 3.3}


def test_sheet_with_cells_of_per_cent(linhai, tmp_path):
    """12 % and 65 % are stored as 0.12 and 0.65: a rate is the one, a share the other."""
    book = openpyxl.Workbook()
    book.active.title = "情景"
    for row in (
        ["情景", "指标代码", "假设方式", "数值", "起始年", "低值", "高值"],
        ["快", "gdp", "增速", 0.12, 2015.0, 0.1, 0.15],
        ["快", "hightech_va_share", "达到", 0.65],
    ):
        book.active.append(row)
    for cell in ("D2", "F2", "G2", "D3"):
        book.active[cell].number_format = "0.0%"
    book.save(tmp_path / "书.xlsx")
    [fast] = la.read_scenarios(linhai, tmp_path / "书.xlsx")
    gdp, share = fast.assumptions
    assert (gdp.value, gdp.low, gdp.high, gdp.from_year) == (0.12, 0.1, 0.15, 2015)
    assert share.value == 65


def test_all_faults_of_a_file_at_once(linhai, tmp_path):
    file = tmp_path / "s.csv"
    file.write_text(
        "scenario,indicator,assumption,value,from_year,low,high,quality\n"
        "x,gdp,rate,12,,,,\n"
        "\n"
        "x,patents_granted,rat,5%,,,,\n"
        "x,hightech_enterprises,rate,5%,,10%,2%,\n"
        "x,rd_expenditure,rate,5%,20O6,,,purple\n"
        "x,rd_gdp_ratio,halt,,,,,\n"
        "x,rd_gdp_ratio,halt,,,,,\n",
        encoding="utf-8",
    )
    with pytest.raises(la.FaultsError) as error:
        la.run_scenarios(linhai, file)
    assert str(error.value).splitlines() == [
        "6 faults:",
        "- s.csv, row 2, column value: '12' is a rate above 1 (1200 % a year); did you mean 0.12?",
        "- s.csv, row 4, column assumption: 'rat' is not one of growth a year, change a year, "
        "reaches, halts, per cent of the baseline, follows, given values, trend",
        "- s.csv, row 5, column high: '2%' is below the low end 0.1; exchange them",
        "- s.csv, row 6, column from_year: '20O6' is not a year; write four digits, for example "
        "2020",
        "- s.csv, row 6, column quality: 'purple' is not one of green, amber, red",
        "- s.csv, row 8: scenario 'x', indicator 'rd_gdp_ratio', from_year 0 stands in row 7 "
        "already; keep one of the two rows",
    ]


def test_frame_and_table_and_back(linhai):
    frame = pd.DataFrame(
        {"scenario": "x", "indicator": ["gdp", "patents_granted"], "assumption": ["rate", "halt"],
         "value": [0.05, np.nan], "from_year": [np.nan, 2015.0]},
        index=[7, 9],
    )  # fmt: skip
    before = frame.copy(deep=True)
    [made] = la.read_scenarios(linhai, frame)
    assert [(a.assumption, a.value, a.from_year) for a in made.assumptions] == [
        ("rate", 0.05, 0),
        ("halt", None, 2015),
    ]
    pd.testing.assert_frame_equal(frame, before)
    assert la.read_scenarios(linhai, made.table()) == [made]


def test_replace_changes_one_and_keeps_the_rest():
    before = scenario({"a": 0.1, "b": [0.2, {"halt": None, "from_year": 2018}]})
    after = before.replace("b", reach=120, low=100, high=130)
    assert [(a.indicator, a.assumption, a.value) for a in after.assumptions] == [
        ("a", "rate", 0.1),
        ("b", "reach", 120.0),
    ]
    assert len(before.assumptions) == 3


def test_nothing_passed_in_is_changed(linhai):
    assumed = {"a": {"rate": 0.1, "low": 0.05, "high": 0.2}, "b": [{"path": {2016: 7}}]}
    scenario(assumed)
    assert assumed == {"a": {"rate": 0.1, "low": 0.05, "high": 0.2}, "b": [{"path": {2016: 7}}]}
    tables = {
        name: getattr(linhai, name).copy(deep=True)
        for name in ("targets", "observations", "scenarios")
    }
    peers = la.load_panel("provinces").query("indicator == 'rd_gdp_ratio'")
    kept, baselines = peers.copy(deep=True), {"provincial_tech_smes": 200}
    options = {"baselines": baselines, "reference": peers}
    shown = la.run_scenarios(linhai, ["slow", "trend", "target_table_1"], **options)
    copy = shown.copy(deep=True)
    la.compare(shown, "slow")
    la.closing_rate(linhai, "slow", **options)
    la.simulate(linhai, "slow", draws=10, **options)
    la.sensitivity(linhai, "slow", "gdp", **options)
    pd.testing.assert_frame_equal(shown, copy)
    pd.testing.assert_frame_equal(peers, kept)
    assert baselines == {"provincial_tech_smes": 200}
    for name, table in tables.items():
        pd.testing.assert_frame_equal(getattr(linhai, name), table)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("gdp", "rate", 12), "the assumption about gdp: 12 is a rate above 1"),
        (("gdp", "rate", "12%"), "the assumption about gdp: '12%' is not a number"),
        (("gdp", "reach", None), "the assumption about gdp: None is not a number"),
        (("gdp", "rates", 0.1), "the assumption about gdp is 'rates'; did you mean 'rate'?"),
        (("gdp", "path", "x"), "the assumption about gdp: 'x' is not a path"),
        (("gdp", "rate", 0.1, 0, 0.2, 0.1), "the assumption about gdp: 0.1 is below the low end"),
    ],
)
def test_assumption_that_is_made_by_hand_is_checked_too(given, sentence):
    with pytest.raises(la.DataError) as error:
        la.Assumption(*given)
    assert str(error.value).startswith(sentence)


def test_whole_number_is_a_number(linhai):
    doubled = la.Scenario("doubled", [la.Assumption("gdp", "reach", 927)])
    assert la.run_scenarios(linhai, doubled)["value"].dropna().iloc[-1] == pytest.approx(927)


def test_table_gives_back_every_digit(linhai):
    given = {
        "gdp": {"rate": 1 / 3, "low": 0.1 + 0.2, "high": 2 / 3},
        "rd_expenditure": {"percent_of_baseline": "1.5%"},
        "patents_granted": {"path": {2016: 2425 + 1 / 7}},
    }
    made = la.Scenario("digits", given)
    assert la.read_scenarios(linhai, made.table()) == [made]


def test_table_without_rows_is_no_scenario(linhai, tmp_path):
    (tmp_path / "s.csv").write_text("scenario,indicator,assumption,value\n", encoding="utf-8")
    with pytest.raises(la.DataError, match="there is no scenario; give at least one"):
        la.run_scenarios(linhai, tmp_path / "s.csv")


def test_minus_of_a_word_processor_is_a_minus(linhai):
    fall = la.Scenario("fall", {"gdp": "−5％"})
    assert fall.assumptions[0].value == -0.05


def test_trend_continues_figures_and_no_other_stage(linhai):
    stages = {"gdp": [{"halt": None}, {"trend": None, "from_year": 2018}]}
    with pytest.raises(la.DataError, match="so it cannot follow another stage"):
        la.run_scenarios(linhai, la.Scenario("s", stages))


def test_level_cannot_be_reached_after_its_year(linhai):
    late = {"gdp": [{"rate": 0.05}, {"reach": 900, "from_year": 2020}]}
    with pytest.raises(la.DataError, match="from_year 2020 of gdp is not before its target year"):
        la.run_scenarios(linhai, la.Scenario("s", late), to=2025)


def test_path_that_is_possible_until_the_plan_ends_is_followed_as_far_as_it_goes(linhai):
    # 2.98 + 15 a year passes 100 in 2022; 60 - 8 a year passes 0 in 2023.
    both = la.Scenario(
        "s", {"rd_gdp_ratio": {"points": 15}, "hightech_enterprises": {"points": -8}}
    )
    years = la.reach_year(linhai, both).set_index("target_id")
    assert years.loc["rd_gdp_ratio.t1", ["reached", "last"]].tolist() == [2016, 2021]
    row = years.loc["hightech_enterprises.t1"]
    assert (row["last"], row["reason"]) == (2022, "not reached by 2022")


def test_quotient_with_nothing_below_is_refused_without_a_warning(linhai):
    gone = la.Scenario("s", {"rd_expenditure": 0.1, "gdp": {"reach": 0}})
    with pytest.raises(la.DataError, match="takes rd_gdp_ratio to inf in 2020"):
        la.run_scenarios(linhai, gone)
