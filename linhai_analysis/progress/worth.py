"""What verdicts were worth: how often they came true, as a probability, one rule beside another."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array, Mask, checked, require_columns
from linhai_analysis.errors import UnknownNameError
from linhai_analysis.progress.evidence import mean_difference, share
from linhai_analysis.progress.rule import STATUSES
from linhai_analysis.targets import same
from linhai_analysis.words import say

NEEDED = ("case", "rule", "said", "met", "base_year", "target_year")


def elsewhere(status: Array, happened: Mask, place: Array) -> Array:
    """How often each verdict came true in all other places: what a light says as a probability.

    Where no other place has that verdict, it is the share of all its cases.

    >>> lights, came = np.array(["sun", "sun", "sun", "rain"]), np.array([True, True, False, False])
    >>> elsewhere(lights, came, np.array(["a", "b", "c", "c"])).tolist()
    [0.5, 0.5, 1.0, 1.0]
    """
    rows = pd.DataFrame({"status": status, "met": happened.astype(float), "place": place})
    rows["any"] = ""

    def others(by: str) -> pd.Series:
        every, own = (rows.groupby(keys)["met"] for keys in (by, [by, "place"]))
        count = every.transform("size") - own.transform("size")
        return (every.transform("sum") - own.transform("sum")) / count.where(count > 0)

    return others("status").fillna(others("any")).to_numpy(float)


def span_of(cases: pd.DataFrame) -> int:
    """Years from base to target, of the longest."""
    return int((cases["target_year"] - cases["base_year"]).max())


def record(cases: pd.DataFrame, place: str) -> pd.DataFrame:
    """A row a rule and verdict, best first, and one a rule for all of them."""
    told = cases[cases["status"] != "not_assessable"]
    span = span_of(cases)
    rows = []
    for rule in cases["rule"].unique():
        own = told[told["rule"] == rule]
        seen = set(own["status"])
        for status in [*(one for one in STATUSES if one in seen), "all"]:
            members = own if status == "all" else own[own["status"] == status]
            labels = members["label"].unique() if status != "all" else [""]
            named = {"rule": rule, "status": status, "label": ", ".join(labels)}
            rows.append(named | _row(members, place, span))
    beside = _shares_beside(told, rows)
    table = pd.DataFrame(rows)
    at = table.columns.get_loc("hi95") + 1
    return pd.concat([table.iloc[:, :at], beside, table.iloc[:, at:]], axis=1)


def _row(members: pd.DataFrame, place: str, span: int) -> dict[str, float]:
    happened = members["met"].to_numpy(bool)
    years = members["base_year"].to_numpy()
    made = share(happened, years, span)
    return {
        "cases": len(members),
        "clusters": members[place].nunique(),
        "base_years": len(np.unique(years)),
        **made,
        "said": members["said"].mean(),
        "brier": ((members["said"] - happened) ** 2).mean(),
        "brier_base": made["met"] * (1 - made["met"]),
    }


def _shares_beside(told: pd.DataFrame, rows: list[dict]) -> pd.DataFrame:
    """The shares met at each level, and of the first and the last base year, row by row."""
    years = (told["base_year"].min(), told["base_year"].max()) if len(told) else ()
    within = {f"base_{year:.0f}": told["base_year"] == year for year in dict.fromkeys(years)}
    if "level" in told:
        levels = sorted(told["level"].dropna().unique())
        within = {f"level_{level}": told["level"] == level for level in levels} | within
    columns = {}
    for name, chosen in within.items():
        some = told[chosen]
        both = pd.concat([some, some.assign(status="all")])
        met = both.groupby(["rule", "status"])["met"].mean()
        columns[name] = [met.get((row["rule"], row["status"]), np.nan) for row in rows]
    return pd.DataFrame(columns)


@checked
def compare_rules(cases: pd.DataFrame, against: str | None = None) -> pd.DataFrame:
    """Compare the mean squared errors of rules on the same cases, pair by pair.

    Parameters
    ----------
    cases : DataFrame
        As ``hindsight(return_cases=True)`` returns them. Rows of another run with the same targets
        and reviews may stand below them, under another name of the rule.
    against : str, optional
        The rule that all others are compared with; every pair where left out.

    Returns
    -------
    DataFrame
        One row a pair: ``rule, other, cases`` (on which both say something), ``brier``,
        ``brier_other``, ``difference`` (of the first less the other: below 0 the first is better),
        ``lo95, hi95`` (Driscoll and Kraay's, with t of the base years less one) and ``p`` (of no
        difference). With one base year, or differences that are all alike, there is no interval.

    Raises
    ------
    DataError
        Where a column is missing.
    UnknownNameError
        Where `against` is not among the rules.

    Examples
    --------
    Two base years: a rule that says the truth, and one that always says one half.

    >>> cases = pd.DataFrame({"case": [0, 1, 0, 1], "rule": ["seer", "seer", "coin", "coin"],
    ...     "said": [1.0, 0.0, 0.5, 0.5], "met": [True, False] * 2,
    ...     "base_year": [2010, 2011] * 2, "target_year": [2015, 2016] * 2})
    >>> compare_rules(cases)[["rule", "other", "difference"]].values.tolist()
    [['seer', 'coin', -0.25]]
    """
    require_columns(cases, NEEDED)
    rules = list(cases["rule"].unique())
    if against is not None and against not in rules:
        raise UnknownNameError(say("kind.rule"), against, rules)
    errors = cases.assign(error=(cases["said"] - cases["met"]) ** 2)
    wide = errors.pivot(index="case", columns="rule", values="error")
    years, span = cases.groupby("case")["base_year"].first(), span_of(cases)
    pairs = [*combinations(rules, 2)]
    if against is not None:
        pairs = [(rule, against) for rule in rules if rule != against]
    rows = []
    for rule, other in pairs:
        both = wide[[rule, other]].dropna()
        gap = np.where(same(both[rule], both[other]), 0.0, both[rule] - both[other])
        scores = {"brier": both[rule].mean(), "brier_other": both[other].mean()}
        found = mean_difference(gap, years[both.index].to_numpy(), span)
        rows.append({"rule": rule, "other": other, "cases": len(both), **scores, **found})
    return pd.DataFrame(rows)
