"""What things cost: CPU time of calls and of processes, peak memory, as rows of a table."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LAUNCH = """
import resource, subprocess, sys
command = [sys.executable, "-W", "ignore", "-c", sys.argv[1]]
subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


class Scale(NamedTuple):
    """How much is measured, and in how many rounds."""

    indicators: tuple[int, ...] = (10, 100, 1_000)
    series: tuple[int, ...] = (1_000, 10_000, 100_000)
    rows: int = 100_000
    judged: int = 30_000
    draws: int = 1_000_000
    rounds: int = 3


# Enough to see that every line can be measured.
SMALL = Scale((2, 4), (20, 40), 300, 30, 1_000, 1)


class Cost(NamedTuple):
    """What one thing costs beside another, in seconds of CPU or in MB."""

    name: str
    ours: float
    beside: float
    unit: str = "s"
    must: str = ""

    @property
    def ratio(self) -> float:
        """How many times as much."""
        return self.ours / self.beside


class Child(NamedTuple):
    """What a process of its own took: seconds of CPU, and MB at its peak."""

    seconds: float
    peak: float


def seconds(call: Callable[[], object], times: int = 1, rounds: int = 3) -> float:
    """Return the seconds of CPU of one call, the least of some rounds."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(times):
            call()
        found.append((time.process_time() - start) / times)
    return min(found)


def child(code: str, rounds: int = 3) -> Child:
    """Run code in Python of its own; the least of some rounds."""
    made = [_run(code) for _ in range(rounds)]
    return Child(min(one.seconds for one in made), min(one.peak for one in made))


def _run(code: str) -> Child:
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    # Started from here it would count our own memory as its own.
    told = subprocess.run(
        [sys.executable, "-c", LAUNCH, code],
        check=True,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": paths},
    )
    spent, peak = map(float, told.stdout.split())
    return Child(spent, peak / 1024)


def table(found: Iterable[Cost]) -> list[str]:
    """The costs as a table of the page."""
    rows = [
        f"| {one.name} | {one.must} | {one.ratio:.3g} | {one.ours:.3g} {one.unit} |"
        for one in found
    ]
    return ["| cost / of what | must | ratio | measured |", "|---|---|---|---|", *rows]
