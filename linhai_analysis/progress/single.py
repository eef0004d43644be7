"""One series judged by a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_language, check_number, checked
from linhai_analysis.equality import Alike
from linhai_analysis.progress.lookup import build_cases
from linhai_analysis.progress.rule import Rule
from linhai_analysis.progress.rules import find_rule
from linhai_analysis.progress.verdicts import judge, reason_texts
from linhai_analysis.series import as_series, stack_series


@dataclass(frozen=True, eq=False)
class Assessment(Alike):
    """What one rule says of one series.

    Attributes
    ----------
    rule : str
    value : float
        As the rule computes it; NaN where it cannot.
    status : str
        The common word: met, ahead, on_track, slow, off_track, reversing, missed, not_assessable.
    label : str
        The rule's own word.
    reason : str
        Why there is no verdict; empty where there is one.
    flags : tuple of str
        What to look at before trusting the verdict.
    year : int or None
        Of the latest figure, by which the series is judged.
    latest : float
        That figure.
    beside : float
        What the value is read against: for `schedule` the share of the years that is over, for
        `completion` the same share at the base; else NaN.

    Examples
    --------
    >>> from linhai_analysis import assess
    >>> firms = pd.Series([60.0, 92.0], index=[2015, 2018])
    >>> made = assess(firms, base_year=2015, target=120, target_year=2020, better="up")
    >>> round(made.value, 4), made.status, made.label, made.year
    (1.0298, 'on_track', 'on track', 2018)
    """

    rule: str
    value: float
    status: str
    label: str
    reason: str
    flags: tuple[str, ...]
    year: int | None
    latest: float
    beside: float


@checked
def assess(
    series: pd.Series | pd.DataFrame,
    *,
    base_year: int,
    target: float | None,
    target_year: int | None,
    better: Literal["up", "down"],
    rule: str | Rule = "open_sdg",
    relation: str = "at_least",
    year: int | None = None,
    unit: str = "",
    cut_offs: Sequence[float] | None = None,
    tol: float | None = None,
    lang: str | None = None,
) -> Assessment:
    """Judge one yearly series by one rule.

    Parameters
    ----------
    series : Series or DataFrame
        Yearly values as :func:`~linhai_analysis.project` takes them. Level breaks noted in
        ``.attrs["breaks"]``, as ``Plan.series`` does, are flagged, and no trend is drawn across.
    base_year : int
        Its value must be there: no other year is taken instead.
    target : float or None
        In the unit of the series; None where there is none, for rules that do without.
    target_year : int or None
        May be None only without a target.
    better : {"up", "down"}
    rule : str or Rule
        A name in ``RULES``, or a rule of your own.
    relation : {"at_least", "at_most", "above", "below", "exactly", "range"}
        How the target is meant. ``"at_least"`` is read as at least as good: at most, where lower is
        better. Of a range, `target` is the end that is reached first.
    year : int, optional
        Of the review: nothing later is looked at. The last year of the series where left out.
    unit : str
        ``"%"`` lets `un_2023` take a target of 0 or 100 as met within one point.
    cut_offs : sequence of float, optional
        Instead of the rule's own, the best verdict first.
    tol : float, optional
        Of the rule `schedule`: how far P may lie from S and still be as expected; 0.05.
    lang : {"en", "zh"}, optional
        Of the reason.

    Returns
    -------
    Assessment

    Raises
    ------
    DataError
        For a series that is none, a year given twice, text or infinite values, a target year not
        after the base year, a review before the base year, cut-offs that do not fit.
    UnknownNameError
        For a rule that does not exist.

    Examples
    --------
    Half of the way after 60 % of the time: by the straight line late, by the compound one in time.

    >>> firms = pd.Series([60.0, 92.0], index=[2015, 2018])
    >>> goal = {"base_year": 2015, "target": 120, "target_year": 2020, "better": "up"}
    >>> made = assess(firms, rule="schedule", **goal)
    >>> round(made.value, 4), made.beside, made.label
    (0.5333, 0.6, '滞后于预期')
    >>> assess(firms.loc[:2015], **goal).reason
    'no figure after the base year 2015'
    """
    lang = check_language(lang)
    found = find_rule(rule, cut_offs, tol)
    asked = {
        "series": [0],
        "base_year": [base_year],
        "target": [check_number("target", target)],
        "target_year": [np.nan if target_year is None else target_year],
        "relation": [as_meant(relation, better)],
        "better": [better],
        "unit": [unit],
        "year": [np.nan if year is None else year],
    }
    cases = build_cases(stack_series([as_series(series)]), asked)
    made = judge(cases, found)
    return Assessment(
        found.name,
        float(made.value[0]),
        str(made.status[0]),
        str(made.label[0]),
        reason_texts(cases, made, lang)[0],
        cases.notes()[0],
        None if np.isnan(cases.year[0]) else int(cases.year[0]),
        float(cases.latest[0]),
        float(made.beside[0]),
    )


def as_meant(relation: str, better: str) -> str:
    """At least as good is at most where lower is better.

    >>> as_meant("at_least", "down"), as_meant("above", "down"), as_meant("at_most", "up")
    ('at_most', 'below', 'at_most')
    """
    turned = {"at_least": "at_most", "above": "below"}
    return turned.get(relation, relation) if better == "down" else relation
