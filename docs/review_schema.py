"""Writes the JSON Schema of review.json from the tables of a review.

Which columns there are, a review says; what a user fills in, the column contracts; the words that
a code may be, the tables that own them. What the other columns hold stands here, by their name, or
by table and name. A new column is named here, and the schema written again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_type_hints

import linhai_analysis
from linhai_analysis.growth.required import OtherBase
from linhai_analysis.plan.conflicts import KINDS as CONFLICTS
from linhai_analysis.progress import RULES, STATUSES
from linhai_analysis.progress.readings import OtherReading
from linhai_analysis.progress.rule import PATHS
from linhai_analysis.report.numbers import SCHEMAS
from linhai_analysis.report.tables.spreadsheets import GIVEN
from linhai_analysis.tables import CONTRACTS, ENDS, choices
from linhai_analysis.tables.assumed import QUALITIES
from linhai_analysis.targets import BASES, RANGE, RELATIONS
from linhai_analysis.targets.bases import TABLE
from linhai_analysis.words import LANGUAGES

PATH = Path(linhai_analysis.__file__).parent / "report" / "review.schema.json"

Schema = dict[str, Any]


def one_of(*words: str) -> Schema:
    return {"enum": list(dict.fromkeys(words))}


def listed(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def record(kind: type) -> Schema:
    """A tuple of named fields, which JSON writes as an array."""
    fields = get_type_hints(kind).items()
    parts = [STATUS if name == "status" else OF_TYPE[hint] for name, hint in fields]
    counted = {"minItems": len(parts), "items": False}
    return {"type": "array", "description": ", ".join(kind._fields), "prefixItems": parts} | counted


TEXT, WHOLE, FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
NUMBER, MAYBE = {"type": ["number", "null"]}, {"type": ["integer", "null"]}
STATUS = one_of(*STATUSES)
OF_TYPE = {str: TEXT, float: NUMBER}
OF_DTYPE = {"str": TEXT, "float64": NUMBER, "int64": WHOLE, "bool": FLAG}

# What the columns of a name hold.
COLUMNS: dict[str, Schema] = {}
for names, held in (
    ("target_id indicator place standing label agreement outlook reference reason source_id", TEXT),
    ("adopted decided decided_by decided_on sentence geo statement caveat arithmetic unit", TEXT),
    ("printed printed_name publisher title published url reliability unread table", TEXT),
    ("base_year target_year years in_time verdicts row", WHOLE),
    ("year siblings start end windows faster faster_high faster_unbroken places", MAYBE),
    ("places_unbroken places_province reached reached_province", MAYBE),
    ("base_value base_low base_high target_value target_high aim actual latest on_path", NUMBER),
    ("other_path margin progress progress_low progress_high elapsed reach_year value", NUMBER),
    ("still_cagr still_per_year probability borrowed width beside required high other", NUMBER),
    ("compound linear", NUMBER),
    ("main assumed turns", FLAG),
    ("notes broken readings target_ids", listed(TEXT)),
    ("flips_rule flips_base_year flips_figures flips_vintage", listed(TEXT)),
    ("sources", listed(listed(TEXT))),
    ("flips_base", listed(one_of(*ENDS))),
    ("other_bases", listed(record(OtherBase))),
    ("others", listed(record(OtherReading))),
    ("status", STATUS),
    ("basis", one_of(*BASES)),
    ("relation", one_of(*RELATIONS, RANGE)),
    # A change in % may be judged as an index.
    ("quantity", one_of(*(basis.quantity for basis in TABLE), "index")),
    ("natural way", one_of(*PATHS)),
    ("path", one_of(*PATHS, "")),
    ("rule", one_of(*RULES)),
    ("quality", one_of(*QUALITIES, "")),
    ("attribute", one_of("binding", "expected", "")),
):
    COLUMNS |= dict.fromkeys(names.split(), held)
for name in ("required_cagr", "required_per_year"):
    COLUMNS |= {f"{name}{end}": NUMBER for end in ("", *(f"_{end}" for end in ENDS))}
COLUMNS |= {f"by_{rule}": STATUS for rule in RULES}
# Where a table means something else by a name.
COLUMNS |= {
    "milestones.year": WHOLE,
    "paces.year": WHOLE,
    "paces.line": one_of(*(f"{way}_{path}" for way in ("path", "continued") for path in PATHS)),
    "readings.years": listed(WHOLE),
    "readings.kind": TEXT,
    "plausibility.kind": TEXT,
    "conflicts.target_year": MAYBE,
    "conflicts.kind": one_of(*CONFLICTS),
    "conflicts.places": listed(listed(TEXT)),
    "derived_facts.fact": TEXT,
    "ambition.reading": TEXT,
    "citations.figure": one_of("baseline", "target", "observation"),
}

FACTS: dict[str, Schema] = {
    "plan": TEXT,
    "title": TEXT,
    "language": one_of(*LANGUAGES),
    "year": MAYBE,
    "seen": WHOLE,
    "as_of": TEXT,
    "filled_in": listed(TEXT),
    "read": listed(TEXT),
    "summary": TEXT,
    "standing": TEXT,
    "note": TEXT,
    "assumed_baselines": {
        "type": "object",
        "additionalProperties": {
            "anyOf": [{"type": "number"}, {"type": "object", "additionalProperties": NUMBER}]
        },
    },
    "files": listed(TEXT),
}
ONLY_WITH_A_YEAR = ("still_required",)


def held_by(table: str, column: str) -> Schema:
    """What a column holds."""
    own = {one.name: one for one in CONTRACTS.get(GIVEN.get(table, ""), ())}.get(column)
    if own is None:
        return COLUMNS.get(f"{table}.{column}") or COLUMNS[column]
    if column not in choices(GIVEN[table]):
        return OF_DTYPE[own.dtype]
    allowed = own.read.args[0]
    return one_of(*allowed, *([] if own.must else ["", own.default]))


def closed(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    """An object of these keys and no others."""
    required = [name for name in properties if name not in optional]
    told = {"type": "object", "properties": properties, "required": required}
    return told | {"additionalProperties": False}


def schema() -> Schema:
    """The schema of a review, by the tables that one has."""
    tables = linhai_analysis.build_review("china_13fyp", 2018).tables
    rows = {
        name: listed(closed({column: held_by(name, column) for column in table}))
        for name, table in tables.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMAS["review"],
        "title": "The review of a plan, as linhai review writes it into review.json",
        **closed({"schema": {"const": SCHEMAS["review"]}, **rows, **FACTS}, ONLY_WITH_A_YEAR),
    }


def text() -> str:
    """The file, the same each time."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
