"""Any table of the library as people read it: words, names, per cent, and nothing cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd
from pandas.api.types import is_float_dtype, is_integer_dtype

from linhai_analysis.arguments import check_language, checked, require_columns
from linhai_analysis.errors import UnknownNameError
from linhai_analysis.legible import Readable
from linhai_analysis.plan import PlanLike, load_plan
from linhai_analysis.report.tables.cells import Cells, is_missing
from linhai_analysis.report.tables.columns import UNITED, base_name, is_heading, kind_of, table_of
from linhai_analysis.words import say, word

MOST_ROWS = 60
"""A longer table shows so many, and says how many more there are."""


class Shown(NamedTuple):
    """A column: what it holds, in a pivot for which year, place or scenario, and its cells."""

    column: str
    at: dict[str, Any]
    cells: list[Any]
    measured: bool


@checked
def readable(
    table: pd.DataFrame | pd.Series,
    plan: PlanLike | None = None,
    columns: Sequence[str] | None = None,
    lang: str | None = None,
) -> Readable:
    """Return any table of the library as people read it.

    Headings and codes in words, names in place of ids, rates and shares in per cent, numbers with
    the digits that they need, "—" for what is missing. Long texts are wrapped, not cut.

    Parameters
    ----------
    table : DataFrame or Series
        Of any function of the library, also one out of which rows were taken, or a pivot. A pivot
        of rates or shares names them in a list (``values=["rate"]``), so that they are known.
    plan : Plan, or what load_plan takes, optional
        Whose indicators, targets, sources, places and scenarios are named; without it by the names
        that ship with the package, else by their ids.
    columns : sequence of str, optional
        The columns and levels of the index to show, in this order; without it all that hold
        anything, a text that there is in several languages once.
    lang : {"en", "zh"}, optional

    Returns
    -------
    Readable
        Shows itself in a notebook; ``.frame`` holds its texts.

    Raises
    ------
    UnknownNameError
        Where the table has no such column.

    Examples
    --------
    >>> import linhai_analysis as la
    >>> plan = la.load_plan()
    >>> rows = la.required_growth(plan).query("target_id == 'hightech_enterprises.t1'")
    >>> shown = ["indicator", "target_value", "required_cagr"]
    >>> la.readable(rows, plan, shown)
    Indicator                                              Target  Required growth a year
    High-tech enterprises (certified stock) (enterprises)     120                  14.87%
    """
    lang = check_language(lang)
    if not isinstance(table, pd.Series):
        require_columns(table, ())
    told = [*_columns(table)]
    shown = [*(_chosen(told, columns) if columns is not None else _telling(told, plan is not None))]
    name = table_of(one.column for one in told)
    kinds = {kind_of(name, one.column) for one in shown if one.measured}
    names = {one.column for one in shown}
    say_it = Cells(
        load_plan(plan) if plan is not None else None,
        name,
        lang,
        united="unit" not in names and bool(kinds & UNITED),
        alone="indicator" not in names,
    )
    count = min(len(table), MOST_ROWS)
    rows = [{one.column: one.cells[n] for one in told} for n in range(count)]
    texts = [
        [say_it.text(one.column, one.cells[n], row | one.at) for n, row in enumerate(rows)]
        for one in shown
    ]
    frame = pd.DataFrame(dict(enumerate(texts)), dtype=object)
    # In a pivot of one column what it holds need not be said above each.
    one_value = len({one.column for one in shown if one.at}) == 1
    heads = [say_it.heading("" if one.at and one_value else one.column, one.at) for one in shown]
    frame.columns = pd.Index(heads, dtype=object)
    more = len(table) - count
    return Readable(frame, word("shown.more", lang, count=more) if more else "")


def _columns(table: pd.DataFrame | pd.Series) -> Iterator[Shown]:
    """The levels of the index that say something, then the columns."""
    if isinstance(table, pd.Series):
        table = table.to_frame(table.name or "value")
    for n, name in enumerate(table.index.names):
        level = table.index.get_level_values(n)
        # Numbers of rows are nothing to read.
        if name is not None or not is_integer_dtype(level):
            yield Shown(str(name or ""), {}, list(level), is_float_dtype(level))
    for n, key in enumerate(table.columns):
        cells = table.iloc[:, n]
        yield Shown(*_head(key, table.columns.names), list(cells), is_float_dtype(cells))


def _head(key: Any, names: Sequence[Any]) -> tuple[str, dict[str, Any]]:
    """What a column holds, and for which year, place or scenario."""
    parts = dict(zip(names, key if isinstance(key, tuple) else [key], strict=True))
    # What was an index stands beside the columns of a pivot.
    column = str(key) if is_heading(str(key)) else str(parts.pop(None, ""))
    return column, {} if column == str(key) else parts


def _chosen(told: Sequence[Shown], columns: Sequence[str]) -> Iterator[Shown]:
    """The columns that were asked for."""
    known = {str(one.column or next(iter(one.at.values()), "")): one for one in told}
    for name in columns:
        if str(name) not in known:
            raise UnknownNameError(say("kind.column"), name, known)
        yield known[str(name)]


def _telling(told: Sequence[Shown], named: bool) -> Iterator[Shown]:
    """The columns that hold anything; a text that there is in several languages once."""
    names = {one.column for one in told}
    # Beside the name of its id a name says nothing.
    seen = {"name"} if names & {"geo", "scenario"} or (named and "indicator" in names) else set()
    for one in told:
        empty = len(one.cells) and all(map(is_missing, one.cells))
        if one.at or not (empty or base_name(one.column) in seen):
            seen |= {base_name(one.column)} - {""}
            yield one
