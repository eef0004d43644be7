"""Rules judged from outside: expected values by hand, from METHODS, or from another program.

Two hand examples run through the file: firms 60 in 2015, 120 wanted in 2020, 92 in 2018; and,
lower is better, 50 in 2015, 25 wanted in 2020, 35 in 2018.
"""

from __future__ import annotations

import re
from itertools import product

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.words import headings, word

UP = {"base_year": 2015, "target": 120.0, "target_year": 2020, "better": "up"}
DOWN = {"base_year": 2015, "target": 25.0, "target_year": 2020, "better": "down"}
FIRMS = {2015: 60.0, 2018: 92.0}
WASTE = {2015: 50.0, 2018: 35.0}
EVERY = (
    "open_sdg",
    "eurostat",
    "un_2023",
    "un_2022",
    "sdsn",
    "escap",
    "destatis",
    "schedule",
    "completion",
    "probability",
)
RATIOS = ("open_sdg", "eurostat", "un_2023", "un_2022", "sdsn", "schedule", "completion")
COMPOUND = ("open_sdg", "eurostat", "un_2023", "un_2022")
NOT_TOLD = "not_assessable"
TINY = 1e-6


def series_of(values, breaks=()):
    series = pd.Series(dict(values), dtype=float)
    if breaks:
        series.attrs["breaks"] = tuple(breaks)
    return series


def judged(values, rule="open_sdg", goal=UP, **options):
    series = values if isinstance(values, pd.Series) else series_of(values)
    return la.assess(series, rule=rule, **(goal | options))


def facts(made):
    """Everything an assessment says, so that two of them can be held against each other."""
    return (
        *(repr(float(number)) for number in (made.value, made.beside, made.latest)),
        made.rule,
        made.status,
        made.label,
        made.reason,
        made.flags,
        made.year,
    )


def verdict(made):
    return made.status, made.label, made.flags, made.reason


# METHODS' two examples


def test_there_are_the_ten_rules_of_the_methods():
    assert tuple(la.RULES) == EVERY


@pytest.mark.parametrize(
    ("rule", "value", "status", "label"),
    [
        ("open_sdg", ((92 / 60) ** (1 / 3) - 1) / (2 ** (1 / 5) - 1), "on_track", "on track"),
        (
            "eurostat",
            ((92 / 60) ** (1 / 3) - 1) / (2 ** (1 / 5) - 1),
            "on_track",
            "significant progress",
        ),
        ("un_2023", (92 * (92 / 60) ** (2 / 3) - 60) / 60, "on_track", "on track"),
        ("un_2022", ((92 / 60) ** (1 / 3) - 1) / (2 ** (1 / 5) - 1), "on_track", "on track"),
        ("sdsn", (32 / 3) / (60 / 5), "slow", "moderately improving"),
        # Two points: the line through them stands at 92 + 2 * 32/3 in 2020.
        ("escap", (120 - (92 + 2 * 32 / 3)) / 60, "slow", "accelerate"),
        ("schedule", 32 / 60, "slow", "滞后于预期"),
        ("completion", 92 / 120, NOT_TOLD, ""),
    ],
)
def test_firms_by_every_rule(rule, value, status, label):
    made = judged(FIRMS, rule)
    assert made.value == pytest.approx(value, rel=1e-12)
    assert (made.rule, made.status, made.label) == (rule, status, label)
    assert (made.year, made.latest, made.flags) == (2018, 92.0, ())


@pytest.mark.parametrize(
    ("rule", "printed"),
    [
        ("open_sdg", "1.0298"),
        ("un_2023", "1.0389"),
        ("sdsn", "0.8889"),
        ("schedule", "0.5333"),
    ],
)
def test_firms_as_the_methods_print_them(rule, printed):
    assert f"{judged(FIRMS, rule).value:.4f}" == printed


def test_schedule_and_completion_name_what_they_are_read_against():
    """0.5333 against 3 of 5 years; 0.767 with 60 of 120 at the base."""
    schedule, completion = judged(FIRMS, "schedule"), judged(FIRMS, "completion")
    assert schedule.beside == pytest.approx(3 / 5)
    assert f"{completion.value:.3f} {completion.beside:.3f}" == "0.767 0.500"
    assert "50.0%" in completion.reason
    assert np.isnan(judged(FIRMS, "sdsn").beside)


@pytest.mark.parametrize(
    ("rule", "value", "status", "label"),
    [
        ("open_sdg", (1 - 0.7 ** (1 / 3)) / (1 - 0.5 ** (1 / 5)), "slow", "moderate"),
        ("eurostat", (1 - 0.7 ** (1 / 3)) / (1 - 0.5 ** (1 / 5)), "slow", "moderate progress"),
        # 35 * 0.7 ** (2/3) = 27.59 in 2020: 22.41 of the 25 that are to go.
        ("un_2023", (50 - 35 * 0.7 ** (2 / 3)) / 25, "slow", "fair progress"),
        (
            "un_2022",
            (1 - 0.7 ** (1 / 3)) / (1 - 0.5 ** (1 / 5)),
            "slow",
            "fair progress, acceleration needed",
        ),
        ("sdsn", (15 / 3) / (25 / 5), "on_track", "on track"),
        ("escap", 0.0, "on_track", "maintain"),  # 35 - 2 * 5 = 25
        ("schedule", 15 / 25, "on_track", "基本符合预期"),
        ("completion", 25 / 35, NOT_TOLD, ""),
    ],
)
def test_waste_by_every_rule(rule, value, status, label):
    made = judged(WASTE, rule, DOWN)
    assert made.value == pytest.approx(value, rel=1e-12, abs=1e-12)
    assert (made.status, made.label) == (status, label)


def test_waste_as_the_methods_print_it():
    assert f"{judged(WASTE, 'open_sdg', DOWN).value:.4f}" == "0.8659"
    assert f"{judged(WASTE, 'schedule', DOWN).value:.2f}" == "0.60"
    assert judged(WASTE, "completion", DOWN).beside == pytest.approx(25 / 50)


def test_two_points_are_no_trend_for_the_weather():
    made = judged(FIRMS, "destatis")
    assert made.status == NOT_TOLD
    assert np.isnan(made.value)


# Every cut-off from both sides and on it: a history whose score is known, for each rule


def with_ratio(score):
    """Growth so far is `score` times the growth that leads from 60 to 120 in five years."""
    return {2015: 60.0, 2018: 60 * (1 + score * (2**0.2 - 1)) ** 3}


def with_continued(score):
    """60 in 2015 and, growing on as before, 60 + 60 score in 2020."""
    return {2015: 60.0, 2018: 60 * (1 + score) ** 0.6}


def with_pace(score):
    """`score` times 12 a year."""
    return {2015: 60.0, 2018: 60 + score * 12 * 3}


def with_gap(score):
    """Straight from 60 in 2015 to 120 - 60 score in 2020."""
    return {2015 + i: 60 + i * (60 - 60 * score) / 5 for i in range(4)}


def with_miss(score):
    """80 in 2018, 40 to go: what is left in 2020 of those 40 is the score."""
    change = (40 - 40 * score) / 2
    return {2018 - back: 80 - back * change for back in range(6)}


def with_lead(score):
    """Done less due: 0.6 is due after three of five years."""
    return {2015: 60.0, 2018: 60 + 60 * (0.6 + score)}


RATIO_STEPS = (
    (1.4, 0),
    (0.95 + TINY, 0),
    (0.95, 0),
    (0.95 - TINY, 1),
    (0.6 + TINY, 1),
    (0.6, 1),
    (0.6 - TINY, 2),
    (TINY, 2),
    (0.0, 2),
    (-TINY, 3),
    (-2.0, 3),
)
WORDS = ("on_track", "slow", "off_track", "reversing")
# rule: (history of a score, steps, labels, common words)
LADDERS = {
    "open_sdg": (
        with_ratio,
        RATIO_STEPS,
        ("on track", "moderate", "limited", "deterioration"),
        WORDS,
    ),
    "eurostat": (
        with_ratio,
        # More than 0.95, more than 0.60, 0 itself.
        [(score, place + (score in (0.95, 0.6))) for score, place in RATIO_STEPS],
        ("significant progress", "moderate progress", "insufficient progress", "moving away"),
        WORDS,
    ),
    "un_2023": (
        with_continued,
        (
            (1.2, 0),
            (0.95 + TINY, 0),
            (0.95, 0),
            (0.95 - TINY, 1),
            (0.1 + TINY, 1),
            (0.1, 1),
            (0.1 - TINY, 2),
            (TINY, 2),
            (0.0, 2),
            (-TINY, 3),
            (-0.5, 3),
        ),
        ("on track", "fair progress", "stagnation or regression", "stagnation or regression"),
        WORDS,
    ),
    "un_2022": (
        with_ratio,
        (
            (1.2, 0),
            (0.95, 0),
            (0.95 - TINY, 1),
            (0.5, 1),
            (0.5 - TINY, 2),
            (0.0, 2),
            (-0.05, 2),
            (-0.1, 2),
            (-0.1 - TINY, 3),
            (-2.0, 3),
        ),
        (
            "on track",
            "fair progress, acceleration needed",
            "limited or no progress",
            "deterioration",
        ),
        WORDS,
    ),
    "sdsn": (
        with_pace,
        (
            (1.5, 0),
            (1 + TINY, 0),
            (1.0, 0),
            (1 - TINY, 1),
            (0.5 + TINY, 1),
            (0.5, 1),
            (0.5 - TINY, 2),
            (TINY, 2),
            (0.0, 2),
            (-TINY, 3),
            (-1.0, 3),
        ),
        ("on track", "moderately improving", "stagnating", "decreasing"),
        WORDS,
    ),
    "escap": (
        with_gap,
        (
            (-0.5, 0),
            (0.0, 0),
            (0.1 - TINY, 0),
            (0.1, 0),
            (0.1 + TINY, 1),
            (1 - TINY, 1),
            (1.0, 1),  # level: the projected end is not worse than the base
            (1 + TINY, 2),
            (3.0, 2),
        ),
        ("maintain", "accelerate", "reverse"),
        ("on_track", "slow", "reversing"),
    ),
    "destatis": (
        with_miss,
        (
            (-0.3, 0),
            (0.0, 0),
            (0.05 - TINY, 0),
            (0.05, 1),  # missed by less than 5 %
            (0.05 + TINY, 1),
            (0.2 - TINY, 1),
            (0.2, 1),  # to 20 %
            (0.2 + TINY, 2),
            (1.0, 2),
            (1 + TINY, 3),
            (2.0, 3),
        ),
        ("sun", "sun and cloud", "cloud", "thunderstorm"),
        WORDS,
    ),
    "schedule": (
        with_lead,
        (
            (0.3, 0),
            (0.05 + TINY, 0),
            (0.05, 1),
            (0.0, 1),
            (-0.05, 1),
            (-0.05 - TINY, 2),
            (-0.6 + TINY, 2),
            (-0.6, 2),  # P = 0 is not below the base
            (-0.6 - TINY, 3),
            (-2.0, 3),
        ),
        ("快于预期", "基本符合预期", "滞后于预期", "低于基期水平"),
        ("ahead", "on_track", "slow", "reversing"),
    ),
}
STEPS = [
    pytest.param(rule, score, place, id=f"{rule} {score:g}")
    for rule, (_, steps, _, _) in LADDERS.items()
    for score, place in steps
]


@pytest.mark.parametrize(("rule", "score", "place"), STEPS)
def test_value_label_and_common_word_at_every_cut_off(rule, score, place):
    history, _, labels, statuses = LADDERS[rule]
    made = judged(history(score), rule)
    shown = made.value - made.beside if rule == "schedule" else made.value
    assert shown == pytest.approx(score, abs=1e-9)
    assert (made.label, made.status) == (labels[place], statuses[place])


@pytest.mark.parametrize(("rule", "score", "place"), STEPS)
def test_every_cut_off_where_lower_is_better(rule, score, place):
    """The same histories below 0: -60 is to fall to -120."""
    history, _, labels, statuses = LADDERS[rule]
    made = judged(
        {year: -value for year, value in history(score).items()}, rule, DOWN, target=-120.0
    )
    assert (made.label, made.status) == (labels[place], statuses[place])


@pytest.mark.parametrize("rule", LADDERS)
def test_table_of_rules_says_what_the_methods_say(rule):
    cuts = {
        "open_sdg": (0.95, 0.60, 0),
        "eurostat": (0.95, 0.60, 0),
        "un_2023": (0.95, 0.10),
        "un_2022": (0.95, 0.5, -0.1),
        "sdsn": (1, 0.5, 0),
        "escap": (0.10, 1),
        "destatis": (0.05, 0.20),
        "schedule": (0.05, -0.05),
    }
    row, (_, _, labels, statuses) = la.RULES[rule], LADDERS[rule]
    assert (row.cut_offs, row.labels, row.statuses) == (cuts[rule], labels, statuses)
    assert row.name == rule


TREND = series_of({2010 + i: 40.0 + 3 * i + 5 * (i % 2) for i in range(9)})


@pytest.mark.parametrize(
    ("target", "relation"),
    [*product((65.5, 66.0, 70.0, 75.0, 80.0, 95.0), ("at_least", "above"))],
)
def test_probability_is_that_of_the_projection_with_its_four_words(target, relation):
    chance = la.project(TREND, to=2020).probability(target, 2020)
    words = [
        (0.9, "ahead", "very likely"),
        (0.5, "on_track", "likely but uncertain"),
        (0.1, "slow", "unlikely but uncertain"),
        (0.0, "off_track", "very unlikely"),
    ]
    expected = next(pair for cut, *pair in words if chance >= cut)
    made = judged(TREND, "probability", target=target, relation=relation)
    assert made.value == pytest.approx(chance, rel=1e-12)
    assert [made.status, made.label] == expected


LEAPS = {year: value + 50 * (year > 2012) for year, value in TREND.items()}


@pytest.mark.parametrize("history", [series_of(dict(TREND.tail(4))), series_of(LEAPS)])
def test_unclear_outlook_is_no_verdict_and_the_probability_stands(history):
    """Four values; nine of which one is 58 more than the one before, where 8 was the most."""
    made = judged(history, "probability", target=130.0)
    assert made.value == pytest.approx(la.project(history, to=2020).probability(130.0, 2020))
    assert (made.status, made.label) == ("not_assessable", "")
    assert made.reason == "unclear: fewer than 5 values, or one change far from the others"


def test_outlook_and_verdict_of_a_scorecard_are_one_answer(tmp_path):
    """Nine values that end at 64, and the last four of them."""
    goals = [{"indicator": name, "target": 65} for name in ("long", "short")]
    known = {"long": TREND.to_dict(), "short": TREND.tail(4).to_dict()}
    card = la.scorecard(small_plan(tmp_path / "plan", goals, known), 2018, "probability")
    assert card["probability"].notna().all()
    told = card.set_index("indicator")[["outlook", "label", "status", "by_probability"]]
    assert told.loc["short"].tolist() == ["unclear", "", "not_assessable", "not_assessable"]
    assert told.loc["long"].tolist() == ["likely but uncertain"] * 2 + ["on_track"] * 2


@pytest.mark.parametrize(("shift", "short"), [(0.0, 0), (-TINY, 0), (TINY, 1)])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_probability_on_its_cut_offs(shift, short, place):
    """A cut-off is put where the value stands: at it and above it counts, below it does not."""
    chance = la.project(TREND, to=2020).probability(70.0, 2020)
    cuts = [0.99, 0.98, 0.02, 0.01]
    cuts = [*cuts[:place], chance + shift, *cuts[place + 2 :]]
    made = judged(TREND, "probability", target=70.0, cut_offs=cuts)
    assert made.status == ("ahead", "on_track", "slow", "off_track")[place + short]


def test_probability_of_a_ceiling_is_that_of_falling_to_it():
    falling = series_of({year: 100 - value for year, value in TREND.items()})
    chance = la.project(falling, to=2020).probability(30.0, 2020, relation="at_most")
    made = judged(falling, "probability", DOWN, target=30.0)
    assert made.value == pytest.approx(chance)
    assert 0.1 < chance < 0.9  # else the test would see nothing


# The line of ESCAP against other programs


@pytest.mark.parametrize("seed", range(4))
def test_escap_is_weighted_least_squares_with_weights_1_to_n(seed):
    """numpy.polyfit squares its weights, statsmodels does not: both give the same line."""
    rng = np.random.default_rng(seed)
    years = np.sort(rng.choice(np.arange(2006, 2018), 5 + seed, replace=False))
    years = np.unique([*years, 2015, 2018])
    values = 60 + 4 * (years - 2015) + rng.normal(0, 5, len(years))
    weights = np.arange(1.0, len(years) + 1)
    slope, level = np.polyfit(years - 2020, values, 1, w=np.sqrt(weights))
    fit = sm.WLS(values, sm.add_constant(years - 2020.0), weights=weights).fit()
    assert fit.params == pytest.approx([level, slope])
    base = values[list(years).index(2015)]
    made = judged(dict(zip(years.tolist(), values, strict=True)), "escap", target=200.0)
    assert made.value == pytest.approx((200 - level) / (200 - base))
    assert made.status == ("reversing" if level < base else "slow")


def test_escap_goes_by_where_the_line_ends_and_not_by_its_slope():
    """A falling line that ends above the base is slow; a rising one that ends below it reverses."""
    peak = {2013: 150.0, 2014: 140.0, 2015: 60.0, 2016: 118.0, 2017: 112.0, 2018: 108.0}
    weights = np.sqrt(np.arange(1.0, 7))
    slope, end = np.polyfit(np.array(list(peak)) - 2020, list(peak.values()), 1, w=weights)
    assert slope < 0 < end - 60
    assert judged(peak, "escap").status == "slow"
    dip = {2013: 20.0, 2014: 30.0, 2015: 90.0, 2016: 40.0, 2017: 45.0, 2018: 50.0}
    slope, end = np.polyfit(np.array(list(dip)) - 2020, list(dip.values()), 1, w=weights)
    assert slope > 0 > end - 90
    assert judged(dip, "escap").status == "reversing"


@pytest.mark.parametrize("value", [0.1, 0.3, 1.1, 7.7, 59.99, 1e6 / 7])
def test_level_series_stagnates_and_does_not_reverse(value):
    """A slope of 0 is not the wrong way, however many points are alike and however written."""
    for count, better in product(range(4, 14), ("up", "down")):
        level = dict.fromkeys(range(2019 - count, 2019), value)
        goal = UP | {"better": better, "target": value * (2 if better == "up" else 0.5)}
        for rule in ("escap", "destatis"):
            made = judged(level, rule, goal)
            expected = "slow" if rule == "escap" else "off_track"
            assert made.status == expected, (rule, count, better)


def test_two_ways_of_writing_one_figure_are_not_a_step_back():
    """0.1 + 0.2 and 0.3 differ in the last digit of the machine."""
    for rule in ("open_sdg", "sdsn", "un_2023"):
        assert judged({2015: 0.1 + 0.2, 2018: 0.3}, rule, target=1.0).status == "off_track"
    assert judged({2015: 0.1 + 0.2, 2018: 0.3}, "schedule", target=1.0).status == "slow"


# Destatis: which points count


@pytest.mark.parametrize(
    ("values", "change"),
    [
        # Six points: the five changes 1, 2, 3, 4, 10 have the mean 4.
        ({2013: 60, 2014: 61, 2015: 63, 2016: 66, 2017: 70, 2018: 80}, 4.0),
        # What is older than six points does not count.
        ({2012: 0, 2013: 60, 2014: 61, 2015: 63, 2016: 66, 2017: 70, 2018: 80}, 4.0),
        # Six data points, not years: 2006 to 2016 every second year, 20 in ten years.
        ({2004: 0, 2006: 60, 2008: 61, 2010: 66, 2012: 70, 2014: 71, 2016: 80}, 2.0),
        # The base is the seventh and does not matter.
        ({2012: 50.0, 2016: 70.0, 2017: 74.0, 2018: 80.0}, 5.0),
        # Four points, and a base that is not known does not matter.
        ({2014: 68, 2016: 70, 2017: 74, 2018: 80}, 3.0),
        ({2015: 68, 2016: 70, 2017: 74, 2018: 80}, 4.0),
    ],
)
def test_weather_continues_the_mean_change(values, change):
    """80 lately, 40 to go: what is missing in 2020 is a share of those 40."""
    goal = UP | {"base_year": min(2015, *values)}
    made = judged(values, "destatis", goal)
    assert made.value == pytest.approx((40 - (2020 - max(values)) * change) / 40)


@pytest.mark.parametrize(
    "values",
    [
        {2016: 70.0, 2017: 74.0, 2018: 80.0},
        {2018: 80.0, 2016: 70.0, 2012: np.nan, 2015: 66.0},
    ],
)
def test_weather_needs_four_points(values):
    made = judged(values, "destatis")
    assert (made.status, made.reason) == (NOT_TOLD, "fewer than 4 comparable figures")


# The UN: within one point of 0 or 100 %


@pytest.mark.parametrize(
    ("unit", "target", "value", "met"),
    [
        ("%", 100.0, 99.5, True),
        ("%", 100.0, 99.0, True),
        ("%", 100.0, 98.999, False),
        ("%", 99.0, 98.5, False),
        ("%", 90.0, 89.5, False),
        ("", 100.0, 99.5, False),
        ("firms", 100.0, 99.5, False),
        ("%", 0.0, 0.5, True),
        ("%", 0.0, 1.0, True),
        ("%", 0.0, 1.001, False),
        ("%", 1.0, 1.5, False),
        ("", 0.0, 0.5, False),
    ],
)
def test_un_within_one_point_where_the_unit_is_per_cent(unit, target, value, met):
    goal = (DOWN if target < 50 else UP) | {"target": target, "unit": unit}
    for rule in ("un_2023", "sdsn"):
        made = judged({2015: 50.0, 2018: value}, rule, goal)
        assert (made.status == "met") == (met and rule == "un_2023"), rule


# Without a target

FREE = {"target": None, "target_year": None}


@pytest.mark.parametrize(
    ("rule", "rate", "label", "status"),
    [
        ("open_sdg", 0.015 + TINY, "on track", "on_track"),
        ("open_sdg", 0.015, "on track", "on_track"),
        ("open_sdg", 0.015 - TINY, "moderate", "slow"),
        ("open_sdg", 0.005, "moderate", "slow"),
        ("open_sdg", 0.005 - TINY, "limited", "off_track"),
        ("open_sdg", 0.0, "limited", "off_track"),
        ("open_sdg", -TINY, "deterioration", "reversing"),
        ("un_2023", 0.02 + TINY, "on track", "on_track"),
        ("un_2023", 0.02, "on track", "on_track"),
        ("un_2023", 0.02 - TINY, "fair progress", "slow"),
        ("un_2023", 0.005, "fair progress", "slow"),
        ("un_2023", 0.005 - TINY, "stagnation or regression", "off_track"),
        ("un_2023", 0.0, "stagnation or regression", "off_track"),
        ("un_2023", -TINY, "stagnation or regression", "reversing"),
        ("un_2022", 0.01, "on track", "on_track"),
        ("un_2022", 0.01 - TINY, "fair progress, acceleration needed", "slow"),
        ("un_2022", 0.005, "fair progress, acceleration needed", "slow"),
        ("un_2022", 0.005 - TINY, "limited or no progress", "off_track"),
        ("un_2022", -0.005, "limited or no progress", "off_track"),
        ("un_2022", -0.005 - TINY, "deterioration", "reversing"),
        # More than 1 %, than 0.1 %, within 0.1 %, down to -1 %: five classes, words of their own.
        ("eurostat", 0.01 + TINY, "significant progress", "on_track"),
        ("eurostat", 0.01, "moderate progress", "slow"),
        ("eurostat", 0.001 + TINY, "moderate progress", "slow"),
        ("eurostat", 0.001, "no progress", "off_track"),
        ("eurostat", 0.0, "no progress", "off_track"),
        ("eurostat", -0.001, "no progress", "off_track"),
        ("eurostat", -0.001 - TINY, "moderate movement away", "reversing"),
        ("eurostat", -0.01, "moderate movement away", "reversing"),
        ("eurostat", -0.01 - TINY, "significant movement away", "reversing"),
    ],
)
@pytest.mark.parametrize("base", [60.0, -60.0])
@pytest.mark.parametrize("better", ["up", "down"])
def test_growth_a_year_where_there_is_no_target(rule, rate, label, status, base, better):
    """A debt of -60 that grows in size gets worse where up is better."""
    towards = np.sign(base) * (1 if better == "up" else -1)
    values = {2015: base, 2018: base * (1 + towards * rate) ** 3}
    made = judged(values, rule, better=better, **FREE)
    assert made.value == pytest.approx(rate, abs=1e-12)
    assert (made.label, made.status, made.reason) == (label, status, "")


@pytest.mark.parametrize(
    ("values", "label", "status"),
    [
        # Mean change and last change in the right direction.
        ({2015: 60, 2016: 62, 2017: 61, 2018: 66}, "sun", "on_track"),
        # The mean only: the last step is down, or none.
        ({2015: 60, 2016: 62, 2017: 67, 2018: 66}, "sun and cloud", "slow"),
        ({2015: 60, 2016: 62, 2017: 66, 2018: 66}, "sun and cloud", "slow"),
        # The last only: up from 55, below 60; back at 60.
        ({2015: 60, 2016: 57, 2017: 55, 2018: 58}, "cloud", "off_track"),
        ({2015: 60, 2016: 57, 2017: 55, 2018: 60}, "cloud", "off_track"),
        # Neither, also where nothing moves.
        ({2015: 60, 2016: 62, 2017: 58, 2018: 55}, "thunderstorm", "reversing"),
        ({2015: 60, 2016: 60, 2017: 60, 2018: 60}, "thunderstorm", "reversing"),
        # Biennial, and the seventh point, 90, is not looked at.
        (
            {2004: 90, 2006: 50, 2008: 52, 2010: 54, 2012: 53, 2014: 56, 2016: 57},
            "sun",
            "on_track",
        ),
    ],
)
def test_weather_without_a_target_goes_by_mean_and_last_change(values, label, status):
    goal = FREE | {"base_year": min(values)}
    made = judged(values, "destatis", **goal)
    assert (made.label, made.status, made.reason) == (label, status, "")
    turned = judged({year: -value for year, value in values.items()}, "destatis", DOWN, **goal)
    assert (turned.label, turned.status) == (label, status)


def test_weather_without_a_target_needs_four_points_and_no_base():
    assert judged({2016: 60, 2017: 61, 2018: 62}, "destatis", **FREE).reason == said("few", "en")
    made = judged({2013: 60, 2014: 61, 2016: 62, 2018: 64}, "destatis", **FREE)
    assert (made.label, made.reason) == ("sun", "")


WITHOUT = ("open_sdg", "eurostat", "un_2023", "un_2022", "destatis")


@pytest.mark.parametrize("rule", [r for r in EVERY if r not in WITHOUT])
def test_the_other_rules_refuse_without_a_target(rule):
    made = judged(TREND, rule, **FREE)
    assert (made.status, made.label) == (NOT_TOLD, "")
    assert made.reason == "this rule needs a target"
    assert np.isnan(made.value)


# What the known implementations get wrong


@pytest.mark.parametrize("better", ["UP", "", None, 1, "higher"])
def test_direction_is_never_guessed(better):
    with pytest.raises(la.DataError, match="better"):
        judged(FIRMS, better=better)


def test_direction_has_no_default():
    goal = {name: value for name, value in UP.items() if name != "better"}
    with pytest.raises(TypeError, match="better"):
        la.assess(series_of(FIRMS), **goal)


@pytest.mark.parametrize("rule", COMPOUND)
def test_base_of_0_has_no_compound_rate_but_a_reason_and_the_straight_line(rule):
    made = judged({2015: 0.0, 2018: 48.0}, rule)
    assert (made.status, made.reason) == (NOT_TOLD, "a value is 0: no compound rate")
    assert np.isnan(made.value)
    assert judged({2015: 0.0, 2018: 48.0}, "sdsn").value == pytest.approx((48 / 3) / (120 / 5))
    assert judged({2015: 0.0, 2018: 48.0}, "schedule").value == pytest.approx(48 / 120)


@pytest.mark.parametrize("rule", ["open_sdg", "eurostat"])
def test_target_of_0_has_no_compound_rate_but_a_reason_and_the_straight_line(rule):
    made = judged({2015: 50.0, 2018: 20.0}, rule, DOWN, target=0.0)
    assert (made.status, made.reason) == (NOT_TOLD, "a value is 0: no compound rate")
    straight = judged({2015: 50.0, 2018: 20.0}, "sdsn", DOWN, target=0.0)
    assert straight.value == pytest.approx((30 / 3) / (50 / 5))


def test_completion_stands_beside_the_base_even_where_that_is_0():
    """0 of 120 is 0 %: a share like any other, and the one that says most."""
    made = judged({2015: 0.0, 2018: 48.0}, "completion")
    assert (made.value, made.beside) == (pytest.approx(0.4), 0.0)
    assert "0.0%" in made.reason


@pytest.mark.parametrize(
    ("values", "target"), [({2015: 60.0, 2018: -5.0}, 120.0), ({2015: -60.0, 2018: -30.0}, 12.0)]
)
def test_other_sign_has_no_ratio_but_the_schedule_still_works(values, target):
    for rule in ("open_sdg", "eurostat"):
        made = judged(values, rule, target=target)
        assert made.reason == "the values have different signs: no compound rate"
        assert made.status == NOT_TOLD
        assert np.isnan(made.value)
    done = (values[2018] - values[2015]) / (target - values[2015])  # -65 of 60; 30 of 72
    made = judged(values, "schedule", target=target)
    assert made.value == pytest.approx(done)
    assert made.status == ("reversing" if done < 0 else "slow")


@pytest.mark.parametrize("values", [{2015: -60.0, 2018: -40.0}, {2015: -60.0, 2018: -75.0}])
@pytest.mark.parametrize("better", ["up", "down"])
def test_ratio_below_0_goes_by_the_size_that_shrinks_or_grows(values, better):
    """R = sign(y0) d CAGR_obs / abs(CAGR_req), written out."""
    target = -30.0 if better == "up" else -120.0
    direction = 1 if better == "up" else -1
    observed = (values[2018] / -60) ** (1 / 3) - 1
    required = (target / -60) ** (1 / 5) - 1
    made = judged(values, goal=UP | {"target": target, "better": better})
    assert made.value == pytest.approx(-direction * observed / abs(required))
    right_way = direction * (values[2018] + 60) > 0
    assert (made.status == "reversing") != right_way


@pytest.mark.parametrize("rule", ["open_sdg", "eurostat", "un_2023", "sdsn", "escap"])
@pytest.mark.parametrize("missing", [{}, {2015: np.nan}])
def test_missing_base_year_is_refused_and_never_replaced(rule, missing):
    made = judged({2014: 55.0, 2016: 70.0, 2017: 81.0, 2018: 92.0} | missing, rule)
    assert (made.status, made.reason) == (NOT_TOLD, "no figure for the base year 2015")
    assert np.isnan(made.value)


def test_another_base_year_is_the_callers_choice():
    """From 70 in 2016: 22 of 50, against two of four years."""
    made = judged({2014: 55.0, 2016: 70.0, 2018: 92.0}, "schedule", base_year=2016)
    assert (made.value, made.beside) == (pytest.approx(0.44), 0.5)


@pytest.mark.parametrize("rule", EVERY)
@pytest.mark.parametrize(
    ("base", "latest", "goal", "status"),
    [
        (130.0, 125.0, UP, "met"),
        (130.0, 120.0, UP, "met"),
        (120.0, 130.0, UP, "met"),
        (24.0, 20.0, DOWN, "met"),
        (130.0, 119.0, UP, "reversing"),
        (120.0, 120.0, UP, "met"),
        (120.0, 121.0, UP, "met"),
        (120.0, 119.9, UP, "reversing"),
        (20.0, 24.0, DOWN, "met"),
        (20.0, 26.0, DOWN, "reversing"),
        (25.0, 25.0, DOWN, "met"),
        (25.0, 25.1, DOWN, "reversing"),
        (0.0, 0.0, DOWN | {"target": 0.0}, "met"),
        (0.0, 0.1, DOWN | {"target": 0.0}, "reversing"),
        (-5.0, -6.0, UP | {"target": -10.0}, "met"),
        (-5.0, -11.0, UP | {"target": -10.0}, "reversing"),
    ],
)
def test_target_that_the_base_meets_is_to_be_held(rule, base, latest, goal, status):
    made = judged({2015: base, 2016: base, 2017: base, 2018: latest}, rule, goal)
    backwards = latest < base if goal["better"] == "up" else latest > base
    if rule == "destatis" and status == "met" and backwards:
        status = "slow"  # met and falling: sun and cloud
    assert (made.status, made.reason) == (status, "")
    assert "tiny_requirement" not in made.flags
    # Of nothing to do no share is done; the trend and the share of the target still say something.
    assert np.isnan(made.value) or rule in ("destatis", "completion", "probability")
    if status == "reversing":
        assert made.label == (la.RULES[rule].labels or [""])[-1] or made.label == "no longer met"


@pytest.mark.parametrize("rule", EVERY)
@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({}, "no_data"),
        ({2015: np.nan, 2016: np.nan}, "no_data"),
        ({2012: 50.0, 2014: 55.0}, "base_after"),
        ({2014: 55.0, 2016: np.nan}, "base_after"),
        ({2015: 60.0}, "only_base"),
        ({2014: 55.0, 2015: 60.0, 2016: np.nan}, "only_base"),
        ({2015: 60.0, 2019: 110.0, 2021: 130.0}, "no_end"),
        ({2015: 60.0, 2019: 110.0, 2020: np.nan, 2021: 130.0}, "no_end"),
    ],
)
def test_nothing_to_judge_is_told_apart_for_every_rule(rule, values, key):
    for lang in ("en", "zh"):
        made = judged(values, rule, lang=lang)
        assert made.reason == said(key, lang)
    assert (made.status, made.label) == (NOT_TOLD, "")
    assert np.isnan(made.value)


def test_year_twice_is_an_error_at_the_door():
    with pytest.raises(la.DataError, match="2018 stands twice"):
        judged(pd.Series([60.0, 92.0, 92.0], index=[2015, 2018, 2018]))


@pytest.mark.parametrize(
    ("values", "flags"),
    [
        (FIRMS, ()),
        ({2015: 60, 2016: 125, 2018: 110}, ("relapsed",)),
        ({2015: 60, 2016: 120, 2018: 119.9}, ("relapsed",)),
        ({2015: 60, 2016: 119.9, 2018: 110}, ()),
        # What happened before the base year is not the plan's.
        ({2014: 125, 2015: 60, 2018: 110}, ()),
        # Reached, relapsed, and reached again.
        ({2015: 60, 2016: 125, 2017: 110, 2018: 121}, ()),
        ({2015: 60, 2017: 130, 2018: 125}, ("reached_but_falling",)),
        ({2015: 60, 2016: 130, 2018: 125}, ("reached_but_falling",)),
        ({2015: 60, 2017: 125, 2018: 125}, ()),
        ({2015: 60, 2017: 124, 2018: 125}, ()),
        ({2015: 60, 2017: 92, 2018: 80}, ()),
        ({2015: 130, 2016: 128, 2018: 125}, ("reached_but_falling",)),
        ({2015: 130, 2016: 128, 2018: 119}, ("relapsed",)),
    ],
)
@pytest.mark.parametrize("rule", EVERY)
def test_reached_and_lost_again_is_not_forgotten(rule, values, flags):
    assert judged(values, rule).flags == flags
    turned = {year: -value for year, value in values.items()}
    assert judged(turned, rule, DOWN, target=-120.0).flags == flags


def test_tiny_requirement_is_flagged_where_the_ratio_explodes():
    """2.98 to 3.00: falling to 2.94 is already -3.3 of the way and -6.7 of the pace at three."""
    goal = UP | {"target": 3.0}
    made = judged({2015: 2.98, 2018: 2.90}, "sdsn", goal)
    assert made.value == pytest.approx((-0.08 / 3) / (0.02 / 5))  # -6.7
    assert made.flags == ("tiny_requirement",)
    grants = judged({2015: 2425.0, 2018: 2460.0}, goal=UP | {"target": 2500.0})
    assert grants.flags == ("tiny_requirement",)  # 3.1 %
    assert judged({2015: 2425.0, 2018: 2460.0}, goal=UP | {"target": 3300.0}).flags == ()
    down = judged({2015: 100.0, 2018: 99.9}, goal=DOWN | {"target": 99.0})
    assert down.flags == ("tiny_requirement",)


@pytest.mark.parametrize(
    ("breaks", "flagged"),
    [((2016,), True), ((2018,), True), ((2015,), False), ((2013,), False), ((2013, 2017), True)],
)
def test_level_break_after_the_base_is_flagged(breaks, flagged):
    values = {year: 60.0 + 10 * (year - 2015) for year in range(2012, 2019)}
    for rule in EVERY:
        made = judged(series_of(values, breaks), rule)
        assert made.flags == (("level_break",) if flagged else ()), rule


def test_level_break_after_the_review_is_not_known_to_it():
    values = {year: 60.0 + 10 * (year - 2015) for year in range(2012, 2020)}
    assert judged(series_of(values, (2019,)), year=2018).flags == ()


def test_trend_starts_at_the_level_break():
    """70 in 2016 and 92 in 2018 lead to 114; the years before are of another kind."""
    values = {2012: 1.0, 2013: 2.0, 2014: 3.0, 2015: 60.0, 2016: 70.0, 2018: 92.0}
    broken = series_of(values, (2016,))
    assert judged(broken, "escap").value == pytest.approx((120 - 114) / 60)
    assert judged(broken, "destatis").reason == said("few", "en")
    assert judged(series_of(values, (2018,)), "escap").reason == said("one_point", "en")
    # The ratio rules go on, from base to latest figure, and the flag warns.
    assert judged(broken, "sdsn").value == pytest.approx(8 / 9)


def test_break_at_a_year_without_figure_falls_on_the_next_one():
    """As `project` and the panels have it: what follows is not comparable with what went before."""
    values = {2014: 58.0, 2015: 60.0, 2016: np.nan, 2017: 80.0, 2018: 92.0}
    broken = series_of(values, (2016,))
    assert "level_break" in la.project(broken, to=2020).flags
    assert judged(broken).flags == ("level_break",)
    assert judged(broken, "escap").value == pytest.approx((120 - (92 + 2 * 12)) / 60)


@pytest.mark.parametrize("rule", EVERY)
@pytest.mark.parametrize(
    ("goal", "value", "status"),
    [
        (UP, 120.0, "met"),
        (UP, 121.0, "met"),
        (UP, 119.9, "missed"),
        (UP, 10.0, "missed"),
        (DOWN, 25.0, "met"),
        (DOWN, 25.1, "missed"),
        (UP | {"relation": "above"}, 120.0, "missed"),
        (UP | {"target": 100.0, "unit": "%"}, 99.8, "missed"),
    ],
)
@pytest.mark.parametrize("later", [{}, {2021: 1000.0}, {2021: 1.0}])
def test_after_the_target_year_it_is_met_or_missed_whatever_the_rule(
    rule, goal, value, status, later
):
    values = {2015: 60.0, 2016: 66.0, 2017: 70.0, 2018: 92.0, 2019: 95.0, 2020: value} | later
    made = judged(values, rule, goal)
    assert (made.status, made.year, made.latest, made.reason) == (status, 2020, value, "")


@pytest.mark.parametrize("rule", EVERY)
def test_target_year_without_base_is_still_met_or_missed(rule):
    assert judged({2016: 60.0, 2020: 120.0}, rule).status == "met"
    assert judged({2016: 60.0, 2020: 119.0}, rule).status == "missed"


@pytest.mark.parametrize("rule", RATIOS)
def test_two_targets_get_two_verdicts(rule):
    """2500 in the text and 3300 in the table: neither is lost."""
    goals = pd.DataFrame(
        [UP | {"geo": "linhai", "target": target} for target in (2500.0, 3300.0, 2500.0)]
    )
    frame = pd.DataFrame({"geo": "linhai", "year": [2015, 2018], "value": [2425.0, 2460.0]})
    made = la.assess_panel(frame, goals, rules=[rule])
    assert made["target"].tolist() == [2500.0, 3300.0, 2500.0]
    assert made["value"].iloc[0] == made["value"].iloc[2] != made["value"].iloc[1]
    # 35 of 75, 35 of 875
    expected = {"schedule": [35 / 75, 35 / 875], "completion": [2460 / 2500, 2460 / 3300]}
    if rule in expected:
        assert made["value"].iloc[:2].tolist() == pytest.approx(expected[rule])


# Relations


@pytest.mark.parametrize(
    ("relation", "better", "below", "on", "above"),
    [
        ("at_least", "up", False, True, True),
        ("above", "up", False, False, True),
        ("exactly", "up", False, True, False),
        ("range", "up", False, True, True),
        ("at_least", "down", True, True, False),
        ("at_most", "down", True, True, False),
        ("above", "down", True, False, False),
        ("below", "down", True, False, False),
        ("exactly", "down", False, True, False),
        ("range", "down", True, True, False),
        # The relation says it outright: a ceiling stays one.
        ("at_most", "up", True, True, False),
        ("below", "up", True, False, False),
    ],
)
@pytest.mark.parametrize("rule", EVERY)
def test_relation_says_what_meets_the_target(rule, relation, better, below, on, above):
    """40 aimed at; one less, itself, one more. The base lies on the side that does not meet."""
    start = 100.0 if better == "down" or relation in ("at_most", "below") else 10.0
    goal = UP | {"target": 40.0, "better": better, "relation": relation}
    for value, met in ((39.0, below), (40.0, on), (41.0, above)):
        before = judged({2015: start, 2018: value}, rule, goal)
        assert (before.status == "met") == met, value
        final = judged({2015: start, 2018: 50.0, 2020: value}, rule, goal)
        assert final.status == ("met" if met else "missed"), value


@pytest.mark.parametrize(
    ("relation", "met"), [("at_least", True), ("above", False), ("exactly", True)]
)
def test_figure_computed_in_another_way_is_the_same_figure(relation, met):
    """0.1 + 0.2 reaches 0.3, and does not exceed it."""
    for value in (0.3, 0.1 + 0.2):
        for target in (0.3, 0.1 + 0.2):
            made = judged({2015: 0.1, 2018: value}, "sdsn", target=target, relation=relation)
            assert (made.status == "met") == met


@pytest.mark.parametrize("relation", ["at_least", "above", "exactly", "range"])
def test_relation_does_not_change_the_value(relation):
    assert judged(FIRMS, "schedule", relation=relation).value == pytest.approx(32 / 60)
    made = judged(WASTE, "schedule", DOWN, relation=relation)
    assert made.value == pytest.approx(15 / 25)
    assert made.status == "on_track"


@pytest.mark.parametrize("rule", ["destatis", "completion"])
def test_exact_target_without_base_goes_by_the_direction_of_the_indicator(rule):
    """Rising towards 120 by 10 a year: 100 in 2017, 130 in 2020; 100 of 120."""
    rising = {2012: 60.0, 2013: 70.0, 2014: 75.0, 2016: 90.0, 2017: 100.0}
    made = judged(rising, rule, relation="exactly")
    plain = judged(rising, rule)
    assert made.value == pytest.approx(plain.value)
    assert made.value == pytest.approx({"destatis": (20 - 3 * 8) / 20, "completion": 5 / 6}[rule])
    assert made.status == {"destatis": "on_track", "completion": NOT_TOLD}[rule]


@pytest.mark.parametrize(
    ("better", "values", "flags"),
    [
        ("up", {2015: 25, 2016: 24, 2018: 25}, ()),
        ("down", {2015: 25, 2016: 26, 2018: 25}, ()),
        ("up", {2015: 25, 2016: 26, 2018: 25}, ("reached_but_falling",)),
        ("down", {2015: 25, 2016: 24, 2018: 25}, ("reached_but_falling",)),
    ],
)
def test_exact_target_at_the_base_goes_by_the_direction_of_the_indicator(better, values, flags):
    """25 at the base and 25 wanted: which way is back is said by `better` alone."""
    made = judged(values, target=25.0, better=better, relation="exactly")
    assert (made.status, made.flags) == ("met", flags)


@pytest.mark.parametrize("relation", ["atleast", "", None, ">="])
def test_unknown_relation_is_refused(relation):
    with pytest.raises(la.DataError, match="relation"):
        judged(FIRMS, relation=relation)


# `year`: the day of the review


@pytest.mark.parametrize("rule", EVERY)
def test_figures_after_the_review_change_nothing(rule):
    early = {2012: 50.0, 2013: 52.0, 2014: 58.0, 2015: 60.0, 2016: 70.0, 2017: 81.0, 2018: 92.0}
    expected = facts(judged(early, rule, year=2018))
    for late in ({2019: 1.0}, {2019: 500.0, 2020: 500.0}, {2020: 1.0, 2025: 1e9}, {2024: np.nan}):
        assert facts(judged(early | late, rule, year=2018)) == expected


@pytest.mark.parametrize(
    ("early", "key"), [({}, "no_data"), ({2013: 50.0}, "base_after"), ({2015: 60.0}, "only_base")]
)
def test_reason_does_not_know_the_figures_after_the_review(early, key):
    assert judged(early, year=2016).reason == said(key, "en")
    assert judged(early | {2019: 90.0}, year=2016).reason == said(key, "en")


@pytest.mark.parametrize(
    ("year", "latest", "due"), [(2016, 70.0, 1 / 5), (2017, 70.0, 1 / 5), (2018, 92.0, 3 / 5)]
)
def test_each_figure_is_judged_by_its_own_date(year, latest, due):
    """A review of 2017 that only has 2016 judges by one year of five."""
    values = FIRMS | {2016: 70.0, 2017: np.nan}
    made = judged(values, "schedule", year=year)
    assert (made.latest, made.beside) == (latest, pytest.approx(due))
    assert made.value == pytest.approx((latest - 60) / 60)


@pytest.mark.parametrize("year", [2018, 2019, 2020])
def test_review_later_than_the_figures_judges_by_the_last_one(year):
    assert facts(judged(FIRMS, "schedule", year=year)) == facts(judged(FIRMS, "schedule"))


@pytest.mark.parametrize("rule", EVERY)
@pytest.mark.parametrize("year", [2021, 2030])
def test_review_after_the_target_year_is_final_or_says_nothing(rule, year):
    """92 in 2018 is no pace in 2030; 119 of 120 in 2020 is missed whatever 2021 brought."""
    made = judged(FIRMS, rule, year=year)
    assert (made.status, made.reason) == (NOT_TOLD, said("no_end", "en"))
    ended = judged(FIRMS | {2020: 119.0, 2021: 130.0}, rule, year=year)
    assert (ended.status, ended.year, ended.latest) == ("missed", 2020, 119.0)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"year": 2014}, "2014"),
        ({"target_year": 2015}, "2015"),
        ({"target_year": 2012}, "2012"),
        ({"target_year": None}, "target_year"),
        ({"target": np.inf}, "infinite"),
        ({"target": "120"}, "'120'"),
        ({"base_year": "2015"}, "'2015'"),
        ({"base_year": None}, "base_year"),
        ({"lang": "de"}, "de"),
    ],
)
@pytest.mark.parametrize("rule", ["open_sdg", "destatis"])
def test_what_makes_no_sense_is_refused_by_name(rule, options, message):
    with pytest.raises(la.DataError, match=message):
        judged(FIRMS, rule, **options)


def test_review_of_the_base_year_itself_is_none_yet():
    assert judged(FIRMS, year=2015).reason == said("only_base", "en")


@pytest.mark.parametrize(
    ("series", "message"),
    [
        (pd.Series(["a", "b"], index=[2015, 2018]), "not a number"),
        (pd.Series([60.0, np.inf], index=[2015, 2018]), "2018"),
        (pd.Series([60.0, 92.0], index=["x", "y"]), "years"),
        (pd.Series([60.0, 92.0], index=[2015.5, 2018]), "2015.5"),
        ({2015: 60.0}, "Series"),
        (None, "Series"),
    ],
)
def test_series_that_is_none_is_refused(series, message):
    with pytest.raises(la.DataError, match=message):
        la.assess(series, **UP)


# Cut-offs and tolerance of the caller


@pytest.mark.parametrize(
    ("rule", "cut_offs", "label"),
    [
        ("open_sdg", (1.02, 0.6, 0), "on track"),
        ("open_sdg", (1.03, 0.6, 0), "moderate"),
        ("open_sdg", (1.2, 1.1, 0), "limited"),
        ("open_sdg", [1.3, 1.2, 1.1], "deterioration"),
        ("open_sdg", np.array([1.02, 0.6, 0.0]), "on track"),
        ("sdsn", (8 / 9, 0.5, 0), "on track"),
        ("un_2023", (1.1, 1.04), "stagnation or regression"),
        ("escap", (0.12, 1), "maintain"),
        ("escap", (0.11, 1), "accelerate"),
        ("escap", (0.05, 0.11), "reverse"),
        ("schedule", (-0.07, -0.1), "快于预期"),
        ("schedule", (0.2, 0.1), "滞后于预期"),
    ],
)
def test_cut_offs_of_the_caller_decide(rule, cut_offs, label):
    assert judged(FIRMS, rule, cut_offs=cut_offs).label == label
    assert la.RULES[rule].cut_offs != tuple(cut_offs)  # the table itself stays


@pytest.mark.parametrize(
    ("tol", "label"),
    [
        (0.06, "滞后于预期"),
        (0.0666, "滞后于预期"),
        (0.0667, "基本符合预期"),
        (0.2, "基本符合预期"),
        (0, "滞后于预期"),
    ],
)
def test_tolerance_of_the_caller_decides(tol, label):
    """0.5333 is 0.0667 behind 0.6."""
    assert judged(FIRMS, "schedule", tol=tol).label == label


def test_no_tolerance_leaves_only_the_schedule_itself_as_expected():
    for value, label in ((96.0, "基本符合预期"), (96.1, "快于预期"), (95.9, "滞后于预期")):
        assert judged({2015: 60.0, 2018: value}, "schedule", tol=0).label == label


@pytest.mark.parametrize(
    ("rule", "options"),
    [
        ("open_sdg", {"cut_offs": (0.95, 0.6)}),
        ("open_sdg", {"cut_offs": (0.95, 0.6, 0.3, 0)}),
        ("open_sdg", {"cut_offs": (0, 0.6, 0.95)}),
        ("open_sdg", {"cut_offs": (0.95, np.nan, 0)}),
        ("open_sdg", {"cut_offs": ("0.95", 0.6, 0)}),
        ("open_sdg", {"cut_offs": ()}),
        ("open_sdg", {"cut_offs": 0.9}),
        ("escap", {"cut_offs": (0.1,)}),
        ("escap", {"cut_offs": (0.1, np.nan)}),
        ("escap", {"cut_offs": (0.1, np.inf)}),
        ("escap", {"cut_offs": (0.1, None)}),
        ("escap", {"cut_offs": (1.0, 0.1)}),
        ("destatis", {"cut_offs": (0.2, 0.05)}),
        ("completion", {"cut_offs": (0.5,)}),
        ("schedule", {"tol": -0.01}),
        ("schedule", {"tol": 1}),
        ("schedule", {"tol": 5}),
        ("schedule", {"tol": np.nan}),
        ("schedule", {"tol": "0.05"}),
        ("schedule", {"tol": True}),
    ],
)
def test_cut_offs_and_tolerances_that_do_not_fit_are_refused(rule, options):
    """A cut-off that is no number would let everything pass."""
    with pytest.raises(la.DataError, match=next(iter(options))):
        judged(FIRMS, rule, **options)


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("opensdg", "open_sdg"),
        ("sdns", "sdsn"),
        ("eurostats", "eurostat"),
        ("schedul", "schedule"),
        ("un_progress_chart", "un_2023"),  # its name before
    ],
)
def test_unknown_rule_offers_the_nearest(asked, offered):
    with pytest.raises(la.UnknownNameError, match=f"did you mean '{offered}'"):
        judged(FIRMS, asked)
    with pytest.raises(KeyError):
        la.assess_panel(*small_panel(), rules=[asked])


# A rule of the user's own


def own_rule(**options):
    plain = {
        "name": "own",
        "source": "a test",
        "value": lambda cases: (cases.latest - cases.base) / (cases.target - cases.base),
        "cut_offs": (0.5,),
        "labels": ("half", "less"),
        "statuses": ("on_track", "slow"),
    }
    return la.Rule(**(plain | options))


THREE = {"labels": ("half", "less", "away"), "statuses": ("on_track", "slow", "reversing")}


@pytest.mark.parametrize(
    ("options", "value", "status"),
    [
        ({}, 90.0, "on_track"),
        ({}, 89.9, "slow"),
        ({"strict": True}, 90.0, "slow"),
        ({"strict": True}, 90.1, "on_track"),
        ({"small_is_good": True}, 90.1, "slow"),
        ({"small_is_good": True}, 90.0, "on_track"),
        ({"small_is_good": True, "strict": True}, 90.0, "slow"),
        # Less what it is read against: 0.5 of the way beyond 3 of 5 years.
        ({"beside": lambda cases: cases.elapsed, "relative": True}, 119.0, "slow"),
        ({"wrong_way": lambda cases: cases.latest < 100} | THREE, 99.0, "reversing"),
        ({"wrong_way": lambda cases: cases.latest < 99} | THREE, 99.0, "on_track"),
        ({"nearly_met": lambda cases: cases.latest > 110}, 111.0, "met"),
    ],
)
def test_own_rule_is_judged_as_it_says(options, value, status):
    made = judged({2015: 60.0, 2018: value}, own_rule(**options))
    assert (made.rule, made.status) == ("own", status)
    assert made.value == pytest.approx((value - 60) / 60)


def test_own_rule_obeys_what_holds_under_every_rule():
    rule = own_rule(met="there")
    assert judged({2015: 60.0, 2018: 120.0}, rule).label == "there"
    assert judged({2015: 60.0, 2020: 119.0}, rule).status == "missed"
    assert judged({2015: 60.0}, rule).reason == said("only_base", "en")
    assert judged({2016: 60.0, 2018: 70.0}, rule).reason == said("no_base", "en")
    assert judged(FIRMS, rule, target=None).reason == said("needs_target", "en")
    assert judged(FIRMS, rule, cut_offs=(0.54,)).status == "slow"


def test_own_rule_may_do_without_target_or_base():
    free = own_rule(without_target=(0.03,))
    grown = {2015: 100.0, 2018: 110.0}  # 3.2 % a year
    assert judged(grown, free, **FREE).label == "half"
    assert judged({2015: 100.0, 2018: 109.0}, free, **FREE).label == "less"
    share = own_rule(value=lambda cases: cases.latest / cases.target, needs_base=False)
    made = judged({2016: 70.0, 2018: 92.0}, share)
    assert (made.value, made.status) == (pytest.approx(92 / 120), "on_track")


@pytest.mark.parametrize(
    "options",
    [
        {"labels": ("half",)},
        {"statuses": ("on_track", "slow", "off_track")},
        {"statuses": ("on_track", "slowly")},
        {"cut_offs": (0.5, 0.2)},
        {"wrong_way": lambda cases: cases.latest < 100},
    ],
)
def test_own_rule_that_does_not_add_up_is_refused(options):
    with pytest.raises((la.DataError, la.UnknownNameError)):
        judged(FIRMS, own_rule(**options))


def test_own_rule_says_why_it_has_no_value():
    silent = own_rule(value=lambda cases: np.full(len(cases), np.nan))
    assert judged(FIRMS, silent).reason == said("no_value", "en")
    reason = own_rule(value=silent.value, why=lambda cases: np.full(len(cases), "too early"))
    for lang in ("en", "zh"):
        assert judged(FIRMS, reason, lang=lang).reason == "too early"
    keyed = own_rule(value=silent.value, why=lambda cases: np.full(len(cases), "few"))
    assert judged(FIRMS, keyed, lang="zh").reason == said("few", "zh")


def test_own_rule_judges_panels_beside_the_published_ones():
    frame, goals = small_panel()
    made = la.assess_panel(frame, goals, rules=["sdsn", own_rule()])
    assert made["rule"].tolist() == ["sdsn", "own"] * len(goals)
    assert made.loc[made["rule"] == "own", "status"].tolist() == ["on_track", NOT_TOLD]


# Reasons, in both languages


def said(key, lang, **facts):
    return word(f"no_verdict.{key}", lang, **({"base_year": 2015, "target_year": 2020} | facts))


CAUSES = {
    "no_data": ({}, "open_sdg", {}),
    "base_after": ({2014: 50.0}, "open_sdg", {}),
    "only_base": ({2015: 60.0}, "open_sdg", {}),
    "no_end": ({2015: 60.0, 2021: 90.0}, "open_sdg", {}),
    "no_base": ({2016: 60.0, 2018: 92.0}, "sdsn", {}),
    "needs_target": (FIRMS, "sdsn", FREE),
    "zero": ({2015: 0.0, 2018: 92.0}, "eurostat", {}),
    "signs": ({2015: -1.0, 2018: 92.0}, "un_2023", {}),
    "share": ({2015: -90.0, 2018: -50.0}, "completion", {"target": -30.0}),
    "few": (FIRMS, "destatis", {}),
    "one_point": ({2015: 60.0, 2018: 92.0}, "escap", {}),
    "exactly": (dict(TREND), "probability", {"relation": "exactly"}),
    "unclear": (dict(TREND.tail(4)), "probability", {}),
    "no_verdict": (FIRMS, "completion", {}),
    "no_verdict_no_base": ({2016: 60.0, 2018: 92.0}, "completion", {}),
    "no_value": (FIRMS, own_rule(value=lambda cases: cases.base * np.nan), {}),
}
OF_PLANS = {"budget", "missing_year", "base_not_positive"}


def test_every_reason_is_provoked_here():
    assert set(headings("no_verdict.").values()) == set(CAUSES) | OF_PLANS


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("key", CAUSES)
def test_reason_in_words(key, lang):
    values, rule, options = CAUSES[key]
    series = series_of(values, (2018,) if key == "one_point" else ())
    made = judged(series, rule, lang=lang, **options)
    assert made.reason == said(key, lang, at_base="50.0%")
    assert (made.status, made.label) == (NOT_TOLD, "")
    assert not re.search("[{}]|nan", made.reason)
    assert bool(re.search("[\u4e00-\u9fff]", made.reason)) == (lang == "zh")


@pytest.mark.parametrize("rule", COMPOUND)
def test_reason_of_the_growth_without_a_target(rule):
    for base, key in ((0.0, "zero"), (-5.0, "signs")):
        made = judged({2015: base, 2018: 92.0}, rule, **FREE)
        assert made.reason == said(key, "en")
    made = judged({2016: 60.0, 2018: 92.0}, rule, **FREE)
    assert made.reason == said("no_base", "en")


def test_reason_of_a_projection_is_chinese_on_request():
    """A series of zeros has no projection, and the sentence that says so has a language too."""
    zeros = dict.fromkeys(range(2010, 2019), 0.0)
    assert judged(zeros, "probability").reason.isascii()
    reason = judged(zeros, "probability", lang="zh").reason
    assert re.search("[\u4e00-\u9fff]", reason), reason


# Properties

SIZES = st.floats(0.5, 1e5)
RATES = st.one_of(st.floats(0.01, 0.5), st.floats(-0.4, -0.01))


@given(SIZES, RATES, st.sampled_from([1, -1]), st.integers(3, 12), st.data())
def test_on_the_compound_path_the_ratio_is_1(size, rate, sign, n, data):
    k = data.draw(st.integers(1, n - 1))
    base = sign * size
    target = base * (1 + rate) ** n
    goal = UP | {"target": target, "target_year": 2015 + n}
    goal |= {"better": "up" if target > base else "down"}
    for rule in COMPOUND:
        made = judged({2015: base, 2015 + k: base * (1 + rate) ** k}, rule, goal)
        assert made.value == pytest.approx(1, rel=1e-9)
        assert made.status == "on_track"


@given(
    st.floats(-1e3, 1e3),
    st.one_of(st.floats(0.1, 1e3), st.floats(-1e3, -0.1)),
    st.integers(5, 10),
    st.data(),
)
def test_on_the_straight_line_every_linear_rule_is_content(base, step, n, data):
    """sdsn 1, done as much as due, the line and the mean change lead to the target itself."""
    k = data.draw(st.integers(3, n - 1))
    values = {2015 + i: base + i * step for i in range(k + 1)}
    goal = UP | {"target": base + n * step, "target_year": 2015 + n}
    goal |= {"better": "up" if step > 0 else "down"}
    expected = {"sdsn": 1.0, "schedule": k / n, "escap": 0.0, "destatis": 0.0}
    for rule, value in expected.items():
        made = judged(values, rule, goal)
        assert made.value == pytest.approx(value, abs=1e-7)
        assert made.status == "on_track", rule


@st.composite
def questions(draw):
    """A history with gaps, missing values and breaks, and what is asked of it."""
    years = draw(st.lists(st.integers(2008, 2021), min_size=1, max_size=10, unique=True))
    number = st.one_of(
        *(st.integers(-1000 * n, 1000 * n).map(lambda x, n=n: x / n) for n in (1, 300))
    )
    values = [draw(st.one_of(number, number, number, st.just(np.nan))) for _ in years]
    series = pd.Series(values, index=years, dtype=float)
    known = series.dropna().index.tolist()
    breaks = draw(st.lists(st.sampled_from(known), max_size=2)) if known else []
    series.attrs["breaks"] = tuple(breaks)
    goal = {
        "base_year": draw(st.sampled_from([2012, 2014, 2015])),
        "target": draw(st.one_of(number, number, st.none())),
        "target_year": draw(st.sampled_from([2018, 2020, 2025])),
        "better": draw(st.sampled_from(["up", "down"])),
        "relation": draw(st.sampled_from(["at_least", "above", "exactly", "range"])),
        "year": draw(st.sampled_from([None, 2016, 2019])),
    }
    return series, goal


def mirrored(series, goal):
    turned = -series
    turned.attrs = series.attrs
    target = None if goal["target"] is None else -goal["target"]
    flipped = {"up": "down", "down": "up"}[goal["better"]]
    return turned, goal | {"target": target, "better": flipped}


@given(questions())
def test_mirror_image_gets_the_same_verdict(question):
    """Values and target negated, better flipped: nothing changes, not even in the last digit."""
    series, goal = question
    turned, other = mirrored(series, goal)
    for rule in ("open_sdg", "eurostat", "un_2023", "sdsn", "escap", "destatis"):
        one, two = (judged(s, rule, g) for s, g in ((series, goal), (turned, other)))
        assert facts(two)[:2] == facts(one)[:2], rule
        assert verdict(two) == verdict(one), rule
    one, two = judged(series, "schedule", goal), judged(turned, "schedule", other)
    assert (facts(two)[:2], verdict(two)) == (facts(one)[:2], verdict(one))


@given(questions(), st.sampled_from([1 / 1024, 1 / 2, 8, 4096]))
def test_unit_changes_nothing(question, factor):
    """By a power of two, so that the machine rounds alike: the same to the last digit."""
    series, goal = question
    target = None if goal["target"] is None else goal["target"] * factor
    scaled = series * factor
    scaled.attrs = series.attrs
    for rule in EVERY[:-1]:
        one, two = judged(series, rule, goal), judged(scaled, rule, goal | {"target": target})
        assert facts(two)[:2] == facts(one)[:2], rule
        assert verdict(two) == verdict(one), rule


@pytest.mark.parametrize("rule", EVERY)
@pytest.mark.parametrize("factor", [1e-4, 1e-2, 1e4, 1e8])
def test_yuan_and_ten_thousand_yuan_say_the_same(rule, factor):
    one = judged(TREND, rule, target=75.0)
    two = judged(TREND * factor, rule, target=75.0 * factor)
    assert two.value == pytest.approx(one.value, rel=1e-6)
    assert two.beside == pytest.approx(one.beside, nan_ok=True)
    assert verdict(two) == verdict(one)


@given(questions(), st.randoms(use_true_random=False))
def test_order_of_the_years_changes_nothing(question, random):
    series, goal = question
    order = list(series.index)
    random.shuffle(order)
    shuffled = series.loc[order]
    shuffled.attrs = series.attrs
    for rule in EVERY[:-1]:
        assert facts(judged(shuffled, rule, goal)) == facts(judged(series, rule, goal))


@given(questions())
def test_every_verdict_is_a_known_word_with_either_label_or_reason(question):
    series, goal = question
    for rule in EVERY[:-1]:
        made = judged(series, rule, goal)
        told = made.status != NOT_TOLD
        assert made.status in ("met", "missed", "ahead", *WORDS, NOT_TOLD)
        assert bool(made.label) == told
        assert bool(made.reason) == (not told)
        assert not re.search("nan|inf", made.reason)
        assert not np.isinf(made.value)


@given(questions())
def test_nothing_after_the_review_is_seen(question):
    series, goal = question
    year = goal["year"] or 2017
    seen = series[series.index <= year]
    seen.attrs = series.attrs
    for rule in EVERY[:-1]:
        whole = judged(series, rule, goal | {"year": year})
        assert facts(whole) == facts(judged(seen, rule, goal | {"year": year})), rule


def test_nothing_is_mutated():
    series = series_of(dict(TREND), (2012,)).sample(frac=1, random_state=1)
    before, attrs, rules = series.copy(), dict(series.attrs), dict(la.RULES)
    for rule in EVERY:
        la.assess(series, rule=rule, **(UP | {"target": 75.0}))
    pd.testing.assert_series_equal(series, before)
    assert (series.attrs, dict(la.RULES)) == (attrs, rules)
    frame, goals = small_panel()
    copies = frame.copy(), goals.copy()
    la.assess_panel(frame, goals, rules=EVERY, cut_offs={"sdsn": [0.9, 0.5, 0.0]}, tol=0.1)
    pd.testing.assert_frame_equal(frame, copies[0])
    pd.testing.assert_frame_equal(goals, copies[1])
    assert dict(la.RULES) == rules


# Panels


def small_panel():
    frame = pd.DataFrame(
        {
            "geo": ["a", "b", "a"],
            "year": [2018, 2015, 2015],
            "value": [92.0, 10.0, 60.0],
            "break": [False, False, False],
        }
    )
    return frame, pd.DataFrame([{"geo": "a"} | UP, {"geo": "b"} | UP])


def random_panel(count, seed, years=range(2011, 2022)):
    """Series with gaps, missing values, breaks and every sort of target, rows in any order."""
    rng = np.random.default_rng(seed)
    size = count * len(years)
    frame = pd.DataFrame(
        {
            "geo": np.repeat([f"g{i}" for i in range(count)], len(years)),
            "year": np.tile(list(years), count),
            "value": np.round(rng.lognormal(3, 0.5, size) * rng.choice([1, 1, 1, -1], size), 2),
        }
    )
    frame.loc[rng.random(size) < 0.15, "value"] = np.nan
    frame.loc[rng.random(size) < 0.03, "value"] = 0.0
    frame["break"] = (rng.random(size) < 0.06) & frame["value"].notna()
    frame = frame[rng.random(size) > 0.1].sample(frac=1, random_state=seed)
    goals = pd.DataFrame(
        {
            "geo": rng.permutation([f"g{i}" for i in range(count)]),
            "base_year": rng.integers(2012, 2017, count),
            "target": np.round(rng.lognormal(3.2, 0.5, count), 2),
            "target_year": rng.integers(2018, 2026, count),
            "better": rng.choice(["up", "down"], count),
            "relation": rng.choice(
                ["at_least", "above", "at_most", "below", "exactly", "range"], count
            ),
            "unit": rng.choice(["%", ""], count),
        }
    )
    goals.loc[rng.random(count) < 0.1, "target"] = np.nan
    goals.loc[rng.random(count) < 0.1, "target"] = 0.0
    goals.loc[rng.random(count) < 0.1, "target"] = 100.0
    return frame, goals


def row_by_row(frame, goals, rules, **options):
    """The same by `assess`, one series and rule after the other."""
    for goal in goals.to_dict("records"):
        own = frame[frame["geo"] == goal.pop("geo")].set_index("year")
        series = own["value"].copy()
        series.attrs["breaks"] = tuple(own.index[own["break"]])
        goal["target"] = None if np.isnan(goal["target"]) else goal["target"]
        for rule in rules:
            yield la.assess(series, rule=rule, **goal, **options)


@pytest.mark.parametrize(
    ("seed", "year", "lang", "rules"),
    [
        (1, None, "en", EVERY[:-1]),
        (2, 2017, "zh", EVERY[:-1]),
        (3, 2019, "en", (*RATIOS, own_rule())),
        (4, None, "en", ("probability", "destatis")),
    ],
)
def test_panel_says_what_assess_says_row_by_row(seed, year, lang, rules):
    frame, goals = random_panel(60 if "probability" not in rules else 25, seed)
    options = {"year": year, "lang": lang}
    made = la.assess_panel(frame, goals, rules=rules, **options)
    ones = list(row_by_row(frame, goals, rules, **options))
    for name in ("rule", "status", "label", "reason"):
        assert made[name].tolist() == [getattr(one, name) for one in ones], name
    for name in ("value", "beside", "latest"):
        expected = [getattr(one, name) for one in ones]
        assert made[name].tolist() == pytest.approx(expected, rel=1e-9, nan_ok=True), name
    assert made["notes"].tolist() == [one.flags for one in ones]
    years = [None if pd.isna(year) else year for year in made["year"]]
    assert years == [one.year for one in ones]
    assert made["geo"].tolist() == np.repeat(goals["geo"], len(rules)).tolist()
    assert made["status"].nunique() > 3  # else the test would see little


def test_panel_of_every_sort_gives_every_word():
    """The random panels are worth something: all common words and most reasons come up."""
    frame, goals = random_panel(300, 5)
    made = la.assess_panel(frame, goals, rules=EVERY[:-1])
    assert set(made["status"]) == {"met", "missed", "ahead", *WORDS, NOT_TOLD}
    assert made["reason"].nunique() > 8


def test_order_of_rows_does_not_matter():
    frame, goals = random_panel(50, 6)
    straight = la.assess_panel(frame.sort_values(["geo", "year"]), goals, rules=EVERY[:-1])
    for seed in range(3):
        other = frame.sample(frac=1, random_state=seed)
        pd.testing.assert_frame_equal(la.assess_panel(other, goals, rules=EVERY[:-1]), straight)


def test_order_of_targets_is_kept():
    frame, goals = random_panel(50, 7)
    made = la.assess_panel(frame, goals, rules=["sdsn"]).set_index("geo")["value"]
    back = la.assess_panel(frame, goals.iloc[::-1], rules=["sdsn"]).set_index("geo")["value"]
    pd.testing.assert_series_equal(back.iloc[::-1], made)


def test_break_in_a_panel_is_that_of_the_series():
    """The mark at a missing value falls on the next one, in both."""
    frame = pd.DataFrame(
        {"geo": "a", "year": range(2014, 2019), "value": [58.0, 60.0, np.nan, 80.0, 92.0]}
    )
    frame["break"] = frame["year"] == 2016
    goals = pd.DataFrame([{"geo": "a"} | UP])
    rules = ("sdsn", "escap", "destatis", "schedule")
    made = la.assess_panel(frame, goals, rules=rules)
    ones = list(row_by_row(frame, goals, rules))
    assert made["value"].tolist() == pytest.approx([one.value for one in ones], nan_ok=True)
    assert made["notes"].tolist() == [one.flags for one in ones]


def test_series_that_is_not_there_says_so():
    frame, goals = small_panel()
    stranger = goals.assign(geo=["nowhere", "a"])
    made = la.assess_panel(frame, stranger, rules=["sdsn", "completion"])
    assert made["reason"].tolist()[:2] == [said("no_data", "en")] * 2
    assert made["value"].iloc[2] == pytest.approx(8 / 9)


@pytest.mark.parametrize("lines", ["no rows", "nothing known"])
def test_panel_without_figures_says_so(lines):
    frame, goals = small_panel()
    frame = frame.iloc[:0] if lines == "no rows" else frame.assign(value=np.nan)
    made = la.assess_panel(frame, goals, rules=["sdsn", "probability"])
    assert made["reason"].tolist() == [said("no_data", "en")] * 4


def test_no_targets_give_an_empty_table_with_its_columns():
    frame, goals = small_panel()
    made = la.assess_panel(frame, goals.iloc[:0], rules=EVERY)
    whole = la.assess_panel(frame, goals, rules=EVERY)
    assert made.empty
    assert made.columns.tolist() == whole.columns.tolist()


def test_targets_of_any_index_are_judged_once_each():
    """Two tables of targets put below each other keep the index of each."""
    frame, goals = small_panel()
    both = pd.concat([goals, goals.assign(target=150.0)])
    made = la.assess_panel(frame, both, rules=["schedule", "sdsn"])
    assert made["target"].tolist() == [120.0] * 4 + [150.0] * 4
    assert made["value"].iloc[[0, 4]].tolist() == pytest.approx([32 / 60, 32 / 90])


def test_series_are_told_apart_by_several_columns():
    frame = pd.DataFrame(
        [
            ("a", "x", 2015, 60.0),
            ("a", "y", 2015, 100.0),
            ("b", "x", 2015, 10.0),
            ("a", "x", 2018, 92.0),
            ("a", "y", 2018, 106.0),
        ],
        columns=["geo", "indicator", "year", "value"],
    )
    names = [("b", "x"), ("a", "y"), ("a", "x")]
    goals = pd.DataFrame([UP | {"geo": geo, "indicator": name} for geo, name in names])
    made = la.assess_panel(frame, goals, by=["geo", "indicator"], rules=["schedule"])
    assert list(zip(made["geo"], made["indicator"], strict=True)) == names
    assert made["value"].tolist() == pytest.approx([np.nan, 6 / 20, 32 / 60], nan_ok=True)


@pytest.mark.parametrize("column", ["geo", "year", "value"])
def test_missing_column_of_the_panel_is_named(column):
    frame, goals = small_panel()
    with pytest.raises(la.DataError, match=column):
        la.assess_panel(frame.drop(columns=column), goals)


@pytest.mark.parametrize("column", ["geo", "base_year", "target", "target_year", "better"])
def test_missing_column_of_the_targets_is_named(column):
    frame, goals = small_panel()
    with pytest.raises(la.DataError, match=column):
        la.assess_panel(frame, goals.drop(columns=column))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"better": "higher"}, "better"),
        ({"relation": "atleast"}, "relation"),
        ({"target_year": 2015}, "2015"),
        ({"target": np.inf}, "infinite"),
        ({"target": "many"}, "target"),
        ({"base_year": np.nan}, "base.year"),
        ({"target_year": np.nan}, "target.year|needs its year"),
    ],
)
def test_targets_of_a_panel_are_checked_as_those_of_one_series(changes, message):
    frame, goals = small_panel()
    with pytest.raises(la.DataError, match=message):
        la.assess_panel(frame, goals.assign(**changes))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"year": 2014}, "2014"),
        ({"tol": -1, "rules": ["schedule"]}, "tol"),
        ({"lang": "xx"}, "xx"),
        ({"cut_offs": {"sdsn": (1, 2)}}, "cut_offs"),
        ({"cut_offs": {"sdns": (1, 0.5, 0)}}, "did you mean 'sdsn'"),
        ({"by": "place"}, "place"),
    ],
)
def test_options_of_a_panel_are_checked(options, message):
    with pytest.raises((la.DataError, la.UnknownNameError), match=message):
        la.assess_panel(*small_panel(), **options)


def test_year_twice_in_a_panel_names_its_series():
    frame, goals = small_panel()
    with pytest.raises(la.DataError, match=r"geo a.*2018"):
        la.assess_panel(pd.concat([frame, frame.iloc[:1]]), goals)


def test_cut_offs_and_tolerance_reach_a_panel():
    values = pd.DataFrame({"geo": "a", "year": [2015, 2018], "value": [60.0, 92.0]})
    goals = pd.DataFrame([{"geo": "a"} | UP])
    options = {"rules": ["open_sdg", "schedule"], "cut_offs": {"open_sdg": (1.1, 0.6, 0)}}
    made = la.assess_panel(values, goals, tol=0.1, **options)
    assert made["status"].tolist() == ["slow", "on_track"]


def test_one_rule_may_be_named_without_a_list():
    frame, goals = small_panel()
    one = la.assess_panel(frame, goals, rules="sdsn")
    pd.testing.assert_frame_equal(one, la.assess_panel(frame, goals, rules=["sdsn"]))
