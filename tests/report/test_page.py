"""The page in a browser: no network, no error, nothing outside the window."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason=f"{CHROMIUM} is not there; apt-get install chromium"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def written(review_in: Callable[[str], Path]) -> dict[str, str]:
    return {lang: (review_in(lang) / "review.html").as_uri() for lang in ("en", "zh")}


@pytest.fixture(
    scope="module", params=[("en", 1280), ("en", 390), ("zh", 1280), ("zh", 390)], ids=str
)
def visit(request, browser, written) -> Iterator[tuple[Any, list[str]]]:
    """An open page, and all that it asked for elsewhere or complained of."""
    lang, width = request.param
    page = browser.new_page(viewport={"width": width, "height": 900})
    noted: list[str] = []
    page.on("console", lambda message: noted.append(message.text))
    page.on("pageerror", lambda error: noted.append(str(error)))
    page.on("requestfailed", lambda asked: noted.append(asked.url[:80]))
    page.on(
        "request",
        lambda asked: noted.append(asked.url) if asked.url[:5] not in ("file:", "data:") else None,
    )
    page.goto(written[lang])
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    yield page, noted
    page.close()


def test_page_asks_for_nothing_and_complains_of_nothing(visit):
    _, noted = visit
    assert noted == []


def test_page_is_no_wider_than_the_window(visit):
    page, _ = visit
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    # Nothing sticks out either, except inside boxes that scroll by themselves.
    outside = page.evaluate(
        """[...document.body.querySelectorAll('*')]
        .filter(e => !e.closest('.scroll') && e.getBoundingClientRect().right > innerWidth + 1)
        .map(e => e.tagName)"""
    )
    assert outside == []


def test_every_image_loads_and_says_what_it_shows(visit):
    page, _ = visit
    images = page.evaluate(
        "[...document.images].map(i => [i.alt.trim(), i.complete && i.naturalWidth > 0])"
    )
    assert len(images) == 10
    assert all(alt and loaded for alt, loaded in images)
    assert len({alt for alt, _ in images}) == len(images)


def test_headings_go_down_step_by_step(visit):
    page, _ = visit
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName.slice(1))"
    )
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_page_says_its_language_and_title(visit):
    page, _ = visit
    lang = page.evaluate("document.documentElement.lang")
    titles = {
        "en": "Mid-term review: Linhai science and technology plan 2016-2020",
        "zh-CN": "《临海市科学技术发展“十三五”规划》实施情况中期评估报告",
    }
    assert page.title() == titles[lang]


def test_chinese_is_drawn_with_the_font_that_the_page_brings(visit):
    page, _ = visit
    loaded = page.evaluate(
        """document.fonts.load('16px "Review Chinese"', '专利')
        .then(faces => faces.map(face => face.status))"""
    )
    assert loaded == ["loaded"]


def test_headings_are_drawn_in_that_font(visit):
    """A font that stands late in the list leaves boxes in the texts drawn before it is there."""
    page, _ = visit
    # What is folded is not drawn.
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    tools = page.context.new_cdp_session(page)
    for command in ("DOM.enable", "CSS.enable"):
        tools.send(command)
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    found = tools.send("DOM.querySelectorAll", {"nodeId": root, "selector": "h1, h2, h3, th"})
    assert len(found["nodeIds"]) > 20
    for node in found["nodeIds"]:
        text = tools.send("DOM.getOuterHTML", {"nodeId": node})["outerHTML"]
        chinese = len(re.findall("[\u4e00-\u9fff]", text))
        fonts = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert sum(font["glyphCount"] for font in fonts if font["isCustomFont"]) >= chinese, text


def test_every_table_has_a_head_whose_cells_are_headings(visit):
    page, _ = visit
    heads = page.evaluate(
        "[...document.querySelectorAll('table')].map(t => t.querySelectorAll('thead th').length)"
    )
    # What was assumed in reading is a list in one column.
    assert len(heads) == 17
    shortest, *others = sorted(heads)
    assert shortest == 1
    assert min(others) >= 2


def test_small_text_of_the_charts_can_be_read(visit):
    """9-point labels drawn at a third of their size are 3 points: too small on a telephone."""
    page, _ = visit
    scales = page.evaluate("[...document.images].map(i => i.clientWidth / i.naturalWidth)")
    assert min(scales) > 0.6


@pytest.mark.parametrize("width", [390, 1280])
def test_page_of_scenarios_keeps_the_same_rules(browser, scenarios, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    noted: list[str] = []
    page.on("console", lambda message: noted.append(message.text))
    page.on("requestfailed", lambda asked: noted.append(asked.url[:80]))
    page.goto((scenarios / "scenarios.html").as_uri())
    page.wait_for_load_state("networkidle")
    assert noted == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    images = page.evaluate("[...document.images].map(i => [i.alt, i.naturalWidth > 0])")
    assert all(alt and loaded for alt, loaded in images)
    # Five indicators and the share that follows, four fans of targets, one tornado.
    assert len(images) == len({alt for alt, _ in images}) == 11
    page.close()
