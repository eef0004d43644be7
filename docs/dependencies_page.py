"""Writes the page of what is installed with the library: each package and its licence.

python docs/dependencies_page.py           # docs/dependencies.md
python docs/dependencies_page.py --pins    # the same packages with their versions, to install
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dependencies.md"
# What people install: the library with its font, and what the notebooks need beside it.
PARTS = ("library", "notebooks")
# The same list on every machine.
SYSTEM = {"python_version": "3.11", "python_full_version": "3.11.0", "sys_platform": "linux"}
SYSTEM |= {"platform_system": "Linux", "os_name": "posix", "implementation_name": "cpython"}
SYSTEM |= {"platform_python_implementation": "CPython", "platform_machine": "x86_64"}
# What older packages write, and what it is called.
SPELT = [(rf"^{name}$", name) for name in ("BSD-2-Clause", "BSD-3-Clause", "MPL-2.0")]
SPELT += [("2-[Cc]lause", "BSD-2-Clause"), ("3-[Cc]lause", "BSD-3-Clause"), ("BSD", "BSD")]
SPELT += [("Apache", "Apache-2.0"), ("MIT", "MIT"), ("ISC", "ISC"), ("OFL", "OFL-1.1")]
SPELT += [("Mozilla.*2.0", "MPL-2.0"), ("PSF|Python Software Foundation", "PSF")]
INTRODUCTION = """# What is installed

<!-- Written by docs/dependencies_page.py. -->

The code is under the MIT licence. It needs the packages below, which pip or conda fetches; none of
them is copied into it. Their licences are those that they declare. All permit use, change and
passing on, commercially too; of what is under MPL-2.0 (a file that is changed stays under it) and
OFL-1.1 (a font is not sold by itself) nothing is changed here. `make sbom` lists the packages of
the library with their versions for programs (CycloneDX); `make audit` asks over the network
for known vulnerabilities of all that is pinned.

| package | for | licence |
|---|---|---|
"""


def needed() -> dict[str, str]:
    """Every package that has to be there, with the part that needs it first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    first = [*project["dependencies"], *extras["fonts"]]
    found: dict[str, str] = {}
    for part, given in zip(PARTS, (first, extras["notebooks"]), strict=True):
        _add(found, part, given)
    return dict(sorted(found.items()))


def _add(
    found: dict[str, str], part: str, given: Iterable[str], extras: Iterable[str] = ()
) -> None:
    """Put packages, and those that they need, under a part."""
    for one in map(Requirement, given):
        name, asked = canonicalize_name(one.name), ("", *extras)
        marker = one.marker
        if marker and not any(marker.evaluate({**SYSTEM, "extra": extra}) for extra in asked):
            continue
        if name not in found:
            found[name] = part
            _add(found, part, distribution(name).requires or [], one.extras)


def licence(name: str) -> str:
    """The licence that a package declares, in the words of its metadata."""
    about = distribution(name).metadata
    if about["License-Expression"]:
        return str(about["License-Expression"])
    kinds = [one for one in about.get_all("Classifier") or [] if one.startswith("License ::")]
    # Some give the whole text of it.
    said = str(about["License"] or "").strip()
    told = said if "\n" not in said and said not in ("", "UNKNOWN") else kinds[0]
    return next((name for pattern, name in SPELT if re.search(pattern, told)), told)


def page() -> str:
    """The page."""
    parts = sorted(needed().items(), key=lambda pair: PARTS.index(pair[1]))
    rows = (f"| {name} | {part} | {licence(name)} |\n" for name, part in parts)
    return INTRODUCTION + "".join(rows)


if __name__ == "__main__":
    if "--pins" in sys.argv:
        of_library = [name for name, part in needed().items() if part == PARTS[0]]
        print("\n".join(f"{name}=={distribution(name).version}" for name in of_library))
    else:
        PAGE.write_text(page(), encoding="utf-8")
