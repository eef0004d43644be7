"""The figures of the bar, speed and memory: ``make bench`` writes docs/benchmarks.md.

Takes about forty minutes, most of it in the peers; ``python bench.py speed`` measures speed and
memory alone, in ten.
"""

from __future__ import annotations

import argparse
import importlib.util
import platform
import warnings
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

import lights
import speed
from bar import Figure, forecasts, panels, questions, strata
from costs import Cost, Scale, table

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
SPEED = "## Speed and memory"
PACKAGES = ("numpy", "pandas", "statsmodels", "statsforecast")


def page(figures: Iterable[Figure]) -> str:
    """The page of what was measured, up to speed and memory."""
    installed = [name for name in PACKAGES if importlib.util.find_spec(name)]
    versions = ", ".join(f"{name} {version(name)}" for name in installed)
    rows = [
        f"| {one.name} | {one.must} | {one.aim} | {one.value:.3g} | {one.outcomes:,} |"
        for one in figures
    ]
    return "\n".join(
        [
            "# What was measured",
            "",
            f"Written by `make bench` on {date.today()}, Python {platform.python_version()},",
            f"{versions}.",
            "Series of the fit are judged by tables fitted without their country and indicator.",
            "The panel of the provinces is in the fit, those of the cities and the firms are not.",
            "",
            "| figure | must | aim | measured | outcomes |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def spoken(costs: Iterable[Cost]) -> str:
    """The part of the page on speed and memory."""
    lines = [
        SPEED,
        "",
        f"Measured on {date.today()}: seconds of CPU, the least of three rounds, and the memory of",
        "a process at its peak. The ratio is what counts, since machines differ.",
        "",
        *table(costs),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="?", choices=["speed"], help="leave the projections as is")
    only = parser.parse_args().only
    warnings.simplefilter("ignore")
    if only:
        text = PAGE.read_text(encoding="utf-8").partition(SPEED)[0]
    else:
        text = page([*forecasts(), *questions(), *strata(), *panels(), *lights.figures()]) + "\n"
    text += spoken(speed.measured(Scale()))
    PAGE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
