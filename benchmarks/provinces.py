"""The outside check: the provincial panel, each province with the others as its reference.

Every indicator, every origin, n of 5, 6, 8, the next 1-5 years; error over the whole series' mean
|change|. The form of the reference was chosen on this panel, so its own figure is in-sample as to
form. ``python provinces.py [CSV]``: the panel that ships, or a CSV with the columns geo, indicator,
year, value; geo 100000, the nation, is left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from linhai_analysis import load_panel
from linhai_analysis.projection import pooled
from linhai_analysis.projection.quantiles import MEDIAN, quantile
from linhai_analysis.projection.reference import Siblings, read_reference, relative_drift

HORIZONS = np.arange(1, 6.0)


MEASURED = ["drift", "alone", "lent", "in80", "in95"]
"""Errors of drift, of the default alone and with its reference; coverage of the last."""


def read_panel(path: Path | None) -> pd.DataFrame:
    """Return the provinces without the nation: the panel that ships, or the one of a CSV."""
    data = load_panel("provinces") if path is None else pd.read_csv(path, dtype={"geo": str})
    return data[data["geo"] != "100000"]


def origins(line: pd.Series) -> Iterator[tuple[int, np.ndarray, np.ndarray, np.ndarray]]:
    """Yield n, years, values and the next five outcomes (NaN: unknown) of every full window."""
    for n in (5, 6, 8):
        for origin in line.index:
            history = line.reindex(range(origin - n + 1, origin + 1))
            future = line.reindex(range(origin + 1, origin + 6)).to_numpy()
            if not history.isna().any() and not np.isnan(future).all():
                yield n, history.index.to_numpy(), history.to_numpy(), future


def judge(indicator: str, geo: object, siblings: Siblings) -> list[tuple]:
    """Return a row for each outcome of one province: indicator, n, h and the columns `MEASURED`."""
    rows: list[tuple] = []
    line = siblings.wide.loc[geo]
    scale = np.abs(np.diff(line.dropna())).mean()
    for n, years, values, future in origins(line):
        drift = np.array([relative_drift(years, values, siblings, geo)], dtype=float)
        history = (years[None], values[None], HORIZONS)
        lent, alone = pooled.tables(*history, drift)[0], pooled.tables(*history)[0]
        straight = values[-1] + HORIZONS * (values[-1] - values[0]) / (n - 1)
        inside = [
            (quantile(lent, (1 - p) / 2) <= future) & (future <= quantile(lent, (1 + p) / 2))
            for p in (0.8, 0.95)
        ]
        for h in np.flatnonzero(~np.isnan(future)):
            points = straight, alone[:, MEDIAN], lent[:, MEDIAN]
            errors = [abs(future[h] - point[h]) / scale for point in points]
            rows.append((indicator, n, h + 1, *errors, inside[0][h], inside[1][h]))
    return rows


def main(path: Path | None) -> None:
    """Print MASE of drift, the default, the default with reference, and its coverage."""
    rows = []
    for indicator, part in read_panel(path).groupby("indicator"):
        siblings = read_reference(part)
        for geo in siblings.wide.index:
            rows.extend(judge(indicator, geo, siblings))
    table = pd.DataFrame(rows, columns=["indicator", "n", "h", *MEASURED])
    print(f"{len(table)} outcomes")
    for by in ([], ["n"], ["h"], ["indicator"]):
        mean = table.groupby(by)[MEASURED].mean() if by else table[MEASURED].mean().to_frame().T
        print(mean.assign(ratio=mean["lent"] / mean["drift"]).round(3).to_string())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("panel", nargs="?", type=Path, help="CSV: geo, indicator, year, value")
    main(parser.parse_args().panel)
