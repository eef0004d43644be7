"""The page: one file that needs nothing else, and says and computes what the library does."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import linhai_analysis as la
from linhai_analysis.lesson.checking import is_formula
from linhai_analysis.lesson.contents import exercise_ids, row_of, rows
from linhai_analysis.lesson.formulas import computed
from linhai_analysis.lesson.page import page_bytes
from linhai_analysis.lesson.seeds import numbers_of, stirred
from linhai_analysis.words import LANGUAGES

CHROMIUM = Path("/usr/bin/chromium")
in_browser = pytest.mark.skipif(
    not CHROMIUM.exists(), reason=f"{CHROMIUM} is not there; apt-get install chromium"
)
SEEDS = ["", "Li Wei 2026-03", "李伟", " ｌｉ  WEI 2026-03", "0", "17"]
WRITTEN = [
    "14.87",
    "１４．８７％",
    "0.1487",
    "14,87",
    "2,425",
    "20%",
    "about 14.9",
    "12.25",
    "15",
    "-5",
]
WRITTEN += [
    "60 x 1.2^5 = 149.3",
    "10 or 20",
    "hello",
    "not ahead",
    "ahead",
    "落后",
    "算不出来",
    ".5",
]
WRITTEN += [
    "It can’t be computed",
    "0.004 %",
    "0.004个百分点",
    "−12.94",
    "1e2",
    "百分之14.87",
    "n/a",
    "领先或落后",
    "ahead and behind",
    "不领先",
    "没有2015年的数据",
    "1e999",
    "12%",
]


@pytest.mark.parametrize("slides", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_is_one_small_file_without_any_address(lang, slides):
    made = page_bytes(lang, slides=slides)
    assert len(made) < 300_000
    text = made.decode().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|//\w|@import|\bsrc=|url\(", text)
    assert made == page_bytes(lang, slides=slides)


@pytest.mark.parametrize("seed", [None, "李伟"])
def test_page_holds_the_questions_of_the_table_in_both_languages(seed):
    text = html.unescape(re.sub(r"<[^>]*>", "", page_bytes("en", seed).decode()))
    for lang in LANGUAGES:
        asked = la.lesson.exercises(seed, lang)
        for column in ("question", "unit", "place", "part"):
            assert all(one in text for one in asked[column]), (lang, column)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The page in a browser without a network, and whatever went wrong in it."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    file = tmp_path_factory.mktemp("stick") / "lesson.html"
    file.write_bytes(page_bytes("en"))
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        opened = browser.new_context(offline=True).new_page()
        opened.faults = []
        opened.on("pageerror", lambda error: opened.faults.append(str(error)))
        opened.on("request", lambda request: opened.faults.append(request.url))
        opened.goto(file.as_uri())
        opened.faults.remove(file.as_uri())
        yield opened
        browser.close()


@pytest.fixture(autouse=True)
def start(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test begins with the page as it opens, and nothing goes wrong in it."""
    if "page" not in request.fixturenames:
        yield
        return
    opened = request.getfixturevalue("page")
    opened.reload()
    opened.faults.clear()
    yield
    assert opened.faults == []


def said(value: str, numbers: dict[str, float]) -> str:
    """What hits a row of answers or mistakes."""
    if not is_formula(value):
        return {"number": "17.123", "no_number": "无法计算"}.get(value, value)
    return repr(computed(value.rstrip(" %"), numbers)) + ("%" if value.endswith("%") else "")


@in_browser
@pytest.mark.parametrize("seed", SEEDS)
def test_checks_of_the_page_are_those_of_the_library(page, seed):
    numbers, asked = numbers_of(seed), []
    for name in exercise_ids():
        values = [row.value for row in (row_of("answer", name), *rows("mistake", name))]
        for answer in (*WRITTEN, *(said(value, numbers) for value in values)):
            asked += [(name, answer, seed, lang) for lang in LANGUAGES]
    told = page.evaluate("asked => asked.map(one => lesson.check(...one))", asked)
    for (name, answer, _, lang), made in zip(asked, told, strict=True):
        reply = la.lesson.check(name, answer, seed, lang)
        expected = {"right": reply.right, "name": reply.name, "text": repr(reply)}
        assert made == expected, (name, answer)
    assert len(asked) > 700


@in_browser
def test_numbers_of_a_seed_are_those_of_the_library(page):
    seeds = [*SEEDS, *(f"学生{n}" for n in range(200))]
    made = page.evaluate("seeds => seeds.map(lesson.numbersOf)", seeds)
    for seed, numbers in zip(seeds, made, strict=True):
        assert numbers == pytest.approx(numbers_of(seed), rel=1e-12), seed
    assert page.evaluate("lesson.stirred('')") == stirred("")


def values(page: Any) -> list[float]:
    return [float(one) for one in page.locator(".years:visible td").all_inner_texts()]


@in_browser
@pytest.mark.parametrize("pace", [0, 5, 14.87, 20, 30])
def test_slider_moves_table_and_curve_on_axes_that_stand(page, pace):
    ticks = page.locator(".lesson:visible .tick").all_text_contents()
    page.locator(".pace:visible").fill(str(pace))
    assert values(page) == pytest.approx([60 * (1 + pace / 100) ** n for n in range(6)], abs=0.05)
    assert (
        page.locator(".lesson:visible .tick").all_text_contents()
        == ticks
        == ["0", "60", "120", "180", "240"]
    )
    curve = la.lesson.chart(pace)
    assert page.locator(".tells:visible").inner_text() == curve.tells
    assert page.locator("svg:visible").get_attribute("aria-label") == curve.alt
    drawn = [tuple(map(float, one.split(","))) for one in
             page.locator(".lesson:visible .way").get_attribute("points").split()]  # fmt: skip
    here = re.search(r'points="([^"]*)"', curve.svg)[1].split()
    for at, expected in zip(drawn, here, strict=True):
        assert at == pytest.approx(tuple(map(float, expected.split(","))), abs=0.06)


@in_browser
def test_growth_that_the_library_requires_leads_to_the_target(page):
    """The slider at `la.cagr`, to the two decimals that it has, arrives at 120."""
    page.locator(".pace:visible").fill(f"{100 * la.cagr(60, 120, years=5):.2f}")
    assert values(page)[-1] == 120
    assert page.locator(".tells:visible").inner_text().endswith("that is the target.")


@in_browser
def test_growth_off_the_axes_is_not_left_standing_in_its_field(page):
    page.locator(".typed:visible").fill("99")
    page.keyboard.press("Tab")
    assert page.locator(".typed:visible").input_value() == "30"
    assert values(page)[-1] == pytest.approx(60 * 1.3**5, abs=0.05)


@in_browser
def test_page_is_used_with_the_keyboard_alone(page):
    page.locator(".pace:visible").focus()
    for _ in range(3):
        page.keyboard.press("PageUp")
    moved = float(page.locator(".pace:visible").input_value())
    assert moved > 5
    assert values(page)[-1] == pytest.approx(60 * (1 + moved / 100) ** 5, abs=0.05)
    page.locator("[data-exercise='1a'] .answer:visible").focus()
    page.keyboard.type("20 %")
    page.keyboard.press("Enter")
    reply = page.locator("[data-exercise='1a'] .reply:visible")
    assert reply.inner_text() == repr(la.lesson.check("1a", 20))


@in_browser
def test_language_and_seed_change_all_that_is_read(page):
    page.locator(".seed:visible").fill("李伟")
    page.locator("[data-exercise='3a'] .answer:visible").fill("1")
    page.get_by_role("button", name="中文").click()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    asked = la.lesson.exercises("李伟", "zh")
    for name in exercise_ids():
        card = page.locator(f"[data-exercise='{name}']:visible")
        assert card.locator(".question span").inner_text() == asked.loc[name, "question"]
        assert card.locator(".place").inner_text() == asked.loc[name, "place"]
    reply = page.locator("[data-exercise='3a'] .reply:visible").inner_text()
    assert reply == repr(la.lesson.check("3a", "1", "李伟", "zh"))
    page.locator(".seed:visible").fill("")
    assert page.locator("[data-exercise='1a'] .place:visible").inner_text().startswith("规划1.1节")


@in_browser
def test_everything_has_a_name_for_those_who_do_not_see_it(page):
    unnamed = """() => [...document.querySelectorAll("input, button")].filter(one =>
        !(one.ariaLabel || one.labels?.[0]?.textContent.trim() || one.textContent.trim())).length"""
    assert page.evaluate(unnamed) == 0


@in_browser
@pytest.mark.parametrize("width", [390, 1200])
def test_nothing_is_wider_than_the_screen(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@in_browser
def test_printed_page_is_a_worksheet_of_two_sheets(page):
    page.locator(".pace:visible").fill("14.87")
    page.locator("[data-exercise='1a'] .answer:visible").fill("14.87")
    page.keyboard.press("Enter")
    page.emulate_media(media="print")
    assert page.locator(".reply:visible, .pace:visible, .way:visible, details:visible").count() == 0
    assert page.locator(".card:visible").count() == 12
    made = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="screen")
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 2


@in_browser
def test_slides_are_turned_with_the_arrow_keys(page, tmp_path):
    file = tmp_path / "slides.html"
    file.write_bytes(page_bytes("zh", slides=True))
    other = page.context.new_page()
    other.goto(file.as_uri())
    heads = []
    for _ in range(40):
        heads.append(other.locator("section.on:visible").inner_text().split("\n")[0])
        other.keyboard.press("ArrowRight")
    at, printed = other.locator(".at").inner_text(), other.pdf(prefer_css_page_size=True)
    other.close()
    # A title, six parts, twelve questions, an end.
    assert at == "20 / 20"
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 20
    assert len(set(heads)) > 10
    assert heads[-1] == "带走一句话"
