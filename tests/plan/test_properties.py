"""What is no number of a plan moves none: notes, departments, titles, ids, order of its files."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from every_basis import every_basis

import linhai_analysis as la

YEAR = 2018
FILES = ("indicators", "targets", "observations", "sources")
Tables = dict[str, pd.DataFrame]
# What names a row of a result; the rest of it is numbers, verdicts and sentences about them.
NAMES = ("target_id", "indicator")
# Sentences that quote what a plan calls a thing.
QUOTED = ("statement", "arithmetic", "place", "reason", "label", "caveat", "flips_figures")
ASKED: Mapping[str, Callable[[la.Plan], pd.DataFrame]] = {
    "growth": la.required_growth,
    "still": lambda plan: la.still_required(plan, YEAR),
    "milestones": la.milestones,
    "card": lambda plan: la.scorecard(plan, YEAR),
    "outlook": lambda plan: la.project_targets(plan, YEAR, reference=None),
}
HALTED = ("level", "share late", "flow added", "double")


@pytest.fixture(scope="module")
def tables(tmp_path_factory) -> Tables:
    """A plan with a target of every basis, relation and reason, from two sources."""
    plan = every_basis(tmp_path_factory.mktemp("plan"))
    made = {name: getattr(plan, name)[[*used]] for name, used in COLUMNS.items()}
    rows = made["observations"]
    made["observations"] = rows.assign(source_id=np.where(rows["year"] < 2017, "S1", "S2"))
    made["sources"] = pd.DataFrame(
        {"source_id": ["S1", "S2"], "title": ["yearbook", "bulletin"], "publisher": "office"}
    )
    return made


STATED = ("target", "target_high", "basis", "relation", "base_year", "target_year", "place", "main")
COLUMNS = {
    "indicators": ("indicator", "name_en", "kind", "unit", "better", "counted"),
    "targets": ("target_id", "indicator", *STATED),
    "observations": ("indicator", "year", "value"),
}


def numbers(plan: la.Plan, back: Mapping[str, str] | None = None) -> dict[str, pd.DataFrame]:
    """Every result of a plan, by the names that its ids had before."""
    back = back or {}
    new = {old: name for name, old in back.items()}
    halt = la.Scenario("s", {new.get(name, name): {"halt": None} for name in HALTED})
    found = {"scenarios": la.run_scenarios(plan, halt)}
    found |= {name: ask(plan) for name, ask in ASKED.items()}
    for name, made in found.items():
        for column in [column for column in NAMES if column in made]:
            made[column] = made[column].map(lambda one: back.get(one, one))
        by = [column for column in (*NAMES, "year") if column in made]
        kept = [column for column in made if column not in QUOTED]
        found[name] = made[kept].sort_values(by, ignore_index=True, kind="stable")
    return found


@pytest.fixture(scope="module")
def plain(tables) -> dict[str, pd.DataFrame]:
    return numbers(la.load_plan(tables))


def told(tables: Tables, **columns: Mapping[str, object]) -> Tables:
    """The tables with further or other columns."""
    return {name: table.assign(**columns.get(name, {})) for name, table in tables.items()}


def shuffled(tables: Tables) -> Tables:
    """Rows and columns of each table, and the tables themselves, in another order."""
    names = random.Random(1).sample(sorted(tables), len(tables))
    mixed = {name: tables[name].sample(frac=1, random_state=2) for name in names}
    return {
        name: table[random.Random(3).sample(list(table), table.shape[1])]
        for name, table in mixed.items()
    }


def annotated(tables: Tables) -> Tables:
    """Notes, departments, groups, names, places, titles and dates that nobody computes with."""
    return told(
        tables,
        indicators={"note": "new scope?", "owner": "局", "field": "创新", "name_en": "x"},
        targets={"place": "another page"},
        sources={"title": ["年鉴", "公报"], "publisher": "统计局", "note": "second edition"},
    )


def same(one: Mapping[str, pd.DataFrame], other: Mapping[str, pd.DataFrame]) -> None:
    for name, made in one.items():
        pd.testing.assert_frame_equal(made, other[name], check_exact=True, obj=name)


@pytest.mark.parametrize("way", [annotated, shuffled])
def test_what_is_no_number_moves_none(tables, plain, way):
    same(numbers(la.load_plan(way(tables))), plain)


def test_ids_renamed_move_no_number(tables, plain):
    """Ids that sort the other way round, of indicators, targets and sources."""
    names = tables["indicators"]["indicator"]
    own = {name: f"id{len(names) - n:03d}" for n, name in enumerate(names)}
    goals = {one: f"t{n:03d}" for n, one in enumerate(tables["targets"]["target_id"])}
    columns = {"indicator": own, "target_id": goals, "source_id": {"S1": "Z", "S2": "A"}}
    turned = {name: table.replace(columns) for name, table in tables.items()}
    back = {new: old for old, new in (own | goals).items()}
    same(numbers(la.load_plan(turned), back), plain)


def test_files_in_memory_are_files_on_a_disk(tables, plain, tmp_path: Path):
    """Written in another order, with another line end and a mark at the beginning."""
    for name in reversed(FILES):
        tables[name].to_csv(
            tmp_path / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n"
        )
    same(numbers(la.load_plan(tmp_path)), plain)


def test_every_kind_of_answer_is_among_those_that_stay(plain):
    statuses = {"met", "missed", "slow", "on_track", "ahead", "reversing", "not_assessable"}
    assert set(plain["card"]["status"]) == statuses
    for name, column in {
        "growth": "required_cagr",
        "milestones": "linear",
        "card": "margin",
    }.items():
        assert plain[name][column].notna().sum() > 20
