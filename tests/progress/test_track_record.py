"""Hindsight: against a slow loop, without a look ahead, with intervals that respect overlap."""

from __future__ import annotations

import re
from itertools import product

import numpy as np
import pandas as pd
import pytest
from chart_room import foot
from matplotlib.figure import Figure
from scipy.stats import t

import linhai_analysis as la
from linhai_analysis.progress.evidence import mean_difference, share, standard_error
from linhai_analysis.text import percent

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
def provinces(once):
    """All rules looked up in the provinces of China."""
    return pd.read_pickle(once("hindsight", lambda out: la.hindsight().to_pickle(out)))


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
        ({"reviews": [0]}, "must lie between the base and 5 years after it"),
        ({"years": 0}, "years=0 must be a whole number of years"),
        ({"years": -5}, "years=-5 must be a whole number of years"),
        ({"years": 2.5}, "years=2.5 must be a whole number of years"),
        ({"levels": [0]}, "are not shares between 0 and 1"),
        ({"levels": [1.0]}, "are not shares between 0 and 1"),
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
    texts = [text.get_text() for text in ax.texts if not text.get_gid()]
    told = [re.search(r"\d+%", text).group() for text in texts]
    assert sorted(told) == sorted(percent(met, 0) for met in shown["met"])
    assert ax.get_xlabel()
    assert len(ax.get_yticklabels()) == provinces["rule"].nunique()
    assert f"{provinces['cases'].max():,}" in foot(ax)


def test_chart_of_forecast_value_shows_what_was_said_against_what_came_true(provinces):
    """Each rule has its own square; the whole table is in the Axes, verdict by verdict."""
    ax = la.plot_forecast_value(provinces)
    told = provinces[provinces["status"] != "all"]
    assert ax.data[["said", "met", "lo95", "hi95"]].equals(told[["said", "met", "lo95", "hi95"]])
    # Three squares across, each 1 wide and 0.22 apart; three rows, 0.4 apart.
    corners = {(round(n % 3 * 1.22, 9), round(-(n // 3) * 1.4, 9)) for n in range(9)}
    first = told.iloc[0]
    marks = {(x, y) for line in ax.get_lines() for x, y in zip(*line.get_data(), strict=True)}
    assert (first["said"], first["met"]) in marks
    squares = {(round(x, 9), round(y, 9)) for x, y in marks}
    assert corners <= squares
    assert ax.get_xlabel().startswith("said")
    assert "near the dotted line by itself" in foot(ax)
    with pytest.raises(la.DataError, match="said"):
        la.plot_forecast_value(provinces.drop(columns="said"))


def test_borrowing_is_the_difference_between_the_two_probabilities(provinces):
    """Places that rise together: the own figures alone are too cautious."""
    alone = la.hindsight(rules=["probability"], borrow=False).query("status == 'all'").iloc[0]
    both = provinces.query("rule == 'probability' and status == 'all'").iloc[0]
    assert alone["cases"] == both["cases"]
    assert both["brier"] < alone["brier"] < alone["brier_base"]
    assert alone["said"] < both["said"]


# A second, independent look: everything in plain loops, formulas written out

GRADES = {
    "sdsn": ((1, "on_track"), (0.5, "slow"), (0, "off_track"), (-np.inf, "reversing")),
    "open_sdg": ((0.95, "on_track"), (0.6, "slow"), (0, "off_track"), (-np.inf, "reversing")),
}


def windows_of(panel, span, better):
    """Every base year that has a value and one `span` years later, no break in between."""
    broke = panel["break"] if "break" in panel else np.zeros(len(panel), bool)
    known = panel.assign(mark=broke).dropna(subset="value")
    for (geo, kind), rows in known.groupby(["geo", "indicator"]):
        own = rows.set_index("year")["value"].sort_index().to_dict()
        marks = set(rows.loc[rows["mark"], "year"])
        for year, start in own.items():
            inside = marks & set(range(year + 1, year + span + 1))
            if year + span in own and not inside and own[year + span] * start > 0:
                yield geo, kind, year, own


def cases_of(panel, levels, reviews, span=5, better="up"):
    """Targets, reviews and outcomes, one dictionary each."""
    windows = list(windows_of(panel, span, better))
    growths = {}
    for _, kind, year, own in windows:
        growths.setdefault(kind, []).append((own[year + span] / own[year]) ** (1 / span) - 1)
    towards = 1 if better == "up" else -1
    for (geo, kind, year, own), level, review in product(windows, levels, reviews):
        target = own[year] * (1 + np.quantile(growths[kind], level)) ** span
        last = max(seen for seen in own if seen <= year + review)
        slack = 1e-12 * abs(target)
        reached = [towards * (own[at] - target) >= -slack for at in (year, last, year + span)]
        if last > year and not reached[0] and not reached[1]:
            facts = {"geo": geo, "kind": kind, "year": year, "last": last, "own": own}
            yield facts | {"target": target, "span": span, "met": reached[2]}


def verdict_by_hand(rule, case):
    base, latest, target = case["own"][case["year"]], case["own"][case["last"]], case["target"]
    k, n = case["last"] - case["year"], case["span"]
    done, due = (latest - base) / (target - base), k / n
    if rule == "schedule":
        late = "reversing" if done < 0 else "slow"
        expected = round(abs(done - due), 9) <= 0.05
        return "on_track" if expected else "ahead" if done > due else late
    if rule == "sdsn":
        value = done / due
    else:
        required = (target / base) ** (1 / n) - 1
        value = ((latest / base) ** (1 / k) - 1) / abs(required) * np.sign(target - base)
    return next(word for cut, word in GRADES[rule] if round(value, 9) >= cut)


def table_by_hand(rule, cases):
    """rule's verdicts: status, cases, places, share met."""
    rows = pd.DataFrame(
        [(verdict_by_hand(rule, case), case["geo"], case["met"]) for case in cases],
        columns=["status", "geo", "met"],
    )
    both = pd.concat([rows, rows.assign(status="all")])
    made = both.groupby("status").agg(
        cases=("met", "size"), clusters=("geo", "nunique"), met=("met", "mean")
    )
    return made.sort_index()


def same_as_by_hand(table, rule, cases):
    rows = table[table["rule"] == rule].set_index("status")[["cases", "clusters", "met"]]
    pd.testing.assert_frame_equal(
        rows.sort_index(), table_by_hand(rule, cases), check_dtype=False, check_names=False
    )


def gappy(seed=3, falling=False):
    """Three indicators of seven places over eleven years, with gaps, missing values and breaks.

    Many herds shrink: targets below their base are not put.
    """
    rng = np.random.default_rng(seed)
    parts = []
    for indicator, drift in (("firms", 0.06), ("grants", 0.12), ("herds", -0.06)):
        one = panel_of(places=7, years=11, seed=seed).assign(indicator=indicator)
        one["value"] *= np.exp(drift * (one["year"] - 2010) + rng.normal(0, 0.1, len(one)))
        parts.append(one)
    panel = pd.concat(parts, ignore_index=True)
    if falling:
        panel["value"] = 1e4 / panel["value"]
    panel.loc[rng.random(len(panel)) < 0.07, "value"] = np.nan
    panel["break"] = (rng.random(len(panel)) < 0.04) & panel["value"].notna()
    return panel[rng.random(len(panel)) > 0.05].sample(frac=1, random_state=seed)


@pytest.mark.parametrize("rule", ["sdsn", "open_sdg", "schedule"])
@pytest.mark.parametrize(
    ("better", "span", "reviews"), [("up", 5, (2, 3)), ("down", 5, (1, 4)), ("up", 3, (1, 2))]
)
def test_formulas_written_out_give_the_same_table(rule, better, span, reviews):
    panel, levels = gappy(falling=better == "down"), (0.25, 0.5, 0.8)
    options = {"levels": levels, "reviews": reviews, "better": better}
    table = la.hindsight(panel, rules=[rule], years=span, **options)
    cases = list(cases_of(panel, span=span, **options))
    assert len(cases) > 50
    same_as_by_hand(table, rule, cases)


def test_provinces_by_formulas_written_out(provinces):
    panel = la.load_panel("provinces")
    cases = list(cases_of(panel[panel["geo"] != "100000"], (0.25, 0.5, 0.75), (2, 3)))
    for rule in ("sdsn", "open_sdg", "schedule"):
        same_as_by_hand(provinces, rule, cases)


@pytest.mark.parametrize("borrow", [True, False])
def test_probability_of_each_case_is_the_projection_of_that_day(borrow):
    """Brier score, mean and shares from its parts: `project` on what the day of the review knew."""
    panel = panel_of(places=8, years=9, seed=5)
    levels, reviews = (0.5, 0.8), (3,)
    chances, met = [], []
    for case in cases_of(panel, levels, reviews):
        seen = panel[panel["year"] <= case["last"]]
        own = seen[seen["geo"] == case["geo"]].set_index("year")["value"].rename(case["geo"])
        end = case["year"] + 5
        made = la.project(own, to=end, reference=seen if borrow else None)
        chances.append(made.probability(case["target"], end))
        met.append(case["met"])
    chances, met = np.array(chances), np.array(met)
    options = {"levels": levels, "reviews": reviews, "borrow": borrow}
    table = la.hindsight(panel, rules=["probability"], **options).set_index("status")
    row, rate = table.loc["all"], np.mean(met)
    assert row["said"] == pytest.approx(np.mean(chances))
    assert row["brier"] == pytest.approx(np.mean((chances - met) ** 2))
    assert row["brier_base"] == pytest.approx(rate * (1 - rate))
    bands = {"ahead": (0.9, 1.1), "on_track": (0.5, 0.9), "slow": (0.1, 0.5), "off_track": (0, 0.1)}
    for status, (low, high) in bands.items():
        inside = (chances >= low) & (chances < high)
        assert inside.sum() == (table.loc[status, "cases"] if status in table.index else 0)
        if inside.any():
            assert table.loc[status, "met"] == pytest.approx(met[inside].mean())
            assert table.loc[status, "said"] == pytest.approx(chances[inside].mean())


def test_outcomes_change_what_came_true_and_never_a_verdict():
    """One window. The outcomes change hands, so their quantiles, the targets, stay."""
    rng = np.random.default_rng(7)
    early = 100 * np.cumprod(1 + rng.normal(0.06, 0.05, (12, 3)), axis=1)
    early[:, 0] = 100.0
    ends = np.linspace(105, 190, 12)

    def panel(order, middle):
        values = np.column_stack([early, middle, ends[order]])
        rows = [(f"p{i:02}", "firms", 2010 + j, values[i, j]) for i in range(12) for j in range(6)]
        return pd.DataFrame(rows, columns=["geo", "indicator", "year", "value"])

    rules = ["open_sdg", "un_2023", "sdsn", "escap", "schedule", "probability"]
    options = {"rules": rules, "levels": [0.3, 0.6], "reviews": [2]}
    one = la.hindsight(panel(np.arange(12), rng.uniform(1, 500, (12, 2))), **options)
    two = la.hindsight(panel(np.arange(12)[::-1], rng.uniform(1, 500, (12, 2))), **options)
    told = ["rule", "status", "label", "cases", "clusters"]
    pd.testing.assert_frame_equal(one[told], two[told])
    said = [table.loc[table["rule"] == "probability", "said"] for table in (one, two)]
    pd.testing.assert_series_equal(*said)
    assert (one["met"] != two["met"]).any()
    assert one.loc[one["status"] == "all", "cases"].tolist() == [one["cases"].max()] * len(rules)


def test_values_after_the_last_review_of_the_last_window_do_not_matter():
    """Nothing after the last outcome is looked at either."""
    panel = panel_of(years=8)
    longer = pd.concat([panel, panel[panel["year"] == 2010].assign(year=2040, value=1e6)])
    options = {"rules": [*RULES, "probability"], "levels": [0.6], "reviews": [2]}
    pd.testing.assert_frame_equal(la.hindsight(longer, **options), la.hindsight(panel, **options))


def test_order_of_rows_changes_nothing_and_nothing_is_changed():
    panel = gappy()
    before = panel.copy()
    options = {"rules": [*RULES, "destatis"], "levels": [0.4, 0.7]}
    one = la.hindsight(panel, **options)
    pd.testing.assert_frame_equal(panel, before)
    straight = panel.sort_values(["geo", "indicator", "year"])
    pd.testing.assert_frame_equal(la.hindsight(straight, **options), one)


@pytest.mark.parametrize("place", ["first", "last"])
def test_series_without_any_figure_is_left_out(place):
    panel = panel_of()
    empty = panel[panel["geo"] == "p0"].assign(geo="empty", value=np.nan)
    both = pd.concat([empty, panel] if place == "first" else [panel, empty], ignore_index=True)
    expected = la.hindsight(panel, rules=["sdsn"])
    pd.testing.assert_frame_equal(la.hindsight(both, rules=["sdsn"]), expected)


@pytest.mark.parametrize("rules", [["sdsn"], ["probability"]])
def test_series_may_be_told_apart_by_three_columns(rules):
    """What is asked is which series there are; two sectors of a place are two of them."""
    panel = panel_of()
    both = pd.concat([panel.assign(sector="x"), panel_of(seed=2).assign(sector="y")])
    table = la.hindsight(both, by=["geo", "sector", "indicator"], rules=rules)
    every = table[table["status"] == "all"].iloc[0]
    flat = both.assign(geo=both["geo"] + both["sector"])
    expected = la.hindsight(flat, rules=rules).query("status == 'all'").iloc[0]
    assert (every["clusters"], expected["clusters"]) == (6, 12)
    assert (every["cases"], every["met"]) == (expected["cases"], expected["met"])


@pytest.mark.parametrize("rules", [["sdsn"], ["probability"]])
def test_one_column_may_be_place_and_kind(rules):
    """Each series is set against its own windows only: as if each were an indicator."""
    panel = panel_of(years=12)
    made = la.hindsight(panel, by="geo", kind="geo", rules=rules)
    named = panel.assign(indicator=panel["geo"])
    pd.testing.assert_frame_equal(made, la.hindsight(named, rules=rules))


def test_column_geo_may_stand_beside_the_place():
    """A table of counties that also says in which prefecture each of them lies."""
    panel = panel_of().rename(columns={"geo": "county"})
    expected = la.hindsight(panel, by=["county", "indicator"], rules=["probability"])
    beside = panel.assign(geo="331000")
    made = la.hindsight(beside, by=["county", "indicator"], rules=["probability"])
    pd.testing.assert_frame_equal(made, expected)


def test_cut_offs_and_tolerance_of_the_caller_are_honoured():
    panel = panel_of()
    cases = list(cases_of(panel, (0.5,), (3,)))
    done = [
        (case["own"][case["last"]] - case["own"][case["year"]])
        / (case["target"] - case["own"][case["year"]])
        for case in cases
    ]
    options = {"levels": [0.5], "reviews": [3], "rules": ["schedule", "sdsn"]}
    cut_offs = {"sdsn": (0.8, 0.4, 0.1)}
    made = la.hindsight(panel, **options, tol=0.3, cut_offs=cut_offs)
    counts = made.set_index(["rule", "status"])["cases"]
    assert counts["schedule", "on_track"] == sum(abs(share - 0.6) <= 0.3 for share in done)
    assert counts["sdsn", "on_track"] == sum(share / 0.6 >= 0.8 for share in done)
    plain = la.hindsight(panel, **options).set_index(["rule", "status"])["cases"]
    assert plain["schedule", "on_track"] < counts["schedule", "on_track"]


def test_rule_of_the_users_own_is_looked_up_too():
    sure = la.Rule(
        "sure",
        "test",
        lambda cases: cases.progress,
        None,
        (-9.0,),
        ("yes", "no"),
        ("ahead", "slow"),
    )
    table = la.hindsight(panel_of(), rules=[sure, "sdsn"])
    first, second = (table[table["rule"] == name].iloc[-1] for name in ("sure", "sdsn"))
    assert table.iloc[0][["rule", "status", "label"]].tolist() == ["sure", "ahead", "yes"]
    assert (first["cases"], first["met"]) == (second["cases"], second["met"])


# The interval, from first principles


def wilson(rate, n, years):
    """Wilson 1927, written out, with Student's t of the years less one instead of 1.96."""
    z = t.ppf(0.975, years - 1)
    middle = (rate + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(rate * (1 - rate) / n + z**2 / (4 * n**2))
    return middle - half, middle + half


def interval(happened, years, span=1):
    made = share(np.asarray(happened, bool), np.asarray(years), span)
    return made["lo95"], made["hi95"]


def test_interval_of_independent_cases_is_wilsons():
    """A case a year, and no year that reaches into the next."""
    happened = [True] * 7 + [False] * 13
    assert interval(happened, np.arange(20)) == pytest.approx(wilson(7 / 20, 20, 20))


def test_cases_of_one_year_count_once():
    """Each of 20 independent years written down five times: the interval of the 20."""
    happened, years = np.array([True] * 7 + [False] * 13), np.arange(20)
    made = interval(np.repeat(happened, 5), np.repeat(years, 5))
    assert made == pytest.approx(wilson(7 / 20, 20, 20))


def test_lags_by_hand():
    """Driscoll and Kraay: sums of a year's residuals, Bartlett's weights 2/3 and 1/3 of two lags.

    Residuals from 1/2 add up to 1.5, 1, 0, -1, -1.5 in five years of three, two, two, two, three
    cases; 2014 is missing and has none.
    """
    happened = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    years = [2010] * 3 + [2011] * 2 + [2012] * 2 + [2013] * 2 + [2015] * 3
    sums = [1.5, 1, 0, -1, 0, -1.5]
    squares = 1.5**2 + 1 + 0 + 1 + 0 + 1.5**2
    one = sums[0] * sums[1] + sums[1] * sums[2] + sums[2] * sums[3] + 0 + 0
    two = sums[0] * sums[2] + sums[1] * sums[3] + 0 + sums[3] * sums[5]
    variance = (squares + 2 * (2 / 3 * one + 1 / 3 * two)) / 12**2
    assert variance > squares / 12**2
    assert interval(happened, years, 3) == pytest.approx(wilson(0.5, 0.25 / variance, 5))
    assert interval(happened, years, 1) == pytest.approx(wilson(0.5, 0.25 / (squares / 144), 5))


def test_lags_never_make_an_interval_narrower():
    """Good and bad years in turn: what the lags take away is not believed."""
    happened, years = np.tile([1, 1, 0, 0], 5), np.repeat(np.arange(10), 2)
    assert interval(happened, years, 5) == interval(happened, years, 1)


@pytest.mark.parametrize("copies", [2, 5, 50])
def test_copies_within_a_year_add_nothing(copies):
    happened, years = np.array([1, 1, 1, 0, 1, 0, 0, 1, 1, 1]), np.arange(10)
    once = interval(happened, years)
    assert once == pytest.approx(wilson(0.7, 10, 10))
    assert interval(np.repeat(happened, copies), np.repeat(years, copies)) == pytest.approx(once)


def test_years_that_cancel_out_are_never_worth_more_than_independent_cases():
    """Each year met one of two: no variance between years, and yet not certain."""
    happened = np.tile([1, 0], 10)
    assert interval(happened, np.repeat(np.arange(10), 2)) == pytest.approx(wilson(0.5, 20, 10))


def test_gaps_that_are_alike_but_for_rounding_have_no_interval():
    """0.3 - 0.2 is not quite 0.1: a p of next to 0 would tell of the computer."""
    gaps, years = np.array([0.3 - 0.2, 0.1, 0.4 - 0.3]), np.arange(3)
    assert 0 < standard_error(gaps, years, 1) < 1e-15
    made = mean_difference(gaps, years, 1)
    assert made["difference"] == pytest.approx(0.1)
    assert np.isnan([made[name] for name in ("lo95", "hi95", "p")]).all()


def test_rules_that_say_the_same_but_for_rounding_do_not_differ():
    """Two years: 0.7 and 0.3, and as computed 1 - 0.3 and 0.1 + 0.2."""
    said = {"plain": [0.7, 0.3, 0.3], "sum": [1 - 0.3, 0.1 + 0.2, 0.3]}
    parts = [pd.DataFrame({"case": range(3), "rule": name, "said": values})
             for name, values in said.items()]  # fmt: skip
    facts = {"met": [True, False, False] * 2, "base_year": [2010, 2011, 2012] * 2}
    cases = pd.concat(parts, ignore_index=True).assign(**facts, target_year=2020)
    row = la.compare_rules(cases).iloc[0]
    assert row["brier"] == pytest.approx((0.09 + 0.09 + 0.09) / 3)
    assert (row["difference"], np.isnan(row["p"])) == (0.0, True)


def test_order_of_cases_does_not_matter():
    rng = np.random.default_rng(1)
    happened, years = rng.random(40) < 0.4, rng.integers(0, 7, 40)
    order = rng.permutation(40)
    expected = interval(happened, years, 5)
    assert interval(happened[order], 2000 + years[order], 5) == pytest.approx(expected)


@pytest.mark.parametrize("all_met", [True, False])
def test_cases_that_all_came_out_alike_are_worth_their_years(all_met):
    made = interval(np.full(30, all_met), np.repeat(np.arange(3), 10))
    assert made == pytest.approx(wilson(float(all_met), 3, 3), abs=1e-9)


def test_one_base_year_says_nothing_of_others():
    table = la.hindsight(panel_of(years=6), rules=["sdsn"], levels=[0.5], reviews=[2])
    assert (table["base_years"] == 1).all()
    assert (table["lo95"] == 0).all()
    assert (table["hi95"] == 1).all()


def test_table_adds_up(provinces):
    """All verdicts together are all cases; shares and Brier scores are weighted means."""
    for rule, rows in provinces.groupby("rule"):
        parts, every = rows[rows["status"] != "all"], rows[rows["status"] == "all"].iloc[0]
        assert parts["cases"].sum() == every["cases"], rule
        for column in ("met", "said", "brier"):
            mean = (parts[column] * parts["cases"]).sum(skipna=False) / every["cases"]
            assert mean == pytest.approx(every[column], nan_ok=True), (rule, column)
        assert rows["status"].tolist()[-1] == "all"
        assert (rows["lo95"] <= rows["met"]).all()
        assert (rows["met"] <= rows["hi95"]).all()
        assert rows["lo95"].ge(0).all()
        assert rows["hi95"].le(1).all()
        assert every["clusters"] == 31
        assert every["base_years"] == 10


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"reviews": []}, "reviews"),
        ({"reviews": [0]}, "reviews"),
        ({"reviews": [2, 6]}, "reviews"),
        ({"reviews": [-1]}, "reviews"),
        ({"reviews": [2.5]}, "reviews"),
        ({"reviews": ["2"]}, "reviews"),
        ({"reviews": 2}, "reviews"),
        ({"levels": []}, "levels"),
        ({"levels": [0]}, "levels"),
        ({"levels": [50]}, "levels"),
        ({"levels": [np.nan]}, "levels"),
        ({"levels": ["half"]}, "levels"),
        ({"levels": 0.5}, "levels"),
        ({"years": 0, "reviews": [1]}, "years"),
        ({"years": 4.5}, "years"),
        ({"rules": []}, "rule"),
        ({"better": "higher"}, "better"),
        ({"kind": "value"}, "kind"),
        ({"by": ["geo"]}, "kind"),
        ({"by": ["geo", "indicators"]}, "indicators"),
        ({"by": ["place", "indicator"]}, "place"),
        ({"panel": panel_of().assign(value=np.nan)}, "no two comparable values"),
        ({"panel": panel_of().iloc[:0]}, "no two comparable values"),
        ({"panel": panel_of().assign(value="many")}, "not a number"),
        ({"panel": pd.concat([panel_of(), panel_of()])}, "p0.*2010.*stands twice"),
        ({"panel": panel_of().assign(**{"break": "perhaps"})}, "the break 'perhaps' is neither"),
        ({"panel": [1, 2]}, "DataFrame"),
        ({"cut_offs": {"sdsn": (1, 2)}}, "cut_offs"),
        ({"cut_offs": {"sdns": (1, 0.5, 0)}}, "did you mean 'sdsn'"),
        ({"tol": 2}, "tol"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(options, message):
    with pytest.raises((la.DataError, la.UnknownNameError), match=message):
        la.hindsight(**({"panel": panel_of(), "rules": ["sdsn", "schedule"]} | options))


# A light as a probability, level and base year, cases, targets of one's own


def test_light_says_how_often_it_came_true_in_all_other_places():
    panel, options = panel_of(places=5), {"levels": (0.4, 0.7), "reviews": (2, 3)}
    made, cases = la.hindsight(panel, rules=["sdsn"], return_cases=True, **options)
    rows = [
        (verdict_by_hand("sdsn", case), case["geo"], case["met"])
        for case in cases_of(panel, options["levels"], options["reviews"])
    ]
    said = []
    for status, place, _ in rows:
        elsewhere = [row for row in rows if row[1] != place]
        same = [met for other, _, met in elsewhere if other == status]
        said.append(np.mean(same or [met for *_, met in elsewhere]))
    brier = np.mean((np.array(said) - [met for *_, met in rows]) ** 2)
    assert sorted(cases["said"]) == pytest.approx(sorted(said))
    assert made.iloc[-1]["brier"] == pytest.approx(brier)


def test_panel_of_one_place_has_no_elsewhere():
    table = la.hindsight(panel_of(places=1, years=14), rules=["sdsn"])
    assert table["met"].notna().all()
    assert table[["said", "brier"]].isna().all(axis=None)


def test_shares_by_level_and_of_first_and_last_base_year_are_those_of_the_cases():
    table, cases = la.hindsight(panel_of(), rules=RULES, levels=[0.4, 0.7], return_cases=True)
    beside = ["level_0.4", "level_0.7", "base_2010", "base_2013"]
    at = table.columns.get_loc("hi95")
    assert table.columns[at + 1 : at + 5].tolist() == beside
    for row in table.to_dict("records"):
        own = cases[cases["rule"] == row["rule"]]
        own = own if row["status"] == "all" else own[own["status"] == row["status"]]
        by = {"level_0.4": own["level"] == 0.4, "level_0.7": own["level"] == 0.7}
        by |= {f"base_{year}": own["base_year"] == year for year in (2010, 2013)}
        for name, chosen in by.items():
            assert row[name] == pytest.approx(own.loc[chosen, "met"].mean(), nan_ok=True), name


def test_easy_targets_and_good_years_come_true_more_often(provinces):
    """Of Open SDG's green light on the provinces: the README says so."""
    green = provinces.query("rule == 'open_sdg' and status == 'on_track'").iloc[0]
    levels = green[["level_0.25", "level_0.5", "level_0.75"]].astype(float)
    assert levels.is_monotonic_decreasing
    assert green["base_2010"] > green["hi95"] > green["met"] > green["lo95"] > green["base_2019"]


def test_cases_make_the_table_again():
    table, cases = la.hindsight(panel_of(), rules=RULES, return_cases=True)
    pd.testing.assert_frame_equal(table, la.hindsight(panel_of(), rules=RULES))
    assert set(cases.groupby("rule").size()) == {len(cases) / len(RULES)}
    told = cases[cases["status"] != "not_assessable"]
    every = table[table["status"] == "all"].set_index("rule")
    pd.testing.assert_series_equal(
        told.groupby("rule")["met"].mean(), every["met"].sort_index(), check_names=False
    )
    outcome = np.round(cases["outcome"] - cases["target"], 9) >= 0
    assert (outcome == cases["met"]).all()


@pytest.mark.parametrize("better", ["up", "down"])
def test_constructed_targets_given_back_make_the_same_table(better):
    options = {"rules": [*RULES, "probability"], "reviews": [2]}
    built = {"levels": [0.5, 0.7], "better": better}
    panel = gappy(falling=better == "down")
    table, cases = la.hindsight(panel, return_cases=True, **options, **built)
    stated = cases[cases["rule"] == "sdsn"].assign(better=better)
    again = la.hindsight(panel, targets=stated, **options)
    pd.testing.assert_frame_equal(again, table)


def test_targets_of_ones_own_by_hand():
    """Of five only two can be looked up: 'a' missed its 130 (120 came), 'b' met its 110."""
    panel = pd.DataFrame(
        {
            "geo": np.repeat(["a", "b", "c"], 6),
            "indicator": "firms",
            "year": np.tile(range(2010, 2016), 3),
            "value": [100.0, 104, 108, 112, 116, 120] * 2 + [100, 104, 108, 112, 116, np.nan],
        }
    )
    goals = pd.DataFrame(
        {
            "geo": ["a", "b", "c", "a", "nowhere"],
            "indicator": "firms",
            "base_year": [2010, 2010, 2010, 2009, 2010],
            "target": [130.0, 110.0, 120.0, 130.0, 130.0],
            "target_year": 2015,
            "better": "up",
        }
    )
    table, cases = la.hindsight(
        panel, rules=["schedule"], reviews=[2], targets=goals, borrow=False, return_cases=True
    )
    assert cases[["geo", "target", "met"]].values.tolist() == [
        ["a", 130.0, False],
        ["b", 110.0, True],
    ]
    # 8 of 30 and 8 of 10 after two years of five.
    assert cases["status"].tolist() == ["slow", "ahead"]
    assert not [name for name in table if name.startswith("level_")]


def goals_of(**instead):
    row = {"geo": "p0", "indicator": "firms", "base_year": 2010, "target": 300.0}
    return pd.DataFrame([row | {"target_year": 2015, "better": "up"} | instead])


@pytest.mark.parametrize(
    ("targets", "message"),
    [
        (goals_of().drop(columns="better"), "no column 'better'"),
        (goals_of(geo="nowhere"), "no target has comparable figures"),
        (goals_of(base_year=2001), "no target has comparable figures"),
        (goals_of(target=np.nan), "no target has comparable figures"),
        (goals_of(base_year=2016), "the target year 2015 is not after the base year 2016"),
        (goals_of(target_year=2012), "reviews"),
        (goals_of(better="higher"), "better"),
        ([1], "DataFrame"),
    ],
)
def test_targets_that_make_no_sense_are_refused(targets, message):
    with pytest.raises(la.DataError, match=message):
        la.hindsight(panel_of(), rules=["sdsn"], targets=targets)


# One rule beside another


def said_by(**rules):
    """Four cases, two base years; what each rule says of them."""
    facts = {"case": range(4), "base_year": [2010, 2010, 2011, 2011], "target_year": 2015}
    facts |= {"met": [True, False, True, True]}
    return pd.concat([pd.DataFrame(facts | {"rule": rule, "said": s}) for rule, s in rules.items()])


def test_difference_of_two_rules_by_hand():
    """Squared errors 0.04, 0.04, 0.16, 0.16 and 0.25 four times: differences -0.21 and -0.09."""
    cases = said_by(ours=[0.8, 0.2, 0.6, 0.6], coin=[0.5] * 4).assign(target_year=2011)
    row = la.compare_rules(cases.assign(target_year=cases["base_year"] + 1)).iloc[0]
    # The sums of the years lie 0.12 from the mean of -0.15 on either side.
    half = t.ppf(0.975, 1) * np.sqrt(0.12**2 * 2) / 4
    assert row[["rule", "other", "cases"]].tolist() == ["ours", "coin", 4]
    assert row[["brier", "brier_other", "difference"]].tolist() == pytest.approx([0.1, 0.25, -0.15])
    assert row[["lo95", "hi95"]].tolist() == pytest.approx([-0.15 - half, -0.15 + half])
    assert row["p"] == pytest.approx(2 * t.sf(0.15 / (np.sqrt(0.12**2 * 2) / 4), 1))


def test_only_cases_of_which_both_speak_are_compared():
    cases = said_by(ours=[1.0, 0.0, np.nan, 1.0], coin=[0.5] * 4, other=[0.5] * 4)
    table = la.compare_rules(cases, against="coin")
    assert table[["rule", "other", "cases"]].values.tolist() == [
        ["ours", "coin", 3],
        ["other", "coin", 4],
    ]
    assert len(la.compare_rules(cases)) == 3
    # Two rules that say the same differ by nothing, and of nothing there is no test or interval.
    assert table.iloc[1]["difference"] == 0
    assert table.iloc[1][["lo95", "hi95"]].isna().all()
    assert np.isnan(table.iloc[1]["p"])


def test_one_base_year_gives_no_interval_of_the_difference():
    cases = said_by(ours=[1.0, 0.0, 1.0, 1.0], coin=[0.5] * 4).assign(base_year=2010)
    row = la.compare_rules(cases).iloc[0]
    assert row["difference"] == -0.25
    assert row[["lo95", "hi95", "p"]].isna().all()


def test_what_is_no_table_of_cases_is_refused():
    with pytest.raises(la.DataError, match="no column 'said'"):
        la.compare_rules(said_by(ours=[1.0] * 4).drop(columns="said"))
    with pytest.raises(la.UnknownNameError, match="no rule 'ors'; did you mean 'ours'"):
        la.compare_rules(said_by(ours=[1.0] * 4), against="ors")
