"""Plans borrow from the shipped panels by themselves; rates, multiples and uncertain bases."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.cli import main
from linhai_analysis.errors import DataError
from linhai_analysis.projection.outlook import outlook_words
from linhai_analysis.reference.outlook import own_outlook
from linhai_analysis.report.tables.progress import borrowed_sentence

RISING = {2010: 40, 2011: 44, 2012: 47, 2013: 52, 2014: 55, 2015: 60}
PATENTS = {"indicator": "x1", "name_zh": "专利授权量", "unit": "件", "kind": "count"}


def firms(folder, **target):
    return small_plan(folder, [{"indicator": "a", "target": 80} | target], {"a": RISING})


def patents(folder, place="t1", **book):
    """A plan that calls the shipped indicator by its Chinese name, with figures of 2010 to 2015."""
    plan = small_plan(folder, [PATENTS | {"target": 80} | book], {"x1": RISING})
    frames = {name: getattr(plan, name) for name in ("indicators", "targets", "observations")}
    geos = pd.DataFrame({"geo": ["t1"], "name_en": ["Town"], "name_zh": [place]})
    return la.load_plan(frames | {"geos": geos})


def panel():
    return la.load_panel().query("indicator == 'patents_granted'")


def test_outlook_that_is_refused_says_why_in_the_language_asked_for(tmp_path):
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 80}], {"a": {2015: 60}})
    target = {"indicator": "a", "target_year": 2020, "quantity": "level"}
    told = {lang: own_outlook(plan, target, None, lang).reason for lang in ("en", "zh")}
    assert told["en"] == "one figure only: no trend can be seen"
    assert told["zh"] == "仅有1个年度数据，无法判断趋势"
    assert own_outlook(plan, target | {"target_year": 2015}, None, "en") is None


def test_outlook_rests_on_what_was_known_in_the_year(tmp_path):
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 80}], {"a": RISING | {2016: 90}})
    target = {"indicator": "a", "target_year": 2020, "quantity": "level"}
    ends = [own_outlook(plan, target, year, "en").window[-1] for year in (2014, 2015, None)]
    assert ends == [2014, 2015, 2016]


# --- borrowing --------------------------------------------------------------------------------


def test_plan_borrows_from_the_shipped_panel_by_the_name_of_its_indicator(tmp_path):
    row = la.project_targets(patents(tmp_path)).iloc[0]
    alone = la.project(pd.Series(RISING, dtype=float), to=2020, lower=0, reference=panel())
    assert (row["reference"], row["siblings"]) == ("provinces", 31)
    assert row["borrowed"] == alone.borrowed.share
    assert row["width"] == alone.borrowed.width
    assert row["median"] == alone.frame["median"].iloc[-1]
    assert "reference_used" in row["notes"]


@pytest.mark.parametrize("indicator", ["a", "b"])
def test_table_without_the_indicator_lends_nothing_and_says_so(tmp_path, indicator):
    rows = [(f"g{k}", year, 50.0 + k + year % 7) for k in range(8) for year in range(2005, 2018)]
    sheet = pd.DataFrame(rows, columns=["geo", "year", "value"]).assign(indicator=indicator)
    later = RISING | {2016: 63, 2017: 70}
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 80}], {"a": later})
    missing = indicator == "b"
    row = la.project_targets(plan, reference=sheet).iloc[0]
    made = la.project_indicator(plan, "a", reference=sheet)
    card = la.scorecard(plan, 2017, reference=sheet).iloc[0]
    for notes in (row["notes"], made.flags, card["notes"]):
        assert ("not_in_reference" in notes, "reference_used" in notes) == (missing, not missing)


@pytest.mark.parametrize(("kind", "noted"), [("rank", True), ("count", False)])
def test_projection_of_a_rank_is_noted(tmp_path, kind, noted):
    ranks = dict(zip(range(2010, 2016), (12, 11, 11, 9, 8, 8), strict=True))
    book = {"indicator": "a", "kind": kind, "target": 5, "relation": "at_most"}
    plan = small_plan(tmp_path, [book], {"a": ranks})
    for notes in (la.project_targets(plan)["notes"].item(), la.project_indicator(plan, "a").flags):
        assert ("rank_projected" in notes) == noted


def test_nobody_lends_where_none_is_asked_for(tmp_path):
    row = la.project_targets(patents(tmp_path), reference=None).iloc[0]
    alone = la.project(pd.Series(RISING, dtype=float), to=2020, lower=0)
    assert row["median"] == alone.frame["median"].iloc[-1]
    assert (row["reference"], row["notes"]) == ("", ())
    assert pd.isna(row["borrowed"])
    assert la.project_indicator(patents(tmp_path), "x1", reference=None).borrowed is None


@pytest.mark.parametrize("place", ["浙江", "浙江省"])
def test_place_of_the_plan_does_not_lend_to_itself(tmp_path, place):
    assert la.project_targets(patents(tmp_path, place))["siblings"].item() == 30


@pytest.mark.parametrize(
    "book", [{"unit": "%", "kind": "share"}, {"name_zh": "专利"}, {"counted": "running"}]
)
def test_other_units_names_and_running_totals_borrow_from_nobody(tmp_path, book):
    assert la.project_indicator(patents(tmp_path, **book), "x1").borrowed is None


def test_nearest_class_lends_and_its_other_scope_is_noted(tmp_path):
    values = {2011 + k: 2.0 + 0.1 * k for k in range(6)}
    book = {"indicator": "fiscal_st_share", "unit": "%", "kind": "share"}
    plan = small_plan(tmp_path, [book | {"target": 3.0}], {"fiscal_st_share": values})
    row = la.project_targets(plan).iloc[0]
    assert row["reference"] == "cities"
    assert "class_scope" in row["notes"]


@pytest.mark.parametrize(
    ("relation", "reference", "notes"),
    [
        ("at_least", "auto", ["reference_used", "class_scope"]),
        ("at_least", None, []),
        # To be hit exactly: there is no probability, and nothing is borrowed for it.
        ("exactly", "auto", []),
    ],
)
def test_scorecard_notes_what_its_probability_borrows(tmp_path, relation, reference, notes):
    values = {2011 + k: 2.0 + 0.1 * k for k in range(6)}
    book = {"indicator": "fiscal_st_share", "unit": "%", "kind": "share"}
    goal = book | {"target": 3.0, "relation": relation}
    plan = small_plan(tmp_path, [goal], {"fiscal_st_share": values})
    row = la.scorecard(plan, 2016, reference=reference).iloc[0]
    assert [one for one in row["notes"] if one in ("reference_used", "class_scope")] == notes
    rules = la.assess_progress(plan, 2016, ["schedule", "probability"], reference=reference)
    schedule, probability = rules["notes"]
    assert "reference_used" not in schedule
    assert [one for one in probability if one in ("reference_used", "class_scope")] == notes


def test_history_longer_than_the_panel_borrows_too():
    """The nation from 2008 on, the provinces from 2010 on."""
    plan = la.load_plan("china_13fyp")
    made = la.project_indicator(plan, "rd_gdp_ratio", to=2020, year=2018)
    assert made.n > 8
    assert made.borrowed.siblings == 31


def test_other_models_borrow_from_nobody_unless_asked(tmp_path):
    made = la.project_indicator(patents(tmp_path), "x1", model="drift")
    assert made.model == "drift"
    with pytest.raises(DataError, match="borrows"):
        la.project_indicator(patents(tmp_path), "x1", model="drift", reference=panel())


def test_unknown_word_for_the_reference_is_refused(tmp_path):
    with pytest.raises(DataError, match="'auto'"):
        la.project_targets(patents(tmp_path), reference="provinces")


def test_scorecard_and_outlook_borrow_alike(tmp_path):
    plan = small_plan(tmp_path, [PATENTS | {"target": 80}], {"x1": RISING | {2016: 63}})
    card, row = la.scorecard(plan, 2016).iloc[0], la.project_targets(plan).iloc[0]
    for name in ("probability", "outlook", "reference", "borrowed", "width", "siblings"):
        assert card[name] == row[name], name
    own = la.scorecard(plan, 2016, reference=None).iloc[0]
    assert own["probability"] != card["probability"]


def test_index_of_growth_rates_borrows_nothing(tmp_path):
    """The class reports the rates themselves; what is judged is the index that they chain to."""
    rates = {2011 + k: 8.0 + 0.5 * (k % 2) for k in range(5)}
    target = {"indicator": "a", "target": 0.08, "basis": "growth_rate", "unit": "%"}
    plan = small_plan(tmp_path, [target | {"kind": "ratio", "counted": "in_year"}], {"a": rates})
    sheet = pd.DataFrame(
        [(f"p{k}", 2010 + y, 8.0 + y % 3 + k / 10) for k in range(6) for y in range(6)],
        columns=["geo", "year", "value"],
    ).assign(indicator="a")
    row = la.project_targets(plan, reference=sheet).iloc[0]
    assert row["probability"] > 0
    assert row["reference"] == ""
    assert la.scorecard(plan, 2015, reference=sheet)["reference"].item() == ""


# --- rates and multiples ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "basis"),
    [
        (2.0, "multiple"),  # 2 x 60 = 120
        (1.0, "cumulative_change"),  # 60 (1 + 100 %)
        (2 ** (1 / 5) - 1, "growth_rate"),  # doubled in five years
        (60.0, "point_change"),
        (12.0, "yearly_points"),
    ],
)
def test_rates_and_multiples_have_the_probability_of_their_level(tmp_path, value, basis):
    row = la.project_targets(firms(tmp_path / "a", target=value, basis=basis)).iloc[0]
    level = la.project_targets(firms(tmp_path / "b", target=120)).iloc[0]
    assert row["probability"] == pytest.approx(level["probability"])
    assert 0 < row["probability"] < 1


# --- uncertain bases --------------------------------------------------------------------------


def test_range_of_a_base_flows_into_the_probability_of_a_multiple(tmp_path):
    """1.25 times 45, 50 and 60: goals of 56.25, 62.5 and 75 with weights 0.185, 0.63, 0.185."""
    known = {2012: 44, 2013: 47, 2014: 52, 2016: 55, 2017: 60}
    target = {"indicator": "a", "target": 1.25, "basis": "multiple"}
    plan = small_plan(tmp_path, [target], {"a": known})
    base = {"a": {"value": 50, "low": 45, "high": 60}}
    alone = la.project(pd.Series(known, dtype=float), to=2020, lower=0)
    low, value, high = (alone.probability(goal) for goal in (56.25, 62.5, 75))
    expected = 0.185 * low + 0.63 * value + 0.185 * high
    made = la.project_targets(plan, baselines=base)["probability"].item()
    assert made == pytest.approx(expected)
    assert la.scorecard(plan, 2017, baselines=base)["probability"].item() == pytest.approx(expected)


def test_base_that_is_the_last_value_starts_the_projection_and_its_range_widens_it(tmp_path):
    early = {year: value for year, value in RISING.items() if year < 2015}
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 80}], {"a": early})
    point = la.project_targets(plan, baselines={"a": 60}).iloc[0]
    alone = la.project(pd.Series(RISING, dtype=float), to=2020, lower=0)
    assert point["median"] == alone.frame["median"].iloc[-1]
    assert point["probability"] == alone.probability(80)
    assert (point["n"], point["notes"]) == (6, ("assumed_baseline",))
    wide = la.project_targets(plan, baselines={"a": {"value": 60, "low": 50, "high": 70}}).iloc[0]
    assert wide["hi80"] - wide["lo80"] > 1.1 * (point["hi80"] - point["lo80"])
    parts = [
        la.project(pd.Series(RISING | {2015: start}, dtype=float), to=2020, lower=0).probability(80)
        for start in (50, 60, 70)
    ]
    assert wide["probability"] == pytest.approx(np.dot((0.185, 0.63, 0.185), parts))
    # The interval is that of the mixture: a tenth lies above its end.
    above = [
        la.project(pd.Series(RISING | {2015: start}, dtype=float), to=2020).probability(
            wide["hi80"]
        )
        for start in (50, 60, 70)
    ]
    assert np.dot((0.185, 0.63, 0.185), above) == pytest.approx(0.1, abs=0.001)


def test_base_that_is_the_only_value_allows_no_projection(tmp_path):
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 80}], {"a": {}})
    row = la.project_targets(plan, baselines={"a": {"value": 60, "low": 50, "high": 70}}).iloc[0]
    assert row["reason"] == "one figure only: no trend can be seen"
    assert row["outlook"] == "unclear"
    assert row["instead"].startswith("the growth that the target requires")


# --- in words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (1.0, "very likely"),
        (0.9, "very likely"),
        (0.8999, "likely but uncertain"),
        (0.5, "likely but uncertain"),
        (0.4999, "unlikely but uncertain"),
        (0.1, "unlikely but uncertain"),
        (0.0999, "very unlikely"),
        (np.nan, "unclear"),
    ],
)
def test_limits_of_the_words(probability, words):
    assert outlook_words(probability) == words


def test_four_figures_and_jumps_are_unclear_beside_their_probability(tmp_path):
    four = small_plan(
        tmp_path / "a",
        [{"indicator": "a", "target": 80}],
        {"a": {year: value for year, value in RISING.items() if year > 2011}},
    )
    row = la.project_targets(four, lang="zh").iloc[0]
    assert row["probability"] > 0
    assert row["outlook"] == "难以判断"


def test_borrowing_is_told_in_one_sentence(tmp_path):
    card = pd.DataFrame(
        {
            "indicator": ["a", "b", "c"],
            "reference": ["cities", "provinces", ""],
            "borrowed": [0.4, 0.57, np.nan],
            "width": [0.9, 1.44, np.nan],
            "siblings": pd.array([265, 31, pd.NA], dtype="Int64"),
        }
    )
    assert borrowed_sentence(card, "en") == (
        "Projections that rest in part on comparable places (265 cities, 31 provinces): 2; of the "
        "middle 40%–57% is borrowed from them, and the intervals are 0.9–1.4 times as wide as "
        "without them."
    )
    assert "265个城市、31个省份" in borrowed_sentence(card, "zh")
    assert borrowed_sentence(card.iloc[2:], "en") == ""


def test_check_and_review_say_how_far_they_borrow(tmp_path):
    folder = tmp_path / "plan"
    small_plan(folder, [PATENTS | {"target": 80}], {"x1": RISING})
    ran = CliRunner().invoke(main, ["check", str(folder)])
    assert "comparable places (31 provinces): 1" in " ".join(ran.output.split())
    page = la.build_review(folder, 2015)
    ahead = next(section for section in page.sections if section.key == "ahead")
    assert "comparable places (31 provinces): 1" in ahead.lead
