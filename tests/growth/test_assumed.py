"""Assumed base values: checked like figures, from anything that holds them, with their range."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from small_figures import figure, plan_of
from small_plans import small_plan

import linhai_analysis as la

RANGE = {"value": 50, "low": 45, "high": 55}
# By hand, to 65 in 2020: 15 / 5, 20 / 5 and 10 / 5 points a year; in 2018, at 60, the share of the
# way is 10 / 15, 15 / 20 and 5 / 10.
PACES, DONE = (3.0, 4.0, 2.0), (10 / 15, 15 / 20, 5 / 10)
SHARE = {"indicator": "a", "target": 65, "unit": "%", "kind": "share"}


@pytest.fixture
def plan(tmp_path):
    return small_plan(tmp_path / "plan", [SHARE], {"a": {2018: 60.0}})


def forms(value, low=None, high=None):
    """The same base value of `a` in every form that is taken."""
    row = {"value": value} | ({} if low is None else {"low": low, "high": high})
    one = row if len(row) > 1 else value
    return {
        "mapping": {"a": one},
        "Series": pd.Series({"a": one}),
        "table": pd.DataFrame([row], index=["a"]),
        "table with names": pd.DataFrame([{"indicator": "a"} | row]),
        "rows as Series": {"a": pd.Series(row)},
    }


def review_facts(plan, given):
    return pd.Series(la.build_review(plan, 2018, baselines=given).facts["assumed_baselines"])


def scenario_rows(plan, given):
    tables = la.report_scenarios(plan, draws=9, baselines=given).tables
    return pd.Series({name: len(table) for name, table in tables.items()})


DOORS = {
    "required_growth": lambda plan, given: la.required_growth(plan, given),
    "milestones": lambda plan, given: la.milestones(plan, given),
    "still_required": lambda plan, given: la.still_required(plan, 2018, given),
    "scorecard": lambda plan, given: la.scorecard(plan, 2018, baselines=given),
    "assess_progress": lambda plan, given: la.assess_progress(plan, 2018, baselines=given),
    "run_scenarios": lambda plan, given: la.run_scenarios(plan, baselines=given),
    "closing_rate": lambda plan, given: la.closing_rate(plan, baselines=given),
    "reach_year": lambda plan, given: la.reach_year(plan, baselines=given),
    "simulate": lambda plan, given: la.simulate(plan, "target", 50, baselines=given).targets,
    "sensitivity": lambda plan, given: la.sensitivity(plan, "target", "a", baselines=given),
    "ambition": lambda plan, given: la.ambition(plan, baselines=given),
    "explore": lambda plan, given: la.explore(plan, baselines=given).shown(),
    "report_scenarios": scenario_rows,
    "build_review": review_facts,
}


@pytest.mark.parametrize("door", DOORS)
def test_every_door_takes_every_form(plan, door):
    for row in ((50,), (50, 45, 55)):
        given = forms(*row)
        kept = given["table"].copy(deep=True)
        expected = DOORS[door](plan, given.pop("mapping"))
        for one in given.values():
            assert DOORS[door](plan, one).equals(expected)
        pd.testing.assert_frame_equal(given["table"], kept)


@pytest.mark.parametrize("empty", [{}, pd.Series(dtype=float), pd.DataFrame(columns=["value"])])
def test_nothing_assumed_is_nothing(plan, empty):
    for call in DOORS.values():
        assert call(plan, empty).equals(call(plan, None))


@pytest.mark.parametrize(
    ("kind", "value", "limits"),
    [
        ("count", -5, "at 0 or above"),
        ("amount", -0.1, "at 0 or above"),
        ("share", 150, "from 0 to 100"),
        ("share", -1, "from 0 to 100"),
        ("rank", 0, "at 1 or above"),
    ],
)
@pytest.mark.parametrize("door", DOORS)
def test_value_that_its_kind_cannot_have_is_refused(tmp_path, kind, value, limits, door):
    plan = small_plan(tmp_path, [SHARE | {"kind": kind, "target": 3}], {"a": {2018: 2}})
    with pytest.raises(la.DataError) as told:
        DOORS[door](plan, {"a": value})
    assert str(told.value) == (
        f"the assumed baseline of a is {value:g}; its kind is {kind}, which lies {limits}"
    )


@pytest.mark.parametrize(
    ("kind", "value"), [("index", -5), ("ratio", 150), ("share", 100), ("rank", 1), ("count", 0)]
)
def test_value_that_its_kind_can_have_is_taken(tmp_path, kind, value):
    plan = small_plan(tmp_path, [SHARE | {"kind": kind}])
    assert la.required_growth(plan, {"a": value})["base_value"].item() == value


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"a": {"value": 50, "low": 45}}, "baseline of a: its high end none is missing beside"),
        ({"a": {"value": 50, "high": 55}}, "high end 55 stands without a low end"),
        ({"a": {"value": 50, "low": 55, "high": 45}}, "high end 45 is below the low end 55"),
        ({"a": {"value": 50, "low": 51, "high": 55}}, "the low end 51 leave the value 50 outside"),
        ({"a": {"value": 50, "low": -5, "high": 55}}, "a is -5; its kind is share, which lies"),
        ({"a": {"value": 50, "low": 45, "high": 155}}, "a is 155; its kind is share"),
        ({"a": {"value": 50, "low": "45", "high": 55}}, "of a, low, is '45'; give a number"),
        ({"a": {"value": 50, "lo": 45, "high": 55}}, "of a has 'lo'; did you mean 'low'"),
        ({"a": {"low": 45, "high": 55}}, "the assumed baseline of a is None; give a number"),
        ({"a": True}, "the assumed baseline of a is True; give a number"),
        ({"a": None}, "the assumed baseline of a is None; give a number"),
        (pd.Series({"a": np.inf}), "the assumed baseline of a is inf; give a number"),
        (pd.Series({"a": pd.NA}), "the assumed baseline of a is <NA>; give a number"),
        (pd.Series([1.0, 2.0], index=["a", "a"]), "baselines name 'a' twice"),
        (pd.DataFrame({"value": [1.0, 2.0]}, index=["a", "a"]), "baselines name 'a' twice"),
        (pd.DataFrame({"values": [50]}, index=["a"]), "no column 'value'; did you mean 'values'"),
        (pd.DataFrame({"value": [50], "hi": 55}, index=["a"]), "column 'hi'; did you mean 'high'"),
        ([("a", 50)], "baselines is a list; give base values by indicator"),
        (50, "baselines is a int; give base values by indicator"),
        ("a", "baselines is a str; give base values by indicator"),
    ],
)
def test_what_is_no_base_value_is_refused(plan, given, sentence):
    for door in ("required_growth", "scorecard", "run_scenarios", "build_review"):
        with pytest.raises(la.DataError, match=sentence):
            DOORS[door](plan, given)


def test_unknown_indicator_is_refused_with_the_nearest(plan):
    sentence = "no indicator with a target 'aa'; did you mean 'a'"
    with pytest.raises(la.UnknownNameError, match=sentence):
        la.required_growth(plan, pd.Series({"aa": 50.0}))


def test_one_value_is_not_two_base_years(tmp_path):
    plan = small_plan(tmp_path, [SHARE | {"base_year": year} for year in (2014, 2015)])
    with pytest.raises(la.DataError, match="a starts from 2014, 2015; one assumed baseline"):
        la.required_growth(plan, {"a": 50})


def test_growth_is_given_for_both_ends(plan):
    row = la.required_growth(plan, {"a": RANGE}).iloc[0]
    paces = row[["required_per_year", "required_per_year_low", "required_per_year_high"]]
    assert paces.tolist() == pytest.approx(PACES)
    rates = row[["required_cagr", "required_cagr_low", "required_cagr_high"]]
    assert rates.tolist() == pytest.approx([(65 / base) ** 0.2 - 1 for base in (50, 45, 55)])
    assert row[["base_value", "base_low", "base_high"]].tolist() == [50, 45, 55]


def test_without_a_range_there_are_no_ends(plan):
    ends = ["base_low", "base_high", "required_cagr_low", "required_per_year_high"]
    assert la.required_growth(plan, {"a": 50})[ends].isna().all(axis=None)
    assert la.required_growth(plan)[ends].isna().all(axis=None)
    card = la.scorecard(plan, 2018, baselines={"a": 50})
    assert card[["base_low", "progress_low", "progress_high"]].isna().all(axis=None)
    assert card["flips_base"].tolist() == [()]


def test_end_at_which_the_target_is_met_needs_no_growth_and_is_noted(plan):
    row = la.required_growth(plan, {"a": RANGE | {"high": 66}}).iloc[0]
    assert row["required_per_year_low"] == 4
    assert np.isnan(row["required_per_year_high"])
    assert row["notes"] == ("assumed_baseline", "met_in_range")


@pytest.mark.parametrize(
    ("basis", "target", "paces"),
    [
        ("multiple", 1.2, (2.0, 1.8, 2.2)),  # a fifth of 50, 45, 55 in five years
        ("point_change", 15, (3.0, 3.0, 3.0)),
        ("cumulative_change", 0.2, (2.0, 1.8, 2.2)),
    ],
)
def test_target_that_is_stated_by_its_base_moves_with_it(tmp_path, basis, target, paces):
    plan = small_plan(tmp_path, [SHARE | {"basis": basis, "target": target}])
    row = la.required_growth(plan, {"a": RANGE}).iloc[0]
    names = ["required_per_year", "required_per_year_low", "required_per_year_high"]
    assert row[names].tolist() == pytest.approx(paces)


def test_scorecard_says_how_far_and_where_the_verdict_turns(plan):
    """After 3 of 5 years 0.667 and 0.75 are ahead of 0.6 by five points; 0.5 is behind."""
    row = la.scorecard(plan, 2018, baselines={"a": RANGE}).iloc[0]
    assert row[["progress", "progress_low", "progress_high"]].tolist() == pytest.approx(DONE)
    assert (row["status"], row["flips_base"]) == ("ahead", ("high",))
    assert row["still_per_year"] == 2.5  # (65 - 60) / 2, whatever the base was


def test_still_required_does_not_depend_on_the_base(plan):
    made, other = (la.still_required(plan, 2018, {"a": base}) for base in (RANGE, 20))
    pd.testing.assert_frame_equal(made, other)


def test_still_required_keeps_the_range_until_a_figure_takes_its_place(plan):
    """In 2016 nothing but the base is known: 15 / 5, 20 / 5, 10 / 5 points a year."""
    row = la.still_required(plan, 2016, {"a": RANGE}).iloc[0]
    names = ["required_per_year", "required_per_year_low", "required_per_year_high"]
    assert row[names].tolist() == pytest.approx(PACES)
    assert la.still_required(plan, 2018, {"a": RANGE})["base_low"].isna().all()


def test_other_base_year_of_the_caller_has_no_range(tmp_path):
    plan = small_plan(tmp_path, [SHARE], {"a": {2016: 55.0, 2018: 60.0}})
    card = la.scorecard(plan, 2018, baselines={"a": RANGE}, base_years={"a": 2016})
    assert card["base_value"].item() == 55
    assert card[["base_low", "progress_low"]].isna().all(axis=None)


def test_review_shows_the_range(plan):
    review = la.build_review(plan, 2018, baselines={"a": RANGE})
    shown = {section.key: section.table for section in review.sections}
    assert shown["growth"]["Baseline"].tolist() == ["50 (45–55, assumed)"]
    assert shown["scorecard"]["Baseline"].tolist() == ["50 (45–55, assumed)"]
    assert "67% (50% to 75%)" in shown["scorecard"].iloc[0].tolist()
    assert "base value 55" in shown["ahead"].iloc[0].tolist()[-1]
    ranged = {"a": {"value": 50.0, "low": 45.0, "high": 55.0}}
    assert review.facts["assumed_baselines"] == ranged
    ax = la.plot_required_growth(plan, review.tables["required_growth"])
    texts = [re.sub(r"\s", " ", text.get_text()) for text in ax.texts]
    assert any("50 (45–55, assumed) → 65" in text for text in texts)
    zh = la.build_review(plan, 2018, lang="zh", baselines={"a": RANGE})
    assert any("50（45–55，基期值为假设）" in s.table.to_string() for s in zh.sections)


def test_review_without_a_range_says_only_that_it_is_assumed(plan):
    review = la.build_review(plan, 2018, baselines={"a": 50})
    assert review.facts["assumed_baselines"] == {"a": 50.0}
    shown = {section.key: section.table for section in review.sections}
    assert shown["scorecard"]["Baseline"].tolist() == ["50 (assumed baseline)"]


@pytest.mark.parametrize("form", forms(0))
def test_figures_beside_each_other_are_judged_from_an_assumed_base(tmp_path, form):
    """From 60: 92 is 32 of 60, behind 0.6 by more than five points; 95 is 35 of 60, within them.

    From 50, 42 of 70; from 70, 22 of 50.
    """
    plan = plan_of(tmp_path, [figure(2018, 92, "S1"), figure(2018, 95, "S2")])
    given = forms(60, 50, 70)[form]
    row = la.scorecard(plan, 2018, baselines=given).iloc[0]
    assert (row["status"], row["flips_figures"], row["flips_base"]) == ("slow", ("S2",), ("low",))
    review = la.build_review(plan, 2018, baselines=given)
    shown = next(section.table for section in review.sections if section.key == "scorecard")
    cells = shown.iloc[0].tolist()
    assert {"60 (50–70, assumed)", "92 / 95", "53% (44% to 60%) / 58%"} <= set(cells)


@pytest.fixture
def changes(tmp_path):
    """A level told by its yearly changes in per cent, which starts from 100 whatever is assumed."""
    row = SHARE | {"counted": "in_year", "kind": "ratio", "basis": "growth_rate", "target": 0.1}
    return small_plan(tmp_path / "changes", [row], {"a": {2016: 8.0, 2017: 9.0, 2018: 7.0}})


def test_an_index_has_no_range(changes):
    row = la.required_growth(changes, {"a": RANGE}).iloc[0]
    assert (row["quantity"], row["base_value"]) == ("index", 100)
    assert row["required_cagr"] == pytest.approx(0.1)
    assert row[["base_low", "base_high", "required_cagr_low"]].isna().all()
    card = la.scorecard(changes, 2018, baselines={"a": RANGE})
    assert card[["base_low", "progress_low"]].isna().all(axis=None)
    assert card["flips_base"].item() == ()


# --- simulation -------------------------------------------------------------------------


def drawn(plan, assumed, given, draws=20_000, **options):
    one = la.Scenario("s", {"a": assumed})
    return la.simulate(
        plan, one, draws, baselines={"a": given}, distribution="triangular", **options
    )


@pytest.fixture
def counts(tmp_path):
    return small_plan(tmp_path / "counts", [{"indicator": "a", "target": 120}])


@pytest.mark.parametrize(
    ("low", "value", "high", "probability"),
    [
        # Doubling meets 120 from 60 on: so many of the triangle lie there.
        (50, 60, 70, 0.5),
        (40, 50, 59, 0.0),
        (61, 70, 80, 1.0),
        (40, 55, 70, 100 / 450),  # (70 - 60) ** 2 / ((70 - 40) * (70 - 55))
    ],
)
def test_share_of_draws_that_meet_the_target_is_that_of_the_base(
    counts, low, value, high, probability
):
    made = drawn(counts, 2**0.2 - 1, {"value": value, "low": low, "high": high})
    assert made.targets["probability"].item() == pytest.approx(probability, abs=0.012)


def test_fan_of_a_base_alone_starts_at_its_range(counts):
    made = drawn(counts, {"halt": None}, {"value": 60, "low": 40, "high": 80})
    first = made.quantiles.iloc[0]
    # Of the triangle 40, 60, 80 a tenth lies below 40 + 20 sqrt(0.2).
    assert first["lo80"] == pytest.approx(40 + 20 * 0.2**0.5, abs=0.3)
    assert first["hi80"] == pytest.approx(80 - 20 * 0.2**0.5, abs=0.3)
    paths = made.paths("a")
    assert paths.eq(paths[2015], axis=0).all(axis=None)
    assert paths[2015].between(40, 80).all()


def test_range_of_the_base_widens_that_of_the_rate(counts):
    rate = {"rate": 0.15, "low": 0.1, "high": 0.2}
    wide = drawn(counts, rate, {"value": 60, "low": 40, "high": 80}).quantiles.iloc[-1]
    narrow = drawn(counts, rate, 60).quantiles.iloc[-1]
    assert wide["lo80"] < narrow["lo80"] < narrow["hi80"] < wide["hi80"]


def test_base_without_a_range_is_not_drawn(counts):
    made = drawn(counts, {"halt": None}, 60, draws=10)
    assert made.targets["probability"].isna().all()
    assert made.paths("a").eq(60).all(axis=None)


def test_percent_of_the_baseline_follows_its_draw(counts):
    """150 % of each drawn base value, not of the middle one."""
    given = {"value": 70, "low": 60, "high": 80}
    paths = drawn(counts, {"percent_of_baseline": 150}, given, draws=50).paths("a")
    np.testing.assert_allclose(paths[2020], 1.5 * paths[2015])
    assert len(set(paths[2015])) > 40


def test_percent_of_the_baseline_in_several_years_follows_its_draw(counts):
    given = {"value": 70, "low": 60, "high": 80}
    assumed = {"percent_of_baseline": {2018: 110, 2020: 150}}
    paths = drawn(counts, assumed, given, draws=50).paths("a")
    np.testing.assert_allclose(paths[2018], 1.1 * paths[2015])
    np.testing.assert_allclose(paths[2020], 1.5 * paths[2015])
    assert len(set(paths[2015])) > 40


def test_aim_of_an_index_is_not_drawn(changes):
    """Growth of 10 % a year comes to 161, from 100, however the base is assumed."""
    one = la.Scenario("s", {"a": {"path": dict.fromkeys(range(2015, 2021), 10.5)}})
    made = la.simulate(changes, one, 50, baselines={"a": RANGE}).targets
    assert made["target_value"].item() == pytest.approx(100 * 1.1**5)
    assert made["met"].item()


def test_target_that_is_stated_by_its_base_is_met_draw_by_draw(tmp_path):
    """Growth of 2 ** (1 / 5) - 1 doubles each base value, wherever it lies."""
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 2, "basis": "multiple"}])
    given = {"value": 60, "low": 40, "high": 80}
    assert drawn(plan, 2**0.2 - 1, given, 500).targets["probability"].item() == 1.0
    assert drawn(plan, 0.14, given, 500).targets["probability"].item() == 0.0


def test_same_seed_gives_the_same_base_in_every_scenario(counts):
    given = {"value": 60, "low": 40, "high": 80}
    one, two = (drawn(counts, rate, given, 100, seed=3).paths("a")[2015] for rate in (0.1, 0.2))
    pd.testing.assert_series_equal(one, two)


def test_path_without_draws_is_that_of_the_value(counts):
    halt = la.Scenario("s", {"a": {"halt": None}})
    given = ({"value": 60, "low": 40, "high": 80}, 60)
    made, plain = (la.run_scenarios(counts, halt, baselines={"a": base}) for base in given)
    pd.testing.assert_frame_equal(made, plain)


def test_rate_that_closes_the_gap_is_given_for_both_ends(counts):
    halt = la.Scenario("s", {"a": {"halt": None}})
    given = {"value": 60, "low": 50, "high": 80}
    row = la.closing_rate(counts, halt, baselines={"a": given}).iloc[0]
    # 120 / 60, 120 / 50 and 120 / 80 in five years.
    expected = [2**0.2 - 1, 2.4**0.2 - 1, 1.5**0.2 - 1]
    assert row[["rate", "rate_low", "rate_high"]].tolist() == pytest.approx(expected)
    assert row[["per_year_low", "per_year_high"]].tolist() == [14.0, 8.0]
    plain = la.closing_rate(counts, halt, baselines={"a": 60}).iloc[0]
    assert plain[["rate_low", "rate_high", "per_year_low"]].isna().all()
