"""The options of several commands, and what is said where a line is not written as it has to be."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import click

from linhai_analysis.words import LANGUAGES, Sentence, say

lang_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", help="Language of what people read."
)
plan_argument = click.argument("plan", default="linhai_13fyp")
# As it was typed: a path of nothing would be the current folder. What cannot be read is told by
# the library, in both languages.
path_type = click.Path(readable=False)
out_option = click.option("--out", required=True, type=path_type, help="Folder to write to.")
json_option = click.option("--json", "as_json", is_flag=True, help="Numbers for other programs.")
codes_option = click.option(
    "--codes", is_flag=True, help="CSV for programs: columns and codes as the library names them."
)


def written_options(command: Callable) -> Callable:
    """The options of a command that writes a report, which are handed on as `written`."""

    @wraps(command)
    def packed(*, formats: Any, template: Any, annex: Any, codes: bool, **others: Any) -> Any:
        written = {"formats": formats, "template": template, "annex": bool(annex), "codes": codes}
        return command(written=written, **others)

    options = (
        click.option(
            "--format",
            "formats",
            metavar="LIST",
            callback=_listed,
            help="Of html, docx, xlsx, json, csv, figures, separated by commas; all. Files of the "
            "others that an earlier run wrote are removed, but not where they were changed.",
        ),
        click.option("--template", type=path_type, help="A .docx whose page and styles are taken."),
        click.option(
            "--annex",
            type=click.Choice(["methods"]),
            help="Add the methods, the other rules and the data to the document.",
        ),
        codes_option,
    )
    for option in reversed(options):
        packed = option(packed)
    return packed


def _listed(ctx: click.Context, param: click.Parameter, value: str | None) -> list[str] | None:
    """The parts of a list that is typed with commas of either kind, each of them once."""
    if value is None:
        return None
    parts = (part.strip().lower() for part in re.split("[,，、]", value))
    return [*dict.fromkeys(filter(None, parts))]


internal_option = click.option(
    "--internal", is_flag=True, help="Show the indicators too that the plan marks as internal."
)

NUMBERS = {"integer": "usage.whole", "float": "usage.number"}


def asked_language(args: Sequence[str]) -> str:
    """Return the language that a command line asks for, wherever it says so.

    >>> asked_language(["growth", "--yaer", "--lang", "zh"]), asked_language(["--lang=zh"])
    ('zh', 'zh')
    >>> asked_language(["growth", "--lang"]), asked_language(["growth", "--lang", "fr"])
    ('en', 'en')
    """
    lang = "en"
    for arg, following in zip(args, [*args[1:], ""], strict=False):
        option, _, value = arg.partition("=")
        if option == "--lang" and (value or following) in LANGUAGES:
            lang = value or following
    return lang


def usage_fault(error: click.UsageError) -> Sentence:
    """Return what is wrong with a command line, by the kind of its error."""
    help_of = error.ctx.command_path if error.ctx else "linhai"
    return say("usage.fault", problem=_problem(error), command=help_of)


def _problem(error: click.UsageError) -> Sentence:
    if isinstance(error, click.NoSuchOption):
        return say("usage.no_option", name=error.option_name)
    # Before 8.4 click had no kind of its own for this.
    if name := getattr(error, "command_name", ""):
        return say("usage.no_command", name=name)
    if isinstance(error, click.BadOptionUsage):
        return say("usage.option", name=error.option_name)
    param = getattr(error, "param", None)
    if param is None:
        return say("usage.other")
    name = param.opts[0] if param.param_type_name == "option" else param.make_metavar(error.ctx)
    if isinstance(error, click.MissingParameter):
        return say("usage.missing", name=name)
    if isinstance(param.type, click.Choice):
        return say("usage.choice", name=name, known=tuple(map(str, param.type.choices)))
    return say(NUMBERS.get(param.type.name, "usage.value"), name=name)
