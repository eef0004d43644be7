"""The site in both languages: made without a network, whole, and the same pages in each."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import linhai_analysis as la
from linhai_analysis.data import data_dir
from linhai_analysis.report.tables.method import assumptions_of_method
from linhai_analysis.tables import CONTRACTS
from linhai_analysis.tables.spelling import spelled

DOCS = data_dir().parent / "docs"
sys.path.append(str(DOCS))
codebook, reference = import_module("pages.codebook"), import_module("pages.reference")
assumptions, measured = import_module("pages.assumptions"), import_module("pages.measured")
assumptions_page = import_module("assumptions_page")

CHROMIUM = Path("/usr/bin/chromium")
# Sphinx runs in this; whatever asks for another machine fails.
REFUSING = """
import runpy, socket, sys
def refuse(*asked, **more):
    raise OSError(f"asks for the network: {asked}")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
sys.argv = sys.argv[1:]
sys.path.insert(0, sys.argv[0].rpartition("/")[0])
runpy.run_path(sys.argv[0], run_name="__main__")
"""
NO_PAGE = re.compile("lesson/|_static/")
# What a page loads by itself.
LOADED = {"script": "src", "img": "src", "source": "src", "iframe": "src", "link": "href"}
needs_sphinx = pytest.mark.skipif(
    not (find_spec("sphinx") and find_spec("myst_nb") and find_spec("numpydoc")),
    reason="what the site is made with is not installed; pip install '.[site]'",
)


class Page(HTMLParser):
    """What a page loads, where it leads, what can be led to, and its pictures."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path, self.lang = path, ""
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.dumb: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given[name] for name in ("id", "name") if name in given}
        self.loads += [given[LOADED[tag]]] if LOADED.get(tag) in given else []
        self.links += [given["href"]] if tag == "a" and "href" in given else []
        said = {"img": "alt", "svg": "aria-label"}.get(tag, "")
        unseen = given.get("aria-hidden") == "true"
        self.dumb += [given.get("src", tag)] if said and not given.get(said) and not unseen else []
        self.lang = given["lang"] if tag == "html" else self.lang


def make(folder: Path) -> None:
    command = [sys.executable, "-c", REFUSING, str(DOCS / "make_site.py"), str(folder / "site")]
    known = os.environ | {"PYTHONPATH": str(data_dir().parent)}
    made = subprocess.run(command, capture_output=True, text=True, env=known)
    assert (made.returncode, made.stderr) == (0, "")


@pytest.fixture(scope="session")
def site(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    return once("site", make) / "site"


@cache
def pages(site: Path) -> dict[str, Page]:
    found = {path.relative_to(site).as_posix(): Page(path) for path in sorted(site.rglob("*.html"))}
    return {name: page for name, page in found.items() if not NO_PAGE.search(name)}


def left_out(site: Path, link: str, page: Page) -> bool:
    """Whether a link leads to nothing that is there."""
    asked = urlsplit(link)
    if asked.scheme or link in ("", "#"):
        return False
    there = (page.path.parent / unquote(asked.path)).resolve() if asked.path else page.path
    found = (
        pages(site).get(there.relative_to(site.resolve()).as_posix()) if there.exists() else None
    )
    ids = found.ids if found else set()
    return not there.exists() or bool(asked.fragment and unquote(asked.fragment) not in ids)


@needs_sphinx
def test_nothing_is_loaded_from_elsewhere(site):
    assert len(pages(site)) > 70
    far = {
        name: [one for one in page.loads if urlsplit(one).scheme not in ("", "data")]
        for name, page in pages(site).items()
    }
    assert {name: found for name, found in far.items() if found} == {}
    styles = {
        path.name: re.findall(r"(?:url\(|@import)\s*['\"]?(https?:[^)'\"]+)", path.read_text())
        for path in site.rglob("*.css")
    }
    assert {name: found for name, found in styles.items() if found} == {}


@needs_sphinx
def test_nothing_of_the_making_is_left_and_signatures_have_no_types_of_numpy(site):
    assert [path.name for path in site.parent.iterdir()] == ["site"]
    assert list(site.rglob("jupyter_execute")) == []
    assert "_SupportsArray" not in (site / "reference" / "growth.html").read_text(encoding="utf-8")


def test_links_between_pages_lead_somewhere_where_the_pages_are_read_as_they_lie():
    """With the end of their name: without it only the site finds them. Some are written by code."""
    written = {"benchmarks.md", "codebook.md", "rules.md"}
    for page in [path for path in DOCS.rglob("*.md") if path.parent.name != "pages"]:
        text = page.read_text(encoding="utf-8")
        assert ">>>>>>> " not in text, f"{page} was merged by half"
        for link in re.findall(r"\]\(([^)#:]+)\)", text):
            there = page.parent / link
            assert there.exists() or there.name in written or link.endswith("reference/index")


@needs_sphinx
def test_every_picture_says_what_it_shows(site):
    assert {name: page.dumb for name, page in pages(site).items() if page.dumb} == {}
    assert (
        sum(page.path.read_text(encoding="utf-8").count("<img") for page in pages(site).values())
        > 50
    )


@needs_sphinx
def test_every_link_inside_leads_to_something(site):
    dead = {
        name: [link for link in page.links if left_out(site, link, page)]
        for name, page in pages(site).items()
    }
    assert {name: found for name, found in dead.items() if found} == {}


@needs_sphinx
def test_every_page_is_there_in_the_other_language_and_leads_to_it(site):
    chinese = {name.removeprefix("zh/") for name in pages(site) if name.startswith("zh/")}
    english = {name for name in pages(site) if not name.startswith("zh/")}
    assert english - {"genindex.html"} == chinese
    for name in sorted(chinese):
        for page, other, lang in ((name, f"zh/{name}", "en"), (f"zh/{name}", name, "zh-CN")):
            here = pages(site)[page]
            led = [(here.path.parent / link).resolve() for link in here.links if "://" not in link]
            assert (site / other).resolve() in led, page
            assert here.lang == lang


@needs_sphinx
def test_pages_open_in_a_browser_and_chinese_is_found(site):
    """年均增长率 is one word to whoever types it; four pairs of characters in the index."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not there; apt-get install chromium")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 800})
        noted: list[str] = []
        page.on("pageerror", lambda error: noted.append(str(error)))
        page.on(
            "request",
            lambda one: (
                noted.append(one.url)
                if "://" in one.url[:8] and not one.url.startswith("file:")
                else None
            ),
        )
        for name in ("index.html", "zh/index.html", "codebook.html", "notebooks/04_progress.html"):
            page.goto((site / name).as_uri())
            page.wait_for_load_state("load")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        for name, typed, wanted in (
            ("zh/search.html", "年均增长率", "glossary.html"),
            ("zh/search.html", "怎么增加一条规则？", "zh/howto/extend.html"),
            ("search.html", "conflicts", "howto/differing.html"),
        ):
            page.goto(f"{(site / name).as_uri()}?q={typed}")
            page.wait_for_selector("#search-results li a")
            page.wait_for_timeout(300)
            found = page.eval_on_selector_all("#search-results li a", "all => all.map(a => a.href)")
            assert any(wanted in link for link in found), (typed, found)
        browser.close()
    assert noted == []


@pytest.mark.parametrize("page", ["howto/python.md", "zh/howto/python.md"])
def test_every_line_of_the_pages_on_python_runs(page):
    """But those that read a file of the reader's; and looking back at one indicator will do."""
    text = (DOCS / page).read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", text, re.S)[1]
    ratios = "la.load_panel('provinces').query('indicator == \"rd_gdp_ratio\"')"
    few = f"la.hindsight({ratios}, reviews=[3], "
    lines = [line.replace("la.hindsight(", few) for line in code.splitlines()]
    known: dict[str, object] = {}
    try:
        for line in lines:
            if "yearbook" not in line and not line.startswith("figures."):
                exec(line, known)
                plt.close("all")
    finally:
        la.set_language("en")
    assert known["plan"]


def test_no_public_name_is_missing_from_the_reference():
    assert reference.missing() == set()
    assert sorted(name for names in reference.groups().values() for name in names) == sorted(
        set(la.__all__) - {"__version__"}
    )


def columns() -> Iterator[tuple[str, str]]:
    for table, contract in CONTRACTS.items():
        yield from ((table, column.name) for column in contract)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_codebook_has_every_column_with_what_it_holds_and_its_chinese_headings(lang):
    text = codebook.pages(lang)["codebook.md"]
    for table, column in columns():
        part = text.split(f"\n### {table} ")[1].split("\n### ")[0]
        row = next(line for line in part.splitlines() if line.startswith(f"| `{column}` |"))
        for heading in (one for one, name in spelled(table) if name == column):
            assert heading in row
        assert codebook.meaning(table, column, lang), (table, column)


def test_assumptions_name_what_uses_them_and_fill_in_the_numbers_of_the_code():
    rows = assumptions_of_method(0.05, *assumptions.PLANS)
    used = {name for row in rows for name in row["where"].split(", ")}
    known = set(la.__all__) | {f"Plan.{name}" for name in dir(la.Plan)}
    assert used <= known
    assert {row[kind] for row in rows for kind in ("quality", "impact")} == {
        "green",
        "amber",
        "red",
    }
    series = pd.read_csv(data_dir().parent / "benchmarks" / "series.csv", usecols=["unique_id"])
    page = (DOCS / "assumptions.md").read_text(encoding="utf-8")
    for text in ("Within 5 points", "last 15 values", f"{len(series)} public", "beyond 5 years"):
        assert text in page


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_log_of_assumptions_is_that_of_the_code(lang):
    """Else run `make data`."""
    kept = DOCS / assumptions_page.PAGES[lang]
    assert kept.read_text(encoding="utf-8") == assumptions.page(lang)


def test_range_that_decides_a_target_is_red():
    """Inventions granted, 216 in 2015: at 10.47 % a year 355, at 19.82 % 533; 360 wanted."""
    plan = la.load_plan("linhai_13fyp")
    fast = next(every for every in la.read_scenarios(plan) if every.name == "fast")
    grown = next(one for one in fast.assumptions if one.indicator == "invention_patents_granted")
    assert 216 * (1 + grown.low) ** 5 < 360 < 216 * (1 + grown.high) ** 5
    assert assumptions._impact(plan, fast, grown) == "red"


def test_measured_figures_have_chinese_names_and_are_those_of_the_english_page():
    english = (DOCS / "benchmarks.md").read_text(encoding="utf-8")
    chinese = measured.pages()["zh/benchmarks.md"]
    figures = [
        re.findall(r"\| ([\d.]+) \| ([\d,]+) \|$", page, re.M) for page in (english, chinese)
    ]
    assert figures[0] == figures[1]
    assert len(figures[0]) > 40
    ratios = [
        re.findall(r"\| (\S+) \| \S+ (?:s|MB) \|$", page, re.M) for page in (english, chinese)
    ]
    assert ratios[0] == ratios[1]
    assert len(ratios[0]) > 25
