"""Hindsight: against a slow loop, without a look ahead, with intervals that respect overlap."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from statsmodels.stats.proportion import proportion_confint

import linhai_analysis as la
from linhai_analysis.progress.hindsight import share

RULES = ["open_sdg", "sdsn", "schedule", "escap"]


def panel_of(places=6, years=9, seed=1):
    rng = np.random.default_rng(seed)
    steps = rng.normal(0.05, 0.08, (places, years))
    values = 100 * np.exp(np.cumsum(steps, axis=1))
    return pd.DataFrame(
        {
            "geo": np.repeat([f"p{i}" for i in range(places)], years),
            "indicator": "firms",
            "year": np.tile(np.arange(2010, 2010 + years), places),
            "value": values.ravel(),
        }
    )


@pytest.fixture(scope="module")
def provinces():
    return la.hindsight()


def slowly(panel, rules, levels, reviews, span=5):
    """The same in plain loops, one series after the other, judged by `assess`."""
    series = {geo: rows.set_index("year")["value"] for geo, rows in panel.groupby("geo")}
    windows = [
        (geo, year, own[year], own[year + span])
        for geo, own in series.items()
        for year in own.index
        if year + span in own.index
    ]
    growths = [(end / start) ** (1 / span) - 1 for _, _, start, end in windows]
    found = []
    for level in levels:
        rate = np.quantile(growths, level)
        for geo, year, start, end in windows:
            target = start * (1 + rate) ** span
            if target <= start:
                continue
            for review in reviews:
                seen = series[geo].loc[: year + review]
                if seen.iloc[-1] >= target:
                    continue
                for rule in rules:
                    made = la.assess(
                        seen,
                        base_year=year,
                        target=target,
                        target_year=year + span,
                        better="up",
                        rule=rule,
                    )
                    found.append((rule, made.status, end >= target))
    return pd.DataFrame(found, columns=["rule", "status", "met"])


def test_same_as_a_slow_loop():
    panel, levels, reviews = panel_of(), (0.4, 0.7), (2, 3)
    table = la.hindsight(panel, rules=RULES, levels=levels, reviews=reviews)
    expected = slowly(panel, RULES, levels, reviews).groupby(["rule", "status"])["met"]
    made = table[table["status"] != "all"].set_index(["rule", "status"])
    assert made["cases"].to_dict() == expected.size().to_dict()
    assert made["met"].to_dict() == pytest.approx(expected.mean().to_dict())


def test_verdict_knows_nothing_later_than_the_review():
    """One window, so one target; what comes between review and target year changes nothing."""
    rows = [
        ("a", year, value) for year, value in zip(range(6), [100, 104, 110, 1, 2, 130], strict=True)
    ]
    rows += [("b", year, 100 + 7 * year) for year in range(6)]
    panel = pd.DataFrame(rows, columns=["geo", "year", "value"]).astype({"value": float})
    panel = panel.assign(indicator="firms", year=panel["year"] + 2010)
    other = panel.assign(value=panel["value"].mask(panel["year"].isin([2013, 2014]), 77.0))
    options = {"levels": [0.5], "reviews": [2], "rules": [*RULES, "probability"]}
    pd.testing.assert_frame_equal(la.hindsight(panel, **options), la.hindsight(other, **options))


def test_windows_over_a_level_break_are_left_out():
    panel = panel_of(places=2, years=7)
    panel["break"] = (panel["geo"] == "p0") & (panel["year"] == 2012)
    table = la.hindsight(panel, rules=["sdsn"], levels=[0.01], reviews=[4])
    # Of p0 only 2012 starts no window with a break inside, and 2017 is not there; p1 has two.
    assert table.query("status == 'all'")["clusters"].item() == 1


def test_lower_is_better_is_the_mirror_image():
    """On a log scale a fall is a rise turned over."""
    panel = panel_of()
    fall = panel.assign(value=1e4 / panel["value"])
    up = la.hindsight(panel, rules=["schedule"], levels=[0.7])
    down = la.hindsight(fall, rules=["schedule"], levels=[0.3], better="down")
    every = [table.query("status == 'all'").iloc[0] for table in (up, down)]
    assert every[0]["met"] == pytest.approx(every[1]["met"])
    assert every[0]["cases"] == every[1]["cases"]


# The interval


def test_interval_of_independent_cases_is_wilsons():
    happened = np.array([True] * 7 + [False] * 13)
    made = share(happened, [np.arange(20), np.arange(20)])
    low, high = proportion_confint(7, 20, method="wilson")
    assert (made["lo95"], made["hi95"]) == pytest.approx((low, high))


def test_cases_of_one_cluster_count_once():
    """Each of 20 independent cases written down five times: the interval of the 20."""
    happened = np.array([True] * 7 + [False] * 13)
    made = share(np.repeat(happened, 5), [np.repeat(np.arange(20), 5)])
    low, high = proportion_confint(7, 20, method="wilson")
    assert (made["cases"], made["clusters"]) == (100, 20)
    assert (made["lo95"], made["hi95"]) == pytest.approx((low, high))


def test_two_ways_of_going_together_by_hand():
    """Cameron, Gelbach and Miller: V of places + V of years - V of both, each over n squared."""
    happened = np.array([1, 1, 1, 0, 0, 0, 1, 0], bool)
    places, years = np.array(list("aaabbbcc")), np.array([1, 2, 3, 1, 2, 3, 1, 2])
    left = happened - 0.5
    by_place = sum(left[places == p].sum() ** 2 for p in "abc")  # 1.5**2 + 1.5**2 + 0
    by_year = sum(left[years == y].sum() ** 2 for y in (1, 2, 3))
    variance = (by_place + by_year - 8 * 0.25) / 64
    n = 0.25 / max(variance, 0.25 / 8)
    low, high = proportion_confint(n / 2, n, method="wilson")
    made = share(happened, [places, years])
    assert (made["lo95"], made["hi95"]) == pytest.approx((low, high))


@pytest.mark.parametrize("all_met", [True, False])
def test_cases_that_all_came_out_alike_still_have_an_interval(all_met):
    made = share(np.full(30, all_met), [np.repeat(np.arange(3), 10)])
    low, high = proportion_confint(3 * all_met, 3, method="wilson")
    assert (made["lo95"], made["hi95"]) == pytest.approx((low, high))


# The provinces: what the notebook and the README say


def test_probability_holds_in_every_band(provinces):
    """Very likely means 0.9 and more, likely 0.5 and more, unlikely 0.1 and more."""
    bands = {"ahead": (0.9, 1.0), "on_track": (0.5, 0.9), "slow": (0.1, 0.5), "off_track": (0, 0.1)}
    rows = provinces.query("rule == 'probability'").set_index("status")
    for status, (low, high) in bands.items():
        assert rows.loc[status, "lo95"] <= high, status
        assert rows.loc[status, "hi95"] >= low, status
        assert low <= rows.loc[status, "said"] <= high, status


def test_probability_beats_the_share_of_all_cases(provinces):
    row = provinces.query("rule == 'probability' and status == 'all'").iloc[0]
    assert row["brier"] < 0.75 * row["brier_base"]
    assert row["brier_base"] == pytest.approx(row["met"] * (1 - row["met"]))


def test_better_verdicts_came_true_more_often(provinces):
    for rule in ("open_sdg", "sdsn", "schedule", "probability"):
        rows = provinces[(provinces["rule"] == rule) & (provinces["status"] != "all")]
        assert rows["met"].is_monotonic_decreasing, rule


def test_open_sdg_and_eurostat_are_one_formula(provinces):
    columns = ["status", "cases", "met"]
    one, other = (
        provinces.loc[provinces["rule"] == rule, columns].reset_index(drop=True)
        for rule in ("open_sdg", "eurostat")
    )
    pd.testing.assert_frame_equal(one, other)


def test_completion_says_nothing_beforehand(provinces):
    assert "completion" not in set(provinces["rule"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"panel": panel_of().drop(columns="value")}, "the panel has no column 'value'"),
        ({"panel": panel_of(years=5)}, "no two comparable values 5 years apart"),
        ({"reviews": [5]}, "must lie between the base and 5 years after it"),
        ({"levels": [1.0]}, "are shares between 0 and 1"),
        ({"kind": "field"}, "kind='field' must be one of the columns of by: geo, indicator"),
        ({"rules": ["sdns"]}, "no rule 'sdns'; did you mean 'sdsn'"),
    ],
)
def test_refusals(options, message):
    with pytest.raises((la.DataError, la.UnknownNameError), match=message):
        la.hindsight(**({"panel": panel_of()} | options))


def test_series_that_only_fall_have_no_target_to_look_up():
    panel = panel_of()
    with pytest.raises(la.DataError, match="nothing to look up"):
        la.hindsight(panel.assign(value=1000.0 - panel["year"]), rules=["sdsn"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_chart_shows_every_verdict_with_its_interval(provinces, lang):
    ax = la.plot_hindsight(provinces, lang=lang, ax=Figure().add_subplot())
    shown = provinces[provinces["status"] != "all"]
    texts = [text.get_text() for text in ax.texts]
    assert len(texts) == len(shown)
    assert "67%" in texts
    assert len(ax.get_yticklabels()) == provinces["rule"].nunique()
    assert "12,327" in ax.get_xlabel()


def test_borrowing_is_the_difference_between_the_two_probabilities(provinces):
    """Places that rise together: the own figures alone are too cautious."""
    alone = la.hindsight(rules=["probability"], borrow=False).query("status == 'all'").iloc[0]
    both = provinces.query("rule == 'probability' and status == 'all'").iloc[0]
    assert alone["cases"] == both["cases"]
    assert both["brier"] < alone["brier"] < alone["brier_base"]
    assert alone["said"] < both["said"]
