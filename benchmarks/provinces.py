"""The outside check: the provincial panel, each province with the others as its reference.

Every indicator, every origin, n of 5, 6, 8, the next 1-5 years; error over the whole series' mean
|change|. The form of the reference was chosen on this panel, so its own figure is in-sample as to
form. ``python provinces.py``
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from linhai_analysis import load_panel
from linhai_analysis.projection import models
from linhai_analysis.projection.quantiles import MEDIAN, quantile
from linhai_analysis.projection.reference import read_reference, relative_drift

HORIZONS = np.arange(1, 6.0)


def main() -> None:
    """Print MASE of drift, the default, the default with reference, and its coverage."""
    data = load_panel("provinces")
    data = data[data.geo != "100000"]
    rows = []
    for indicator, part in data.groupby("indicator"):
        wide = read_reference(part)
        for geo, line in wide.iterrows():
            scale = np.abs(np.diff(line.dropna())).mean()
            for n in (5, 6, 8):
                for origin in wide.columns:
                    history, future = (
                        line.reindex(range(origin - n + 1, origin + 1)),
                        line.reindex(range(origin + 1, origin + 6)).to_numpy(),
                    )
                    if history.isna().any() or np.isnan(future).all():
                        continue
                    years, values = history.index.to_numpy(), history.to_numpy()
                    drift = relative_drift(years, values, wide, geo)
                    lent = models.run(models.MODELS["default"], years, values, HORIZONS, drift)[0]
                    alone = models.run(models.MODELS["default"], years, values, HORIZONS)[0]
                    straight = values[-1] + HORIZONS * (values[-1] - values[0]) / (n - 1)
                    inside = [
                        (quantile(lent, (1 - p) / 2) <= future)
                        & (future <= quantile(lent, (1 + p) / 2))
                        for p in (0.8, 0.95)
                    ]
                    for h in np.flatnonzero(~np.isnan(future)):
                        e = [
                            abs(future[h] - f[h]) / scale
                            for f in (straight, alone[:, MEDIAN], lent[:, MEDIAN])
                        ]
                        rows.append((indicator, n, h + 1, *e, inside[0][h], inside[1][h]))
    table = pd.DataFrame(
        rows, columns=["indicator", "n", "h", "drift", "alone", "lent", "in80", "in95"]
    )
    for by in ([], ["n"], ["h"], ["indicator"]):
        mean = (
            table.groupby(by)[["drift", "alone", "lent", "in80", "in95"]].mean()
            if by
            else table[["drift", "alone", "lent", "in80", "in95"]].mean().to_frame().T
        )
        print(mean.assign(ratio=mean.lent / mean.drift).round(3).to_string())


if __name__ == "__main__":
    main()
