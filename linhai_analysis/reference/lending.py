"""Who lends to the projections of a plan: the caller's own class, or the nearest that ships."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from linhai_analysis.arguments import told_value
from linhai_analysis.data import codebook
from linhai_analysis.errors import DataError
from linhai_analysis.plan import Plan
from linhai_analysis.projection import Projection
from linhai_analysis.projection.reference import Siblings, read_reference
from linhai_analysis.reference.windows import (
    OWN,
    class_of,
    has_scope,
    other_unit,
    peers_of,
    read_class,
    shipped_class,
    shipped_rows,
)
from linhai_analysis.sheets.plain import plain_name
from linhai_analysis.words import in_languages, say

AUTO = "auto"
"""The shipped panels, where they have the indicator."""

Reference: TypeAlias = pd.DataFrame | str | None


class Lender(NamedTuple):
    """Comparable series of an indicator or none, the class they are of, and what to know of it.

    Notes are class_scope, its figures have another scope; place_in_reference, it holds the plan's
    own ones under another name, which are left out; not_in_reference, the table does not have it.
    """

    series: Siblings | None = None
    name: str = ""
    notes: tuple[str, ...] = ()


NOBODY = Lender()


def lenders(plan: Plan, reference: Reference = AUTO) -> Callable[[str], Lender]:
    """Return who lends to each indicator of a plan; never its own place nor the nation.

    >>> from linhai_analysis import load_plan
    >>> lent = lenders(load_plan())
    >>> lent("fiscal_st_share").name, lent("patents_granted").name, lent("hightech_va_share").name
    ('cities', 'provinces', '')
    """
    if reference is None:
        return lambda indicator: NOBODY
    own = own_places(reference)
    if own is None:
        return lambda indicator: plan.once(
            ("nearest", indicator), lambda: _nearest(plan, indicator)
        )
    known, hidden = peers_of(plan, read_class(own))
    parts = dict(list(known.groupby("indicator")))

    def own_class(indicator: str) -> Lender:
        name = indicator if indicator in parts else _called(plan, indicator)
        if name not in parts:
            return Lender(notes=("not_in_reference",))
        notes = ("place_in_reference",) if hidden else ()
        return Lender(read_reference(parts[name]), OWN, notes)

    return cache(own_class)


def own_places(reference: Reference) -> pd.DataFrame | None:
    """Return the caller's own places; None where there are none, or those that ship are meant."""
    if reference is None or isinstance(reference, pd.DataFrame):
        return reference
    if not isinstance(reference, str) or reference != AUTO:
        raise DataError(say("asked.reference", given=told_value(reference), auto=repr(AUTO)))
    return None


def lender_kind(reference: Reference) -> str:
    """Return who lends: auto, places or nobody.

    >>> lender_kind("auto"), lender_kind(None)
    ('auto', 'nobody')
    """
    if reference is None:
        return "nobody"
    return AUTO if own_places(reference) is None else OWN


def lender_of(plan: Plan, indicator: str, reference: Reference = AUTO) -> Lender:
    """Return who lends to one indicator of a plan, which a table need not name."""
    if isinstance(reference, pd.DataFrame) and "indicator" not in reference:
        return Lender(read_reference(reference), OWN)
    return lenders(plan, reference)(indicator)


def lending_notes(made: Projection, lender: Lender) -> tuple[str, ...]:
    """What to note of a projection and who lent to it, or does not have the indicator."""
    if made.borrowed:
        return ("reference_used", *lender.notes)
    return lender.notes if lender.series is None else ()


def borrowed_cells(made: Projection | None, lender: Lender) -> dict[str, Any]:
    """Who lent to a projection and how much of it: ``reference, borrowed, width, siblings``."""
    one = made.borrowed if made else None
    if one is None:
        return {"reference": "", "borrowed": np.nan, "width": np.nan, "siblings": pd.NA}
    amount = {"borrowed": one.share, "width": one.width, "siblings": one.siblings}
    return {"reference": lender.name} | amount


def _nearest(plan: Plan, indicator: str) -> Lender:
    """The nearest class that ships and reports an indicator in its unit, of whatever scale."""
    book = plan.about(indicator)
    called = _called(plan, indicator)
    name, _ = class_of(called)
    here = shipped_rows(name).get(called)
    if here is None or book["counted"] == "running":
        # A total that runs from the base year on starts anew in every plan.
        return NOBODY
    # Growth is the same in 件 and in 万件.
    if other_unit(here, book["unit"], of_any_scale=True):
        return NOBODY
    found = _shipped(name, called)
    notes = ("class_scope",) if has_scope(here) else ()
    return Lender(Siblings(found.wide[~found.called(*plan.own_names)], {}), name, notes)


def _called(plan: Plan, indicator: str) -> str:
    """What the shipped panels call an indicator of a plan."""
    book = plan.about(indicator)
    return shipped_id(indicator, *(book[name] for name in in_languages("name")))


@cache
def _shipped(name: str, indicator: str) -> Siblings:
    known = shipped_class(name)
    return read_reference(known[known["indicator"] == indicator])


def shipped_id(indicator: str, *names: str) -> str:
    """Return what the shipped panels call an indicator of this id, or of one of these names.

    >>> shipped_id("x1", "专利授权量"), shipped_id("patents_granted"), shipped_id("x2", "", "none")
    ('patents_granted', 'patents_granted', 'x2')
    """
    ids = _ids()
    if indicator in ids.values():
        return indicator
    return next((ids[n] for n in map(plain_name, (indicator, *names)) if n in ids), indicator)


@cache
def _ids() -> dict[str, str]:
    """The indicators of the shipped codebooks by their names, in both languages."""
    book = codebook()
    pairs = (
        (row[name], row["indicator"]) for name in in_languages("name") for _, row in book.iterrows()
    )
    return {plain_name(name): str(indicator) for name, indicator in pairs if name}
