"""The cases: each hands something bad to a door of the library or the command."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pandas as pd
from fuzz.calls import CALLS
from fuzz.doors import asked, run, snapshot
from fuzz.hostile import CELLS, ODD, odd, odd_frame, odd_series
from fuzz.mutations import mutated_bytes, mutated_rows, mutated_text, mutated_zip
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

import linhai_analysis as la
from linhai_analysis.data import data_dir
from linhai_analysis.targets.figures import read_figure

FILES = Path(__file__).parents[1] / "files"
PLANS = ("linhai_13fyp", "china_13fyp")
TABLES = ("indicators", "targets", "observations")
COMMANDS = {
    "growth": ["--internal", "--json"],
    "check": [],
    "project": ["--to", "--horizon", "--model", "--reference", "--lower", "--upper", "--sheet"],
    "backtest": ["--reference", "--model", "--n", "--horizon", "--origin", "--lower", "--sheet"],
    "review": ["--year", "--tol", "--as-of", "--settled", "--format", "--template", "--annex"],
    "scenarios": ["--plan", "--base", "--from", "--draws", "--seed", "--distribution", "--format"],
    "paper": ["--with", "--year", "--draws", "--seed", "--internal"],
    "new": ["--like", "--base-year", "--target-year"],
    "lesson": ["--seed"],
    "build": [],
}
ARGUMENTS = ("", "x", "0", "-1", "1", "5", "nan", "inf", "2018", "20155", "2015.5", "1e9", "[/]")


PRINTED = (
    *(
        "翻一番",
        "以上",
        "左右",
        "≥",
        "约",
        "年均",
        "增长",
        "提高",
        "个百分点",
        "%",
        "〔",
        "〕",
        "万",
        "亿",
    ),
    *("120", "3.5", "1,200", "１２", "家", "件", "-", "—", "～", "(", ")", "到"),
)


@cache
def shipped(name: str) -> dict[str, bytes]:
    """The files of a plan that ships."""
    return snapshot(data_dir() / "processed" / name)


@cache
def frames(name: str) -> dict[str, pd.DataFrame]:
    plan = la.load_plan(name)
    return {table: getattr(plan, table) for table in (*TABLES, "sources", "scenarios", "facts")}


@cache
def form(like: str | None, lang: str) -> bytes:
    """The form that people fill in, empty or with a plan in it."""
    from tempfile import TemporaryDirectory

    from linhai_analysis.form import write_form

    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_form(path, lang, like)
        return path.read_bytes()


@cache
def small_book() -> bytes:
    """A workbook of one sheet a table, and a chart sheet."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for table, frame in frames("linhai_13fyp").items():
        sheet = made.create_sheet(table)
        for row in [list(frame), *frame.astype(str).to_numpy().tolist()]:
            sheet.append(row)
    made.create_chartsheet("chart")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@cache
def yearly_files() -> dict[str, bytes]:
    """Files of yearly figures: those that ship, cut to a size, in the text form of each."""
    folder = data_dir() / "raw" / "observations"
    made = {}
    for path in sorted(folder.glob("*.csv")):
        lines = path.read_bytes().splitlines(keepends=True)
        made[path.name] = b"".join(lines[:60])
    wide = la.load_panel("provinces").query("indicator == 'rd_gdp_ratio'")
    table = wide.pivot_table(index="geo", columns="year", values="value").reset_index()
    made["wide.csv"] = table.to_csv(index=False).encode()
    return made


def plan_folder(rng: Random, folder: Path) -> None:
    """A folder of CSV files, of which one is worse."""
    files = dict(shipped(rng.choice(PLANS)))
    for _ in range(rng.choice([1, 1, 2])):
        name = rng.choice(sorted(files))
        which = rng.random()
        if which < 0.1:
            del files[name]
        elif which < 0.15:
            files[name] = b""
        else:
            files[name] = mutated_text(rng, files[name]) if files[name] else b","
        if not files:
            break
    plan = folder / "mine"
    plan.mkdir()
    for name, data in files.items():
        (plan / name).write_bytes(data)
    run(folder, [rng.choice(["check", "growth"]), "mine", *_lang(rng)])


def plan_frames(rng: Random, folder: Path) -> None:
    """Tables in memory, of which one or two are worse."""
    tables: dict[Any, Any] = dict(frames(rng.choice(PLANS)))
    for _ in range(rng.choice([1, 1, 2])):
        name = rng.choice(sorted(tables))
        tables[name] = odd_frame(rng, tables[name])
        if not isinstance(tables[name], pd.DataFrame):
            break
    if rng.random() < 0.05:
        tables[rng.choice(["x", 5, None, "\ud800"])] = pd.DataFrame()
    if plan := asked(la.load_plan, tables):
        asked(la.required_growth, plan)
        asked(plan.summary)
        asked(plan.conflicts)


def workbook(rng: Random, folder: Path) -> None:
    """A workbook with broken parts, or an old or open one with flipped bytes."""
    which = rng.random()
    if which < 0.5:
        name, data = "book.xlsx", mutated_zip(rng, rng.choice([small_book(), form(PLANS[0], "zh")]))
    else:
        path = rng.choice(sorted(FILES.iterdir()))
        name, data = path.name, path.read_bytes()
        data = (
            mutated_bytes(rng, data)
            if path.suffix == ".xls"
            else mutated_zip(rng, data)
            if path.suffix == ".ods"
            else mutated_bytes(rng, data)
        )
    if rng.random() < 0.1:
        name = rng.choice(["book.csv", "book.xls", "book.xlsx", "book.ods", "book", "书.xlsm"])
    (folder / name).write_bytes(data)
    run(folder, [rng.choice(["check", "project", "growth"]), name, *_lang(rng)])


def collected_form(rng: Random, folder: Path) -> None:
    """A form that somebody filled in badly."""
    lang = rng.choice(["en", "zh"])
    book = openpyxl.load_workbook(io.BytesIO(form(rng.choice([None, *PLANS]), lang)))
    for sheet in rng.sample(book.worksheets, rng.choice([1, 1, 2])):
        for _ in range(rng.choice([1, 3, 12])):
            row, column = rng.randint(1, min(sheet.max_row + 2, 30)), rng.randint(1, 14)
            cell = sheet.cell(row, column)
            if type(cell).__name__ != "MergedCell":
                _fill(cell, rng)
        if rng.random() < 0.2:
            sheet.delete_rows(rng.randint(1, 12), rng.choice([1, 3]))
        if rng.random() < 0.1:
            sheet.delete_cols(rng.randint(1, 8))
        if rng.random() < 0.1:
            sheet.title = rng.choice(["x", "targets", "目标", "2020年"])
    book.save(folder / "form.xlsx")
    run(folder, [rng.choice(["check", "growth"]), "form.xlsx", "--lang", lang])


def _fill(cell: Any, rng: Random) -> None:
    """Put something into a cell, as far as it gets into a workbook at all."""
    value = rng.choice(CELLS if rng.random() < 0.7 else ODD)
    if isinstance(value, str):
        value = _cell(value)
    elif isinstance(value, int) and abs(value) > 10**300:
        value = 1e300
    with suppress(ValueError):
        cell.value = value


def statistics(rng: Random, folder: Path) -> None:
    """A file of yearly figures that is worse, through the command and in Python."""
    name, data = rng.choice(sorted(yearly_files().items()))
    (folder / name).write_bytes(mutated_text(rng, data))
    if rng.random() < 0.5:
        asked(la.read, folder / name)
    run(folder, ["project", name, *_lang(rng), *rng.choice([[], ["--json"], ["--horizon", "2"]])])


def sheet_of_bureau(rng: Random, folder: Path) -> None:
    """One sheet of targets as a bureau keeps it, made worse."""
    rows = [
        ["附表1 某市“十四五”科技创新主要指标", "", "", "", "", ""],
        ["序号", "指标名称", "单位", "2020年", "2025年目标", "责任单位"],
        ["1", "高新技术企业数", "家", "60", "120", "科技局"],
        ["2", "研发经费占GDP比重", "%", "2.1", "2.8左右", "科技局"],
        ["3", "专利授权量", "件", "2425", "≥3300", "市场监管局"],
        ["4", "技术交易额年均增长", "%", "—", "8", "科技局"],
    ]
    made = openpyxl.Workbook()
    for row in mutated_rows(rng, rows):
        made.active.append([_cell(value) for value in row])
    if rng.random() < 0.3:
        made.active.merge_cells(rng.choice(["A1:F1", "A2:A4", "B3:C5", "D2:E2", "A1:F9"]))
    made.save(folder / "附表.xlsx")
    run(folder, [rng.choice(["check", "growth"]), "附表.xlsx", *_lang(rng)])


def _cell(text: str) -> Any:
    text = ILLEGAL_CHARACTERS_RE.sub("", text).replace("\ud800", "?")
    return float(text) if text.replace(".", "", 1).isdigit() and len(text) < 9 else text


def printed(rng: Random, folder: Path) -> None:
    """Printed figures, put together of what such figures are made of."""
    for _ in range(20):
        text = "".join(rng.choice([*PRINTED, *CELLS]) for _ in range(rng.randint(0, 5)))
        asked(read_figure, text)


def scenario_table(rng: Random, folder: Path) -> None:
    """A table of scenarios that is worse."""
    data = shipped(rng.choice(PLANS))["scenarios.csv"]
    (folder / "own.csv").write_bytes(mutated_text(rng, data))
    plan = la.load_plan()
    if made := asked(la.read_scenarios, plan, folder / "own.csv"):
        asked(la.run_scenarios, plan, made)
    table = odd_frame(rng, frames(PLANS[0])["scenarios"])
    if asked(la.read_scenarios, plan, table):
        asked(la.run_scenarios, plan, table)
    if rng.random() < 0.05:
        run(folder, ["scenarios", "own.csv", "--draws", "20", "--out", "out", "--format", "json"])


def series(rng: Random, folder: Path) -> None:
    """A yearly series that is worse."""
    good = CALLS["project"]["series"]
    bad = odd_series(rng, good)
    asked(la.project, bad, to=2022)
    goal = {"base_year": 2012, "target": 160.0, "target_year": 2020, "better": "up"}
    asked(la.assess, bad, **goal)
    asked(la.compare_models, bad, ["naive", "drift"])


def command_line(rng: Random, folder: Path) -> None:
    """A command with options of its own and others, and any values."""
    shutil.copytree(data_dir() / "processed" / PLANS[0], folder / "mine")
    (folder / "provinces.csv").write_bytes(yearly_files()["provinces.csv"])
    command = rng.choices(list(COMMANDS), [4, 4, 4, 2, 2, 1, 1, 2, 1, 1])[0]
    args = [command]
    if command in ("growth", "check", "review", "paper", "scenarios"):
        args += [rng.choice(["mine", *PLANS, "provinces.csv", "nope", "", "mine/targets.csv", "."])]
    elif command in ("project", "backtest"):
        args += [rng.choice(["provinces.csv", "mine", "mine/observations.csv", "nope.csv", ""])]
    elif command == "new":
        args += [rng.choice(["new.xlsx", "mine", "", "x.csv", "nowhere/x.xlsx", "provinces.csv"])]
    every = sorted({option for options in COMMANDS.values() for option in options})
    for _ in range(rng.choice([0, 1, 1, 2, 3])):
        option = rng.choice(COMMANDS[command] or every) if rng.random() < 0.9 else rng.choice(every)
        if option in ("--internal", "--json"):
            args += [option]
        else:
            values = [*ARGUMENTS, "mine", "provinces.csv", "provinces", "drift", "json", "normal"]
            args += [option, rng.choice(values)]
    if command in ("review", "scenarios", "paper", "lesson", "build"):
        args += ["--out", rng.choice(["out", "out", "out", "mine", "", "provinces.csv"])]
    if command in ("review", "scenarios") and rng.random() < 0.8:
        args += ["--format", "json"]
    run(folder, [*args, *_lang(rng)])


def python(rng: Random, folder: Path) -> None:
    """A public function with one or two bad arguments."""
    name = rng.choice(sorted(CALLS))
    given = dict(CALLS[name])
    call = given.pop("call", None) or getattr(la, name)
    for one in rng.sample(sorted(given), min(len(given), rng.choice([1, 1, 1, 2]))):
        good = given[one]
        if isinstance(good, pd.DataFrame) and rng.random() < 0.85:
            given[one] = odd_frame(rng, good)
        elif isinstance(good, pd.Series) and rng.random() < 0.85:
            given[one] = odd_series(rng, good)
        else:
            given[one] = odd(rng)
    asked(call, **given)


def _lang(rng: Random) -> list[str]:
    return rng.choice([[], ["--lang", "zh"]])


# How often each is tried.
KINDS: dict[Callable[[Random, Path], None], int] = {
    plan_folder: 14,
    plan_frames: 14,
    workbook: 10,
    collected_form: 5,
    sheet_of_bureau: 8,
    statistics: 10,
    printed: 4,
    scenario_table: 5,
    series: 8,
    command_line: 8,
    python: 22,
}


def case_of(seed: int, kind: str = "") -> tuple[Callable[[Random, Path], None], Random]:
    """The case of a seed, of any kind or of one, and what its choices are drawn from."""
    rng = Random(seed)
    drawn = rng.choices(list(KINDS), list(KINDS.values()))[0]
    return next((one for one in KINDS if one.__name__ == kind), drawn), rng
