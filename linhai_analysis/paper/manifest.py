"""From what a paper was made, and the command that makes it again."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from os import PathLike
from typing import Any

from linhai_analysis.bureau.files import files_of
from linhai_analysis.filenames import shown_name
from linhai_analysis.plan import PlanLike
from linhai_analysis.plan.load import find_plan
from linhai_analysis.sheets.opening import file_bytes


def made_from(plans: Sequence[PlanLike], options: Mapping[str, Any]) -> dict[str, Any]:
    """The version, the command, its options, and every file that was read, with its hash.

    There is no command where a plan or scenarios were handed over in memory.

    >>> made = made_from(["china_13fyp"], {"lang": "zh", "year": None, "scenarios": None})
    >>> " ".join(made["command"]), made["inputs"][0]["file"]
    ('linhai paper china_13fyp --out paper --lang zh', 'facts.csv')
    """
    read = [plan for plan in plans if isinstance(plan, str | PathLike)]
    told = len(read) == len(plans) and options["scenarios"] is None
    return {
        "made_by": "linhai_analysis",
        "version": version("linhai-analysis"),
        "command": _command(read, options) if told else None,
        "inputs": [file for plan in read for file in _hashes(plan)],
    }


def _command(plans: Sequence[str | PathLike[str]], options: Mapping[str, Any]) -> list[str]:
    """The words of the command line; the folder to write to may have any name."""
    first, *others = map(_typed, plans)
    words = ["linhai", "paper", first, "--out", "paper"]
    for other in others:
        words += ["--with", other]
    for name, value in options.items():
        if value is True:
            words.append(f"--{name}")
        elif value is not None and value is not False:
            words += [f"--{name}", str(value)]
    return words


def _typed(plan: str | PathLike[str]) -> str:
    """A plan as a command line names it; a path is never the name of a plan that ships."""
    return shown_name(plan if isinstance(plan, str) else os.path.join(os.curdir, plan))


def _hashes(plan: str | PathLike[str]) -> list[dict[str, str]]:
    return [
        {
            "plan": _typed(plan),
            "file": shown_name(file.name),
            "sha256": sha256(file_bytes(file)).hexdigest(),
        }
        for file in files_of(find_plan(plan))
    ]
