"""What was understood of a plan when it was read: how much, what was assumed, what was left out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from linhai_analysis.errors import sheet_word
from linhai_analysis.plan.contents import Contents
from linhai_analysis.tables import Origin
from linhai_analysis.targets import facet
from linhai_analysis.words import Sentence, Speaks, say


def told_of_targets(
    targets: pd.DataFrame,
    indicators: pd.DataFrame,
    values: pd.DataFrame,
    origin: Origin,
    codebook: Origin | None = None,
) -> list[Sentence]:
    """Tell which targets are not judged, as nothing says what the figures count.

    `codebook` is where the indicators stand: its cells are to be filled in where it has a column.

    >>> rows = {"indicator": ["a"], "basis": ["increment"], "counted": [""]}
    >>> frame = pd.DataFrame(rows, index=[3])
    >>> told_of_targets(frame, frame, frame, Origin("a.csv"))[0].text("zh")
    '1项未填口径（第5行），暂不评价；请填写当年新增、累计或期末存量'
    """
    stated = pd.concat([indicators, values])[["indicator", "counted"]]
    known = set(stated.loc[stated["counted"] != "", "indicator"])
    summed = facet(targets["basis"], "quantity").eq("sum")
    open_ = targets[summed & ~targets["indicator"].isin(known)]
    if open_.empty:
        return []
    faults = [origin.fault("", int(str(label)), "printed") for label in open_.index]
    own = indicators[indicators["indicator"].isin(open_["indicator"])]
    asked = [codebook.fault("", int(str(n)), "counted") for n in own.index] if codebook else []
    faults = asked if asked and all(fault.cell for fault in asked) else faults
    sheets = {fault.sheet for fault in faults}
    cells = tuple(dict.fromkeys(fault.cell for fault in faults))
    if len(sheets) == 1 and all(cells):
        where = say("place.in_cell", sheet=sheet_word(sheets.pop()), cell=cells)
    else:
        where = say("place.in_row", row=tuple(dict.fromkeys(fault.row for fault in faults)))
    return [say("taken.counted", count=open_["indicator"].nunique(), where=where)]


# What was read with nothing left open.
_SETTLED = ("taken.guess", "taken.years", "taken.base_year", "taken.as_target", "taken.flag")


def is_open(note: Speaks) -> bool:
    """Say whether a note tells something that is not read, or to be filled in.

    >>> is_open(say("taken.sheets", sheets="A")), is_open(say("taken.years"))
    (True, False)
    """
    return getattr(note, "key", "") not in _SETTLED


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
