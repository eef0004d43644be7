"""What holds of verdicts whatever the figures: better is never judged worse, one or many alike.

Units, mirrors and the order of years are in ``test_rules``.
"""

from __future__ import annotations

import hypothesis
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import linhai_analysis as la
from linhai_analysis.progress.rules import RATIO_RULES

# From the worst to the best.
ORDER = ["missed", "reversing", "off_track", "slow", "on_track", "ahead", "met"]
SIZES = st.integers(1, 10**5).map(lambda n: n / 10)
MORE = st.integers(1, 10**4).map(lambda n: n / 10)
JUDGING = [rule for rule in RATIO_RULES if rule != "completion"]
FEW = hypothesis.settings.default.max_examples // 8


def placed(base, latest, goal, rule, year=2018):
    """How good the verdict is, of higher is better; None where there is none."""
    told = {"base_year": 2015, "target": goal, "target_year": 2020, "better": "up"}
    made = la.assess(pd.Series({2015: base, year: latest}), rule=rule, **told)
    return ORDER.index(made.status) if made.status in ORDER else None


@given(SIZES, SIZES, MORE, MORE)
def test_a_better_figure_is_never_judged_worse(base, latest, way, more):
    for rule in JUDGING:
        less, better = (placed(base, value, base + way, rule) for value in (latest, latest + more))
        assert less is not None
        assert better >= less, rule


@given(SIZES, SIZES, MORE, MORE)
def test_a_harder_target_is_never_judged_better(base, latest, way, more):
    for rule in JUDGING:
        easy, hard = (placed(base, latest, base + goal, rule) for goal in (way, way + more))
        assert hard <= easy, rule


@given(SIZES, MORE, MORE, st.integers(2016, 2018))
def test_the_same_figure_a_year_later_is_never_judged_better(base, gain, way, year):
    for rule in JUDGING:
        first, second = (placed(base, base + gain, base + way, rule, at) for at in (year, year + 1))
        assert second <= first, rule


FIGURES = st.dictionaries(st.integers(2013, 2019), SIZES, min_size=1, max_size=6)
GOALS = st.lists(
    st.tuples(
        FIGURES,
        SIZES,
        st.sampled_from(["up", "down"]),
        st.sampled_from(["level", "multiple", "every_year", "increment"]),
        st.sampled_from(["in_year", "running", "stock"]),
    ),
    min_size=2,
    max_size=4,
)
NAMES = ["indicator", "target", "better", "basis", "counted"]


def plan_of(goals, kind="amount"):
    """A plan in memory of which each indicator has one target."""
    rows = [(f"i{n}", *goal[1:]) for n, goal in goals]
    told = pd.DataFrame(rows, columns=NAMES).assign(kind=kind, unit="t")
    years = [(f"i{n}", year, value) for n, goal in goals for year, value in goal[0].items()]
    targets = told[["indicator", "target", "basis"]].assign(base_year=2015, target_year=2020)
    return la.load_plan(
        {
            "indicators": told[["indicator", "kind", "unit", "better", "counted"]],
            "targets": targets,
            "observations": pd.DataFrame(years, columns=["indicator", "year", "value"]),
        }
    )


@hypothesis.settings(max_examples=FEW)
@given(GOALS)
def test_targets_of_a_plan_are_judged_each_as_if_it_stood_alone(goals):
    numbered = list(enumerate(goals))
    whole = plan_of(numbered)
    for ask in (la.assess_progress, la.scorecard):
        alone = [ask(plan_of([one]), 2018) for one in numbered]
        expected = pd.concat([one for one in alone if len(one)], ignore_index=True)
        made = ask(whole, 2018).reset_index(drop=True)
        pd.testing.assert_frame_equal(made, expected[list(made)], check_dtype=False)


ALIKE = ["status", "progress", "elapsed", "reach_year", "still_cagr", "agreement", "reason"]
ALIKE += [f"by_{rule}" for rule in la.RULES if rule != "completion"]
NEGATED = ["base_value", "target_value", "aim", "actual", "on_path", "other_path", "still_per_year"]


@hypothesis.settings(max_examples=FEW)
@given(st.lists(st.tuples(FIGURES, SIZES), min_size=2, max_size=4))
def test_plan_of_what_should_fall_is_the_mirror_of_one_of_what_should_rise(goals):
    """Every figure and target below 0, less is better: the same verdicts, amounts turned round."""
    one, two = (
        plan_of(
            [
                (n, ({y: sign * v for y, v in values.items()}, sign * goal, better, "level", ""))
                for n, (values, goal) in enumerate(goals)
            ],
            kind="ratio",
        )
        for sign, better in ((1.0, "up"), (-1.0, "down"))
    )
    first, second = (la.scorecard(plan, 2018) for plan in (one, two))
    pd.testing.assert_frame_equal(second[ALIKE], first[ALIKE], rtol=1e-9)
    pd.testing.assert_frame_equal(second[NEGATED], -first[NEGATED], rtol=1e-9)
    assert second["probability"].tolist() == pytest.approx(
        first["probability"].tolist(), rel=1e-6, nan_ok=True
    )


@pytest.mark.parametrize("rule", JUDGING)
def test_all_of_these_rules_take_a_side(rule):
    """So that the comparisons above compare: done is better than in time, and that than nothing."""
    done, timely, none = (placed(100.0, value, 200.0, rule) for value in (200.0, 160.0, 100.0))
    assert done > timely > none
