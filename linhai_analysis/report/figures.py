"""The charts of a report as PNG and SVG."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from linhai_analysis.filenames import slugs
from linhai_analysis.words import word

# Without these two an SVG is another file each time it is drawn.
REPRODUCIBLE: Any = {"svg.hashsalt": "linhai_analysis"}
FORMATS: dict[str, dict[str, Any]] = {
    "png": {"dpi": 150, "metadata": {"Software": None}},
    "svg": {"metadata": {"Date": None}},
}
# Charts with a column for each rule.
WIDE = dict.fromkeys(("scorecard", "verdicts"), "wide")


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart: the parts of its name, how it is drawn, what it is, and what it shows in words.

    `size` is its class on the page: small ones stand side by side, wide ones are scrolled.
    """

    key: tuple[str, ...]
    draw: Callable[[], Any]
    caption: str
    alt: str
    size: str = ""


def described(
    key: tuple[str, ...], draw: Callable[..., Any], lang: str, of: str = "", **shown: Any
) -> Chart:
    """A chart in the words of its kind, which begins its key; small if it is `of` one thing."""
    kind, size = key[0], "small" if of else WIDE.get(key[0], "")
    caption = word(f"chart.{kind}_" if of else f"chart.{kind}", lang)
    caption = word("caption", lang, chart=caption, of=of) if of else caption
    shows = word(f"alt.{kind}", lang, **shown)
    alt = word("alt", lang, caption=caption, shows=shows)
    return Chart(key, partial(draw, lang=lang), caption, alt, size)


def stems(charts: Iterable[Chart]) -> dict[Chart, str]:
    """The names of the files of charts, no two the same and none refused by any system.

    >>> charts = [Chart(("fan", "R&D 5%/yr", "gdp"), dict, "", "") for _ in range(2)]
    >>> list(stems(charts).values())
    ['fan_r-d-5-yr__gdp', 'fan_r-d-5-yr__gdp-2']
    """
    # A tail of blanks is no part of a file name, and makes every name another one.
    names = {
        chart: "_".join(filter(None, (chart.key[0], "__".join(chart.key[1:])))) + n * " "
        for n, chart in enumerate(charts)
    }
    made = slugs(names.values())
    return {chart: made[name] for chart, name in names.items()}


def figure_files(charts: Iterable[Chart], tell: Callable[[str], None]) -> dict[str, bytes]:
    """Draw charts, by the names of their files."""
    files = {}
    for chart, stem in stems(charts).items():
        tell(chart.caption)
        for kind, picture in pictures(chart.draw).items():
            files[f"figures/{stem}.{kind}"] = picture
    return files


def pictures(draw: Callable[[], Any]) -> dict[str, bytes]:
    """Draw a chart as PNG and SVG.

    >>> from linhai_analysis import load_plan, plot_coverage
    >>> pictures(lambda: plot_coverage(load_plan()))["svg"].startswith(b"<?xml")
    True
    """
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    made = {}
    with plt.ioff(), mpl.rc_context(REPRODUCIBLE):
        figure = draw().figure
        for kind, options in FORMATS.items():
            data = io.BytesIO()
            figure.savefig(data, format=kind, **options)
            made[kind] = data.getvalue()
        plt.close(figure)
    return made
