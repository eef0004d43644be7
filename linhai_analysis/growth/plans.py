"""Several plans side by side: what each asks of the indicators that they share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.growth.baselines import STATED
from linhai_analysis.growth.required import GROWTH, required_growth
from linhai_analysis.plan import Plan, PlanLike, open_plans
from linhai_analysis.targets import distinct_targets
from linhai_analysis.words import in_language, say

COLUMNS = ["indicator", "plan", "geo_name", "name", "unit", "target_id", *STATED, *GROWTH]
COLUMNS += ["faster_than_first", "places", "notes", "reason"]
# What has to agree before two figures may stand side by side.
DEFINITION = {"unit": "units_differ", "kind": "kinds_differ", "better": "directions_differ"}


@checked
def compare_plans(
    plans: Sequence[PlanLike], indicators: Sequence[str] | None = None, lang: str | None = None
) -> pd.DataFrame:
    """Return the targets that several plans set for the same indicators.

    Indicators are the same where they have the same id. Two plans may define one differently:
    where unit, kind or direction differ, it is flagged, and no difference is computed.

    Parameters
    ----------
    plans : sequence of Plan, or of what load_plan takes
        Two or more.
    indicators : sequence of str, optional
        All that at least two of the plans have targets for where left out.
    lang : {"en", "zh"}, optional
        Of names, units and reasons.

    Returns
    -------
    DataFrame
        One row for each indicator, plan and distinct printed target, indicators in the order of the
        first plan: ``indicator, plan, geo_name, name, unit, target_id, base_year, base_value,
        target_year, target_value, target_high, basis, relation, years, required_cagr`` (fraction a
        year), ``required_per_year`` (unit of the indicator), ``natural`` (compound or linear: which
        of the two is usual), ``faster_than_first`` (required growth, in the natural reading, less
        that of the first plan's first target of the indicator: fraction a year, or points a year),
        ``places`` (tuple: where the plan prints it), ``notes`` (tuple: units_differ, kinds_differ,
        directions_differ, and those of :func:`~linhai_analysis.required_growth`) and ``reason``
        (why there is no growth).

    Raises
    ------
    DataError
        For fewer than two plans, or plans that share no indicator.
    UnknownNameError
        For an indicator that fewer than two of the plans have a target for.

    Examples
    --------
    >>> table = compare_plans(["linhai_13fyp", "china_13fyp"], ["rd_gdp_ratio"])
    >>> table[["plan", "base_value", "target_value", "required_per_year"]].round(3).values.tolist()
    [['linhai_13fyp', 2.98, 3.0, 0.004], ['china_13fyp', 2.1, 2.5, 0.08]]
    """
    lang = check_language(lang)
    opened = open_plans(plans)
    if len(opened) < 2:
        raise DataError(say("plans.two", count=len(opened)))
    shared = _shared(opened)
    for name in indicators or ():
        if name not in shared:
            raise UnknownNameError(say("kind.in_two"), name, shared)
    names = _names(opened)
    wanted = [name for name in shared if indicators is None or name in indicators]
    parts = [_of_plan(plan, name, wanted, lang) for plan, name in zip(opened, names, strict=True)]
    table = pd.concat(parts, ignore_index=True)
    order = pd.Categorical(table["indicator"], wanted, ordered=True)
    table = table.assign(_order=order).sort_values("_order", kind="stable", ignore_index=True)
    noted = table.assign(notes=_notes(table))
    return noted.assign(faster_than_first=_faster(noted))[COLUMNS]


def _shared(plans: Sequence[Plan]) -> list[str]:
    """Indicators that two of the plans have targets for, in the order in which they come."""
    named = [list(plan.targets["indicator"].unique()) for plan in plans]
    every = list(dict.fromkeys(name for names in named for name in names))
    shared = [name for name in every if sum(name in names for names in named) > 1]
    if not shared:
        listed = tuple(
            say("plans.own", plan=plan.name, names=tuple(names) or say("fault.none"))
            for plan, names in zip(plans, named, strict=True)
        )
        raise DataError(say("plans.nothing_shared", plans=listed))
    return shared


def _names(plans: Sequence[Plan]) -> list[str]:
    """The name of each plan; a second one of the same name is numbered."""
    names = pd.Series([plan.name for plan in plans])
    counts = names.groupby(names).cumcount() + 1
    return [name if n == 1 else f"{name} ({n})" for name, n in zip(names, counts, strict=True)]


def _of_plan(plan: Plan, name: str, indicators: Sequence[str], lang: str) -> pd.DataFrame:
    growth = required_growth(plan, lang=lang)
    growth = growth[growth["indicator"].isin(indicators)].sort_values(
        "main", ascending=False, kind="stable"
    )
    rows = distinct_targets(growth)
    codebook = plan.indicators.set_index("indicator")
    places = plan.geos[plan.geos["geo"] == plan.geo].to_dict("records")
    return rows.assign(
        plan=name,
        geo_name=next((in_language(row, "name", lang) for row in places), "") or plan.geo,
        name=[plan.label(one, lang) for one in rows["indicator"]],
        unit=[plan.unit(one, lang) for one in rows["indicator"]],
        kind=rows["indicator"].map(codebook["kind"]),
        better=rows["indicator"].map(codebook["better"]),
        places=[tuple(places) for places in rows["places"]],
    )


def _notes(table: pd.DataFrame) -> list[tuple[str, ...]]:
    """The notes of each row, those of differing definitions first."""
    counts = table.groupby("indicator")[list(DEFINITION)].nunique()
    differ = {
        name: [note for column, note in DEFINITION.items() if row[column] > 1]
        for name, row in counts.iterrows()
    }
    return [
        (*differ[row["indicator"]], *row["notes"])
        for row in table[["indicator", "notes"]].to_dict("records")
    ]


def _faster(table: pd.DataFrame) -> np.ndarray:
    """Required growth less that of the indicator's first row; NaN where definitions differ."""
    growth = table["required_cagr"].where(
        table["natural"] == "compound", table["required_per_year"]
    )
    first = growth.groupby(table["indicator"]).transform(lambda values: values.iloc[0])
    comparable = [set(DEFINITION.values()).isdisjoint(notes) for notes in table["notes"]]
    return (growth - first).where(comparable).to_numpy(float)
