"""Opens a plan: one that comes with the package, a folder, a workbook, or tables in memory."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from linhai_analysis.arguments import checked
from linhai_analysis.bureau import Gathered, read_alone, read_frames, read_tables
from linhai_analysis.data import data_dir, shipped_plans
from linhai_analysis.errors import DataError, Fault, FaultsError, suggest
from linhai_analysis.filenames import shown_name
from linhai_analysis.plan.changes import with_changes
from linhai_analysis.plan.contents import Contents
from linhai_analysis.plan.model import Plan
from linhai_analysis.plan.reading import told_of_targets
from linhai_analysis.plan.settled import SETTLED, settle
from linhai_analysis.tables import (
    REQUIRED,
    Origin,
    check_links,
    check_table,
    column_of,
    duplicates,
    table_word,
)
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.targets import complete_targets
from linhai_analysis.targets.five_years import FIVE
from linhai_analysis.text import visible
from linhai_analysis.words import Sentence, say
from linhai_analysis.yearly import read as read_figures

DEFAULT = "linhai_13fyp"
# What a function that asks for a plan takes; pandas is untyped for mypy, so frames are Any.
PlanLike: TypeAlias = Plan | str | PathLike[str] | Mapping[str, Any]
OF_A_PLAN = tuple(f.name for f in fields(Contents) if f.type == "pd.DataFrame")


@checked
def load_plan(
    plan: PlanLike = DEFAULT, name: str = "", settled: str | PathLike[str] | None = None
) -> Plan:
    """Open a plan and check it.

    Every function of this package that asks for a plan takes what stands here for it and opens it
    each time; open it once where it is asked for often.

    Parameters
    ----------
    plan : str, Path, mapping of str to DataFrame, or Plan
        The name of a plan that comes with the package (``"linhai_13fyp"``, or
        ``"china_13fyp"``, the national plan), a folder of CSV files, or an ``.xlsx`` workbook
        with the same tables as sheets. A bare name of a shipped plan means that plan; a folder of
        the same name is meant by ``"./linhai_13fyp"`` or by a Path. Or tables in memory,
        ``{"indicators": ..., "targets": ..., "observations": ...}`` and, where there are any,
        ``sources, tasks, geos, scenarios, facts``: names and headings as in files, in English or
        Chinese; a named index is a column. They are checked like files, and not changed: faults
        count rows as a file would, the first one is row 2. A Plan is returned as it is.
    name : str, optional
        Of the plan: that of the folder or workbook where left out, ``"plan"`` for tables.
    settled : str or Path, optional
        A file in which people filled in what they settled: a review's workbook, of which the sheet
        核定表 (To be settled) alone is read, or a CSV file of that table. It counts as if it stood
        in the plan.

    Returns
    -------
    Plan

    Raises
    ------
    DataError
        Where there is no such plan, or it holds no table of one.
    UnknownNameError
        Where a mapping names a table that a plan does not have.
    FaultsError
        With all faults of all tables at once: file, row, column, what stands there, what to try.

    Examples
    --------
    >>> plan = load_plan()
    >>> plan.targets["indicator"].nunique()
    13
    >>> plan.series("hightech_enterprises").to_dict()
    {2015: 60.0}

    A plan of one target, in memory: 60 to 120 in five years.

    >>> import pandas as pd
    >>> frames = {
    ...     "indicators": pd.DataFrame([{"indicator": "firms", "kind": "count", "better": "up"}]),
    ...     "targets": pd.DataFrame([{"indicator": "firms", "base_year": 2015,
    ...         "target_year": 2020, "target": 120}]),
    ...     "observations": pd.DataFrame([{"indicator": "firms", "year": 2015, "value": 60}])}
    >>> load_plan(frames, name="town").series("firms").to_dict()
    {2015: 60.0}
    """
    opened = _opened(plan, name)
    if settled is None:
        return opened
    read = read_alone(Path(settled), SETTLED)
    origin = read.origins[SETTLED]
    rows, faults = check_table(read.tables[SETTLED], SETTLED, origin)
    opened = replace(opened, read=(*opened.read, *read.notes))
    return _with_settled(opened, rows, origin, [*read.faults, *faults])


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without a search for garbage: millions of cells would be gone through again and again."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


@_uncollected()
def _opened(plan: PlanLike, name: str) -> Plan:
    if isinstance(plan, Plan):
        return replace(plan, name=name) if name else plan
    if isinstance(plan, Mapping):
        return _checked(read_frames(plan, OF_A_PLAN), name or "plan", say("plan.mapping"))
    if not isinstance(plan, str | PathLike):
        raise DataError(say("plan.needed", kind=type(plan).__name__))
    path = find_plan(plan)
    read = read_tables(path)
    if read.bare and path.is_file():
        _refuse_figures(path)
    whole = path.resolve()
    own, file = shown_name(whole.stem), shown_name(whole.name) or str(path)
    return _checked(read, name or own, file)


def _refuse_figures(path: Path) -> None:
    """Refuse a file of yearly figures as what it is: it has no targets."""
    try:
        years = set(read_figures(path).frame["year"])
    except DataError:
        # What it lacks as a plan is told in its place.
        return
    base = max((year for year in years if year % FIVE == 0), default=min(years))
    span = say(
        "taken.span" if len(years) > 1 else "taken.one_year", first=min(years), last=max(years)
    )
    raise DataError(say("lacking.targets", file=path.name, years=span, base=base, end=base + FIVE))


def open_plans(plans: Sequence[PlanLike]) -> list[Plan]:
    """Open several plans; one alone is refused, as its letters or tables are no plans.

    >>> [plan.name for plan in open_plans(["linhai_13fyp", "china_13fyp"])]
    ['linhai_13fyp', 'china_13fyp']
    """
    if isinstance(plans, Plan | str | PathLike | Mapping) or not isinstance(plans, Iterable):
        raise DataError(say("plan.list"))
    return [load_plan(plan) for plan in plans]


def _checked(read: Gathered, name: str, where: Sentence | str) -> Plan:
    """The plan that raw tables make, or all their faults at once."""
    if read.lacking:
        raise FaultsError(read.lacking)
    if not read.tables and not read.faults:
        raise DataError(say("taken.no_table", file=where))
    raw, origins = read.tables, read.origins
    faults = [
        Fault(where, say("plan.no_table", table=table_word(table)))
        for table in REQUIRED
        if table not in raw
    ]
    tables = {}
    sound = True
    for table in (*OF_A_PLAN, SETTLED):
        if table in raw:
            tables[table], found = check_table(raw[table], table, origins[table])
            faults += found
            sound = sound and not (found and table == "indicators")
    faults += read.faults
    # Without a sound codebook every further check would only repeat its faults.
    if not sound or any(table not in raw for table in REQUIRED):
        raise FaultsError(_in_order(faults, read.faults))
    settled = tables.pop(SETTLED, None)
    book = _counting(tables["indicators"], tables["observations"])
    tables["targets"], contradictory = complete_targets(
        tables["targets"], book, origins["targets"].fault
    )
    tables["targets"] = with_changes(tables["targets"])
    own = tables["geos"]["geo"].iloc[0] if len(tables.get("geos", [])) else ""
    values = tables["observations"]
    tables["observations"] = values.assign(geo=values["geo"].replace("", own))
    again = duplicates(tables["observations"], "observations", origins["observations"])
    faults += [*contradictory, *check_links(tables, origins, {"sources": _ids(raw)}), *again]
    if faults:
        raise FaultsError(_in_order(faults, read.faults))
    tidy = {name: table.reset_index(drop=True) for name, table in tables.items()}
    values = tables["observations"]
    about = tables["targets"], tables["indicators"], values[values["geo"] == own]
    told = told_of_targets(*about, origins["targets"], origins["indicators"])
    at = origins["targets"].fault
    ids = tables["targets"]["target_id"].items()
    places = {str(one): at("", int(str(label)), "printed") for label, one in ids}
    notes = (*read.notes, *told)
    made = Plan(visible(name), **tidy, read=notes, **asdict(read.heading), places=places)
    return made if settled is None else _with_settled(made, settled, origins[SETTLED])


def _with_settled(
    plan: Plan, rows: pd.DataFrame, origin: Origin, faults: Iterable[Fault] = ()
) -> Plan:
    """The plan with what people settled, or all that is wrong with that."""
    made, unknown = settle(plan, rows, origin)
    if told := [*faults, *unknown]:
        raise FaultsError(_in_order(told, ()))
    return made


def _counting(indicators: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """The codebook with what the figures count, be it stated beside them."""
    stated = pd.concat([values, indicators])[["indicator", "counted"]]
    known = dict(stated[stated["counted"] != ""].itertuples(index=False))
    return indicators.assign(counted=[known.get(name, "") for name in indicators["indicator"]])


def _ids(raw: Mapping[str, Any]) -> list[str]:
    """The ids of all sources that are written, be it in a row that cannot be read."""
    rows = raw.get("sources", {})
    heads = [head for head in rows if column_of(head, "sources") == "source_id"]
    return [cell_text(cell) for head in heads for cell in rows[head]]


def _in_order(faults: Iterable[Fault], read: Sequence[Fault]) -> list[Fault]:
    """Each fault once, as people read their sheets; of a cell that cannot be passed on only why."""
    own = set(read)
    told = {(fault.file, fault.sheet, fault.row, fault.column) for fault in read}
    kept = [
        fault
        for fault in dict.fromkeys(faults)
        if fault in own or (fault.file, fault.sheet, fault.row, fault.column) not in told
    ]
    sheets = list(dict.fromkeys((fault.file, fault.sheet) for fault in kept))
    return sorted(kept, key=lambda one: (sheets.index((one.file, one.sheet)), one.row or 0))


def find_plan(plan: str | PathLike[str]) -> Path:
    """The folder of a shipped plan by its bare name, else the path itself."""
    name = str(plan)
    if not isinstance(plan, str) or Path(name).suffix or not {"/", "\\"}.isdisjoint(name):
        return Path(name)
    if name in shipped_plans():
        folder = data_dir() / "processed" / name
        if not folder.is_dir():
            raise DataError(say("plan.not_built", name=name))
        return folder
    if not os.path.exists(name):
        raise DataError(say("plan.none", name=name, hint=suggest(name, shipped_plans())))
    return Path(name)


def is_plan(name: str) -> bool:
    """Say whether a name is that of a plan, not of a table of scenarios alone.

    >>> is_plan("linhai_13fyp"), is_plan("nowhere.csv")
    (True, False)
    """
    path = Path(name)
    if not os.path.isfile(path):
        return os.path.isdir(path) or not path.suffix
    try:
        return "targets" in read_tables(path).tables
    except DataError:
        # What it lacks as a table of scenarios is told where that is read.
        return False
