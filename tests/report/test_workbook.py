"""The review as a workbook: recalculated it says what the library says, also when cells change."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pandas as pd
import pytest
from every_basis import every_basis
from recalculated import formulas, needs_office, recalculated, under
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.progress.rules import find_rule
from linhai_analysis.progress.wording import main_first, verdict_word
from linhai_analysis.report.workbook import workbook_bytes

HEAD_ROW = 3
FIGURES = {
    "Share of the way P": "progress",
    "Share of the time S": "elapsed",
    "Still required growth a year": "still_cagr",
    "Still required change a year": "still_per_year",
    "Level aimed at": "aim",
}
REQUIRED = {
    "Required growth a year": "required_cagr",
    "Required change a year": "required_per_year",
}


def review(plan: Any, year: int, lang: str = "en", tol: float | None = None) -> bytes:
    opened = la.load_plan(plan)
    made = la.build_review(opened, year=year, lang=lang, tol=tol)
    told = [made.progress()]
    rule = find_rule("schedule", None, tol)
    return workbook_bytes(opened, made.tables, year, rule, lang, told=told)


def changed(data: bytes, cells: dict[tuple[str, str], Any]) -> bytes:
    """The workbook with other values in some cells, and none under any formula."""
    book, out = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
    for (sheet, cell), value in cells.items():
        book[sheet][cell] = value
    book.save(out)
    return out.getvalue()


def of_line(data: bytes, name: str, head: object) -> tuple[str, str]:
    """The cell of the main table under a heading, of an indicator."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Table 1"]
    column = next(c.column_letter for c in sheet[HEAD_ROW] if c.value == head)
    row = next(c.row for c in sheet["B"] if c.value == name)
    return "Table 1", f"{column}{row}"


def alike(told: object, wanted: object) -> bool:
    if isinstance(wanted, str):
        return (told or "") == wanted
    if pd.isna(wanted):
        return told in (None, "", "—")
    return isinstance(told, int | float) and abs(told - wanted) <= 1e-9 * max(1, abs(wanted))


def differences(book: Any, plan: la.Plan, year: int, tol: float | None = None) -> list[str]:
    """Where a recalculated workbook says something else than the library."""
    card = main_first(la.scorecard(plan, year, tol=tol))
    growth = la.required_growth(plan).set_index("target_id")
    found = []
    for row, told in zip(card, under(book["Working"], HEAD_ROW), strict=True):
        wanted = {head: row[key] for head, key in FIGURES.items()}
        wanted |= {head: growth.loc[row["target_id"], key] for head, key in REQUIRED.items()}
        wanted |= {"Verdict": verdict_word(row, "en"), "Reason in all": row["reason"]}
        found += [
            f"{told['Indicator']}, {head}: {told[head]!r}, not {value!r}"
            for head, value in wanted.items()
            if not alike(told[head], value)
        ]
    return found


# What is changed, and the further figures and other targets of a plan that says the same.
CHANGES: dict[str, tuple[dict[tuple[str, object], float], dict[str, Any], dict[str, float]]] = {
    "a base is filled in": (
        {("no base", "Baseline 2015"): 48, ("double, no base", "Baseline 2015"): 10},
        {"no base": {2015: 48}, "double, no base": {2015: 10}},
        {},
    ),
    "figures are filled in": (
        {
            ("flow with a gap", 2017): 20,
            ("every year, a gap", 2017): 6,
            ("base alone", 2018): 66,
            ("share late", 2018): 64,
            ("falls as sizes", 2018): 9,
            ("stock added, no base", "Baseline 2015"): 60,
        },
        {
            "flow with a gap": {2017: 20},
            "every year, a gap": {2017: 6},
            "base alone": {2018: 66},
            "share late": {2018: 64},
            "falls as sizes": {2018: 9},
            "stock added, no base": {2015: 60},
        },
        {},
    ),
    "targets are changed": (
        {("level", "Target 2020"): 200, ("share met", "Target 2020"): 4.0},
        {},
        {"level": 200, "share met": 4.0},
    ),
}
SETTINGS = {(2016, None), (2017, None), (2020, None), (2022, None), (2018, 0.1), (2018, 0.0)}


# Two base years of one target, another target year, a target replaced, one that was dropped.
YEARS: list[dict[str, Any]] = [
    {"indicator": "a", "target": 3.5, "base_year": 2014, "target_year": 2025, "target_id": "a1"},
    {"indicator": "a", "target": 3.5, "base_year": 2020, "target_year": 2025, "target_id": "a2"},
    {"indicator": "b", "target": 9, "base_year": 2020, "target_year": 2030, "target_id": "b1"},
    {"indicator": "b", "target": 12, "base_year": 2020, "target_year": 2030, "target_id": "b2"}
    | {"replaces": "b1"},
    {"indicator": "c", "target": 9, "target_id": "c1", "change": "dropped"},
]
OF_YEARS = {"a": {2014: 2.1, 2020: 2.86, 2022: 3.0}, "b": {2020: 5, 2021: 6}}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Workbooks as they are written, and all of them recalculated in one go."""
    folder = tmp_path_factory.mktemp("workbooks")
    plan = every_basis(folder / "plan")
    written = {
        f"{name}, {lang}": review(name, 2018, lang)
        for name, lang in (("linhai_13fyp", "zh"), ("china_13fyp", "en"))
    }
    written["years that differ, en"] = review(small_plan(folder / "years", YEARS, OF_YEARS), 2022)
    written["nothing in force, zh"] = review(small_plan(folder / "none", YEARS[-1:]), 2018, "zh")
    data = written["every basis, en"] = review(plan, 2018)
    books = dict(written)
    for name, (cells, _, _) in CHANGES.items():
        books[name] = changed(data, {of_line(data, *at): value for at, value in cells.items()})
    for year, tol in SETTINGS:
        cells = {("Parameters", "B3"): year} | ({} if tol is None else {("Parameters", "B4"): tol})
        books[f"{year}, {tol}"] = changed(data, cells)
    return {"written": written, "plan": plan, "read": recalculated(folder, books)}


@needs_office
def test_every_formula_has_the_value_that_a_spreadsheet_computes(made):
    for name, data in made["written"].items():
        known = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        cells = list(formulas(openpyxl.load_workbook(io.BytesIO(data))))
        found = [
            f"{name}, {cell.parent.title} {cell.coordinate}: {first!r}, computed {then!r}"
            for cell in cells
            for first, then in [
                (
                    book[cell.parent.title][cell.coordinate].value
                    for book in (known, made["read"][name])
                )
            ]
            if not alike(then, "" if first is None else first)
        ]
        assert found == []
        # Also where nothing is in force there are counts.
        assert len(cells) > (30 if "nothing" in name else 300)


@needs_office
def test_recalculated_it_says_what_the_library_says(made):
    assert differences(made["read"]["china_13fyp, en"], la.load_plan("china_13fyp"), 2018) == []
    assert differences(made["read"]["every basis, en"], made["plan"], 2018) == []


@needs_office
@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_cell_changes_the_verdict(made, tmp_path, change):
    _, values, targets = CHANGES[change]
    assert differences(made["read"][change], every_basis(tmp_path, values, targets), 2018) == []
    before, after = (
        [row["Verdict"] for row in under(made["read"][name]["Working"], HEAD_ROW)]
        for name in ("every basis, en", change)
    )
    assert before != after


@needs_office
@pytest.mark.parametrize(("year", "tol"), sorted(SETTINGS, key=str))
def test_the_year_and_the_tolerance_are_cells(made, year, tol):
    assert differences(made["read"][f"{year}, {tol}"], made["plan"], year, tol) == []


@needs_office
def test_milestones_are_those_of_the_library(made):
    path = la.milestones(made["plan"]).set_index(["indicator", "year"])
    names = {"equal steps": "linear", "constant growth rate": "compound"}
    rows = under(made["read"]["every basis, en"]["Milestones"], 27)
    assert len(rows) > 60
    for row in rows:
        for year in range(2015, 2021):
            wanted = path.loc[(row["Indicator"], year), names[row["Way"]]]
            assert alike(row[str(year)], wanted), (row["Indicator"], row["Way"], year)


@needs_office
def test_the_summary_counts_what_the_rows_say(made):
    for year in (2016, 2018, 2020):
        book = made["read"]["every basis, en" if year == 2018 else f"{year}, None"]
        said = [row["Verdict"] for row in under(book["Working"], HEAD_ROW)]
        counts = {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True) if row[0]}
        told = {word: count for word, count in counts.items() if word in said}
        assert told == {word: said.count(word) for word in set(said)}
        assert counts["Indicators"] == len(said)


@needs_office
def test_growth_is_that_of_the_spreadsheet_itself(made, tmp_path):
    """RRI(years, from, to) is the same rate by another program's own formula."""
    data = made["written"]["every basis, en"]
    heads = {
        c.value: c.column_letter for c in openpyxl.load_workbook(io.BytesIO(data))["Working"][3]
    }
    n, base, aim = (
        heads[one] for one in ("Years in all (N)", "Base that is judged from", "Level aimed at")
    )
    cells = {
        ("Working", f"ZZ{row}"): f"=COM.MICROSOFT.RRI({n}{row},{base}{row},{aim}{row})"
        for row in range(4, 10)
    }
    cells = {at: formula.replace("COM.MICROSOFT.", "_xlfn.") for at, formula in cells.items()}
    book = recalculated(tmp_path, {"": changed(data, cells)})[""]
    rated = 0
    for row in range(4, 10):
        own = book["Working"][f"{heads['Required growth a year']}{row}"].value
        if isinstance(own, float):
            assert book["Working"][f"ZZ{row}"].value == pytest.approx(own, abs=1e-12)
            rated += 1
    # 60 -> 120 in five years is the first of them.
    assert rated >= 2
    assert book["Working"][f"{heads['Required growth a year']}4"].value == pytest.approx(
        0.148698, abs=1e-6
    )


def test_the_same_input_gives_the_same_bytes(tmp_path):
    plan = every_basis(tmp_path)
    assert review(plan, 2018, "zh") == review(plan, 2018, "zh")
