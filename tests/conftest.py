"""What tests share: one written review of Linhai a language, for all workers."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import linhai_analysis as la


@pytest.fixture(scope="session")
def review_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of the review of 2017, which whoever comes first writes and all others read."""
    root = tmp_path_factory.getbasetemp()
    # Under xdist each worker has a folder of its own inside that of the run.
    root = root.parent if root.name.startswith("popen-") else root

    @cache
    def shared(lang: str) -> Path:
        out, done = root / f"shared-{lang}" / "review", root / f"shared-{lang}" / "done"
        try:
            out.parent.mkdir()
        except FileExistsError:
            for _ in range(600):
                if done.exists():
                    return out
                time.sleep(0.2)
            raise AssertionError(f"another worker's review is not in {out}") from None
        la.build_review(la.load_plan(), year=2017, lang=lang).write(out)
        done.touch()
        return out

    return shared


@pytest.fixture
def no_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts and font left out, where they are not what is tested."""
    monkeypatch.setattr(
        "linhai_analysis.report.figures.pictures",
        lambda draw: {"png": b"\x89PNG", "svg": b"<svg/>"},
    )
    monkeypatch.setattr("linhai_analysis.report.html.font_face", lambda text: "")
