"""Charts of scenarios: the numbers of the tables, one colour a scenario, nothing overlaid."""

from __future__ import annotations

import re
import subprocess
import sys

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from chart_room import cut_off, foot, overlaps, panels
from matplotlib.colors import same_color, to_hex

import linhai_analysis as la
from linhai_analysis.charts import colours

both_languages = pytest.mark.parametrize("lang", ["en", "zh"])


@pytest.fixture(scope="module")
def plan():
    return la.load_plan()


@pytest.fixture(scope="module")
def fast(plan):
    return la.simulate(plan, "fast", draws=2_000)


@pytest.fixture(autouse=True)
def closed():
    plt.close("all")
    yield
    plt.close("all")


def drawn(ax) -> dict[str, object]:
    """The line of each scenario, by its name."""
    lines = [line for panel in panels(ax) for line in panel.get_lines()]
    return {line.get_label().strip(): line for line in lines if line.get_gid() == "path"}


def figures(ax, kind: str) -> list[list[float]]:
    """The years and values that are drawn as a kind of mark."""
    [line] = [line for line in ax.get_lines() if line.get_gid() == kind]
    return line.get_xydata().tolist()


def test_lines_are_the_paths(plan):
    paths = la.run_scenarios(plan, ["slow", "follow_zhejiang"])
    lines = drawn(la.plot_scenarios(plan, "patents_granted", paths))
    own = paths[paths["indicator"] == "patents_granted"]
    for name in ("slow", "follow_zhejiang"):
        rows = own[own["scenario"] == name]
        assert lines[name].get_ydata().tolist() == rows["value"].tolist()
        assert lines[name].get_xdata().tolist() == list(range(2015, 2021))


def test_scenario_has_its_colour_in_every_chart(plan, fast):
    every = drawn(la.plot_scenarios(plan, "rd_gdp_ratio"))["fast"].get_color()
    alone = drawn(la.plot_scenarios(plan, "rd_gdp_ratio", ["fast"]))["fast"].get_color()
    fan = la.plot_fan(plan, fast, "rd_gdp_ratio").get_lines()[0].get_color()
    bars = la.plot_sensitivity(plan, la.sensitivity(plan, "fast", "rd_gdp_ratio")).patches
    assert same_color(every, alone)
    assert same_color(every, fan)
    assert {to_hex(bar.get_facecolor()) for bar in bars if not bar.get_hatch()} == {to_hex(every)}


def user_scenarios(count: int) -> list[la.Scenario]:
    return [la.Scenario(f"own {n}", {"gdp": n / 100}) for n in range(1, count + 1)]


def test_scenarios_of_a_user_have_their_colours_by_place(plan):
    first = drawn(la.plot_scenarios(plan, "gdp", user_scenarios(4)))
    found = [line.get_color() for line in first.values()]
    tones = (colours.BLUE, colours.ORANGE, colours.GREEN, colours.PURPLE)
    assert found == [colours.against(tone) for tone in tones]
    names = list(first)
    alone = drawn(la.plot_scenarios(plan, "gdp", user_scenarios(3)[2], order=names))
    assert alone["own 3"].get_color() == found[2]
    fan = la.plot_fan(plan, la.simulate(plan, user_scenarios(3)[2], draws=100), "gdp", order=names)
    assert fan.get_lines()[0].get_color() == found[2]


def test_lines_are_told_apart_by_marks_and_named_at_their_ends(plan):
    """Seven colours and as many marks; where colours come again they bear other marks."""
    ax = la.plot_scenarios(plan, "gdp", user_scenarios(8))
    looks = [(line.get_color(), line.get_marker()) for line in drawn(ax).values()]
    assert len(set(looks)) == 8
    assert len({mark for _, mark in looks[:7]}) == 7
    said = [text.get_text() for text in ax.texts]
    assert "■ own 1: 487.1" in said  # 463.5 * 1.01 ** 5 = 487.14


@pytest.mark.parametrize(("count", "sizes"), [(8, [8]), (9, [5, 5]), (15, [8, 8]), (16, [6, 6, 6])])
def test_more_than_eight_stand_in_panels_each_with_the_reference_case(plan, count, sizes):
    ax = la.plot_scenarios(plan, "gdp", user_scenarios(count), base="own 2")
    lines = [
        [line.get_label().strip() for line in panel.get_lines() if line.get_gid() == "path"]
        for panel in panels(ax)
    ]
    assert [len(names) for names in lines] == sizes
    assert all("own 2" in names for names in lines)
    assert len({panel.get_ylim() for panel in panels(ax)}) == 1
    named = [
        [t.get_text() for t in panel.texts if "reference" in t.get_text()] for panel in panels(ax)
    ]
    assert {len(texts) for texts in named} == {1}


def test_reference_case_is_added_where_it_is_not_drawn(plan):
    ax = la.plot_scenarios(plan, "patents_granted", ["fast"], base="slow")
    assert set(drawn(ax)) == {"slow", "fast"}


@pytest.mark.parametrize("count", [2, 8, 16])
def test_lines_are_equally_wide_however_many_there_are(plan, count):
    same = [la.Scenario(name, {"gdp": 0.05}) for name in ("a", "b")]
    lines = drawn(la.plot_scenarios(plan, "gdp", [*same, *user_scenarios(count - 2)]))
    assert {line.get_linewidth() for line in lines.values()} == {1.6}
    # Marks of paths that coincide stand in other years.
    assert lines["a"].get_markevery() != lines["b"].get_markevery()


ASKED = """
import sys
import matplotlib
matplotlib.use("agg")
import linhai_analysis as la
plan = la.load_plan()
for name in sys.argv[1:]:
    made = [la.Scenario(one, {"gdp": 0.05}) for one in (name, "c")]
    la.plot_scenarios(plan, "gdp", made)
for one in (None, [la.Scenario("b", {"gdp": 0.05}), la.Scenario("a", {"gdp": 0.06})]):
    lines = la.plot_scenarios(plan, "gdp", one).get_lines()
    print([(line.get_label(), line.get_color()) for line in lines if line.get_gid() == "path"])
"""


def test_colours_do_not_hang_on_what_was_drawn_before():
    """Two runs of Python that draw the same charts after other ones."""
    said = [
        subprocess.run(
            [sys.executable, "-c", ASKED, *before], capture_output=True, text=True, check=True
        ).stdout
        for before in (["a", "b"], ["b", "fast"])
    ]
    assert said[0] == said[1]
    blue, orange = colours.against(colours.BLUE), colours.against(colours.ORANGE)
    assert f"('b ', {blue}), ('a ', {orange})" in said[0]


def test_quality_is_the_stroke(plan):
    lines = drawn(la.plot_scenarios(plan, "hightech_enterprises"))
    strokes = {name: line.get_linestyle() for name, line in lines.items()}
    assert strokes["target_table_1"] == "-"
    assert strokes["slow"] != "-"
    assert strokes["slow"] == strokes["fast"]  # both red
    assert "trend" not in strokes  # one figure is no trend, and the way to the target is none
    amber = drawn(la.plot_scenarios(plan, "patents_granted"))["slow"]
    assert amber._dash_pattern != lines["slow"]._dash_pattern


def test_what_people_assume_by_hand_is_never_drawn_as_published(plan):
    """Solid is what is published; a number without any ground is an assumption."""
    ax = la.plot_scenarios(plan, "gdp", user_scenarios(1))
    assert drawn(ax)["own 1"].get_linestyle() == "--"
    assert "assumption" in [text.get_text() for text in ax.get_legend().get_texts()]


def test_both_printed_targets_stand_there(plan, fast):
    ax = la.plot_fan(plan, fast, "patents_granted")
    said = [text.get_text() for text in ax.texts]
    said = [text for text in said if "met in" in text]
    assert [text.split("\xa0")[0] for text in said] == ["2500", "3300"]


def test_scenario_without_a_path_is_named_under_the_chart(plan):
    ax = la.plot_scenarios(plan, "provincial_tech_smes")
    said = " ".join(text.get_text() for text in ax.texts).replace("\n", " ")
    assert "No path in: trend." in said
    assert [line.get_ydata().tolist() for line in drawn(ax).values()] == [[400], [400]]
    assert ax.get_ylim()[0] == 0


def test_figures_after_a_break_stand_apart(plan):
    ax = la.plot_scenarios(plan, "gdp")
    assert figures(ax, "value_broken") == [[2018.0, 670.92]]
    assert 2018 not in [year for year, _ in figures(ax, "value")]


def test_figure_that_the_trend_starts_from_is_drawn(china):
    """The communique has 2.07 for 2015, the plan itself 2.1."""
    ax = la.plot_scenarios(china, "rd_gdp_ratio")
    trend = drawn(ax)["trend"].get_xydata()[0].tolist()
    assert trend == pytest.approx([2015, 2.07], abs=0.005)
    assert [2015.0, 2.07] in figures(ax, "others")
    assert "figure of another source" in [one.get_text() for one in ax.get_legend().get_texts()]


def test_fan_has_the_quantiles(plan, fast):
    ax = la.plot_fan(plan, fast, "hightech_enterprises")
    rows = fast.quantiles.query("indicator == 'hightech_enterprises'")
    wide = ax.collections[0].get_paths()[0].vertices
    at_end = wide[wide[:, 0] == 2020][:, 1]
    assert at_end.min() == pytest.approx(rows["lo95"].iloc[-1])
    assert at_end.max() == pytest.approx(rows["hi95"].iloc[-1])
    assert ax.get_lines()[0].get_ydata().tolist() == rows["median"].tolist()


def test_tornado_ends_where_the_table_says(plan):
    table = la.sensitivity(plan, "fast", "rd_gdp_ratio")
    ax = la.plot_sensitivity(plan, table)
    reach = sorted(bar.get_x() + bar.get_width() for bar in ax.patches)
    ends = table[["outcome_low", "outcome_high"]].to_numpy().ravel()
    assert reach == pytest.approx(sorted(ends))
    # The widest bar stands at the top.
    widths = [abs(bar.get_width()) for bar in ax.patches]
    assert sum(widths[:2]) > sum(widths[-2:])
    assert ax.get_xlabel() == "R&D expenditure as a share of GDP (%)"


@both_languages
@pytest.mark.parametrize("indicator", ["patents_granted", "rd_gdp_ratio", "provincial_tech_smes"])
def test_nothing_that_is_read_overlaps_or_leaves_the_figure(plan, indicator, lang):
    ax = la.plot_scenarios(plan, indicator, lang=lang)
    check_room(ax)


@both_languages
def test_fan_and_tornado_have_room(plan, lang):
    made = la.simulate(plan, "fast", draws=500, lang=lang)
    check_room(la.plot_fan(plan, made, "patents_granted", lang=lang))
    check_room(la.plot_sensitivity(plan, la.sensitivity(plan, "slow", "rd_gdp_ratio"), lang=lang))


def check_room(ax) -> None:
    assert overlaps(ax) == []
    assert cut_off(ax) == []


def test_chinese_charts_are_in_chinese(plan):
    made = la.simulate(plan, "fast", draws=100, lang="zh")
    table = la.sensitivity(plan, "fast", "rd_gdp_ratio")
    for ax in (
        la.plot_scenarios(plan, "rd_gdp_ratio", lang="zh"),
        la.plot_fan(plan, made, "rd_gdp_ratio", lang="zh"),
        la.plot_sensitivity(plan, table, lang="zh"),
    ):
        legend = [t.get_text() for t in ax.get_legend().get_texts()] if ax.get_legend() else []
        said = [
            ax.get_title(loc="left"),
            foot(ax),
            *(t.get_text() for t in ax.texts),
            *legend,
        ]
        assert not re.search(r"[A-Za-z]{2,}", " ".join(said))


def test_refuses_what_it_cannot_draw(plan, fast):
    with pytest.raises(la.UnknownNameError, match="no indicator in a scenario 'incubator_area'"):
        la.plot_scenarios(plan, "incubator_area")
    with pytest.raises(la.UnknownNameError, match="no path of 'fiscal_st_share'"):
        la.plot_fan(plan, fast, "fiscal_st_share")
    with pytest.raises(la.DataError, match="nothing moves the outcome"):
        la.plot_sensitivity(plan, la.sensitivity(plan, "fast", "rd_gdp_ratio").iloc[:0])


def test_axes_of_the_caller_are_used(plan):
    figure, ax = plt.subplots()
    assert la.plot_scenarios(plan, "gdp", ax=ax) is ax
    assert np.isfinite(ax.get_ylim()).all()
    assert figure.axes == [ax]


SHARE = {"unit": "%", "kind": "ratio", "better": "up"}


@both_languages
def test_a_long_name_of_an_axis_makes_no_letters_smaller(lang):
    long = {"name_en": "Share of the enterprises above " * 3, "name_zh": "规模以上工业企业所占" * 4}
    plan = la.load_plan(
        {
            "indicators": pd.DataFrame([{"indicator": "a", **SHARE, **long}]),
            "targets": pd.DataFrame(
                [{"indicator": "a", "base_year": 2015, "target_year": 2020, "target": 29}]
            ),
            "observations": pd.DataFrame([{"indicator": "a", "year": 2015, "value": 21}]),
        }
    )
    made = la.Scenario("faster", {"a": {"rate": 0.05, "low": 0.02, "high": 0.09}})
    table = la.sensitivity(plan, made, "a")
    ax = la.plot_sensitivity(plan, table, size=(4, 3), lang=lang)
    assert "\n" in ax.get_xlabel()
    assert ax.xaxis.label.get_fontsize() > 5
    # Four digits of what was computed: 21 x 1.02^5 and 21 x 1.09^5.
    assert {"23.19", "32.31"} == {line.split("→\xa0")[1] for line in ends_of(ax)}


def ends_of(ax) -> list[str]:
    """The lines beside the bars."""
    return [line for text in ax.texts for line in text.get_text().split("\n") if "→" in line]
