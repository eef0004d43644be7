"""What the panel shows: only what has a path, gaps in words, units, an axis that stays."""

from __future__ import annotations

import re

import pytest
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.explore import panel as room
from linhai_analysis.explore.show import target_html, target_rows

pytest.importorskip("ipywidgets")
FIRMS = "hightech_enterprises"


@pytest.fixture(scope="module")
def linhai():
    return la.load_plan()


@pytest.fixture
def drawn(monkeypatch):
    """The axis of each picture that is drawn, instead of the pictures."""
    axes = []

    def picture(draft, indicator, lang):
        axes.append(draft.limits(indicator) if indicator else None)
        return b"\x89PNG", "in words"

    monkeypatch.setattr(room, "picture", picture)
    return axes


def opened(plan, assumed, **options):
    return la.explore(plan, [la.Scenario("s", assumed)], **options)


def cells(panel, lang="en"):
    """The table as it is shown: target, value, gap, growth required, chance."""
    return target_rows(panel._draft, panel.indicator, lang)


def menu(panel):
    return [name for _, name in panel._indicator.options]


# The menu


def test_menu_lists_only_what_has_a_path_in_the_scenario_that_is_chosen(linhai, drawn):
    panel = la.explore(linhai)
    paths = la.run_scenarios(linhai).dropna(subset="value")
    for name in paths["scenario"].unique():
        panel.choose(scenario=name)
        known = paths.loc[paths["scenario"] == name, "indicator"].unique()
        assert sorted(menu(panel)) == sorted(known)
        assert not panel.shown()["value"].isna().any()


def test_indicator_that_another_scenario_has_no_path_of_is_left_for_one_that_has(linhai, drawn):
    panel = la.explore(linhai, ["slow", "follow_zhejiang"])
    panel.choose(indicator=FIRMS)
    panel.choose(scenario="follow_zhejiang")
    assert panel.indicator == menu(panel)[0]
    panel.choose(indicator="patents_granted")
    panel.choose(scenario="slow")
    assert panel.indicator == "patents_granted"


def test_scenario_without_any_path_says_why(linhai):
    panel = la.explore(linhai, ["slow", "trend"])
    panel.choose(scenario="trend")
    assert (menu(panel), panel.indicator, panel.sliders) == ([], "", {})
    assert "one figure only: no trend can be seen" in panel._note.value
    assert panel._table.value == ""
    assert panel.shown().empty
    panel.choose(scenario="slow")
    assert panel.indicator
    assert "<p style='color:inherit'></p>" in panel._note.value


# Gaps in words

DOWN = {"better": "down", "relation": "at_most"}


@pytest.mark.parametrize(
    ("target", "base", "end", "english", "chinese"),
    [
        ({}, 60, 123.2, "ahead by 3.2 enterprises", "超出3.2家"),
        ({}, 60, 84.5, "short by 35.5 enterprises", "尚差35.5家"),
        ({}, 60, 120, "met exactly", "恰好达到"),
        (DOWN | {"target": 50}, 100, 40, "ahead by 10 enterprises", "优于目标10家"),
        (DOWN | {"target": 50}, 100, 75, "short by 25 enterprises", "尚差25家"),
        # 0.42 of a share are points, not per cent.
        ({"target": 3, "kind": "share", "unit": "%"}, 2, 3.42, "ahead by 0.42 points",
         "超出0.42个百分点"),
        ({"target": 3, "kind": "share", "unit": "%"}, 2, 2.996, "short by 0.004 points",
         "尚差0.004个百分点"),
        ({"relation": "above"}, 60, 120, "at it, but not beyond it", "持平，尚未超过"),
        ({"relation": "exactly"}, 60, 130, "off by 10 enterprises", "相差10家"),
        ({"relation": "about"}, 60, 121, "met", "已达到"),
        # Of a range the end that is reached first.
        ({"relation": "range", "target": 100, "target_high": 140}, 60, 120,
         "ahead by 20 enterprises", "超出20家"),
        (DOWN | {"relation": "range", "target": 30, "target_high": 50}, 100, 60,
         "short by 10 enterprises", "尚差10家"),
        # Twice 60 are 120.
        ({"target": 2, "basis": "multiple"}, 60, 90, "short by 30 enterprises", "尚差30家"),
    ],
)  # fmt: skip
def test_gap_is_said_in_words_with_its_unit(tmp_path, drawn, target, base, end, english, chinese):
    row = {"indicator": "a", "target": 120, "unit": "enterprise"} | target
    plan = small_plan(tmp_path / "plan", [row], {"a": {2015: base}})
    panel = opened(plan, {"a": {"path": {2020: end}}})
    assert cells(panel)[0][2] == english
    assert cells(panel, "zh")[0][2] == chinese
    assert english in panel._table.value


def test_target_that_is_no_level_has_no_gap(tmp_path, drawn):
    row = {"indicator": "a", "target": 120, "basis": "every_year"}
    plan = small_plan(tmp_path / "plan", [row], {"a": {2015: 60}})
    assert cells(opened(plan, {"a": 0.1}))[0][2] == "—"


# Units


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["120 enterprises (2020)", "84.9 enterprises", "short by 35.1 enterprises",
                "14.87% a year"]),
        ("zh", ["120家（2020）", "84.9家", "尚差35.1家", "年均增长14.87%"]),
    ],
)  # fmt: skip
def test_numbers_of_a_count_have_their_unit(linhai, drawn, lang, expected):
    """60 * 1.072 ** 5 = 84.94; 2 ** 0.2 - 1 = 14.87 %."""
    panel = la.explore(linhai, "slow", lang=lang)
    panel.choose(indicator=FIRMS)
    assert cells(panel, lang)[0][:4] == expected


@pytest.mark.parametrize(
    ("target", "base", "expected"),
    [
        ({"target": 3, "kind": "share", "unit": "%"}, 2.98, ("3% (2020)", "0.004 points a year")),
        ({"target": 16, "kind": "share", "unit": "%"} | DOWN, 20,
         ("16% (2020)", "0.8 points less a year")),
        ({"target": 50} | DOWN, 100, ("50 enterprises (2020)", "12.94% less a year")),
        ({"target": 30, "basis": "increment"}, 5, ("30 more enterprises (2020)",
                                                   "6 enterprises a year")),
        ({"target": 0.08, "basis": "growth_rate"}, 60, ("8% growth a year (2020)", "8.00% a year")),
    ],
)  # fmt: skip
def test_growth_and_target_have_their_unit_whatever_the_target_is(
    tmp_path, drawn, target, base, expected
):
    row = {"indicator": "a", "target": 120, "unit": "enterprise"} | target
    plan = small_plan(tmp_path / "plan", [row], {"a": {2015: base}})
    [row] = cells(opened(plan, {"a": {"halt": None}}))
    assert (row[0], row[3]) == expected


@pytest.mark.parametrize("value", [0.43, 2.1, 0.0316])
def test_value_without_stated_decimals_is_not_rounded_away(tmp_path, drawn, value):
    row = {"indicator": "a", "target": 9 * value, "kind": "ratio", "unit": ""}
    plan = small_plan(tmp_path / "plan", [row], {"a": {2015: value}})
    assert cells(opened(plan, {"a": {"halt": None}}))[0][1] == str(value)


def test_each_of_several_target_years_is_a_row_with_its_year(tmp_path, drawn):
    rows = [
        {"indicator": "a", "target": level, "base_year": 2020, "target_year": year}
        for year, level in ((2025, 90), (2030, 120))
    ]
    plan = small_plan(tmp_path / "plan", rows, {"a": {2020: 60}})
    made = cells(opened(plan, {"a": {"points": 6}}))
    assert [row[:3] for row in made] == [
        ["90 enterprises (2025)", "90 enterprises", "met exactly"],
        ["120 enterprises (2030)", "120 enterprises", "met exactly"],
    ]


# How many are met


def test_one_target_is_one_target(tmp_path, drawn):
    """Half of the triangle 10, 14.87, 19.74 lies above what 120 needs."""
    plan = small_plan(tmp_path / "plan", [{"indicator": "a", "target": 120}], {"a": {2015: 60}})
    rate = {"rate": 0.148698, "low": 0.1, "high": 0.197396}
    panel = opened(plan, {"a": rate})
    [share] = re.findall(r"One target can be judged; it is met in (\d+)% of", panel._table.value)
    assert int(share) == pytest.approx(50, abs=5)
    assert "all" not in re.sub("<[^>]+>", " ", panel._table.value)
    assert "可测算的目标1项，达标比例" in target_html([], panel._draft.drawn, "zh")


def test_several_targets_are_several(linhai, drawn):
    assert "Of all 4 targets that can be judged, " in la.explore(linhai, "slow")._table.value


# One draw, an axis that stays


def test_sliders_speak_when_the_mouse_lets_go(linhai, drawn):
    panel = la.explore(linhai, "slow")
    sliders = [*panel.sliders.values(), panel._spread]
    assert [slider.continuous_update for slider in sliders] == [False] * len(sliders)


def test_every_change_is_drawn_once(linhai, drawn):
    panel = la.explore(linhai, ["slow", "follow_zhejiang"])
    changes = [
        lambda: panel.choose(indicator=FIRMS),
        lambda: setattr(panel.sliders[FIRMS], "value", 9.0),
        lambda: panel.move(FIRMS, 12, spread=1),
        lambda: setattr(panel._spread, "value", 4.0),
        lambda: panel.choose(lang="zh"),
        lambda: panel._reset.click(),
        lambda: panel.choose(scenario="follow_zhejiang"),
        lambda: panel.choose(scenario="slow"),
    ]
    assert len(drawn) == 1
    for number, change in enumerate(changes, 2):
        change()
        assert len(drawn) == number


def test_less_than_half_a_step_draws_nothing(linhai, drawn):
    panel = la.explore(linhai, "slow")
    panel.choose(indicator=FIRMS)
    before = len(drawn)
    panel.sliders[FIRMS].value += 0.049
    panel._spread.value = 2.2
    assert len(drawn) == before
    assert panel._draft.moved == {}
    assert panel._draft.spread == 2


def test_axis_stays_while_the_path_fits_and_widens_when_it_does_not(tmp_path, drawn):
    """As written 60 goes to 96.6, the target is 120."""
    plan = small_plan(tmp_path / "plan", [{"indicator": "a", "target": 120}], {"a": {2015: 60}})
    panel = opened(plan, {"a": 0.1})
    [(low, high)] = drawn
    assert 0 <= low < 60
    assert 120 < high < 180
    for growth in (3, 8, 12, 14):
        panel.move("a", growth, spread=0)
    assert set(drawn) == {(low, high)}
    panel.move("a", 20, spread=0)  # 149.3
    assert drawn[-1][0] == low
    assert drawn[-1][1] > 149.3
    wide = drawn[-1]
    panel.move("a", 19, spread=0)  # 143.2: not a new axis for every step
    assert drawn[-1] == wide
    panel.move("a", 10, spread=0)
    assert drawn[-1] == (low, high)
    panel.move("a", -20, spread=0)  # 19.7
    assert drawn[-1][1] == high
    assert drawn[-1][0] < 19.7


def test_picture_has_the_axis_of_the_draft(linhai, monkeypatch):
    seen = []
    for name in ("draw_fan", "draw_scenarios"):
        kept = getattr(la.explore.show, name)

        def noted(*given, kept=kept, **named):
            ax = kept(*given, **named)
            seen.append(ax.get_ylim())
            return ax

        monkeypatch.setattr(la.explore.show, name, noted)
    panel = la.explore(linhai, ["slow", "follow_zhejiang"])
    panel.choose(indicator=FIRMS)
    panel.move(FIRMS, 9)
    panel.choose(scenario="follow_zhejiang", indicator="patents_granted")
    assert len(seen) >= 4
    assert seen[-1] == pytest.approx(panel._draft.limits("patents_granted"))
    assert seen[1] == pytest.approx(seen[2])


# Starting again


def test_start_again_resets_what_was_moved_and_the_spread(linhai, drawn):
    panel = la.explore(linhai, "slow")
    panel.choose(indicator=FIRMS)
    as_written = cells(panel)
    panel.move(FIRMS, 20, spread=5)
    panel._reset.click()
    assert (panel._draft.moved, panel._draft.spread, panel._spread.value) == ({}, 2, 2)
    assert cells(panel) == as_written
    panel.move(FIRMS, 20)
    [firms] = [one for one in panel.scenario().assumptions if one.indicator == FIRMS]
    assert (firms.low, firms.high) == pytest.approx((0.18, 0.22))


@pytest.mark.parametrize(
    ("indicator", "lang", "said"),
    [
        (FIRMS, "en", "Range once moved: 2 points a year to each side"),
        (FIRMS, "zh", "调整后上下浮动：年均增速±2个百分点"),
        ("rd_gdp_ratio", "en", "Range once moved: 20% of the yearly change to each side"),
    ],
)
def test_spread_says_of_what_it_is(linhai, drawn, indicator, lang, said):
    panel = la.explore(linhai, "target_table_1", lang=lang)
    panel.choose(indicator=indicator)
    assert panel._spread_label.value == said


# Where nobody moves it


@pytest.mark.parametrize(("lang", "said"), [("en", "move the sliders"), ("zh", "拖动滑块")])
def test_where_nobody_sits_it_is_a_picture_in_words_and_the_table(
    linhai, monkeypatch, capsys, lang, said
):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data))
    panel = la.explore(linhai, "slow", lang=lang)
    panel._ipython_display_()
    picture, table = shown
    told = capsys.readouterr().out.strip()
    assert picture == {"image/png": panel.png(), "text/plain": told}
    assert "2020" in told
    assert f"alt='{told}'" in panel._chart.value
    assert said in table["text/plain"]
    assert panel._table.value in table["text/html"]


def test_where_somebody_sits_it_is_the_panel_with_its_picture(linhai, drawn, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data))
    monkeypatch.setattr("linhai_analysis.explore.widgets.attended", lambda: True)
    panel = la.explore(linhai, "slow")
    panel._ipython_display_()
    [bundle] = shown
    widget = bundle["application/vnd.jupyter.widget-view+json"]
    assert widget["model_id"] == panel.widget.model_id
    assert (bundle["image/png"], bundle["text/plain"]) == (b"\x89PNG", "in words")


@pytest.mark.parametrize(("target", "moves"), [("%", "(points a year)"), ("", "(% a year)")])
def test_slider_says_in_what_it_moves(tmp_path, drawn, target, moves):
    kind = "share" if target else "count"
    row = {"indicator": "a", "target": 60, "kind": kind, "unit": target or "enterprise"}
    plan = small_plan(tmp_path / "plan", [row], {"a": {2015: 50}})
    assert opened(plan, {"a": {"reach": 60}})._rows.children[0].value.endswith(moves)


def test_without_a_path_no_picture_is_written(linhai, tmp_path):
    panel = la.explore(linhai, ["slow", "trend"], folder=tmp_path)
    panel.choose(scenario="trend")
    assert [path.name for path in panel.save()] == ["scenario_trend.csv"]
