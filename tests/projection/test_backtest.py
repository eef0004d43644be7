"""The backtest: scores and intervals by hand, nothing of the future, the answer in a sentence."""

from __future__ import annotations

import json
import pickle

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import linhai_analysis as la
from linhai_analysis.cli import main
from linhai_analysis.projection import Backtest, scores
from linhai_analysis.projection.quantiles import LEVELS

YEARS = range(2005, 2021)


def places(count: int = 8, growth: float = 3.0, seed: int = 3) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    values = 60 + rng.normal(growth, 2, (count, len(YEARS))).cumsum(axis=1)
    wide = pd.DataFrame(values, columns=list(YEARS)).assign(geo=[f"p{n}" for n in range(count)])
    return wide.melt("geo", var_name="year", value_name="value").astype({"year": int})


PANEL = places()


def test_scores_by_hand():
    """Quantiles 0 to 16: median 8, 80 % from 4 to 12, 95 % from 2 to 14, in units of 2.

    Outcome 15: 80 % scores 8 + 10 x 3 = 38, 95 % scores 12 + 40 x 1 = 52; the weighted score is
    (0.5 x 7 + 0.1 x 38 + 0.025 x 52) / 2.5 = 3.44. Outcome 8: (0.8 + 0.3) / 2.5 = 0.44.
    """
    rows = pd.DataFrame({"actual": [15.0, 8.0, 13.0], "scale": 2.0})
    made = scores.scored(rows, np.tile(np.arange(17.0), (3, 1)), None, None)
    assert made["error"].tolist() == [3.5, 0, 2.5]
    assert made["wis"].tolist()[:2] == pytest.approx([1.72, 0.22])
    assert made["in80"].tolist() == [False, True, False]
    assert made["in95"].tolist() == [False, True, True]
    assert made["pit"].tolist()[1:] == pytest.approx([0.5, LEVELS[13]])


def test_coverage_counts_a_year_once_by_hand():
    """Inside: all four of 2014, two of four in 2015. e = 1, -1; error sqrt(2 x 2) / 8 = 0.25,
    and t(1) reaches 12.7 of them: from nothing to everything.
    """
    rows = pd.DataFrame({"model": "m", "origin": [2014] * 4 + [2015] * 4, "horizon": 1})
    rows = rows.assign(stratum="ordinary", in80=[True] * 6 + [False] * 2, in95=True)
    made = scores.coverage(rows).set_index(["by", "level"])
    assert made.loc[("all", 0.8), ["outcomes", "years", "held", "lo95", "hi95"]].tolist() == [
        8, 2, 0.75, 0, 1,
    ]  # fmt: skip
    # No year differs from another: 8 / (1 + 3 x 0.2) = 5, and 0.478 to the power of 5 is 0.025.
    assert made.loc[("all", 0.95), ["held", "hi95"]].tolist() == [1, 1]
    assert made.loc[("all", 0.95), "lo95"] == pytest.approx(0.025 ** (1 / 5))


def test_share_of_a_single_year_has_no_interval():
    rows = pd.DataFrame({"model": "m", "origin": 2014, "horizon": [1] * 40, "stratum": "short"})
    made = scores.coverage(rows.assign(in80=True, in95=True))
    assert made[["lo95", "hi95"]].isna().all(axis=None)


def test_intervals_that_held_every_outcome_are_too_wide():
    """30 places turn by 1 each year and go on by less: 240 in 8 years are worth
    240 / (1 + 29 x 0.2) = 35.3, and 0.025 to the power of 1 / 35.3 is 0.901."""
    rng = np.random.default_rng(4)
    turns = np.cumsum(np.where(np.arange(7) % 2, 5.0, -5.0))
    calm = turns[-1] + rng.normal(0, 0.01, (30, 8)).cumsum(axis=1)
    values = 100 + np.hstack([np.tile(turns, (30, 1)), calm])
    wide = pd.DataFrame(values, columns=range(2000, 2015)).assign(geo=range(30))
    made = la.backtest(wide, ["default"], n=7, horizon=1)
    row = made.coverage.query("by == 'all' and level == 0.8").iloc[0]
    assert row[["outcomes", "years", "held", "hi95"]].tolist() == [240, 8, 1, 1]
    assert row["lo95"] == pytest.approx(0.025 ** (6.8 / 240))
    said = "the 80% interval is too wide, it held 100% of the outcomes (90% to 100%)"
    assert said in str(made.sentence)


def test_losses_are_compared_on_common_outcomes_by_hand():
    """Differences -1, -1 in 2014 and -2, -4 in 2015: mean -2; e = 2, -2; t(1) 12.706 x
    sqrt(2 x 8) / 4.
    """
    keys = {"series": [1, 2, 1, 2], "n": 3, "origin": [2014, 2014, 2015, 2015], "year": 2016}
    better = pd.DataFrame(keys | {"error": [1.0, 1, 2, 1], "wis": 1.0})
    worse = pd.DataFrame(keys | {"error": [2.0, 2, 4, 5], "wis": 1.0})
    alone = worse.assign(series=9, error=100.0)
    parts = {"a": better, "b": pd.concat([worse, alone])}
    made = scores.differences(parts, [("a", "b")]).iloc[0]
    assert made["loss"] == "mase"
    assert made[["outcomes", "years", "difference", "base"]].tolist() == [4, 2, -2, 3.25]
    assert made["hi95"] == pytest.approx(-2 + 12.7062, abs=1e-3)


def test_losses_that_differ_by_the_same_have_no_interval():
    """By a tenth each, which 0.3 - 0.2 is but for rounding; 0.1 + 0.2 and 0.3 not at all."""
    keys = {"series": [1, 1, 1], "n": 3, "origin": [2014, 2015, 2016], "year": 2017}
    one = pd.DataFrame(keys | {"error": [0.3, 0.2, 0.4], "wis": [0.1 + 0.2, 0.3, 0.3]})
    other = pd.DataFrame(keys | {"error": [0.2, 0.1, 0.3], "wis": [0.3, 0.3, 0.1 + 0.2]})
    made = scores.differences({"a": one, "b": other}, [("a", "b")]).set_index("loss")
    assert made["difference"].tolist() == [pytest.approx(0.1), 0.0]
    assert made[["lo95", "hi95"]].isna().all().all()


def told(inside: dict[str, tuple[int, int]]) -> str:
    """The sentence of indicators with 20 outcomes in each of so many years, so many inside."""
    rows = [
        (name, origin, place < held)
        for name, (years, held) in inside.items()
        for origin in range(2000, 2000 + years)
        for place in range(20)
    ]
    rows = pd.DataFrame(rows, columns=["indicator", "origin", "in80"])
    rows = rows.assign(model="naive", series=0, horizon=1, stratum="short", in95=True, pit=0.5)
    none = scores.differences({}, [])
    return str(Backtest(pd.DataFrame(), rows, none).sentence).split(": ", 1)[1]


def test_80_means_80_only_where_it_does_so_for_each_indicator():
    """b is worth 400 / (1 + 19 x 0.2) = 83.3 outcomes: 0.6 and 1.96 x sqrt(0.24 / 83.3) = 0.105
    to both sides; all together 31 of 40. With one year of b 332 of 420."""
    assert told({"a": (20, 16)}).startswith("80 means 80: the 80% interval held 80%")
    assert told({"a": (20, 16), "b": (20, 16)}).startswith("80 means 80: ")
    said = told({"a": (20, 19), "b": (20, 12)})
    assert said.startswith("80 does not mean 80 everywhere: the 80% interval held 78% of all")
    assert said.endswith("but 60% (49% to 71%) for b.")
    said = told({"a": (20, 16), "b": (1, 12)})
    assert said.startswith("whether 80 means 80 everywhere is open: the 80% interval held 79%")
    assert said.endswith("but 60% (too few years for its interval) for b.")


def test_group_is_named_where_all_is_open_only_if_it_is_farther_off():
    """120 are worth 120 / 4.8 = 25, all inside: from 0.863, the 25th root of 0.025, where all
    together held 0.925; 80 are worth 16.7, from 0.801, but all together held 0.975."""
    said = told({"a": (6, 20), "b": (6, 17)})
    assert said.startswith("whether 80 means 80 is open: ")
    assert said.endswith("but 100% (86% to 100%) for a.")
    said = told({"a": (4, 20), "b": (4, 19)})
    assert said.startswith("whether 80 means 80 is open: ")
    assert " but " not in said


def test_pit_is_a_share_of_each_tenth():
    made = scores.histogram(pd.DataFrame({"model": "m", "pit": [0.05, 0.05, 0.95, 1.0]}))
    assert made["share"].tolist() == [0.5, *[0] * 8, 0.5]


def test_outcome_on_a_bound_has_half_of_what_is_gathered_there_below_it():
    """Quantiles -8 to 8 with the median on 0: half on a bound of 0, so a quarter is below the
    outcome on a lower bound, three quarters on an upper one; level 13 is 5, 0.975 of it below."""
    rows = pd.DataFrame({"actual": [0.0, 5.0], "scale": 1.0})
    table = np.tile(np.arange(-8.0, 9.0), (2, 1))
    assert scores.scored(rows, table, 0, 9)["pit"].tolist() == pytest.approx([0.25, LEVELS[13]])
    assert scores.scored(rows, table, -9, 5)["pit"].tolist() == pytest.approx(
        [0.5, (1 + LEVELS[13]) / 2]
    )
    assert scores.scored(rows[:1], table[:1], None, 0)["pit"].tolist() == pytest.approx([0.75])


def test_strata_by_hand():
    values = np.array([[50.0, 100, 60, 30, 14.9], [100, 60, 30, 20, 15], [-1, 2, 3, 4, 5]])
    assert scores.strata(values, bounded=False) == ["near_zero", "ordinary", "both_signs"]
    assert scores.strata(values[:, 1:], bounded=True) == ["near_zero", "short", "short"]
    assert scores.strata(values[1:2], bounded=True) == ["bounded"]


def recalibration(count: int, wrong: dict[int, float]) -> np.ndarray:
    """Factors by origin where every outcome lies `wrong` half widths above the middle."""
    rows = pd.DataFrame(
        [(origin, 8 + 4 * off) for origin, off in wrong.items() for _ in range(count)],
        columns=["origin", "actual"],
    ).assign(n=6, horizon=1)
    made = scores.factors(rows, np.tile(np.arange(17.0), (len(rows), 1)))
    return made[::count]


def test_recalibration_learns_from_earlier_origins_only_by_hand():
    """Known in 2015 are the outcomes of 2010 to 2014, 1, 2, 4, 8 and 16 half widths off: 4."""
    wrong = {2010 + k: 2.0**k for k in range(5)} | {2015: 99.0, 2016: 1e-3}
    made = recalibration(30, wrong)
    assert np.isnan(made[:5]).all()
    assert made[5] == pytest.approx(4)
    assert made[6] == pytest.approx((4**5 * 99) ** (1 / 6))
    assert np.isnan(recalibration(29, wrong)).all()


def test_recalibration_learns_each_indicator_by_itself():
    """Outcomes 1 half width off in a, 4 in b: 1 and 4, not 2 for both."""
    rows = pd.DataFrame(
        [(2010 + k, 8 + 4 * off, name) for name, off in (("a", 1), ("b", 4)) for k in range(6)],
        columns=["origin", "actual", "indicator"],
    ).assign(n=6, horizon=1)
    rows = rows.loc[rows.index.repeat(30)]
    made = scores.factors(rows, np.tile(np.arange(17.0), (len(rows), 1)))
    last = rows["origin"].to_numpy() == 2015
    assert made[last] == pytest.approx(np.repeat([1.0, 4.0], 30))


def test_no_figure_after_the_origin_counts():
    later = PANEL.assign(value=PANEL["value"].where(PANEL["year"] <= 2014, 1e4))
    kept = ["geo", "origin", "year", "median", "lo80", "hi95"]
    folds = [
        la.backtest(PANEL, ["default"], n=5, reference=others, return_folds=True)[1]
        for others in (PANEL, later)
    ]
    early, spoilt = (rows[rows["origin"] <= 2014][["model", *kept]] for rows in folds)
    pd.testing.assert_frame_equal(early, spoilt, check_exact=True)
    assert set(early["model"]) == {"default", "default+reference"}
    late = [rows[rows["origin"] > 2014]["median"] for rows in folds]
    assert not np.array_equal(*late)


def test_recalibrated_intervals_rest_on_figures_up_to_their_origin():
    many = places(30)
    spoilt = many.assign(value=many["value"].where(many["year"] <= 2016, 500.0))
    options = {"n": 4, "horizon": 1, "recalibrate": "conformal", "return_folds": True}
    rows = [la.backtest(frame, ["naive"], **options)[1] for frame in (many, spoilt)]
    early, other = (part.query("model == 'naive+conformal' and origin <= 2016") for part in rows)
    assert early["origin"].min() == 2013  # the sixth origin
    assert np.array_equal(early["hi80"], other["hi80"])


def test_own_place_and_nation_lend_nothing():
    nation = PANEL[PANEL["geo"] == "p0"].assign(geo="100000", value=lambda rows: 9e3 - rows["year"])
    options = {"n": 5, "horizon": 1, "origins": 2012, "return_folds": True}
    _, rows = la.backtest(pd.concat([PANEL, nation]), [], reference=True, **options)
    rows = rows[rows["model"] == "default+reference"].set_index("geo")
    own = PANEL[(PANEL["geo"] == "p3") & PANEL["year"].between(2008, 2012)]
    others = PANEL[PANEL["geo"] != "p3"]
    made = la.project(own.set_index("year")["value"], horizon=1, reference=others)
    assert rows.loc["p3", "median"] == made.frame["median"].item()


def test_places_of_another_indicator_lend_nothing():
    other = places(growth=-2, seed=9)
    both = pd.concat([PANEL.assign(indicator="a"), other.assign(indicator="b")])
    options = {"n": 5, "return_folds": True}
    for reference in (True, both):
        _, rows = la.backtest(both, [], ["geo", "indicator"], reference=reference, **options)
        _, alone = la.backtest(PANEL, [], reference=True, **options)
        assert np.array_equal(rows.query("indicator == 'a'")["median"], alone["median"])


def test_origins_and_lengths_are_those_asked_for():
    made, rows = la.backtest(PANEL, "naive", n=(3, 6), origins=[2012, 2014], return_folds=True)
    assert sorted({*zip(rows["n"], rows["origin"], strict=True)}) == [
        (3, 2012), (3, 2014), (6, 2012), (6, 2014),
    ]  # fmt: skip
    assert made["folds"].tolist() == [32]
    assert set(made.coverage["group"]) == {"all", 1, 2, "short", "ordinary"}
    with pytest.raises(la.DataError, match="201"):
        la.backtest(PANEL, origins=201)


def test_default_is_paired_with_every_other_model_and_a_better_one_is_named():
    made = la.backtest(PANEL, ["naive", "drift", "linear"], reference=True)
    pairs = made.differences.query("loss == 'wis'")[["model", "against"]].to_numpy().tolist()
    lent = "default+reference"
    assert [pair for pair in pairs if pair[1] != "naive"] == [
        [lent, "default"], [lent, "drift"], [lent, "linear"],
        ["default", "drift"], ["default", "linear"],
    ]  # fmt: skip


def test_plain_model_that_was_clearly_better_is_named():
    """Each place keeps to its own line, so drift needs no other place, nor wide intervals."""
    rng = np.random.default_rng(1)
    lines = 200 + np.linspace(-4, 12, 30)[:, None] * np.arange(20) + rng.normal(0, 0.3, (30, 20))
    made = la.backtest(pd.DataFrame(lines, columns=range(2000, 2020)).assign(geo=range(30)))
    pair = "model == 'default' and against == 'drift' and loss == 'wis'"
    row = made.differences.query(pair).iloc[0]
    more = f"{row['difference'] / row['base']:.0%}"
    said = "drift was better: beside it, errors and interval widths of default together are greater"
    assert f"{said} by {more} (" in str(made.sentence)


def test_sentence_says_on_how_many_outcomes_borrowing_was_compared():
    """To a place below 0 nothing is lent: of 8 places with 19 outcomes each that leaves 7."""
    below = PANEL.assign(value=PANEL["value"].where(PANEL["geo"] != "p5", -PANEL["value"]))
    made = la.backtest(below, reference=True)
    row = made.set_index("model").loc["default+reference"]
    assert row["folds"] == 70
    assert row["note"] == "nothing is lent in 10 of 80 folds, which the other models count"
    assert "on the 133 of 152 outcomes for which something is lent; " in str(made.sentence)
    assert "is lent" not in str(la.backtest(PANEL, reference=True).sentence)


def test_scale_is_the_change_of_a_year_also_where_years_are_missing():
    """Every second year, up by 6 and down by 2: 3 and 1 a year, so 2."""
    values = {2000: 0.0, 2002: 6, 2004: 4, 2006: 10, 2008: 8}
    line = pd.DataFrame({"geo": "a", "year": list(values), "value": list(values.values())})
    made, rows = la.backtest(line, "naive", n=3, return_folds=True)
    assert set(rows["scale"]) == {2.0}
    assert rows["error"].tolist() == [3.0, 1.0]  # 6 and 2 off, in changes of 2
    assert made["mase"].item() == 2


def test_table_is_used_as_any_other_and_tells_its_sentence():
    made = la.backtest(PANEL, ["default", "naive"], reference=True)
    assert isinstance(made, pd.DataFrame)
    assert type(made[["model"]]) is type(made.set_index("model")) is pd.DataFrame
    assert len(pd.concat([made, made])) == 6
    assert pickle.loads(pickle.dumps(made)).sentence == made.sentence
    first, rest = repr(made).split("\n", 1)
    assert first.startswith("8 series, 10 origins (2010–2019), model default")
    assert rest == repr(pd.DataFrame(made))
    assert "80%区间" in made.sentence.text("zh")
    assert str(made.sentence) in made._repr_html_()


def test_sentence_says_what_recalibration_does():
    """Thirty places that leap together every other year."""
    rng = np.random.default_rng(5)
    leaps = np.where(np.arange(24) % 2, 30.0, 1.0)
    values = 500 + (leaps * rng.normal(0, 1, 24) + rng.normal(0, 0.5, (30, 24))).cumsum(axis=1)
    wide = pd.DataFrame(values, columns=range(1990, 2014)).assign(geo=range(1000, 1030))
    made, rows = la.backtest(
        wide, ["naive"], n=3, horizon=1, recalibrate="conformal", return_folds=True
    )
    before = rows.query("model == 'naive' and origin >= 1997")["in80"].mean()
    after = rows.query("model == 'naive+conformal'")["in80"].mean()
    assert f"it holds {after:.0%} instead of {before:.0%}." in str(made.sentence)
    both = made.differences.query("model == 'naive+conformal' and loss == 'mase'").iloc[0]
    assert both["difference"] == 0  # the middle stays


def test_panel_too_small_to_recalibrate_or_to_borrow_says_so():
    few = PANEL[PANEL["geo"].isin(["p0", "p1"])]
    made = la.backtest(few, ["naive"], reference=True, recalibrate="conformal").set_index("model")
    notes = made["note"]
    assert notes["naive+conformal"].startswith("too small to recalibrate: that needs 5 earlier")
    assert notes["default+reference"] == "no fold of 20 has enough comparable places to borrow from"
    assert made.loc["naive+conformal", ["mase", "cov80"]].isna().all()
    with pytest.raises(la.UnknownNameError, match="no way to recalibrate 'magic'"):
        la.backtest(few, recalibrate="magic")


def test_backtest_of_nothing_has_a_sentence():
    made = la.backtest(PANEL[PANEL["year"] < 2008], reference=True, recalibrate="conformal")
    assert str(made.sentence) == "No projection could be compared with an outcome."
    assert (made["folds"] == 0).all()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_chart_shows_shares_beside_the_nominal_ones(lang):
    made = la.backtest(PANEL, ["default", "naive"])
    ax = la.plot_calibration(made.coverage, "stratum", lang=lang)
    shown = {round(x, 9) for line in ax.get_lines() for x in np.atleast_1d(line.get_xdata())}
    groups = made.coverage[made.coverage["by"].isin(["all", "stratum"])]
    assert shown >= {0.8, 0.95, *groups["held"].round(9)}
    assert len(ax.get_yticklabels()) == 2
    with pytest.raises(la.UnknownNameError, match="no grouping 'geo'"):
        la.plot_calibration(made.coverage, "geo")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "地区.csv"
    heads = {"geo": "地区", "year": "年份", "value": "数值"}
    frame = PANEL.rename(columns=heads)
    frame.insert(1, "指标", "企业")
    frame.to_csv(path, index=False)
    return str(path)


def test_command_answers_from_the_file_alone(file):
    ran = CliRunner().invoke(main, ["backtest", file, "--lang", "zh"])
    expected = la.backtest(PANEL, reference=True)
    assert ran.exit_code == 0
    assert ran.output.startswith(expected.sentence.text("zh"))
    assert "default+reference" in ran.output
    ran = CliRunner().invoke(main, ["backtest", file, "--json", "--model", "naive", "--n", "3"])
    told = json.loads(ran.stdout)
    assert [row["model"] for row in told["models"]] == ["naive", "default", "default+reference"]
    assert {*told} == {"sentence", "models", "coverage", "differences", "pit"}


def test_commands_borrow_from_a_file(file, tmp_path):
    one = PANEL[(PANEL["geo"] == "p2") & (PANEL["year"] > 2012)]
    path = tmp_path / "own.csv"
    one.to_csv(path, index=False)
    ran = CliRunner().invoke(
        main, ["project", str(path), "--reference", file, "--horizon", "1", "--json"]
    )
    [made] = json.loads(ran.stdout)
    own = one.set_index("year")["value"].rename("p2")
    expected = la.project(own, horizon=1, reference=PANEL).frame
    assert made["projection"][0]["hi80"] == pytest.approx(expected["hi80"].item())
    ran = CliRunner().invoke(main, ["project", str(path), "--reference", "provinces"])
    assert "the file does not say in a column named indicator which" in ran.output
    ran = CliRunner().invoke(main, ["backtest", file, "--reference", "provinces"])
    assert ran.exit_code == 2
    assert "no indicator in the reference '企业'; there are: fiscal_expenditure" in ran.output
    ran = CliRunner().invoke(main, ["backtest", file, "--reference", file])
    assert str(la.backtest(PANEL, reference=PANEL).sentence) in ran.output
