"""The targets of a plan beside projections: numbers where figures allow them, else reasons."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from chart_room import foot
from click.testing import CliRunner
from matplotlib.figure import Figure
from small_figures import figure, plan_of
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.cli import main
from linhai_analysis.errors import DataError
from linhai_analysis.report import project_file

RISING = {2010: 40, 2011: 44, 2012: 47, 2013: 52, 2014: 55, 2015: 60}


def one(tmp_path, values, **target):
    row = {"indicator": "a", "target": 80} | target
    return la.project_targets(small_plan(tmp_path / "plan", [row], {"a": values})).iloc[0]


def test_target_with_a_history_gets_a_probability(tmp_path):
    """The row is what `project` says of the series."""
    row = one(tmp_path, RISING)
    alone = la.project(pd.Series(RISING, dtype=float), to=2020, lower=0)
    assert row["median"] == alone.frame["median"].iloc[-1]
    assert row["probability"] == alone.probability(80, 2020)
    assert (row["n"], row["reason"], row["instead"]) == (6, "", "")


def test_lower_is_better_turns_the_probability_round(tmp_path):
    row = one(tmp_path, RISING, relation="at_most")
    assert row["probability"] == pytest.approx(1 - one(tmp_path / "b", RISING)["probability"])


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "no figure at all"),
        ({2015: 60}, "one figure only: no trend can be seen"),
        ({2014: 55, 2015: 60}, "2 figures: fewer than the 4 that a projection of a plan rests on"),
    ],
)
def test_short_history_gives_a_reason_and_what_can_be_said(tmp_path, values, reason):
    row = one(tmp_path, values)
    assert np.isnan(row["probability"])
    assert row["reason"] == reason
    assert row["instead"]


def test_figures_of_two_publications_bear_no_projection_anywhere(tmp_path):
    """One figure of another source among six: no line through them, in whichever door."""
    figures = [figure(year, value, "S1") for year, value in RISING.items()]
    goal = [{"target": 80, "base_year": 2012}]
    whole = plan_of(tmp_path / "one", figures, goal)
    mixed = plan_of(tmp_path / "two", [*figures[:-1], figure(2015, 60, "S2")], goal)
    said = "6 figures from different sources: no line is drawn through them"
    for plan, reason in ((whole, ""), (mixed, said)):
        row = la.project_targets(plan).iloc[0]
        assert (row["n"], row["reason"], np.isnan(row["probability"])) == (6, reason, bool(reason))
        assert la.scorecard(plan, 2015)["probability"].isna().item() == bool(reason)
        trend = la.run_scenarios(plan, la.Scenario("s", {"a": {"trend": None, "from_year": 2015}}))
        assert trend["value"].notna().any() == (not reason)
        assert trend["reason"].unique().tolist() == [reason]


def test_later_figures_are_not_seen_by_a_review_of_an_earlier_year(tmp_path):
    plan = small_plan(tmp_path / "plan", [{"indicator": "a", "target": 80}], {"a": RISING})
    assert la.project_targets(plan, year=2013)["n"].item() == 4


def test_share_stays_within_0_and_100():
    plan = la.load_plan()
    made = la.project_indicator(plan, "rd_gdp_ratio", horizon=5)
    assert (made.lower, made.upper) == (0.0, 100.0)


def test_linhai_has_no_projection_and_says_why():
    table = la.project_targets(la.load_plan(), 2018)
    assert table["median"].isna().all()
    assert (table["reason"] != "").all()
    assert (table["instead"] != "").all()


def test_chart_shows_history_projection_intervals_and_both_targets():
    plan = la.load_plan()
    series = plan.series("patents_granted")
    ax = la.plot_projection(series, la.project_indicator(plan, "patents_granted"), plan=plan)
    assert {text.get_text() for text in ax.texts} >= {
        "target 2500\ntable\xa01, section\xa02.3",
        "target 3300\nsection\xa03.8.1",
    }
    values = pd.Series(RISING, dtype=float)
    given = Figure().subplots()
    drawn = la.plot_projection(values, la.project(values), source="Source: by hand", ax=given)
    assert drawn is given
    assert len(given.collections) == 2  # two bands
    assert given.get_lines()[1].get_xdata()[0] == 2015  # the projection starts at the last value
    assert foot(given) == "Source: by hand"


def test_backtest_chart_has_a_bar_for_each_model():
    frame = pd.DataFrame({"geo": "a", "year": list(RISING), "value": list(RISING.values())})
    table = la.backtest(frame, ["naive", "drift"], n=3, horizon=1)
    assert len(la.plot_backtest(table, lang="zh").patches) == 2


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "firms.csv"
    rows = "".join(f"企业,{year},{value}\n" for year, value in RISING.items())
    path.write_text(f"指标,年份,数值\n{rows}", encoding="utf-8")
    return path


def test_command_prints_a_table_and_writes_charts(file, tmp_path):
    out = tmp_path / "out"
    ran = CliRunner().invoke(main, ["project", str(file), "--to", "2018", "--out", str(out)])
    assert ran.exit_code == 0
    assert "2010–2015" in ran.output
    content = json.loads((out / "projection.json").read_text(encoding="utf-8"))
    assert [row["year"] for row in content["series"][0]["projection"]] == [2016, 2017, 2018]
    assert {path.name for path in (out / "figures").iterdir()} == {"01.png", "01.svg"}
    assert len(pd.read_csv(out / "projection.csv")) == 3


def test_command_gives_json(file):
    ran = CliRunner().invoke(main, ["project", str(file), "--horizon", "1", "--json"])
    [series] = json.loads(ran.output)
    expected = la.project(pd.Series(RISING, dtype=float), horizon=1).frame["median"].item()
    assert series["projection"][0]["median"] == pytest.approx(expected)


def test_command_says_how_much_is_borrowed(file, tmp_path):
    """From six places that grow by 3, 4, 5 ... a year from 40 on, with an interval of its own."""
    rows = [(f"g{k}", 2005 + n, 40 + (3 + k) * n + n % 3) for k in range(6) for n in range(11)]
    sheet = tmp_path / "sheet.csv"
    pd.DataFrame(rows, columns=["geo", "year", "value"]).to_csv(sheet, index=False)
    made = la.project(pd.Series(RISING, dtype=float), reference=pd.read_csv(sheet)).borrowed
    arguments = ["project", str(file), "--reference", str(sheet)]
    ran = CliRunner().invoke(main, [*arguments, "--json"])
    told = {"share": made.share, "width": made.width, "siblings": 6, "years": made.years}
    assert json.loads(ran.output)[0]["borrowed"] == pytest.approx(told)
    CliRunner().invoke(main, [*arguments, "--codes", "--out", str(tmp_path / "out")])
    cells = pd.read_csv(tmp_path / "out" / "projection.csv")
    assert cells["borrowed"].tolist() == pytest.approx([made.share] * 5)
    assert cells["siblings"].tolist() == [6] * 5
    shown = project_file(file, "zh", reference=str(sheet)).readable()["projections"]
    [cell] = shown["借助参照地区"]
    assert cell == f"6个地区，比重{made.share:.0%}，区间宽度为{made.width:.2f}倍"
    assert "借助参照地区" not in project_file(file, "zh").readable()["projections"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--model", "thet"], "theta"),
        (["--to", "2018", "--horizon", "2"], "not both"),
        (["--upper", "50"], "企业: the value of 2013 is 52, outside the bounds"),
    ],
)
def test_command_refuses_with_one_message(file, arguments, sentence):
    ran = CliRunner().invoke(main, ["project", str(file), *arguments])
    assert ran.exit_code == 2
    assert sentence in ran.output
    assert "Traceback" not in ran.output


def test_command_tries_several_numbers_of_values(file):
    for arguments in (["--n", "3,4"], ["--n", "3", "--n", "4"]):
        both = ["--model", "naive", "--horizon", "1", *arguments, "--json"]
        ran = CliRunner().invoke(main, ["backtest", str(file), *both])
        folds = {row["model"]: row["folds"] for row in json.loads(ran.output)["models"]}
        assert folds["naive"] == 3 + 2  # origins of 2012 to 2014, and of 2013 and 2014
    ran = CliRunner().invoke(main, ["backtest", str(file), "--n", "3;4"])
    assert (ran.exit_code, "Traceback" in ran.output) == (2, False)


@pytest.mark.parametrize("door", [la.project, la.project_panel])
def test_reference_that_is_no_table_is_refused(door):
    series = pd.Series(RISING, dtype=float)
    frame = pd.DataFrame({"geo": "a", "year": list(RISING), "value": list(RISING.values())})
    with pytest.raises(DataError, match="the reference is a bool; it needs to be a DataFrame"):
        door(series if door is la.project else frame, reference=True)


def test_models_stand_beside_each_other():
    """4, 5, 9: the last value, half of 9 - 4 more a year; Theta wants two values more."""
    values = pd.Series({2013: 4.0, 2014: 5.0, 2015: 9.0})
    made = la.compare_models(values, ["naive", "theta", "drift"], to=2017, levels=[0.5])
    assert list(made) == ["model", "year", "median", "lo50", "hi50", "reason"]
    assert made["model"].tolist() == ["naive", "naive", "theta", "drift", "drift"]
    assert made["year"].tolist() == [2016, 2017, pd.NA, 2016, 2017]
    assert made["median"].dropna().tolist() == [9, 9, 11.5, 14]
    assert made.index.tolist() == [0, 1, 2, 3, 4]
    lacking = "the Theta model needs 5 values or more, the series has 3"
    assert made["reason"].tolist() == ["", "", lacking, "", ""]


def test_one_model_is_a_name():
    made = la.compare_models(pd.Series(RISING, dtype=float), "naive", horizon=1)
    assert made["model"].tolist() == ["naive"]


def test_file_that_ends_after_the_year_gets_its_reason(file):
    ran = CliRunner().invoke(main, ["project", str(file), "--to", "2014"])
    assert ran.exit_code == 0
    assert "nothing to project" in " ".join(ran.output.split())
