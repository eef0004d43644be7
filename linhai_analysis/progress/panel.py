"""Thousands of series judged at once, by the code that judges one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_language, check_number, checked, told_value
from linhai_analysis.errors import DataError, suggest
from linhai_analysis.progress.cases import Cases
from linhai_analysis.progress.lookup import build_cases
from linhai_analysis.progress.rule import Rule
from linhai_analysis.progress.rules import RATIO_RULES, CutOffs, chosen_rules
from linhai_analysis.progress.single import as_meant
from linhai_analysis.progress.verdicts import judge, reason_texts
from linhai_analysis.series import read_panel
from linhai_analysis.words import say

NUMBERS = ("base_year", "target", "target_year")


@checked
def assess_panel(
    frame: pd.DataFrame,
    targets: pd.DataFrame,
    by: str | Sequence[str] = "geo",
    rules: str | Rule | Sequence[str | Rule] = RATIO_RULES,
    year: int | None = None,
    cut_offs: CutOffs | None = None,
    tol: float | None = None,
    lang: str | None = None,
) -> pd.DataFrame:
    """Judge many series by many rules, each as :func:`assess` would.

    Parameters
    ----------
    frame : DataFrame
        The columns of `by`, ``year, value`` and, where there is one, ``break``; or a wide table, as
        in :func:`~linhai_analysis.project_panel`.
    targets : DataFrame
        One row a target: the columns of `by`, ``base_year, target, target_year, better`` and,
        where there are any, ``relation, unit``.
    by : str or sequence of str
        The column, or columns, that tell the series apart.
    rules : sequence of str or Rule
        All that need no trend where left out.
    year : int, optional
        Of the review.
    cut_offs : mapping of str to sequence of float, optional
        By rule, instead of its own.
    tol, lang
        As in :func:`assess`.

    Returns
    -------
    DataFrame
        One row a target and rule, rules within targets: the columns of `by`, ``target,
        target_year, rule, year, latest, value, beside, status, label, notes`` (tuple) and
        ``reason``.

    Raises
    ------
    DataError
        As :func:`assess`; also for a missing column.

    Examples
    --------
    >>> values = pd.DataFrame({"geo": "a", "year": [2015, 2018], "value": [60.0, 92.0]})
    >>> goals = pd.DataFrame({"geo": ["a"], "base_year": [2015], "target": [120.0],
    ...     "target_year": [2020], "better": ["up"]})
    >>> assess_panel(values, goals, rules=["open_sdg", "sdsn"])["value"].round(4).tolist()
    [1.0298, 0.8889]
    """
    lang = check_language(lang)
    found = chosen_rules(rules, cut_offs, tol)
    panel = read_panel(frame, by)
    asked = read_targets(panel.keys, targets)
    cases = build_cases(panel, asked.assign(year=check_number("year", year)))
    keys = targets[[*panel.keys, "target", "target_year"]].reset_index(drop=True)
    return verdict_frame(keys, cases, found, lang)


def read_targets(keys: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """The targets as questions to the series of these keys, a row each."""
    place, targets = _places(keys, targets), targets.reset_index(drop=True)
    cells: dict[Any, Any] = {"relation": "at_least", "unit": ""} | dict(targets)
    cells |= {name: _numbers(targets, name) for name in NUMBERS}
    asked = pd.DataFrame(cells | {"series": place}, index=targets.index)
    meant = [as_meant(*pair) for pair in zip(asked["relation"], asked["better"], strict=True)]
    return asked.assign(relation=meant)


def _places(keys: pd.DataFrame, targets: pd.DataFrame) -> np.ndarray:
    """The series of each target by its number; -1 where the panel has none."""
    if not isinstance(targets, pd.DataFrame):
        raise DataError(say("asked.frame", kind=type(targets).__name__))
    names = list(keys)
    for column in [*names, *NUMBERS, "better"]:
        if column not in targets:
            raise DataError(
                say("asked.column", column=column, hint=suggest(column, map(str, targets)))
            )
    owner = keys.assign(_at=np.arange(len(keys)))
    try:
        return targets[names].merge(owner, on=names, how="left")["_at"].fillna(-1).to_numpy(int)
    except ValueError:
        # pandas refuses to compare text with numbers.
        kinds = tuple(f"{name}: {keys[name].dtype} / {targets[name].dtype}" for name in names)
        raise DataError(say("asked.keys", kinds="; ".join(kinds))) from None


def _numbers(targets: pd.DataFrame, column: str) -> np.ndarray:
    """A column as numbers, missing ones as NaN; text is refused."""
    numbers = pd.to_numeric(targets[column], errors="coerce").astype(float)
    for cell in targets.loc[numbers.isna() & targets[column].notna(), column]:
        raise DataError(say("asked.number", cell=told_value(cell), column=column))
    return numbers.to_numpy(float)


def verdict_frame(
    keys: pd.DataFrame, cases: Cases, rules: Sequence[Rule], lang: str
) -> pd.DataFrame:
    """The verdicts of several rules, one row a case and rule, rules within cases."""
    made = [judge(cases, rule) for rule in rules]
    count = len(rules)
    long = keys.loc[keys.index.repeat(count)].reset_index(drop=True)
    notes = pd.Series(cases.notes(), dtype=object)
    reasons = [np.array(reason_texts(cases, one, lang), dtype=object) for one in made]
    said = ("value", "beside", "status", "label")
    woven = {name: np.column_stack([getattr(one, name) for one in made]).ravel() for name in said}
    return long.assign(
        rule=np.tile([rule.name for rule in rules], len(cases)),
        year=pd.array(np.repeat(cases.year, count), dtype="Int64"),
        latest=np.repeat(cases.latest, count),
        **woven,
        notes=notes.repeat(count).to_numpy(),
        reason=np.column_stack(reasons).ravel(),
    )
