"""Goes through a door of the library or the command, and sees that nothing is amiss behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner

import linhai_analysis as la
from linhai_analysis.cli import main
from linhai_analysis.errors import told
from linhai_analysis.targets.figures import UnreadError

REFUSED = (la.DataError, la.UnknownNameError, UnreadError)


class FoundError(AssertionError):
    """What must not be."""


def snapshot(folder: Path) -> dict[str, bytes]:
    """What a folder holds."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def run(folder: Path, args: list[str]) -> None:
    """Run a command line in a folder and see that it told what was wrong, or worked."""
    before = snapshot(folder)
    result = CliRunner().invoke(main, args)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    if result.exit_code not in (0, 2):
        raise FoundError(f"{args} ended with {result.exit_code}")
    if result.exit_code == 2 and not result.stderr.strip():
        raise FoundError(f"{args} was refused without a word")
    unharmed(args, before, snapshot(folder), refused=result.exit_code == 2)


def unharmed(
    args: list[str], before: dict[str, bytes], after: dict[str, bytes], refused: bool
) -> None:
    """See that what was there is as it was, and nothing new where the command was refused."""
    if changed := [name for name in before if after.get(name) != before[name]]:
        raise FoundError(f"{args} changed {changed}")
    if refused and (new := after.keys() - before.keys()):
        raise FoundError(f"{args} was refused and left {sorted(new)}")


def asked(call: Callable, *given: Any, **named: Any) -> Any:
    """Call a function, and read what it says where it refuses."""
    try:
        return call(*given, **named)
    except REFUSED as error:
        if not all(told(error, lang).strip() for lang in ("en", "zh")):
            raise FoundError(f"{call} was refused without a word") from error
        return None
