"""The notebooks are current, short, the same in both languages, and for people to read."""

from __future__ import annotations

import ast
import html
import json
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import papermill
import pytest
from notebook_runs import FOLDER, NAMES, outputs, run

NOTEBOOKS = [FOLDER / name for name in NAMES]
REVIEWS = [path for path in NOTEBOOKS if path.stem == "06_midterm_review"]
AGAIN = "; run `make notebooks`"
LOGIC = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.comprehension)
# What the kernel itself may print while it starts for the first time on a machine.
PASSING = re.compile(r"^.*(?:building the font cache|generated new fontManager).*\n?", re.MULTILINE)

SPEAK_CHINESE = 'la.set_language("zh")'
# What is no word of people: missing as Python writes it, and ids of the tables.
MISSING = re.compile(r"\b(?:nan|NaN|NaT|None(?! of))\b|<NA>|\binf\b")
RAW_ID = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")
# What has an underscore and is a name that people meet: a plan, a file, the package.
NAMED = re.compile(r"`[^`]+`|[\w./-]+\.(?:csv|html|docx|xlsx|json|png|ipynb|md)\b|\w+_13fyp\b")
# The heading of a column of ids, for those who go on to write them.
CODES = re.compile(r"Name in code|代码")
HELD = {"en": ("not (?:show|say)", "next"), "zh": ("没有|不能|不说明|不表明", "下一|接下来|接着")}

over_notebooks = pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
over_reviews = pytest.mark.parametrize("path", REVIEWS, ids=str)


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def text(lines: str | list[str]) -> str:
    return "".join(lines)


def comparable(outputs: list[dict]) -> list[tuple]:
    """What two runs must have in common: all text, and that there are images."""
    found: list[tuple] = []
    for output in outputs:
        if output["output_type"] == "stream":
            said = PASSING.sub("", text(output["text"]))
            # Where a stream is cut into pieces is chance.
            if found and found[-1][0] == output["name"]:
                said = found.pop()[1] + said
            if said:
                found.append((output["name"], said))
        elif output["output_type"] == "error":
            found.append(("error", f"{output['ename']}: {output['evalue']}"))
        else:
            shown = {kind: _content(kind, content) for kind, content in output["data"].items()}
            found.append((output["output_type"], shown))
    return found


def _content(kind: str, content: str | list[str]) -> str:
    if kind.startswith("image/"):
        return "an image"
    return re.sub(r"\b0x[0-9a-f]{6,}\b", "0x", text(content))


def place(path: Path, cell: dict) -> str:
    return f"{path.name}, cell {cell['id']}"


def language(path: Path) -> str:
    return "zh" if path.parent != FOLDER else "en"


def code(path: Path) -> list[dict]:
    return [cell for cell in cells(path) if cell["cell_type"] == "code"]


def test_what_is_kept_of_a_run_is_the_same_each_time():
    """Pieces of one text are put together, widgets and versions left out."""
    outputs = [
        nbformat.v4.new_output("stream", name="stdout", text="a"),
        nbformat.v4.new_output("stream", name="stdout", text="b\n"),
        nbformat.v4.new_output("stream", name="stderr", text="c"),
        nbformat.v4.new_output("display_data", {run.WIDGET: {"model_id": "1"}, "text/plain": "x"}),
        nbformat.v4.new_output("display_data", {run.WIDGET: {"model_id": "2"}, "image/png": "y"}),
    ]
    cell = nbformat.v4.new_code_cell("1", outputs=outputs)
    versions = {"language_info": {"name": "python", "version": "3.11.7"}, "widgets": {"state": {}}}
    made = run.steady(nbformat.v4.new_notebook(cells=[cell], metadata=versions))
    assert made.metadata == run.METADATA
    kept = [(one.get("name"), one.get("text"), one.get("data")) for one in made.cells[0].outputs]
    image = {"image/png": "y"}
    assert kept == [("stdout", "ab\n", None), ("stderr", "c", None), (None, None, image)]


def test_both_editions_have_the_same_notebooks():
    names = {lang: [p.name for p in NOTEBOOKS if language(p) == lang] for lang in HELD}
    assert names["en"] == names["zh"] != []


@pytest.mark.parametrize("name", [path.name for path in NOTEBOOKS if language(path) == "zh"])
def test_editions_differ_by_one_line_of_code(name: str):
    english, chinese = (
        [text(cell["source"]).splitlines() for cell in code(folder / name)]
        for folder in (FOLDER, FOLDER / "zh")
    )
    at = int(is_parameters(code(FOLDER / name)[0]))
    assert SPEAK_CHINESE in chinese[at]
    chinese[at].remove(SPEAK_CHINESE)
    assert chinese == english


@over_notebooks
def test_links_say_the_title_of_the_notebook_they_lead_to(path: Path):
    said = "".join(text(cell["source"]) for cell in cells(path) if cell["cell_type"] == "markdown")
    for number, title, name in re.findall(r"\[(\d\d) ([^]]+)]\((\d\d_\w+\.ipynb)\)", said):
        first = text(cells(path.parent / name)[0]["source"])
        assert (name[:2], first.splitlines()[0]) == (number, f"# {title}"), path.name


@over_notebooks
def test_committed_outputs_are_current(path: Path, notebooks_ran: Path):
    ran = outputs(notebooks_ran / "work" / path.relative_to(FOLDER))
    for committed, now in zip(code(path), ran, strict=True):
        panels = [one["data"] for one in now if run.WIDGET in one.get("data", {})]
        if not panels:
            expected = comparable(committed["outputs"])
            assert comparable(now) == expected, f"{place(path, committed)}{AGAIN}"
        for panel in panels:
            # What can be moved there is a picture in the file, with the same words.
            words = panel["text/plain"] if "image/png" in panel else ""
            assert words in shown(committed), f"{place(path, committed)}{AGAIN}"


def shown(cell: dict) -> str:
    """All that a cell shows in letters: what is printed, and tables without their marks."""
    found = []
    for output in cell["outputs"]:
        data = output.get("data", {"text/plain": output.get("text", "")})
        page = re.sub(r"<style.*?</style>", "", text(data.get("text/html", "")), flags=re.DOTALL)
        found.append(html.unescape(re.sub(r"<[^>]*>", " ", page)))
        # Where there is more to see, the plain text is not shown.
        found += [text(data["text/plain"])] if set(data) == {"text/plain"} else []
    return "\n".join(found)


@over_notebooks
def test_nothing_shown_is_for_programs(path: Path):
    """No missing value as Python writes it, no id that no heading explains, no address."""
    for cell in code(path):
        said = NAMED.sub("", shown(cell))
        found = [
            *MISSING.findall(said),
            *(() if CODES.search(said) else RAW_ID.findall(said)),
            *re.findall(r"<\w[^>]* at 0x", said),
        ]
        assert not found, f"{place(path, cell)} shows {found[:5]}"


@over_notebooks
def test_picture_has_its_words_beside_it(path: Path):
    """What an image shows is printed in the same cell; a drawing in HTML names itself."""
    pictures = 0
    for cell in code(path):
        said = "".join(text(piece) for piece in printed(cell))
        for output in cell["outputs"]:
            data = output.get("data", {})
            if any(kind.startswith("image/") for kind in data):
                pictures += 1
                assert re.search(r"\d", said), f"{place(path, cell)}: print(ax.alt)"
            drawings = re.findall(r"<svg[^>]*>", text(data.get("text/html", "")))
            pictures += len(drawings)
            assert all("aria-label=" in one for one in drawings), place(path, cell)
    assert pictures, f"{path.name} has no picture"


@over_notebooks
def test_title_is_a_question_and_end_says_what_is_not_shown_and_what_is_next(path: Path):
    title = text(cells(path)[0]["source"]).splitlines()[0]
    assert re.fullmatch(r"# .+[?？]", title), f"{path.name}: {title}"
    assert title.endswith("？") == (language(path) == "zh")
    last = text(cells(path)[-1]["source"])
    for words in HELD[language(path)]:
        assert re.search(words, last, re.IGNORECASE), f"{place(path, cells(path)[-1])}: {words}"


@over_notebooks
def test_file_is_small(path: Path):
    assert path.stat().st_size < 1_000_000


@over_notebooks
def test_code_cells_were_run_once_in_order_without_errors(path: Path):
    counts = [cell["execution_count"] for cell in code(path)]
    assert counts == list(range(1, len(counts) + 1)), f"{path.name}{AGAIN}"
    for cell in code(path):
        for output in cell["outputs"]:
            assert output["output_type"] != "error", place(path, cell)
            assert output.get("name") != "stderr", place(path, cell)


@over_notebooks
def test_code_cells_are_short_and_hold_no_logic(path: Path):
    for cell in cells(path):
        if cell["cell_type"] == "code":
            source = text(cell["source"])
            lines = [line for line in source.splitlines() if line != SPEAK_CHINESE]
            assert 1 <= len(lines) <= 6, f"{place(path, cell)}: 1 to 6 lines"
            nodes = list(ast.walk(ast.parse(source)))
            found = [type(node).__name__ for node in nodes if isinstance(node, LOGIC)]
            assert not found, f"{place(path, cell)} holds {found}"


@over_notebooks
def test_text_stands_before_and_after_every_code_cell(path: Path):
    kinds = [cell["cell_type"] for cell in cells(path)]
    assert kinds[0] == kinds[-1] == "markdown", path.name
    assert ("code", "code") not in pairwise(kinds), path.name


def is_parameters(cell: dict) -> bool:
    """Whether papermill sets what the cell sets."""
    return "parameters" in cell["metadata"].get("tags", [])


@over_notebooks
def test_first_cell_loads_the_library(path: Path):
    first = next(cell for cell in code(path) if not is_parameters(cell))
    assert "import linhai_analysis as la" in text(first["source"]), place(path, first)


@over_reviews
def test_parameters_are_one_cell_of_constants(path: Path):
    assert [is_parameters(cell) for cell in code(path)][:2] == [True, False]
    lines = ast.parse(text(code(path)[0]["source"])).body
    assert {"plan", "year", "out"} <= {line.targets[0].id for line in lines}
    assert all(isinstance(line.value, ast.Constant) for line in lines)


def test_review_runs_with_other_parameters(tmp_path: Path):
    out = tmp_path / "review"
    given = {"plan": "linhai_13fyp", "year": 2017, "lang": "zh", "out": str(out)}
    where = tmp_path / "made.ipynb"
    made = papermill.execute_notebook(
        REVIEWS[0], where, given, cwd=tmp_path, kernel_name="python3", progress_bar=False
    )
    shown = "".join(text(said) for cell in made.cells for said in printed(cell))
    assert "《临海市科学技术发展“十三五”规划》实施情况中期评估报告" in shown
    assert "As seen in" not in shown
    assert {"review.html", "review.docx", "review.xlsx"} <= {path.name for path in out.iterdir()}
    assert {path.name for path in tmp_path.iterdir()} == {"review", "made.ipynb"}


def printed(cell: dict) -> list[str | list[str]]:
    """What a cell printed."""
    return [output["text"] for output in cell.get("outputs", []) if "text" in output]


@over_notebooks
def test_notebook_is_the_same_on_every_machine(path: Path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["metadata"] == run.METADATA, f"{path.name}{AGAIN}"
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids), path.name
    assert all(re.fullmatch(r"[a-z]+-?\d+", name) for name in ids), path.name
    shown = "".join(json.dumps(cell, ensure_ascii=False) for cell in notebook["cells"])
    assert not re.search(r"/home/|/Users/|/work/|/tmp/|[A-Z]:\\\\", shown), path.name
