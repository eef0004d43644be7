"""The ``linhai`` command. Exit status 0, or 2 with one clear message."""

from __future__ import annotations

import errno
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from linhai_analysis.console import (
    give_up,
    input_files,
    print_tables,
    show,
    stoppable,
    take_any_text,
    write_report,
)
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.exports import lesson_command, paper_command, scenarios_command
from linhai_analysis.results import of_system
from linhai_analysis.text import numbered
from linhai_analysis.trends import backtest_command, project_command
from linhai_analysis.usage import (
    asked_language,
    internal_option,
    json_option,
    lang_option,
    out_option,
    path_type,
    plan_argument,
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

    def show(self, file: object = None) -> None:
        """Tell it in the language that was asked for."""
        show(word("refusal", self.lang, message=self.message), error=True)


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
        try:
            with stoppable():
                return super().main(*args, **options)
        except OSError as error:
            if error.filename is not None:
                raise
            # Nor can it be told that nothing can be shown.
            give_up(sys.stderr)
            sys.exit(Refusal.exit_code)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        with refusing(ctx.obj):
            return super().invoke(ctx)


@contextmanager
def refusing(lang: str) -> Iterator[None]:
    """Tell an error in a language; those of the command line are told in English by click."""
    try:
        yield
        sys.stdout.flush()
    except (DataError, UnknownNameError) as error:
        raise Refusal(error.text(lang), lang) from None
    except click.UsageError as error:
        # A command line without a command asks for help.
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            raise
        if lang == "en":
            raise click.UsageError(numbered(error.format_message()), error.ctx) from None
        raise Refusal(usage_fault(error).text(lang), lang) from None
    except OSError as error:
        # What is wrong with a file is told by the library: this one is of a stream, without a name.
        if error.filename is not None:
            raise
        give_up(sys.stdout)
        if error.errno == errno.EPIPE:  # Who reads has seen enough, as `head` does.
            raise click.exceptions.Exit from None
        raise Refusal(say("out.shown", reason=of_system(error)).text(lang), lang) from None


@click.group(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="linhai-analysis")
def main() -> None:
    """Targets of a five-year plan: what they require and what is known.

    PLAN is the name of a plan that comes with the package (linhai_13fyp, the default, or
    china_13fyp), a folder of CSV files, or an .xlsx workbook.
    """


@main.command()
@plan_argument
@internal_option
@json_option
@lang_option
def growth(plan: str, internal: bool, as_json: bool, lang: str) -> None:
    """Print the growth that each target requires."""
    from linhai_analysis.growth import required_growth
    from linhai_analysis.plan import load_plan
    from linhai_analysis.tables import json_text, plain_rows

    opened = load_plan(plan) if internal else load_plan(plan).public()
    table = required_growth(opened, lang=lang)
    if as_json:
        show(json_text(plain_rows(table)))
    else:
        print_growth(opened, table, lang)


@main.command()
@plan_argument
@out_option
@click.option("--year", type=int, help="Of the review; else the last year with figures.")
@click.option("--tol", type=float, help="Share of the way within which progress is on track; 0.05.")
@click.option("--as-of", default="", help="Date that the review bears; blank where left out.")
@click.option(
    "--settled", type=path_type, help="A filled-in review.xlsx, or a CSV: which values count."
)
@internal_option
@written_options
@lang_option
def review(
    plan: str,
    out: str,
    lang: str,
    settled: str | None,
    internal: bool,
    written: dict[str, Any],
    **options: Any,
) -> None:
    """Write the review of a plan: page, document, workbook, charts, tables, JSON."""
    from linhai_analysis.plan import load_plan
    from linhai_analysis.report import build_review

    opened = load_plan(plan, settled=settled)
    shown = opened if internal else opened.public()
    assembled = build_review(shown, lang=lang, internal=internal, **options)
    inputs = input_files(plan, settled, written["template"])
    paths = write_report(assembled, out, inputs, written)
    print_growth(shown, assembled.tables["required_growth"], lang)
    show(f"\n{assembled.progress()}\n\n{assembled.summary()}\n")
    if shown.read:
        about = {"count": len(shown.read), "section": word("section.read", lang)}
        show(word("review.open", lang, **about), error=True)
    show(word("written", lang, count=len(paths), page=paths[0]))


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
    show("\n".join([opened.headline(lang), *opened.filled_in, opened.reading(lang)[0], ""]))
    summary = opened.summary(lang).assign(baseline=lambda table: table["baseline"].map(number))
    rows = summary.drop(columns="years").to_numpy().tolist()
    print_tables({"": text_table(rows, lang, "indicator unit base target")})
    differing = folded(settle_table(opened, opened.conflicts(lang), lang).iloc[:, 1:])
    print_tables({word("section.conflicts", lang): differing})
    # What cannot be read is told below, with its row in the file.
    doubts = opened.plausibility(lang).query("kind != 'unread'")["sentence"]
    if len(doubts):
        show("\n- ".join([word("doubt.count", lang, count=len(doubts)), *doubts]))
    if told := borrowed_sentence(project_targets(opened, lang=lang), lang):
        show(f"\n{told}")
    assumed, left = notes_of(opened, lang)
    for note in (*assumed, *left):
        show(word("check.note", lang, note=note), error=True)
    count = len(left) + len(doubts)
    show(word("check.open" if count else "check.no_faults", lang, count=count))


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

    show(word("form.written", lang, file=write_form(file, lang, like, **years)))


main.add_command(project_command)
main.add_command(backtest_command)
main.add_command(scenarios_command)
main.add_command(paper_command)
main.add_command(lesson_command)


def notes_of(plan: Plan, lang: str) -> tuple[list[str], list[str]]:
    """Return what was assumed when a plan was read, and what is not read or to be filled in."""
    from linhai_analysis.plan.reading import is_open

    assumed = [note.text(lang) for note in plan.read if not is_open(note)]
    left = [note.text(lang) for note in plan.read if is_open(note)]
    return assumed, left + plan.unread(lang)["told"].tolist()


@main.command(name="build")
@click.option("--out", type=path_type, help="Instead of data/processed.")
def build_command(out: str | None) -> None:
    """Remake data/processed from data/raw."""
    from linhai_analysis.plan.raw import build

    for path in build(out):
        show(path)


def print_growth(plan: Plan, growth: pd.DataFrame, lang: str) -> None:
    """Print required growth and what is missing as tables as wide as the terminal."""
    from linhai_analysis.report.tables.growth import growth_table, missing_table

    shown = {
        word("section.growth", lang): growth_table(plan, growth, lang),
        word("section.missing", lang): missing_table(plan, growth, lang),
    }
    print_tables(shown)
