"""The ``linhai`` command. Exit status 0, or 2 with one clear message."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from linhai_analysis.console import print_tables, take_any_text, write_report
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.trends import backtest_command, project_command
from linhai_analysis.usage import (
    asked_language,
    json_option,
    lang_option,
    usage_fault,
    written_options,
)
from linhai_analysis.words import say, word

if TYPE_CHECKING:
    import pandas as pd

    from linhai_analysis.plan import Plan


class Refusal(click.ClickException):
    """Input that the command refuses: one message on stderr, exit status 2."""

    exit_code = 2

    def __init__(self, message: str, lang: str = "en") -> None:
        super().__init__(message)
        self.lang = lang

    def show(self, file: IO[Any] | None = None) -> None:
        """Tell it in the language that was asked for."""
        print(word("refusal", self.lang, message=self.message), file=file or sys.stderr)


class Command(click.Group):
    """Turns the errors of the library into a message; anything else is a defect and stays loud."""

    def make_context(
        self, info_name: str | None, args: list[str], *rest: Any, **extra: Any
    ) -> click.Context:
        """Read what stands before the command that was asked for."""
        lang = asked_language(args)
        with refusing(lang):
            ctx = super().make_context(info_name, args, *rest, **extra)
        ctx.obj = lang
        return ctx

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the command line, on a console of any encoding."""
        take_any_text()
        # One short run makes little garbage: to look for it seldom takes a tenth off the time.
        gc.set_threshold(100_000)
        return super().main(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        with refusing(ctx.obj):
            return super().invoke(ctx)


@contextmanager
def refusing(lang: str) -> Iterator[None]:
    """Tell an error in a language; those of the command line are told in English by click."""
    try:
        yield
    except (DataError, UnknownNameError) as error:
        raise Refusal(error.text(lang), lang) from None
    except click.UsageError as error:
        # A command line without a command asks for help.
        if lang == "en" or isinstance(error, click.exceptions.NoArgsIsHelpError):
            raise
        raise Refusal(usage_fault(error).text(lang), lang) from None


plan_argument = click.argument("plan", default="linhai_13fyp")
# As it was typed: a path of nothing would be the current folder.
out_option = click.option("--out", required=True, type=click.Path(), help="Folder to write to.")


@click.group(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="linhai-analysis")
def main() -> None:
    """Targets of a five-year plan: what they require and what is known.

    PLAN is the name of a plan that comes with the package (linhai_13fyp, the default, or
    china_13fyp), a folder of CSV files, or an .xlsx workbook.
    """


@main.command()
@plan_argument
@json_option
@lang_option
def growth(plan: str, as_json: bool, lang: str) -> None:
    """Print the growth that each target requires."""
    from linhai_analysis.growth import required_growth
    from linhai_analysis.plan import load_plan
    from linhai_analysis.tables import json_text, plain_rows

    opened = load_plan(plan)
    table = required_growth(opened, lang=lang)
    if as_json:
        print(json_text(plain_rows(table)))
    else:
        print_growth(opened, table, lang)


@main.command()
@plan_argument
@out_option
@click.option("--year", type=int, help="Of the review; else the last year with figures.")
@click.option("--tol", type=float, help="Share of the way within which progress is on track; 0.05.")
@click.option("--as-of", default="", help="Date that the review bears; blank where left out.")
@written_options
@lang_option
def review(
    plan: str,
    out: str,
    lang: str,
    formats: list[str] | None,
    template: str | None,
    annex: str | None,
    codes: bool,
    **options: Any,
) -> None:
    """Write the review of a plan: page, document, workbook, charts, tables, JSON."""
    from linhai_analysis.plan import load_plan
    from linhai_analysis.report import build_review

    opened = load_plan(plan)
    assembled = build_review(opened, lang=lang, **options)
    written = {"formats": formats, "template": template, "annex": bool(annex), "codes": codes}
    paths = write_report(assembled, out, input_files(plan, template), written)
    print_growth(opened, assembled.tables["required_growth"], lang)
    print(f"\n{assembled.progress()}\n\n{assembled.summary()}\n")
    if opened.read:
        about = {"count": len(opened.read), "section": word("section.read", lang)}
        print(word("review.open", lang, **about), file=sys.stderr)
    print(word("written", lang, count=len(paths), page=paths[0]))


@main.command()
@click.argument("plan")
@lang_option
def check(plan: str, lang: str) -> None:
    """Check a plan folder or workbook: list all its faults at once, and what to look at."""
    from linhai_analysis.plan import load_plan
    from linhai_analysis.reference.outlook import project_targets
    from linhai_analysis.report.tables.conflicts import settle_table
    from linhai_analysis.report.tables.progress import borrowed_sentence
    from linhai_analysis.text import folded, number, text_table

    opened = load_plan(plan)
    print("\n".join([opened.headline(lang), *opened.filled_in, opened.reading(lang)[0], ""]))
    summary = opened.summary(lang).assign(baseline=lambda table: table["baseline"].map(number))
    rows = summary.drop(columns="years").to_numpy().tolist()
    print_tables({"": text_table(rows, lang, "indicator unit base target")}, ("base",), lang)
    differing = folded(settle_table(opened, opened.conflicts(lang), lang).iloc[:, 1:])
    print_tables({word("section.conflicts", lang): differing}, (), lang)
    # What cannot be read is told below, with its row in the file.
    doubts = opened.plausibility(lang).query("kind != 'unread'")["sentence"]
    if len(doubts):
        print("\n- ".join([word("doubt.count", lang, count=len(doubts)), *doubts]))
    if told := borrowed_sentence(project_targets(opened, lang=lang), lang):
        print(f"\n{told}")
    assumed, left = notes_of(opened, lang)
    for note in (*assumed, *left):
        print(word("check.note", lang, note=note), file=sys.stderr)
    count = len(left) + len(doubts)
    print(word("check.open" if count else "check.no_faults", lang, count=count))


@main.command(name="new")
@click.argument("file")
@click.option("--like", metavar="PLAN", help="A plan to put in.")
@click.option("--base-year", type=int, help="Year that the plan starts from; 2020.")
@click.option("--target-year", type=int, help="Year of the targets; five years later.")
@lang_option
def new_command(file: str, lang: str, like: str | None, **years: int | None) -> None:
    """Write FILE, an .xlsx workbook in which the figures of a plan are filled in.

    Nothing that is there is replaced. Filled in, it is a PLAN of the other commands.
    """
    from linhai_analysis.form import write_form

    click.echo(word("form.written", lang, file=write_form(file, lang, like, **years)))


main.add_command(project_command)
main.add_command(backtest_command)


@main.command(name="scenarios")
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
@written_options
@lang_option
def scenarios_command(
    file: str | None,
    plan_name: str | None,
    out: str,
    formats: list[str] | None,
    template: str | None,
    annex: str | None,
    codes: bool,
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
    if file and is_plan(file):
        if plan_name:
            raise DataError(say("usage.two_plans", file=file, plan=plan_name))
        plan_name, scenarios = file, None
    plan_name = plan_name or "linhai_13fyp"
    made = report_scenarios(load_plan(plan_name), scenarios, lang=lang, **options)
    written = {"formats": formats, "template": template, "annex": bool(annex), "codes": codes}
    paths = write_report(made, out, input_files(file, plan_name, template), written)
    for section in made.sections:
        if section.key in ("outcomes", "chances"):
            # As many columns as scenarios leave no room for units.
            table = section.table.drop(columns=word("head.unit", lang))
            print_tables({section.title: table}, ("base",), lang)
    print(word("written", lang, count=len(paths), page=paths[0]))


def notes_of(plan: Plan, lang: str) -> tuple[list[str], list[str]]:
    """Return what was assumed when a plan was read, and what is not read or to be filled in."""
    from linhai_analysis.plan.reading import is_open

    assumed = [note.text(lang) for note in plan.read if not is_open(note)]
    left = [note.text(lang) for note in plan.read if is_open(note)]
    return assumed, left + plan.unread(lang)["told"].tolist()


def input_files(*names: str | None) -> list[Path]:
    """Return the files that are read under these names, of a folder also those yet to come."""
    from linhai_analysis.tables import CONTRACTS

    files: list[Path] = []
    for path in (Path(name) for name in names if name):
        own = [path / f"{table}.csv" for table in CONTRACTS]
        files += [*path.iterdir(), *own] if path.is_dir() else [path]
    return files


@main.command(name="paper")
@plan_argument
@out_option
@click.option("--with", "others", multiple=True, help="Another plan to set beside it; repeatable.")
@lang_option
def paper_command(plan: str, out: str, others: tuple[str, ...], lang: str) -> None:
    """Write what a paper needs: tidy data, codebook, LaTeX tables, BibTeX."""
    from linhai_analysis.paper import export_paper
    from linhai_analysis.plan import load_plan

    inputs = input_files(plan, *others)
    paths = export_paper(load_plan(plan), out, others, lang=lang, inputs=inputs)
    print(word("files_written", lang, count=len(paths), folder=out))


@main.command(name="build")
@click.option("--out", type=click.Path(), help="Instead of data/processed.")
def build_command(out: str | None) -> None:
    """Remake data/processed from data/raw."""
    from linhai_analysis.plan.raw import build

    for path in build(out):
        print(path)


def print_growth(plan: Plan, growth: pd.DataFrame, lang: str) -> None:
    """Print required growth and what is missing as tables as wide as the terminal."""
    from linhai_analysis.report.tables.growth import growth_table, missing_table

    shown = {
        word("section.growth", lang): growth_table(plan, growth, lang),
        word("section.missing", lang): missing_table(plan, growth, lang),
    }
    print_tables(shown, ("base", "target", "growth", "pace"), lang)
