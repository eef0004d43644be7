"""The path of one indicator: its values as an array of years x draws."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from linhai_analysis.arguments import Array


@dataclass(frozen=True, eq=False)
class Path:
    """What an indicator does in a scenario; one draw is the path without ranges."""

    indicator: str
    years: tuple[int, ...] = ()
    values: Array = field(default_factory=lambda: np.empty((0, 1)))
    notes: tuple[tuple[str, ...], ...] = ()
    reason: str = ""
    origin: str = ""
    quality: str = ""
    # What is drawn and the values depend on: indicators, and base values that are assumed.
    sources: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether there is any value."""
        return bool(self.years)

    def at(self, year: int) -> Array:
        """The values of a year, one a draw."""
        return self.values[self.years.index(year)]

    def only(self, years: Collection[int]) -> Path:
        """The path in those of its years that are asked for."""
        kept = [place for place, year in enumerate(self.years) if year in years]
        if len(kept) == len(self.years):
            return self
        return replace(
            self,
            years=tuple(self.years[place] for place in kept),
            values=self.values[kept],
            notes=tuple(self.notes[place] for place in kept),
        )


def one_after_another(legs: Sequence[Path]) -> Path:
    """Several legs of one indicator as one path; a later leg owns the years that both have."""
    if len(legs) == 1:
        return legs[0]
    later: set[int] = set()
    kept: list[Path] = []
    for leg in reversed(legs):
        kept.insert(0, leg.only(set(leg.years) - later))
        later |= {*leg.years}
    draws = max(leg.values.shape[1] for leg in legs)
    values = [np.broadcast_to(leg.values, (len(leg.years), draws)) for leg in kept]
    return Path(
        legs[0].indicator,
        tuple(year for leg in kept for year in leg.years),
        np.concatenate(values),
        tuple(note for leg in kept for note in leg.notes),
        next((leg.reason for leg in reversed(legs) if leg.reason), ""),
        sources=frozenset().union(*(leg.sources for leg in legs)),
    )


def side_by_side(blocks: Sequence[Path]) -> Path:
    """Blocks of draws of one path as one path."""
    if len(blocks) == 1 or not blocks[0].sources:
        return blocks[0]
    return replace(blocks[0], values=np.concatenate([one.values for one in blocks], axis=1))
