"""The words that people read: complete in every language, and those of Chinese reviews."""

from __future__ import annotations

import csv
import string
from pathlib import Path

import pytest
from shipped_names import named

import linhai_analysis
from linhai_analysis.arguments import check_language
from linhai_analysis.data import data_dir
from linhai_analysis.errors import DataError
from linhai_analysis.tables import CONTRACTS, columns
from linhai_analysis.tables.spelling import NAMES, heading_key, spelled
from linhai_analysis.targets import BASES, KINDS
from linhai_analysis.words import (
    FILES,
    LANGUAGES,
    headings,
    known,
    place_word,
    unit_word,
    word,
)

FOLDER = Path(linhai_analysis.__file__).parent
ROWS = [
    row
    for name in FILES
    for row in csv.DictReader((FOLDER / name).read_text(encoding="utf-8").splitlines())
]


def fields(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def test_every_key_stands_once():
    keys = [row["key"] for row in ROWS]
    assert len(keys) > 100
    assert sorted(set(keys)) == sorted(keys)


def test_rows_are_complete_and_every_language_takes_the_same_values():
    # A row with a cell too many has the key None.
    whole = [row for row in ROWS if all(map(row.get, LANGUAGES)) and None not in row]
    assert [row["key"] for row in ROWS if row not in whole] == []
    taken = {row["key"]: {fields(row[lang]) for lang in LANGUAGES} for row in whole}
    assert [key for key, sets in taken.items() if len(sets) > 1] == []


@pytest.mark.parametrize("never", ["矛盾", "倒退", "失败", "不及格"])
def test_words_that_reviews_avoid_are_not_used(never):
    assert not [row["key"] for row in ROWS if never in row["zh"]]


def test_words_name_nothing_of_a_plan():
    texts = {row["key"]: f"{row['key']} {row['en']} {row['zh']}" for row in ROWS}
    assert [key for key, text in texts.items() if named(text)] == []


@pytest.mark.parametrize(
    ("key", "zh"),
    [
        ("baseline", "基期值"),
        ("legend.target", "规划目标值"),
        ("section.milestones", "年度参考值（测算）"),
        ("chart.required_growth", "实现目标所需年均增速"),
        ("section.still", "后期所需年均增速（截至2018年）"),
        ("value.up", "正向"),
        ("value.down", "逆向"),
        ("value.share", "占比"),
        ("value.preliminary", "初步核算数"),
        ("value.first_release", "首次公布数"),
        ("value.final", "最终核实数"),
        ("value.revised", "修订数"),
        ("value.binding", "约束性"),
        ("value.expected", "预期性"),
        ("column.break", "口径变动"),
    ],
)
def test_terms_are_those_of_chinese_reviews(key, zh):
    assert word(key, "zh", year=2018) == zh


@pytest.mark.parametrize("prefix", ["column.", "value.", "table."])
def test_headings_lead_back_to_exactly_one_name(prefix):
    """Two languages may share a heading that means the same."""
    rows = [row for row in ROWS if row["key"].startswith(prefix)]
    led = {
        (heading, row["key"])
        for row in rows
        for lang in LANGUAGES
        for heading in row[lang].split("|")
    }
    assert len(headings(prefix)) == len(led)
    # A name is itself in every file, so that no other may be called so.
    names = {row["key"].removeprefix(prefix) for row in rows}
    assert all(headings(prefix)[name] == name for name in names & headings(prefix).keys())


def test_headings_name_columns_and_tables_that_exist():
    every = {column for table in CONTRACTS for column in columns(table)}
    # What a row may be named by in place of a code.
    every |= {name for name, _ in NAMES.values()}
    assert set(headings("column.").values()) <= every
    assert set(headings("table.").values()) <= set(CONTRACTS)


@pytest.mark.parametrize("table", CONTRACTS)
def test_no_heading_means_two_columns_of_a_table(table):
    meant: dict[str, set[str]] = {}
    for text, column in spelled(table):
        meant.setdefault(heading_key(text), set()).add(column)
    assert {key: columns for key, columns in meant.items() if len(columns) > 1} == {}


def test_every_table_of_a_plan_has_a_chinese_sheet_name():
    plan = {"indicators", "targets", "observations", "sources", "tasks", "geos"}
    assert plan <= set(headings("table.").values())


def test_every_kind_and_basis_has_words():
    assert set(KINDS) <= set(headings("value.").values())
    assert not [basis for basis in BASES if not known(f"basis.{basis}")]


def test_every_unit_of_the_shipped_codebooks_has_a_word():
    units = set()
    for path in data_dir().glob("raw/*/indicators.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            units |= {row["unit"] for row in csv.DictReader(file)}
    assert units
    assert not [unit for unit in units if not known(f"unit.{unit}")]


def test_unknown_language_is_refused():
    with pytest.raises(DataError, match=r"^language 'fr' is not known; use 'en' or 'zh'$"):
        check_language("fr")


def test_unknown_key_is_named():
    with pytest.raises(KeyError, match="basline"):
        word("basline")


def test_values_are_filled_in():
    sentence = word("reason.no_base", "en", base_year=2015)
    assert sentence == "no figure for the base year 2015"


@pytest.mark.parametrize(
    ("unit", "lang", "shown"),
    [
        ("100 million CNY", "zh", "亿元"),
        ("100 million CNY", "en", "100 million yuan"),
        ("m2", "zh", "平方米"),
        ("piece per 10000 persons", "zh", "件/万人"),
        ("亩", "zh", "亩"),
        ("", "en", ""),
    ],
)
def test_unit_is_translated_or_stays(unit, lang, shown):
    assert unit_word(unit, lang) == shown


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("table 1 row 5", "表1第5行"),
        ("table 2", "表2"),
        ("p. 12, table 1", "p. 12, table 1"),
        ("", ""),
    ],
)
def test_place_in_chinese(where, shown):
    assert place_word(where, "zh") == shown
    assert place_word(where, "en") == where


def test_number_of_a_section_is_said_to_be_one():
    """Beside "table 1" a bare 3.8.1 tells nobody what it counts."""
    assert place_word("3.8.1") == "section 3.8.1"
    assert place_word("3.8.1", "zh") == "3.8.1节"
    assert [place_word(own, "zh") for own in ("12", "p. 3.1")] == ["12", "p. 3.1"]


def test_every_flag_of_a_projection_has_a_word():
    from linhai_analysis.projection import FLAGS

    assert [name for name in FLAGS if not known(f"flag.{name}")] == []


def test_every_status_rule_and_reason_of_a_verdict_has_a_word():
    from linhai_analysis.progress import RULES, STATUSES

    assert [name for name in STATUSES if not known(f"status.{name}")] == []
    assert [name for name in RULES if not known(f"rule.{name}")] == []
