"""What one change of the panel costs, what it refuses, what it writes."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import linhai_analysis as la
from linhai_analysis.explore import draft, panel

FIRMS = "hightech_enterprises"


@pytest.fixture(scope="module")
def plan():
    return la.load_plan()


@pytest.fixture
def opened(plan, tmp_path):
    return la.explore(plan, "slow", folder=tmp_path)


@pytest.fixture
def runs(opened, monkeypatch):
    """The scenarios that were run, one after the other."""
    names = []

    def counted(function):
        def run(plan, scenarios, *args, **options):
            names.append(getattr(scenarios, "name", scenarios))
            return function(plan, scenarios, *args, **options)

        return run

    monkeypatch.setattr(draft, "simulate", counted(draft.simulate))
    monkeypatch.setattr(panel, "run_scenarios", counted(panel.run_scenarios))
    outcomes = la.scenario.outcomes
    monkeypatch.setattr(outcomes, "path_table", counted(outcomes.path_table))
    return names


def test_one_change_runs_one_scenario_once(plan, opened, runs, monkeypatch):
    opened.move("gdp" if "gdp" in opened.sliders else next(iter(opened.sliders)), 12, spread=1)
    assert runs == ["slow"]
    opened.choose(lang="zh")
    assert runs == ["slow"] * 2
    opened._spread.value = 4
    assert runs == ["slow"] * 3
    opened._reset.click()
    assert runs == ["slow"] * 4


def test_another_indicator_of_the_same_scenario_runs_nothing(opened, runs):
    opened.choose(indicator="rd_gdp_ratio")
    assert opened.shown()["indicator"].unique().tolist() == ["rd_gdp_ratio"]
    assert runs == []


def test_another_scenario_is_run_once(plan, runs, monkeypatch):
    both = la.explore(plan, ["slow", "fast"])
    runs.clear()
    both.choose(scenario="fast")
    assert runs == ["fast"]


def test_echo_of_a_slider_is_no_move(opened):
    opened.choose(indicator=FIRMS)
    slider = opened.sliders[FIRMS]
    given = slider.value
    slider.value = given + 0.04  # as a browser rounds to the step of 0.1
    assert opened._draft.moved == {}
    slider.value = given + 0.2
    assert opened._draft.moved == {FIRMS: given + 0.2}


def test_rate_that_no_table_holds_is_refused_and_nothing_changes(opened):
    opened.choose(indicator=FIRMS)
    before = opened.scenario()
    for growth, spread in ((500, None), (99, 2), (-99, 2), (-100, 0)):
        with pytest.raises(la.DataError, match=rf"^{FIRMS} at {growth} % a year, .* at most 100 %"):
            opened.move(FIRMS, growth, spread)
    with pytest.raises(la.DataError, match="growth='fast' is not a number"):
        opened.move(FIRMS, "fast")
    assert opened.scenario() == before
    table, _ = opened.save()
    assert table.is_file()


def test_scenario_of_any_name_is_written_and_read(opened, plan, tmp_path):
    opened._name.value = "R&D 5%/yr"
    table, chart = opened.save()
    assert {table.parent, chart.parent} == {tmp_path}
    [read] = la.read_scenarios(plan, table)
    assert read.name == "R&D 5%/yr"
    assert read == opened.scenario()


def test_pictures_of_two_indicators_stand_beside_each_other(opened, tmp_path):
    opened.choose(indicator=FIRMS)
    opened.save()
    opened.choose(indicator="rd_gdp_ratio")
    opened.save()
    assert {path.name for path in tmp_path.glob("scenario_*")} == {
        "scenario_slow.csv",
        f"scenario_slow_{FIRMS}.png",
        "scenario_slow_rd_gdp_ratio.png",
    }


def test_file_of_the_user_is_not_replaced_and_the_button_says_so(opened, tmp_path):
    (tmp_path / "scenario_slow.csv").write_text("mine", encoding="utf-8")
    opened._save.click()
    assert "is not as this program wrote it" in opened._note.value
    assert (tmp_path / "scenario_slow.csv").read_text(encoding="utf-8") == "mine"


def test_broken_scenario_is_not_saved(opened, tmp_path):
    opened.choose(indicator="patents_granted")
    opened.move("patents_granted", -30)
    opened.choose(indicator="invention_patents_granted")
    opened.move("invention_patents_granted", 60)
    with pytest.raises(la.DataError, match="is part of the other"):
        opened.save()
    assert not list(tmp_path.iterdir())
    # The menus still work, from the last run that went well.
    opened.choose(indicator=FIRMS)
    assert list(opened.sliders) == [FIRMS]


@pytest.mark.parametrize(
    "code",
    [
        "import linhai_analysis.explore.draft as d; d.Draft",
        "from linhai_analysis.explore import draft; draft.Draft",
        "import linhai_analysis as la; la.explore.__call__; import linhai_analysis.explore.draft",
        "import linhai_analysis.explore.draft as d, linhai_analysis as la; la.explore.__call__",
        "from linhai_analysis import explore; explore(scenarios='slow')",
    ],
)
def test_explore_is_a_room_and_can_be_called(code):
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_explore_takes_is_documented():
    names = list(inspect.signature(la.explore).parameters)
    assert names == ["plan", "scenarios", "lang", "baselines", "reference", "folder"]
    text = inspect.getdoc(la.explore) or ""
    assert text.startswith("Open a panel")
    assert all(name in text for name in names)


def test_pictures_in_chinese_have_their_letters_from_the_start(plan, recwarn):
    panel = la.explore(plan, lang="zh")
    panel.choose(indicator="patents_granted")  # two targets: their places are measured
    assert not [str(one.message) for one in recwarn if "Glyph" in str(one.message)]
