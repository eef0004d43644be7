"""All notebooks run once a test run: in JupyterLab, or by themselves where there is no browser."""

from __future__ import annotations

import json
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

import nbformat
from lab_server import ARGUMENTS, CHROMIUM, TOKEN, jupyterlab

from linhai_analysis.data import data_dir

ROOT = data_dir().parent
FOLDER = ROOT / "notebooks"
SCREENSHOTS = ROOT / "out" / "jupyterlab"
sys.path.append(str(FOLDER))

lab, run = import_module("lab"), import_module("run")

NAMES = [path.relative_to(FOLDER).as_posix() for path in run.notebooks()]
WIDTH, HIGHEST = 1280, 16_000  # of a screenshot, in pixels
RUN_ALL = """async path => {
    const app = window.jupyterapp;
    const panel = await app.commands.execute("docmanager:open", { path });
    await panel.context.ready;
    await panel.sessionContext.ready;
    app.shell.activateById(panel.id);
    app.shell.collapseLeft();
    window.ended = false;
    window.all = app.commands.execute("notebook:run-all-cells").then(() => panel.context.save());
    window.all.finally(() => { window.ended = true; });
}"""
CLOSE = """async () => {
    await window.jupyterapp.shell.currentWidget.sessionContext.shutdown();
}"""
SEEN = """() => {
    const all = selector => [...document.querySelectorAll(".jp-Notebook " + selector)];
    const told = mime => all(`.jp-OutputArea-output[data-mime-type="${mime}"]`);
    return {
        images: all(".jp-OutputArea-output img").map(one => one.complete && one.naturalWidth > 0),
        tables: all(".jp-OutputArea-output table").map(one => one.offsetHeight > 0),
        faults: ["error", "stderr"].flatMap(kind => told(`application/vnd.jupyter.${kind}`))
            .map(one => one.textContent),
        asked: [...document.querySelectorAll(".jp-Dialog, .Toastify__toast")]
            .map(one => one.textContent),
    };
}"""
HEIGHT = """() => {
    const last = [...document.querySelectorAll(".jp-Notebook .jp-Cell")].at(-1);
    const first = document.querySelector(".jp-Notebook .jp-Cell");
    return Math.ceil(last.getBoundingClientRect().bottom - first.getBoundingClientRect().top) + 200;
}"""
SHOW_TOP = """() => new Promise(done => {
    document.querySelector(".jp-WindowedPanel-outer").scrollTop = 0;
    requestAnimationFrame(() => requestAnimationFrame(done));
})"""
LOADED = "[...document.querySelectorAll('.jp-OutputArea-output img')].every(one => one.complete)"
# What a widget shows, without the number that the slider itself has beside it.
BESIDE_SLIDER = """() => {
    const handle = document.querySelector(".jp-OutputArea-output .noUi-handle");
    const shown = handle.closest(".jp-Cell-outputArea").cloneNode(true);
    shown.querySelectorAll(".widget-readout").forEach(one => one.remove());
    return shown.textContent;
}"""


def run_all(out: Path) -> None:
    """Run a copy of all notebooks in ``out/work``; ``out/seen.json`` is what the browser saw."""
    shutil.rmtree(out, ignore_errors=True)
    (out / "work").mkdir(parents=True)
    lab.copy(FOLDER, out / "work")
    if CHROMIUM.exists():
        seen = in_jupyterlab(out)
        (out / "seen.json").write_text(json.dumps(seen, ensure_ascii=False), encoding="utf-8")
    else:
        with ProcessPoolExecutor(2) as pool:
            list(pool.map(run.renewed, [out / "work" / name for name in NAMES]))


def in_jupyterlab(out: Path) -> dict[str, dict[str, Any]]:
    """Run every notebook in JupyterLab, two at a time, and move its slider if it has one."""
    from playwright.sync_api import sync_playwright

    lab.be_quiet(out / "own")
    quiet = f"--LabApp.app_settings_dir={out / 'own/share/jupyter/lab/settings'}"
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    seen = {}
    with (
        jupyterlab(out / "work", out / "own", "--expose-app-in-browser", quiet) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        for first in range(0, len(NAMES), 2):
            pages = {n: started(browser, address, n) for n in NAMES[first : first + 2]}
            seen |= {name: looked_at(page, name) for name, page in pages.items()}
        browser.close()
    return seen


def started(browser: Any, address: str, name: str) -> Any:
    """A tab of its own in which all cells of a notebook begin to run."""
    page = browser.new_context(viewport={"width": WIDTH, "height": 1000}).new_page()
    page.set_default_timeout(180_000)
    space = name.replace("/", "-").removesuffix(".ipynb")
    page.goto(f"{address}/lab/workspaces/{space}?token={TOKEN}")
    page.wait_for_function(
        "window.jupyterapp?.isPluginActivated('@jupyterlab/notebook-extension:tracker')"
    )
    page.evaluate("() => window.jupyterapp.restored")
    page.evaluate(RUN_ALL, name)
    return page


def looked_at(page: Any, name: str) -> dict[str, Any]:
    """What stands in a notebook when all cells have run, and what its slider does."""
    page.wait_for_function("window.ended")
    page.evaluate("() => window.all")
    idle = '.jp-Notebook-ExecutionIndicator[data-status="idle"]'
    page.wait_for_selector(idle, state="attached")
    # All cells in view at once; those that come into view only then may be higher than thought.
    for _ in range(2):
        height = min(page.evaluate(HEIGHT), HIGHEST)
        page.set_viewport_size({"width": WIDTH, "height": height})
        page.evaluate(SHOW_TOP)
    page.wait_for_function(LOADED)
    page.screenshot(path=SCREENSHOTS / name.replace("/", "-").replace(".ipynb", ".png"))
    found = page.evaluate(SEEN) | {"slider": moved(page)}
    page.evaluate(CLOSE)
    page.context.close()
    return found


def moved(page: Any) -> list[str]:
    """What a widget showed before and after its first slider was moved by the keyboard."""
    handle = page.locator(".jp-OutputArea-output .noUi-handle").first
    if not handle.count():
        return []
    number = page.locator(".jp-OutputArea-output .widget-readout").first
    before, read = page.evaluate(BESIDE_SLIDER), number.inner_text()
    handle.focus()
    for _ in range(5):
        handle.press("ArrowRight")
    page.wait_for_function(f"before => ({BESIDE_SLIDER})() !== before", arg=before)
    return [read, before, number.inner_text(), page.evaluate(BESIDE_SLIDER)]


def outputs(path: Path) -> list[list[dict]]:
    """The outputs of each code cell of a notebook that was run."""
    notebook = nbformat.read(path, as_version=4)
    return [run.joined(cell.outputs) for cell in notebook.cells if cell.cell_type == "code"]
