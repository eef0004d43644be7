"""The reference: every public name by idea, as the groups of ``__init__.pyi`` have them.

The English pages hold the docstrings; a Chinese page says of each name in a line what it does
(``reference.csv``) and leads to the docstring.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from types import ModuleType

import linhai_analysis as la
from pages.markdown import rows

STUB = Path(la.__file__).with_name("__init__.pyi")
WORDS = {row["name"]: row for row in rows("reference.csv")}
TITLES = {"en": "Reference", "zh": "参考"}
GALLERY = {"en": "Gallery", "zh": "图表一览"}
LEAD = {
    "en": "Every public name, by idea. ``import linhai_analysis as la`` comes first.",
    "zh": "全部公开名称，按用途分组。先写 ``import linhai_analysis as la``；"
    "各名称链接到英文说明，内有参数、返回的列、单位和可手算的例子。",
}


def groups() -> dict[str, list[str]]:
    """The public names under the comments of the stub."""
    found: dict[str, list[str]] = {}
    for line in STUB.read_text(encoding="utf-8").split("__version__: str")[1].splitlines():
        if line.startswith("# "):
            found[line.removeprefix("# ")] = []
        elif match := re.search(r" as (\w+)$", line):
            found[list(found)[-1]].append(match[1])
    return found


def pages(lang: str) -> dict[str, str]:
    """The page of each group, and the one that lists them."""
    written = {}
    for group, names in groups().items():
        text = english(group, names) if lang == "en" else chinese(group, names)
        written[f"reference/{_file(group)}"] = text
    listed = "".join(f"   {Path(name).stem}\n" for name in written)
    title = _title(TITLES[lang])
    return written | {
        "reference/index.rst": f"{title}\n{LEAD[lang]}\n\n.. toctree::\n   :maxdepth: 1\n\n{listed}"
        f"   ../codebook\n   {GALLERY[lang]} <../gallery>\n"
    }


def english(group: str, names: list[str]) -> str:
    """The docstrings of a group below their first lines."""
    listed = "".join(f"   {name}\n" for name in names if documented(name))
    text = f"{_title(group.capitalize())}\n.. currentmodule:: linhai_analysis\n\n"
    text += f".. autosummary::\n   :nosignatures:\n\n{listed}\n"
    return text + "".join(map(entry, names))


def documented(name: str) -> bool:
    """Whether a name is listed with the first line of its docstring: no table, no module."""
    return inspect.isroutine(getattr(la, name)) or inspect.isclass(getattr(la, name))


def entry(name: str) -> str:
    """What makes Sphinx write the docstring of a name."""
    found = getattr(la, name)
    if isinstance(found, dict):
        listed = ", ".join(f"``{one}``" for one in found)
        return f".. py:data:: {name}\n\n   {WORDS[name]['en']}: {listed}.\n\n"
    if inspect.ismodule(found):
        return module_entry(name, found)
    if inspect.isclass(found):
        return f".. autoclass:: {name}\n   :members: {', '.join(methods(found))}\n\n"
    return f".. autofunction:: {name}\n\n"


def module_entry(name: str, module: ModuleType) -> str:
    """A module that can be called is the function that does it; of another its functions."""
    anchor = f'.. raw:: html\n\n   <span id="linhai_analysis.{name}"></span>\n\n'
    if callable(module):
        return f"{anchor}.. autofunction:: linhai_analysis.{name}.panel.{name}\n\n"
    made = (one for one in vars(module).items() if inspect.isfunction(one[1]) and one[0][0] != "_")
    return anchor + "".join(
        f".. autofunction:: linhai_analysis.{name}.{one}\n\n" for one, _ in made
    )


def methods(kind: type) -> list[str]:
    """What can be asked of a class, in the order in which it is written."""
    own = {name: value for name, value in vars(kind).items() if name[0] != "_"}
    asked = (inspect.isfunction, lambda one: isinstance(one, property | classmethod))
    return [n for n, one in own.items() if any(test(one) for test in asked) and inspect.getdoc(one)]


def chinese(group: str, names: list[str]) -> str:
    """A line for each name of a group, with the way to its docstring."""
    page = f"../../reference/{Path(_file(group)).stem}.html"
    lines = [
        f"   * - `{name} <{page}#linhai_analysis.{name}>`__\n     - {WORDS[name]['zh']}\n"
        for name in names
    ]
    title = _title(WORDS[group]["zh"])
    return f"{title}\n.. list-table::\n   :widths: 30 70\n\n{''.join(lines)}"


def missing() -> set[str]:
    """Public names that no page of the reference has, or that have no Chinese line."""
    told = {name for names in groups().values() for name in names}
    return (set(la.__all__) ^ told) | (told - set(WORDS))


def _file(group: str) -> str:
    return group.replace(" ", "_") + ".rst"


def _title(text: str) -> str:
    return f"{text}\n{'=' * 2 * len(text)}\n"
