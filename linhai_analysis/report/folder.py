"""Puts results into a folder: made aside first, then moved into place, never half-written."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from linhai_analysis.errors import DataError

# Without these two an SVG is another file each time it is drawn.
REPRODUCIBLE: Any = {"svg.hashsalt": "linhai_analysis"}
NO_DATE = {"Date": None}


def write_folder(out: Path, index: str, fill: Callable[[Path], dict[str, Any]]) -> list[Path]:
    """Write files into a folder, all or none."""
    if out.exists() and not out.is_dir():
        raise DataError(f"{str(out)!r} is a file; give a folder")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=out.parent) as aside:
            made = Path(aside)
            content = fill(made)
            names = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
            names.append(Path(index))
            content["files"] = [name.as_posix() for name in names]
            text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
            (made / index).write_text(text + "\n", encoding="utf-8")
            return _move(made, out, names, index)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(f"the results cannot be written to {str(out)!r}: {reason}") from None


def save_figure(draw: Callable[[], Any], folder: Path, name: str) -> str:
    """Draw a chart, save it as PNG and SVG, and return the SVG.

    >>> from linhai_analysis import load_plan, plot_coverage
    >>> svg = save_figure(lambda: plot_coverage(load_plan()), Path(tempfile.mkdtemp()), "coverage")
    >>> svg.startswith("<?xml")
    True
    """
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    folder.mkdir(parents=True, exist_ok=True)
    with plt.ioff(), mpl.rc_context(REPRODUCIBLE):
        figure = draw().figure
        figure.savefig(folder / f"{name}.png", dpi=150, metadata={"Software": None})
        figure.savefig(folder / f"{name}.svg", metadata=NO_DATE)
        plt.close(figure)
    return (folder / f"{name}.svg").read_text(encoding="utf-8")


def _move(made: Path, out: Path, names: list[Path], index: str) -> list[Path]:
    """Put the files in place one by one and take away those that only an earlier run had."""
    earlier = _earlier(out / index)
    for name in names:
        # Seen before the first file is replaced: half a result is worse than the earlier one.
        if (out / name).is_dir() or any(path.is_file() for path in (out / name).parents):
            raise OSError(f"{name} is in the way")
    for name in names:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(made / name, out / name)
    for gone in earlier - {name.as_posix() for name in names}:
        (out / gone).unlink(missing_ok=True)
    return [out / name for name in names]


def _earlier(index: Path) -> set[str]:
    """The files that an earlier run says it wrote; none where there was no run."""
    try:
        listed = json.loads(index.read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    # Only names inside the folder: the list is a file that anybody may have edited.
    names = [name for name in listed or [] if isinstance(name, str)]
    return {name for name in names if not Path(name).is_absolute() and ".." not in Path(name).parts}
