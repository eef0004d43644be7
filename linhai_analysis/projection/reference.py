"""Borrowing strength: a place seen beside comparable places, as far as that has been of use.

Five or six yearly values say little about the drift of one region; thirty siblings say much about
what drifts are usual just now. With relative changes (a change over the last value), own mean
change d and siblings' mean changes d_j::

    v_j = s_j^2 / m        sampling variance of a sibling's mean change
    t2  = max(0, var(d_j) - mean(v_j))                how much places truly differ
    v   = ((m - 1) s^2 / m + 4 mean(v_j)) / (m + 3)   own, with four siblings' worth of prior
    mu  = mean over the last five years of the siblings' median change in the year
    drift = (t2 d + v mu) / (t2 + v)

the empirical Bayes estimate (Efron and Morris 1975), computed from the reference itself.

How far to borrow the siblings say themselves. At each of up to five earlier years they are
projected, alone and with the drift lent to them, and compared with what is known by now: e_alone
and e_lent are mean errors, in units of the yearly change. The middle of the projection then lies
between its own and the lent one, and its interval is as wide as theirs should have been::

    share = 1 / (1 + (e_lent / e_alone)^4)            one half where both did as well
    width = exp(mean of log q)                        but 0.9 or more

where q, for each earlier year and each horizon, is the factor that makes the own 80 % intervals
hold 80 % of the siblings. A year counts once, however many siblings it has, since their errors of
one year go together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, cast

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array, Mask
from linhai_analysis.data import place_names, plain_place
from linhai_analysis.projection.likeness import LEAST_SAME, one_series
from linhai_analysis.projection.quantiles import MEDIAN
from linhai_analysis.projection.trial import Trial, foresee
from linhai_analysis.series import (
    SMALLEST,
    Years,
    changes_per_year,
    read_panel,
    without_suspects,
)
from linhai_analysis.words import in_languages
from linhai_analysis.yearly.naming import is_total

LEAST_SIBLINGS = 5
LEAST_WINDOW = 3
"""Values that a sibling's history must have at an earlier year to teach anything."""
MOST_YEARS = 5
NARROWEST = 0.9
RECENT_YEARS = 5
LATEST = 2
"""Years before the last value in which a reference may end and still lend: on the provinces and the
cities it then lends as well as one that does not end.
"""
NOTES = (
    "reference_late",
    "reference_too_small",
    "reference_ended",
    "reference_own_short",
    "reference_own_not_positive",
)
_PRIOR = 4


@dataclass(frozen=True, eq=False)
class Siblings:
    """Comparable series that have been read already, to be used for many projections.

    `wide` has a row a place and a column a year, `named` the rows of each name of a place.
    """

    wide: pd.DataFrame
    named: Mapping[str, tuple[int, ...]]
    _kept: dict[tuple, Any] = field(default_factory=dict, repr=False)

    def of(self, years: Years) -> Array:
        """The values of some years, missing where the table does not reach."""
        key = tuple(years.tolist())
        if key not in self._kept:
            self._kept[key] = self.wide.reindex(columns=years).to_numpy(float)
        return np.asarray(self._kept[key])

    def years(self, others: Mask, until: int) -> Years:
        """The years up to `until` of which enough of the others have a figure to lend."""
        every, known, count = self._figures
        enough = count - known[~others].sum(axis=0) >= LEAST_SIBLINGS
        return np.asarray(every[enough & (every <= until)])

    @cached_property
    def _figures(self) -> tuple[Years, Mask, Array]:
        """All years, which places have a figure of each, and how many."""
        known = self.wide.notna().to_numpy(bool)
        return self.wide.columns.to_numpy(np.int64), known, known.sum(axis=0)

    def foreseen(self, history: Years, after: Years) -> tuple[Mask, Trial]:
        """What every place was to become by its own figures, whoever asks."""
        key = (tuple(history.tolist()), tuple(after.tolist()))
        if key not in self._kept:
            years = np.concatenate([history, after])
            self._kept[key] = foresee(self.of(years), years, len(history))
        return cast("tuple[Mask, Trial]", self._kept[key])

    def called(self, *names: object) -> Mask:
        """The rows that bear one of these names, that of the nation or of a total."""
        known = place_names().union(*map(place_names, names))
        found = np.zeros(len(self.wide), bool)
        found[[row for name in known for row in self.named.get(name, ())]] = True
        found[self.totals] = True
        return found

    @cached_property
    def totals(self) -> list[int]:
        """The rows that hold others, by their names: 合计, Total."""
        return [row for name, rows in self.named.items() if is_total(name) for row in rows]

    def same(self, years: Years, values: Array) -> Mask:
        """The rows that hold this very series, in four common years or more."""
        if len(years) < LEAST_SAME:
            return np.zeros(len(self.wide), bool)
        return one_series(self.of(years), values)


def read_reference(reference: pd.DataFrame | Siblings) -> Siblings:
    """Comparable series as a table: a row per geo, a column per year; each from its last break on.

    >>> long = pd.DataFrame({"geo": ["a", "b"], "year": [2011, 2010], "value": [2.0, 1.0]})
    >>> read_reference(long).wide.columns.tolist()
    [2010, 2011]
    """
    if isinstance(reference, Siblings):
        return reference
    reference = without_suspects(reference)
    panel = read_panel(reference, "geo", what="reference")
    if not len(panel.years):
        return Siblings(pd.DataFrame(), {})
    years = range(int(panel.years.min()), int(panel.years.max()) + 1)
    table = np.full((len(panel.keys), len(years)), np.nan)
    now = np.arange(len(panel.years)) >= panel.level_start[panel.owner]
    table[panel.owner[now], panel.years[now] - years[0]] = panel.values[now]
    places = panel.keys["geo"].tolist()
    return Siblings(pd.DataFrame(table, index=places, columns=years), _named(reference, places))


def _named(reference: pd.DataFrame, places: list) -> dict[str, tuple[int, ...]]:
    """The rows of each name: by code, by the names that the reference itself gives, as known."""
    columns = [name for name in ("geo", *in_languages("name")) if name in reference]
    given = reference[columns].drop_duplicates() if "geo" in columns else pd.DataFrame()
    row_of = {place: row for row, place in enumerate(places)}
    named: dict[str, set[int]] = {}
    for cells in given.itertuples(index=False):
        for name in filter(None, map(plain_place, cells)):
            named.setdefault(name, set()).add(row_of[cells[0]])
    return {name: tuple(sorted(rows)) for name, rows in named.items()}


@dataclass(frozen=True)
class Borrowed:
    """How much a projection owes to its reference.

    `share` is the weight of the siblings' drift in the middle, 0 to 1, `width` the factor of the
    interval, `siblings` their number and `years` the number of earlier years that taught both.
    """

    share: float
    width: float
    siblings: int
    years: int


@dataclass(frozen=True)
class Usual:
    """What is usual among siblings at one origin, as shares of the last value."""

    noise: float
    differ: float
    drift: float
    count: int

    def shrunken(self, changes: Array) -> Array:
        """The drift of each row of relative changes, drawn towards the usual one."""
        m = changes.shape[1]
        own = (m - 1) * changes.var(axis=1, ddof=1) / m
        variance = (own + _PRIOR * self.noise) / (m - 1 + _PRIOR)
        both = self.differ + variance
        share = np.divide(self.differ, both, out=np.zeros(len(changes)), where=both > 0)
        return np.asarray(self.drift + share * (changes.mean(axis=1) - self.drift))


def usual(siblings: Siblings, others: Mask, origin: int, m: int) -> Usual | None:
    """What is usual up to the year `origin` for histories of m changes; None of too few places.

    Of a history that begins before the siblings do, as many changes as they have. A change across
    years that are missing counts once, divided by their number.
    """
    years = siblings.years(others, origin)[-max(m, RECENT_YEARS) - 1 :]
    m = min(m, len(years) - 1)
    if m < LEAST_WINDOW - 1:
        return None
    block = siblings.of(years)[others]
    block = block[block[:, -1] > 0]
    changes = changes_per_year(years[None], block) / block[:, -1:]
    recent = changes[:, -RECENT_YEARS:]
    same = changes[~np.isnan(changes[:, -m:]).any(axis=1), -m:]
    if len(same) < LEAST_SIBLINGS:
        return None
    noise = float(same.var(axis=1, ddof=1).mean()) / m
    differ = max(float(same.mean(axis=1).var(ddof=1)) - noise, 0.0)
    drift = np.mean(
        [np.median(year[known]) for year in recent.T if (known := ~np.isnan(year)).any()]
    )
    return Usual(noise, differ, float(drift), len(same))


def borrow(
    table: Array,
    years: Years,
    values: Array,
    horizons: Array,
    siblings: Siblings,
    others: Mask,
) -> tuple[Array, Borrowed | None, str]:
    """Quantiles (horizons x levels) with what the others lend, and what to note of it.

    As they are where nothing is lent; the note says why. Of a reference that ends a little before
    the last value, what was usual in its last year.
    """
    m, last = len(values) - 1, values[-1]
    if m < LEAST_WINDOW - 1 or not last > 0:
        return table, None, "reference_own_short" if last > 0 else "reference_own_not_positive"
    known = siblings.years(others, int(years[-1]))
    origin = int(known[-1]) if len(known) else int(years[-1])
    if years[-1] - origin > LATEST:
        return table, None, "reference_ended"
    found = usual(siblings, others, origin, m)
    if found is None:
        return table, None, "reference_too_small"
    lesson = lessons(siblings, others, origin, len(values))
    own = table[:, MEDIAN]
    drift = found.shrunken(changes_per_year(years[None], values[None]) / last)
    lent = last * (1 + drift * horizons)
    middle = own + lesson.share * (lent - own)
    made = middle[:, None] + lesson.width * (table - own[:, None])
    late = "reference_late" if origin < years[-1] else ""
    return made, replace(lesson, siblings=found.count), late


def lessons(siblings: Siblings, others: Mask, origin: int, n: int) -> Borrowed:
    """How far and how wide to borrow at `origin`, learned from what the others did before.

    Siblings that grow by one straight line each are foreseen exactly by the drift lent to them:

    >>> years = range(2008, 2016)
    >>> lines = [[100.0 * k + 5 * k * (year - 2015) for year in years] for k in range(1, 7)]
    >>> siblings = Siblings(pd.DataFrame(lines, columns=years), {})
    >>> lesson = lessons(siblings, np.ones(6, bool), 2015, 5)
    >>> round(lesson.share, 6), lesson.years
    (1.0, 5)
    """
    before = range(1, MOST_YEARS + 1)
    trials = [_trial(siblings, others, origin - back, n, back) for back in before]
    known = [one for one in trials if one is not None]
    if not known:
        return Borrowed(0.5, 1.0, 0, 0)
    alone, lent = (np.concatenate([t.error(of) for t in known]).mean() for of in (0.0, 1.0))
    share = alone**4 / (alone**4 + lent**4) if alone + lent > 0 else 0.5
    width = np.concatenate([one.width(share) for one in known])
    wide = float(np.exp(np.log(np.maximum(width, SMALLEST)).mean()))
    return Borrowed(float(share), max(wide, NARROWEST), 0, len(known))


def _trial(siblings: Siblings, others: Mask, origin: int, n: int, back: int) -> Trial | None:
    """The siblings projected from `origin`, `back` years before the one that asks."""
    known = siblings.years(others, origin + min(back, RECENT_YEARS))
    history, after = known[known <= origin][-n:], known[known > origin]
    if len(history) < LEAST_WINDOW or history[-1] != origin or not len(after):
        return None
    found = usual(siblings, others, origin, len(history) - 1)
    rows, made = siblings.foreseen(history, after)
    if found is None or others[rows].sum() < LEAST_SIBLINGS:
        return None
    one = Trial(**{name: part[others[rows]] for name, part in vars(made).items()})
    drift = found.shrunken(one.changes)[:, None]
    return replace(one, lent=one.last * (1 + drift * one.ahead) - one.own)
