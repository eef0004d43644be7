"""The panel: what the sliders say is what is drawn, counted and written."""

from __future__ import annotations

import re
import sys

import pytest
from scipy.stats import norm

import linhai_analysis as la

FIRMS = "hightech_enterprises"


@pytest.fixture(scope="module")
def plan():
    return la.load_plan()


@pytest.fixture
def panel(plan, tmp_path):
    opened = la.explore(plan, folder=tmp_path)
    opened.choose(scenario="slow", indicator=FIRMS)
    return opened


def words_of(widget) -> list[str]:
    """Everything that a person reads in the panel, but for what is inside the picture."""
    said = [str(getattr(widget, "description", ""))]
    if type(widget).__name__ in ("Label", "HTML"):
        said.append(re.sub(r"<style>.*?</style>|<[^>]+>", " ", widget.value))
    if hasattr(widget, "options"):
        said += [str(option[0]) for option in widget.options]
    for child in getattr(widget, "children", ()):
        said += words_of(child)
    return [text for text in said if text.strip()]


def test_untouched_panel_shows_the_scenario_as_it_is_written(panel, plan):
    paths = la.run_scenarios(plan, "slow").query("indicator == @FIRMS")
    assert panel.shown()["value"].tolist() == paths["value"].tolist()
    assert panel.scenario() == la.read_scenarios(plan, "slow")[0]
    # 7.2 % a year, as the table says.
    assert panel.sliders[FIRMS].value == pytest.approx(7.2)


def test_moved_slider_takes_the_place_of_the_assumption(panel):
    before = panel.png()
    panel.move(FIRMS, 20)
    shown = panel.shown()
    assert shown["value"].iloc[-1] == pytest.approx(60 * 1.2**5)
    assert set(shown["quality"]) == {"red"}
    assert panel.png() != before


def test_probability_is_that_of_the_range_around_the_slider(panel):
    panel.move(FIRMS, 14, spread=4)
    # Doubling in five years takes 2 ** 0.2 - 1 a year; a twentieth lies below 10 and above 18 %.
    chance = norm(0.14, 0.04 / 1.6448536).sf(2**0.2 - 1)
    said = next(text for text in words_of(panel.widget) if "14.87%" in text)
    percent = int(re.findall(r"(\d+)%", said)[-1])
    assert percent == pytest.approx(100 * chance, abs=4)  # 2,000 draws


def test_share_has_the_sliders_that_it_follows_from(panel):
    panel.choose(indicator="rd_gdp_ratio")
    assert list(panel.sliders) == ["rd_expenditure", "gdp"]
    panel.move("rd_expenditure", 12)
    panel.move("gdp", 5)
    # 13.81 * 1.12 ** 5 of 463.5 * 1.05 ** 5
    ratio = 100 * 13.81 * 1.12**5 / (463.5 * 1.05**5)
    assert panel.shown()["value"].iloc[-1] == pytest.approx(ratio)


def test_share_that_is_assumed_moves_by_points(plan):
    panel = la.explore(plan)
    panel.choose(scenario="target_table_1", indicator="rd_gdp_ratio")
    panel.move("rd_gdp_ratio", 0.1)
    assert panel.shown()["value"].tolist() == pytest.approx([2.98, 3.08, 3.18, 3.28, 3.38, 3.48])


def test_start_again_and_another_scenario_forget_what_was_moved(panel):
    panel.move(FIRMS, 20)
    panel._reset.click()
    assert panel.sliders[FIRMS].value == pytest.approx(7.2)
    panel.move(FIRMS, 20)
    panel.choose(scenario="fast")
    assert panel.sliders[FIRMS].value == pytest.approx(22.3)


def test_changing_the_language_changes_every_word_and_nothing_else(panel, plan):
    panel.move(FIRMS, 20)
    english, picture = panel.shown()["value"], panel.png()
    panel.choose(lang="zh")
    said = [text for text in words_of(panel.widget) if text != "English"]
    assert not [text for text in said if re.search(r"[A-Za-z]{3,}", text.replace("PNG", ""))]
    assert panel.shown()["value"].equals(english)
    assert panel.png() != picture
    assert panel.sliders[FIRMS].value == 20


def test_saved_row_is_a_scenario_that_gives_the_same_path(panel, plan, tmp_path):
    panel.move(FIRMS, 12.5, spread=2)
    panel._name.value = "my own"
    table, chart = panel.save()
    assert (table.parent, table.name) == (tmp_path, "scenario_my-own.csv")
    assert chart.read_bytes().startswith(b"\x89PNG")
    read = la.read_scenarios(plan, table)[0]
    assert read.name == "my own"
    firms = next(one for one in read.assumptions if one.indicator == FIRMS)
    assert [firms.value, firms.low, firms.high] == pytest.approx([0.125, 0.105, 0.145])
    again = la.run_scenarios(plan, read).query("indicator == @FIRMS")["value"]
    assert again.tolist() == pytest.approx(panel.shown()["value"].tolist())


def test_save_button_names_the_files(panel, tmp_path):
    panel._save.click()
    assert any("scenario_slow.csv" in text for text in words_of(panel.widget))
    assert (tmp_path / "scenario_slow.csv").is_file()


def test_broken_identity_is_said_and_the_last_picture_stays(panel):
    panel.choose(indicator="patents_granted")
    panel.move("patents_granted", -30)
    panel.choose(indicator="invention_patents_granted")
    picture = panel.png()
    panel.move("invention_patents_granted", 60)
    assert any("is part of the other" in text for text in words_of(panel.widget))
    assert panel.png() == picture


def test_indicator_without_assumption_has_no_slider_and_says_so(panel):
    with pytest.raises(la.DataError, match="'provincial_tech_smes' is not in the menu"):
        panel.choose(indicator="provincial_tech_smes")
    # A level of 2020 is a path, but there is no figure that it could be moved from.
    panel.choose(scenario="target_table_1", indicator="provincial_tech_smes")
    assert panel.sliders == {}
    with pytest.raises(la.DataError, match="there is no slider for 'gdp' here; there are: none"):
        panel.move("gdp", 5)


def test_assumed_baseline_gives_an_indicator_its_slider(plan):
    own = la.Scenario("own", {"provincial_tech_smes": "15%"})
    panel = la.explore(plan, own, baselines={"provincial_tech_smes": 200})
    assert panel.shown()["value"].iloc[-1] == pytest.approx(200 * 1.15**5)
    assert list(panel.sliders) == ["provincial_tech_smes"]


def test_plan_without_scenarios_of_its_own_opens_too():
    panel = la.explore(la.load_plan("china_13fyp"), lang="zh")
    panel.choose(scenario="trend", indicator="technology_contract_value")
    panel.move("technology_contract_value", 20)
    assert panel.shown()["value"].iloc[-1] == pytest.approx(9835.79 * 1.2**5)


def test_menus_refuse_what_they_do_not_have(panel):
    with pytest.raises(la.DataError, match="'slwo' is not in the menu; there are: slow, trend"):
        panel.choose(scenario="slwo")


def test_without_ipywidgets_it_says_what_to_install(plan, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    with pytest.raises(la.DataError, match=r"pip install 'linhai-analysis\[notebooks\]'"):
        la.explore(plan)


def test_panel_leaves_no_figure_open(panel):
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    panel.move(FIRMS, 10)
    assert plt.get_fignums() == before
