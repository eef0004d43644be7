"""The charts of a report as PNG and SVG."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from linhai_analysis.filenames import slugs
from linhai_analysis.words import word

# Letters of an SVG stay outlines. As text it would be written in half the time and be a fifth as
# large (0.26 s and 200 kB of ten charts against 0.5 s and 880 kB), but only with the letters that
# it was measured in: a picture has no fonts of the page around it, subsets inside each file cost
# the time and the room again, and word processors do not read those.
#
# Without these two an SVG is another file each time it is drawn.
# Letters are not fitted to pixels: on paper that only moves them, and it takes a fifth of the time.
REPRODUCIBLE: Any = {"svg.hashsalt": "linhai_analysis", "text.hinting": "no_hinting"}
FORMATS: dict[str, dict[str, Any]] = {
    # Level 3 takes a third less time than the usual 6, and its files of charts are no larger.
    "png": {"dpi": 150, "metadata": {"Software": None}, "pil_kwargs": {"compress_level": 3}},
    "svg": {"metadata": {"Date": None}},
}
# Charts with a column for each rule.
WIDE = dict.fromkeys(("scorecard", "verdicts"), "wide")


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart: the parts of its name, how it is drawn, and what it is.

    `size` is its class on the page: small ones stand side by side, wide ones are scrolled.
    """

    key: tuple[str, ...]
    draw: Callable[[], Any]
    caption: str
    size: str = ""


class Picture(NamedTuple):
    """A chart that was drawn, as what was asked for, and what it shows in words."""

    alt: str
    png: bytes = b""
    svg: bytes = b""


def captioned(key: tuple[str, ...], draw: Callable[..., Any], lang: str, of: str = "") -> Chart:
    """A chart with the caption of its kind, which begins its key; small if it is `of` one thing."""
    kind, size = key[0], "small" if of else WIDE.get(key[0], "")
    caption = word(f"chart.{kind}_" if of else f"chart.{kind}", lang)
    caption = word("caption", lang, chart=caption, of=of) if of else caption
    return Chart(key, partial(draw, lang=lang), caption, size)


def stems(charts: Iterable[Chart]) -> dict[Chart, str]:
    """The names of the files of charts, no two the same and none refused by any system.

    >>> charts = [Chart(("fan", "R&D 5%/yr", "gdp"), dict, "") for _ in range(2)]
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


def drawn(
    charts: Iterable[Chart], kinds: Sequence[str], tell: Callable[[str], None]
) -> dict[Chart, Picture]:
    """Draw charts one after the other, as images of `kinds`; none where there are none."""
    made = {}
    for chart in charts if kinds else ():
        tell(chart.caption)
        made[chart] = pictures(chart.draw, kinds)
    return made


def figure_files(pictures: Mapping[Chart, Picture]) -> dict[str, bytes]:
    """The files of charts, by their names."""
    return {
        f"figures/{stem}.{kind}": getattr(pictures[chart], kind)
        for chart, stem in stems(pictures).items()
        for kind in FORMATS
    }


def pictures(draw: Callable[[], Any], kinds: Sequence[str]) -> Picture:
    """Draw a chart as images of `kinds`.

    >>> from linhai_analysis import load_plan, plot_coverage
    >>> made = pictures(lambda: plot_coverage(load_plan()), ["svg"])
    >>> made.svg.startswith(b"<?xml"), made.png, made.alt[:25]
    (True, b'', 'A grid of indicators (13)')
    """
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    made = {}
    with plt.ioff(), mpl.rc_context():
        # A report looks the same whoever makes it; a chart that is drawn for its reader does not.
        mpl.rcdefaults()
        mpl.rcParams.update(REPRODUCIBLE)
        ax = draw()
        for kind in kinds:
            data = io.BytesIO()
            ax.figure.savefig(data, format=kind, **FORMATS[kind])
            made[kind] = data.getvalue()
        plt.close(ax.figure)
    return Picture(ax.alt, **made)
