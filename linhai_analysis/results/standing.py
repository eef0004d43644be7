"""What stands in a folder that is written to: files, links, and what is ours of them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from linhai_analysis.errors import DataError
from linhai_analysis.words import say

MANIFEST, STAGE, LOCK = "linhai-manifest.json", "linhai-unfinished", ".linhai-lock"
OURS = (MANIFEST, STAGE, LOCK)


def check_folder(out: str | Path) -> Path:
    """Refuse what no result can be written to, before anything is computed for it."""
    if not str(out).strip():
        raise DataError(say("out.empty"))
    folder = Path(out)
    check_name(folder)
    no_link(folder)
    for path in (folder, *folder.parents):
        if os.path.exists(path) and not os.path.isdir(path):
            raise DataError(say("out.file", path=str(path)))
    return folder


def check_name(path: Path) -> None:
    """Refuse what the system takes for no name at all."""
    try:
        os.lstat(path)
    except OSError:
        return
    except ValueError:
        raise DataError(say("out.name", path=str(path))) from None


def stands(folder: Path, name: str) -> bool:
    """Whether an ordinary file stands at the name; an error by name where anything else does."""
    path, parts = folder, name.split("/")
    for depth, part in enumerate(parts, start=1):
        path = path / part
        no_link(path)
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            return False
        if depth < len(parts) and not stat.S_ISDIR(mode):
            raise DataError(say("out.not_folder", path=str(path)))
        if depth == len(parts) and not stat.S_ISREG(mode):
            raise DataError(say("out.in_the_way", path=str(path)))
    return True


def no_link(path: Path) -> None:
    """Refuse a link: what it leads to is not ours."""
    if os.path.islink(path):
        raise DataError(say("out.link", path=str(path)))


def has(folder: Path, name: str, known: str) -> bool:
    """Whether the file is there with the content that the manifest knows."""
    try:
        return stands(folder, name) and digest(folder / name) == known
    except DataError:
        return False


def digest(path: Path) -> str:
    """The hash by which a file of ours is known."""
    return sha256(path.read_bytes()).hexdigest()


@contextmanager
def made_folder(folder: Path) -> Iterator[None]:
    """Make the folder where it is missing; take it away again where the run fails."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        remove_empty(made)


def remove_empty(folders: Iterable[Path]) -> None:
    """Remove the folders that hold nothing; the others stay."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
