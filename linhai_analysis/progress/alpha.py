"""Do the rules agree? Krippendorff's alpha, each published formula counted once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array, checked, require_columns
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.progress.rule import STATUSES
from linhai_analysis.progress.rules import RULES
from linhai_analysis.progress.verdicts import IN_TIME
from linhai_analysis.words import say

OF_A_RULE = ("rule", "value", "beside", "status", "label", "notes", "reason", "said")
"""Columns in which the rows of one target differ."""


@checked
def agreement(table: pd.DataFrame, rules: str | Sequence[str] | None = None) -> pd.DataFrame:
    """Return how far rules agree beyond chance, over many targets.

    Krippendorff's alpha is 1 where all rules say the same of every target, 0 where they agree as
    verdicts drawn from one urn would, below 0 where they contradict each other; he asks for 0.8,
    and for 0.667 where no more than tentative conclusions are drawn. Rules that say nothing of a
    target are left out of it. So are targets of which all rules say ``met`` or ``missed``: these
    are facts.

    Parameters
    ----------
    table : DataFrame
        Verdicts, one row a target and rule, as :func:`assess_progress`, :func:`assess_panel` or
        ``hindsight(return_cases=True)`` return them.
    rules : str or sequence of str, optional
        Which rules; the published ones where left out, the first one of each formula.

    Returns
    -------
    DataFrame
        Two rows: by the common ``words``, which are ordered from met to reversing (disagreement
        grows with the distance: ordinal), and by ``in_time`` or not (nominal); ``scale, alpha``
        (NaN where all verdicts are the same one), ``rules, targets`` (with two verdicts or more)
        and ``verdicts`` (of these).

    Raises
    ------
    DataError
        Where a column is missing, or a rule has two verdicts on one target.
    UnknownNameError
        For a rule that the table does not have.

    Examples
    --------
    >>> table = pd.DataFrame({"target": [1, 1, 2, 2, 3, 3], "rule": ["sdsn", "escap"] * 3,
    ...     "status": ["on_track", "on_track", "slow", "slow", "slow", "on_track"]})
    >>> agreement(table)["alpha"].round(3).tolist()
    [0.444, 0.444]
    """
    require_columns(table, ("rule", "status"))
    names = _voices(table) if rules is None else [rules] if isinstance(rules, str) else [*rules]
    ratings = _ratings(table, names)
    fact = np.isin(ratings, [STATUSES.index("met"), STATUSES.index("missed"), -1]).all(axis=1)
    ratings = ratings[~fact]
    in_time = [STATUSES.index(status) for status in IN_TIME]
    good = np.where(ratings < 0, -1, np.isin(ratings, in_time).astype(int))
    heard = (ratings >= 0).sum(axis=1)
    paired = heard >= 2
    told = {
        "rules": ratings.shape[1],
        "targets": int(paired.sum()),
        "verdicts": int(heard[paired].sum()),
    }
    alphas = {"words": krippendorff(ratings, True), "in_time": krippendorff(good, False)}
    return pd.DataFrame([{"scale": name, "alpha": alpha} | told for name, alpha in alphas.items()])


def _voices(table: pd.DataFrame) -> list[str]:
    """The published rules of the table, the first one of each formula."""
    first: dict[str, str] = {}
    for name in table["rule"].unique():
        if name in RULES and RULES[name].published:
            first.setdefault(RULES[name].voice, name)
    return list(first.values())


def _ratings(table: pd.DataFrame, rules: Sequence[str]) -> Array:
    """Targets x rules: the place of the verdict among the common words, -1 where there is none."""
    for rule in rules:
        if rule not in set(table["rule"]):
            raise UnknownNameError(say("kind.rule"), rule, table["rule"].unique())
    # pandas takes a heading of None for no heading.
    chosen = require_columns(table, table)[table["rule"].isin(rules)].rename(columns=str)
    keys = [name for name in chosen if name not in OF_A_RULE]
    if not keys:
        raise DataError(say("agreement.no_target"))
    target = chosen.groupby(keys, dropna=False, sort=False).ngroup()
    if twice := pd.DataFrame({"target": target, "rule": chosen["rule"]}).duplicated().sum():
        raise DataError(say("agreement.twice", count=int(twice)))
    places = {status: at for at, status in enumerate(STATUSES) if status != "not_assessable"}
    ratings = np.full((int(target.max()) + 1 if len(target) else 0, len(rules)), -1)
    columns = chosen["rule"].map({rule: at for at, rule in enumerate(rules)})
    ratings[target, columns] = chosen["status"].map(places).fillna(-1).astype(int)
    return ratings


def krippendorff(ratings: Array, ordered: bool) -> float:
    """Krippendorff's alpha of units x raters: categories 0, 1, 2, ..., -1 where there is none.

    Krippendorff, Content Analysis (2004), chapter 11: 1 less the observed disagreement over that
    which is to be expected; disagreement of two categories is 1, or, where they are ordered, the
    number of values between their middles, squared.

    >>> round(krippendorff(np.array([[0, 0], [1, 1], [1, 0]]), False), 3)
    0.444
    """
    counts = (ratings[:, :, None] == np.arange(ratings.max(initial=0) + 1)).sum(axis=1)
    counts = counts[counts.sum(axis=1) >= 2].astype(float)
    pairs = counts[:, :, None] * (counts[:, None, :] - np.eye(counts.shape[1]))
    observed = (pairs / (counts.sum(axis=1) - 1)[:, None, None]).sum(axis=0)
    totals = observed.sum(axis=0)
    expected = (np.outer(totals, totals) - np.diag(totals)) / (totals.sum() - 1)
    middle = np.cumsum(totals) - totals / 2 if ordered else np.arange(len(totals))
    apart = np.subtract.outer(middle, middle)
    apart = apart**2 if ordered else apart != 0
    chance = float((expected * apart).sum())
    return 1 - float((observed * apart).sum()) / chance if chance > 0 else float("nan")
