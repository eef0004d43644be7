"""One written review of Linhai a language, for all workers: drawing takes seconds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import linhai_analysis as la


def shared_review(factory: pytest.TempPathFactory, lang: str, year: int = 2017) -> Path:
    """The folder of a review that whoever comes first writes and all others read."""
    root = factory.getbasetemp()
    # Under xdist each worker has a folder of its own inside that of the run.
    root = root.parent if root.name.startswith("popen-") else root
    out, done = root / f"shared-{lang}" / "review", root / f"shared-{lang}" / "done"
    try:
        out.parent.mkdir()
    except FileExistsError:
        for _ in range(600):
            if done.exists():
                return out
            time.sleep(0.2)
        raise AssertionError(f"the review that another worker writes is not in {out}") from None
    la.build_review(la.load_plan(), year=year, lang=lang).write(out)
    done.touch()
    return out
