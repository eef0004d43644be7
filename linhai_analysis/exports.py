"""The commands that write scenarios, what a paper needs, and the lesson."""

from __future__ import annotations

from typing import Any

import click

from linhai_analysis.console import input_files, print_tables, show, write_report
from linhai_analysis.errors import DataError
from linhai_analysis.usage import (
    internal_option,
    lang_option,
    out_option,
    plan_argument,
    written_options,
)
from linhai_analysis.words import say, word


@click.command(name="scenarios")
@click.argument("file", required=False)
@click.option("--plan", "plan_name", help="The plan where FILE is none; linhai_13fyp.")
@out_option
@click.option(
    "--base", help="Scenario that the others are compared with; halt, or the first that has a path."
)
@click.option("--from", "from_year", type=int, help="Year from which gaps are closed.")
@click.option("--draws", type=int, default=10_000, show_default=True, help="Of each scenario.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the draws.")
@click.option(
    "--distribution",
    type=click.Choice(["normal", "lognormal", "triangular"]),
    default="normal",
    show_default=True,
    help="Low and high as quantiles of 5 and 95 %, or as the hard ends of a triangle.",
)
@click.option(
    "--correlation",
    type=click.Choice(["reference", "independent"]),
    default="reference",
    show_default=True,
    help="Draw indicators as their growth goes together among comparable places, or each alone.",
)
@internal_option
@written_options
@lang_option
def scenarios_command(
    file: str | None,
    plan_name: str | None,
    out: str,
    written: dict[str, Any],
    lang: str,
    **options: Any,
) -> None:
    """Run the scenarios of FILE, or those of the plan, and write page, tables and charts.

    FILE is a table of scenarios (CSV or Excel), or a plan that brings its own.
    """
    from linhai_analysis.plan import load_plan
    from linhai_analysis.plan.load import is_plan
    from linhai_analysis.report import report_scenarios

    scenarios = file
    if file is not None and is_plan(file):
        if plan_name:
            raise DataError(say("usage.two_plans", file=file, plan=plan_name))
        plan_name, scenarios = file, None
    plan_name = "linhai_13fyp" if plan_name is None else plan_name
    made = report_scenarios(load_plan(plan_name), scenarios, lang=lang, **options)
    inputs = input_files(file, plan_name, written["template"])
    paths = write_report(made, out, inputs, written)
    for section in made.sections:
        if section.key in ("outcomes", "chances"):
            # As many columns as scenarios leave no room for units.
            table = section.table.drop(columns=word("head.unit", lang))
            print_tables({section.title: table})
    show(word("written", lang, count=len(paths), page=paths[0]))


@click.command(name="paper")
@plan_argument
@out_option
@click.option("--with", "others", multiple=True, help="Another plan to set beside it; repeatable.")
@click.option("--year", type=int, help="Of the scorecard; the last year with a figure.")
@click.option("--draws", type=int, default=10_000, show_default=True, help="Of each scenario.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the draws.")
@internal_option
@lang_option
def paper_command(plan: str, out: str, others: tuple[str, ...], **options: Any) -> None:
    """Write what a paper needs: tidy data, codebook, LaTeX tables, BibTeX."""
    from linhai_analysis.paper import export_paper

    paths = export_paper(plan, out, others, inputs=input_files(plan, *others), **options)
    show(word("files_written", options["lang"], count=len(paths), folder=out))


@click.command(name="lesson")
@out_option
@click.option("--seed", help="A student's name or number: numbers of their own, not the plan's.")
@lang_option
def lesson_command(out: str, lang: str, seed: str | None) -> None:
    """Write the lesson on compound growth: page, slides, workbook, worksheet, key, notebook.

    45 minutes, no programming. The page holds both languages and opens by a double click, also
    without a network.
    """
    from linhai_analysis.lesson import write_lesson

    paths = write_lesson(out, lang, seed)
    show(word("written", lang, count=len(paths), page=paths[0]))
