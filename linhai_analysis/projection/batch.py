"""Histories of one length, projected together: one of them or thousands by the same lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array, Mask, check_whole, is_number, told_value
from linhai_analysis.errors import DataError
from linhai_analysis.notes import noted
from linhai_analysis.projection import pooled
from linhai_analysis.projection.models import Model, find, run
from linhai_analysis.projection.quantiles import LEVELS
from linhai_analysis.projection.reference import NOTES, Borrowed, Siblings, borrow, read_reference
from linhai_analysis.projection.zero import zero_flags
from linhai_analysis.series import ROUNDING, SMALLEST, Years, changes_per_year, suspected_breaks
from linhai_analysis.words import Told, say

DEFAULT_HORIZON = 5
SHORT_HISTORY = 5
FARTHEST = 100
"""More years than this are a slip of the keyboard, such as to=20200."""


@dataclass(frozen=True)
class Options:
    """What is asked of a projection, checked."""

    model: Model
    to: int | None
    horizon: int | None
    levels: tuple[float, ...]
    siblings: Siblings | None


def read_options(
    to: int | None,
    horizon: int | None,
    model: str,
    levels: Sequence[float],
    reference: pd.DataFrame | Siblings | None,
) -> Options:
    """Check the options of a projection; refuse what does not make sense."""
    chosen = find(model)
    if to is not None and horizon is not None:
        raise DataError(say("horizon.both"))
    if horizon is not None:
        horizon = check_whole("horizon", horizon, 1)
    for level in levels:
        if not is_number(level) or not 0 < level < 1:
            raise DataError(say("horizon.levels", level=told_value(level)))
    if reference is not None and model != "default":
        raise DataError(say("horizon.reference", model=told_value(model)))
    siblings = None if reference is None else read_reference(reference)
    return Options(chosen, to, horizon, tuple(map(float, levels)), siblings)


class Batch(NamedTuple):
    """Quantiles of each series, its notes, why it has none, and what it borrowed."""

    table: Array
    notes: list[tuple[str, ...]]
    reasons: list[str]
    borrowed: list[Borrowed | None]


def project_batch(
    asked: Options,
    years: Years,
    values: Array,
    names: Iterable[Sequence[object]],
    found: Mapping[str, Mask],
) -> Batch:
    """Project series of one length and reach (series x values).

    `names` are those of the place of each series; `found` is what reading them noticed: flag ->
    series it applies to.
    """
    count, found = len(years), dict(found)
    borrowed: list[Borrowed | None] = [None] * count
    ahead, reason = _years_ahead(years[:1].ravel(), asked)
    if reason:
        table, reasons = np.full((count, 1, len(LEVELS)), np.nan), [reason] * count
    else:
        horizons = ahead.astype(float)
        table, reasons = _tables(asked.model, years, values, horizons, found["level_break"])
        if asked.siblings is not None:
            found |= _borrow(asked.siblings, table, borrowed, years, values, horizons, names)
    if values.shape[1]:
        found |= _notice(years, values, len(ahead))
        found |= zero_flags(values) if asked.model.name == "default" else {}
    return Batch(table, noted(found, count), reasons, borrowed)


def _borrow(
    siblings: Siblings,
    table: Array,
    borrowed: list[Borrowed | None],
    years: Years,
    values: Array,
    horizons: Array,
    names: Iterable[Sequence[object]],
) -> dict[str, Mask]:
    """Lend to each series, in place; what to note: flag -> series it applies to."""
    hidden, told = np.zeros(len(years), bool), list[str]()
    for i, own in enumerate(names):
        named, same = siblings.called(*own), siblings.same(years[i], values[i])
        hidden[i] = (same & ~named).any()
        others = ~(named | same)
        one = (table[i], years[i], values[i], horizons)
        table[i], borrowed[i], note = borrow(*one, siblings, others)
        told.append(note)
    used = np.array([one is not None for one in borrowed], dtype=bool)
    why = {note: np.array(told, dtype=object) == note for note in NOTES}
    return {"place_in_reference": hidden, "reference_used": used} | why


def _years_ahead(years: Years, asked: Options) -> tuple[Years, str]:
    """The horizons 1, 2, ... to project, or the reason why there are none."""
    none, to = np.empty(0, np.int64), asked.to
    if not len(years):
        return none, Told(say("model.empty"))
    count = to - int(years[-1]) if to is not None else asked.horizon or DEFAULT_HORIZON
    if count < 1:
        return none, Told(say("model.past", last=int(years[-1]), to=to))
    if count > FARTHEST:
        raise DataError(
            say(
                "horizon.far",
                year=int(years[-1]) + count,
                count=count,
                last=years[-1],
                farthest=FARTHEST,
            )
        )
    return np.arange(1, count + 1), ""


def _tables(
    model: Model, years: Years, values: Array, horizons: Array, was_cut: Mask
) -> tuple[Array, list[str]]:
    """Quantiles of each series, NaN where there is a reason why there are none."""
    reasons = [""] * len(years)
    together = np.abs(values).max(axis=1) >= SMALLEST
    together &= model.name == "default" and values.shape[1] >= model.least
    if together.all():
        return pooled.tables(years, values, horizons), reasons
    table = np.full((len(years), len(horizons), len(LEVELS)), np.nan)
    if together.any():
        table[together] = pooled.tables(years[together], values[together], horizons)
    for i in (~together).nonzero()[0]:
        made, reasons[i] = run(model, years[i], values[i], horizons, bool(was_cut[i]))
        if not reasons[i]:
            table[i] = made
    return table, reasons


def _notice(years: Years, values: Array, count: int) -> dict[str, Mask]:
    """What to know of projections `count` years ahead: flag -> series it applies to."""
    n = values.shape[1]
    scaled = values / np.maximum(np.abs(values).max(axis=1), SMALLEST)[:, None]
    everyone = np.ones(len(values), bool)
    return {
        "short_history": everyone & (n < SHORT_HISTORY),
        "gaps_in_years": years[:, -1] - years[:, 0] > n - 1,
        "constant_history": (scaled.max(axis=1) - scaled.min(axis=1) <= ROUNDING) & (n > 1),
        "suspected_level_break": suspected_breaks(changes_per_year(years, scaled)),
        "extrapolated_horizon": everyone & (count > pooled.CALIBRATED_HORIZON),
    }
