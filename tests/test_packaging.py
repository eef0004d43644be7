"""The project installs, and says the same thing in its three lists of packages."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
# conda's name for the part of matplotlib that needs no window system
CONDA_NAMES = {"matplotlib-base": "matplotlib"}
# The packages whose module has another name
MODULES = {
    "docx": "python-docx",
    "fontTools": "fonttools",
    "lazy_loader": "lazy-loader",
    "python_calamine": "python-calamine",
}


def requirements(*groups: list[str]) -> dict[str, Requirement]:
    return {r.name.lower(): r for group in groups for r in map(Requirement, group)}


def constraints() -> dict[str, Version]:
    lines = (ROOT / "constraints.txt").read_text().split()
    return {name.lower(): Version(version) for name, version in (x.split("==") for x in lines)}


def test_constraints_hold_an_allowed_version_of_every_package():
    extras = PROJECT["optional-dependencies"].values()
    for name, requirement in requirements(PROJECT["dependencies"], *extras).items():
        assert constraints()[name] in requirement.specifier, name


def test_constraints_hold_no_address():
    assert not re.search(r"://|--hash|@", (ROOT / "constraints.txt").read_text())


def test_environment_yml_names_the_same_packages_and_bounds():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    plain = [entry for entry in listed if isinstance(entry, str)]
    conda = {
        CONDA_NAMES.get(r.name, r.name): r.specifier
        for r in map(Requirement, plain)
        if r.name not in ("python", "pip")
    }
    wanted = requirements(PROJECT["dependencies"], PROJECT["optional-dependencies"]["notebooks"])
    assert conda == {name: requirement.specifier for name, requirement in wanted.items()}
    # The font is on PyPI only.
    assert pip == ["-e .[fonts]"]
    assert f"python{PROJECT['requires-python']}" in plain


def test_every_package_that_the_code_imports_is_declared():
    """Each import statement of the package is read; standard and own modules aside."""
    imported = set()
    for path in (ROOT / "linhai_analysis").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.split(".")[0])
    foreign = imported - set(sys.stdlib_module_names) - {"linhai_analysis"}
    extras = PROJECT["optional-dependencies"]
    declared = set(requirements(PROJECT["dependencies"], extras["notebooks"]))
    # An extra of the notebooks brings IPython, under which its widgets run.
    names = {MODULES.get(name, name) for name in foreign - {"IPython"}}
    assert names
    assert names <= declared


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_wheel_holds_the_schema_of_the_review(wheel: Path):
    assert "linhai_analysis/report/review.schema.json" in ZipFile(wheel).namelist()


def test_installed_wheel_works_in_another_environment_and_folder(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The data travel in the wheel; the new environment sees our packages, not our checkout."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True)
    python = tmp_path / "env" / "bin" / "python"
    own, theirs = (
        sysconfig.get_path("purelib"),
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip(),
    )
    (Path(theirs) / "dependencies.pth").write_text(own)
    pip = [python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel]
    subprocess.run(pip, check=True, capture_output=True)
    code = (
        "import linhai_analysis as la; print(la.__file__, la.__version__, la.cagr(1, 4, years=2), "
        "len(la.load_panel('cities')))"
    )
    ran = subprocess.run([python, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    place, version, growth, cities = ran.stdout.split()
    assert place.startswith(theirs)
    assert version == PROJECT["version"]
    assert float(growth) == 1  # 1, 2, 4
    assert int(cities) == 2981
    doubled = {"linhai_13fyp": "hightech_enterprises.t1", "china_13fyp": "pct_applications"}
    for plan, target in doubled.items():
        command = [python.parent / "linhai", "growth", plan, "--json"]
        ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        rates = {row["target_id"]: row["required_cagr"] for row in json.loads(ran.stdout)}
        assert rates[target] == pytest.approx(2**0.2 - 1)
