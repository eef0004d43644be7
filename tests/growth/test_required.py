"""Required growth: every number here was worked out by hand or stands in METHODS.md."""

from __future__ import annotations

from decimal import Decimal, getcontext
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plans import small_plan

import linhai_analysis as la

PLAN = la.load_plan()
VALUES = st.floats(1e-3, 1e6)
STEPS = st.integers(1, 30)


def by_id(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_index("target_id")


def table(**columns: object) -> pd.DataFrame:
    row = {"base_year": 2015, "base_value": 60.0, "target_year": 2020, "target_value": 120.0}
    return pd.DataFrame([row | columns])


# --- the arithmetic ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "rate"),
    [
        (60, 120, 0.148698),
        (2425, 2500, 0.006110),
        (2425, 3300, 0.063556),
        (216, 360, 0.107566),
        (2.98, 3.00, 0.001339),
        (50, 25, -0.129449),  # 0.5 ** 0.2 = 0.870551
    ],
)
def test_cagr_gives_the_rates_of_the_methods_paper(start, end, rate):
    assert la.cagr(start, end, years=5) == pytest.approx(rate, abs=5e-7)


def test_cagr_agrees_with_twenty_digit_arithmetic():
    getcontext().prec = 30
    exact = (Decimal(120) / Decimal(60)) ** (Decimal(1) / Decimal(5)) - 1
    assert la.cagr(60, 120, 5) == pytest.approx(float(exact), rel=1e-14)


@pytest.mark.parametrize(
    ("start", "end", "years", "pace"),
    [(60, 120, 5, 12.0), (2.98, 3.00, 5, 0.004), (2425, 3300, 5, 175.0), (50, 25, 5, -5.0)],
)
def test_linear_pace_is_the_change_a_year(start, end, years, pace):
    assert la.linear_pace(start, end, years) == pytest.approx(pace, abs=1e-12)


@given(start=VALUES, end=VALUES, years=STEPS)
def test_compound_path_of_the_rate_ends_at_the_target(start, end, years):
    path = la.compound_path(start, la.cagr(start, end, years), years)
    assert path[0] == start
    # Near a rate of -100 % the digits of the start are what is left.
    assert path[-1] == pytest.approx(end, rel=1e-9, abs=1e-12 * start)
    assert len(path) == years + 1


@given(start=st.floats(-1e6, 1e6), end=st.floats(-1e6, 1e6), years=STEPS)
def test_linear_path_of_the_pace_ends_at_the_target(start, end, years):
    path = la.linear_path(start, la.linear_pace(start, end, years), years)
    assert path[-1] == pytest.approx(end, abs=1e-6)


@given(start=VALUES, end=VALUES, years=STEPS, factor=st.floats(1e-3, 1e3))
def test_rate_does_not_depend_on_the_unit(start, end, years, factor):
    rate = la.cagr(start * factor, end * factor, years)
    assert rate == pytest.approx(la.cagr(start, end, years), rel=1e-6, abs=1e-9)


def test_numbers_give_a_number_and_arrays_an_array():
    assert type(la.cagr(60, 120, 5)) is float
    assert type(la.linear_pace(60, 120, 5)) is float
    assert la.cagr([60], [120], 5).shape == (1,)
    assert la.cagr(pd.Series([60.0, 50.0]), 100, 1).tolist() == pytest.approx([2 / 3, 1.0])


def test_arrays_are_broadcast():
    rates = la.cagr(np.array([[100.0], [50.0]]), [121.0, 400.0], 2)
    # 1.21 ** 0.5, 4 ** 0.5, 2.42 ** 0.5, 8 ** 0.5
    assert rates == pytest.approx(np.array([[0.1, 1.0], [0.555635, 1.828427]]), abs=1e-6)
    assert la.compound_path([100, 200], [0.5, 0.0], 2).tolist() == [[100, 150, 225], [200] * 3]
    assert la.linear_path([0, 10], 1, 1).tolist() == [[0, 1], [10, 11]]


@pytest.mark.parametrize(
    ("start", "end"), [(0, 5), (5, 0), (0, 0), (-5, 5), (5, -5), (np.nan, 5), (5, np.nan)]
)
def test_there_is_no_rate_from_or_to_zero_across_signs_or_without_a_value(start, end):
    assert np.isnan(la.cagr(start, end, 5))


def test_two_negative_values_have_a_rate():
    # A deficit of 100 that becomes one of 121 in two years grows by a tenth a year.
    assert la.cagr(-100, -121, 2) == pytest.approx(0.1)


def test_pace_crosses_zero():
    assert la.linear_pace(-5, 5, 5) == 2.0


def test_path_without_a_rate_has_no_values():
    assert np.isnan(la.compound_path(60, np.nan, 3)).all()
    assert np.isnan(la.linear_path(60, np.nan, 3)).all()


@pytest.mark.parametrize("years", [0, -1, [5, 0]])
@pytest.mark.parametrize("function", [la.cagr, la.linear_pace])
def test_growth_needs_a_step(function, years):
    with pytest.raises(la.DataError, match=r"years is (0|-1); growth needs at least one step"):
        function(60, 120, years)


@pytest.mark.parametrize("function", [la.compound_path, la.linear_path])
def test_path_of_no_step_is_its_start_and_of_fewer_an_error(function):
    assert function(60, 0.1, 0).tolist() == [60.0]
    with pytest.raises(la.DataError, match="years=-1 is not a whole number from 0 on"):
        function(60, 0.1, -1)


# --- the plan of Linhai -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("target_id", "rate", "pace"),
    [
        ("hightech_enterprises.t1", 0.148698, 12.0),
        ("hightech_enterprises.s2_3", 0.148698, 12.0),
        ("patents_granted.t1", 0.006110, 15.0),
        ("patents_granted.s3_8_1", 0.063556, 175.0),
        ("invention_patents_granted.t1", 0.107566, 28.8),
        ("rd_gdp_ratio.t1", 0.001339, 0.004),
    ],
)
def test_targets_of_the_plan_require_what_the_methods_paper_says(target_id, rate, pace):
    row = by_id(la.required_growth(PLAN)).loc[target_id]
    assert row["required_cagr"] == pytest.approx(rate, abs=5e-7)
    assert row["required_per_year"] == pytest.approx(pace, abs=1e-9)
    assert (row["base_year"], row["target_year"], row["years"]) == (2015, 2020, 5)
    assert row["reason"] == ""


def test_every_printed_target_has_a_row_and_the_promised_columns():
    growth = la.required_growth(PLAN)
    promised = (
        "target_id indicator base_year base_value target_year target_value relation years "
        "required_cagr required_per_year main place reason"
    )
    assert set(promised.split()) <= set(growth.columns)
    assert len(growth) == 29
    assert growth["indicator"].nunique() == 13
    assert growth["main"].sum() == 13


def test_seven_of_the_eleven_table_values_have_no_baseline():
    table_1 = by_id(la.required_growth(PLAN)).filter(regex=r"\.t1$", axis=0)
    missing = table_1[table_1["reason"] == "no figure for the base year 2015"]
    assert (len(table_1), len(missing)) == (11, 7)
    assert missing[["base_value", "required_cagr", "required_per_year"]].isna().all(axis=None)


def test_shares_read_as_points_and_counts_as_a_rate():
    natural = by_id(la.required_growth(PLAN))["natural"]
    assert natural["rd_gdp_ratio.t1"] == "linear"
    assert natural["invention_patents_per_10k.t1"] == "linear"
    assert natural["patents_granted.t1"] == "compound"


def test_three_to_five_new_firms_are_six_tenths_a_year_from_zero():
    row = by_id(la.required_growth(PLAN)).loc["civil_military_benchmark_firms.s3_4_3"]
    assert (row["base_value"], row["target_value"], row["target_high"]) == (0.0, 3.0, 5.0)
    assert row["required_per_year"] == pytest.approx(0.6)
    assert np.isnan(row["required_cagr"])
    assert row["reason"].startswith("an addition to what is there")


def test_nothing_is_mutated():
    before = {name: getattr(PLAN, name).copy() for name in ("targets", "observations")}
    frame = table(basis="growth_rate", target_value=0.08)
    kept = frame.copy()
    la.required_growth(frame)
    la.required_growth(PLAN, baselines={"fiscal_st_share": 3.5})
    la.still_required(PLAN, 2018, baselines={"fiscal_st_share": 3.5})
    la.milestones(PLAN)
    pd.testing.assert_frame_equal(frame, kept)
    for name, table_before in before.items():
        pd.testing.assert_frame_equal(getattr(PLAN, name), table_before)


# --- assumed baselines ------------------------------------------------------------------


def test_assumed_baseline_is_used_and_marked():
    growth = la.required_growth(PLAN, baselines={"provincial_rd_centres": 45})
    rows = growth[growth["indicator"] == "provincial_rd_centres"]
    assert rows["required_cagr"].tolist() == pytest.approx([2**0.2 - 1] * 2)  # 45 -> 90
    assert rows["assumed"].all()
    assert growth["assumed"].sum() == 2
    path = la.milestones(PLAN, baselines={"provincial_rd_centres": 45})
    assert set(path.loc[path["assumed"], "indicator"]) == {"provincial_rd_centres"}
    still = la.still_required(PLAN, 2018, baselines={"provincial_rd_centres": 45})
    assert set(still.loc[still["assumed"], "indicator"]) == {"provincial_rd_centres"}


def test_assumed_baseline_of_a_later_published_figure_is_no_longer_what_is_used():
    """52.3 % in 2016 is published: only the base of 2015 was assumed."""
    still = by_id(la.still_required(PLAN, 2017, baselines={"hightech_va_share": 40.0}))
    row = still.loc["hightech_va_share.t1"]
    assert (row["base_year"], row["base_value"]) == (2016, 52.3)
    assert not row["assumed"]


def test_printed_baseline_is_not_replaced_by_an_assumed_one():
    with pytest.raises(la.DataError, match="patents_granted has a baseline already, 2425"):
        la.required_growth(PLAN, baselines={"patents_granted": 2000})


def test_increment_takes_no_assumed_baseline():
    """It starts from 0: a value that is not used must not be marked as used."""
    with pytest.raises(la.DataError, match="civil_military_benchmark_firms"):
        la.required_growth(PLAN, baselines={"civil_military_benchmark_firms": 1})


def test_assumed_baseline_of_an_unknown_indicator_offers_the_nearest():
    with pytest.raises(la.UnknownNameError, match="did you mean 'fiscal_st_share'"):
        la.required_growth(PLAN, baselines={"fiscal_share": 3.5})


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_assumed_baseline_must_be_a_number(value):
    with pytest.raises(la.DataError, match="the assumed baseline of fiscal_st_share is"):
        la.required_growth(PLAN, baselines={"fiscal_st_share": value})


def test_assumed_baseline_as_text_is_refused_with_a_sentence():
    with pytest.raises(la.DataError, match="the assumed baseline of fiscal_st_share is"):
        la.required_growth(PLAN, baselines={"fiscal_st_share": "3.5"})


def test_frame_takes_no_baselines():
    with pytest.raises(la.DataError, match="has its own column base_value"):
        la.required_growth(table(), baselines={"a": 1.0})


# --- frames -----------------------------------------------------------------------------


def test_frame_equals_a_plain_loop():
    random = np.random.default_rng(1)
    frame = pd.DataFrame(
        {
            "base_year": random.integers(2000, 2015, 300),
            "base_value": random.uniform(1, 1000, 300),
            "target_year": random.integers(2016, 2030, 300),
            "target_value": random.uniform(1, 1000, 300),
        }
    )
    rates, paces = [], []
    for row in frame.itertuples():
        years = row.target_year - row.base_year
        rates.append((row.target_value / row.base_value) ** (1 / years) - 1)
        paces.append((row.target_value - row.base_value) / years)
    growth = la.required_growth(frame)
    assert growth["required_cagr"].tolist() == pytest.approx(rates, rel=1e-9, abs=1e-12)
    assert growth["required_per_year"].tolist() == pytest.approx(paces, rel=1e-12)


def test_frame_without_a_needed_column_says_which():
    with pytest.raises(la.DataError, match="the table has no column 'target_value'; did you mean"):
        la.required_growth(table().rename(columns={"target_value": "target_valu"}))


def test_empty_frame_gives_an_empty_table():
    assert la.required_growth(table().head(0)).empty


def test_index_of_the_frame_does_not_matter():
    frame = pd.concat([table(), table(target_value=240.0)])  # both rows are called 0
    assert la.required_growth(frame)["required_per_year"].tolist() == [12.0, 36.0]


def test_target_without_a_value_is_not_called_a_difference_of_signs():
    reason = la.required_growth(table(target_value=np.nan))["reason"].item()
    assert reason
    assert "sign" not in reason


def test_years_that_a_spreadsheet_stored_as_decimals_read_as_years():
    reason = la.required_growth(table(base_year=2015.0, base_value=np.nan))["reason"].item()
    assert reason == "no figure for the base year 2015"


@pytest.mark.parametrize("column", [{"basis": "increments"}, {"kind": "counts"}])
def test_unknown_word_in_a_frame_is_refused(column):
    """Silently taken as a level, an addition would get a wrong rate."""
    with pytest.raises(la.DataError, match=next(iter(column.values()))):
        la.required_growth(table(**column))


# --- reasons ----------------------------------------------------------------------------

REASONS = {
    "no baseline": (
        {"base_value": np.nan},
        "no figure for the base year 2015",
        "缺2015年基期值",
    ),
    "zero base": (
        {"base_value": 0.0},
        "the base value or the target is 0: no compound rate",
        "基期值或目标值为0，无法计算年均增速",
    ),
    "zero target": (
        {"target_value": 0.0},
        "the base value or the target is 0: no compound rate",
        "基期值或目标值为0，无法计算年均增速",
    ),
    "signs": (
        {"base_value": -5.0},
        "the base value and the target have different signs: no compound rate",
        "基期值与目标值正负号不同，无法计算年均增速",
    ),
    "rank": ({"kind": "rank"}, "a rank has no growth rate", "位次类指标不计算增速"),
    "increment": (
        {"basis": "increment"},
        "an addition to what is there: it starts from 0, so there is no compound rate",
        "新增量目标，自规划期初累计，不计算年均增速",
    ),
    "cumulative": (
        {"basis": "cumulative"},
        "a total over the years of the plan: it starts from 0, so there is no compound rate",
        "累计目标，自规划期初累计，不计算年均增速",
    ),
    "yearly average": (
        {"basis": "yearly_average"},
        "an amount for each year: no growth is required of it",
        "按年度要求的目标，不计算增速",
    ),
    "every year": (
        {"basis": "every_year"},
        "an amount for each year: no growth is required of it",
        "按年度要求的目标，不计算增速",
    ),
    "over": (
        {"target_year": 2015},
        "the target year 2015 is not after 2015",
        "目标年2015年不晚于2015年",
    ),
    "no target": ({"target_value": np.nan}, "no target value", "无目标值"),
    "none": ({}, "", ""),
}


@pytest.mark.parametrize(("columns", "english", "chinese"), REASONS.values(), ids=REASONS)
def test_missing_number_has_its_reason_in_both_languages(columns, english, chinese):
    for lang, sentence in (("en", english), ("zh", chinese)):
        row = la.required_growth(table(**columns), lang=lang).iloc[0]
        assert row["reason"] == sentence
        assert np.isnan(row["required_cagr"]) == bool(sentence)


@pytest.mark.parametrize("columns", [{"base_value": 0.0}, {"base_value": -5.0}, {"kind": "rank"}])
def test_change_a_year_is_given_where_the_rate_is_not(columns):
    row = la.required_growth(table(**columns)).iloc[0]
    assert row["required_per_year"] == (120.0 - row["base_value"]) / 5


def test_unknown_language_is_an_error():
    with pytest.raises(la.DataError, match="language 'fr' is not known; use 'en' or 'zh'"):
        la.required_growth(PLAN, lang="fr")


# --- all the ways in which plans write targets ------------------------------------------


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> la.Plan:
    rows = {
        "level": 150,
        "increment": 10,
        "cumulative": 50,
        "yearly_average": 7,
        "growth_rate": 0.08,
        "cumulative_change": -0.2,
        "point_change": 0.5,
        "multiple": 2,
        "every_year": 5,
    }
    targets = [
        {"indicator": name, "basis": name, "target": value, "counted": "in_year"}
        for name, value in rows.items()
    ]
    targets.append({"indicator": "rate_only", "basis": "growth_rate", "target": 0.08})
    values = {
        "level": {2015: 100},
        "increment": {2016: 4, 2017: 3},
        "cumulative": {2016: 20, 2017: 15},
        "yearly_average": {2015: 6},
        "growth_rate": {2015: 100, 2017: 110},
        "cumulative_change": {2015: 50, 2018: 45},
        "point_change": {2015: 2.5},
        "multiple": {2015: 50, 2016: 60},
        "every_year": {2015: 6},
        "rate_only": {2017: 110},
    }
    return small_plan(tmp_path_factory.mktemp("plan") / "forms", targets, values)


@pytest.mark.parametrize(
    ("basis", "rate", "pace"),
    [
        ("level", 0.0844718, 10.0),  # 1.5 ** 0.2 - 1
        ("increment", np.nan, 2.0),
        ("cumulative", np.nan, 10.0),
        ("yearly_average", np.nan, np.nan),
        ("growth_rate", 0.08, 9.3865615),  # (100 * 1.4693281 - 100) / 5
        ("cumulative_change", -0.0436475, -2.0),  # 50 -> 40
        ("point_change", 0.0371373, 0.1),  # 2.5 -> 3.0
        ("multiple", 0.1486984, 10.0),  # 50 -> 100
        ("every_year", np.nan, np.nan),
        ("rate_only", 0.08, np.nan),  # the rate is known, the level is not
    ],
)
def test_each_form_of_target_requires_its_growth(forms, basis, rate, pace):
    row = la.required_growth(forms).set_index("indicator").loc[basis]
    assert row["required_cagr"] == pytest.approx(rate, abs=5e-8, nan_ok=True)
    assert row["required_per_year"] == pytest.approx(pace, abs=5e-8, nan_ok=True)


@pytest.mark.parametrize(
    ("basis", "latest", "years", "rate", "pace"),
    [
        ("level", 2015, 5, 1.5**0.2 - 1, 10.0),
        ("growth_rate", 2017, 3, (146.93280768 / 110) ** (1 / 3) - 1, 36.93280768 / 3),
        ("cumulative_change", 2018, 2, (40 / 45) ** 0.5 - 1, -2.5),
        ("multiple", 2016, 4, (100 / 60) ** 0.25 - 1, 10.0),
    ],
)
def test_what_is_still_required_starts_at_the_latest_figure_and_keeps_the_aim(
    forms, basis, latest, years, rate, pace
):
    row = la.still_required(forms, 2018).set_index("indicator").loc[basis]
    assert (row["base_year"], row["years"]) == (latest, years)
    assert row["required_cagr"] == pytest.approx(rate)
    assert row["required_per_year"] == pytest.approx(pace)


def test_later_figures_are_not_looked_at(forms):
    row = la.still_required(forms, 2016).set_index("indicator").loc["growth_rate"]
    assert (row["base_year"], row["base_value"]) == (2015, 100.0)


@pytest.mark.parametrize(
    ("basis", "pace"),
    [("increment", 1.0), ("cumulative", 5.0)],  # (10 - 4 - 3) / 3 and (50 - 20 - 15) / 3
)
def test_what_has_been_added_is_no_longer_required(forms, basis, pace):
    """METHODS: an increment is judged on the sum of additions."""
    row = la.still_required(forms, 2017).set_index("indicator").loc[basis]
    assert row["required_per_year"] == pytest.approx(pace)


def test_growth_target_without_a_baseline_is_missing_one_and_not_a_sign(forms):
    row = la.still_required(forms, 2018).set_index("indicator").loc["rate_only"]
    assert "2015" in row["reason"]
    assert "sign" not in row["reason"]


# --- the growth still required in Linhai -------------------------------------------------


def test_each_row_carries_the_year_of_its_own_figure():
    still = by_id(la.still_required(PLAN, 2018))
    assert still.loc["rd_gdp_ratio.t1", ["base_year", "base_value", "years"]].tolist() == [
        2016,
        3.06,
        4,
    ]
    assert still.loc["hightech_enterprises.t1", ["base_year", "years"]].tolist() == [2015, 5]
    assert still.loc["hightech_va_share.t1", "base_year"] == 2018  # 66.6 % meets 65 %
    assert "meets" in still.loc["hightech_va_share.t1", "reason"]
    va = by_id(la.still_required(PLAN, 2016)).loc["hightech_va_share.t1"]  # 52.3 % in 2016 -> 65 %
    assert va["required_per_year"] == pytest.approx(3.175)
    assert va["reason"] == ""


def test_no_figure_at_all_names_the_years_that_were_looked_at():
    still = by_id(la.still_required(PLAN, 2018)).loc["fiscal_st_share.t1"]
    assert still["reason"] == "no figure from 2015 to 2018"
    chinese = by_id(la.still_required(PLAN, 2018, lang="zh")).loc["fiscal_st_share.t1"]
    assert chinese["reason"] == "2015—2018年均无数据"


def test_figure_after_the_target_year_leaves_nothing_to_require():
    row = by_id(la.still_required(PLAN, 2022)).loc["rd_gdp_ratio.t1"]
    assert np.isnan(row["required_cagr"])
    assert row["reason"] == "the target year 2020 is over"


def test_after_the_target_year_no_target_still_requires_growth():
    """Seen from 2021 the plan is over, also where the latest figure is of 2015."""
    still = la.still_required(PLAN, 2021)
    assert still["required_cagr"].isna().all()
    assert still["required_per_year"].isna().all()
    assert set(still["reason"]) == {"the target year 2020 is over"}
    assert set(la.still_required(PLAN, 2021, lang="zh")["reason"]) == {"目标年2020年已到期"}


def test_year_before_the_plan_is_refused():
    """Otherwise it says 'no figure from 2015 to 2010'."""
    with pytest.raises(la.DataError, match="2010"):
        la.still_required(PLAN, 2010)


# --- milestones -------------------------------------------------------------------------


def test_milestones_have_six_points_a_target_and_end_at_it():
    path = la.milestones(PLAN)
    assert len(path) == 29 * 6
    one = path[path["target_id"] == "hightech_enterprises.t1"]
    assert one["year"].tolist() == [2015, 2016, 2017, 2018, 2019, 2020]
    # 60 * 2 ** (i / 5)
    assert one["compound"].tolist() == pytest.approx(
        [60, 68.9219, 79.1705, 90.9430, 104.4661, 120], abs=1e-4
    )
    assert one["linear"].tolist() == pytest.approx([60, 72, 84, 96, 108, 120])


def test_milestones_of_both_printed_values_live_side_by_side():
    ends = la.milestones(PLAN).query("indicator == 'patents_granted' and year == 2020")
    assert sorted(ends["compound"].round(6)) == [2500.0, 2500.0, 3300.0]


def test_milestones_without_a_baseline_are_empty_and_say_why():
    rows = la.milestones(PLAN, lang="zh").query("target_id == 'innovation_platforms.t1'")
    assert rows[["compound", "linear"]].isna().all(axis=None)
    assert set(rows["reason"]) == {"缺2015年基期值"}


def test_milestones_of_an_increment_are_a_straight_line_from_zero():
    rows = la.milestones(PLAN).query("indicator == 'civil_military_benchmark_firms'")
    assert rows["linear"].tolist() == pytest.approx([0, 0.6, 1.2, 1.8, 2.4, 3.0])
    assert rows["compound"].isna().all()


def test_milestones_keep_the_order_of_the_plan_where_targets_differ_in_length(tmp_path: Path):
    targets = [
        {"indicator": "a", "target": 8, "target_year": 2018},
        {"indicator": "b", "target": 20},
        {"indicator": "c", "target": 4, "target_year": 2018},
    ]
    values = {"a": {2015: 1}, "b": {2015: 10}, "c": {2015: 1}}
    path = la.milestones(small_plan(tmp_path / "plan", targets, values))
    assert path["indicator"].tolist() == ["a"] * 4 + ["b"] * 6 + ["c"] * 4
    assert path["linear"].iloc[[0, 3, 4, 9, 10, 13]].tolist() == pytest.approx([1, 8, 10, 20, 1, 4])
    assert path.query("indicator == 'a'")["compound"].tolist() == pytest.approx([1, 2, 4, 8])
