"""The contents of a review: assembled once, then shown in every form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from linhai_analysis.plan import Plan
from linhai_analysis.report.progress_tables import progress_sentence
from linhai_analysis.words import word


@dataclass(frozen=True, repr=False)
class Contents:
    """What a review says, whatever form it takes.

    >>> from linhai_analysis import build_review, load_plan
    >>> review = build_review(load_plan())
    >>> sorted(review.tables)[:2]
    ['ambition', 'citations']
    """

    plan: Plan
    lang: str
    year: int | None
    seen: int
    as_of: str
    tables: Mapping[str, pd.DataFrame]
    baselines: Mapping[str, float] = field(default_factory=dict)

    def summary(self) -> str:
        """Return the result in a sentence or two.

        >>> from linhai_analysis import build_review, load_plan
        >>> print(build_review(load_plan()).summary())  # doctest: +ELLIPSIS
        13 indicators have targets for 2020. For 4 of them the growth that the target requires ...
        """
        growth = self.tables["required_growth"].drop_duplicates("indicator")
        known = growth["required_cagr"].notna()
        increments = growth["basis"].isin(["increment", "cumulative"])
        yearly = growth["basis"].isin(["yearly_average", "every_year"])
        missing = ~known & ~yearly & growth["base_value"].isna()
        counts = {
            "indicators": len(growth),
            "year": growth["target_year"].max(),
            "known": known.sum(),
            "increments": increments.sum(),
            "missing": missing.sum(),
            "other": (~known & ~increments & ~missing).sum(),
            "assumed": growth["assumed"].sum(),
            "conflicts": (self.tables["conflicts"]["kind"] == "value").sum(),
        }
        clauses = [key for key in ("increments", "missing") if counts[key]]
        more = [key for key in ("conflicts", "other", "assumed") if counts[key]]
        keys = ["", *(f".{key}" for key in [*clauses, "end", *more])]
        return "".join(word(f"review.summary{key}", self.lang, **counts) for key in keys)

    def progress(self) -> str:
        """Return how many indicators stand where, as seen in the year of the scorecard.

        >>> from linhai_analysis import build_review, load_plan
        >>> build_review(load_plan("china_13fyp"), year=2018).progress().split(",")[0]
        'As seen in 2018: Of 12 indicators'
        """
        sentence = progress_sentence(self.tables["scorecard"], self.lang)
        return word("progress.seen", self.lang, year=self.seen, sentence=sentence)

    def __repr__(self) -> str:
        return f"{type(self).__name__} of {self.plan.title(self.lang)}: {', '.join(self.tables)}"
