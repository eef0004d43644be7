"""Opens a plan: one that comes with the package, a folder, or a workbook."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from linhai_analysis.data import data_dir, shipped_plans
from linhai_analysis.errors import DataError, Fault, FaultsError, suggest
from linhai_analysis.plan.changes import with_changes
from linhai_analysis.plan.contents import Contents
from linhai_analysis.plan.model import Plan
from linhai_analysis.tables import REQUIRED, check_links, check_table, duplicates, read_tables
from linhai_analysis.targets import complete_targets

DEFAULT = "linhai_13fyp"
OF_A_PLAN = tuple(field.name for field in fields(Contents) if field.name != "name")


def load_plan(plan: str | Path = DEFAULT) -> Plan:
    """Open a plan and check it.

    Parameters
    ----------
    plan : str or Path
        The name of a plan that comes with the package (``"linhai_13fyp"``, or
        ``"china_13fyp"``, the national plan), a folder of CSV files, or an ``.xlsx`` workbook
        with the same tables as sheets. A bare name of a shipped plan means that plan; a folder of
        the same name is meant by ``"./linhai_13fyp"`` or by a Path.

    Returns
    -------
    Plan

    Raises
    ------
    DataError
        Where there is no such plan, or it lacks a table.
    FaultsError
        With all faults of all tables at once: file, row, column, what stands there, what to try.

    Examples
    --------
    >>> plan = load_plan()
    >>> plan.targets["indicator"].nunique()
    13
    >>> plan.series("hightech_enterprises").to_dict()
    {2015: 60.0}
    """
    path = _find(plan)
    raw, files = read_tables(path)
    faults = [
        Fault(path.name, f"the table {table} is missing") for table in REQUIRED if table not in raw
    ]
    tables = {}
    for table in OF_A_PLAN:
        if table in raw:
            tables[table], found = check_table(raw[table], table, files[table])
            faults += found
    # Without a sound codebook every further check would only repeat its faults.
    if any(table not in raw for table in REQUIRED) or any(
        fault.file == files["indicators"] for fault in faults
    ):
        raise FaultsError(faults)
    tables["targets"], contradictory = complete_targets(
        tables["targets"], tables["indicators"], files["targets"]
    )
    tables["targets"] = with_changes(tables["targets"])
    own = tables["geos"]["geo"].iloc[0] if len(tables.get("geos", [])) else ""
    values = tables["observations"]
    tables["observations"] = values.assign(geo=values["geo"].replace("", own))
    again = duplicates(tables["observations"], "observations", files["observations"])
    faults += [*contradictory, *check_links(tables, files), *again]
    if faults:
        raise FaultsError(dict.fromkeys(faults))
    tidy = {name: table.reset_index(drop=True) for name, table in tables.items()}
    return Plan(path.resolve().stem, **tidy)


def _find(plan: str | Path) -> Path:
    """The folder of a shipped plan by its bare name, else the path itself."""
    name = str(plan)
    if isinstance(plan, Path) or Path(name).suffix or not {"/", "\\"}.isdisjoint(name):
        return Path(name)
    if name in shipped_plans():
        folder = data_dir() / "processed" / name
        if not folder.is_dir():
            raise DataError(f"data/processed/{name} is missing; 'linhai build' makes it again")
        return folder
    if not Path(name).exists():
        raise DataError(
            f"there is no plan, folder or file {name!r}; {suggest(name, shipped_plans())}"
        )
    return Path(name)
