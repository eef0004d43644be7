"""What was understood of a plan when it was read: how much, what was assumed, what was left out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from linhai_analysis.plan.contents import Contents
from linhai_analysis.tables import Origin
from linhai_analysis.targets import facet, is_bare_change, levels
from linhai_analysis.words import Sentence, Speaks, say


def told_of_targets(
    targets: pd.DataFrame,
    indicators: pd.DataFrame,
    values: pd.DataFrame,
    origin: Origin,
    codebook: Origin | None = None,
) -> list[Sentence]:
    """Tell which targets are not judged, and which are read by rule where the words leave it open.

    `codebook` is where the indicators stand: its cells are to be filled in where it has a column.

    >>> rows = {"indicator": ["a"], "basis": ["increment"], "counted": [""], "base_year": [2015]}
    >>> rows |= {"target_year": [2020], "target": [30.0], "printed": [""], "year": [2015]}
    >>> rows |= {"value": [5.0], "unit": ["家"], "kind": ["count"]}
    >>> frame = pd.DataFrame(rows, index=[3])
    >>> told_of_targets(frame, frame, frame, Origin("a.csv"))[0].text("zh")
    '1项未填口径（第5行），暂不评价；请在“口径”列填写当年新增、累计或期末存量（没有该列请增加一列）'
    """
    stated = pd.concat([indicators, values])[["indicator", "counted"]]
    known = set(stated.loc[stated["counted"] != "", "indicator"])
    changes = set(stated.loc[stated["counted"].isin(["in_year", "running"]), "indicator"])
    # What changes chain to is 100 in the base year, whatever the change of that year was.
    index = facet(targets["basis"], "fraction").eq(True) & targets["indicator"].isin(changes)
    summed = facet(targets["basis"], "quantity").eq("sum")
    bare = [is_bare_change(row) for row in targets.to_dict("records")]
    found = {
        "taken.counted": (summed | _of_changes(targets, indicators, values))
        & ~targets["indicator"].isin(known),
        "taken.base_not_positive": _without_level(targets, values) & ~index,
        "taken_as.bare_change": pd.Series(bare, targets.index, bool),
    }
    asked = indicators[
        indicators["indicator"].isin(targets.loc[found["taken.counted"], "indicator"])
    ]
    cells = (
        [codebook.fault("", int(str(n)), "counted").cell for n in asked.index] if codebook else []
    )
    return [
        say(
            key,
            count=targets.loc[rows, "indicator"].nunique(),
            where=codebook.where(asked.index, "counted")
            if codebook and key == "taken.counted" and cells and all(cells)
            else origin.where(targets.index[rows], "printed"),
        )
        for key, rows in found.items()
        if rows.any()
    ]


def _of_changes(targets: pd.DataFrame, indicators: pd.DataFrame, values: pd.DataFrame) -> pd.Series:
    """Which targets are a growth of figures in per cent that may be levels as well as changes."""
    book = indicators.set_index("indicator")
    open_ones = book.index[book["unit"].eq("%") & book["kind"].ne("share")]
    shown = values[values["value"].notna()]
    # Figures below 0 are changes, as no level falls below it.
    above = shown.loc[shown["value"] >= 0, "indicator"]
    of_changes = facet(targets["basis"], "fraction").eq(True) & targets["indicator"].isin(open_ones)
    return of_changes & targets["indicator"].isin(above)


def _without_level(targets: pd.DataFrame, values: pd.DataFrame) -> pd.Series:
    """Which targets are stated as a growth of a base value that nothing grows from."""
    # Where sources differ, one figure that growth can start from is enough.
    known = values.groupby(["indicator", "year"])["value"].max()
    pairs = pd.MultiIndex.from_frame(targets[["indicator", "base_year"]])
    base = known.reindex(pairs).to_numpy(float)
    years = (targets["target_year"] - targets["base_year"]).to_numpy(float)
    aim = levels(targets["basis"], targets["target"].to_numpy(float), base, years)
    lacks = np.isnan(aim) & ~np.isnan(base) & targets["target"].notna()
    return pd.Series(lacks, targets.index, bool)


# The families of sentences that leave nothing open: what was assumed, what the file notes itself.
_CLOSED = ("taken_as.", "noted.")


def is_open(note: Speaks) -> bool:
    """Say whether a note tells something that is not read, or to be filled in.

    >>> is_open(say("taken.sheets", sheets="A")), is_open(say("taken_as.years"))
    (True, False)
    """
    said = getattr(note, "problem", note)
    return not getattr(said, "key", "").startswith(_CLOSED)


def told_of_plan(plan: Contents) -> Sentence:
    """Tell how much was read.

    >>> from linhai_analysis import load_plan
    >>> told_of_plan(load_plan()).text("zh")[:20]
    '读到28项指标、29个目标、2015年基'
    """
    return say("taken.found", what=tuple(_counts(plan)))


def _counts(plan: Contents) -> Iterator[Sentence]:
    yield say("taken.indicators", count=len(plan.indicators))
    yield say("taken.targets", count=len(plan.targets))
    own = plan.own_observations
    own = own[own["value"].notna()]
    bases = plan.targets.groupby("indicator")["base_year"].agg(set).to_dict()
    every = set(plan.targets["base_year"])
    pairs = zip(own["indicator"], own["year"], strict=True)
    based = pd.Series([year in bases.get(name, every) for name, year in pairs], own.index, bool)
    for year, rows in own[based].groupby("year"):
        yield say("taken.bases", year=year, count=rows["indicator"].nunique())
    later = own[~based]
    if len(later):
        first, last = later["year"].min(), later["year"].max()
        span = say("taken.span" if first != last else "taken.one_year", first=first, last=last)
        yield say("taken.figures", years=span, count=len(later))
    others = len(plan.observations) - len(plan.own_observations)
    for key, count in (
        ("others", others),
        ("sources", len(plan.sources)),
        ("tasks", len(plan.tasks)),
    ):
        if count:
            yield say(f"taken.{key}", count=count)
