"""What the command shows on a terminal or into a pipe, whatever letters that knows."""

from __future__ import annotations

import codecs
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from linhai_analysis.legible import WIDTH, Readable
from linhai_analysis.text import by_number, numbered

if TYPE_CHECKING:
    import pandas as pd

    from linhai_analysis.report import Report

ESCAPED = "linhai_analysis.escaped"


def _escaped(error: UnicodeError) -> tuple[str, int]:
    r"""The letters that an encoding lacks as JSON writes them, so that JSON stays JSON.

    >>> "临x😀".encode("ascii", ESCAPED)
    b'\\u4e34x\\ud83d\\ude00'
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return by_number(error.object[error.start : error.end]), error.end


codecs.register_error(ESCAPED, _escaped)


def take_any_text() -> None:
    """Let both streams show every text: a letter that the console lacks by its number."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # It was closed. Left so, the next file that is opened would be in its place.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        # What stands in their place under a notebook or a test may be no stream of bytes.
        if reconfigure := getattr(getattr(sys, name), "reconfigure", None):
            reconfigure(errors=ESCAPED)


def give_up(stream: IO[Any]) -> None:
    """Show nothing more on a stream that takes nothing: what it still holds would fail again."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def stoppable() -> Iterator[None]:
    """Let a request to end, as by `kill` or a closed window, undo what is begun, as Ctrl-C does."""

    def end(number: int, frame: object) -> None:
        sys.exit(128 + number)

    asked = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        asked = []
    # One that is ignored, as under `nohup`, stays so.
    asked = [one for one in asked if signal.getsignal(one) == signal.SIG_DFL]
    for one in asked:
        signal.signal(one, end)
    try:
        yield
    finally:
        for one in asked:
            signal.signal(one, signal.SIG_DFL)


def _as_shown(text: object) -> str:
    """A text as this console shows it, so that columns are as wide as what stands in them."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return numbered(str(text)).encode(encoding, ESCAPED).decode(encoding)


def show(text: object, error: bool = False, end: str = "\n") -> None:
    """Print a text, which commands nothing: what a console would obey is shown by its number."""
    print(numbered(str(text)), file=sys.stderr if error else sys.stdout, end=end)


def print_tables(shown: Mapping[str, pd.DataFrame]) -> None:
    """Print tables by their titles, as wide as the terminal; a pipe has no width of its own."""
    from shutil import get_terminal_size

    room = get_terminal_size().columns if sys.stdout.isatty() else WIDTH
    for title, table in shown.items():
        if not table.empty:
            told = table.map(_as_shown).rename(columns=_as_shown)
            show(Readable(told, above=_as_shown(title)).text(room), end="\n\n")


@contextmanager
def progress_bar(total: int | None = None) -> Iterator[Any]:
    """Give a function that counts its calls on stderr, of a total, where somebody is looking."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    # Not the spinner of dots, which few code pages know; a name may hold what rich calls markup.
    text = TextColumn("{task.description}", markup=False)
    parts = (SpinnerColumn("line"), MofNCompleteColumn(), text)
    console = Console(stderr=True)
    with Progress(*parts, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)
        yield lambda step: bar.update(task, description=step, advance=1)


def write_report(made: Report, out: str, inputs: list[Path], written: dict[str, Any]) -> list[Path]:
    """Write a report, with a bar that counts charts and formats."""
    steps = len(made.charts) + len(written["formats"] or made.formats)
    with progress_bar(steps) as tell:
        return made.write(out, tell, inputs, **written)


def input_files(*names: str | None) -> list[Path]:
    """Return the files that are read under these names, of a folder also those yet to come."""
    from linhai_analysis.tables import CONTRACTS

    files: list[Path] = []
    for path in (Path(name) for name in names if name):
        own = [path / f"{table}.csv" for table in CONTRACTS]
        files += [*path.iterdir(), *own] if os.path.isdir(path) else [path]
    return files
