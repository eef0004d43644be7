"""One run at a time in a folder."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from linhai_analysis.errors import DataError
from linhai_analysis.results.standing import LOCK, stands
from linhai_analysis.words import say

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

WAIT = 60.0  # seconds until a run no longer waits for another one in the same folder


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one run at a time into the folder; the system frees the lock of a killed one."""
    path, end = folder / LOCK, time.monotonic() + WAIT
    while True:
        if stands(folder, LOCK) and path.stat().st_size:
            # Ours is empty.
            raise DataError(say("out.in_the_way", path=str(path)))
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
