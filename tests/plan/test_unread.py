"""A target that cannot be read keeps its row and says why; everything else goes on."""

from __future__ import annotations

import math
from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.cli import main
from linhai_analysis.errors import FaultsError
from linhai_analysis.paper import export_paper
from linhai_analysis.report import report_scenarios
from linhai_analysis.tables import Origin
from linhai_analysis.targets import BASES, complete_targets
from linhai_analysis.words import word

GROWN = {2015: 60, 2016: 70, 2017: 80, 2018: 92}
SYNC = "与GDP增长基本同步"
FIRMS = {"indicator": "firms", "printed": "120家"}
PATENTS = {"indicator": "patents", "printed": SYNC}


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """Firms that can be judged, and patents that are to grow with another figure."""
    return small_plan(
        tmp_path_factory.mktemp("plan"), [FIRMS, PATENTS], {"firms": GROWN, "patents": GROWN}
    )


def why(lang):
    return word("unread.compares", lang, printed=SYNC)


def by_target(table):
    return {name: set(rows) for name, rows in table.groupby("indicator")["reason"]}


def test_row_stays_without_a_number(plan):
    row = plan.targets.set_index("indicator").loc["patents"]
    assert math.isnan(row["target"])
    assert (row["unread"], row["basis"], row["relation"]) == ("compares", "level", "at_least")
    assert plan.targets["unread"].tolist() == ["", "compares"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_table_says_why_and_goes_on_with_the_others(plan, lang):
    assert SYNC in why(lang)
    assert why("en") != why("zh")
    made = {
        "growth": la.required_growth(plan, lang=lang),
        "still": la.still_required(plan, 2018, lang=lang),
        "milestones": la.milestones(plan, lang=lang),
        "scorecard": la.scorecard(plan, 2018, lang=lang),
        "outlook": la.project_targets(plan, 2018, lang=lang),
        "closing": la.closing_rate(plan, grows(), lang=lang),
        "reached": la.reach_year(plan, grows(), lang=lang),
    }
    for name, table in made.items():
        assert by_target(table)["patents"] == {why(lang)}, name
        assert why(lang) not in by_target(table)["firms"], name
    judged = la.assess_progress(plan, 2018, lang=lang).set_index("indicator")
    assert set(judged.loc["patents", "status"]) == {"not_assessable"}
    assert set(judged.loc["patents", "reason"]) == {why(lang)}
    drawn = la.simulate(plan, grows(), draws=4, lang=lang).targets.set_index("indicator")
    assert drawn.loc["patents", "reason"] == why(lang)


def test_others_are_judged_as_if_they_stood_alone(plan, tmp_path):
    """60 to 120 in five years, 92 in the third: (92 - 60) / 60 = 53 % of the way in 60 %."""
    alone = small_plan(tmp_path, [FIRMS], {"firms": GROWN})
    both = [la.scorecard(one, 2018).iloc[0] for one in (plan, alone)]
    assert both[0]["progress"] == pytest.approx(32 / 60)
    assert both[0]["status"] == both[1]["status"] == "slow"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_review_shows_what_is_printed_and_why_it_is_not_judged(plan, tmp_path, lang):
    made = la.build_review(plan, year=2018, lang=lang)
    sections = {section.key: section.table for section in made.sections}
    assert SYNC in sections["missing"].iloc[0].tolist()
    assert why(lang) in sections["missing"].iloc[0].tolist()
    assert SYNC in sections["scorecard"].iloc[1].tolist()
    made.write(tmp_path / "review")
    assert SYNC in (tmp_path / "review" / "review.html").read_text(encoding="utf-8")


def test_plan_paper_scenarios_and_charts_go_on(plan, tmp_path):
    assert SYNC in repr(plan)
    assert plan.conflicts().empty
    assert plan.cite("patents").query("figure == 'target'")["printed"].tolist() == [SYNC]
    export_paper(plan, tmp_path / "paper")
    report_scenarios(plan, grows(), draws=4).write(tmp_path / "scenarios")
    assert set(la.ambition(plan)["indicator"]) == {"firms", "patents"}
    assert set(la.compare_plans([plan, plan])["indicator"]) == {"firms", "patents"}
    for indicator in ("firms", "patents"):
        la.plot_milestones(plan, indicator)
        la.plot_pace(plan, indicator, 2018)
    la.plot_verdicts(plan, 2018)
    plt.close("all")


def grows():
    return la.Scenario("grows", {"firms": 0.1, "patents": 0.1})


@pytest.mark.parametrize("better", ["up", "down"])
@pytest.mark.parametrize("basis", BASES)
def test_whatever_the_columns_say_of_it(tmp_path, basis, better):
    """Basis and range are filled in, the number is neither printed nor given."""
    goal = {"indicator": "a", "printed": "逐年提高", "basis": basis, "relation": "range"}
    plan = small_plan(tmp_path, [goal | {"better": better}], {"a": GROWN})
    reason = word("unread.direction", "en", printed="逐年提高")
    assert la.required_growth(plan)["reason"].tolist() == [reason]
    assert la.scorecard(plan, 2018)["reason"].tolist() == [reason]
    assert la.scorecard(plan, 2020)["status"].tolist() == ["not_assessable"]
    assert "逐年提高" in repr(plan)


def test_two_that_are_not_read_are_two_rows(tmp_path):
    goals = [PATENTS, PATENTS | {"printed": "全省前列"}, PATENTS | {"printed": "120件"}]
    plan = small_plan(tmp_path, goals, {"patents": GROWN})
    missing = next(s.table for s in la.build_review(plan).sections if s.key == "missing")
    assert missing["Target"].tolist() == [SYNC, "全省前列"]
    assert plan.conflicts().empty


def test_number_that_is_filled_in_counts(tmp_path):
    plan = small_plan(tmp_path, [PATENTS | {"target": 120}], {"patents": GROWN})
    row = la.required_growth(plan).iloc[0]
    assert (row["target_value"], row["reason"]) == (120, "")
    note = plan.unread("zh").iloc[0]
    assert (note["row"], note["target"], note["reason"]) == (2, 120, why("zh"))


def test_what_is_filled_in_beside_it_is_checked_like_a_bare_number(tmp_path):
    goal = PATENTS | {"target": 8, "basis": "growth_rate"}
    with pytest.raises(FaultsError, match="is a rate above 1; did you mean"):
        small_plan(tmp_path, [goal])


def test_check_names_the_row_and_finds_no_fault(plan, tmp_path):
    small_plan(tmp_path, [FIRMS, PATENTS], {"firms": GROWN, "patents": GROWN})
    found = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert found.exit_code == 0
    assert f"note: targets.csv, row 3, column printed: {why('en')}" in found.stderr
    assert found.stdout.endswith(
        "it can be judged; 1 more is not read, still to be filled in or to be checked, see above\n"
    )


@pytest.mark.parametrize(
    ("goal", "sentence"),
    [
        ({"printed": "120家", "target": 121}, "the target is filled in as 121"),
        ({"printed": "新增20家", "basis": "level"}, "this column says level"),
        ({"printed": "约100家", "relation": "at_least"}, "this column says at least"),
        ({"printed": "比2010年翻一番"}, "compares with 2010, the base year is 2015"),
        ({"printed": "到2025年达到100家"}, "is of 2025, the target year is 2020"),
        ({"printed": "“十四五”期间年均增长8%"}, "compares with 2020, the base year is 2015"),
        ({"printed": "三年引进100家"}, "is of 3 years, from 2015 to 2020 there are 5"),
    ],
)
def test_what_contradicts_itself_is_still_a_fault(tmp_path, goal, sentence):
    with pytest.raises(FaultsError, match=sentence):
        small_plan(tmp_path, [{"indicator": "a"} | goal])


@pytest.mark.parametrize("nothing", ["", " ", np.nan, None])
def test_targets_without_a_printed_text_have_no_sentence_about_it(tmp_path, nothing):
    """Two different numbers, none of them printed: a conflict of values, nothing about ''."""
    goals = [{"indicator": "a", "target": value} for value in (100, 120)]
    plan = small_plan(tmp_path, goals, {"a": GROWN})
    made = plan.targets.astype({"printed": object}).assign(printed=nothing)
    plan = replace(plan, targets=made.drop(columns=["unread", "row"]))
    conflict = plan.conflicts().iloc[0]
    assert (conflict["kind"], conflict["readings"]) == ("value", ("100", "120"))
    assert len(plan.conflicts()) == 1
    assert plan.unread().empty
    assert "100 | 120" in repr(plan)
    assert (
        "cannot be read" not in la.build_review(plan, year=2018).readable()["missing"].to_string()
    )
    assert la.required_growth(plan)["reason"].tolist() == ["", ""]


def test_figures_that_are_about_are_marked_in_every_table(tmp_path):
    """About 100 is met by 98 (2 % below) and not by 97."""
    goals = [
        {"indicator": "a", "printed": "100家左右"},
        {"indicator": "b", "printed": "近100家"},
        {"indicator": "c", "printed": "控制在100家左右", "better": "down"},
        {"indicator": "d", "printed": "100家以上"},
    ]
    values = {"a": 97, "b": 98, "c": 99, "d": 98}
    base = {"a": 60, "b": 60, "c": 120, "d": 60}
    plan = small_plan(tmp_path, goals, {k: {2015: base[k], 2020: v} for k, v in values.items()})
    card = la.scorecard(plan, 2020).set_index("indicator")
    assert card["status"].to_dict() == {"a": "missed", "b": "met", "c": "met", "d": "missed"}
    for table in (card.reset_index(), la.required_growth(plan), la.assess_progress(plan, 2020)):
        notes = table.drop_duplicates("indicator").set_index("indicator")["notes"]
        told = {name: {"about", "about_limit"} & set(cell) for name, cell in notes.items()}
        assert told == {"a": {"about"}, "b": {"about"}, "c": {"about_limit"}, "d": set()}


def test_change_of_what_is_no_percentage_is_said_in_its_own_unit(tmp_path):
    """[1] year of life: 77.93 to 78.93, of which 0.67 by 2023 in three of five years."""
    life = {"indicator": "life", "printed": "[1]", "unit": "岁", "kind": "index"}
    share = {"indicator": "share", "printed": "[3]", "unit": "%", "kind": "share"}
    years = {"base_year": 2020, "target_year": 2025}
    ages = {2020: 77.93, 2021: 78.2, 2022: 78.3, 2023: 78.6}
    plan = small_plan(tmp_path, [life | years, share | years], {"life": ages, "share": {2020: 12}})
    assert plan.summary("zh")["targets"].to_dict() == {"life": "提高1岁", "share": "提高3个百分点"}
    row = la.scorecard(plan, 2023).iloc[0]
    assert (row["aim"], row["progress"]) == (pytest.approx(78.93), pytest.approx(0.67))


def test_points_a_year_are_a_level_after_so_many_years(tmp_path):
    """55.3 % and 0.2 points a year: 56.3 in the fifth year; 0.3 points down from 10: 8.5."""
    share = {"unit": "%", "kind": "share"}
    goals = [
        {"indicator": "up", "printed": "年均提高0.2个百分点"} | share,
        {"indicator": "down", "printed": "年均下降0.3个百分点", "better": "down"} | share,
    ]
    plan = small_plan(tmp_path, goals, {"up": {2015: 55.3}, "down": {2015: 10}})
    growth = la.required_growth(plan)
    assert growth["required_per_year"].tolist() == pytest.approx([0.2, -0.3])
    assert growth["relation"].tolist() == ["at_least", "at_most"]
    assert la.milestones(plan).groupby("indicator")["linear"].last().to_dict() == {
        "down": pytest.approx(8.5),
        "up": pytest.approx(56.3),
    }


def test_addition_of_every_year_needs_to_know_that_it_is_counted_so(tmp_path):
    """A stock of 60, 75 and 92 is above 5 each year whatever is added: it is not judged by that."""
    goal = {"indicator": "a", "printed": "每年新增5家"}
    plan = small_plan(tmp_path, [goal], {"a": {2015: 60, 2016: 75, 2017: 77}})
    assert la.scorecard(plan, 2017)["status"].tolist() == ["not_assessable"]
    assert "counted" in la.required_growth(plan)["reason"].item()
    assert "口径" in la.required_growth(plan, lang="zh")["reason"].item()


def test_columns_are_filled_where_the_codebook_is_short():
    row = {"indicator": "x", "printed": "[1]", "target": math.nan, "target_high": math.nan}
    given = pd.DataFrame([row | {"basis": "", "relation": ""}])
    codebook = pd.DataFrame({"indicator": ["x"], "unit": ["家"], "better": ["up"]})
    filled, found = complete_targets(given, codebook, Origin("targets").fault)
    assert (filled["basis"].item(), filled["unread"].item(), found) == ("cumulative", "", [])
