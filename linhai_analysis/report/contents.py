"""The contents of a review: assembled once, then shown in every form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from linhai_analysis.plan import Plan
from linhai_analysis.words import word


@dataclass(frozen=True)
class Contents:
    """What a review says, whatever form it takes.

    Parameters
    ----------
    plan : Plan
    lang : {"en", "zh"}
        Of everything that people read.
    year : int or None
        From which the growth still required is computed.
    as_of : str
        The date that the review bears; empty where none was given.
    tables : mapping of str to DataFrame
        The results, by the name of the file that they go into.
    baselines : mapping of str to float
        Assumed base values.

    Examples
    --------
    >>> from linhai_analysis import build_review, load_plan
    >>> review = build_review(load_plan())
    >>> sorted(review.tables)[:2]
    ['citations', 'conflicts']
    """

    plan: Plan
    lang: str
    year: int | None
    as_of: str
    tables: Mapping[str, pd.DataFrame]
    baselines: Mapping[str, float] = field(default_factory=dict)

    def summary(self) -> str:
        """Return the result in a sentence or two.

        Examples
        --------
        >>> from linhai_analysis import build_review, load_plan
        >>> print(build_review(load_plan()).summary())  # doctest: +ELLIPSIS
        13 indicators have targets for 2020. For 4 of them the growth that the target requires ...
        """
        growth = self.tables["required_growth"].drop_duplicates("indicator")
        missing = growth["base_value"].isna().sum()
        increments = growth["basis"].isin(["increment", "cumulative"]).sum()
        return word(
            "review.summary",
            self.lang,
            indicators=len(growth),
            year=growth["target_year"].max(),
            known=len(growth) - missing - increments,
            increments=increments,
            missing=missing,
            conflicts=(self.tables["conflicts"]["kind"] == "value").sum(),
        )
