"""Plans of a few rows, written as a folder and opened through the front door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

import linhai_analysis as la

CODEBOOK = {"unit": "enterprise", "kind": "count", "better": "up"}
NAMES = ("unit", "kind", "better", "counted", "name_en", "name_zh")


def small_plan(
    folder: Path,
    targets: Sequence[Mapping[str, Any]],
    values: Mapping[str, Mapping[int, float]] | None = None,
) -> la.Plan:
    """A plan 2015 to 2020 of the given targets; a target row may carry codebook columns."""
    codebook = {
        row["indicator"]: {"indicator": row["indicator"], "name_en": row["indicator"]}
        | CODEBOOK
        | {name: row[name] for name in NAMES if name in row}
        for row in targets
    }
    printed = [
        {"place": f"p. {number}", "base_year": 2015, "target_year": 2020, "main": "yes"}
        | {name: value for name, value in row.items() if name not in NAMES}
        for number, row in enumerate(targets, 1)
    ]
    observed = [
        {"indicator": name, "year": year, "value": value}
        for name, series in (values or {}).items()
        for year, value in series.items()
    ]
    tables = {
        "indicators": pd.DataFrame(codebook.values()),
        "targets": pd.DataFrame(printed),
        "observations": pd.DataFrame(observed, columns=["indicator", "year", "value"]),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    return la.load_plan(folder)
