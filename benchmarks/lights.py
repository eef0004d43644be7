"""The probability beside the lights, each with its own frequency: ``python lights.py``.

Constructed targets on the 31 provinces that ship (``la.hindsight``). A light says as a probability
how often it came true in all other places, of the same years too, which nobody could know on the
day of the review; what it may know is the peer of the last lines, where only outcomes that were
there on that day count. Half a minute.
"""

from __future__ import annotations

import pandas as pd
from bar import Figure

import linhai_analysis as la


def known_then(cases: pd.DataFrame) -> pd.DataFrame:
    """A light's cases with what it had come to, elsewhere, by the year of the review."""
    met = cases.groupby(["status", "target_year", "geo"])["met"].agg(["sum", "size"]).reset_index()
    asked = cases[["case", "status", "year", "geo"]].merge(
        met, on="status", suffixes=("", "_other")
    )
    there = (asked["target_year"] <= asked["year"]) & (asked["geo"] != asked["geo_other"])
    total = asked[there].groupby("case")[["sum", "size"]].sum()
    return cases.assign(said=cases["case"].map(total["sum"] / total["size"]))


def figures() -> list[Figure]:
    """Brier scores over that of the best light, own figures and with the reference."""
    table, cases = la.hindsight(return_cases=True)
    own = la.hindsight(rules=["probability"], borrow=False, return_cases=True)[1]
    lent = cases[cases["rule"] == "probability"]
    lights = cases[cases["rule"] != "probability"]
    scores = table[table["status"] == "all"].set_index("rule")["brier"]
    best = str(scores.drop("probability").idxmin())
    light = lights[lights["rule"] == best]
    peers = {f"best light ({best}) with its frequency elsewhere": light}
    peers[f"{best} with what was known at the review"] = known_then(light)
    out = []
    for peer, other in peers.items():
        for name, mine, must, aim in (
            ("own figures", own, "1.00", "0.95"),
            ("with reference", lent, "0.95", "0.90"),
        ):
            found = la.compare_rules(pd.concat([other, mine]), against=best).iloc[0]
            low, high = found["lo95"], found["hi95"]
            span = f"difference {found['difference']:+.4f} ({low:.4f} to {high:.4f})"
            title = f"provinces, {name}: Brier / {peer}; {span}"
            ratio = found["brier"] / found["brier_other"]
            out.append(Figure(title, ratio, must, aim, len(mine)))
    return out


if __name__ == "__main__":
    for figure in figures():
        print(figure)
