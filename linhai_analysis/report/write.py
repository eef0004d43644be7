"""Writes a review: files made aside first, then moved into place."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from linhai_analysis.charts import plot_coverage, plot_milestones, plot_required_growth
from linhai_analysis.errors import DataError
from linhai_analysis.report.contents import Contents
from linhai_analysis.report.page import page
from linhai_analysis.tables import write_csv
from linhai_analysis.words import word

# Is told the name of each step.
Progress = Callable[[str], None]

# Without these two an SVG is another file each time it is drawn.
REPRODUCIBLE: Any = {"svg.hashsalt": "linhai_analysis"}
NO_DATE = {"Date": None}


def write_review(review: Contents, out: Path, progress: Progress) -> list[Path]:
    """Write all files of a review.

    Parameters
    ----------
    review : Contents
    out : Path
    progress : callable
        Is told the name of each step.

    Returns
    -------
    list of Path
        The files in `out`.

    Raises
    ------
    DataError
        Where `out` is a file or cannot be written.

    Examples
    --------
    >>> from linhai_analysis import build_review, load_plan
    >>> folder = Path(tempfile.mkdtemp())
    >>> len(write_review(build_review(load_plan()), folder, print)) > 20  # doctest: +ELLIPSIS
    figures
    ...
    True
    """
    if out.exists() and not out.is_dir():
        raise DataError(f"{str(out)!r} is a file; give a folder")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".review-", dir=out.parent) as aside:
            made = Path(aside)
            progress("figures")
            figures = draw_figures(review, made / "figures")
            progress("tables")
            for name, table in review.tables.items():
                write_csv(table, made / "tables" / f"{name}.csv")
            progress("page")
            (made / "review.html").write_text(page(review, figures), encoding="utf-8")
            names = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
            names.append(Path("review.json"))
            (made / "review.json").write_text(_json(review, names), encoding="utf-8")
            return _move(made, out, names)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(f"the review cannot be written to {str(out)!r}: {reason}") from None


def draw_figures(review: Contents, folder: Path) -> dict[str, str]:
    """Draw the charts of a review as PNG and SVG.

    Parameters
    ----------
    review : Contents
    folder : Path

    Returns
    -------
    dict of str to str
        The SVG of each chart by its name: required_growth, coverage, milestones_<indicator>.

    Examples
    --------
    >>> from linhai_analysis import build_review, load_plan
    >>> drawn = draw_figures(build_review(load_plan()), Path(tempfile.mkdtemp()))
    >>> sum(name.startswith("milestones_") for name in drawn)  # 4 with a baseline, 1 increment
    5
    """
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    plan, lang, growth = review.plan, review.lang, review.tables["required_growth"]
    path = review.tables["milestones"]
    charts: dict[str, Callable[[], Any]] = {
        "required_growth": lambda: plot_required_growth(plan, growth, lang=lang),
        "coverage": lambda: plot_coverage(plan, lang=lang),
    }
    for name in path.loc[path["linear"].notna(), "indicator"].unique():
        charts[f"milestones_{name}"] = partial(plot_milestones, plan, name, path, lang=lang)
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {}
    for name, draw in charts.items():
        with plt.ioff(), mpl.rc_context(REPRODUCIBLE):
            figure = draw().figure
            figure.savefig(folder / f"{name}.png", dpi=150, metadata={"Software": None})
            figure.savefig(folder / f"{name}.svg", metadata=NO_DATE)
            plt.close(figure)
        drawn[name] = (folder / f"{name}.svg").read_text(encoding="utf-8")
    return drawn


def _json(review: Contents, names: list[Path]) -> str:
    """Everything in numbers, for other programs; a missing one is null."""
    content: dict[str, Any] = {
        "plan": review.plan.name,
        "title": review.plan.title(review.lang),
        "language": review.lang,
        "year": review.year,
        "as_of": review.as_of,
        "summary": review.summary(),
        "note": word("review.note", review.lang),
        "assumed_baselines": dict(review.baselines),
    }
    for name, table in review.tables.items():
        content[name] = json.loads(table.to_json(orient="records", double_precision=15))
    content["files"] = [path.as_posix() for path in names]
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _move(made: Path, out: Path, names: list[Path]) -> list[Path]:
    """Put the files in place one by one and take away those that only an earlier review had."""
    earlier = _earlier(out)
    for name in names:
        # Seen before the first file is replaced: half a review is worse than the earlier one.
        if (out / name).is_dir() or any(p.is_file() for p in (out / name).parents):
            raise OSError(f"{name} is in the way")
    for name in names:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(made / name, out / name)
    for gone in earlier - {name.as_posix() for name in names}:
        (out / gone).unlink(missing_ok=True)
    return [out / name for name in names]


def _earlier(out: Path) -> set[str]:
    """The files that an earlier review says it wrote; none where there was no review."""
    try:
        listed = json.loads((out / "review.json").read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    # Only names inside the folder: the list is a file that anybody may have edited.
    names = [name for name in listed or [] if isinstance(name, str)]
    return {name for name in names if not Path(name).is_absolute() and ".." not in Path(name).parts}
