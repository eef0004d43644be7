"""The curve with a slider, in a notebook."""

from __future__ import annotations

from typing import Any

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.explore.widgets import library
from linhai_analysis.lesson.contents import said
from linhai_analysis.lesson.curve import MOST, chart
from linhai_analysis.lesson.seeds import numbers_of


@checked
def slider(seed: object = None, lang: str | None = None) -> Any:
    """Show the curve of the lesson with a slider for the growth a year.

    Parameters
    ----------
    seed : str or int, optional
        A student's name or number, as in `check`.
    lang : str, optional
        ``"en"`` or ``"zh"``; else the language that is set.

    Returns
    -------
    ipywidgets.VBox
        Slider above curve; shows itself as the last line of a cell. It begins at the growth that
        most people guess.

    Raises
    ------
    DataError
        Where ipywidgets is not installed.

    Examples
    --------
    >>> panel = slider()
    >>> panel.children[1].value = 14.87
    >>> "In 2020 there are 120.0: that is the target." in panel.children[2].value
    True
    """
    w, lang = library(), check_language(lang)
    guessed = round(numbers_of(seed)["simple"], 2)
    moved = w.FloatSlider(guessed, min=0, max=MOST, step=0.01, layout=w.Layout(width="40rem"))
    shown = w.HTML()

    def show(change: object = None) -> None:
        shown.value = chart(moved.value, seed, lang)._repr_html_()

    moved.observe(show, "value")
    show()
    return w.VBox([w.Label(said("slider", lang)), moved, shown])
