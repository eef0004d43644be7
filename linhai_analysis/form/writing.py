"""Writes the workbook, never over a file that is there."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from linhai_analysis.arguments import check_language
from linhai_analysis.errors import DataError
from linhai_analysis.form.filled import filled_pages
from linhai_analysis.form.indicators import plan_years
from linhai_analysis.form.pages import empty_pages, form_bytes
from linhai_analysis.plan import PlanLike, load_plan
from linhai_analysis.results import write_new
from linhai_analysis.words import say

# The five years of the plans that most people have to review.
YEARS = (2020, 2025)
LONGEST = 20


def write_form(
    path: str | PathLike[str],
    lang: str | None = None,
    like: PlanLike | None = None,
    base_year: int | None = None,
    target_year: int | None = None,
) -> Path:
    """Write the workbook that people fill in and ``load_plan`` reads; `like` is a plan to put in.

    >>> import tempfile
    >>> write_form(Path(tempfile.mkdtemp()) / "规划.xlsx", "zh").name
    '规划.xlsx'
    """
    file = Path(path)
    if file.suffix.lower() != ".xlsx":
        raise DataError(say("new.not_xlsx", file=str(path)))
    lang = check_language(lang)
    if like is None:
        pages = empty_pages(*check_years(base_year, target_year), lang)
        return write_new(file, form_bytes(pages, lang))
    plan = load_plan(like)
    base, last = plan_years(plan)
    filled = filled_pages(plan, *check_years(base_year or base, target_year or last), lang)
    return write_new(file, form_bytes(filled.pages, lang, filled.more))


def check_years(base_year: int | None, target_year: int | None) -> tuple[int, int]:
    """Return base and target year; of one alone the other lies as far away as usual.

    >>> check_years(None, None), check_years(2015, None), check_years(None, 2030)
    ((2020, 2025), (2015, 2020), (2025, 2030))
    """
    span = YEARS[1] - YEARS[0]
    last = target_year or (base_year + span if base_year else YEARS[1])
    base = base_year or last - span
    if not (1900 <= base < last < 2200 and last - base <= LONGEST):
        raise DataError(say("new.years", base=base, target=last, most=LONGEST))
    return base, last
