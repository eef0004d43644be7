"""One projection: its table, the probability of a target, and what was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linhai_analysis.arguments import Array, checked, is_finite, told_value
from linhai_analysis.equality import Alike
from linhai_analysis.errors import DataError
from linhai_analysis.legible import Readable
from linhai_analysis.notes import notes_text
from linhai_analysis.projection.quantiles import MEDIAN, probability_below, quantile, values_at
from linhai_analysis.projection.reference import Borrowed
from linhai_analysis.targets import RELATIONS
from linhai_analysis.text import significant
from linhai_analysis.words import language, listed, say, spoken, word, word_or_name

# To hit a figure exactly has no probability.
SIDED = tuple(name for name, relation in RELATIONS.items() if relation.side)

FLAGS: dict[str, str] = {
    "years_sorted": "the years were not in order",
    "level_break": "only values from the last change of definition on are used",
    "spliced": "the values come from several sources",
    "reference_used": "drift and width are borrowed in part from comparable places",
    "reference_late": "the reference ends before the last value; what was usual by then is used",
    "reference_too_small": "fewer comparable places than a reference needs",
    "reference_ended": "nothing is borrowed: the reference ends too long before the last value",
    "reference_own_short": "nothing is borrowed: that needs 3 values or more",
    "reference_own_not_positive": "nothing is borrowed: the last value is not above 0",
    "place_in_reference": "the reference holds this very series under another name; it is left out",
    "short_history": "fewer than 5 values: the interval rests mostly on other series",
    "gaps_in_years": "years are missing inside the history",
    "constant_history": "the history does not move: 5 % of its level is taken as a year's change",
    "near_zero": "under a quarter of the largest value: no skew, and only that much left to fall",
    "around_zero": "values of both signs, or back from zero: no trend, back to the usual level",
    "suspected_level_break": "one change stands far from the others",
    "extrapolated_horizon": "further ahead than the 5 years for which coverage was measured",
}
"""What a flag of a projection means."""


@dataclass(frozen=True, eq=False, repr=False)
class Projection(Alike):
    """A projection of one yearly series; without numbers when `reason` says why there are none.

    Attributes
    ----------
    model : str
        Name of the model in `MODELS`.
    years : array of int
        The years projected, empty when there is no projection.
    table : array
        Quantiles of the outcomes at `quantiles.LEVELS` (years x levels), before the bounds are
        applied.
    levels : tuple of float
        Levels of the prediction intervals in `frame`.
    lower, upper : float or None
        Bounds that the quantity cannot leave; probability beyond one is gathered on it.
    window : tuple of int
        First and last year used; empty without any.
    n : int
        Number of values used.
    residual_spread : float
        Half the width of the central 68 % interval one year ahead, in the unit of the data, within
        the bounds.
    flags : tuple of str
        What to look at before trusting the numbers.
    reason : str
        Why there are no numbers; empty when there are.
    borrowed : Borrowed or None
        With a reference: `share`, the weight of the siblings' drift in the middle (0 to 1),
        `width`, the factor of the interval, `siblings` and the earlier `years` that taught both.

    Examples
    --------
    >>> from linhai_analysis import project
    >>> made = project(pd.Series([10.0, 12.0], index=[2014, 2015]), horizon=1)
    >>> made.window, made.n, made.flags, list(made.frame)[:2]
    ((2014, 2015), 2, ('short_history',), ['year', 'median'])

    """

    model: str
    years: NDArray[np.int64]
    table: Array
    levels: tuple[float, ...]
    lower: float | None = None
    upper: float | None = None
    window: tuple[int, ...] = ()
    n: int = 0
    flags: tuple[str, ...] = field(default=())
    reason: str = ""
    borrowed: Borrowed | None = None

    @property
    def residual_spread(self) -> float:
        """Half the width of the central 68 % interval one year ahead; NaN without a projection."""
        if self.reason:
            return float("nan")
        first = columns(self.table[:1], (0.68,), self.lower, self.upper)
        return float((first["hi68"] - first["lo68"])[0]) / 2

    @property
    def frame(self) -> pd.DataFrame:
        """Columns year, median, and lo, hi of each level: lo80, hi80, lo95, hi95."""
        return pd.DataFrame(
            {"year": self.years, **columns(self.table, self.levels, self.lower, self.upper)}
        )

    @checked
    def at(self, level: float | Array, year: int | None = None) -> Array:
        """Return the value below which the outcome falls with the probability `level`.

        Parameters
        ----------
        level : float or array
            Between 0 and 1, both left out; an array gives an array, for example of draws.
        year : int, optional
            As in :meth:`probability`.

        Raises
        ------
        DataError
            Without a projection, for a year that was not projected, or a level outside 0 and 1.

        Examples
        --------
        >>> from linhai_analysis import project
        >>> made = project(pd.Series([10.0, 12.0, 11.0], index=[2013, 2014, 2015]), to=2016)
        >>> bool(np.isclose(made.at(0.9), made.frame["hi80"].iloc[0]))
        True
        """
        try:
            levels = np.asarray(level, dtype=float)
        except (TypeError, ValueError):
            raise DataError(say("asked.level", level=told_value(level))) from None
        beyond = ~((levels > 0) & (levels < 1))
        if beyond.any():
            raise DataError(say("asked.level", level=levels[beyond][0].item()))
        values = values_at(self._row(year), levels)
        if self.lower is None and self.upper is None:
            return values
        return np.asarray(np.clip(values, self.lower, self.upper))

    @checked
    def probability(
        self, target: float, year: int | None = None, relation: str = "at_least"
    ) -> float:
        """Return the probability that the value reaches `target` in `year`.

        Read off the same distribution as the intervals: P(value >= hi80) = 0.10.

        Parameters
        ----------
        target : float
            In the unit of the series.
        year : int, optional
            One of the projected years; the last of them where it is left out.
        relation : {"at_least", "at_most", "above", "below"}
            What reaching means.

        Returns
        -------
        float
            0 to 1.

        Raises
        ------
        DataError
            Without a projection, for a year that was not projected, an unknown relation or a target
            that is no number.

        Examples
        --------
        >>> from linhai_analysis import project
        >>> made = project(pd.Series([10.0, 12.0, 11.0], index=[2013, 2014, 2015]), to=2016)
        >>> round(made.probability(made.frame["hi80"].iloc[0]), 6)
        0.1
        >>> made.probability(11) + made.probability(11, relation="below")
        1.0

        """
        if relation not in SIDED:
            raise DataError(
                say("asked.relation", relation=told_value(relation), known=tuple(SIDED))
            )
        if not is_finite(target):
            raise DataError(say("asked.target", target=told_value(target)))
        row = self._row(year)
        # at_most is the complement of above, below that of at_least
        exceeds = self._exceeds(row, float(target), strict=relation in ("above", "at_most"))
        return exceeds if relation in ("at_least", "above") else 1 - exceeds

    def _row(self, year: int | None) -> Array:
        """The quantiles of a projected year."""
        if self.reason:
            raise DataError(say("asked.no_projection", reason=self.reason))
        year = int(self.years[-1]) if year is None else year
        place = np.flatnonzero(self.years == year)
        if not len(place):
            raise DataError(
                say("asked.not_projected", year=year, first=self.years[0], last=self.years[-1])
            )
        return np.asarray(self.table[place[0]])

    def _exceeds(self, row: Array, target: float, strict: bool) -> float:
        """P(value > target) if `strict`, else P(value >= target)."""
        if self.lower is not None and (
            target < self.lower or (target == self.lower and not strict)
        ):
            return 1.0
        if self.upper is not None and (target > self.upper or (target == self.upper and strict)):
            return 0.0
        return 1 - probability_below(row, target)

    def __repr__(self) -> str:
        return repr(self._shown())

    def _repr_html_(self) -> str:
        return self._shown()._repr_html_()

    def _shown(self) -> Readable:
        if self.reason:
            return Readable(pd.DataFrame(), above=self._headline())
        texts = self.frame.drop(columns="year").map(partial(significant, digits=4))
        texts.insert(0, "year", self.frame["year"].map(str))
        heads = [word_or_name("shown.projected", name, language()) for name in texts]
        return Readable(texts.set_axis(heads, axis=1), above=self._headline())

    def _headline(self) -> str:
        lang = language()
        years = f"{self.window[0]}–{self.window[-1]}" if self.window else ""
        model = word_or_name("model", self.model, lang)
        told = word("projection.of", lang, model=model, count=self.n)
        known = listed(
            [told, years, notes_text(self.flags, lang, str(spoken(self.reason, lang)))], lang
        )
        return word("projection.shown", lang, known=known)


def columns(
    table: Array, levels: tuple[float, ...], lower: float | None, upper: float | None
) -> dict[str, Array]:
    """The columns median, lo.., hi.. of quantiles (rows x levels), kept within the bounds.

    >>> list(columns(np.zeros((1, 17)), (0.8, 0.95), None, None))
    ['median', 'lo80', 'hi80', 'lo95', 'hi95']
    """
    out = {"median": table[:, MEDIAN]}
    for level in levels:
        out[f"lo{100 * level:g}"] = quantile(table, (1 - level) / 2)
        out[f"hi{100 * level:g}"] = quantile(table, (1 + level) / 2)
    if lower is not None or upper is not None:
        out = {name: np.clip(column, lower, upper) for name, column in out.items()}
    return out
