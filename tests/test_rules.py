"""One series by every rule: METHODS' tables row by row, cut-offs from both sides, properties."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import linhai_analysis as la
from linhai_analysis.progress import RATIO_RULES, STATUSES

GOAL = {"base_year": 2015, "target": 120, "target_year": 2020, "better": "up"}
DOWN = {"base_year": 2015, "target": 25, "target_year": 2020, "better": "down"}
FIRMS = pd.Series({2015: 60.0, 2018: 92.0})
RULES = list(la.RULES)
WITH_CUTS = [name for name in RULES if la.RULES[name].cut_offs]


def judged(values, rule="open_sdg", **options):
    return la.assess(pd.Series(values, dtype=float), rule=rule, **(GOAL | options))


# By hand: 60 to 120, 92 after three of five years. On the compound path 60 * 2**0.6 = 90.9.
@pytest.mark.parametrize(
    ("rule", "value", "label", "status"),
    [
        ("open_sdg", 1.0298, "on track", "on_track"),
        ("eurostat", 1.0298, "significant progress", "on_track"),
        ("un_progress_chart", 1.0389, "on track", "on_track"),
        ("sdsn", 0.8889, "moderately improving", "slow"),
        # A line through two points: 92 + 2 * 32 / 3 = 113.33 leaves 6.67 of 60.
        ("escap", 0.1111, "accelerate", "slow"),
        ("schedule", 0.5333, "滞后于预期", "slow"),
    ],
)
def test_the_example_of_the_methods(rule, value, label, status):
    made = judged(FIRMS, rule)
    assert round(made.value, 4) == value
    assert (made.label, made.status, made.reason) == (label, status, "")


def test_completion_stands_beside_itself_at_the_base():
    made = judged(FIRMS, "completion")
    assert (round(made.value, 3), made.beside) == (0.767, 0.5)
    assert made.status == "not_assessable"
    assert made.reason == "no verdict by this rule before the target is met; 50.0% at the base"


def test_schedule_stands_beside_the_share_of_the_time():
    assert judged(FIRMS, "schedule").beside == 0.6


@pytest.mark.parametrize(
    ("rule", "value", "label"),
    [
        ("open_sdg", 0.8659, "moderate"),
        ("schedule", 0.6, "基本符合预期"),
        ("sdsn", 1.0, "on track"),
        ("completion", 25 / 35, ""),
    ],
)
def test_ratio_rules_are_strict_on_reduction(rule, value, label):
    """50 to 25, 35 in 2018: exactly on the straight line, behind the compound one."""
    made = la.assess(pd.Series({2015: 50.0, 2018: 35.0}), rule=rule, **DOWN)
    assert made.value == pytest.approx(value, abs=5e-5)
    assert made.label == label


# Cut-offs. For the rules on a straight way the value that gives a score is its base plus a share.
@pytest.mark.parametrize(
    ("rule", "shares"),
    [
        # sdsn after 3 of 5 years: ratio = share / 0.6
        ("sdsn", {0.6: "on_track", 0.59: "slow", 0.3: "slow", 0.29: "off_track", 0.0: "off_track"}),
        ("sdsn", {-0.01: "reversing"}),
        ("schedule", {0.66: "ahead", 0.65: "on_track", 0.55: "on_track", 0.54: "slow"}),
        ("schedule", {0.0: "slow", -0.01: "reversing", 1.0: "met", 1.2: "met"}),
        # escap on a straight line through two points: gap = 1 - share * 5 / 3
        ("escap", {0.54: "on_track", 0.539: "slow", 0.0: "slow", -0.01: "reversing"}),
    ],
)
def test_cut_offs_on_the_way(rule, shares):
    found = {share: judged({2015: 60, 2018: 60 + 60 * share}, rule).status for share in shares}
    assert found == shares


@pytest.mark.parametrize("rule", ["open_sdg", "eurostat"])
@pytest.mark.parametrize(
    ("ratio", "status"),
    [
        (1.0, "on_track"),
        (0.95, "on_track"),
        (0.949, "slow"),
        (0.6, "slow"),
        (0.599, "off_track"),
        (0.0, "off_track"),
        (-0.001, "reversing"),
    ],
)
def test_cut_offs_of_the_compound_ratio(rule, ratio, status):
    required = 2 ** (1 / 5) - 1
    made = judged({2015: 60, 2018: 60 * (1 + ratio * required) ** 3}, rule)
    assert made.value == pytest.approx(ratio)
    assert made.status == status


@pytest.mark.parametrize(
    ("end", "status"),
    [
        (117.1, "on_track"),
        (116.9, "slow"),
        (66.1, "slow"),
        (65.9, "off_track"),
        (59.9, "reversing"),
    ],
)
def test_cut_offs_of_the_un(end, status):
    """0.95 and 0.10 of the way from 60 to 120 are 117 and 66, where growth leads in 2020."""
    made = judged({2015: 60, 2018: 60 * (end / 60) ** (3 / 5)}, "un_progress_chart")
    assert made.value == pytest.approx((end - 60) / 60)
    assert made.status == status


@pytest.mark.parametrize(
    ("change", "status"),
    [
        # 40 are left after 2018: 20 a year reach the target, 19 miss it by 2 of 40 = 5 %.
        (20, "on_track"),
        (19.1, "on_track"),
        (19, "slow"),
        (16, "slow"),
        (15.9, "off_track"),
        (0, "off_track"),
        (-0.1, "reversing"),
    ],
)
def test_weather_is_the_mean_of_five_changes(change, status):
    values = {2018 - back: 80 - back * change for back in range(6)}
    made = judged(values, "destatis", target=120, base_year=2013)
    assert made.value == pytest.approx((40 - 2 * change) / 40)
    assert made.status == status


@pytest.mark.parametrize(
    ("years", "told"),
    [
        ([2013, 2015, 2016, 2018], True),  # four of the six, gaps or not
        ([2015, 2016, 2018], False),
        ([2010, 2011, 2015, 2016, 2018], False),  # the older ones do not count
    ],
)
def test_weather_needs_four_points_of_six(years, told):
    values = {year: float(year - 2000) for year in years}
    made = judged(values, "destatis", target=40)
    assert (made.status != "not_assessable") == told
    assert made.reason == ("" if told else "fewer than 4 comparable figures in the last 6 years")


@pytest.mark.parametrize(
    ("chance", "status"), [(0.93, "ahead"), (0.7, "on_track"), (0.3, "slow"), (0.02, "off_track")]
)
def test_probability_is_that_of_the_projection(chance, status):
    series = pd.Series([40.0, 44, 47, 52, 55, 60, 63], index=range(2012, 2019))
    made = la.project(series, to=2020)
    low, high = 0.0, 500.0
    for _ in range(60):  # the target that has this chance
        middle = (low + high) / 2
        low, high = (middle, high) if made.probability(middle) > chance else (low, middle)
    seen = judged(series, "probability", target=low)
    assert seen.value == pytest.approx(chance, abs=1e-6)
    assert seen.status == ("met" if low <= 63 else status)


def test_line_of_escap_is_weighted_least_squares():
    """Against statsmodels: weights 1 to n, the latest heaviest, over the whole history."""
    series = pd.Series({2010: 31.0, 2012: 40.0, 2013: 38.0, 2015: 60.0, 2016: 55.0, 2018: 92.0})
    fit = sm.WLS(
        series.to_numpy(), sm.add_constant(series.index.to_numpy(float)), weights=range(1, 7)
    ).fit()
    level = fit.predict([[1.0, 2020.0]])[0]
    assert judged(series, "escap").value == pytest.approx((120 - level) / 60)


# Without a target
@pytest.mark.parametrize(
    ("rule", "rates"),
    [
        ("open_sdg", {0.016: "on_track", 0.014: "slow", 0.006: "slow", 0.004: "off_track"}),
        ("open_sdg", {0.0: "off_track", -0.001: "reversing"}),
        ("un_progress_chart", {0.021: "on_track", 0.019: "slow", 0.006: "slow"}),
        ("un_progress_chart", {0.004: "off_track", 0.0: "off_track", -0.001: "reversing"}),
    ],
)
@pytest.mark.parametrize("better", ["up", "down"])
def test_growth_without_a_target(rule, rates, better):
    sign = 1 if better == "up" else -1
    options = {"target": None, "target_year": None, "better": better}
    found = {}
    for rate in rates:
        made = judged({2015: 60, 2018: 60 * (1 + sign * rate) ** 3}, rule, **options)
        assert made.value == pytest.approx(rate)
        found[rate] = made.status
    assert found == rates


@pytest.mark.parametrize("rule", [r for r in RULES if r not in ("open_sdg", "un_progress_chart")])
def test_other_rules_need_a_target(rule):
    made = judged(FIRMS, rule, target=None)
    assert (made.status, made.reason) == ("not_assessable", "this rule needs a target")


# What the known implementations get wrong
@pytest.mark.parametrize("rule", ["open_sdg", "eurostat"])
@pytest.mark.parametrize(("base", "target"), [(0, 120), (60, 0)])
def test_no_compound_rate_from_or_to_0(rule, base, target):
    better = "up" if target else "down"
    made = judged({2015: base, 2018: 30}, rule, target=target, better=better)
    assert (made.status, made.reason) == ("not_assessable", "a value is 0: no compound rate")
    straight = judged({2015: base, 2018: 30}, "sdsn", target=target, better=better)
    assert straight.value == pytest.approx({0: 10 / 24, 60: 10 / 12}[base])


def test_target_of_0_is_no_hindrance_for_the_un():
    """50 to 40 in three years lead to 40 * 0.8 ** (2 / 3) in 2020."""
    made = judged({2015: 50, 2018: 40}, "un_progress_chart", target=0, better="down")
    assert made.value == pytest.approx((50 - 40 * 0.8 ** (2 / 3)) / 50)


@pytest.mark.parametrize("rule", ["open_sdg", "eurostat", "un_progress_chart"])
def test_value_of_the_other_sign_has_no_ratio(rule):
    made = judged({2015: 60, 2018: -5}, rule)
    assert made.reason == "the values have different signs: no compound rate"
    assert np.isnan(made.value)


def test_schedule_works_across_the_signs():
    made = judged({2015: -30, 2018: 15}, "schedule", target=45)
    assert (made.value, made.status) == (pytest.approx(0.6), "on_track")


@pytest.mark.parametrize("rule", RULES)
def test_missing_base_year_is_never_replaced(rule):
    made = judged({2014: 50, 2016: 70, 2018: 92}, rule)
    without = {"destatis", "completion", "probability"}
    assert (made.reason == "no figure for the base year 2015") == (rule not in without)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "no figure at all"),
        ({2015: np.nan, 2018: np.nan}, "no figure at all"),
        ({2012: 50, 2013: 55}, "the figures end before the base year 2015"),
        ({2015: 60}, "no figure after the base year 2015"),
        ({2013: 55, 2015: 60, 2018: np.nan}, "no figure after the base year 2015"),
        ({2015: 60, 2019: 110, 2021: 130}, "no figure for the target year 2020"),
    ],
)
@pytest.mark.parametrize("rule", RULES)
def test_nothing_to_judge_has_its_own_reason(rule, values, reason):
    made = judged(values, rule)
    assert (made.status, made.reason, made.label) == ("not_assessable", reason, "")
    assert np.isnan(made.value)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("base", "target", "values", "status"),
    [
        (130, 120, {2016: 125, 2018: 121}, "met"),
        (130, 120, {2016: 125, 2018: 119}, "reversing"),
        (120, 120, {2018: 120}, "met"),
        (120, 120, {2018: 119}, "reversing"),
    ],
)
def test_target_that_the_base_meets_has_to_be_held(rule, base, target, values, status):
    made = judged({2015: base} | values, rule, target=target)
    assert made.status == status
    assert made.label


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("value", "status"), [(120, "met"), (130, "met"), (119.99, "missed")])
def test_after_the_target_year_there_is_a_verdict_and_no_pace(rule, value, status):
    made = judged({2015: 60, 2016: 70, 2018: 92, 2020: value, 2021: 10}, rule)
    assert (made.status, made.year, made.latest) == (status, 2020, value)


@pytest.mark.parametrize(
    ("values", "flag"),
    [
        ({2015: 60, 2016: 125, 2018: 110}, "relapsed"),
        ({2015: 60, 2016: 130, 2018: 125}, "reached_but_falling"),
        ({2015: 118, 2018: 119}, "tiny_requirement"),
    ],
)
def test_flags(values, flag):
    assert flag in judged(values).flags
    assert judged(FIRMS).flags == ()


def test_level_break_is_flagged_and_no_trend_crosses_it():
    series = pd.Series({2012: 1.0, 2013: 1.0, 2014: 1.0, 2015: 60.0, 2016: 70.0, 2018: 92.0})
    series.attrs = {"breaks": (2016,)}
    assert "level_break" in la.assess(series, **GOAL).flags
    made = la.assess(series, rule="destatis", **GOAL)
    assert made.reason == "fewer than 4 comparable figures in the last 6 years"
    # A line through 70 in 2016 and 92 in 2018 gives 114 in 2020.
    assert la.assess(series, rule="escap", **GOAL).value == pytest.approx(6 / 60)


def test_break_at_the_base_year_is_none():
    series = FIRMS.copy()
    series.attrs = {"breaks": (2015,)}
    assert la.assess(series, **GOAL).flags == ()


@pytest.mark.parametrize(
    ("unit", "target", "value", "status"),
    [
        ("%", 100, 99.0, "met"),
        ("%", 100, 98.9, "on_track"),
        ("", 100, 99.0, "on_track"),
        ("%", 99, 98.5, "on_track"),
    ],
)
def test_un_takes_100_per_cent_as_met_within_a_point(unit, target, value, status):
    made = judged({2015: 60, 2018: value}, "un_progress_chart", target=target, unit=unit)
    assert made.status == status


@pytest.mark.parametrize(
    ("relation", "better", "value", "status"),
    [
        ("at_least", "up", 120, "met"),
        ("above", "up", 120, "on_track"),
        ("above", "up", 120.01, "met"),
        ("at_least", "down", 25, "met"),
        ("at_most", "down", 25, "met"),
        ("below", "down", 25, "on_track"),
        ("exactly", "up", 120, "met"),
        ("exactly", "up", 121, "on_track"),
    ],
)
def test_relation_says_whether_the_target_itself_counts(relation, better, value, status):
    goal = GOAL if better == "up" else DOWN
    base = 60.0 if better == "up" else 50.0
    series = pd.Series({2015: base, 2018: float(value)})
    made = la.assess(series, rule="sdsn", relation=relation, **goal)
    assert made.status == status


def test_exact_target_has_no_probability():
    series = pd.Series([40.0, 44, 47, 52], index=range(2015, 2019))
    made = judged(series, "probability", relation="exactly")
    assert made.reason == "a target to be hit exactly has no probability"


# The door
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rule": "opensdg"}, "no rule 'opensdg'; did you mean 'open_sdg'"),
        ({"better": "higher"}, "better 'higher' is not one of up, down"),
        ({"relation": "atleast"}, "relation 'atleast' is not one of"),
        ({"target_year": 2015}, "the target year 2015 is not after the base year 2015"),
        ({"year": 2014}, "the year of the review, 2014, is before the base year 2015"),
        ({"target": "120"}, "target='120' is not a number"),
        ({"target": np.inf}, "a target is infinite"),
        ({"target": np.nan}, "target=nan is not a number"),
        ({"base_year": 2015.5}, "base_year=2015.5 is not a year"),
        ({"base_year": True}, "base_year=True is not a number"),
        ({"year": "2018"}, "year='2018' is not a number"),
        ({"target_year": None}, "a target needs its year"),
        ({"lang": "fr"}, "language 'fr' is not known"),
        ({"cut_offs": (0.9, 0.6)}, "do not fit the rule open_sdg, whose own are 0.95, 0.6, 0"),
        ({"cut_offs": (0.1, 0.6, 0.9)}, "the best verdict first"),
        ({"rule": "schedule", "tol": -1}, "tol=-1 is not a share of the way"),
    ],
)
def test_refusals(options, message):
    with pytest.raises((la.DataError, la.UnknownNameError), match=message):
        la.assess(FIRMS, **(GOAL | options))


@pytest.mark.parametrize(
    ("series", "message"),
    [
        (pd.Series([1.0, 2.0], index=[2015, 2015]), "2015 stands twice"),
        (pd.Series(["a"], index=[2015]), "not a number"),
        ([60, 92], "needs a pandas Series"),
    ],
)
def test_series_is_checked(series, message):
    with pytest.raises(la.DataError, match=message):
        la.assess(series, **GOAL)


def test_thresholds_are_arguments():
    assert judged(FIRMS, cut_offs=(1.1, 0.6, 0.0)).status == "slow"
    assert judged(FIRMS, "schedule", tol=0.07).status == "on_track"
    assert judged(FIRMS, "escap", cut_offs=(0.2,)).status == "on_track"
    assert la.RULES["open_sdg"].cut_offs == (0.95, 0.6, 0.0)


def test_new_rule_is_one_small_function():
    half = la.Rule(
        "half",
        "test",
        lambda cases: cases.progress,
        cut_offs=(0.5,),
        labels=("half done", "less"),
        statuses=("on_track", "slow"),
    )
    made = judged(FIRMS, half)
    assert (made.rule, made.label, made.status) == ("half", "half done", "on_track")
    silent = la.Rule("silent", "test", lambda cases: cases.latest * np.nan)
    assert judged(FIRMS, silent).reason == "the rule gives no value"


@pytest.mark.parametrize("rule", RULES)
def test_reasons_are_chinese_on_request(rule):
    assert judged({2015: 60}, rule, lang="zh").reason == "2015年基期之后尚无数据"


def test_nothing_later_than_the_review_is_seen():
    late = {2015: 60, 2016: 70, 2017: 84, 2018: 92, 2019: 1}
    early = {year: value for year, value in late.items() if year <= 2018}
    for rule in RULES:
        assert repr(judged(late, rule, year=2018)) == repr(judged(early, rule))


@pytest.mark.parametrize("rule", WITH_CUTS)
def test_every_rule_has_a_word_for_every_step(rule):
    row = la.RULES[rule]
    assert len(row.labels) == len(row.statuses)
    assert len(row.labels) - len(row.cut_offs) == (2 if row.wrong_way else 1)
    assert set(row.statuses) <= set(STATUSES)
    assert row.source


# Properties
positive = st.floats(1, 1e6)
growths = st.floats(-0.3, 0.4).filter(lambda g: abs(g) > 0.01)


@given(positive, growths, st.integers(1, 4), st.sampled_from([1, -1]))
def test_compound_path_has_ratio_1(base, growth, k, sign):
    values = {2015: sign * base, 2015 + k: sign * base * (1 + growth) ** k}
    target = sign * base * (1 + growth) ** 5
    better = "up" if target > sign * base else "down"
    for rule in ("open_sdg", "eurostat", "un_progress_chart"):
        made = judged(values, rule, target=target, better=better)
        assert made.value == pytest.approx(1)
        assert made.status == "on_track"


@given(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3), st.integers(1, 4))
def test_straight_path_is_on_schedule(base, way, k):
    assume(abs(way) > 1e-3)
    values = {2015: base, 2015 + k: base + way * k / 5}
    better = "up" if way > 0 else "down"
    for rule, value in {"sdsn": 1, "schedule": k / 5}.items():
        made = judged(values, rule, target=base + way, better=better)
        assert made.value == pytest.approx(value, rel=1e-6)
        assert made.status == "on_track"


histories = st.lists(st.floats(1, 1e3), min_size=4, max_size=8)


@settings(max_examples=50, deadline=None)
@given(histories, positive, st.sampled_from((*RATIO_RULES[:-1], "escap", "destatis")))
def test_turning_direction_and_sign_changes_nothing(values, target, rule):
    series = pd.Series(values, index=range(2019 - len(values), 2019))
    plain = judged(series, rule, target=target)
    turned = judged(-series, rule, target=-target, better="down")
    assert turned.value == pytest.approx(plain.value, nan_ok=True)
    assert (turned.status, turned.label, turned.flags) == (plain.status, plain.label, plain.flags)


@settings(max_examples=50, deadline=None)
@given(histories, positive, st.sampled_from([0.01, 1000.0]))
def test_unit_changes_nothing(values, target, scale):
    series = pd.Series(values, index=range(2019 - len(values), 2019))
    for rule in (*RATIO_RULES, "escap", "destatis"):
        plain, scaled = (judged(series * s, rule, target=target * s) for s in (1, scale))
        assert scaled.value == pytest.approx(plain.value, rel=1e-6, nan_ok=True)
        assert scaled.status == plain.status


# Many series at once
def panel_of(count, seed=0):
    rng = np.random.default_rng(seed)
    rows = pd.DataFrame(
        {
            "geo": np.repeat(np.arange(count), 8),
            "year": np.tile(np.arange(2012, 2020), count),
            "value": np.round(rng.lognormal(3, 0.5, 8 * count), 3),
        }
    )
    rows.loc[rng.random(len(rows)) < 0.15, "value"] = np.nan
    rows["break"] = rng.random(len(rows)) < 0.05
    targets = pd.DataFrame(
        {
            "geo": np.arange(count),
            "base_year": rng.integers(2013, 2016, count),
            "target": np.round(rng.lognormal(3.2, 0.5, count), 3),
            "target_year": rng.integers(2018, 2022, count),
            "better": rng.choice(["up", "down"], count),
            "relation": rng.choice(["at_least", "above", "at_most", "exactly"], count),
        }
    )
    return rows.sample(frac=1, random_state=seed), targets


def test_panel_is_the_same_as_one_by_one():
    rows, targets = panel_of(60)
    rules = [name for name in RULES if name != "probability"]
    panel = la.assess_panel(rows, targets, rules=rules, year=2019).set_index(["geo", "rule"])
    for goal in targets.to_dict("records"):
        geo = goal.pop("geo")
        own = rows[rows["geo"] == geo].set_index("year")
        # A break at a missing value falls on the next known one.
        marks = (
            own.sort_index()["break"]
            .groupby(own.sort_index()["value"].notna()[::-1].cumsum()[::-1])
            .any()
        )
        known = own.sort_index()["value"].dropna()
        series = known.copy()
        series.attrs = {"breaks": tuple(known.index[marks[marks.index > 0][::-1].to_numpy()])}
        for rule in rules:
            one, row = la.assess(series, rule=rule, year=2019, **goal), panel.loc[(geo, rule)]
            assert row["value"] == pytest.approx(one.value, nan_ok=True), (geo, rule)
            assert (row["status"], row["label"], row["reason"]) == (
                one.status,
                one.label,
                one.reason,
            ), (geo, rule)
            assert row["flags"] == ", ".join(one.flags)


def test_thirty_thousand_series_take_less_than_two_seconds():
    rows, targets = panel_of(30_000)
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        made = la.assess_panel(rows, targets, year=2019)
        seconds.append(time.perf_counter() - start)
    assert len(made) == 30_000 * len(RATIO_RULES)
    assert min(seconds) < 2


def test_target_without_a_series_says_so():
    goals = pd.DataFrame([{"geo": "b"} | GOAL])
    values = pd.DataFrame({"geo": ["a"], "year": [2015], "value": [1.0]})
    assert la.assess_panel(values, goals, rules=["sdsn"])["reason"].item() == "no figure at all"


def test_series_are_told_apart_by_several_columns():
    values = pd.DataFrame(
        {
            "geo": "a",
            "indicator": ["x", "x", "y"],
            "year": [2015, 2018, 2015],
            "value": [60.0, 92, 1],
        }
    )
    goals = pd.DataFrame([{"geo": "a", "indicator": name} | GOAL for name in ("y", "x")])
    made = la.assess_panel(values, goals, by=["geo", "indicator"], rules=["schedule"])
    assert made["status"].tolist() == ["not_assessable", "slow"]


def test_panel_without_targets_is_empty():
    rows, targets = panel_of(3)
    assert la.assess_panel(rows, targets.iloc[:0]).empty


def test_missing_column_of_targets_is_named():
    rows, targets = panel_of(3)
    with pytest.raises(la.DataError, match="the targets have no column 'better'"):
        la.assess_panel(rows, targets.drop(columns="better"))


def test_year_given_twice_names_its_series():
    values = pd.DataFrame({"geo": ["a", "a"], "year": [2015, 2015], "value": [1.0, 2.0]})
    with pytest.raises(la.DataError, match="geo a: the year 2015 stands twice"):
        la.assess_panel(values, pd.DataFrame([{"geo": "a"} | GOAL]))


def test_panel_changes_nothing():
    rows, targets = panel_of(5)
    before = rows.copy(), targets.copy()
    la.assess_panel(rows, targets)
    pd.testing.assert_frame_equal(rows, before[0])
    pd.testing.assert_frame_equal(targets, before[1])


def test_thresholds_of_a_panel_are_arguments():
    values = pd.DataFrame({"geo": "a", "year": [2015, 2018], "value": [60.0, 92.0]})
    goals = pd.DataFrame([{"geo": "a"} | GOAL])
    options = {"rules": ["open_sdg", "schedule"], "cut_offs": {"open_sdg": (1.1, 0.6, 0)}}
    made = la.assess_panel(values, goals, tol=0.1, **options)
    assert made["status"].tolist() == ["slow", "on_track"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"geo": ["a"]}, "panel and targets name their series differently"),
        ({"target": "many"}, "the targets have 'many' in the column target, not a number"),
        ({"base_year": np.nan}, "a target has no base year"),
    ],
)
def test_targets_of_a_panel_are_checked(change, message):
    values = pd.DataFrame({"geo": [1], "year": [2015], "value": [1.0]})
    goals = pd.DataFrame([{"geo": 1} | GOAL]).assign(**change)
    with pytest.raises(la.DataError, match=message):
        la.assess_panel(values, goals)
    with pytest.raises(la.DataError, match="the targets are a list"):
        la.assess_panel(values, [1])


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"labels": ("a",)}, "has 1 cut-offs, so it needs 2 labels and statuses; it has 1 and 2"),
        ({"statuses": ("on_time", "slow")}, "no status 'on_time'; did you mean 'on_track'"),
        ({"value": lambda cases: cases.base[:0]}, "the rule half gives"),
    ],
)
def test_rule_that_does_not_fit_is_refused(parts, message):
    whole = {
        "name": "half",
        "source": "test",
        "value": lambda cases: cases.progress,
        "cut_offs": (0.5,),
        "labels": ("half done", "less"),
        "statuses": ("on_track", "slow"),
    }
    with pytest.raises((la.DataError, la.UnknownNameError), match=message):
        judged(FIRMS, la.Rule(**(whole | parts)))
