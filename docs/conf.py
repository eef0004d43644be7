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

    Sphinx's own needs one (jieba), and looks for what was typed as one word.
    """

    # Whose stemmer takes Latin words: by the name of Chinese the page looks for none there is.
    language_name = "English"
    js_splitter_code = r"""
function splitQuery(query) {
  const pairs = (run) => run.length === 1 ? [run]
    : Array.from({length: run.length - 1}, function (_, at) { return run.slice(at, at + 2); });
  return (query.match(/[\u3400-\u9fff]+|[A-Za-z0-9_]+/g) || []).flatMap(function (run) {
    return run.charCodeAt(0) === Math.max(run.charCodeAt(0), 0x3400) ? pairs(run) : [run];
  });
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
