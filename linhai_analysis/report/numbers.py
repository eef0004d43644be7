"""The numbers of a report for programs: CSV and JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from linhai_analysis.tables import csv_bytes

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


def json_text(content: Any) -> str:
    """JSON that a person can read too."""
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)


def plain_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """One object a row, every digit of its numbers; null where nothing is known.

    >>> plain_rows(pd.DataFrame({"value": [1e-12, float("nan")], "notes": [("spliced",), ()]}))
    [{'value': 1e-12, 'notes': ['spliced']}, {'value': None, 'notes': []}]
    """
    rows = table.astype(object).to_dict("records")
    return [{str(key): _plain(cell) for key, cell in row.items()} for row in rows]


def _plain(cell: Any) -> Any:
    if isinstance(cell, tuple | list):
        return [_plain(part) for part in cell]
    if pd.isna(cell) or (isinstance(cell, float) and math.isinf(cell)):
        return None
    return cell
