"""Would the tests notice? ``make mutants``: small changes to the rooms that compute, by mutmut.

A sample of each room, drawn by a seed. What mutmut calls alive is looked at once more, in a copy of
the house: by the types, which ``make test`` checks as well, by the doctests and by the whole tests
of its room. Writes benchmarks/mutants.md; the reasons come from survivors.csv.
"""

from __future__ import annotations

import csv
import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from itertools import accumulate, chain
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant
from statsmodels.stats.proportion import proportion_confint

HERE = Path(__file__).resolve().parent
HOUSE, COPY = HERE.parent, HERE.parent / "out" / "mutants"
PARTS = ("linhai_analysis", "tests", "data", "docs", "README.md", "pyproject.toml")
ROOMS = [
    "growth",
    "plan",
    "progress",
    "projection",
    "reference",
    "scenario",
    "series",
    "tables",
    "targets",
]
LOOKS = ("mypy", "doctests", "tests", "an endless loop")
KILLED, LIMIT, BUDGET, MOST = (1, 3), 1200, 12.0, 120
RUN = [sys.executable, "-m", "mutmut", "run", "--max-children", "2"]
PYTEST = [sys.executable, "-m", "pytest", "-x", "-n", "auto"]


def fates(room: str) -> dict[str, tuple[str, int | None]]:
    """Every mutant of a room: its file, and the exit code of its tests if they ran."""
    return {
        name: (meta.relative_to(HOUSE / "mutants").with_suffix("").as_posix(), code)
        for meta in sorted((HOUSE / "mutants" / "linhai_analysis" / room).rglob("*.meta"))
        for name, code in json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"].items()
    }


def trim() -> None:
    """Leave each function 12 seconds, at most 120, of the tests that run the fewest others."""
    path = HOUSE / "mutants" / "mutmut-stats.json"
    stats = json.loads(path.read_text(encoding="utf-8"))
    tests, seconds = stats["tests_by_mangled_function_name"], stats["duration_by_test"]
    breadth = Counter(chain(*tests.values()))
    for function, every in tests.items():
        every.sort(key=lambda test: (breadth[test] * (0.05 + seconds[test]), test))
        spent = sum(so_far < BUDGET for so_far in accumulate(seconds[test] for test in every))
        tests[function] = every[: min(max(spent, 1), MOST)]
    path.write_text(json.dumps(stats), encoding="utf-8")


def change(name: str, file: str) -> tuple[str, str, int]:
    """The source of a file with one change in it, the change as one line, and where it is."""
    # module.x_function__mutmut_1 or module.xǁClassǁmethod__mutmut_1
    *owner, function = name.rpartition(".x")[2].partition("__mutmut_")[0][1:].split("ǁ")
    lines = get_diff_for_mutant(name, path=file).splitlines()[3:]
    source = (HOUSE / file).read_text(encoding="utf-8").split("\n")
    old = [line[1:].strip() for line in lines if line[0] in " -"]
    at = 0
    for head in [*(f"class {one}" for one in owner), f"def {function}("]:
        at = next(k for k in range(at, len(source)) if source[k].strip().startswith(head))
    at = max(at - 3, 0)
    at += next(
        k for k in range(len(source)) if [x.strip() for x in source[at + k :][: len(old)]] == old
    )
    first = at + next(k for k, line in enumerate(lines) if line[0] in "-+")
    gone = [line[1:].strip() for line in lines if line[0] == "-"]
    # A method is shown without the indentation of its class.
    come = ["    " * len(owner) + line[1:] for line in lines if line[0] == "+"]
    source[first : first + len(gone)] = come
    told = f"- {' '.join(gone)} + {' '.join(map(str.strip, come))}"
    return "\n".join(source), told, first + 1


def second_look(room: str, file: str, changed: str) -> str:
    """What else notices a change; nothing where it lives."""
    kept = (COPY / file).read_text(encoding="utf-8")
    (COPY / file).write_text(changed, encoding="utf-8")
    mypy = [sys.executable, "-m", "mypy"]
    commands = (mypy, [*PYTEST, f"linhai_analysis/{room}"], [*PYTEST, f"tests/{room}"])
    try:
        for look, command in zip(LOOKS, commands, strict=False):
            if subprocess.run(command, cwd=COPY, capture_output=True, timeout=LIMIT).returncode:
                return look
        return ""
    except subprocess.TimeoutExpired:
        return LOOKS[-1]
    finally:
        (COPY / file).write_text(kept, encoding="utf-8")


def look_again(room: str, names: list[str], reasons: dict[tuple[str, str], str]) -> list[tuple]:
    """Of each mutant that mutmut calls alive: its room, what noticed it, its line of the page."""
    found, known = [], fates(room)
    for name in names:
        file, code = known[name]
        if code not in KILLED:
            changed, told, line = change(name, file)
            cells = f"{file}:{line}", f"`{told.replace('|', '&#124;')}`"
            row = " | ".join([*cells, reasons.get((file, told), "no reason yet")])
            found.append((room, second_look(room, file, changed), f"| {row} |"))
            print(*found[-1], flush=True)
    return found


def write(every: dict, drawn: dict, alive: list[tuple], seed: str) -> None:
    """The page: how many of each room were noticed, and what was not."""
    lived = [(room, line) for room, look, line in alive if not look]
    late = Counter(look for _, look, _ in alive if look)
    rows = []
    for room in [*ROOMS, "all"]:
        own = ROOMS if room == "all" else [room]
        full, tried = (sum(len(names[one]) for one in own) for names in (every, drawn))
        noticed = tried - sum(one in own for one, _ in lived)
        low, high = proportion_confint(noticed, tried, method="wilson")
        share = f"{noticed / tried:.1%} | {low:.1%} to {high:.1%}"
        rows.append(f"| {room} | {full:,} | {tried} | {noticed} | {share} |")
    text = (HERE / "mutants_page.txt").read_text(encoding="utf-8")
    told = ", ".join(f"{count} by {look}" for look, count in late.items()) or "none"
    lines = "\n".join(line for _, line in lived)
    page = text.format(seed=seed, rows="\n".join(rows), late=told, lived=lines)
    (HERE / "mutants.md").write_text(page, encoding="utf-8")


def main(count: str, seed: str) -> None:
    """Draw, run, look again, write."""
    # The mutants of one function: so all are made, and which test runs which function is noted.
    subprocess.run([*RUN, "linhai_analysis.growth.formulas.x_cagr*"], cwd=HOUSE, check=True)
    trim()
    every = {room: sorted(fates(room)) for room in ROOMS}
    drawn = {
        room: random.Random(f"{seed} {room}").sample(
            names, len(names) if count == "all" else int(count)
        )
        for room, names in every.items()
    }
    subprocess.run([*RUN, *chain(*drawn.values())], cwd=HOUSE, check=True)
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    for part in PARTS:
        copy = shutil.copytree if (HOUSE / part).is_dir() else shutil.copy2
        copy(HOUSE / part, COPY / part)
    with (HERE / "survivors.csv").open(encoding="utf-8", newline="") as file:
        reasons = {(row["file"], row["change"]): row["reason"] for row in csv.DictReader(file)}
    alive = [row for room, names in drawn.items() for row in look_again(room, names, reasons)]
    write(every, drawn, alive, seed)


if __name__ == "__main__":
    main(*sys.argv[1:])
