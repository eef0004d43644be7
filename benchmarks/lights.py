"""The probability beside the lights, each with its own frequency: ``python lights.py``.

Constructed targets on the 31 provinces that ship (``la.hindsight``). A light says as a probability
how often it came true in all other places, of the same years too, which nobody could know on the
day of the review; what it may know is the peer of the last lines, where only outcomes that were
there on that day count. Half a minute.
"""

from __future__ import annotations

import pandas as pd

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


def main() -> None:
    """Print the Brier scores, and the differences from the best light with their intervals."""
    table, cases = la.hindsight(return_cases=True)
    own = la.hindsight(rules=["probability"], borrow=False, return_cases=True)[1]
    probable = pd.concat([cases[cases["rule"] == "probability"], own.assign(rule="own figures")])
    lights = cases[cases["rule"] != "probability"]
    scores = table[table["status"] == "all"].set_index("rule")["brier"]
    best = str(scores.drop("probability").idxmin())
    print(scores.round(4).to_string())
    for light in (lights, known_then(lights[lights["rule"] == best])):
        found = la.compare_rules(pd.concat([light, probable]), against=best)
        ratio = found["brier"] / found["brier_other"]
        print(found.assign(ratio=ratio).round(4).to_string(index=False))


if __name__ == "__main__":
    main()
