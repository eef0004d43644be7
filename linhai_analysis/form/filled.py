"""Puts a plan into the workbook, so that it is read back as the same plan.

The sheet of indicators says what a row can say. A table of the plan that it does not give back
whole stands on a sheet of its own too; what both say is read once. What is given back is not
worked out but tried: the workbook is read as anybody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pandas as pd

from linhai_analysis.errors import DataError
from linhai_analysis.form.cells import by_name, table_fields, table_rows
from linhai_analysis.form.columns import SOURCES, TASKS, Field, decision_fields, main_fields
from linhai_analysis.form.indicators import main_rows
from linhai_analysis.form.pages import Page, form_bytes
from linhai_analysis.plan import Plan, load_plan
from linhai_analysis.report.tables.conflicts import TO_SETTLE, readings_texts
from linhai_analysis.tables import REQUIRED, columns
from linhai_analysis.words import in_languages, listed, say, word

OTHERS = ("geos", "scenarios", "facts")
TABLES = (*REQUIRED, "sources", "tasks", *OTHERS)
# What a row of the sheet says of its indicator as the plan does; its unit may be a word of it.
STATED = ("name_zh", "name_en", "kind", "better", "counted", "owner", "note")
SOURCES_AT = 2
CODE, FILE = 14, "plan"


class Filled(NamedTuple):
    """The sheets of a plan, and sentences that say which there are beside those of every plan."""

    pages: Sequence[Page]
    more: tuple[str, ...]


def filled_pages(plan: Plan, base: int, last: int, lang: str) -> Filled:
    """Return the sheets of a plan.

    >>> filled = filled_pages(load_plan("china_13fyp"), 2015, 2020, "zh")
    >>> [page.name for page in filled.pages][-3:]
    ['指标', '目标', '数据']
    """
    sources = _other_pages(plan, lang, True)[SOURCES_AT]
    main = _given_back(_main_page(plan, base, last, lang), plan, sources, lang)
    # Where a row and a table of its own do not go together, the rows give way.
    for page, named in ((main, True), (main._replace(rows=[]), True), (main, False)):
        wanted = _not_given_back(plan, _read([page, sources], lang))
        others = _other_pages(plan, lang, named)
        own = [_table_page(plan, table, lang, named) for table in wanted]
        pages = [page, *others, *own]
        read = _read(pages, lang)
        if read is not None and all(_same(read, plan, table) for table in TABLES):
            names = listed((one.name for one in own), lang)
            told = [word("form.guide.more", lang, sheets=names)] if own else []
            return Filled(pages, (*told, word("form.guide.apart", lang)))
    raise DataError(say("new.not_whole", plan=plan.name))


def _not_given_back(plan: Plan, read: Plan | None) -> list[str]:
    return [table for table in REQUIRED if read is None or not _same(read, plan, table)]


def _main_page(plan: Plan, base: int, last: int, lang: str) -> Page:
    own = plan.own_observations
    ended = own.loc[own["value"].notna(), "year"].eq(last).any()
    name = _naming(plan, lang)
    fields = main_fields(base, range(base + 1, last + bool(ended)), last, name)
    # At the end, as a blank workbook does without.
    fields += [field._replace(width=CODE) for field in _beside(plan, name, lang)]
    title = plan.printed_title or word("form.title.plan", lang, plan=plan.title(lang))
    return Page(word("form.sheet.main", lang), title, fields, main_rows(plan, fields, lang))


def _beside(plan: Plan, name: str, lang: str) -> list[Field]:
    """The columns that a filled sheet has more: the kind, the place in the plan, the code."""
    places = plan.targets.loc[plan.targets["place"].ne(""), ["place"]]
    found = table_fields("targets", places, lang) if len(places) else []
    return [
        Field("kind", CODE),
        *found,
        *([Field("indicator", CODE, apart=True)] if name != "indicator" else []),
    ]


def _naming(plan: Plan, lang: str) -> str:
    """The column that names the indicators: in the language, in another one, by their codes."""
    names = (f"name_{lang}", *in_languages("name"))
    return next((name for name in names if plan.indicators[name].ne("").any()), "indicator")


def _other_pages(plan: Plan, lang: str, named: bool) -> list[Page]:
    """Tasks, what has to be settled, sources, and what else the plan has."""
    tasks, sources = (
        table_fields("tasks", plan.tasks, lang, TASKS),
        table_fields("sources", plan.sources, lang, SOURCES),
    )
    decisions = word("form.sheet.decisions", lang), word("form.title.decisions", lang)
    pages = [
        Page(
            word("form.sheet.tasks", lang),
            word("form.title.tasks", lang),
            tasks,
            table_rows("tasks", plan.tasks, tasks, lang),
        ),
        Page(*decisions, decision_fields(lang), _decisions(plan, lang)),
        Page(
            word("table.sources", lang),
            word("form.title.sources", lang),
            sources,
            table_rows("sources", plan.sources, sources, lang),
        ),
    ]
    more = [table for table in OTHERS if len(getattr(plan, table))]
    return [*pages, *(_table_page(plan, table, lang, named) for table in more)]


def _table_page(plan: Plan, table: str, lang: str, named: bool) -> Page:
    """A sheet of a whole table, without a title; its indicators are `named`, or coded."""
    frame = getattr(plan, table)
    if named:
        frame = by_name(frame, plan.indicators.set_index("indicator")[f"name_{lang}"])
    fields = table_fields(table, frame, lang)
    return Page(word(f"table.{table}", lang), "", fields, table_rows(table, frame, fields, lang))


def _decisions(plan: Plan, lang: str) -> list[list[Any]]:
    """A row for each conflict that is open, with the readings to choose from."""
    conflicts = plan.conflicts(lang)
    shown = readings_texts(plan, conflicts, lang)
    rows = []
    for row, readings in zip(conflicts.to_dict("records"), shown, strict=True):
        if row["kind"] in TO_SETTLE and not row["adopted"]:
            year = row["target_year"] if pd.isna(row["year"]) else row["year"]
            rows.append([plan.label(row["indicator"], lang), int(year), readings, *[""] * 5])
    return rows


def _given_back(main: Page, plan: Plan, sources: Page, lang: str) -> Page:
    """The sheet with the rows whose indicators come back as they are."""
    read = _read([main, sources], lang)
    if read is None:
        return main._replace(rows=[])
    keys = [field.key for field in main.fields]
    names = [key for key in keys if key in STATED]
    said = plan.indicators.set_index("indicator")[names]
    back = read.indicators.set_index("indicator")[names].reindex(said.index)
    whole = said.index[((said == back) | (back == "")).all(axis=1)]
    return main._replace(rows=[row for row in main.rows if row[keys.index("indicator")] in whole])


def _read(pages: Sequence[Page], lang: str) -> Plan | None:
    """The plan that is read from a workbook; none where it has faults."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{FILE}.xlsx"
        file.write_bytes(form_bytes(pages, lang))
        try:
            return load_plan(file)
        except DataError:
            return None


def _same(one: Plan, other: Plan, table: str) -> bool:
    """Whether a table of two plans is the same, cell by cell and row by row."""
    names = columns(table)
    return bool(getattr(one, table)[names].equals(getattr(other, table)[names]))
