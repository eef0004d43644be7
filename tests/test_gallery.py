"""The gallery shows every public chart in both languages, and its lines make what it shows."""

from __future__ import annotations

import re
import sys
from importlib import import_module

import matplotlib.pyplot as plt
import pytest

import linhai_analysis as la
from linhai_analysis.data import data_dir

DOCS = data_dir().parent / "docs"
sys.path.append(str(DOCS))

gallery_page = import_module("gallery_page")

SLOW = {"plot_backtest", "plot_calibration", "plot_hindsight"}
PUBLIC = sorted(name for name in la.__all__ if name.startswith("plot_"))
WRITTEN = pytest.mark.skipif(
    not (DOCS / "gallery.md").exists(), reason="`make gallery` has not written the page yet"
)


def test_every_public_chart_has_its_lines():
    assert sorted(gallery_page.EXAMPLES) == PUBLIC


@pytest.mark.parametrize("lang", list(gallery_page.PAGES))
@pytest.mark.parametrize("name", sorted(set(gallery_page.EXAMPLES) - SLOW))
def test_lines_make_a_chart_that_says_what_it_shows(name, lang):
    ax = gallery_page.drawn(name, lang)
    assert name in gallery_page.lines(name, lang)[-1]
    assert ax.alt
    assert gallery_page.picture(ax).startswith(b"\x89PNG")
    plt.close("all")


@pytest.mark.parametrize("name", sorted(SLOW & set(gallery_page.EXAMPLES)))
def test_lines_that_look_back_make_a_chart_too(name):
    assert gallery_page.drawn(name, "zh").alt
    plt.close("all")


@WRITTEN
@pytest.mark.parametrize("lang", list(gallery_page.PAGES))
def test_page_names_every_chart_and_has_its_picture(lang):
    page = DOCS / gallery_page.PAGES[lang][0]
    text = page.read_text(encoding="utf-8")
    assert sorted(re.findall(r"^## (plot_\w+)$", text, re.M)) == PUBLIC
    shown = re.findall(r"^!\[(.+)\]\((.*gallery/.+\.png)\)$", text, re.M)
    assert len(shown) == len(PUBLIC)
    assert all((page.parent / path).is_file() for _, path in shown)
    for name in PUBLIC:
        code = "\n".join(gallery_page.lines(name, lang))
        assert f"## {name}\n\n{gallery_page.purpose(name, lang)}\n\n```python\n{code}\n```" in text


@WRITTEN
def test_pictures_are_small_and_none_is_left_over():
    made = list((DOCS / gallery_page.PICTURES).glob("*.png"))
    assert len(made) == 2 * len(PUBLIC)
    assert sum(path.stat().st_size for path in made) < 1_500_000
