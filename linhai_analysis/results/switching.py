"""Puts the new files of a folder in the place of the old ones, or takes all of it back.

In ``linhai-unfinished`` stand the new files, the old ones as they are moved aside, and three
manifests: of before, of during the switch, and of after it. They tell how far a run has come.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from linhai_analysis.errors import DataError
from linhai_analysis.results.listing import read_listing
from linhai_analysis.results.standing import MANIFEST, STAGE, has, no_link, remove_empty, stands
from linhai_analysis.words import LANGUAGES, say

NOTE = "READ-ME.txt"
PARTS = {"new", "old", "before", "during", "after", NOTE}


@contextmanager
def staged(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Write what is to be moved in, and what tells how far that has come."""
    stage = folder / STAGE
    note = "\n".join(say("out.unfinished").text(lang) for lang in LANGUAGES)
    try:
        for name, data in {NOTE: f"{note}\n".encode("utf-8-sig"), **files}.items():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).write_bytes(data)
        yield stage
    finally:
        if not _is_half_done(stage):
            shutil.rmtree(stage, ignore_errors=True)


def switch(folder: Path, stage: Path, old: list[str], new: list[str]) -> None:
    """Move the old files aside and the new ones in; undone where anything fails between."""
    moves = [(folder / name, stage / "old" / name) for name in old]
    moves += [(stage / "new" / name, folder / name) for name in new]
    with ExitStack() as undo:
        undo.callback(take_back, folder)
        os.replace(stage / "during", folder / MANIFEST)
        for source, target in moves:
            _move(source, target)
        _remove_empty_in(folder, [*old, *new])
        os.replace(stage / "after", folder / MANIFEST)


def take_back(folder: Path) -> None:
    """Undo a switch that has not come to its end, of this run or of one that was killed.

    Killed itself, it goes on the next time. What was changed since is a user's, and stays.
    """
    stage = folder / STAGE
    if not _is_half_done(stage):
        return
    before, after = (stage / name for name in ("before", "after"))
    first = not before.stat().st_size
    earlier = {} if first else read_listing(before)
    changed = [one for kind, one in read_listing(after).items() if one != earlier.get(kind)]
    new = {name: known for entry in changed for name, known in entry["files"].items()}
    for name, known in new.items():
        if not (stage / "new" / name).exists() and has(folder, name, known):
            _move(folder / name, stage / "new" / name)
    aside = stage / "old"
    for path in sorted(path for path in aside.rglob("*") if path.is_file()):
        if not stands(folder, path.relative_to(aside).as_posix()):
            _move(path, folder / path.relative_to(aside))
    _remove_empty_in(folder, new)
    if first:
        (folder / MANIFEST).unlink(missing_ok=True)
        before.unlink()
    else:
        os.replace(before, folder / MANIFEST)


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(source, target)


def _remove_empty_in(folder: Path, names: Iterable[str]) -> None:
    """Remove the sub folders of these names that hold nothing."""
    parents = {parent for name in names for parent in Path(name).parents} - {Path()}
    remove_empty(folder / parent for parent in sorted(parents, reverse=True))


def mend(folder: Path) -> None:
    """Make a folder whole again in which a run was killed, and take away what it left."""
    stage = folder / STAGE
    no_link(stage)
    if not os.path.lexists(stage):
        return
    if not {path.name for path in stage.iterdir()} <= PARTS:
        raise DataError(say("out.in_the_way", path=str(stage)))
    take_back(folder)
    shutil.rmtree(stage)


def _is_half_done(stage: Path) -> bool:
    """Whether a switch has begun and not ended: one manifest is in place, not yet the last."""
    there = {name: (stage / name).exists() for name in ("before", "during", "after")}
    return there == {"before": True, "during": False, "after": True}
