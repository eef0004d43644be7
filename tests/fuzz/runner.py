"""Runs many cases in workers that may hang or die, and tells what was found.

    python -m fuzz.runner [CASES] [SEED] [KIND]

Exit status 1 where anything was found. One case again: ``make fuzz CASES=1 SEED=17``.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

WORKER = ["-m", "fuzz.worker"]
TESTS = Path(__file__).parents[1]
# So many cases of a worker; then a new one starts, with its memory.
BATCH = 250
# The alarm of a worker does not ring inside compiled code: then it is stopped from outside.
SILENT = 60


def run_cases(first: int, last: int, kind: str = "") -> Iterator[dict[str, Any]]:
    """What became of each case of a range; a worker that ends early goes on behind the case."""
    while first < last:
        done = None
        for done in _of_worker(first, last, kind):
            yield done
        first = last if done is None else done["seed"] + 1


def _of_worker(first: int, last: int, kind: str) -> Iterator[dict[str, Any]]:
    path = os.pathsep.join([str(TESTS), str(TESTS.parent)])
    settings = {"PYTHONPATH": path, "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}
    worker = subprocess.Popen(
        [sys.executable, *WORKER, str(first), str(last), kind],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | settings,
    )
    at = first
    try:
        while select.select([worker.stdout], [], [], SILENT)[0]:
            line = worker.stdout.readline()
            if not line:
                break
            told = json.loads(line)
            at = told.get("starts", at)
            if "kind" in told:
                yield told
                if at + 1 == last:
                    return
                at += 1
        else:
            yield {"seed": at, "kind": "?", "found": f"silent for {SILENT} s"}
            return
    finally:
        worker.kill()
        _, errors = worker.communicate()
    yield {"seed": at, "kind": "?", "found": f"died: {errors.decode()[-2000:]}"}


def main(cases: int = 10_000, seed: int = 0, kind: str = "") -> int:
    """Run the cases from a seed on, on all cores, and list what was found."""
    started, kinds, found = time.monotonic(), Counter(), 0
    starts = range(seed, seed + cases, BATCH)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        batches = pool.map(
            lambda first: list(run_cases(first, min(first + BATCH, seed + cases), kind)), starts
        )
        for told in (one for batch in batches for one in batch):
            kinds[told["kind"]] += 1
            if problem := told.get("found"):
                found += 1
                print(f"\nseed {told['seed']}, {told['kind']}:\n{problem}", flush=True)
    print(*(f"{count:6} {kind}" for kind, count in sorted(kinds.items())), sep="\n")
    print(f"{kinds.total()} cases in {time.monotonic() - started:.0f} s, {found} findings")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3]), *sys.argv[3:]))
