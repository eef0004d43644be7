"""Reviews that nobody had in mind: text that cannot be seen, very many rows, no status at all."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.cli import main
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.report import report

# A half of a letter, a bell, a mark that turns the line, one that is no letter; a vertical tab.
UNSEEN = "a\ud800b\x07c\u202ed\uffffe\x0bf"
SEEN = "abcde\nf"
WORDS = ("html", "docx", "xlsx", "json", "csv")


def unseen_plan() -> la.Plan:
    codes = {"indicator": ["a"], "kind": ["count"], "better": ["up"]}
    named = {key: [UNSEEN] for key in ("name_en", "name_zh", "unit", "owner", "note", "note_zh")}
    years = {"indicator": ["a", "a"], "year": [2015, 2018], "value": [60, 80]}
    aim = {"indicator": ["a"], "base_year": [2015], "target_year": [2020], "target": [120]}
    said = {"task": [UNSEEN], "owner": [UNSEEN], "progress": [UNSEEN], "problem": [UNSEEN]}
    tables = {"indicators": codes | named, "observations": years, "targets": aim, "tasks": said}
    return la.load_plan({name: pd.DataFrame(table) for name, table in tables.items()})


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_cannot_be_seen_reaches_no_format(tmp_path, lang):
    made = la.build_review(unseen_plan(), lang=lang, as_of=UNSEEN.replace("\ud800", ""))
    files = made.write(tmp_path, formats=WORDS)
    texts = {file.name: file.read_bytes() for file in files if file.suffix in (".html", ".csv")}
    for name, part in (("docx", "word/document"), ("xlsx", "xl/sharedStrings")):
        with zipfile.ZipFile(tmp_path / f"review.{name}") as archive:
            texts[name] = archive.read(f"{part}.xml")
    for text in (data.decode() for data in texts.values()):
        assert not any(letter in text for letter in "\x07\x0b\u202e\uffff")
    assert all(SEEN.encode() in texts[name] for name in ("review.html", "xlsx"))
    assert json.loads((tmp_path / "review.json").read_bytes())["as_of"] == SEEN


def test_charts_of_what_cannot_be_seen_are_drawn(tmp_path):
    made = la.build_review(unseen_plan())
    assert len(made.write(tmp_path, formats=["figures"])) == 2 * len(made.charts)


def test_tasks_without_any_status_are_counted_by_unit():
    book = la.build_review(unseen_plan()).workbook
    assert book is not None
    sheet = openpyxl.load_workbook(io.BytesIO(book()), data_only=True)["tasks"]
    assert any(row[1:3] == (SEEN, 1) for row in sheet.iter_rows(values_only=True))


def test_formats_are_typed_as_people_type_them(tmp_path):
    line = ["review", "--out", str(tmp_path), "--format", " JSON，csv、json,"]
    done = CliRunner().invoke(main, line)
    assert done.exit_code == 0, done.output
    assert {file.name for file in tmp_path.iterdir()} == {
        "review.json", "tables", "linhai-manifest.json"
    }  # fmt: skip


def test_no_format_at_all_is_refused_and_takes_nothing_away(tmp_path):
    made = la.build_review(unseen_plan())
    made.write(tmp_path, formats=["json"])
    with pytest.raises(UnknownNameError, match="html, docx, xlsx"):
        made.write(tmp_path, formats=[])
    assert (tmp_path / "review.json").exists()


def test_template_that_is_no_document_is_refused_before_anything_is_drawn(tmp_path, monkeypatch):
    def drawn(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(report, "drawn", drawn)
    text = tmp_path / "office.docx"
    text.write_text("text", encoding="utf-8")
    for template in (text, tmp_path / "none.docx"):
        with pytest.raises(DataError, match=template.name):
            la.build_review(unseen_plan()).write(tmp_path / "out", template=template)
    assert not (tmp_path / "out").exists()


def test_page_of_hundreds_is_drawn_in_a_few_tries(tmp_path: Path, monkeypatch):
    tried = []
    otherwise = Sheet.otherwise
    monkeypatch.setattr(
        Sheet, "otherwise", lambda sheet, fits: tried.append(fits) or otherwise(sheet, fits)
    )
    names = [f"indicator {n}" for n in range(200)]
    values = {name: {2015: 60 + n % 7, 2018: 80} for n, name in enumerate(names)}
    plan = small_plan(tmp_path, [{"indicator": name, "target": 120} for name in names], values)
    shown = la.plot_dashboard(la.build_review(plan, 2018)).data
    assert len(tried) <= 4
    # As many as the page has room for at seven points, two lines and some room to a row.
    assert 25 <= len(shown) <= 45


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_place_of_the_page_has_its_own_name_and_every_link_leads_to_one(tmp_path, lang):
    names = ["R&D 5%", "R-D 5", "a b", "a-b", "standing"]
    values = {name: {2015: 60, 2018: 80} for name in names}
    plan = small_plan(
        tmp_path / "plan", [{"indicator": one, "target": 120} for one in names], values
    )
    made = la.build_review(plan, lang=lang)
    [page] = made.write(tmp_path / "out", formats=["html"])
    text = page.read_text(encoding="utf-8")
    places = re.findall(r' id="([^"]*)"', text)
    links = re.findall(r' href="#([^"]*)"', text)
    listed = re.findall(r' href="#([^"]*)"', text.partition("</nav>")[0])
    assert len(places) == len(set(places)) > len(names)
    assert set(links) <= set(places)
    assert len(listed) == len(set(listed)) > len(names)


@pytest.mark.parametrize("year", [None, 2018])
def test_plan_of_tasks_alone_is_refused_in_a_sentence(year):
    names = {"indicators": ("indicator", "kind", "better"), "observations": ("indicator", "year")}
    names["targets"] = ("indicator", "base_year", "target_year")
    empty = {table: pd.DataFrame(columns=[*columns, "value"]) for table, columns in names.items()}
    with pytest.raises(DataError, match="has no targets"):
        la.build_review(empty | {"tasks": pd.DataFrame({"task": ["a"]})}, year)


def test_of_very_many_indicators_sixty_have_a_picture_those_behind_first_and_it_is_said(tmp_path):
    """Sixty-five went 90 of 100 by 2018, the last five 1 of 100."""
    names = [f"i{number:02}" for number in range(70)]
    targets = [{"indicator": name, "target": 200} for name in names]
    values = {name: {2015: 100, 2018: 101 if name >= "i65" else 190} for name in names}
    made = la.build_review(small_plan(tmp_path / "plan", targets, values), 2018)
    drawn = [chart.key[1] for chart in made.charts if chart.key[0] == "indicator"]
    assert len(drawn) == 60
    assert {*names[65:]} < {*drawn}
    leads = [section.lead for section in made.sections]
    assert sum("60 of the 70 indicators with a path to a target" in lead for lead in leads) == 2


def test_sixty_indicators_have_sixty_pictures_and_nothing_is_said(tmp_path):
    names = [f"i{number:02}" for number in range(60)]
    targets = [{"indicator": name, "target": 200} for name in names]
    made = la.build_review(
        small_plan(tmp_path / "plan", targets, {name: {2015: 100, 2018: 190} for name in names})
    )
    assert sum(chart.key[0] == "indicator" for chart in made.charts) == 60
    assert not any("have a picture of their own" in section.lead for section in made.sections)
