"""The path of one indicator: its value in each year, as a number or as an array of draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from linhai_analysis.arguments import Array


@dataclass(frozen=True, eq=False)
class Path:
    """What an indicator does in a scenario."""

    indicator: str
    years: tuple[int, ...]
    at: Callable[[int], Array]
    origin: str
    quality: str = ""
    flags: Mapping[int, str] = field(default_factory=dict)
    reason: str = ""
    sources: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether there is any value."""
        return bool(self.years)


def nothing(year: int) -> Array:
    """Refuse to give a value: the path has none."""
    raise KeyError(year)
