"""Which comparable series count as siblings of a place."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.projection.reference import Siblings, read_reference
from linhai_analysis.projection.trial import Trial
from linhai_analysis.reference import peers, read_class


@pytest.fixture(scope="module")
def patents():
    return la.load_panel("provinces").query("indicator == 'patents_granted' and year <= 2018")


NAMES = ["Zhejiang", "浙江", "330000", 330000, 330000.0, "zhejiang", " Zhejiang Province", "浙江省"]


def alone(patents, own):
    """The projection from the other thirty provinces, of a series that bears no name."""
    others = patents[~patents["geo"].isin(["330000", "100000"])]
    made = la.project(own.rename("somewhere"), to=2020, reference=others)
    assert "reference_used" in made.flags
    return made.frame


@pytest.fixture(scope="module")
def own(patents):
    return patents[patents["geo"] == "330000"].set_index("year")["value"]


@pytest.mark.parametrize("name", NAMES)
def test_place_by_any_name_and_nation_are_no_siblings(patents, own, name):
    made = la.project(own.rename(name), to=2020, reference=patents)
    pd.testing.assert_frame_equal(made.frame, alone(patents, own))
    assert "place_in_reference" not in made.flags


@pytest.mark.parametrize("name", NAMES)
def test_name_tells_the_place_also_where_its_figures_differ(patents, own, name):
    """Its own figures are of another vintage, so nothing but the name can tell."""
    made = la.project((own * 1.01).rename(name), to=2020, reference=patents)
    pd.testing.assert_frame_equal(made.frame, alone(patents, own * 1.01))


@pytest.mark.parametrize("name", NAMES)
def test_place_that_a_series_carries_is_no_sibling(patents, own, name):
    for attrs in ({"geo": name}, {"geo": "own", "geo_names": ("own", name)}):
        series = (own * 1.01).rename("patents_granted")
        series.attrs = attrs
        made = la.project(series, to=2020, reference=patents)
        pd.testing.assert_frame_equal(made.frame, alone(patents, own * 1.01))


@pytest.mark.parametrize("name", ["patents_granted", None, "our series"])
def test_place_without_a_name_is_told_by_its_values_and_noted(patents, own, name):
    made = la.project(own.rename(name), to=2020, reference=patents)
    pd.testing.assert_frame_equal(made.frame, alone(patents, own))
    assert "place_in_reference" in made.flags


def test_four_common_years_tell_a_place_and_three_do_not(patents, own):
    """The reference knows the place in its last four, or three, years only."""
    for years, told in ((4, True), (3, False)):
        late = patents[(patents["geo"] != "330000") | (patents["year"] > 2018 - years)]
        made = la.project(own.rename("x"), to=2020, reference=late)
        assert ("place_in_reference" in made.flags) == told


def test_one_other_value_makes_another_place(patents, own):
    other = own.copy()
    other.loc[2014] += 1
    made = la.project(other.rename("x"), to=2020, reference=patents)
    assert "place_in_reference" not in made.flags


@pytest.mark.parametrize("factor", [10, 1e-4, 1 / 7.1])
def test_place_in_another_unit_is_told_and_noted(patents, own, factor):
    made = la.project((own * factor).rename("x"), to=2020, reference=patents)
    expected = alone(patents, own * factor)
    pd.testing.assert_frame_equal(made.frame, expected)
    assert "place_in_reference" in made.flags


def test_place_whose_figures_are_rounded_is_told(patents, own):
    """To thousands, and the reference in 万 with one decimal: both are coarser than one."""
    coarse = (own / 1000).round()
    made = la.project(coarse.rename("x"), to=2020, reference=patents)
    assert "place_in_reference" in made.flags
    rounded = patents.assign(value=(patents["value"] / 1e4).round(1))
    made = la.project(own.rename("x"), to=2020, reference=rounded)
    assert "place_in_reference" in made.flags


@pytest.mark.parametrize(
    ("firms", "told"),
    [
        ((3, 4, 5, 6), False),  # (1 / 4) ** 3
        ((3, 4, 5, 6, 7, 8, 9, 10), True),  # (1 / 4) ** 7
        ((64, 96, 144, 216), True),  # mean change 50.67: (1 / 202.67) ** 3
    ],
)
def test_small_numbers_lines_and_steady_growth_are_alike_by_chance(firms, told):
    """Equal values tell a place where they are many or large; lines never do by their growth."""
    values, years = np.array(firms, float), np.arange(2010, 2010 + len(firms))
    known = Siblings(pd.DataFrame([values, 2 * values], columns=years), {})
    assert known.same(years, values).tolist() == [told, False]


def test_years_enough_tell_a_place_of_small_numbers():
    """Mean change 11 / 6, steps of one: (6 / 44) ** 3 = 1 / 394, ** 6 = 6e-6."""
    values, years = np.array([3.0, 4, 6, 5, 8, 7, 10]), np.arange(2010, 2017)
    known = pd.DataFrame([values, [np.nan] * 3 + [*values[3:]]], columns=years)
    assert Siblings(known, {}).same(years, values).tolist() == [True, False]


@pytest.mark.parametrize("indicator", ["patents_granted", "rd_gdp_ratio", "rd_expenditure"])
def test_no_two_provinces_are_one(indicator):
    rows = la.load_panel("provinces").query("indicator == @indicator")
    siblings = read_reference(rows)
    for _, own in rows.groupby("geo"):
        last = own.sort_values("year").tail(5)
        same = siblings.same(last["year"].to_numpy(), last["value"].to_numpy(float))
        assert siblings.wide.index[same].tolist() == [own["geo"].iloc[0]]


def test_history_that_does_not_move_is_nobody_in_particular():
    years = range(2012, 2017)
    rows = [(f"p{n}", year, 5.0) for n in range(6) for year in years]
    reference = pd.DataFrame(rows, columns=["geo", "year", "value"])
    made = la.project(pd.Series(5.0, index=years, name="x"), reference=reference)
    assert "reference_used" in made.flags
    assert "place_in_reference" not in made.flags


@pytest.mark.parametrize(
    "nation",
    [
        *("100000", "China", "全国", "中国", "全国合计", "CHN", "Nation"),
        *("Total", "合计", "总计", "全国总计", "全国平均", "000000"),
    ],
)
def test_nation_by_any_name_is_no_sibling(patents, own, nation):
    named = patents.assign(geo=patents["geo"].replace("100000", nation))
    made = la.project(own.rename("Zhejiang"), to=2020, reference=named)
    pd.testing.assert_frame_equal(made.frame, alone(patents, own))
    assert nation not in set(peers(read_class(named), "Zhejiang")["geo"])


def test_names_that_the_reference_gives_tell_a_place_that_nobody_else_knows():
    rng = np.random.default_rng(7)
    rows = [
        (f"c{n}", f"County {n}", f"{n}县", year, value)
        for n in range(8)
        for year, value in zip(range(2010, 2016), 50 + rng.normal(5, 2, 6).cumsum(), strict=True)
    ]
    sheet = pd.DataFrame(rows, columns=["geo", "name_en", "name_zh", "year", "value"])
    own = sheet[sheet["geo"] == "c3"].set_index("year")["value"] * 1.01
    expected = la.project(own.rename("x"), reference=sheet[sheet["geo"] != "c3"]).frame
    for name in ("c3", "C3", "County 3", "3县"):
        made = la.project(own.rename(name), reference=sheet).frame
        pd.testing.assert_frame_equal(made, expected)


@pytest.mark.parametrize("by", [["geo", "indicator"], ["indicator", "geo"]])
def test_panel_leaves_out_each_place_whichever_column_names_it(patents, own, by):
    ours = patents[patents["geo"].isin(["330000", "320000"])]
    ours = ours.assign(value=ours["value"] * 1.01)
    made = la.project_panel(ours, by, to=2020, reference=patents)
    expected = alone(patents, own * 1.01)
    columns = [name for name in expected if name != "year"]
    found = made.loc[made["geo"] == "330000", columns]
    np.testing.assert_allclose(found, expected[columns])


@pytest.fixture
def moved():
    """Eight places of which every second counts three times as much from 2013 on."""
    rng = np.random.default_rng(8)
    walks = 50 + rng.normal(3, 2, (8, 11)).cumsum(axis=1)
    wide = pd.DataFrame(walks, columns=range(2008, 2019)).assign(geo=[f"p{n}" for n in range(8)])
    long = wide.melt("geo", var_name="year", value_name="value").astype({"year": int})
    moves = long["geo"].isin(["p1", "p3", "p5", "p7"])
    value = long["value"].where(~moves | (long["year"] < 2013), 3 * long["value"])
    return long.assign(value=value, **{"break": moves & (long["year"] == 2013)})


def test_siblings_lend_from_their_last_break_on(moved, tmp_path):
    """As if the figures before it had never been given, whichever way the reference comes in."""
    early = moved["geo"].isin(["p1", "p3", "p5", "p7"]) & (moved["year"] < 2013)
    cut = moved[~early].drop(columns="break")
    own = pd.Series([41.0, 44, 45, 49, 52, 55], index=range(2013, 2019), name="x")
    made = la.project(own, reference=moved)
    assert made.borrowed is not None
    pd.testing.assert_frame_equal(made.frame, la.project(own, reference=cut).frame)
    ours = own.rename_axis("year").rename("value").reset_index().assign(geo="x")
    pd.testing.assert_frame_equal(
        la.project_panel(ours, reference=moved), la.project_panel(ours, reference=cut)
    )
    plan, kinds = town(tmp_path), [frame.assign(indicator="a") for frame in (moved, cut)]
    one, other = (la.project_indicator(plan, "a", reference=frame).frame for frame in kinds)
    pd.testing.assert_frame_equal(one, other)
    tables = [
        la.backtest(moved, [], n=4, reference=frame, return_folds=True)[1]
        for frame in (True, moved, cut)
    ]
    for table in tables[1:]:
        pd.testing.assert_frame_equal(table, tables[0])


def test_gap_that_begins_a_new_level_cuts_a_sibling(moved):
    """The mark stands at a missing figure, so the next one is the first of the new level."""
    gone = moved.assign(value=moved["value"].where(~moved["break"]))
    late = moved[~moved["break"]].assign(**{"break": False})
    late.loc[late["geo"].isin(["p1", "p3", "p5", "p7"]) & (late["year"] == 2014), "break"] = True
    options = {"n": 4, "reference": True, "return_folds": True}
    one, other = (la.backtest(frame, [], **options)[1] for frame in (gone, late))
    pd.testing.assert_frame_equal(one, other)


# --- the reference class of a plan --------------------------------------------------------

OWN = (50.0, 52.0, 57.0, 60.0, 66.0)


def town(tmp_path):
    """A plan whose place is the town t1, with figures of 2011 to 2015."""
    observed = {"a": dict(zip(range(2011, 2016), OWN, strict=True))}
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 90}], observed)
    frames = {name: getattr(plan, name) for name in ("indicators", "targets", "observations")}
    geos = pd.DataFrame({"geo": ["t1"], "name_en": ["Town"], "name_zh": ["小城"]})
    return la.load_plan(frames | {"geos": geos})


def county_class(name, values=OWN):
    """Six other counties that grow by a tenth a year, and one of that name."""
    rows = [(f"p{n}", 2010 + k, (90.0 + n) * 1.1**k) for n in range(6) for k in range(6)]
    rows += [(name, 2010 + k, v) for k, v in enumerate((49.0, *values))]
    return pd.DataFrame(rows, columns=["geo", "year", "value"]).assign(indicator="a")


@pytest.mark.parametrize("name", ["t1", "Town", "小城", "Town County", "another name"])
def test_class_of_a_plan_never_counts_its_own_place(tmp_path, name):
    plan, sheet = town(tmp_path), county_class(name)
    told = ("place_in_reference",) if name == "another name" else ()
    row = la.ambition(plan, sheet).set_index("reading").loc["known_then"]
    assert (row["places"], row["notes"]) == (6, told)
    row = la.assess_progress(plan, 2015, reference=sheet).iloc[0]
    assert ("place_in_reference" in row["notes"]) == bool(told)
    ax = la.plot_ambition(plan, "a", sheet, "known_then")
    assert len(ax.get_yticklabels()) == 6


def test_indicator_of_a_plan_leaves_out_its_own_place(tmp_path):
    """Its figures in the class are another vintage; the plan's own table of places names it."""
    sheet = county_class("Town", [value + 1 for value in OWN]).drop(columns="indicator")
    made = la.project_indicator(town(tmp_path), "a", reference=sheet)
    without = sheet[sheet["geo"] != "Town"]
    expected = la.project_indicator(town(tmp_path), "a", reference=without)
    pd.testing.assert_frame_equal(made.frame, expected.frame)


def test_error_and_width_of_a_trial_by_hand():
    """Half of what is lent moves the middles of 10 to 11.5, 8.5 and 10; 12, 6 and 9 came."""
    column = np.ones((3, 1))
    trial = Trial(
        own=10 * column,
        below=2 * column,
        above=4 * column,
        outcome=np.array([[12.0], [6.0], [9.0]]),
        unit=np.array([0.5, 1.0, 0.0]),
        changes=column,
        last=column,
        ahead=4 * column,
        lent=np.array([[3.0], [-3.0], [0.0]]),
    )
    # 0.5 above in changes of 0.5 and 2.5 below in changes of 1, by the root of four years; the
    # third place never moved.
    assert trial.error(0.5) == pytest.approx([(1 / 2 + 2.5 / 2) / 2])
    # 0.5 of 4 above, 2.5 and 1 of 2 below: 0.125, 0.5 and 1.25, and six tenths of the way on.
    assert trial.width(0.5) == pytest.approx([0.5 + 0.6 * 0.75])
