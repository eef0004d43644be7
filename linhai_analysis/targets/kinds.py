"""The kinds of indicators: which way is natural for each, and within which bounds it stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from linhai_analysis.words import Sentence, say


@dataclass(frozen=True)
class Kind:
    """A kind of indicator: it grows by a rate or moves by points, between two bounds.

    `free_of_size`: whether its level says the same of a large place and of a small one.
    """

    name: str
    natural: str
    lower: float | None = None
    upper: float | None = None
    free_of_size: bool = False

    @property
    def limits(self) -> Sentence | str:
        """Where its values lie, in words; empty where nothing bounds them.

        >>> print(KINDS["share"].limits, KINDS["count"].limits, sep="; ")
        from 0 to 100; at 0 or above
        """
        if self.lower is None or self.upper is None:
            return "" if self.lower is None else say("limits.least", lower=self.lower)
        return say("limits.both", lower=self.lower, upper=self.upper)

    def beyond(self, low: float, high: float) -> Iterator[tuple[str, float]]:
        """The bounds that values from `low` to `high` break: which one, and where it is.

        >>> list(KINDS["share"].beyond(100, 150)), list(KINDS["rank"].beyond(0, 3))
        ([('most', 100.0)], [('least', 1.0)])
        """
        if self.lower is not None and low < self.lower:
            yield "least", self.lower
        if self.upper is not None and high > self.upper:
            yield "most", self.upper

    def around(self, values: Iterable[float]) -> Kind:
        """The same kind without the bounds that its own figures break, such as a balance below 0.

        >>> made = KINDS["share"].around([99.0, 101.0, float("nan")])
        >>> made.lower, made.upper
        (0.0, None)
        """
        known = [value for value in values if value == value]
        broken = dict(self.beyond(min(known), max(known))) if known else {}
        lower, upper = self.lower, self.upper
        return replace(
            self,
            lower=None if "least" in broken else lower,
            upper=None if "most" in broken else upper,
        )


# What is counted or paid grows by a rate; shares and ranks move by points.
TABLE = (
    Kind("count", "compound", lower=0.0),
    Kind("amount", "compound", lower=0.0),
    Kind("share", "linear", lower=0.0, upper=100.0, free_of_size=True),
    Kind("ratio", "linear", free_of_size=True),
    Kind("index", "compound", free_of_size=True),
    Kind("rank", "linear", lower=1.0),
)

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in TABLE}
