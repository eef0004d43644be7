"""The numbers of a report for programs: CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from linhai_analysis.tables import csv_bytes, json_text, plain_rows


def csv_files(kind: str, tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """Every table as CSV; one alone needs no folder."""
    if len(tables) == 1:
        return {f"{kind}.csv": csv_bytes(table) for table in tables.values()}
    return {f"tables/{name}.csv": csv_bytes(table) for name, table in tables.items()}


def json_files(
    kind: str, facts: Mapping[str, Any], tables: Mapping[str, pd.DataFrame], files: Iterable[str]
) -> dict[str, bytes]:
    """The facts, every table that they do not hold already, and the names of all files."""
    name = f"{kind}.json"
    rows = {key: plain_rows(table) for key, table in tables.items()}
    content = {**rows, **facts, "files": sorted([*files, name])}
    return {name: (json_text(content) + "\n").encode()}
