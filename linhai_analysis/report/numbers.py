"""The numbers of a report: CSV for people or for programs, and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from linhai_analysis.report.tables.spreadsheets import spreadsheet
from linhai_analysis.tables import json_text, plain_rows

# By kind of report the name and the version of the JSON Schema that its numbers keep to. The
# version goes up where a key or a column goes, or what one holds changes; not where one is added.
SCHEMAS = {"review": "linhai-review/1"}


def csv_files(kind: str, tables: Mapping[str, pd.DataFrame], lang: str = "") -> dict[str, bytes]:
    """Every table as CSV, for people of a language, else in codes; one alone needs no folder."""
    return {
        f"{kind}.csv" if len(tables) == 1 else f"tables/{name}.csv": spreadsheet(name, table, lang)
        for name, table in tables.items()
    }


def json_files(
    kind: str, facts: Mapping[str, Any], tables: Mapping[str, pd.DataFrame], files: Iterable[str]
) -> dict[str, bytes]:
    """The facts, every table that they do not hold already, and the names of all files."""
    name = f"{kind}.json"
    kept = {"schema": SCHEMAS[kind]} if kind in SCHEMAS else {}
    content = {**kept, **tables, **facts, "files": sorted([*files, name])}
    # One table at a time: all of a large plan at once are some hundred megabytes of small objects.
    parts = (f"{json_text(key)}: {_object(value)}" for key, value in content.items())
    lines = (part.replace("\n", "\n ").encode() for part in parts)
    return {name: b"{\n " + b",\n ".join(lines) + b"\n}\n"}


def _object(value: Any) -> str:
    return json_text(plain_rows(value) if isinstance(value, pd.DataFrame) else value)
