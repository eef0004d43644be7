"""How Sphinx makes the site: ``make site``. The tag ``zh`` is the Chinese edition, under ``zh/``.

Nothing is fetched, neither while it is made nor by a page: no formulas in MathJax, no widgets, no
fonts from elsewhere.
"""

from __future__ import annotations

import re
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from sphinx.locale import translators
from sphinx.search.zh import SearchChinese

ZH = tags.has("zh")  # type: ignore[name-defined]  # noqa: F821 - Sphinx gives it

project = "linhai_analysis"
version = release = version_of("linhai-analysis")
project_copyright = ""
language = "zh_CN" if ZH else "en"
extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
    "myst_nb",
]
exclude_patterns = ["zh/**"]
suppress_warnings = [
    # Cells are cited in the words of their notebooks, whose headings may skip a level.
    "myst.header",
]

autosummary_generate = False
numpydoc_show_class_members = False
add_module_names = False
# What is taken and given stands in words below; those of numpy are a page long.
autodoc_typehints = "none"
nb_execution_mode = "off"
nb_mime_priority_overrides = [("*", "application/vnd.jupyter.widget-view+json", None)]
nb_ipywidgets_js: dict[str, dict[str, str]] = {}
myst_enable_extensions = ["colon_fence", "deflist", "attrs_inline"]
myst_heading_anchors = 3

html_theme = "pydata_sphinx_theme"
html_title = "linhai_analysis"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_copy_source = False
html_use_index = not ZH
# A page that was opened from a disk may not fetch the others.
html_show_search_summary = False
html_domain_indices = False
# Pages that stand alone have no section to go through.
html_sidebars = {name: [] for name in ("genindex", "lesson", "search")}
html_theme_options = {
    "navbar_persistent": ["search-button-field", "language"],
    "navbar_end": ["theme-switcher"],
    # Where tables are wide they take the room of the contents.
    "secondary_sidebar_items": {"**": ["page-toc"], "assumptions": [], "benchmarks": []},
    "footer_start": [],
    "footer_end": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
    "show_prev_next": True,
    "search_bar_text": "搜索" if ZH else "Search",
    "back_to_top_button": False,
}

# What the theme has no Chinese for, or none that is said so.
THEME_ZH = {
    "Breadcrumb": "当前位置",
    "Collapse Sidebar": "收起侧栏",
    "Color mode": "明暗",
    "Expand Sidebar": "展开侧栏",
    "On this page": "本页内容",
    "Section Navigation": "本节目录",
    "System Settings": "跟随系统",
}
HAN = re.compile("[㐀-鿿]+")


class SearchHan(SearchChinese):
    """Chinese by pairs of characters, on the page as in the index: no dictionary is needed.

    Sphinx's own needs one (jieba), and looks for what was typed as one word. A question stands on
    no page as it was typed: without the words that ask, those of its pairs are looked for that
    stand together on one page, the more of them and the rarer the better.
    """

    # Whose stemmer takes Latin words: by the name of Chinese the page looks for none there is.
    language_name = "English"
    js_splitter_code = r"""
function splitQuery(query) {
  const pairs = (run) => run.length === 1 ? [run]
    : Array.from({length: run.length - 1}, function (_, at) { return run.slice(at, at + 2); });
  const told = query.replace(/怎么|怎样|如何|哪里|什么|多少|[吗呢把的]/g, " ");
  const asked = (told.match(/[\u3400-\u9fff]+|[A-Za-z0-9_]+/g) || []).flatMap(function (run) {
    return run.charCodeAt(0) === Math.max(run.charCodeAt(0), 0x3400) ? pairs(run) : [run];
  });
  const index = Search._index;
  const pages = (term) => [index.terms[term] ?? [], index.titleterms[term] ?? []].flat();
  const known = asked.map((term) => new Set(pages(term)));
  const rare = (on) => Math.log(1 + index.docnames.length / on.size);
  const met = index.docnames.map((_, page) => known.map((on) => on.has(page) ? rare(on) : 0));
  const sum = (all) => all.reduce((one, other) => one + other, 0);
  const best = met.reduce((one, other) => sum(other) > sum(one) ? other : one);
  return sum(best) ? asked.filter((term, n) => best[n] || /[A-Za-z]/.test(term)) : asked;
}
"""

    def split(self, input: str) -> list[str]:
        runs = HAN.findall(input)
        return [run[n : n + 2] for run in runs for n in range(len(run) - 1)] + super().split(input)


def other_edition(app: Any, page: str, _template: str, context: dict[str, Any], _tree: Any) -> None:
    """Where the other language has the page, or what stands above it."""
    here = Path(app.srcdir)
    there = here.parent if ZH else here / "zh"
    found = any((there / f"{page}{end}").exists() for end in (".md", ".rst", ".ipynb"))
    root = "../" if ZH else "zh/"
    name = page if found or page == "search" else "index"
    context["other_edition"] = f"{root}{name}.html"
    context["other_tag"], context["other_name"] = ("en", "English") if ZH else ("zh-CN", "中文")


def theme_in_chinese(app: Any) -> None:
    """Put the theme's labels into Chinese."""
    catalog = translators["general", "sphinx"]
    catalog._catalog.update(THEME_ZH)  # type: ignore[attr-defined]


def setup(app: Any) -> None:
    app.add_search_language(SearchHan)
    app.connect("html-page-context", other_edition)
    if ZH:
        app.connect("builder-inited", theme_in_chinese)
