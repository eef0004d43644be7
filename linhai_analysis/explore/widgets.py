"""The widgets of the panel and how they stand; what they do is said in ``panel``."""

from __future__ import annotations

import html
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import ceil, floor, log10
from typing import Any

from linhai_analysis.errors import DataError
from linhai_analysis.explore.draft import SPREAD
from linhai_analysis.words import LANGUAGES, say, word

# Points of growth a year that a slider reaches to both sides.
REACH = 40.0


class Widgets:
    """What a person sees of the panel: menus, sliders, buttons, the chart and the table."""

    _quiet = False
    # The chart, and the same in words.
    _png, _alt = b"", ""

    def _lay_out(self, scenarios: Sequence[str], indicators: Sequence[str], lang: str) -> None:
        w = library()
        wide, style = w.Layout(width="97%"), {"description_width": "6rem"}
        self._lang = w.ToggleButtons(
            options=[(one.own_name, lang) for lang, one in LANGUAGES.items()],
            value=lang,
            style={"button_width": "5rem"},
        )
        self._scenario = w.Dropdown(options=scenarios, layout=wide, style=style)
        self._indicator = w.Dropdown(options=indicators, layout=wide, style=style)
        self._name = w.Text(layout=wide, style=style)
        self._rows = w.VBox()
        # A slider speaks when the mouse lets go of it: one move, one draw.
        # Of the range its label says the number: in points, or as a share of a change.
        self._spread = w.FloatSlider(
            value=SPREAD,
            min=0,
            max=10,
            step=0.5,
            continuous_update=False,
            layout=wide,
            readout=False,
        )
        self._spread_label = w.HTML()
        self._reset, self._save = w.Button(), w.Button(layout=w.Layout(width="auto"))
        self._note, self._table = w.HTML(), w.HTML()
        # An image widget would have no text alternative.
        self._chart = w.HTML()
        controls = [self._lang, self._scenario, self._indicator, self._rows]
        controls += [self._spread_label, self._spread, self._name]
        controls += [w.HBox([self._reset, self._save]), self._note]
        left = w.VBox(controls, layout=w.Layout(flex="0 1 22rem", margin="0 1.5rem 0 0"))
        right = w.VBox([self._chart], layout=w.Layout(flex="1 1 26rem"))
        # Side by side, or, where there is no room, the chart above what moves it, both at the left.
        flow = w.Layout(flex_flow="row-reverse wrap", justify_content="flex-end")
        both = w.HBox([right, left], layout=flow)
        self.widget = w.VBox([both, self._table])

    def _ipython_display_(self) -> None:
        """Show what can be moved; where nobody sits there the picture, its words and the table."""
        from IPython.display import display

        picture = {"image/png": self._png, "text/plain": self._alt}
        if attended():
            # Who reads the saved notebook elsewhere finds the picture.
            display(self.widget._repr_mimebundle_() | picture, raw=True)
            return
        still = word("explore.still", str(self._lang.value))
        display(picture, raw=True)
        print(self._alt)
        table = f"{self._table.value}<p>{html.escape(still)}</p>"
        display({"text/html": table, "text/plain": still}, raw=True)

    @contextmanager
    def _by_program(self) -> Iterator[None]:
        """What the program sets is not taken for what a person moved."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def _picture(self, png: bytes, alt: str) -> None:
        self._png, self._alt = png, alt
        source = f"data:image/png;base64,{b64encode(png).decode()}"
        look = "class='explore' style='max-width: 100%'"
        self._chart.value = f"<img {look} src='{source}' alt='{html.escape(alt)}'>"

    def _say(self, sentence: str, color: str = "inherit") -> None:
        self._note.value = f"<p style='color:{color}'>{html.escape(sentence)}</p>"


def library() -> Any:
    """Return the library, or say what to install."""
    try:
        import ipywidgets
    except ImportError:
        raise DataError(say("explore.install")) from None
    return ipywidgets


def attended() -> bool:
    """Return whether somebody sits before the notebook.

    Programs that run one and keep its outputs (nbconvert, papermill, builders of sites) show no
    widget, and they let nobody be asked for input.
    """
    from IPython import get_ipython

    kernel = getattr(get_ipython(), "kernel", None)
    return kernel is not None and bool(kernel.get_parent("shell")["content"].get("allow_stdin"))


def growth_slider(growth: float, rate: bool) -> Any:
    """Return a slider of a growth rate in per cent a year, or of a change a year."""
    w = library()
    low, high, step = -max(REACH, abs(growth)), max(REACH, abs(growth)), 0.1
    if not rate:
        reach = 4 * abs(growth) + 1
        step = 10.0 ** floor(log10(reach / 200))
        # A browser knows whole steps from the low end only: the growth has to be one of them.
        low, high = (growth + side * ceil(reach / step) * step for side in (-1, 1))
    return w.FloatSlider(
        value=growth,
        min=low,
        max=high,
        step=step,
        continuous_update=False,
        readout_format=".1f" if rate else ".3g",
        layout=w.Layout(width="97%"),
    )


def relabel(menu: Any, labels: Mapping[str, str]) -> None:
    """Show these choices under these words; what was chosen stays, where it is among them."""
    chosen = menu.value
    menu.options = [(label, name) for name, label in labels.items()]
    menu.value = chosen if chosen in labels else next(iter(labels), None)
