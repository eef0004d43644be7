"""The JSON of a review keeps to the schema that ships, and the schema to the tables."""

from __future__ import annotations

import copy
import json
import re
import runpy
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from every_basis import every_basis
from jsonschema import Draft202012Validator
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.targets import BASES

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = files("linhai_analysis.report") / "review.schema.json"
SCHEMA = json.loads(SHIPPED.read_text(encoding="utf-8"))


def content(review: la.Report, folder: Path) -> dict[str, Any]:
    """The JSON of a review, whose numbers have to be numbers of JSON."""
    [path] = review.write(folder, formats=["json"])
    text = path.read_text(encoding="utf-8")
    return json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no number of JSON"))


def faults(told: Mapping[str, Any]) -> list[str]:
    found = Draft202012Validator(SCHEMA).iter_errors(told)
    return [f"{one.json_path}: {one.message[:200]}" for one in found]


@pytest.fixture(scope="module")
def china(tmp_path_factory) -> dict[str, Any]:
    return content(la.build_review("china_13fyp", 2018), tmp_path_factory.mktemp("china"))


def test_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


def test_schema_is_that_of_the_tables():
    """Where this fails, run ``python docs/review_schema.py``, and think of the version."""
    made = runpy.run_path(str(ROOT / "docs" / "review_schema.py"))
    assert made["text"]() == SHIPPED.read_text(encoding="utf-8")


def test_every_column_that_the_script_names_is_one():
    made = runpy.run_path(str(ROOT / "docs" / "review_schema.py"))
    rows = {name: set(one["items"]["properties"]) for name, one in tables(SCHEMA).items()}
    every = set().union(*rows.values())
    lost = [name for name in made["COLUMNS"] if "." not in name and name not in every]
    pairs = [name.split(".") for name in made["COLUMNS"] if "." in name]
    assert lost + [pair for pair in pairs if pair[1] not in rows[pair[0]]] == []


def tables(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: one
        for name, one in schema["properties"].items()
        if "properties" in one.get("items", {})
    }


@pytest.mark.parametrize("year", [None, 2018])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("plan", ["linhai_13fyp", "china_13fyp"])
def test_shipped_plans_keep_to_it(tmp_path, plan, lang, year):
    told = content(la.build_review(plan, year, lang), tmp_path)
    assert faults(told) == []
    # Nor do texts show how a program writes nothing, or a number.
    assert not re.search(r'"(nan|NaN|None|<NA>|NaT)"|np\.\w+\(|array\(', json.dumps(told))
    assert next(iter(told)) == "schema"
    assert told["schema"] == "linhai-review/1" == SCHEMA["$id"]
    assert ("still_required" in told) == (year is not None)


@pytest.mark.parametrize("year", [None, 2018])
def test_plan_of_every_basis_keeps_to_it(tmp_path, year):
    assumed = {"no base": {"value": 50, "low": 45, "high": 55}, "no figure": 60}
    plan = every_basis(tmp_path / "plan")
    told = content(la.build_review(plan, year, baselines=assumed), tmp_path / "out")
    assert faults(told) == []
    assert {row["basis"] for row in told["required_growth"]} == set(BASES)
    assert told["assumed_baselines"]["no base"]["low"] == 45


def test_what_people_settle_doubt_and_change_keeps_to_it(tmp_path):
    """A slipped digit, a target that was changed, one that cannot be read, one that is internal."""
    goals = [
        {"indicator": "a", "target": 120, "place": "table 1"},
        {"indicator": "a", "target": 150, "place": "2018年中期调整", "decided_on": "2018-07-01"},
        {"indicator": "b", "printed": "逐年提高"},
        {"indicator": "c", "target": 65, "decided": "yes", "decided_by": "科技局"},
    ]
    values = {"a": {2015: 60, 2016: 660, 2017: 70}, "c": {2015: 50, 2017: 0.055}}
    told = content(la.build_review(small_plan(tmp_path / "plan", goals, values), 2018), tmp_path)
    assert faults(told) == []
    assert told["plausibility"]
    assert {"replaced", "in_force"} == {row["standing"] for row in told["scorecard"]}


def test_columns_hold_what_they_say(china):
    """2.1 to 2.5, 2.19 in 2018: a number, a year, a word of the common ones, a list, nothing."""
    [row] = [one for one in china["scorecard"] if one["indicator"] == "rd_gdp_ratio"]
    assert (row["base_value"], row["target_year"], row["status"]) == (2.1, 2020, "slow")
    assert row["target_high"] is None
    assert isinstance(row["notes"], list)
    types = SCHEMA["properties"]["scorecard"]["items"]["properties"]
    assert types["base_value"] == {"type": ["number", "null"]}
    assert types["target_year"] == {"type": "integer"}
    assert types["year"] == {"type": ["integer", "null"]}
    assert types["main"] == {"type": "boolean"}
    assert types["status"]["enum"][0] == "met"
    release = SCHEMA["properties"]["plan_observations"]["items"]["properties"]["status"]
    assert "first_release" in release["enum"]


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("scorecard", "status", "green"),
        ("scorecard", "basis", "levels"),
        ("scorecard", "base_value", "2.1"),
        ("scorecard", "target_year", 2020.5),
        ("scorecard", "main", None),
        ("scorecard", "a new column", 1),
        ("plan_targets", "relation", ">="),
        ("plan_observations", "status", "met"),
        ("paces", "line", "path"),
    ],
)
def test_what_does_not_keep_to_it_is_found(china, table, column, value):
    changed = copy.deepcopy(china)
    changed[table][0][column] = value
    assert len(faults(changed)) == 1


def test_table_that_is_new_or_gone_is_found(china):
    assert len(faults(china | {"a new table": []})) == 1
    assert len(faults({key: rows for key, rows in china.items() if key != "paces"})) == 1
    short = copy.deepcopy(china)
    del short["paces"][0]["value"]
    assert len(faults(short)) == 1
