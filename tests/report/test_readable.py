"""`la.readable`: any table of the library in words, with names for ids, and nothing cut."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd
import pytest
from test_frames import FRAMES, PARTS

import linhai_analysis as la
from linhai_analysis.report import growth_table

HAN = re.compile("[\u4e00-\u9fff]")
CODE = re.compile("[a-z0-9]+(?:_[a-z0-9.]+)+")


@cache
def hindsight() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Of one indicator, which has every verdict of every rule."""
    panel = la.load_panel("provinces").query("indicator == 'rd_gdp_ratio'")
    return la.hindsight(panel, borrow=False, return_cases=True)


def cases() -> pd.DataFrame:
    return hindsight()[1]


TABLES = {
    "cases of hindsight": cases,
    **FRAMES,
    **PARTS,
    "hindsight": lambda: hindsight()[0],
    "compare_rules": lambda: la.compare_rules(cases()),
    "agreement": lambda: la.agreement(la.assess_progress("china_13fyp", 2018)),
    "follow": lambda: la.follow("linhai_13fyp", "Zhejiang", ["rd_gdp_ratio"]),
    "number_met": lambda: la.simulate("linhai_13fyp", "fast", 50).number_met(),
    "correlations": lambda: la.simulate("linhai_13fyp", "fast", 50).correlations,
    "unread": lambda: la.load_plan().unread(),
    "plausibility": lambda: la.load_plan().plausibility(),
    "scenarios": lambda: la.load_plan().scenarios,
}
NATION = {"project_targets", "assess_progress", "scorecard", "agreement"}
# Names of somebody's own, notes as their writers left them, indicators and sources of a panel.
OWN = {"load_panel", "cases of hindsight", "compare_plans", "Plan.indicators", "Plan.facts"}


@cache
def table_of(name: str) -> pd.DataFrame:
    return TABLES[name]()


def shown(name: str, lang: str) -> pd.DataFrame:
    table = table_of(name)
    plan = "china_13fyp" if name in NATION else "linhai_13fyp"
    # Every column, also one that holds nothing.
    columns = [*filter(None, table.index.names), *table.columns]
    return la.readable(table.head(20), plan, columns, lang).frame


@pytest.mark.parametrize("name", TABLES)
def test_every_column_and_code_has_a_word(name):
    english, chinese = shown(name, "en"), shown(name, "zh")
    assert not [head for head in english if "_" in head or HAN.search(head)]
    assert not [head for head in chinese if not HAN.search(head)]
    cells = {str(cell) for cell in english.to_numpy().ravel()}
    if name not in OWN:
        assert not {cell for cell in cells if CODE.fullmatch(cell)}
    assert not {"nan", "<NA>", "None", "NaT", "()", "True", "False"} & cells


def test_rules_side_by_side_are_named_and_their_difference_is_no_per_cent():
    """Of two rules: by name, scores of 0 to 1, the interval around their difference."""
    pairs = la.compare_rules(cases())
    pair = pairs["rule"].eq("open_sdg") & pairs["other"].eq("un_2023")
    ends = pairs.loc[pair, ["lo95", "hi95"]].to_numpy().ravel()
    row = la.readable(pairs[pair]).frame.iloc[0].tolist()
    assert row[:2] == ["Open SDG 2.4", "UN 2023"]
    assert [float(cell) for cell in row[6:8]] == pytest.approx(ends, rel=0.01)


def test_growth_by_hand(linhai):
    """60 to 120 in five years: 2 ** (1 / 5) - 1 = 14.87 %; (3 - 2.98) / 5 = 0.004 points."""
    growth = la.required_growth(linhai).query("main").set_index("indicator")
    columns = ["indicator", "base_value", "required_cagr", "required_per_year"]
    made = la.readable(growth.loc[["hightech_enterprises", "rd_gdp_ratio"]], linhai, columns)
    assert made.frame.to_numpy().tolist() == [
        ["High-tech enterprises (certified stock) (enterprises)", "60", "14.87%", "12"],
        ["R&D expenditure as a share of GDP (%)", "2.98", "0.13%", "0.004 points"],
    ]
    zh = la.readable(growth.loc[["rd_gdp_ratio"]], linhai, columns, "zh").frame
    assert zh.iloc[0].tolist()[1:] == ["2.98", "0.13%", "0.004个百分点"]
    assert list(zh)[1:] == ["基期值", "所需年均增速", "所需年均增量"]


def test_missing_is_a_dash_and_its_reason_a_sentence(linhai):
    row = la.required_growth(linhai).query("target_id == 'provincial_tech_smes.t1'")
    made = la.readable(row, linhai, ["base_value", "required_cagr", "reason"]).frame
    assert made.iloc[0].tolist() == ["—", "—", "no figure for the base year 2015"]


def test_target_is_named_as_it_is_printed(linhai):
    drawn = la.simulate(linhai, "slow", 100).targets.query("target_id == 'patents_granted.s3_8_1'")
    [[target, met]] = la.readable(drawn, linhai, ["target_id", "met"]).frame.to_numpy().tolist()
    assert (target, met) == ("Patents granted in the year: 3300 pieces (section 3.8.1)", "yes")
    zh = la.readable(drawn, linhai, ["target_id", "met"], "zh").frame
    assert zh.iloc[0].tolist() == ["专利授权量：3300件（3.8.1节）", "是"]


def test_pivot_has_names_for_what_it_was_made_of(linhai):
    paths = la.run_scenarios(linhai, ["slow", "fast"])
    gdp = paths.query("indicator == 'gdp' and year <= 2016")
    wide = la.readable(gdp.pivot(index="scenario", columns="year", values="value"), linhai).frame
    assert list(wide) == ["Scenario", "2015", "2016"]
    # 463.5 × 1.05 and × 1.09.
    assert wide.to_numpy().tolist() == [["fast", "463.5", "505.2"], ["slow", "463.5", "486.7"]]
    by = la.compare(paths, "slow").query("indicator == 'gdp' and year == 2016")
    made = la.readable(by.pivot(index="indicator", columns="scenario", values=["relative"]), linhai)
    # 1.09 / 1.05 - 1 = 3.81 %.
    assert made.frame.to_dict("records") == [
        {"Indicator": "Gross domestic product", "fast": "3.81%", "slow": "0.00%"}
    ]


def test_numbers_of_rows_are_no_column_and_a_series_is_a_table(linhai):
    counts = la.required_growth(linhai)["natural"].value_counts()
    made = la.readable(counts).frame
    assert list(made) == ["Natural path", "Number"]
    assert set(made["Natural path"]) == {"equal steps", "constant growth rate"}


def test_text_in_two_languages_is_shown_in_one(linhai):
    first = linhai.sources.head(1)
    english, chinese = (la.readable(first, linhai, lang=lang).frame for lang in ("en", "zh"))
    assert english["Title"].tolist() == ["Linhai science and technology plan 2016-2020"]
    assert chinese["资料名称"].tolist() == ["临海市科学技术发展“十三五”规划"]
    assert list(la.readable(first, columns=["title"], lang="zh").frame["资料名称"]) == [
        "临海市科学技术发展“十三五”规划"
    ]


def test_unknown_column_is_named_with_the_nearest(linhai):
    with pytest.raises(la.UnknownNameError, match="did you mean 'reason'"):
        la.readable(la.required_growth(linhai), linhai, ["reasons"])


def test_nothing_is_cut(linhai):
    """Neither in a terminal nor in a notebook, however long the sentence."""
    long = "word " * 200
    made = la.readable(pd.DataFrame({"reason": [long + "<end>"]}))
    assert repr(made).count("word") == 200
    assert "<end>" in repr(made)
    html = made._repr_html_()
    assert html.count("word") == 200
    assert "&lt;end&gt;" in html
    assert "..." not in html + repr(made)


def test_numbers_stand_at_the_right_and_texts_at_the_left(linhai):
    html = la.readable(growth_table(linhai, la.required_growth(linhai)))._repr_html_()
    assert re.search(r"text-align: right[^>]*>14.87%<", html)
    assert re.search(r"text-align: left[^>]*>High-tech enterprises", html)


def test_columns_of_a_terminal_stand_under_each_other_in_chinese():
    frame = pd.DataFrame({"unit": ["家", "件/万人"], "reason": ["甲", "乙"]})
    first, second = repr(la.readable(frame, lang="zh")).splitlines()[1:]
    # A character takes two places: 家 and six blanks are as wide as 件/万人 and the gap is two.
    assert (first, second) == ("家       甲", "件/万人  乙")


def test_long_table_says_how_many_rows_there_are(linhai):
    made = la.readable(la.load_panel("provinces").head(70))
    assert (len(made), "10 further rows" in repr(made)) == (60, True)


def test_text_of_a_table_has_no_colours_where_a_notebook_asks_for_them(monkeypatch):
    # As the kernel of a notebook sets it.
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert repr(la.readable(pd.DataFrame({"year": [2015]}))) == "Year\n2015"


def test_met_early_is_said_as_on_the_scorecard(linhai, china):
    """The high-tech share of 2018 is above the target of 2020: two years early."""
    row = la.scorecard(linhai, 2018).query("target_id == 'hightech_va_share.t1'")
    for lang, early in (("en", "met early"), ("zh", "提前实现")):
        shown = la.readable(row, linhai, ["status", "by_completion"], lang).frame
        assert shown.iloc[0].tolist() == [early, early]
    last = la.scorecard(china, 2020).query("indicator == 'technology_contract_value'")
    assert la.readable(last, china, ["status"], "zh").frame.iloc[0, 0] == "已实现"
