"""The review of a plan: assembles the contents and has them written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from linhai_analysis.arguments import check_year
from linhai_analysis.growth import milestones, required_growth, still_required
from linhai_analysis.growth.facts import derived_facts
from linhai_analysis.plan import Plan
from linhai_analysis.progress import CutOffs, assess_progress, scorecard
from linhai_analysis.reference import ambition
from linhai_analysis.report.contents import Contents
from linhai_analysis.report.write import Progress, write_review
from linhai_analysis.words import check_language


@dataclass(frozen=True, repr=False)
class Review(Contents):
    """A review of a plan, ready to be written; see :class:`Contents` for what it holds.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> sorted(build_review(load_plan()).tables)[:2]
    ['ambition', 'citations']
    """

    def write(self, out: str | Path, progress: Progress | None = None) -> list[Path]:
        """Write the review into a folder.

        Everything is made in a folder aside first and then moved into place, so that a review
        is never half-written. Files of an earlier review are replaced; others are left alone.

        Parameters
        ----------
        out : str or Path
            The folder; it is made where it does not exist.
        progress : callable, optional
            Is told the name of each step.

        Returns
        -------
        list of Path
            The files: ``review.html`` (self-contained), ``review.json``, ``tables/*.csv``,
            ``figures/*.png`` and ``figures/*.svg``.

        Raises
        ------
        DataError
            Where `out` is a file or cannot be written.

        Examples
        --------
        >>> import tempfile
        >>> from linhai_analysis import load_plan
        >>> paths = build_review(load_plan()).write(tempfile.mkdtemp())
        >>> "review.html" in {path.name for path in paths}
        True
        """
        return write_review(self, Path(out), progress or (lambda step: None))


def build_review(
    plan: Plan,
    year: int | None = None,
    lang: str = "en",
    as_of: str = "",
    baselines: Mapping[str, float] | None = None,
    tol: float | None = None,
    cut_offs: CutOffs | None = None,
) -> Review:
    """Assemble the review of a plan.

    Parameters
    ----------
    plan : Plan
    year : int, optional
        Of the review: the scorecard looks at no later figure, and the growth still required is
        added. Where left out, the scorecard is of the last year with a figure.
    lang : {"en", "zh"}
    as_of : str, optional
        The date that the review bears. It is never taken from the clock, so the same data
        give the same review.
    baselines : mapping of str to float, optional
        Assumed base values by indicator, marked as assumed everywhere.
    tol : float, optional
        How far progress may lie from the schedule and still be as expected; 0.05, five points.
    cut_offs : mapping of str to sequence of float, optional
        By rule, instead of its own.

    Returns
    -------
    Review

    Raises
    ------
    DataError
        Where the language is not known, or `year` is before the plan.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> build_review(load_plan(), year=2017).tables["still_required"]["base_year"].max().item()
    2016
    """
    check_language(lang)
    year = None if year is None else check_year("year", year)
    seen = last_figure(plan) if year is None else year
    given: dict[str, Any] = {
        "baselines": baselines,
        "tol": tol,
        "cut_offs": cut_offs,
        "lang": lang,
    }
    named = [*dict.fromkeys([*plan.targets["indicator"], *plan.observations["indicator"]])]
    tables = {
        "required_growth": required_growth(plan, baselines, lang),
        "milestones": milestones(plan, baselines, lang),
        "scorecard": scorecard(plan, seen, **given),
        "progress": assess_progress(plan, seen, **given),
        "ambition": ambition(plan, lang=lang),
        "conflicts": plan.conflicts().assign(target_ids=lambda t: t["target_ids"].map("; ".join)),
        "derived_facts": derived_facts(plan, lang=lang),
        "citations": pd.concat([plan.cite(name) for name in named], ignore_index=True),
        "tasks": plan.tasks,
    }
    if year is not None:
        tables["still_required"] = still_required(plan, year, baselines, lang)
    return Review(plan, lang, year, seen, as_of, tables, dict(baselines or {}))


def last_figure(plan: Plan) -> int:
    """Return the last year with a figure of a target's indicator, up to the target year.

    >>> from linhai_analysis import load_plan
    >>> last_figure(load_plan())
    2016
    """
    years = [int(plan.targets["base_year"].max())]
    for name, rows in plan.targets.groupby("indicator"):
        seen = plan.series(str(name), until=int(rows["target_year"].max())).index
        years += [int(year) for year in seen]
    return max(years)
