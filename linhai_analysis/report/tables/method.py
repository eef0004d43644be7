"""The log of assumptions of method: what results rest on that is no printed figure."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import Any

import pandas as pd

from linhai_analysis.projection.pooled import CALIBRATED_HORIZON, LONGEST_WINDOW
from linhai_analysis.projection.reference import LEAST_SIBLINGS
from linhai_analysis.text import text_table
from linhai_analysis.words import word

# The group of what a review does without: nothing in it is drawn at random.
DRAWS = "draws"


def assumptions_of_method(tol: float, *plans: str) -> list[dict[str, str]]:
    """The rows of the log, with the numbers of the code; those of a plan where it is asked for.

    >>> rows = assumptions_of_method(tol=0.03)
    >>> [row["en"] for row in rows if row["group"] == "verdicts" and row["quality"] == "red"]
    ['Within 3 points of the schedule counts as expected']
    """
    numbers: dict[str, Any] = {
        "tol": f"{100 * tol:g}",
        "window": LONGEST_WINDOW,
        "horizon": CALIBRATED_HORIZON,
        "siblings": LEAST_SIBLINGS,
    }
    text = files("linhai_analysis.report").joinpath("assumptions.csv").read_text(encoding="utf-8")
    return [
        row | {lang: row[lang].format(**numbers) for lang in ("en", "zh")}
        for row in csv.DictReader(text.splitlines())
        if row["plan"] in ("", *plans)
    ]


def method_table(plan: str, tol: float, lang: str) -> pd.DataFrame:
    """What the review of a plan rests on, for people."""
    rows = [
        [
            row[lang],
            row[f"why_{lang}"],
            *(word(f"quality_mark.{row[kind]}", lang) for kind in ("quality", "impact")),
        ]
        for row in assumptions_of_method(tol, plan)
        if row["group"] != DRAWS
    ]
    return text_table(rows, lang, "assumption ground quality_mark impact")
