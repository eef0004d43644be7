"""What the figures count decides what they amount to: every basis, worked out by hand.

A plan from 2015 to 2020, seen in 2018: 60 % of the time is over, within 5 points is on track.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.words import word

STOCK = {2015: 60, 2016: 75, 2017: 92, 2018: 110}
FALLS = {2016: -4.1, 2017: -3.9, 2018: -3.5}
RISES = {2016: 8.1, 2017: 8.3, 2018: 7.9}
PER_CENT = {"unit": "%", "kind": "ratio"}
LESS = PER_CENT | {"better": "down"}
# 100 x 0.959 x 0.961 x 0.965 and 100 x 1.081 x 1.083 x 1.079
FALLEN, RISEN = 88.9343035, 126.3210117


class Case(NamedTuple):
    basis: str
    target: float
    counted: str
    values: dict[int, float]
    latest: float
    aim: float
    share: float  # of the way
    status: str
    more: dict[str, Any] | None = None


JUDGED = [
    # 60 firms more: the year's own are summed, running totals are the sum, of a stock its change.
    Case("increment", 60, "in_year", {2016: 15, 2017: 17, 2018: 18}, 50, 60, 5 / 6, "ahead"),
    Case("increment", 60, "running", {2016: 12, 2017: 25, 2018: 37}, 37, 60, 37 / 60, "on_track"),
    Case("increment", 60, "stock", STOCK, 50, 60, 5 / 6, "ahead"),
    Case("increment", 60, "stock", {2015: 60, 2018: 90}, 30, 60, 0.5, "slow"),
    Case("increment", 60, "stock", {2015: 60, 2018: 54}, -6, 60, -0.1, "reversing"),
    Case("increment", 60, "stock", {2015: 60, 2018: 120}, 60, 60, 1, "met"),
    # What came in the base year, or was running before, belongs to no sum of this plan.
    Case("increment", 60, "in_year", {2015: 40, 2016: 10, 2017: 10, 2018: 10}, 30, 60, 0.5, "slow"),
    Case("increment", 60, "running", {2015: 40, 2016: 10, 2018: 30}, 30, 60, 0.5, "slow"),
    # A year is missing: a total and a stock have it inside them.
    Case("increment", 60, "running", {2016: 12, 2018: 37}, 37, 60, 37 / 60, "on_track"),
    Case("increment", 60, "stock", {2015: 60, 2018: 110}, 50, 60, 5 / 6, "ahead"),
    # 累计: the same sums; 200 of 500.
    Case("cumulative", 500, "in_year", {2016: 90, 2017: 80, 2018: 30}, 200, 500, 0.4, "slow"),
    Case("cumulative", 500, "running", {2016: 90, 2017: 170, 2018: 200}, 200, 500, 0.4, "slow"),
    Case("cumulative", 500, "stock", {2015: 1000, 2018: 1200}, 200, 500, 0.4, "slow"),
    # 年均12 is 60 in five years.
    Case("yearly_average", 12, "in_year", {2016: 9, 2017: 13, 2018: 15}, 37, 60, 37 / 60,
         "on_track"),
    Case("yearly_average", 12, "running", {2018: 37}, 37, 60, 37 / 60, "on_track"),
    Case("yearly_average", 12, "stock", STOCK, 50, 60, 5 / 6, "ahead"),
    # A fall of 17 %, given by yearly changes: chained, 100 in 2015, 11.07 of 17 points.
    Case("cumulative_change", -0.17, "in_year", FALLS, FALLEN, 83, 0.6509233, "ahead", LESS),
    Case("cumulative_change", -0.17, "", FALLS, FALLEN, 83, 0.6509233, "ahead", LESS),
    Case("cumulative_change", -0.17, "in_year", FALLS | {2015: -5.0}, FALLEN, 83, 0.6509233,
         "ahead", LESS),
    # By the change since 2015 in per cent: 10.2 of 17.
    Case("cumulative_change", -0.17, "running", {2016: -4.0, 2018: -10.2}, 89.8, 83, 0.6,
         "on_track", LESS),
    # 8 % a year from growth rates: 26.32 of 46.93 (1.08 ^ 5 = 1.4693281).
    Case("growth_rate", 0.08, "in_year", RISES, RISEN, 146.9328077, 0.5608233, "on_track",
         PER_CENT),
    Case("growth_rate", -0.03, "in_year", FALLS, FALLEN, 85.8734026, 0.7833236, "ahead", LESS),
    # Levels are levels: a share, and what is said to be one (20 to 26, 23.6 after three years).
    Case("cumulative_change", 0.3, "", {2015: 20, 2018: 23.6}, 23.6, 26, 0.6, "on_track",
         {"unit": "%", "kind": "share"}),
    Case("cumulative_change", 0.3, "stock", {2015: 20, 2018: 23.6}, 23.6, 26, 0.6, "on_track",
         PER_CENT),
    # An older population: one year more, 0.67 of it after three of five years.
    Case("point_change", 1, "", {2015: 77.93, 2018: 78.6}, 78.6, 78.93, 0.67, "ahead",
         {"unit": "岁", "kind": "index"}),
]  # fmt: skip
# Where a level is aimed at, it makes no difference what is counted.
for counted in ("", "in_year", "running", "stock"):
    JUDGED += [
        Case("level", 120, counted, STOCK, 110, 120, 5 / 6, "ahead"),
        Case("multiple", 2, counted, STOCK, 110, 120, 5 / 6, "ahead"),
        Case("growth_rate", 2**0.2 - 1, counted, STOCK, 110, 120, 5 / 6, "ahead"),
        Case("cumulative_change", 1, counted, STOCK, 110, 120, 5 / 6, "ahead"),
        Case("point_change", 60, counted, STOCK, 110, 120, 5 / 6, "ahead"),
    ]

CEILING = {"relation": "at_most", "better": "down"}
SILENT = [
    # basis, target, counted, values, why nothing is said
    ("increment", 60, "", STOCK, "reason.not_counted", {}),
    ("cumulative", 60, "", STOCK, "reason.not_counted", {}),
    ("yearly_average", 12, "", {2016: 9}, "reason.not_counted", {}),
    ("increment", 60, "stock", {2016: 75, 2018: 110}, "reason.no_base", {}),
    ("increment", 60, "in_year", {2017: 17, 2018: 18}, "no_verdict.missing_year", {}),
    ("increment", 60, "stock", {2015: 60}, "no_verdict.only_base", {}),
    ("increment", 60, "", {2015: 60}, "no_verdict.only_base", {}),
    ("cumulative", 100, "in_year", {2016: 10, 2017: 5, 2018: 5}, "no_verdict.budget", CEILING),
    # Used up is used up, but a stock may fall again.
    ("cumulative", 100, "stock", {2015: 60, 2018: 180}, "no_verdict.budget", CEILING),
    # Per cent above 0 may be levels or changes.
    ("cumulative_change", -0.17, "", {2016: 4.1, 2018: 3.5}, "reason.per_cent", LESS),
    ("growth_rate", 0.08, "", RISES, "reason.per_cent", PER_CENT),
    ("growth_rate", 0.08, "", RISES | {2015: 7.5}, "reason.per_cent", PER_CENT),
    ("cumulative_change", -0.17, "", {2016: -4.1, 2017: 0.3}, "reason.per_cent", LESS),
    # Less is better, the target is a fall, and all figures rise; or the signs are of both sorts.
    ("cumulative_change", -0.17, "in_year", {2016: 4.1}, "reason.fall_above_0", LESS),
    ("cumulative_change", -0.17, "running", {2016: 4.1, 2017: 8}, "reason.fall_above_0", LESS),
    ("cumulative_change", -0.17, "in_year", {2016: 4.1, 2017: -1}, "reason.fall_above_0",
     PER_CENT | {"better": "up"}),
]  # fmt: skip


def plan_of(folder, basis, target, counted, values, more):
    goal = {"indicator": "a", "basis": basis, "target": target, "counted": counted}
    return small_plan(folder, [goal | more], {"a": values})


@pytest.mark.parametrize("case", JUDGED, ids=lambda case: f"{case.basis}-{case.counted}")
def test_figures_amount_to_what_they_count(tmp_path, case):
    plan = plan_of(tmp_path, case.basis, case.target, case.counted, case.values, case.more or {})
    row, still = la.scorecard(plan, 2018).iloc[0], la.still_required(plan, 2018).iloc[0]
    assert row["actual"] == pytest.approx(case.latest)
    assert row["aim"] == pytest.approx(case.aim)
    assert row["progress"] == pytest.approx(case.share)
    assert (row["status"], row["reason"], row["year"]) == (case.status, "", 2018)
    # An average of years asks for no growth, but starts where the others do.
    assert still["base_value"] == pytest.approx(case.latest)
    if case.status != "met" and case.basis != "yearly_average":
        assert still["required_per_year"] == pytest.approx((case.aim - case.latest) / 2)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("basis", "target", "counted", "values", "why", "more"), SILENT)
def test_what_cannot_be_told_is_not_judged(
    tmp_path, lang, basis, target, counted, values, why, more
):
    plan = plan_of(tmp_path, basis, target, counted, values, more)
    row = la.scorecard(plan, 2018, lang=lang).iloc[0]
    assert row["status"] == "not_assessable"
    assert row["reason"] == word(why, lang, base_year=2015)
    assert row[["progress", "on_path", "margin", "probability"]].isna().all()
    table = la.assess_progress(plan, 2018, lang=lang)
    assert set(table["reason"]) == {row["reason"]}


UNKNOWN = [case for case in SILENT if case[4].startswith("reason.")]


@pytest.mark.parametrize(("basis", "target", "counted", "values", "why", "more"), UNKNOWN)
def test_what_is_lacking_is_lacking_everywhere(tmp_path, basis, target, counted, values, why, more):
    plan = plan_of(tmp_path, basis, target, counted, values, more)
    reason = word(why, base_year=2015)
    still = la.still_required(plan, 2018).iloc[0]
    assert still[["base_value", "required_cagr", "required_per_year"]].isna().all()
    if basis != "yearly_average":  # of which no growth is required at all
        assert still["reason"] == reason
    outlook = la.project_targets(plan, 2018).iloc[0]
    assert outlook[["median", "probability"]].isna().all()
    assert outlook["reason"] == reason


def test_reason_names_the_column_and_its_words_in_both_languages():
    for why in ("reason.not_counted", "reason.per_cent"):
        for name in ("counted", "in_year", "running", "stock"):
            assert name in word(why)
        for name in ("口径", "当年新增", "累计", "期末存量"):
            assert name in word(why, "zh")


def test_addition_requires_its_yearly_amount_whatever_is_counted(tmp_path):
    """60 in five years are 12 a year; that needs no figures."""
    for counted in ("", "in_year", "running", "stock"):
        plan = plan_of(tmp_path / counted, "increment", 60, counted, STOCK, {})
        assert la.required_growth(plan)["required_per_year"].item() == pytest.approx(12)


def test_exceeded_total_is_missed_for_good_and_also_when_the_years_are_over(tmp_path):
    plan = plan_of(tmp_path, "cumulative", 100, "in_year", {2016: 60, 2017: 50}, CEILING)
    for year in (2017, 2019, 2030):
        assert la.scorecard(plan, year)["status"].item() == "missed"


@pytest.mark.parametrize(
    ("counted", "values", "more", "note"),
    [
        ("", FALLS, LESS, "read_as_changes"),
        ("in_year", FALLS, LESS, None),
        ("running", {2015: 40, 2016: 52, 2018: 70}, {}, "running_from_before"),
        ("running", {2015: 40, 2016: 12, 2018: 30}, {}, None),
        ("running", {2015: 0, 2016: 12, 2018: 30}, {}, None),
    ],
)
def test_reading_that_was_chosen_is_noted(tmp_path, counted, values, more, note):
    basis, target = ("cumulative_change", -0.17) if more else ("increment", 60)
    plan = plan_of(tmp_path, basis, target, counted, values, more)
    found = {
        "card": la.scorecard(plan, 2018)["notes"].item(),
        "growth": la.required_growth(plan)["notes"].item(),
        "still": la.still_required(plan, 2018)["notes"].item(),
    }
    assert found == dict.fromkeys(found, (note,) if note else ())


@pytest.mark.parametrize(
    ("counted", "values"), [("stock", STOCK), ("in_year", {2016: 15, 2017: 17, 2018: 18})]
)
def test_break_inside_is_flagged_in_progress_and_in_growth(tmp_path, counted, values):
    goal = {"indicator": "a", "basis": "increment", "target": 60, "counted": counted}
    plan = small_plan(tmp_path, [goal], {"a": values})
    observed = plan.observations.assign(**{"break": plan.observations["year"] == 2017})
    broken = la.Plan(**{name: getattr(plan, name) for name in plan.__dataclass_fields__}
                     | {"observations": observed})  # fmt: skip
    assert "level_break" in la.scorecard(broken, 2018)["notes"].item()
    assert "level_break" in la.still_required(broken, 2018)["notes"].item()


# Time


@pytest.mark.parametrize(
    ("basis", "counted", "values", "end", "status"),
    [
        ("level", "", {2015: 60, 2018: 130}, {2020: 119}, "missed"),
        ("level", "", {2015: 60, 2018: 90}, {2020: 120}, "met"),
        ("increment", "stock", STOCK, {2020: 119}, "missed"),
        ("increment", "running", {2016: 12, 2018: 37}, {2020: 60}, "met"),
        ("increment", "in_year", {2016: 12, 2017: 12, 2018: 12}, {2019: 12, 2020: 12}, "met"),
        ("increment", "in_year", {2016: 12, 2017: 12, 2018: 12}, {2019: 12, 2020: 11}, "missed"),
    ],
)
def test_after_the_target_year_its_own_figure_decides_or_nothing(
    tmp_path, basis, counted, values, end, status
):
    target = 120 if basis == "level" else 60
    open_, closed = (
        plan_of(tmp_path / name, basis, target, counted, known, {})
        for name, known in {"open": values, "closed": values | end}.items()
    )
    # In the target year itself an older figure still is a pace, with its date.
    assert la.scorecard(open_, 2020)["status"].item() != "not_assessable"
    assert la.scorecard(open_, 2020)["year"].item() == 2018
    for year in (2021, 2030):
        silent = la.scorecard(open_, year).iloc[0]
        assert silent["reason"] == "no figure for the target year 2020"
        row = la.scorecard(closed, year).iloc[0]
        assert (row["status"], row["year"], row["reason"]) == (status, 2020, "")
        assert la.still_required(closed, year)["reason"].item() == "the target year 2020 is over"


def test_year_before_the_plan_is_refused(tmp_path):
    plan = plan_of(tmp_path, "level", 120, "", STOCK, {})
    for judge in (la.scorecard, la.still_required):
        with pytest.raises(la.DataError, match="2014"):
            judge(plan, 2014)


# Projections of what is stated relative to the base


def test_chained_index_is_projected_as_far_as_its_years_allow(tmp_path):
    """From 2010 on: an index of ten values; from 2016 on: of three and the base."""
    for first, used in ((2011, 9), (2016, 4)):
        values = {year: -4.0 - 0.1 * (year % 3) for year in range(first, 2019)}
        folder = tmp_path / str(first)
        plan = plan_of(folder, "cumulative_change", -0.17, "in_year", values, LESS)
        outlook, card = la.project_targets(plan, 2018).iloc[0], la.scorecard(plan, 2018).iloc[0]
        assert outlook["n"] == used
        assert 0 < outlook["probability"] < 1
        assert card["probability"] == pytest.approx(outlook["probability"])
        # Falls of about 4.1 % go on: about 100 x 0.959^5 = 81.1.
        assert outlook["median"] == pytest.approx(81.1, abs=3.5)


def test_three_figures_of_a_level_bear_no_projection(tmp_path):
    plan = plan_of(tmp_path, "multiple", 2, "", {2015: 60, 2017: 80, 2018: 92}, {})
    assert la.project_targets(plan, 2018)["reason"].item() == word(
        "no_projection.few", count=3, least=4
    )


# What people read


@pytest.mark.parametrize(("lang", "base"), [("en", "base year = 100"), ("zh", "以基期年为100")])
def test_index_is_shown_as_the_change_since_the_base(tmp_path, lang, base):
    plan = plan_of(tmp_path, "cumulative_change", -0.17, "in_year", FALLS, LESS)
    made = la.build_review(plan, 2018, lang=lang)
    sections = {section.key: section.table for section in made.sections}
    row = sections["scorecard"].iloc[0].tolist()
    assert base in row
    assert "-11.07%" in row
    assert "-11.07%" in sections["still"].iloc[0].tolist()
    assert "-17.00%" in sections["milestones"].iloc[0].tolist()
