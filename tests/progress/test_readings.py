"""Two figures of a year and revised ones: every one is judged, what turns the verdict is said."""

from __future__ import annotations

import pytest
from small_figures import TWO, figure, plan_of

import linhai_analysis as la
from linhai_analysis.plan import other_figures
from linhai_analysis.progress.questions import ask
from linhai_analysis.progress.readings import read_otherwise

SCHEDULE = la.RULES["schedule"]


def readings(plan, year=2018, **given):
    made = read_otherwise(plan, ask(plan, year, **given), SCHEDULE, year, given)
    return made[["kind", "source_id", "base_value", "actual", "status", "turns"]].values.tolist()


def test_both_figures_of_a_year_are_judged(tmp_path):
    """92: 32 of 60 after 0.6 is behind; 95: 35 of 60 = 0.583 is within five points of 0.6."""
    plan = plan_of(tmp_path, TWO)
    row = la.scorecard(plan, 2018).iloc[0]
    assert (row["actual"], row["status"], row["flips_figures"]) == (92, "slow", ("S2",))
    assert "two_figures" in row["notes"]
    assert readings(plan) == [["figures", "S2", 60, 95, "on_track", True]]


def test_settled_figure_is_judged_alone(tmp_path):
    plan = plan_of(tmp_path, [*TWO[:2], TWO[2] | {"decided": "yes"}])
    row = la.scorecard(plan, 2018).iloc[0]
    assert (row["actual"], row["status"], row["flips_figures"]) == (95, "on_track", ())
    assert readings(plan) == []
    assert "two_figures" not in row["notes"]
    assert "settled" in row["notes"]


@pytest.mark.parametrize("source", ["", "S2"], ids=["without source", "source of its own"])
def test_revision_is_judged_and_the_figure_before_it_named(tmp_path, source):
    """92 instead of 95, as above."""
    own = "S1" if source else ""
    plan = plan_of(
        tmp_path,
        [
            figure(2015, 60, own),
            figure(2018, 95, own, "first_release"),
            figure(2018, 92, source, "revised"),
        ],
    )
    row = la.scorecard(plan, 2018).iloc[0]
    assert (row["actual"], row["status"]) == (92, "slow")
    assert row["flips_vintage"] == (own or "revision",)
    assert "revised" in row["notes"]
    assert readings(plan) == [["revision", own, 60, 95, "on_track", True]]


def test_two_base_figures_are_both_judged(tmp_path):
    """From 60: 36 of 60 = 0.6; from 70: 26 of 50 = 0.52 after 0.6."""
    rows = [figure(2015, 60, "S1"), figure(2015, 70, "S2"), figure(2018, 96, "S1")]
    plan = plan_of(tmp_path, rows)
    assert la.scorecard(plan, 2018)["status"].item() == "on_track"
    assert readings(plan) == [["figures", "S2", 70, 96, "slow", True]]


def test_base_of_the_targets_own_source_and_the_other_one(tmp_path):
    """The plan prints 60 as base, the yearbook that has all years 70."""
    rows = [figure(2015, 60, "S2"), figure(2015, 70, "S1"), figure(2018, 96, "S1")]
    plan = plan_of(tmp_path, rows, [{"target": 120, "source_id": "S2"}])
    assert la.scorecard(plan, 2018)["base_value"].item() == 60
    assert readings(plan) == [["figures", "S1", 70, 96, "slow", True]]
    settled = plan_of(tmp_path, [rows[0], rows[1] | {"decided": "yes"}, rows[2]])
    assert la.scorecard(settled, 2018)["base_value"].item() == 70


def test_every_figure_of_a_sum_counts(tmp_path):
    """Additions 20, 20 and 20 or 30: 60 or 70 of 100 after 0.6 of the time."""
    added = {"target": 100, "basis": "increment"}
    rows = [figure(2016, 20, "S1"), figure(2017, 20, "S1"), figure(2018, 20, "S1")]
    rows = [row | {"counted": "in_year"} for row in [*rows, figure(2017, 30, "S2")]]
    plan = plan_of(tmp_path, rows, [added])
    row = la.scorecard(plan, 2018).iloc[0]
    assert (row["actual"], row["status"]) == (60, "on_track")
    assert readings(plan) == [["figures", "S2", 0, 70, "ahead", False]]


def test_figures_that_come_later_or_between_do_not_matter(tmp_path):
    rows = [*TWO[:2], figure(2017, 80, "S1"), figure(2017, 85, "S2"), figure(2019, 99, "S1")]
    plan = plan_of(tmp_path, [*rows, figure(2019, 120, "S2")])
    assert readings(plan) == []


def test_required_growth_shows_every_base(tmp_path):
    """60 -> 120 is 14.87 % a year; 70 -> 120 is 11.38 %, 10 a year."""
    rows = [figure(2015, 60, "S1"), figure(2015, 70, "S2"), figure(2018, 96, "S1")]
    row = la.required_growth(plan_of(tmp_path, rows)).iloc[0]
    assert row["base_value"] == 60
    assert "two_figures" in row["notes"]
    [(source, base, cagr, per_year)] = row["other_bases"]
    assert (source, base, per_year) == ("S2", 70, 10)
    assert cagr == pytest.approx((120 / 70) ** 0.2 - 1)
    assert la.required_growth(plan_of(tmp_path, TWO))["other_bases"].item() == ()


# ---------------------------------------------------------------- targets that were changed


def test_replaced_target_stands_beside_the_approved_one(tmp_path):
    """110 in 2018: 50 of 60 is ahead, 50 of 90 is behind."""
    rows = [{"target": 120, "place": "table 1"}, {"target": 150, "replaces": "table 1"}]
    plan = plan_of(tmp_path, [figure(2015, 60), figure(2018, 110)], rows)
    card = la.scorecard(plan, 2018)
    assert card["standing"].tolist() == ["replaced", "in_force"]
    assert card["status"].tolist() == ["ahead", "on_track"]
    assert [notes[-1] for notes in card["notes"]] == ["replaced", "replaces"]
    review = la.build_review(plan, year=2018)
    assert "1 on track" in review.progress()
    assert "ahead" not in review.progress()


def test_table_of_growth_shows_every_base(tmp_path):
    rows = [figure(2015, 60, "S1"), figure(2015, 70, "S2"), figure(2018, 96, "S1")]
    growth = la.build_review(plan_of(tmp_path, rows)).readable()["growth"].iloc[0].tolist()
    assert growth[2:6] == ["60 / 70", "120", "14.87% / 11.38%", "12 / 10"]


def test_scorecard_of_the_review_shows_every_figure_and_verdict(tmp_path):
    rows = [*TWO[:1], figure(2018, 97, "S1", "first_release"), figure(2018, 92, "S1", "revised")]
    review = la.build_review(plan_of(tmp_path, [*rows, figure(2017, 80, "S1")]), 2018, lang="zh")
    cells = review.readable()["scorecard"].iloc[0].tolist()
    assert "97→92" in cells
    assert "基本符合预期→滞后于预期" in cells
    review = la.build_review(plan_of(tmp_path / "two", TWO), 2018, lang="zh")
    cells = review.readable()["scorecard"].iloc[0].tolist()
    assert "92 / 95" in cells
    assert "滞后于预期 / 基本符合预期" in cells


# ---------------------------------------------------------------- what the first sentence says


@pytest.mark.parametrize(
    ("year", "told"),
    [
        # 2017: no figure yet; 2019: that of 2018; 2025: the target year is over without a figure.
        (2017, "1项指标均因缺少基期或年度数据暂无法评价。"),
        (2019, "1项指标中，快于预期1项。所用最新数据：2018年1项（a）。"),
        (2025, "1项指标均因缺少基期或年度数据暂无法评价。目标年2020年已过，"),
    ],
)
def test_sentence_says_from_when_its_figures_are(tmp_path, year, told):
    plan = plan_of(tmp_path, [figure(2015, 60), figure(2018, 110)])
    assert told in la.build_review(plan, year, lang="zh").progress()


def test_vintage_stands_beside_in_the_row_and_is_named(tmp_path):
    """37 of 60 after 0.6; in the revised series 22 of 54 = 0.41."""
    first = [figure(2015, 60, "S1"), figure(2018, 97, "S1")]
    anew = [figure(2015, 66, "S2", "revised"), figure(2018, 88, "S2", "revised")]
    review = la.build_review(plan_of(tmp_path, [*first, *anew]), 2018, lang="zh")
    cells = review.readable()["scorecard"].iloc[0].tolist()
    assert "97 / 88" in cells
    assert "62% / 41%" in cells
    assert "另有成套修订数据" in cells[-1]


@pytest.mark.parametrize(
    ("targets", "figures", "note"),
    [
        # 20 % a year, kept each year: 0.49 of the way after 0.6 of the time by equal steps.
        ([{"target": 0.2, "basis": "growth_rate"}], {2015: 100, 2018: 172.8}, "rate_kept"),
        ([{"target": 120, "relation": "about"}], {2015: 60, 2018: 140}, "overshot"),
    ],
)
def test_verdict_that_looks_odd_says_why(tmp_path, targets, figures, note):
    plan = plan_of(tmp_path, [figure(*pair) for pair in figures.items()], targets)
    assert note in la.scorecard(plan, 2018)["notes"].item()


def test_figure_behind_a_gap_in_a_sum_is_said_to_be_left_out(tmp_path):
    rows = [
        figure(year, value) | {"counted": "in_year"} for year, value in {2016: 10, 2018: 30}.items()
    ]
    row = la.scorecard(plan_of(tmp_path, rows, [{"target": 60, "basis": "increment"}]), 2018).iloc[
        0
    ]
    assert (row["actual"], row["notes"]) == (10, ("gap_in_sum",))


def test_value_that_its_kind_excludes_stops_no_review(tmp_path):
    """A balance below 0 is no count; it is judged, projected and kept in scenarios all the same."""
    rows = [
        figure(year, value)
        for year, value in zip(range(2014, 2019), (-5, -4, -3, -2, 1), strict=True)
    ]
    plan = plan_of(tmp_path, rows, [{"target": 5}])
    assert la.scorecard(plan, 2018)["status"].item() == "on_track"  # 5 of 9 after 0.6
    assert la.project_targets(plan, 2018)["n"].item() == 5
    assert la.run_scenarios(plan, "target")["value"].iloc[-1] == 5


def test_review_of_a_plan_whose_targets_were_all_dropped(tmp_path):
    plan = plan_of(tmp_path, [figure(2015, 60)], [{"target": 120, "change": "dropped"}])
    review = la.build_review(plan, 2018, lang="zh")
    assert review.progress() == "截至2018年：另有1项指标已在中期取消。"
    assert review.summary() == ""


def test_what_turns_a_verdict_is_named_by_its_title(tmp_path):
    ahead = la.build_review(plan_of(tmp_path, TWO), 2018).readable()["ahead"].iloc[0].tolist()
    assert "the figure of bulletin" in ahead[-1]


def test_additions_say_that_they_are_a_sum_and_what_is_still_to_come(tmp_path):
    """39 of 60 in three years leaves 21 for two: 10.5 a year."""
    rows = [figure(year, 13) | {"counted": "in_year"} for year in (2016, 2017, 2018)]
    goals = [{"target": 60, "basis": "increment"}, {"target": 12, "basis": "yearly_average"}]
    tables = la.build_review(plan_of(tmp_path, rows, goals), 2018, lang="zh").readable()
    shown = tables["scorecard"].iloc[:, 3:7].values.tolist()
    assert shown == [["新增量目标", aim, "2018", "累计39"] for aim in ("新增60", "年均12")]
    assert "10.5" in tables["ahead"].iloc[0].tolist()


def test_other_figures_are_judged_without_the_rest_of_the_plan():
    """Neither the plan's own place, told by the first figure, nor the verdicts change by that."""
    plan = la.load_plan("china_13fyp")
    for whole in (False, True):
        [first, *_] = other_figures(plan, "rd_gdp_ratio", whole=whole)
        assert (first.plan.geo, first.plan.own_names) == (plan.geo, plan.own_names)
        assert len(first.plan.indicators) == (len(plan.indicators) if whole else 1)
    alone, entire = (
        [
            (one.kind, one.source_id, one.years, one.plan.series("rd_gdp_ratio").to_dict())
            for one in made
        ]
        for made in (
            other_figures(plan, "rd_gdp_ratio"),
            other_figures(plan, "rd_gdp_ratio", whole=True),
        )
    )
    assert alone == entire
