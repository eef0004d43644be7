"""Finds where a plan prints one target in several ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

import pandas as pd

from linhai_analysis.targets import printed_figures, printed_text, stated_relation, target_text

COLUMNS = ["kind", "indicator", "target_year", "readings", "places", "target_ids", "decided"]


def find_conflicts(targets: pd.DataFrame) -> pd.DataFrame:
    """Compare all printings of each target."""
    rows = [row for kind in CONFLICTS for row in _of_kind(kind, targets)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _of_kind(kind: str, targets: pd.DataFrame) -> Iterator[dict]:
    key, shown = CONFLICTS[kind]
    # Forms are compared only between printings of the same number.
    same = ["target", "target_high", "basis"] if kind == "form" else []
    groups = targets.groupby(["indicator", "target_year", *same], sort=False, dropna=False)
    for (indicator, year, *_), group in groups:
        readings: dict[str, list[dict]] = {}
        for row in group.to_dict("records"):
            if read := key(row):
                readings.setdefault(read, []).append(row)
        if len(readings) < 2:
            continue
        yield {
            "kind": kind,
            "indicator": indicator,
            "target_year": year,
            "readings": tuple(shown(rows[0]) for rows in readings.values()),
            "places": tuple(_places(rows) for rows in readings.values()),
            "target_ids": tuple(row["target_id"] for rows in readings.values() for row in rows),
            "decided": "; ".join(dict.fromkeys(filter(None, group["decided"]))),
        }


def _places(rows: list[dict]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["place"] for row in rows if row["place"]))


def _form(row: dict) -> str:
    """The relation as printed: a bare figure is another form than 以上."""
    stated = stated_relation(row["printed"], row["target"])
    return stated or ("bare" if printed_figures(row["printed"]) else "")


def _as_printed(row: dict) -> str:
    """The printed text; of a pair such as 2500/360 also which figure is meant."""
    printed = str(row["printed"])
    several = len(printed_figures(printed)) > 1
    return f"{row['target']:g} [{printed}]" if several else printed


def _value(row: dict) -> str:
    """The target in words; nothing where it has no number."""
    return "" if pd.isna(row["target"]) else target_text(row)


def _name(row: dict) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", printed_text(row["printed_name"])))


# The kinds of conflicts: what tells two readings apart, and how a reading is shown.
CONFLICTS: dict[str, tuple[Callable[[dict], str], Callable[[dict], str]]] = {
    "value": (_value, target_text),
    "form": (_form, _as_printed),
    "name": (_name, lambda row: str(row["printed_name"])),
}
