"""What else is made from the table: the papers, the notebook, the curve, and the command."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

import linhai_analysis as la
from linhai_analysis.cli import main
from linhai_analysis.lesson.contents import exercise_ids
from linhai_analysis.lesson.documents import key_bytes, worksheet_bytes
from linhai_analysis.lesson.notebook import notebook_bytes
from linhai_analysis.words import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = ["key.docx", "lesson.html", "lesson.ipynb", "lesson.xlsx", "slides.html", "worksheet.docx"]
SEEDS = {"en": None, "zh": "李伟"}


def read(made: bytes) -> str:
    """All text of a document."""
    document = docx.Document(io.BytesIO(made))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_papers_hold_the_questions_and_only_the_key_the_solutions(lang):
    seed = SEEDS[lang]
    asked = la.lesson.exercises(seed, lang, answers=True)
    sheet, key = read(worksheet_bytes(lang, seed)), read(key_bytes(lang, seed))
    assert all(question in sheet and question in key for question in asked["question"])
    assert all(unit in sheet for unit in asked["unit"])
    assert all(solution in key for solution in asked["solution"])
    assert not any(solution in sheet for solution in asked["solution"])
    assert "{" not in sheet + key
    assert worksheet_bytes(lang, seed) == worksheet_bytes(lang, seed)


def test_key_lists_every_mistake_with_what_to_say():
    key = read(key_bytes("en"))
    assert "20 is 100/5. Try it: 60 x 1.2^5 = 149.3, more than 120." in key
    assert "12.25\nThat is six steps." in key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_committed_notebook_is_what_the_table_makes(lang):
    folder = ROOT / "notebooks" if lang == "en" else ROOT / "notebooks" / lang
    path = folder / "07_lesson_compound_growth.ipynb"
    committed, made = json.loads(path.read_text(encoding="utf-8")), json.loads(notebook_bytes(lang))
    for cell in (*committed["cells"], *made["cells"]):
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
        cell["source"] = "".join(cell["source"])
    assert committed["cells"] == made["cells"], "run `python docs/lesson_notebook.py`"


def test_notebooks_differ_in_one_line_of_code():
    english, chinese = (
        [
            "".join(cell["source"]).splitlines()
            for cell in json.loads(notebook_bytes(lang))["cells"]
            if cell["cell_type"] == "code"
        ]
        for lang in LANGUAGES
    )
    chinese[0].remove('la.set_language("zh")')
    assert chinese == english
    code = "\n".join(line for cell in english for line in cell)
    # Between quotation marks words, "14.87 %" and numbers may all be put.
    assert all(f'la.lesson.check("{name}", "' in code for name in exercise_ids())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_growth_is_guessed_and_tested_on_paper_before_anything_tells_it(lang):
    cells = ["".join(cell["source"]) for cell in json.loads(notebook_bytes(lang))["cells"]]
    [chart] = [n for n, cell in enumerate(cells) if "chart(guess)" in cell]
    told = ("149.3", la.lesson.check("1a", 14.87, lang=lang).text)
    assert not any(one in cell for cell in cells[:chart] for one in told)
    assert "1.2" in cells[chart - 1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_of_a_student_are_not_said_to_be_those_of_the_plan(lang):
    asked = "".join(la.lesson.exercises("李伟", lang)["question"])
    sheet = read(worksheet_bytes(lang, "李伟"))
    for claim in ("The plan prints", "The plan wants", "数字取自", "家，规划提出"):
        assert claim not in asked + sheet


def test_language_that_is_set_is_spoken():
    la.set_language("zh")
    assert repr(la.lesson.check("3a", 10)) == "再想想。这是按六步算的。2015年到2020年只有五步。"
    assert la.lesson.chart(20).tells == "2020年为149.3家，比目标多29.3家。"
    assert la.lesson.exercises()["part"].iloc[0] == "用滑块找答案"
    la.set_language("en")
    assert la.lesson.check("3a", 10).text == "That is six steps. From 2015 to 2020 there are five."


@pytest.mark.parametrize("pace", [-1, 31, "20", float("nan")])
def test_growth_off_the_axes_is_refused(pace):
    with pytest.raises(la.DataError, match="from 0 to 30"):
        la.lesson.chart(pace)


def test_slider_in_a_notebook_shows_the_curve_it_stands_at():
    panel = la.lesson.slider(lang="zh")
    assert panel.children[1].value == 20
    panel.children[1].value = 0
    assert la.lesson.chart(0, lang="zh")._repr_html_() == panel.children[2].value


def test_slider_without_its_library_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    with pytest.raises(la.DataError, match="ipywidgets"):
        la.lesson.slider()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_command_writes_the_lesson_and_replaces_only_its_own(tmp_path, lang):
    out = tmp_path / "out"
    command = ["lesson", "--out", str(out), "--lang", lang, "--seed", "17"]
    for _ in range(2):
        told = CliRunner().invoke(main, command)
        assert told.exit_code == 0, told.output
    assert sorted(path.name for path in out.iterdir()) == sorted([*FILES, "linhai-manifest.json"])
    assert str(out / "lesson.html") in told.output
    (out / "key.docx").write_text("mine")
    refused = CliRunner().invoke(main, command)
    assert refused.exit_code == 2
    assert "key.docx" in refused.output
    assert (out / "key.docx").read_text() == "mine"
