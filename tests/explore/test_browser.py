"""The panel in JupyterLab in a browser: untouched it is as written, a drag is one draw."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from lab_server import ARGUMENTS, CHROMIUM, NO_CHROMIUM, TOKEN, jupyterlab

import linhai_analysis as la
from linhai_analysis.explore.draft import Draft
from linhai_analysis.explore.show import target_rows

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_CHROMIUM)
NAMES = ["slow", "follow_zhejiang", "target_table_1", "trend"]
FIRMS = "hightech_enterprises"
# What slow assumes, and what follows from it.
SLOW = ["rd_expenditure", "gdp", "rd_gdp_ratio", "patents_granted", "invention_patents_granted"]
SLOW += [FIRMS]

# The panel, with all that moves it written down, and how it stands whenever it is asked.
OPEN = f"""
import json
import linhai_analysis as la
from linhai_analysis.explore import panel as room

drawn, moves, made, asked = [], [], room.picture, []


def noted(draft, indicator, lang):
    drawn.append((indicator, draft.limits(indicator)))
    return made(draft, indicator, lang)


class Noted(dict):
    def __setitem__(self, key, value):
        moves.append((key, value))
        super().__setitem__(key, value)


room.picture = noted
panel = la.explore(la.load_plan(), {NAMES})
panel._draft.moved = Noted()
panel
"""
ASK = """
asked.append(1)
state = {"asked": len(asked), "moved": panel._draft.moved, "moves": moves, "drawn": drawn}
print(json.dumps(state | {"spread": panel._draft.spread, "indicator": panel.indicator}))
"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a notebook in a JupyterLab of its own."""
    pytest.importorskip("jupyterlab", reason="jupyterlab is not installed")
    folder = tmp_path_factory.mktemp("lab")
    cells = [
        {"cell_type": "code", "id": f"cell-{n}", "metadata": {}, "outputs": [],
         "execution_count": None, "source": source.strip()}
        for n, source in enumerate((OPEN, ASK))
    ]  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}}
    (folder / "panel.ipynb").write_text(json.dumps(notebook | {"nbformat": 4, "nbformat_minor": 5}))
    with jupyterlab(folder, folder / "own", "--expose-app-in-browser") as address:
        yield f"{address}/lab/tree/panel.ipynb?token={TOKEN}"


class Opened:
    """The panel as a person sees it, and its state as Python has it."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.count = 0

    def state(self) -> dict[str, Any]:
        """Run the second cell and return what it prints, after all that the browser had to say."""
        self.count += 1
        self.page.locator(".jp-Notebook .jp-Cell .cm-content").nth(1).click()
        self.page.keyboard.press("Control+Enter")
        said = self.page.locator(f'.jp-OutputArea-output:has-text("\\"asked\\": {self.count},")')
        said.wait_for(state="attached", timeout=60_000)
        return json.loads(said.inner_text())

    def choose(self, menu: int, label: str) -> None:
        self.page.locator(".widget-dropdown select").nth(menu).select_option(label=label)

    def labels(self, menu: int) -> list[str]:
        found = self.page.locator(".widget-dropdown select").nth(menu).locator("option")
        return sorted(text.strip().replace("\xa0", " ") for text in found.all_inner_texts())

    def table(self) -> list[list[str]]:
        rows = self.page.locator("table.explore tr").all()[1:]
        return [[cell.strip() for cell in row.locator("td").all_inner_texts()] for row in rows]

    def becomes(self, read: Callable[[], Any], expected: Any) -> None:
        """Wait until what is seen is what is expected."""
        for _ in range(100):
            if (seen := read()) == expected:
                # What a browser sends back of new sliders comes a moment after they are there.
                self.page.wait_for_timeout(300)
                return
            self.page.wait_for_timeout(200)
        assert seen == expected

    def drag(self, slider: int, by: int) -> None:
        """Take the handle of a slider by so many pixels to the right, in many small steps."""
        handle = self.page.locator(".widget-slider .noUi-handle").nth(slider)
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        for step in range(20):
            self.page.mouse.move(x + by * (step + 1) / 20, y)
            self.page.wait_for_timeout(20)
        self.page.mouse.up()
        self.page.wait_for_timeout(400)


@pytest.fixture(scope="module")
def opened(lab: str) -> Iterator[Opened]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(90_000)
        page.goto(lab)
        page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.sessionContext")
        # What is run before the kernel is joined is lost.
        page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.ready")
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell')")
        page.locator(".widget-slider .noUi-handle").first.wait_for()
        yield Opened(page)
        browser.close()


@pytest.fixture(scope="module")
def plan() -> la.Plan:
    return la.load_plan()


def in_python(plan: la.Plan, scenario: la.Scenario, indicator: str) -> list[list[str]]:
    draft = Draft(plan, scenario, {})
    draft.run()
    return target_rows(draft, indicator)


def test_untouched_panel_is_what_python_says_whatever_is_chosen(opened: Opened, plan) -> None:
    """Every scenario and every indicator in turn, by the menus; nobody touches a slider."""
    paths = la.run_scenarios(plan, NAMES).dropna(subset="value")
    seen = 0
    for name in NAMES:
        opened.choose(0, plan.scenario_label(name))
        known = paths.loc[paths["scenario"] == name, "indicator"].unique()
        opened.becomes(partial(opened.labels, 1), sorted(map(plan.label, known)))
        [written] = la.read_scenarios(plan, name)
        for indicator in known:
            opened.choose(1, plan.label(indicator))
            opened.becomes(opened.table, in_python(plan, written, indicator))
            seen += 1
    state = opened.state()
    assert (state["moved"], state["moves"]) == ({}, [])
    assert seen == len(paths.drop_duplicates(["scenario", "indicator"])) > 20


def test_drag_is_one_move_and_one_draw_on_the_same_axis(opened: Opened, plan) -> None:
    opened.choose(0, plan.scenario_label("slow"))
    opened.becomes(partial(opened.labels, 1), sorted(map(plan.label, SLOW)))
    opened.choose(1, plan.label(FIRMS))
    opened.becomes(opened.table, in_python(plan, la.read_scenarios(plan, "slow")[0], FIRMS))
    before = opened.state()
    assert (before["moved"], before["indicator"]) == ({}, FIRMS)
    opened.drag(0, 8)
    after = opened.state()
    assert len(after["drawn"]) == len(before["drawn"]) + 1
    assert len(after["moves"]) == len(before["moves"]) + 1
    [(name, growth)] = after["moved"].items()
    assert name == FIRMS
    assert growth == round(growth, 1) > 7.2
    assert after["drawn"][-1] == before["drawn"][-1]
    moved = Draft(plan, la.read_scenarios(plan, "slow")[0], {}, {FIRMS: growth})
    moved.run()
    opened.becomes(opened.table, target_rows(moved, FIRMS))
    assert f"{60 * (1 + growth / 100) ** 5:.1f} enterprises" in opened.table()[0][1]


def test_start_again_is_as_written_with_its_spread(opened: Opened, plan) -> None:
    opened.drag(1, 40)  # the spread
    wide = opened.state()
    assert wide["spread"] > 2
    opened.page.get_by_role("button", name="Start again").click()
    state = opened.state()
    assert (state["moved"], state["spread"]) == ({}, 2)
    label = "Range once moved: 2 points a year to each side"
    assert opened.page.get_by_text(label, exact=True).is_visible()
    opened.becomes(opened.table, in_python(plan, la.read_scenarios(plan, "slow")[0], FIRMS))


@pytest.mark.parametrize("width", [1440, 1024])
def test_chart_is_beside_or_above_what_moves_it(opened: Opened, width: int) -> None:
    opened.page.set_viewport_size({"width": width, "height": 1000})
    opened.page.wait_for_timeout(500)
    chart = opened.page.locator("img.explore").bounding_box()
    slider = opened.page.locator(".widget-slider").first.bounding_box()
    beside = slider["x"] + slider["width"] <= chart["x"]
    above = chart["y"] + chart["height"] <= slider["y"]
    assert beside or above
