"""Five years at one growth, as a curve on axes that stand still, a table and a sentence."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass

from linhai_analysis.arguments import check_language, check_share, checked
from linhai_analysis.charts.colours import BLUE, INK, ORANGE
from linhai_analysis.growth import compound_path
from linhai_analysis.lesson.contents import said
from linhai_analysis.lesson.seeds import numbers_of
from linhai_analysis.text import as_given, fixed
from linhai_analysis.words import listed

# Where the axes stand in the picture, how many times the first value they reach, per cent at most.
WIDTH, HEIGHT = 620, 330
LEFT, RIGHT, TOP, BOTTOM = 56, 560, 22, 292
TIMES, MOST = 4, 30.0


@dataclass(frozen=True, repr=False)
class Curve:
    """Five years at one growth: what `chart` returns.

    Parameters
    ----------
    pace : float
        Growth a year in per cent.
    numbers : mapping of str to float
        The numbers of the lesson.
    lang : str
        The language that it speaks.

    Examples
    --------
    >>> chart(20).tells
    'In 2020 there are 149.3: 29.3 more than the target.'
    """

    pace: float
    numbers: Mapping[str, float]
    lang: str

    @property
    def values(self) -> dict[int, float]:
        """The value of each year."""
        start, steps = int(self.numbers["start"]), int(self.numbers["years"])
        path = compound_path(self.numbers["firms"], self.pace / 100, steps)
        return {start + n: float(value) for n, value in enumerate(path)}

    @property
    def title(self) -> str:
        """What the picture asks."""
        return self._said("chart_title")

    @property
    def alt(self) -> str:
        """The picture in words."""
        values = listed([fixed(value, 1) for value in self.values.values()], self.lang)
        return self._said("chart_alt", pace=as_given(self.pace), values=values)

    @property
    def tells(self) -> str:
        """How far the last year is from the target."""
        last = list(self.values.values())[-1]
        gap = round(last - self.numbers["firms_target"], 1)
        name = "tell_over" if gap > 0 else "tell_under" if gap else "tell_met"
        return self._said(name, last=fixed(last, 1), gap=fixed(abs(gap), 1))

    @property
    def svg(self) -> str:
        """The picture; a page moves what has a class."""
        points = [(_x(n), self._y(value)) for n, value in enumerate(self.values.values())]
        target, last = self._y(self.numbers["firms_target"]), points[-1]
        inside = [
            *map(self._tick, range(TIMES + 1)),
            *(_text(_x(n), BOTTOM + 20, str(year)) for n, year in enumerate(self.values)),
            f'<path class="aim" d="M{LEFT} {target}H{RIGHT}" stroke="{ORANGE}" stroke-width="2"'
            ' stroke-dasharray="7 5"/>',
            _text(LEFT + 8, target - 7, self._said("chart_target"), "aim-label", "start", ORANGE),
            f'<polyline class="way" points="{" ".join(f"{x},{y}" for x, y in points)}" fill="none"'
            f' stroke="{BLUE}" stroke-width="3"/>',
            *(f'<circle class="dot" cx="{x}" cy="{y}" r="5" fill="{BLUE}"/>' for x, y in points),
            _text(
                last[0] + 9, last[1] + 5, fixed(self.values[max(self.values)], 1), "last", "start"
            ),
        ]
        return (
            f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{html.escape(self.alt)}"'
            ' xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="14">'
            f"{''.join(inside)}</svg>"
        )

    @property
    def table(self) -> str:
        """The values as a table of a page."""
        heads = "".join(f'<th scope="col">{year}</th>' for year in self.values)
        cells = "".join(f"<td>{fixed(value, 1)}</td>" for value in self.values.values())
        year, value = self._said("year"), self._said("value")
        return (
            f'<table class="years"><tr><th scope="row">{year}</th>{heads}</tr>'
            f'<tr><th scope="row">{value}</th>{cells}</tr></table>'
        )

    def _repr_html_(self) -> str:
        title = html.escape(self.title)
        told = html.escape(self._said("told_at", pace=as_given(self.pace), tells=self.tells))
        # Black on white, whatever the notebook around it is.
        look = f"max-width:40rem;padding:.5rem;background:#fff;color:{INK}"
        return f'<div style="{look}"><b>{title}</b>{self.svg}{self.table}<p>{told}</p></div>'

    def __repr__(self) -> str:
        return f"{self.alt} {self.tells}"

    def _said(self, name: str, **given: object) -> str:
        return said(name, self.lang, **{**self.numbers, **given})

    def _y(self, value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / (TIMES * self.numbers["firms"]), 1)

    def _tick(self, times: int) -> str:
        value = times * self.numbers["firms"]
        label = _text(LEFT - 8, self._y(value) + 5, as_given(value), "tick", "end")
        return f'<path d="M{LEFT} {self._y(value)}H{RIGHT}" stroke="#d9d9d9"/>{label}'


def _x(step: int) -> float:
    return round(LEFT + 20 + (RIGHT - LEFT - 40) * step / 5, 1)


def _text(
    x: float, y: float, text: str, name: str = "", anchor: str = "middle", colour: str = INK
) -> str:
    return (
        f'<text class="{name}" x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}">'
        f"{html.escape(text)}</text>"
    )


@checked
def chart(pace: float, seed: object = None, lang: str | None = None) -> Curve:
    """Show what becomes of the firms of the lesson in five years at one growth.

    Parameters
    ----------
    pace : float
        Growth a year in per cent, from 0 to 30.
    seed : str or int, optional
        A student's name or number, as in `check`.
    lang : str, optional
        ``"en"`` or ``"zh"``; else the language that is set.

    Returns
    -------
    Curve
        Shows itself in a notebook; `values` by year, `tells` and `alt` in words.

    Raises
    ------
    DataError
        Where the growth is not a number from 0 to 30.

    Examples
    --------
    >>> chart(20).values[2016]
    72.0
    """
    return Curve(check_share("pace", pace, 0.0, MOST), numbers_of(seed), check_language(lang))
