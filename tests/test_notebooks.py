"""The committed outputs of the notebooks are those of the present code, and the cells are short."""

from __future__ import annotations

import ast
import json
import re
from itertools import pairwise
from pathlib import Path

import nbclient
import nbformat
import papermill
import pytest

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
REVIEW = FOLDER / "06_midterm_review.ipynb"
AGAIN = "; run `make notebooks`"
LOGIC = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.comprehension)
# What the kernel itself may print while it starts for the first time on a machine.
PASSING = re.compile(r"^.*(?:building the font cache|generated new fontManager).*\n?", re.MULTILINE)

over_notebooks = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


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


def test_there_are_notebooks():
    assert NOTEBOOKS


@over_notebooks
def test_committed_outputs_are_current(path: Path):
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(
        notebook,
        timeout=None,
        kernel_name="python3",
        resources={"metadata": {"path": str(FOLDER)}},
        allow_errors=True,
        record_timing=False,
    )
    client.execute()
    for committed, run in zip(cells(path), notebook.cells, strict=True):
        if committed["cell_type"] == "code":
            now = comparable(run["outputs"])
            assert now == comparable(committed["outputs"]), f"{place(path, committed)}{AGAIN}"


@over_notebooks
def test_code_cells_were_run_once_in_order_without_errors(path: Path):
    code = [cell for cell in cells(path) if cell["cell_type"] == "code"]
    counts = [cell["execution_count"] for cell in code]
    assert counts == list(range(1, len(code) + 1)), f"{path.name}{AGAIN}"
    for cell in code:
        for output in cell["outputs"]:
            assert output["output_type"] != "error", place(path, cell)
            assert output.get("name") != "stderr", place(path, cell)


@over_notebooks
def test_code_cells_are_short_and_hold_no_logic(path: Path):
    for cell in cells(path):
        if cell["cell_type"] == "code":
            source = text(cell["source"])
            assert 1 <= len(source.splitlines()) <= 6, f"{place(path, cell)}: 1 to 6 lines"
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
def test_first_cell_loads_the_plan_and_last_cell_states_the_limits(path: Path):
    code = [cell for cell in cells(path) if cell["cell_type"] == "code"]
    first = next(cell for cell in code if not is_parameters(cell))
    source = text(first["source"])
    assert "import linhai_analysis as la" in source, place(path, first)
    loaded = "plan = la.load_plan(plan)" if is_parameters(code[0]) else "plan = la.load_plan()"
    assert loaded in source, place(path, first)
    last = cells(path)[-1]
    assert "not show" in text(last["source"]), place(path, last)


def test_parameters_are_one_cell_of_constants():
    code = [cell for cell in cells(REVIEW) if cell["cell_type"] == "code"]
    assert [is_parameters(cell) for cell in code] == [True] + [False] * (len(code) - 1)
    lines = ast.parse(text(code[0]["source"])).body
    assert [line.targets[0].id for line in lines] == ["plan", "year", "lang", "out"]
    assert all(isinstance(line.value, ast.Constant) for line in lines)


def test_review_runs_with_other_parameters(tmp_path: Path):
    out = tmp_path / "review"
    given = {"plan": "linhai_13fyp", "year": 2017, "lang": "zh", "out": str(out)}
    where = tmp_path / "made.ipynb"
    made = papermill.execute_notebook(
        REVIEW, where, given, cwd=tmp_path, kernel_name="python3", progress_bar=False
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
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    assert notebook["metadata"]["kernelspec"] == kernel, path.name
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids), path.name
    assert all(re.fullmatch(r"[a-z]+-\d+", name) for name in ids), path.name
    shown = "".join(json.dumps(cell, ensure_ascii=False) for cell in notebook["cells"])
    assert not re.search(r"/home/|/Users/|/work/|/tmp/|[A-Z]:\\\\", shown), path.name
