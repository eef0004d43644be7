"""The facts that every rule judges: base, latest figure, target, and the history in between.

All arrays have one entry a target, so that one series and thirty thousand are judged by the
same lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linhai_analysis.arguments import Array, Mask
from linhai_analysis.growth import cagr
from linhai_analysis.notes import noted
from linhai_analysis.projection import Projection, project
from linhai_analysis.targets import RELATIONS, TOLERANCE, meets, same

Texts = NDArray[np.object_]

# A requirement below 5 % of the base is nearly met before it begins: ratios to it explode.
TINY = 0.05


@dataclass(frozen=True, eq=False)
class Cases:
    """What is known of each target on the day of the review."""

    base: Array
    latest: Array
    target: Array
    base_year: Array
    year: Array
    target_year: Array
    sign: Array
    sense: Texts
    percent: Mask
    ended: Mask
    years: Array
    values: Array
    broken: Mask
    blocked: Texts
    fixed: Texts
    no_projection: Texts
    lower: Array
    upper: Array
    # The level aimed at from the ends of a base value with a range; NaN without.
    target_low: Array
    target_high: Array
    place: Texts
    siblings: Texts

    def __len__(self) -> int:
        return len(self.base)

    @property
    def k(self) -> Array:
        """Years from base to latest value; 1 at least, so that it can divide."""
        return np.fmax(self.year - self.base_year, 1.0)

    @property
    def n(self) -> Array:
        """Years from base to target."""
        return self.target_year - self.base_year

    @property
    def elapsed(self) -> Array:
        """S, the share of the plan's years that is over at the date of the figure (时序进度)."""
        return self.k / self.n

    @cached_property
    def observed(self) -> Array:
        """Compound growth a year from base to latest value."""
        return np.asarray(cagr(self.base, self.latest, self.k))

    @cached_property
    def required(self) -> Array:
        """Compound growth a year from base to target."""
        return np.asarray(cagr(self.base, self.target, np.where(self.n > 0, self.n, 1.0)))

    @property
    def progress(self) -> Array:
        """P, the share of the way from base to target that is done (增量完成进度)."""
        return (self.latest - self.base) / (self.target - self.base)

    @property
    def overshot(self) -> Mask:
        """Whether a figure that is to be hit lies behind the latest value."""
        with np.errstate(all="ignore"):
            return self.to_be_hit & ~self.met & (self.progress > 1)

    @property
    def rate_kept(self) -> Mask:
        """Whether growth is what is required each year, though equal steps ask for more so far."""
        with np.errstate(all="ignore"):
            pace = self.sign * (self.observed - self.required)
            return (pace >= -TOLERANCE) & (self.progress < self.elapsed) & ~self.met

    @property
    def done(self) -> Array:
        """P where there is a way to go; none of what has to be held or needs no rule."""
        with np.errstate(all="ignore"):
            told = (self.blocked == "") & (self.fixed == "") & ~self.held
            return np.where(told, self.progress, np.nan)

    def meets(self, value: Array) -> Mask:
        """Whether a value meets the target."""
        return meets(value, self.target, self.sense)

    @cached_property
    def met(self) -> Mask:
        """Whether the latest value meets the target."""
        return self.meets(self.latest)

    @cached_property
    def met_in(self) -> Mask:
        """In which years of the history, after the base year, the value met the target."""
        met = meets(self.values, self.target[:, None], self.sense[:, None])
        return met & (self.years > self.base_year[:, None])

    @cached_property
    def held(self) -> Mask:
        """Whether there is nothing to reach, only to hold: the base meets the target."""
        return self.meets(self.base) | (self.base == self.target)

    @property
    def fell(self) -> Mask:
        """Whether the latest value lies on the wrong side of the base."""
        return (self.sign * (self.latest - self.base) < 0) & ~same(self.latest, self.base)

    @cached_property
    def to_be_hit(self) -> Mask:
        """Whether the target is a figure to be hit, neither a floor nor a ceiling."""
        hit = [name for name, relation in RELATIONS.items() if not relation.side]
        return np.isin(self.sense.astype(str), hit)

    def notes(self) -> list[tuple[str, ...]]:
        """What stands beside the verdict."""
        once = (self.met_in & (self.years < self.year[:, None])).any(axis=1)
        change = np.diff(self.values, axis=1, prepend=np.nan)[:, -1]
        required = np.abs(self.target - self.base)
        found = {
            "relapsed": once & ~self.met,
            "reached_but_falling": self.met & (self.sign * change < 0),
            "tiny_requirement": ~self.held & (required <= TINY * np.abs(self.base)),
            "level_break": self.broken,
            "overshot": self.overshot,
        }
        return noted(found, len(self))

    @cached_property
    def projections(self) -> list[Projection | None]:
        """The trend projection of each history to its target year; None where it is refused."""
        seen: dict[tuple, Projection] = {}
        made: list[Projection | None] = []
        for i in range(len(self)):
            end, now = self.target_year[i], self.year[i]
            if self.no_projection[i] or not end > now:
                made.append(None)
                continue
            known = ~np.isnan(self.values[i])
            years, values = self.years[i][known].astype(int), self.values[i][known]
            ends = (self.lower[i], self.upper[i])
            bounds = [None if np.isnan(bound) else float(bound) for bound in ends]
            # Many targets may be asked of one history: it is projected once.
            place, others = self.place[i], self.siblings[i]
            key = (years.tobytes(), values.tobytes(), end, *bounds, place, id(others))
            if key not in seen:
                series = pd.Series(values, index=years, name=place)
                seen[key] = project(
                    series, to=int(end), lower=bounds[0], upper=bounds[1], reference=others
                )
            made.append(seen[key])
        return made

    def pick(self, rows: Sequence[int] | NDArray[np.int64], **instead: Any) -> Cases:
        """Some of the cases, in this order, with other facts where they are given."""
        at = np.asarray(rows, dtype=np.int64)
        return replace(self, **{f.name: getattr(self, f.name)[at] for f in fields(self)} | instead)
