"""Judge the calibration on series it has not seen: ``python crossfit.py BENCH_FOLDER``.

Countries and indicators are dealt into four groups each. The series of country group i and
indicator group j are scored with a table fitted without any series of group i or of group j: 16
fits. Series of the benchmark that never enter the fit (M1, M3, Tourism, SDGCA) are scored with the
table fitted on all. Prints scores against the peers, and the coverage for n = 2, 3, 4, ...
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from fit_calibration import SERIES, fit, read_series

from linhai_analysis.projection import pooled
from linhai_analysis.projection.single import project

GROUPS = 4


def dealt(names: list[str]) -> dict[str, int]:
    """Names to groups, in an order that is fixed but has no meaning."""
    shuffled = np.random.default_rng(0).permutation(sorted(set(names)))
    return {name: i % GROUPS for i, name in enumerate(shuffled)}


def blocks(ids: list[str]) -> Iterator[tuple[list[str], set[str]]]:
    """Pairs of training series and the series that they share no country and no indicator with."""
    parts = {
        u: u.removeprefix("WDI_").rsplit("_", 1) if u.startswith("WDI_") else (u.split("_")[1], "")
        for u in ids
    }
    indicator, country = (
        dealt([p[0] for p in parts.values()]),
        dealt([p[1] for p in parts.values() if p[1]]),
    )
    # The UK's own indicators name no country: they belong to no country group.
    place = {u: (indicator[a], country.get(b, -1)) for u, (a, b) in parts.items()}
    for i in range(GROUPS):
        for j in range(GROUPS):
            train = [u for u, (a, b) in place.items() if a != i and b != j]
            yield (
                train,
                {u for u, (a, b) in place.items() if a == i and (b == j or (b == -1 and j == 0))},
            )


def use(table: pooled.Calibration) -> None:
    """Let the package project with this table."""
    setattr(pooled, "calibration", lambda: table)  # noqa: B010


def main(bench: str) -> None:
    """Fit, score, print."""
    sys.path.insert(0, bench)
    import attain
    import score

    data = str(Path(bench) / "public")
    series = read_series(SERIES)
    g, tasks = score.load(data)
    _, questions = attain.load(data)
    actual, scale = score.actuals(g, tasks)
    out = np.full((len(tasks), 5, 5), np.nan)
    prob = np.full(len(questions), np.nan)
    fits = [*blocks(list(series)), (list(series), set(g) - set(series))]
    held: list[pd.DataFrame] = []
    for train, test in fits:
        use(fit({u: series[u] for u in train}))
        for i in np.flatnonzero(tasks.unique_id.isin(test)):
            out[i] = forecast(g, tasks.iloc[i])
        for i in np.flatnonzero(questions.unique_id.isin(test)):
            prob[i] = answer(g, questions.iloc[i])
        held.append(short_windows(g, sorted(test)))
    report(
        score,
        tasks,
        out,
        actual,
        scale,
        pd.read_csv(Path(data) / "peer_task_scores.csv.gz"),
        set(series),
    )
    truth = questions.met.to_numpy()
    mine = (np.where(questions.up, prob, 1 - prob) - truth) ** 2
    peers = pd.read_csv(Path(data) / "peer_attain_probs.csv.gz")
    own = questions.unique_id.isin(series)
    for name in ("iso:eurostat_cagr_ratio", "iso:comb_naive_drift_dot", "REF_shrink", "REF_gbm"):
        theirs = (peers[name] - truth) ** 2
        ratios = [mine[k].mean() / theirs[k].mean() for k in (own | True, own, ~own)]
        print(
            f"Brier {mine.mean():.4f} / {name}: all {ratios[0]:.4f}, "
            f"WDI and UK {ratios[1]:.4f}, others {ratios[2]:.4f}"
        )
    every = pd.concat(held)
    print(
        every.groupby(["kind", "n", "h"])[["in80", "in95"]]
        .mean()
        .mul(100)
        .round(1)
        .unstack("h")
        .to_string()
    )
    print(every.groupby(["kind", "n"]).size().to_string())


def window(g: dict, row: object) -> pd.Series:
    """The history of a task."""
    years, values = g[row.unique_id]  # type: ignore[attr-defined]
    use_ = (years <= row.origin) & (years > row.origin - row.n)  # type: ignore[attr-defined]
    return pd.Series(values[use_], index=years[use_])


def forecast(g: dict, row: object) -> np.ndarray:
    """median, lo80, hi80, lo95, hi95 for five years."""
    return project(window(g, row), horizon=5).frame.iloc[:, 1:].to_numpy()


def answer(g: dict, row: object) -> float:
    """P(value >= target)."""
    return project(window(g, row), to=int(row.target_year)).probability(float(row.target))  # type: ignore[attr-defined]


def short_windows(g: dict, ids: list[str]) -> pd.DataFrame:
    """Coverage on two windows of each series, a third and two thirds along."""
    rows = []
    for u in ids:
        years, values = g[u]
        for n in (2, 3, 4, 5, 6, 8, 10, 15):
            for end in {len(values) // 3, 2 * len(values) // 3}:
                if end < n or not values[end - n : end].any():
                    continue
                f = project(
                    pd.Series(values[end - n : end], index=years[end - n : end]), horizon=5
                ).frame
                for h in range(1, min(5, len(values) - end) + 1):
                    v, r = values[end + h - 1], f.iloc[h - 1]
                    kind = "WDI, UK" if u.startswith(("WDI_", "SDGUK_")) else "others"
                    rows.append(
                        (kind, n, h, r["lo80"] <= v <= r["hi80"], r["lo95"] <= v <= r["hi95"])
                    )
    return pd.DataFrame(rows, columns=["kind", "n", "h", "in80", "in95"])


def report(
    score: object,
    tasks: pd.DataFrame,
    out: np.ndarray,
    actual: np.ndarray,
    scale: np.ndarray,
    peers: pd.DataFrame,
    own: set,
) -> None:
    """Scores against the peers."""
    s = score.scores(out, actual, scale)  # type: ignore[attr-defined]
    mine = tasks.unique_id.isin(own).to_numpy()
    for label, k in (("all", mine | True), ("WDI and UK", mine), ("others", ~mine)):
        mase, wis = s["MASE"][k].mean(), s["WIS"][k].mean()
        theta, drift = peers.MASE_sm_theta[k].mean(), peers.WIS_drift[k].mean()
        print(
            f"{label}: {k.sum()} tasks, MASE {mase:.4f} / Theta {mase / theta:.4f}, "
            f"WIS {wis:.4f} / drift {wis / drift:.4f}"
        )
        print(
            "  cov80 by h",
            s["cov80"][k].mean(axis=0).round(1).tolist(),
            " cov95 by h",
            s["cov95"][k].mean(axis=0).round(1).tolist(),
        )
    print(json.dumps({"finite": bool(np.isfinite(out).all())}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", help="folder with score.py, attain.py, attain_lib.py and public/")
    main(parser.parse_args().bench)
