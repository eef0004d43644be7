"""The project installs, and says the same thing in its three lists of packages."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import tarfile
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
# Licences that permit what the MIT licence does; of these MPL and OFL keep files of their own as
# they are.
LICENCES = {"0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT"}
LICENCES |= {"MIT-0", "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF", "PSF-2.0", "Zlib"}
CACHES = (".?*_cache", ".hypothesis", ".venv", ".git", "__pycache__", "out", "dist", "work")
# The packages whose module has another name
MODULES = {
    "docx": "python-docx",
    "fontTools": "fonttools",
    "lazy_loader": "lazy-loader",
    "python_calamine": "python-calamine",
}


def requirements(*groups: list[str]) -> dict[str, Requirement]:
    return {r.name.lower(): r for group in groups for r in map(Requirement, group)}


def constraints(name: str = "constraints.txt") -> dict[str, Version]:
    lines = (ROOT / name).read_text().split()
    return {name.lower(): Version(version) for name, version in (x.split("==") for x in lines)}


def test_constraints_hold_an_allowed_version_of_every_package():
    extras = PROJECT["optional-dependencies"].values()
    for name, requirement in requirements(PROJECT["dependencies"], *extras).items():
        assert constraints()[name] in requirement.specifier, name


def test_lowest_constraints_hold_the_bounds_themselves():
    """Not one release more than a bound says, so that `make lowest` tests the bound."""
    lowest = constraints("constraints-lowest.txt")
    for name, requirement in requirements(PROJECT["dependencies"]).items():
        [bound] = requirement.specifier
        assert lowest[name] == Version(bound.version), name


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-lowest.txt"])
def test_constraints_hold_no_address(name):
    assert not re.search(r"://|--hash|@", (ROOT / name).read_text())


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


def test_wheel_holds_the_data_and_no_test(wheel: Path):
    names = ZipFile(wheel).namelist()
    assert "linhai_analysis/data/processed/linhai_13fyp/targets.csv" in names
    assert "linhai_analysis/data/raw/sources.csv" in names
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"linhai_analysis"}
    assert not [name for name in names if "tests/" in name or "/test_" in name]


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What is built in two folders, whose files have other dates and rights."""
    skipped = shutil.ignore_patterns(*CACHES)
    made = []
    for name, mode, hour in (("one", 0o644, 1_500_000_000), ("work/other", 0o600, 1_700_000_001)):
        folder = tmp_path_factory.mktemp("built") / name
        shutil.copytree(ROOT, folder, ignore=skipped)
        for path in folder.rglob("*"):
            path.chmod(mode | 0o111 * path.is_dir())
            os.utime(path, (hour, hour))
        command = [sys.executable, "-m", "hatchling", "build", "-d", "made"]
        clock = {"TZ": "Asia/Shanghai" if made else "UTC"}
        subprocess.run(command, cwd=folder, check=True, capture_output=True, env=os.environ | clock)
        made.append(folder / "made")
    return made


def test_two_builds_are_the_same_bytes(twice: list[Path]):
    one, other = ({path.name: path.read_bytes() for path in made.iterdir()} for made in twice)
    assert sorted(name.rpartition(".")[2] for name in one) == ["gz", "whl"]
    assert one == other


def test_source_archive_holds_what_its_tests_need_and_nothing_else(twice: list[Path]):
    """Everything that is kept beside the code, but no cache of a tool."""
    with tarfile.open(next(twice[1].glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    first = {name.partition("/")[0] for name in names}
    beside = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert first == (beside - {"out", "dist", "work", "mutants"}) | {
        ".ci",
        ".gitignore",
        "PKG-INFO",
    }
    assert {"tests/conftest.py", "tests/files/old.xls", "docs/sources.bib", ".ci/run"} <= names


def test_licences_allow_what_ours_does():
    """Each package that has to be there stands in the list, under a licence that is known."""
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z0-9-]+) \| (?:library|notebooks) \| (.+) \|$", page, re.MULTILINE)
    listed = dict(rows)
    extras = PROJECT["optional-dependencies"]
    assert set(requirements(PROJECT["dependencies"], extras["fonts"], extras["notebooks"])) <= {
        *listed
    }
    for name, licence in listed.items():
        assert {*re.split(" AND | OR ", licence)} <= LICENCES, name
        assert name in constraints()


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


def test_no_test_asks_for_another_machine():
    """The guard itself; 192.0.2.1 is an address that nobody has (RFC 5737)."""
    with (
        socket.socket() as asking,
        pytest.raises(AssertionError, match="asks for the network"),
    ):
        asking.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match="asks for the network"):
        socket.create_connection(("example.org", 80))
