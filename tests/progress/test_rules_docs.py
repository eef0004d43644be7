"""docs/rules.md and docs/sources.bib say what the table of rules in the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import linhai_analysis as la
from linhai_analysis.paper.bibtex import bibliography, cite_keys
from linhai_analysis.progress.publications import TABLE as PUBLICATIONS
from linhai_analysis.progress.publications import publication_table

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "rules.md").read_text(encoding="utf-8")
RULES = list(la.RULES.values())


def section(name: str) -> str:
    """What the page says of one rule."""
    return re.split(r"^## ", PAGE.split(f"\n## `{name}`", 1)[1], flags=re.MULTILINE)[0]


def steps(rule: la.Rule) -> list[str]:
    """The rows of the table of cut-offs: from where on, the rule's word, the common word."""
    sides = [("<" if at < rule.strict else "≤") for at in range(len(rule.cut_offs))]
    if not rule.small_is_good:
        sides = [{"<": ">", "≤": "≥"}[side] for side in sides]
    rows = [f"{side} {cut:g}" for side, cut in zip(sides, rule.cut_offs, strict=True)]
    rows += ["else"] if rule.cut_offs else []
    rows += ["wrong way"] if rule.wrong_way else []
    cells = zip(rows, rule.labels, rule.statuses, strict=True)
    return [f"| {row} | {label} | {status} |" for row, label, status in cells]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_page_names_edition_source_and_how_well_it_is_known(rule):
    text = " ".join(section(rule.name).split())
    assert f"Source: {rule.source}" in text
    assert f"Known by: {rule.known}" in text
    if rule.edition:
        assert f"Edition: {rule.edition}" in text
    for key in rule.cites:
        assert f"`{key}`" in text
    assert ("counts as a published rule" in text) == rule.published
    path = {"": "judges along no path", "linear": "judges along equal steps"}
    assert path.get(rule.path, "judges along a constant rate") in text
    assert ("shares one formula" in text) == bool(rule.formula)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_page_has_every_cut_off_label_and_common_word(rule):
    text = section(rule.name)
    for row in steps(rule):
        assert row in text
    free = rule.free
    if free is None:
        assert "needs a target" in text
    elif free.cut_offs:
        growth, words = text.split("Without a target")[1], steps(free)
        for row in words:
            # Growth a year stands in per cent.
            cut = re.search(r"(-?[\d.]+) \|", row)
            shown = row.replace(cut[1], f"{100 * float(cut[1]):g} %", 1) if cut else row
            assert shown in growth
    for other in (free, rule.to_hold):
        if other is not None and other.place:
            for label, status in zip(other.labels, other.statuses, strict=True):
                assert f"| {label} | {status} |" in text


def test_page_has_the_rules_of_the_table_and_no_other():
    named = re.findall(r"^## `(\w+)`", PAGE, re.MULTILINE)
    assert named == list(la.RULES)


def test_every_publication_is_cited_by_a_rule_and_every_citation_is_one():
    assert {key for rule in RULES for key in rule.cites} == {one.key for one in PUBLICATIONS}


def test_every_published_rule_names_edition_and_source():
    for rule in RULES:
        assert rule.source
        assert rule.known
        assert bool(rule.edition and rule.cites) or not rule.published


def test_bibliography_of_the_docs_is_made_from_the_table():
    table = publication_table()
    keys = cite_keys(table["source_id"])
    made = bibliography(table, keys, table["source_id"], "en")
    assert (DOCS / "sources.bib").read_text(encoding="utf-8") == made
