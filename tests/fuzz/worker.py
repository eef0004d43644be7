"""Runs cases one after the other and tells of each finding in a line of JSON.

    python -m fuzz.worker FIRST LAST [KIND]

In a folder of its own, with warnings as errors, an alarm, and a bound on memory. The line of a
case is written before it starts, so that whoever started this knows which one hung or crashed.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

LONGEST = 10  # seconds
MOST = 500  # megabytes, of the whole process
# Above this nothing can be had at all, so that a bad case does not take the machine with it.
ADDRESSES = 4 << 30


class TooLongError(BaseException):
    """Nothing that the library could take for its own."""


def _alarm(*_: object) -> None:
    raise TooLongError(f"longer than {LONGEST} s")


def try_case(seed: int, case: Callable[[Random, Path], None], rng: Random) -> dict[str, Any]:
    """Run one case in a folder of its own; what was found, or nothing."""
    told: dict[str, Any] = {"seed": seed, "kind": case.__name__}
    home = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        # Of the processor, so that a busy machine finds nothing.
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        try:
            case(rng, Path(folder))
        except (Exception, TooLongError) as error:  # noqa: BLE001 - whatever it is, it is found
            told["found"] = "".join(traceback.format_exception(error)[-12:])
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            os.chdir(home)
    peak = most_memory()
    if peak > MOST:
        told.setdefault("found", f"{peak} MB")
    return told


def most_memory() -> int:
    """The most memory that this process had at a time, in MB; `ru_maxrss` counts its parent's."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    [line] = [one for one in status.read_text().splitlines() if one.startswith("VmHWM")]
    return int(line.split()[1]) // 1024


def main(first: int, last: int, kind: str = "") -> None:
    """Run the cases of some seeds."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    signal.signal(signal.SIGPROF, _alarm)
    warnings.simplefilter("error")
    from fuzz.cases import case_of

    from linhai_analysis.words import speak

    for seed in range(first, last):
        print(json.dumps({"starts": seed}), flush=True)
        print(json.dumps(try_case(seed, *case_of(seed, kind))), flush=True)
        speak("en")
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close("all")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
