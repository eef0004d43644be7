"""Puts the sheets together into a file."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pandas as pd

from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.plan import Plan
from linhai_analysis.progress.adopting import Judged
from linhai_analysis.progress.rule import Rule
from linhai_analysis.report.workbook.drawing import CREATED, Pen
from linhai_analysis.report.workbook.layout import Layout
from linhai_analysis.report.workbook.lines import read_lines
from linhai_analysis.report.workbook.lists import (
    draw_decisions,
    draw_notes,
    draw_sources,
    draw_tasks,
)
from linhai_analysis.report.workbook.main_table import draw_main, main_columns, shown_texts
from linhai_analysis.report.workbook.parameters import draw_parameters
from linhai_analysis.report.workbook.paths import draw_paths
from linhai_analysis.report.workbook.summary import draw_summary
from linhai_analysis.report.workbook.working import all_known, draw_working, working_columns


def workbook_bytes(
    plan: Plan,
    tables: Mapping[str, pd.DataFrame],
    seen: int,
    rule: Rule,
    lang: str,
    baselines: Baselines = None,
    told: Sequence[str] = (),
    judged: Sequence[Sequence[Judged]] = (),
) -> bytes:
    """Return the review as a workbook of live formulas, each with the library's number under it.

    `tables` are those of the review, `seen` its year, `rule` the one that governs; `told` are
    the sentences of the first sheet; `judged` are the verdicts under
    each value that is to be settled (of ``progress.adopting.judge_each``).
    """
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": plan.title(lang), "created": CREATED})
        lines = read_lines(plan, tables, seen, baselines, lang)
        layout = Layout(Pen(book, lang), plan, tables, lines, seen, rule, told, judged)
        _draw(layout)
    return stream.getvalue()


def _draw(layout: Layout) -> None:
    layout.shown.extend(shown_texts(layout))
    for columns, keys in (
        (layout.main, main_columns(layout)),
        (layout.steps, working_columns(layout)),
    ):
        columns.update({key: n for n, key in enumerate(keys)})
    known = all_known(layout)
    draw_summary(layout, known)
    draw_main(layout, known)
    draw_paths(layout, known)
    draw_decisions(layout)
    if len(layout.plan.tasks):
        draw_tasks(layout)
    draw_sources(layout)
    draw_notes(layout)
    draw_parameters(layout)
    draw_working(layout, known, [one["note"] for one in layout.shown])
