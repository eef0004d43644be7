"""Writes a result, or one new file: whole or not at all, and nothing else is touched."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any

from linhai_analysis.errors import DataError
from linhai_analysis.filenames import check_names
from linhai_analysis.results.listing import listing_bytes, read_listing
from linhai_analysis.results.locking import locked
from linhai_analysis.results.standing import (
    MANIFEST,
    OURS,
    STAGE,
    check_folder,
    check_name,
    digest,
    has,
    made_folder,
    stands,
)
from linhai_analysis.results.switching import mend, staged, switch
from linhai_analysis.words import Sentence, known, say


def write_result(
    out: str | Path,
    kind: str,
    files: Mapping[str, bytes],
    inputs: Iterable[str | Path] = (),
    own: bool = False,
) -> list[Path]:
    """Write the files (names with ``/`` for sub folders) of one kind of result, all or none.

    Hand `out` over as it was typed: ``Path("")`` would be the current folder. A folder of the
    program itself, where nothing is a user's, is its `own`: these names are replaced there.

    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> [path.name for path in write_result(folder, "review", {"a.txt": b"a"})]
    ['a.txt']
    >>> sorted(os.listdir(folder))
    ['a.txt', 'linhai-manifest.json']
    """
    folder = check_folder(out)
    check_names(files, OURS)
    try:
        with made_folder(folder), locked(folder):
            _write(folder, kind, files, inputs, own)
    except OSError as error:
        told = {"kind": _kind_word(kind), "path": str(out), "reason": of_system(error)}
        raise DataError(say("out.failed", **told)) from None
    return [folder / name for name in files]


def _kind_word(kind: str) -> Sentence | str:
    """A kind of result as people call it; of others its own name."""
    return say(f"result.{kind}") if known(f"result.{kind}") else kind


def of_system(error: OSError) -> Sentence | str:
    """Why the system did not write, and of which file."""
    key = f"system.{errno.errorcode.get(error.errno or 0, '')}"
    why = say(key) if known(key) else error.strerror or str(error)
    named = isinstance(error.filename, str)
    return say("out.of_file", why=why, file=Path(error.filename).name) if named else why


def _write(
    folder: Path, kind: str, files: Mapping[str, bytes], inputs: Iterable[str | Path], own: bool
) -> None:
    """Check, stage and switch; the lock is held."""
    mend(folder)
    there = stands(folder, MANIFEST)
    others = read_listing(folder / MANIFEST) if there else {}
    earlier = others.pop(kind, {})
    listed = {pair for part in ("files", "earlier") for pair in earlier.get(part, {}).items()}
    if own:
        listed |= {(name, digest(folder / name)) for name in files if stands(folder, name)}
    ours = {name: hashed for name, hashed in sorted(listed) if has(folder, name, hashed)}
    taken = {name: other for other, entry in others.items() for name in entry["files"]}
    _refuse(folder, files, ours, taken, inputs)
    hashes = {name: sha256(data).hexdigest() for name, data in files.items()}
    ended: dict[str, Any] = {"complete": True, "files": hashes}
    parts = {f"new/{name}": data for name, data in files.items()} | {
        "during": listing_bytes({**others, kind: {**ended, "complete": False, "earlier": ours}}),
        "after": listing_bytes({**others, kind: ended}),
        # The last: with it the switch may begin.
        "before": (folder / MANIFEST).read_bytes() if there else b"",
    }
    with staged(folder, parts) as stage:
        switch(folder, stage, list(ours), list(files))


def _refuse(
    folder: Path,
    files: Iterable[str],
    ours: Iterable[str],
    taken: Mapping[str, str],
    inputs: Iterable[str | Path],
) -> None:
    """Refuse by name what must not be replaced or removed."""
    read = [*inputs]
    for name in sorted({*files, *ours}):
        path, there = str(folder / name), stands(folder, name)
        if any(_is_same(path, source) for source in read):
            why = say("out.is_input" if there else "out.would_be_input")
        elif not there:
            continue
        elif name in taken:
            why = say("out.belongs", kind=_kind_word(taken[name]))
        elif name not in ours:
            why = say("out.changed")
        else:
            continue
        raise DataError(say("out.refused", path=path, why=why))


def _is_same(path: str, source: str | Path) -> bool:
    """Whether two names lead to one file, also one that is not there yet."""
    if os.path.exists(path) and os.path.exists(source):
        return os.path.samefile(path, source)
    return os.path.realpath(path) == os.path.realpath(source)


def write_new(path: Path, data: bytes) -> Path:
    """Write one file for people to fill in, whole or not at all, where none stands."""
    check_name(path)
    stage = path.with_name(f".{STAGE}-{path.name}")
    folder = check_folder(path.parent)
    try:
        with made_folder(folder), locked(folder), ExitStack() as undo:
            # What a killed run has left, or a link.
            stage.unlink(missing_ok=True)
            undo.callback(stage.unlink, missing_ok=True)
            stage.write_bytes(data)
            _take_name(stage, path)
    except FileExistsError:
        raise DataError(say("new.exists", file=str(path))) from None
    except OSError as error:
        raise DataError(
            say("new.cannot", file=str(path), reason=of_system(OSError(*error.args[:2])))
        ) from None
    return path


def _take_name(stage: Path, path: Path) -> None:
    """Give a whole file its name, or fail where somebody has it."""
    try:
        os.link(stage, path)
    except FileExistsError:
        raise
    except OSError:
        # A disk without hard links: between these two a kill leaves an empty file.
        path.open("xb").close()
        with ExitStack() as undo:
            undo.callback(path.unlink)
            os.replace(stage, path)
            undo.pop_all()
