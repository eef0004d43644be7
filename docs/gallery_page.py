"""The gallery, ``docs/gallery.md`` and ``docs/zh/gallery.md``: ``python docs/gallery_page.py``.

Every public chart in both languages, with the lines that make it and, for those who do not see it,
what it shows in words. The lines that stand on the page are those that are run.
"""

from __future__ import annotations

import inspect
import io
from pathlib import Path
from typing import Any

from pages.reference import WORDS

import linhai_analysis as la

DOCS = Path(__file__).parent
PICTURES = "gallery"
# Enough to be read on the page; in so many colours a picture takes a quarter of the room.
DPI, COLOURS = 80, 64
PAGES = {
    "en": (
        "gallery.md",
        "# Charts\n\nEvery chart, and the lines that make it. Written by `make gallery`.\n",
    ),
    "zh": (
        "zh/gallery.md",
        "# 图表\n\n全部图表及其代码，由 `make gallery` 生成。\n",
    ),
}
IMPORT = "import linhai_analysis as la"
LINHAI, CHINA = 'plan = la.load_plan("linhai_13fyp")', 'plan = la.load_plan("china_13fyp")'
PANEL = 'panel = la.load_panel("provinces").query("indicator == \'rd_gdp_ratio\'")'
# The lines of each chart but the first; `{lang}` is where the other language is asked for.
EXAMPLES: dict[str, tuple[str, str]] = {
    "plot_dashboard": (CHINA, "la.plot_dashboard(la.build_review(plan, 2018{lang}))"),
    "plot_required_growth": (LINHAI, "la.plot_required_growth(plan{lang})"),
    "plot_scorecard": (CHINA, "la.plot_scorecard(plan, 2018{lang})"),
    "plot_verdicts": (CHINA, "la.plot_verdicts(plan, 2018{lang})"),
    "plot_coverage": (LINHAI, "la.plot_coverage(plan{lang})"),
    "plot_milestones": (LINHAI, 'la.plot_milestones(plan, "patents_granted"{lang})'),
    "plot_pace": (CHINA, 'la.plot_pace(plan, "rd_gdp_ratio", 2018{lang})'),
    "plot_ambition": (LINHAI, 'la.plot_ambition(plan, "patents_granted"{lang})'),
    "plot_projection": (
        CHINA + '\nseries = plan.series("rd_gdp_ratio", until=2018)',
        "la.plot_projection(series, la.project(series, to=2020), plan{lang})",
    ),
    "plot_scenarios": (LINHAI, 'la.plot_scenarios(plan, "rd_gdp_ratio"{lang})'),
    "plot_fan": (
        LINHAI,
        'la.plot_fan(plan, la.simulate(plan, "fast", draws=500), "rd_gdp_ratio"{lang})',
    ),
    "plot_sensitivity": (
        LINHAI,
        'la.plot_sensitivity(plan, la.sensitivity(plan, "fast", "rd_gdp_ratio"){lang})',
    ),
    "plot_hindsight": (
        PANEL,
        "la.plot_hindsight(la.hindsight(panel, years=5, reviews=[3]){lang})",
    ),
    "plot_forecast_value": (
        PANEL,
        "la.plot_forecast_value(la.hindsight(panel, years=5, reviews=[3]){lang})",
    ),
    "plot_backtest": (
        PANEL,
        'la.plot_backtest(la.backtest(panel, ["default", "naive", "drift"]){lang})',
    ),
    "plot_calibration": (PANEL, 'la.plot_calibration(la.backtest(panel, ["default"]){lang})'),
}


def lines(name: str, lang: str) -> list[str]:
    """The lines that make a chart."""
    asked = "" if lang == "en" else f', lang="{lang}"'
    before, last = EXAMPLES[name]
    return [IMPORT, *before.split("\n"), last.replace("{lang}", asked)]


def drawn(name: str, lang: str) -> Any:
    """Run the lines of a chart; return the Axes that the last one gives."""
    *before, last = lines(name, lang)
    known: dict[str, Any] = {}
    exec("\n".join(before), known)
    return eval(last, known)


def purpose(name: str, lang: str) -> str:
    """What a chart is for, in a line, as the reference has it."""
    return (
        WORDS[name]["zh"] if lang == "zh" else str(inspect.getdoc(getattr(la, name))).split("\n")[0]
    )


def entry(name: str, lang: str, alt: str) -> str:
    """What the page says of a chart."""
    told = " ".join(alt.replace("[", "(").replace("]", ")").split())
    code = "\n".join(lines(name, lang))
    above = "../" * PAGES[lang][0].count("/")
    picture = f"![{told}]({above}{PICTURES}/{name.removeprefix('plot_')}.{lang}.png)"
    return f"\n## {name}\n\n{purpose(name, lang)}\n\n```python\n{code}\n```\n\n{picture}\n"


def picture(ax: Any) -> bytes:
    """A chart as a small PNG, the same each time."""
    from PIL import Image

    data, made = io.BytesIO(), io.BytesIO()
    ax.figure.savefig(data, format="png", dpi=DPI)
    few = Image.open(data).convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE)
    few.save(made, format="png", optimize=True)
    return made.getvalue()


def main() -> None:
    """Write both pages and their pictures; pictures of charts that are gone are removed."""
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt

    (DOCS / PICTURES).mkdir(exist_ok=True)
    for old in (DOCS / PICTURES).glob("*.png"):
        old.unlink()
    for lang, (file, text) in PAGES.items():
        for name in EXAMPLES:
            ax = drawn(name, lang)
            path = DOCS / PICTURES / f"{name.removeprefix('plot_')}.{lang}.png"
            path.write_bytes(picture(ax))
            text += entry(name, lang, ax.alt)
            plt.close("all")
        (DOCS / file).write_text(text, encoding="utf-8")
        print(DOCS / file)


if __name__ == "__main__":
    main()
