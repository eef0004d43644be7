"""Turns the figures as printed (``data/raw``) into plan folders (``data/processed``)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from linhai_analysis.bureau import read_csv
from linhai_analysis.data import data_dir, shipped_plans
from linhai_analysis.errors import DataError, Fault, FaultsError
from linhai_analysis.results import check_folder, write_result
from linhai_analysis.tables import (
    Origin,
    check_links,
    check_table,
    columns,
    csv_bytes,
    target_ids,
)
from linhai_analysis.targets import complete_targets, read_column, unread_faults
from linhai_analysis.words import say

RAW = ("figures", "indicators", "tasks", "geos", "scenarios", "facts")
# By whom and when something was settled: nothing is in the raw tables.
SETTLED = ("decided_by", "decided_on")
WRITTEN = ("indicators", "targets", "observations", "sources", *RAW[2:])
# Where every printed figure of a raw plan stands.
FIGURES = Origin("figures.csv")


def build(out: str | Path | None = None) -> list[Path]:
    """Remake the plan folders that come with the package from their raw tables.

    The same raw tables give the same bytes each time.

    Parameters
    ----------
    out : str or Path, optional
        Folder that receives one folder a plan; ``data/processed`` where it is left out.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    FaultsError
        With every figure that cannot be read: file, row and text.
    DataError
        Where the folder cannot be written, or a file that is not ours is in the way.

    Examples
    --------
    >>> import tempfile
    >>> written = build(Path(tempfile.mkdtemp()))
    >>> "targets.csv" in {path.name for path in written}
    True
    """
    own = data_dir() / "processed"
    folder = own if out is None else check_folder(out)
    files: dict[str, bytes] = {}
    for name in shipped_plans():
        tables = build_tables(data_dir() / "raw", name)
        files |= {f"{name}/{table}.csv": csv_bytes(tables[table]) for table in WRITTEN}
    return write_result(folder, "build", files, own=out is None)


def build_tables(raw: Path, name: str) -> dict[str, pd.DataFrame]:
    """Read the raw tables of one plan into the tables of a plan folder.

    >>> tables = build_tables(data_dir() / "raw", "linhai_13fyp")
    >>> len(tables["targets"]), tables["targets"]["main"].sum().item()
    (29, 13)
    """
    faults: list[Fault] = []

    def read(path: Path, table: str) -> pd.DataFrame:
        if not path.is_file():
            raise DataError(say("plan.raw", file=path.name, folder=path.parent.name))
        frame, found = check_table(read_csv(path), table, Origin(path.name))
        faults.extend(found)
        return frame

    tables = {table: read(raw / name / f"{table}.csv", table) for table in RAW}
    tables["sources"] = read(raw / "sources.csv", "sources")
    published = {
        path.name: read(path, "observations")
        for path in sorted((raw / "observations").glob("*.csv"))
    }
    if faults:
        raise FaultsError(faults)
    tables["targets"], unread = _targets(tables)
    baselines, unread_baselines = _baselines(tables)
    ours = {name: _of_plan(table, tables) for name, table in published.items()}
    origins = {"targets": FIGURES, "figures": FIGURES}
    faults = [*unread, *unread_baselines, *check_links(tables, origins)]
    for name, table in ours.items():
        own = {"observations": Origin(name)}
        faults += check_links(tables | {"observations": table}, origins | own)
    if faults:
        # A target and the figure that it was read from have the same faults.
        raise FaultsError(dict.fromkeys(faults))
    tables["observations"] = pd.concat([baselines, *ours.values()])
    # No year is an empty cell in the file, as people write it.
    years = tables["scenarios"]["from_year"].astype("Int64")
    tables["scenarios"] = tables["scenarios"].assign(from_year=years.mask(years == 0))
    sources = tables["sources"]
    citing = ("targets", "observations", "facts")
    cited = sources["source_id"].isin(pd.concat([tables[name]["source_id"] for name in citing]))
    # What is cited is named by its original, so that comes along.
    originals = set(sources.loc[cited, "original"])
    tables["sources"] = sources[cited | sources["source_id"].isin(originals)]
    return {name: table.reset_index(drop=True) for name, table in tables.items()}


def _of_plan(published: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows that speak of the plan's places and indicators; files are shared by plans."""
    places, ids = tables["geos"]["geo"], tables["indicators"]["indicator"]
    return published[published["geo"].isin(places) & published["indicator"].isin(ids)]


def _targets(tables: Mapping[str, pd.DataFrame]) -> tuple[pd.DataFrame, list[Fault]]:
    printed = tables["figures"].query("role == 'target'").rename(columns={"year": "target_year"})
    unread = {"target": float("nan"), "target_high": float("nan"), "basis": "", "relation": ""}
    blank = dict.fromkeys(("attribute", "decided", "replaces", "change", *SETTLED), "")
    table = printed.assign(target_id=target_ids(printed), **blank, **unread)
    completed, faults = complete_targets(table, tables["indicators"], FIGURES.fault)
    return completed[columns("targets")], faults + unread_faults(completed, FIGURES.fault)


def _baselines(tables: Mapping[str, pd.DataFrame]) -> tuple[pd.DataFrame, list[Fault]]:
    printed = tables["figures"].query("role == 'baseline'")
    read, faults = read_column(printed, tables["indicators"], FIGURES.fault)
    units = tables["indicators"].set_index("indicator")["unit"]
    table = printed.assign(
        geo=tables["geos"]["geo"].iloc[0],
        value=read["value"],
        unit=printed["indicator"].map(units),
        status="final",
        **dict.fromkeys(("scope", "scope_zh", "counted", "released", "decided", *SETTLED), ""),
        **{"break": False},
    )
    unread = unread_faults(read.assign(printed=printed["printed"]), FIGURES.fault)
    return table[columns("observations")], faults + unread
