"""A simulation at a glance: each target as it is printed, and the share of draws that meet it."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.legible import Readable
from linhai_analysis.plan import Plan
from linhai_analysis.targets import target_with_unit
from linhai_analysis.text import NONE, chance, folded, text_table
from linhai_analysis.words import place_word, word


def shown_simulation(plan: Plan, targets: pd.DataFrame, above: str, lang: str) -> Readable:
    """The targets of a simulation under its headline; no share of draws is sure."""
    stated = plan.targets.set_index("target_id", drop=False).to_dict("index")
    rows = []
    for row in targets.to_dict("records"):
        own, unit = stated[row["target_id"]], plan.unit(row["indicator"], lang)
        share = NONE if pd.isna(row["probability"]) else chance(row["probability"])
        text, place = target_with_unit(own, lang, unit), place_word(own["place"], lang)
        told = [plan.label(row["indicator"], lang), text, place, str(row["target_year"])]
        rows.append([*told, share, row["reason"] or NONE])
    heads = [word(f"simulation.head.{key}", lang) for key in ("share", "reason")]
    table = text_table(rows, lang, "indicator target place target_year", heads)
    return Readable(folded(table, heads[1:]), above=above)
