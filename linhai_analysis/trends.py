"""The commands on a file of yearly figures: where they lead, and how right that would have been."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from linhai_analysis.console import input_files, print_tables, progress_bar, show, write_report
from linhai_analysis.usage import json_option, lang_option, path_type, written_options
from linhai_analysis.words import word

reference_option = click.option(
    "--reference",
    metavar="PANEL",
    help="Comparable places to borrow from: a file, or a panel that ships, such as provinces.",
)


@click.command(name="project")
@click.argument("file", type=click.Path(readable=False, path_type=Path))
@click.option("--to", type=int, help="Last year of the projection.")
@click.option("--horizon", type=int, help="Years ahead instead of --to; 5 without either.")
@click.option("--model", default="default", show_default=True, help="Name of the model.")
@reference_option
@click.option("--lower", type=float, help="Bound below which the figure cannot fall.")
@click.option("--upper", type=float, help="Bound above which the figure cannot rise.")
@click.option("--sheet", help="Sheet of the workbook; the first with yearly figures without it.")
@click.option("--out", type=path_type, help="Folder for page, document, charts, CSV and JSON.")
@written_options
@json_option
@lang_option
def project_command(
    file: Path,
    out: str | None,
    written: dict[str, Any],
    as_json: bool,
    lang: str,
    **options: Any,
) -> None:
    """Project the yearly figures in FILE, a workbook or a text file of any usual shape."""
    from linhai_analysis.report import project_file
    from linhai_analysis.tables import json_text

    made = project_file(file, lang, **options)
    inputs = input_files(str(file), written["template"])
    paths = write_report(made, out, inputs, written) if out is not None else []
    for note in made.facts["read"]:
        show(word("read.note", lang, note=note), error=True)
    if as_json:
        show(json_text(made.facts["series"]))
        return
    print_tables({"": made.readable()["projections"]})
    if paths:
        show(word("files_written", lang, count=len(paths), folder=out))


@click.command(name="backtest")
@click.argument("file", type=click.Path(readable=False, path_type=Path))
@reference_option
@click.option(
    "--model", "models", multiple=True, help="Name of a model; repeatable. default, naive, drift."
)
@click.option(
    "--n",
    multiple=True,
    default=["6"],
    show_default=True,
    metavar="N",
    callback=lambda context, option, texts: [
        click.INT.convert(part, option, context) for text in texts for part in text.split(",")
    ],
    help="Values used, 15 at most; repeatable, or such as 5,6,8.",
)
@click.option("--horizon", type=int, default=2, show_default=True, help="Years ahead.")
@click.option("--origin", "origins", multiple=True, type=int, help="Year to stand at; repeatable.")
@click.option("--recalibrate", is_flag=True, help="Try intervals as wide as earlier years needed.")
@click.option("--lower", type=float, help="Bound below which the figure cannot fall.")
@click.option("--upper", type=float, help="Bound above which the figure cannot rise.")
@click.option("--sheet", help="Sheet of the workbook; the first with yearly figures without it.")
@json_option
@lang_option
def backtest_command(
    file: Path,
    as_json: bool,
    lang: str,
    recalibrate: bool,
    origins: tuple[int, ...],
    **options: Any,
) -> None:
    """Try the models on the past of the figures in FILE: does it pay to borrow, does 80 mean 80?

    Without --reference the places of FILE borrow from each other.
    """
    from linhai_analysis.report import backtest_file, backtest_tables
    from linhai_analysis.tables import json_text, plain_rows

    options |= {"recalibrate": "conformal" if recalibrate else None, "origins": origins or None}
    with progress_bar() as tell:
        read_in, made = backtest_file(file, tell=tell, **options)
    for note in read_in.notes:
        show(word("read.note", lang, note=note.text(lang)), error=True)
    if as_json:
        frames = {"models": made, "coverage": made.coverage, "differences": made.differences}
        rows = {name: plain_rows(frame) for name, frame in (frames | {"pit": made.pit}).items()}
        show(json_text({"sentence": made.sentence.text(lang), **rows}))
        return
    show(made.sentence.text(lang), end="\n\n")
    print_tables(backtest_tables(made, lang))
