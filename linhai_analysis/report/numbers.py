"""The numbers of a report for programs: CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from linhai_analysis.tables import csv_bytes, json_text, plain_rows

if TYPE_CHECKING:
    from linhai_analysis.report.report import Report


def csv_files(report: Report) -> dict[str, bytes]:
    """Every table as CSV; one alone needs no folder."""
    if len(report.tables) == 1:
        return {f"{report.kind}.csv": csv_bytes(table) for table in report.tables.values()}
    return {f"tables/{name}.csv": csv_bytes(table) for name, table in report.tables.items()}


def json_files(report: Report, files: Iterable[str]) -> dict[str, bytes]:
    """The facts, every table that they do not hold already, and the names of all files."""
    name = f"{report.kind}.json"
    tables = {key: plain_rows(table) for key, table in report.tables.items()}
    content = {**tables, **report.facts, "files": sorted([*files, name])}
    return {name: (json_text(content) + "\n").encode()}
