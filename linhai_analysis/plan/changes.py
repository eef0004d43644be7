"""Which printing of a target is in force: approved changes in mid-term, and what people settled."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from linhai_analysis.targets import target_text

IN_FORCE = "in_force"
# A place in the plan that speaks of a change of the plan itself.
_OF_A_CHANGE = re.compile(r"调整|修订|修编|adjust|amend|revis", re.IGNORECASE)


def with_changes(targets: pd.DataFrame) -> pd.DataFrame:
    """Fill in `replaces` where it names a place, or where the row's own place says it is a change.

    A row in a place such as 2018年中期调整 replaces the only other target of its indicator and year
    that is in no such place; that place is then the document that decided it.

    >>> targets = pd.DataFrame({"target_id": ["a.1", "a.2"], "indicator": "a", "target_year": 2020,
    ...     "place": ["table 1", "2018年中期调整"], "replaces": "", "change": "", "decided_by": "",
    ...     "target": [120.0, 150.0]})
    >>> with_changes(targets)[["replaces", "decided_by"]].values.tolist()
    [['', ''], ['a.1', '2018年中期调整']]
    """
    replaces, decided_by = targets["replaces"].tolist(), targets["decided_by"].tolist()
    rows = targets.reset_index(drop=True)
    rows = rows.assign(_changed=rows["place"].str.contains(_OF_A_CHANGE))
    same = [rows["indicator"], rows["target_year"]]
    touched = (rows["_changed"] | rows["replaces"].ne("")).groupby(same).transform("any")
    for _, group in rows[touched].groupby(["indicator", "target_year"]):
        changed = group["_changed"]
        originals = group.loc[~changed, "target_id"].tolist()
        for at, row in group.iterrows():
            named = group.loc[group["place"] == row["replaces"], "target_id"].tolist()
            if row["replaces"] in set(group["target_id"]):
                continue
            if row["replaces"]:
                replaces[at] = named[0] if len(named) == 1 else row["replaces"]
            elif changed[at] and not row["change"] and len(originals) == changed.sum() == 1:
                replaces[at] = originals[0]
                decided_by[at] = row["decided_by"] or row["place"]
    return targets.assign(replaces=replaces, decided_by=decided_by)


def standing(targets: pd.DataFrame) -> pd.Series:
    """Return what each printed target is: in_force, replaced, dropped, or set_aside by a decision.

    >>> targets = pd.DataFrame({"target_id": ["a.1", "a.2"], "indicator": "a", "target_year": 2020,
    ...     "target": [120.0, 150.0], "target_high": float("nan"), "basis": "level",
    ...     "replaces": ["", "a.1"], "change": "", "decided": ""})
    >>> standing(targets).tolist()
    ['replaced', 'in_force']
    """
    found = pd.Series(IN_FORCE, targets.index)
    if "replaces" not in targets:
        return found
    found = found.mask(targets["target_id"].isin(set(targets["replaces"]) - {""}), "replaced")
    found = found.mask(targets["change"] == "dropped", "dropped")
    for others in _set_aside(targets[found == IN_FORCE]):
        found.loc[others] = "set_aside"
    return found


def _set_aside(targets: pd.DataFrame) -> Iterator[pd.Index]:
    """The rows of each contradiction that people settled, other than the adopted ones."""
    if not targets["decided"].ne("").any():
        return
    for _, group in targets.groupby(["indicator", "target_year"]):
        texts = pd.Series([target_text(row) for row in group.to_dict("records")], group.index)
        adopted = texts[group["decided"] != ""].unique()
        others = group.index[texts != adopted[0]] if len(adopted) == 1 else []
        if len(others):
            yield others
