"""The one way in which a result gets onto the disk: whole, and never over what is not ours.

All files of a result are made in memory first. ``linhai-manifest.json`` in the folder lists, per
kind of result, the files with their hashes: only a listed file that still has its hash is
replaced or removed; whatever else is in the way is refused by name before a byte is written.

The switch happens inside the folder, under a lock, so it works on a mount root, in the current
folder and beside files of the user alike. The new files are written into ``.linhai-writing``
(a full disk ends here, with the old result untouched). Then the manifest says
``"complete": false``, all old files are moved aside, all new ones are moved in, and the final
manifest comes last. An error or Ctrl-C between undoes the moves. A killed run leaves the old
result, the new one, or a part of one of them that the manifest calls incomplete; never a mixture.
It also leaves both lists of hashes, by which the next run knows what is ours and mends it.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from linhai_analysis.errors import DataError
from linhai_analysis.filenames import check_names, is_inside
from linhai_analysis.words import Sentence, known, say

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

MANIFEST, STAGE, LOCK = "linhai-manifest.json", ".linhai-writing", ".linhai-lock"
OURS = (MANIFEST, STAGE, LOCK)
WAIT = 60.0  # seconds until a run no longer waits for another one in the same folder


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
        with _folder(folder), _lock(folder):
            _write(folder, kind, files, inputs, own)
    except OSError as error:
        told = {"kind": _kind_word(kind), "path": str(out), "reason": _of_system(error)}
        raise DataError(say("out.failed", **told)) from None
    return [folder / name for name in files]


def _kind_word(kind: str) -> Sentence | str:
    """A kind of result as people call it; of others its own name."""
    return say(f"result.{kind}") if known(f"result.{kind}") else kind


def _of_system(error: OSError) -> Sentence | str:
    """Why the system did not write, and of which file."""
    key = f"system.{errno.errorcode.get(error.errno or 0, '')}"
    why = say(key) if known(key) else error.strerror or str(error)
    named = isinstance(error.filename, str)
    return say("out.of_file", why=why, file=Path(error.filename).name) if named else why


def check_folder(out: str | Path) -> Path:
    """Refuse what no result can be written to, before anything is computed for it."""
    if not str(out).strip():
        raise DataError(say("out.empty"))
    folder = Path(out)
    _no_link(folder)
    for path in (folder, *folder.parents):
        if os.path.exists(path) and not os.path.isdir(path):
            raise DataError(say("out.file", path=str(path)))
    return folder


def _write(
    folder: Path, kind: str, files: Mapping[str, bytes], inputs: Iterable[str | Path], own: bool
) -> None:
    """Check, stage and switch; the lock is held."""
    others, listed, taken = _read_manifest(folder, kind)
    if own:
        listed |= {(name, _hash(folder / name)) for name in files if _stands(folder, name)}
    ours = {name: known for name, known in sorted(listed) if _has(folder, name, known)}
    _refuse(folder, files, ours, taken, inputs)
    hashes = {name: sha256(data).hexdigest() for name, data in files.items()}
    during = {"complete": False, "files": hashes, "earlier": ours}
    staged = {f"new/{name}": data for name, data in files.items()}
    staged["during"] = _manifest({**others, kind: during})
    staged["after"] = _manifest({**others, kind: {"complete": True, "files": hashes}})
    if (folder / MANIFEST).exists():
        staged["before"] = (folder / MANIFEST).read_bytes()
    stage = folder / STAGE
    _no_link(stage)
    if os.path.lexists(stage):
        shutil.rmtree(stage)
    try:
        for name, data in staged.items():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).write_bytes(data)
        _switch(folder, stage, list(ours), list(files))
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        parents = {parent for name in (*ours, *files) for parent in Path(name).parents}
        _remove_empty(folder / parent for parent in sorted(parents - {Path()}, reverse=True))


def _switch(folder: Path, stage: Path, old: list[str], new: list[str]) -> None:
    """Move the old files aside and the new ones in; undone where anything fails between."""
    moves = [(folder / name, stage / "old" / name) for name in old]
    moves += [(stage / "new" / name, folder / name) for name in new]
    for _, target in moves:
        target.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as undo:
        if (stage / "before").exists():
            undo.callback(os.replace, stage / "before", folder / MANIFEST)
        else:
            undo.callback((folder / MANIFEST).unlink, missing_ok=True)
        os.replace(stage / "during", folder / MANIFEST)
        for source, target in moves:
            os.replace(source, target)
            undo.callback(os.replace, target, source)
        os.replace(stage / "after", folder / MANIFEST)
        undo.pop_all()


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
        path, stands = str(folder / name), _stands(folder, name)
        if any(_is_same(path, source) for source in read):
            why = say("out.is_input" if stands else "out.would_be_input")
        elif not stands:
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


def _stands(folder: Path, name: str) -> bool:
    """Whether an ordinary file stands at the name; an error by name where anything else does."""
    path, parts = folder, name.split("/")
    for depth, part in enumerate(parts, start=1):
        path = path / part
        _no_link(path)
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            return False
        if depth < len(parts) and not stat.S_ISDIR(mode):
            raise DataError(say("out.not_folder", path=str(path)))
        if depth == len(parts) and not stat.S_ISREG(mode):
            raise DataError(say("out.in_the_way", path=str(path)))
    return True


def _no_link(path: Path) -> None:
    """Refuse a link: what it leads to is not ours."""
    if os.path.islink(path):
        raise DataError(say("out.link", path=str(path)))


def _has(folder: Path, name: str, known: str) -> bool:
    """Whether the file is there with the content that the manifest knows."""
    try:
        return _stands(folder, name) and _hash(folder / name) == known
    except DataError:
        return False


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _manifest(results: Mapping[str, Any]) -> bytes:
    """The text of a manifest; the same results give the same bytes."""
    content = {"made_by": "linhai_analysis", "results": results}
    return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()


def _read_manifest(
    folder: Path, kind: str
) -> tuple[dict[str, Any], set[tuple[str, str]], dict[str, str]]:
    """The other kinds as they stand, the names with hashes of this one, who has which name."""
    if not _stands(folder, MANIFEST):
        return {}, set(), {}
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        if content["made_by"] != "linhai_analysis":
            raise ValueError(content["made_by"])
        others = {**content["results"]}
        own = others.pop(kind, {})
        pairs = [pair for part in ("files", "earlier") for pair in own.get(part, {}).items()]
        taken = {name: other for other, entry in others.items() for name in entry["files"]}
        return others, {(name, str(known)) for name, known in pairs if is_inside(name, OURS)}, taken
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        path = str(folder / MANIFEST)
        raise DataError(say("out.manifest", path=path)) from None


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """Make the folder where it is missing; take it away again where the run fails."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        _remove_empty(made)


def _remove_empty(folders: Iterable[Path]) -> None:
    """Remove the folders that hold nothing; the others stay."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Let one run at a time into the folder; the system frees the lock of a killed one."""
    path, end = folder / LOCK, time.monotonic() + WAIT
    while True:
        _stands(folder, LOCK)
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            if _try_lock(file, path):
                try:
                    yield
                finally:
                    if sys.platform == "win32":  # which removes no open file
                        file.close()
                    with suppress(OSError):
                        path.unlink()
                return
        if time.monotonic() > end:
            raise DataError(say("out.busy", path=str(folder)))
        time.sleep(0.02)


def _try_lock(file: IO[bytes], path: Path) -> bool:
    """Whether the lock was free; on a file system that has no locks it always is."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
    try:
        # A file that its last holder has removed since keeps nobody out.
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def write_new(path: Path, data: bytes) -> Path:
    """Write one file for people to fill in, whole or not at all, where none stands."""
    stage = path.with_name(f"{STAGE}-{path.name}")
    try:
        with _folder(check_folder(path.parent)), ExitStack() as undo:
            undo.callback(stage.unlink, missing_ok=True)
            stage.write_bytes(data)
            # Takes the name, or fails where somebody has it.
            path.open("xb").close()
            undo.callback(path.unlink)
            os.replace(stage, path)
            undo.pop_all()
    except FileExistsError:
        raise DataError(say("new.exists", file=str(path))) from None
    except OSError as error:
        raise DataError(
            say("new.cannot", file=str(path), reason=_of_system(OSError(*error.args[:2])))
        ) from None
    return path
