"""Texts of users come out as the texts they are: no program that opens a result obeys them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import docx
import lxml.html
import openpyxl
import pandas as pd
import pytest
from blank_picture import BLANK
from click.testing import CliRunner
from defusedxml import ElementTree
from docx.oxml.ns import qn
from hostile import EVERY, SEEN, UNSEEN, hostile_plan
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.cli import main
from linhai_analysis.form import write_form
from linhai_analysis.lesson import write_lesson

TEX = "texlive-xetex texlive-lang-chinese texlive-bibtex-extra biber poppler-utils"
DATE = "<b>2019</b> =1+1"
# The units that share an indicator are listed one by one.
SHARED = re.compile("[/,;、，；]")
# By which an element of a page would do something, or bring something from elsewhere.
ATTRIBUTES = {"alt", "aria-label", "charset", "class", "content", "data-head", "href", "id", "lang"}
ATTRIBUTES |= {"name", "src"}
ACTIVE = {"script", "iframe", "object", "embed", "form", "input", "link", "base", "svg", "math"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[la.Plan, dict[str, list[str]]]:
    return hostile_plan(tmp_path_factory.mktemp("given") / "=1+1 <b>&amp; $x$ {%", 3)


@pytest.fixture(scope="module")
def written(hostile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that is made of the plan; charts have a test of their own."""
    plan, out = hostile[0], tmp_path_factory.mktemp("made")
    picture = BLANK._replace(alt=" ".join(EVERY))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("linhai_analysis.report.figures.pictures", lambda draw, kinds: picture)
        patch.setattr("linhai_analysis.report.html.font_face", lambda text: "")
        review = la.build_review(plan, lang="zh", year=2018, as_of=DATE)
        review.write(out / "review", annex=True)
        la.report_scenarios(plan, lang="en", draws=20).write(out / "scenarios")
    la.export_paper(plan, out / "paper", lang="en", draws=20)
    write_form(out / "form.xlsx", "zh", plan)
    return out


def of_page(path: Path) -> list[str]:
    tree = lxml.html.fromstring(path.read_text(encoding="utf-8"))
    shown = ("alt", "aria-label", "data-head")
    attributes = [text for e in tree.iter() for name, text in e.attrib.items() if name in shown]
    return [*tree.itertext(), *attributes]


def of_document(path: Path) -> list[str]:
    paragraphs = docx.Document(path).element.body.iter(qn("w:p"))
    return ["".join(one.text or "" for one in p.iter(qn("w:t"))) for p in paragraphs]


def of_workbook(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path, data_only=True)
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]


def of_numbers(path: Path) -> list[str]:
    def inside(found: Any) -> Iterator[str]:
        if isinstance(found, dict):
            found = [*found, *found.values()]
        if isinstance(found, list):
            for one in found:
                yield from inside(one)
        else:
            yield str(found)

    content = json.loads(path.read_text(encoding="utf-8"))
    # Names of files are made of names, and are others.
    content.pop("files")
    return [*inside(content)]


def of_tables(folder: Path) -> list[str]:
    return [cell for path in folder.rglob("*.csv") for row in cells_of(path) for cell in row]


def cells_of(path: Path) -> list[list[str]]:
    return [*csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))]


def whole(texts: Iterable[str], given: dict[str, list[str]]) -> set[str]:
    """The columns of which texts are among these; each text whole, down to its last letter."""
    numbers = {
        re.search(r"x\d+x$", text)[0]: (column, text) for column in given for text in given[column]
    }
    found = set()
    for told in texts:
        for mark in re.finditer(r"x\d+x", told):
            column, text = numbers[mark[0]]
            if column == "indicators.owner" and SHARED.search(text):
                continue
            assert told[: mark.end()].endswith(text), column
            found.add(column)
    return found


OUTPUTS: dict[str, tuple[Callable[[Path], list[str]], str]] = {
    "review/review.html": (of_page, "name_zh unit note_zh"),
    "review/review.docx": (of_document, "name_zh unit note_zh"),
    "review/review.xlsx": (of_workbook, "name_zh unit note_zh"),
    "review/review.json": (of_numbers, "indicator name_en name_zh unit owner note field"),
    "review": (of_tables, "indicator name_en name_zh unit owner note field"),
    "scenarios/scenarios.html": (of_page, "name_en unit"),
    "scenarios/scenarios.docx": (of_document, "name_en unit"),
    "scenarios/scenarios.json": (of_numbers, "indicator"),
    "scenarios": (of_tables, "indicator"),
    "paper": (of_tables, "indicator name_en name_zh unit note"),
    "form.xlsx": (of_workbook, "indicator name_en name_zh unit owner note field"),
}
BESIDE = {
    "review/review.html": "sources.title sources.publisher sources.url sources.published "
    "targets.place targets.printed_name tasks.task tasks.problem tasks.status observations.scope "
    "targets.printed",
    "review/review.docx": "sources.title sources.url tasks.progress tasks.evidence tasks.due",
    "review/review.xlsx": "sources.title sources.url sources.publisher tasks.task tasks.owner",
    "review": "facts.statement_zh targets.printed sources.source_id sources.url "
    "tasks.task_en geos.geo geos.name_zh targets.target_id",
    "scenarios/scenarios.html": "scenarios.name_en scenarios.reason",
    "scenarios": "scenarios.scenario scenarios.reason_zh",
    "paper": "sources.source_id geos.geo scenarios.scenario targets.printed_name",
    "form.xlsx": "facts.caveat_zh sources.title_en tasks.task "
    "geos.name_en scenarios.name_zh observations.note",
}


@pytest.mark.parametrize("output", OUTPUTS)
def test_texts_arrive_to_the_last_letter(hostile, written, output):
    read, columns = OUTPUTS[output]
    wanted = {f"indicators.{name}" for name in columns.split()} | {*BESIDE.get(output, "").split()}
    assert wanted <= whole(read(written / output), hostile[1])


@pytest.mark.parametrize("kind", ["review", "scenarios"])
def test_page_has_no_element_but_its_own(written, kind):
    tree = lxml.html.fromstring((written / kind / f"{kind}.html").read_text(encoding="utf-8"))
    assert not ACTIVE & {one.tag for one in tree.iter()}
    assert {name for one in tree.iter() for name in one.attrib} <= ATTRIBUTES
    assert all(href.startswith("#") for href in tree.xpath("//@href"))
    assert all(source.startswith("data:image/svg+xml;base64,") for source in tree.xpath("//@src"))
    alts = tree.xpath("//img/@alt")
    assert alts
    assert all(alt.endswith(" ".join(EVERY)) for alt in alts)


@pytest.mark.parametrize("kind", ["review", "scenarios"])
def test_document_has_no_field_but_its_own_and_leads_nowhere(written, kind):
    with zipfile.ZipFile(written / kind / f"{kind}.docx") as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                found = ElementTree.fromstring(parts.read(name))
                assert not [one for one in found.iter() if one.get("TargetMode") == "External"]
    body = docx.Document(written / kind / f"{kind}.docx").element.body
    codes = {one.text.split()[0] for one in body.iter(qn("w:instrText"))}
    assert codes == {"TOC", "SEQ"}
    assert not [*body.iter(qn("w:fldSimple"))]
    for link in body.iter(qn("w:hyperlink")):
        assert link.get(qn("w:anchor")).startswith("_Toc")
        assert link.get(qn("r:id")) is None


@pytest.mark.parametrize("file", ["review/review.xlsx", "form.xlsx"])
def test_workbook_has_no_formula_and_no_link_of_a_text(written, file):
    book = openpyxl.load_workbook(written / file)
    for sheet in book:
        assert not re.search(r"x\d+x", sheet.title)
        rules = [rule.formula1 or "" for rule in sheet.data_validations.dataValidation]
        assert not re.search(r"x\d+x", " ".join(rules))
        for row in sheet.iter_rows():
            for cell in row:
                assert not cell.hyperlink
                assert not (cell.data_type == "f" and re.search(r"x\d+x", str(cell.value)))
    assert not re.search(r"x\d+x", " ".join(book.defined_names))
    with zipfile.ZipFile(written / file) as parts:
        assert not [name for name in parts.namelist() if "external" in name.lower()]


def test_tables_for_people_hold_no_formula(written):
    for folder in ("review", "scenarios"):
        for cell in of_tables(written / folder):
            runs = re.match(r"\s*[=@＝]|\s*[+-](?![\d.]+%?$|$)|[\t\r]", cell)
            assert not runs, cell


def test_tables_of_a_plan_are_the_plan_again(hostile, written, tmp_path):
    """Without the apostrophes by which a spreadsheet takes them for texts."""
    plan = hostile[0]
    tables = [*(written / "review" / "tables").glob("plan_*.csv")]
    assert any(cell.startswith("'=") for path in tables for row in cells_of(path) for cell in row)
    for path in tables:
        shutil.copy(path, tmp_path / path.name.removeprefix("plan_"))
    again = la.load_plan(tmp_path)
    for table in ("indicators", "targets", "observations", "sources"):
        pd.testing.assert_frame_equal(getattr(again, table), getattr(plan, table))


def test_form_is_the_plan_again(hostile, written):
    plan, again = hostile[0], la.load_plan(written / "form.xlsx")
    for table in ("indicators", "targets", "observations", "sources", "tasks", "scenarios"):
        pd.testing.assert_frame_equal(getattr(again, table), getattr(plan, table))


def test_paper_is_set_as_it_is_written(hostile, written, tmp_path):
    """LaTeX itself reads it: nothing is read in, run or left out."""
    for program in ("xelatex", "biber", "pdftotext"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not there; apt-get install {TEX}")
    folder = shutil.copytree(written / "paper", tmp_path / "paper")
    tex = ["xelatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "paper"]
    for command in (tex, ["biber", "paper"], tex, ["pdftotext", "-raw", "paper.pdf"]):
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace")
        assert ran.returncode == 0, ran.stdout[-2000:]
    shown = re.sub(r"\s", "", (folder / "paper.txt").read_text(encoding="utf-8"))
    plan, given = hostile
    # A quotation mark in the list of sources is one of print.
    for text in given["indicators.name_en"]:
        assert re.sub(r"\s", "", text).replace("'", "’") in shown
    for title in plan.sources["title_en"]:
        assert re.sub(r"[\s'\"`]", "", title) in re.sub("[’”‘]", "", shown)


def test_terminal_shows_what_looks_like_its_markup(tmp_path):
    names = {
        "R&D [billion]": "R&D [billion]",
        "[/]": "[/] :smile:",
        "[red]x": "[link=http://x]y[/]",
    }
    targets = [{"indicator": n, "target": 120, "name_en": name} for n, name in names.items()]
    small_plan(tmp_path / "p", targets, {name: {2015: 60, 2018: 80} for name in names})
    for command in (["growth"], ["check"], ["scenarios", "--draws", "20", "--format", "json"]):
        out = ["--out", str(tmp_path / "out")] if command[0] == "scenarios" else []
        done = CliRunner().invoke(main, [command[0], str(tmp_path / "p"), *command[1:], *out])
        assert done.exit_code == 0, done.output
        assert all(name in done.output for name in names.values())


def test_table_in_a_notebook_is_text(hostile):
    plan, given = hostile
    shown = la.readable(la.required_growth(plan), plan, lang="en")
    tree = lxml.html.fromstring(shown._repr_html_())
    assert "indicators.name_en" in whole(tree.itertext(), given)
    assert {one.tag for one in tree.iter()} <= {"div", "table", "thead", "tbody", "tr", "th", "td"}
    # By which JupyterLab and its exports leave two $ alone.
    assert "mathjax_ignore" in tree.get("class").split()
    assert "indicators.name_en" in whole([shown.text(10_000)], given)


def test_panel_shows_names_as_text(hostile):
    plan, given = hostile
    panel = la.explore(plan, lang="en")
    pieces = [panel._table.value, panel._chart.value, panel._spread_label.value]
    pieces += [row.value for row in panel._rows.children if isinstance(row.value, str)]
    tree = lxml.html.fromstring("<div>" + "".join(pieces) + "</div>")
    assert not ACTIVE & {one.tag for one in tree.iter()}
    assert {name for one in tree.iter() for name in one.attrib} <= {"alt", "class", "src", "style"}
    assert "indicators.name_en" in whole(tree.itertext(), given)
    [(label, _)] = panel._indicator.options
    assert label in given["indicators.name_en"]


def test_seed_of_a_lesson_is_text(tmp_path):
    seed = f"</script><img src=x onerror=alert(1)>\"'{UNSEEN}"
    write_lesson(tmp_path, "en", seed)
    for name in ("lesson", "slides"):
        page = (tmp_path / f"{name}.html").read_text(encoding="utf-8")
        tree = lxml.html.fromstring(page)
        [own] = {one.get("value") for one in tree.xpath("//input[@class='seed']")}
        assert own == f"</script><img src=x onerror=alert(1)>\"'{SEEN}"
        assert not tree.xpath("//img")
        assert not tree.xpath("//@onerror")


# --- what nobody sees ------------------------------------------------------------------------


def plan_of(name: str) -> la.Plan:
    indicator = {"indicator": "a", "name_en": name, "name_zh": name, "kind": "count"}
    frames = {
        "indicators": [indicator | {"better": "up", "unit": name}],
        "targets": [{"indicator": "a", "base_year": 2015, "target_year": 2020, "target": 120}],
        "observations": [{"indicator": "a", "year": 2015, "value": 60, "note": name}],
    }
    return la.load_plan({one: pd.DataFrame(rows) for one, rows in frames.items()}, name=name)


def test_what_nobody_sees_is_left_out():
    plan = plan_of(f"a{UNSEEN}")
    [row] = plan.indicators.to_dict("records")
    assert [row["name_en"], row["unit"], plan.name] == [f"a{SEEN}"] * 3
    assert plan.observations["note"].tolist() == [f"a{SEEN}"]
    assert la.Scenario(f"s{UNSEEN}", {"a": 0.05}).name == f"s{SEEN}"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["growth", f"no{UNSEEN}"], "\\x1b[31mr"),
        (["growth", f"--no{UNSEEN}"], "\\x1b[31mr"),
        (["growth", "--lang", "zh", f"no{UNSEEN}"], "\\u001b[31mr"),
        (["check", f"no{UNSEEN}.csv"], "\\x1b[31mr"),
    ],
)
def test_terminal_obeys_nothing_that_it_is_told_of(command, said):
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 2
    assert said in done.output
    assert not [one for one in done.output if not one.isprintable() and one != "\n"]


def test_plan_in_a_folder_with_any_name_is_told_as_text(tmp_path):
    folder = tmp_path / "plan\x1b[31m\u202e\r\x9b1m"
    small_plan(folder, [{"indicator": "a", "target": 120}], {"a": {2015: 60, 2018: 80}})
    for command in (["check"], ["review", "--out", str(tmp_path / "o\x1b[2J"), "--format", "json"]):
        done = CliRunner().invoke(main, [command[0], str(folder), *command[1:]])
        assert done.exit_code == 0, done.output
        assert not [one for one in done.output if not one.isprintable() and one != "\n"]
    [made] = (tmp_path / "o\x1b[2J").glob("review.json")
    assert json.loads(made.read_text(encoding="utf-8"))["plan"] == "plan[31m\n1m"


# --- long texts ------------------------------------------------------------------------------


@pytest.mark.parametrize(("letters", "lang"), [(501, "en"), (10_000, "zh")])
def test_name_of_a_page_is_refused(letters, lang):
    with pytest.raises(la.FaultsError) as error:
        plan_of("名" * letters)
    told = {"en": f"has {letters} characters", "zh": f"共{letters:,}个字符"}[lang]
    assert told in error.value.text(lang)
    # Unit and both names, each with the first letters of what stands there.
    assert len(error.value.faults) == 3
    assert len(error.value.text(lang)) < 1_500


def test_name_of_a_series_of_a_page_is_refused(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(f"year,{'n' * 501}\n2013,40\n2014,44\n2015,50\n", encoding="utf-8")
    with pytest.raises(la.DataError, match=r"a\.csv: 'n{200}…' has 501 characters"):
        la.read(file)


def test_long_ids_with_strokes_make_names_of_files(no_charts, tmp_path):
    ids = [f"{'a/' * 150}{end}" for end in "bc"]
    targets = [{"indicator": name, "target": 120} for name in ids]
    plan = small_plan(tmp_path / "p", targets, {name: {2015: 60, 2018: 80} for name in ids})
    made = la.build_review(plan, year=2018).write(tmp_path / "out", formats=["figures"])
    own = [path.name for path in made if path.name.startswith("indicator")]
    assert len({*own}) == len(own) == 4
    assert max(len(name.encode()) for name in own) < 255
