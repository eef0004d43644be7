"""Notes and scopes of one's own stand on a page in its language, where there is such a text."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from small_plans import small_plan

import linhai_analysis as la

NOTED = {"indicators": "备注", "figures": "备注", "sources": "备注", "scorecard": "备注"}
# The panels have no Chinese notes; the column of the status says the same in Chinese.
STANDS = {"REVISED vintage"}
# 27.80/878.5=3.16%, (a + b) * 2: a formula has no word in it.
FORMULA = r"[\d\s.,+\-−－×÷*/=＝%()（）]+"


@pytest.mark.parametrize("name", ["linhai_13fyp", "china_13fyp"])
def test_notes_of_the_shipped_plans_are_chinese_on_the_chinese_page(name):
    tables = la.build_review(la.load_plan(name), lang="zh").readable()
    cells = {cell for section, head in NOTED.items() for cell in tables[section].get(head, [])}
    cells |= set(tables["figures"].get("口径", []))
    told = [cell for cell in cells if cell and not re.fullmatch(FORMULA, cell)]
    assert len(told) > 20
    foreign = {cell for cell in told if not chinese(cell)}
    assert foreign <= STANDS


def chinese(text: str) -> bool:
    """Each part of a note has Chinese words, and no two English words stand in a row."""
    parts = [part for part in re.split("[；;]", text) if not re.fullmatch(FORMULA, part)]
    prose = re.search(r"[a-z]{2,} [a-z]{2,}", text)
    return not prose and all(re.search("[\u4e00-\u9fff]", part) for part in parts)


@pytest.mark.parametrize("name", ["linhai_13fyp", "china_13fyp"])
def test_every_english_note_of_a_shipped_plan_has_its_chinese_one(name):
    plan = la.load_plan(name)
    for table in (plan.indicators, plan.observations, plan.sources):
        english = table[table["note"].str.contains("[a-z]{2,}") & ~table["note"].isin(STANDS)]
        assert len(english)
        assert english["note_zh"].str.contains("[\u4e00-\u9fff]").all()
    scopes = plan.observations.query("scope != ''")
    assert (scopes["scope_zh"] != "").all()


def test_figures_of_a_translated_note_are_those_of_the_note():
    """Numbers with decimals are the same in both; a translation must not change a figure."""
    for name in ("linhai_13fyp", "china_13fyp"):
        plan = la.load_plan(name)
        for table in (plan.indicators, plan.observations):
            for row in table[table["note_zh"] != ""].to_dict("records"):
                assert decimals(row["note"]) == decimals(row["note_zh"]), row["note"]


def decimals(text: str) -> set[float]:
    return {float(found) for found in re.findall(r"\d+\.\d+", text)}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> la.Plan:
    """A first figure with both notes, one with each alone, and one without."""
    folder = tmp_path_factory.mktemp("noted") / "plan"
    small_plan(folder, [{"indicator": "a", "target": 120}], {"a": dict.fromkeys(YEARS, 60)})
    figures = pd.read_csv(folder / "observations.csv", dtype=str)
    figures = figures.assign(
        note=["both", "only english", "", ""],
        note_zh=["两种", "", "仅有中文", ""],
        scope=["towns", "villages", "", ""],
        scope_zh=["城镇", "", "", ""],
    )
    figures.to_csv(folder / "observations.csv", index=False)
    return la.load_plan(folder)


YEARS = (2015, 2016, 2017, 2018)


@pytest.mark.parametrize(
    ("lang", "note", "notes", "counted", "scopes"),
    [
        ("en", "Note", ["both", "only english", "仅有中文", ""], "What was counted", "towns"),
        ("zh", "备注", ["两种", "only english", "仅有中文", ""], "口径", "城镇"),
    ],
)
def test_where_a_text_of_the_language_is_empty_the_other_stands(
    plan, lang, note, notes, counted, scopes
):
    figures = la.build_review(plan, lang=lang).readable()["figures"]
    assert figures[note].tolist() == notes
    assert figures[counted].tolist()[:2] == [scopes, "villages"]


@pytest.mark.parametrize(
    ("year", "english", "chinese"),
    [(2015, "both", "两种"), (2016, "only english", ""), (2017, "", "仅有中文"), (2018, "", "")],
)
def test_scorecard_has_only_notes_of_its_language(plan, year, english, chinese):
    every = ("both", "两种", "only english", "仅有中文")
    for lang, head, told in (("en", "Note", english), ("zh", "备注", chinese)):
        card = la.build_review(plan, year=year, lang=lang).readable()["scorecard"]
        shown = "".join(card.get(head, pd.Series(dtype=str)))
        assert [text for text in every if text in shown] == [told] * bool(told)


@pytest.mark.parametrize(("heading", "column"), [("中文备注", "note"), ("中文口径范围", "scope")])
def test_chinese_text_is_read_by_its_chinese_heading(tmp_path, heading, column):
    small_plan(tmp_path, [{"indicator": "a", "target": 120}])
    rows = {"indicator": ["a"], "year": ["2016"], "value": ["3"], heading: ["城镇"]}
    pd.DataFrame(rows).to_csv(tmp_path / "observations.csv", index=False)
    assert la.load_plan(tmp_path).observations[f"{column}_zh"].tolist() == ["城镇"]
