"""Thousands of series judged at once, by the code that judges one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_number
from linhai_analysis.errors import DataError, suggest
from linhai_analysis.progress.cases import Cases
from linhai_analysis.progress.lookup import Questions, build_cases
from linhai_analysis.progress.rules import RATIO_RULES, CutOffs, Rule, chosen_rules
from linhai_analysis.progress.single import as_meant
from linhai_analysis.progress.verdicts import judge, reason_texts
from linhai_analysis.series import read_panel
from linhai_analysis.words import check_language


def assess_panel(
    frame: pd.DataFrame,
    targets: pd.DataFrame,
    by: str | Sequence[str] = "geo",
    rules: Sequence[str | Rule] = RATIO_RULES,
    year: int | None = None,
    cut_offs: CutOffs | None = None,
    tol: float | None = None,
    lang: str = "en",
) -> pd.DataFrame:
    """Judge many series by many rules, each as :func:`assess` would.

    Parameters
    ----------
    frame : DataFrame
        The columns of `by`, ``year, value`` and, where there is one, ``break``.
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
    check_language(lang)
    found = chosen_rules(rules, cut_offs, tol)
    panel = read_panel(frame, by)
    keys, names = panel.keys, list(panel.keys)
    if not isinstance(targets, pd.DataFrame):
        raise DataError(f"the targets are a {type(targets).__name__}; they need to be a DataFrame")
    for column in [*names, "base_year", "target", "target_year", "better"]:
        if column not in targets:
            raise DataError(
                f"the targets have no column {column!r}; {suggest(column, map(str, targets))}"
            )
    targets = targets.reset_index(drop=True)
    owner = keys.assign(_at=np.arange(len(keys)))
    try:
        place = targets[names].merge(owner, on=names, how="left")["_at"].fillna(-1)
    except ValueError:
        # pandas refuses to compare text with numbers.
        kinds = [f"{name}: {keys[name].dtype} and {targets[name].dtype}" for name in names]
        raise DataError(
            f"panel and targets name their series differently ({'; '.join(kinds)})"
        ) from None
    relation = targets.get("relation", pd.Series("at_least", targets.index))
    meant = [as_meant(r, b) for r, b in zip(relation, targets["better"], strict=True)]
    cases = build_cases(
        panel,
        Questions(
            series=place.to_numpy(np.int64),
            base_year=_numbers(targets, "base_year"),
            target=_numbers(targets, "target"),
            target_year=_numbers(targets, "target_year"),
            relation=np.array(meant, dtype=str),
            better=targets["better"].to_numpy(str),
            unit=targets.get("unit", pd.Series("", targets.index)).to_numpy(str),
            year=np.full(len(targets), check_number("year", year)),
        ),
    )
    return verdict_frame(targets[[*names, "target", "target_year"]], cases, found, lang)


def _numbers(targets: pd.DataFrame, column: str) -> np.ndarray:
    """A column as numbers, missing ones as NaN; text is refused."""
    numbers = pd.to_numeric(targets[column], errors="coerce").astype(float)
    for cell in targets.loc[numbers.isna() & targets[column].notna(), column]:
        raise DataError(f"the targets have {cell!r} in the column {column}, not a number")
    return numbers.to_numpy(float)


def verdict_frame(
    keys: pd.DataFrame, cases: Cases, rules: Sequence[Rule], lang: str
) -> pd.DataFrame:
    """The verdicts of several rules, one row a case and rule, rules within cases."""
    made = [judge(cases, rule) for rule in rules]
    count = len(rules)
    long = keys.loc[keys.index.repeat(count)].reset_index(drop=True)
    notes = pd.Series(cases.notes(), dtype=object)

    def woven(parts: list) -> np.ndarray:
        return np.column_stack(parts).ravel() if parts else np.empty(0)

    return long.assign(
        rule=np.tile([rule.name for rule in rules], len(cases)),
        year=pd.array(np.repeat(cases.year, count), dtype="Int64"),
        latest=np.repeat(cases.latest, count),
        value=woven([one.value for one in made]),
        beside=woven([one.beside for one in made]),
        status=woven([one.status for one in made]),
        label=woven([one.label for one in made]),
        notes=notes.repeat(count).to_numpy(),
        reason=woven([np.array(reason_texts(cases, one, lang), dtype=object) for one in made]),
    )
