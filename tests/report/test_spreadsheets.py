"""CSV that people open: headings and codes in their words, the same numbers, and no formula."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from click.testing import CliRunner
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.bureau import read_csv
from linhai_analysis.cli import main
from linhai_analysis.paper import export_paper
from linhai_analysis.report import project_file
from linhai_analysis.report.tables.spreadsheets import (
    BY_RULE,
    CONTRACTED,
    heading,
    in_words,
    spreadsheet,
)
from linhai_analysis.tables import check_table, csv_bytes

BOM = b"\xef\xbb\xbf"
FORMULAS = ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", " =1+1", "＝1+1", "\r=1"]
TEXTS = ["-5", "-5%", "+8%", "-", "—", "1=1", "a-b", "临海", "'quoted'", "-1,234.5"]
# What a table holds that is nobody's code: names, keys, what others wrote, and numbers as text.
OWN = """
indicator outcome target_id target_ids source_id sources scenario base url label printed readings
adopted decided arithmetic reliability published place places agreement unit rule
"""


@pytest.fixture(scope="module")
def reports(linhai, china, tmp_path_factory):
    """Every table that is written, of both shipped plans."""
    figures = tmp_path_factory.mktemp("figures") / "firms.csv"
    figures.write_text("year,firms\n2013,40\n2014,44\n2015,50\n")
    return [
        *(la.build_review(plan, year=2018, lang="zh") for plan in (linhai, china)),
        *(la.report_scenarios(plan, draws=50, lang="zh") for plan in (linhai, china)),
        project_file(figures, "zh"),
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_column_of_every_table_has_a_heading_of_its_own(reports, lang):
    for report in reports:
        for name, table in report.tables.items():
            heads = [heading(name, column, lang) for column in table]
            assert len(set(heads)) == len(heads), name
            if lang == "zh":
                assert not [head for head in heads if not re.search("[\u4e00-\u9fff]", head)], name
            assert not [head for head in heads if "_" in head], name


def test_every_code_is_in_chinese(reports):
    def parts(cell):
        return [p for c in cell for p in parts(c)] if isinstance(cell, tuple) else [cell]

    left = {
        (name, column, part)
        for report in reports
        for name, table in report.tables.items()
        if name not in CONTRACTED
        for column, cells in table.items()
        if column not in OWN.split()
        for cell in in_words(name, table, "zh")[heading(name, column, "zh")]
        for part in parts(cell)
        if isinstance(part, str) and re.fullmatch("[a-z_0-9]*[a-z][a-z_0-9]*", part)
    }
    # Sources of figures are named by their keys, and the series by its own name.
    assert {cells for cells in left if cells[0] != "series"} == set()


def test_headings_say_which_numbers_are_fractions(linhai):
    growth = la.required_growth(linhai)
    shown = in_words("required_growth", growth, "zh").set_index("目标编号")
    assert shown.loc["hightech_enterprises.t1", "所需年均增速（小数）"] == pytest.approx(2**0.2 - 1)
    assert "required growth a year (fraction)" in in_words("required_growth", growth, "en")


def test_verdicts_are_in_words_by_every_rule(china):
    card = la.scorecard(china, 2018, lang="zh").query("indicator == 'rd_gdp_ratio'")
    [row] = in_words("scorecard", card, "zh").to_dict("records")
    assert row["进展判断"] == "滞后于预期"
    rules = [name for name in card if name.startswith(BY_RULE)]
    told = [row[heading("scorecard", name, "zh")] for name in rules]
    assert len(told) == 10
    assert set(told) <= {"快于预期", "基本符合预期", "滞后于预期", "明显滞后于预期", "暂无法评价"}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", CONTRACTED)
def test_tables_of_a_contract_can_be_read_again(linhai, china, tmp_path, name, lang):
    """In the words of either language as in codes."""
    table = CONTRACTED[name]
    for plan in (linhai, china):
        frame = (
            pd.concat([one.table() for one in la.read_scenarios(plan)], ignore_index=True)
            if table == "scenarios"
            else getattr(plan, table)
        )
        if frame.empty:
            continue
        read = []
        for form in ("", lang):
            path = tmp_path / f"{form or 'codes'}.csv"
            path.write_bytes(spreadsheet(name, frame, form))
            made, faults = check_table(read_csv(path), table)
            assert not faults
            read.append(made)
        pd.testing.assert_frame_equal(*read)
        assert len(read[0]) == len(frame)


def test_reviewed_plan_is_a_plan_again(linhai, reports, tmp_path):
    tables = reports[0].tables
    for name in CONTRACTED.keys() & tables.keys():
        path = tmp_path / f"{name.removeprefix('plan_')}.csv"
        path.write_bytes(spreadsheet(name, tables[name], "zh"))
    again = la.load_plan(tmp_path)
    pd.testing.assert_frame_equal(la.required_growth(again), la.required_growth(linhai))


@pytest.mark.parametrize(
    ("command", "file", "zh", "codes"),
    [
        (["review", "china_13fyp"], "tables/readings.csv", "目标编号,", "target_id,"),
        (["scenarios", "{own}", "--draws", "50"], "tables/comparison.csv", "情景,", "scenario,"),
        (["project", "{figures}"], "projection.csv", "序列,年份,中位数,", "series,year,median,"),
    ],
)
def test_command_writes_words_or_codes(command, file, zh, codes, tmp_path, monkeypatch):
    monkeypatch.setattr("linhai_analysis.report.report.drawn", lambda *about: {})
    monkeypatch.setattr("linhai_analysis.report.report.page_files", lambda *a, **parts: {})
    figures = tmp_path / "firms.csv"
    figures.write_text("year,firms\n2013,40\n2014,44\n2015,50\n")
    own = tmp_path / "own.csv"
    own.write_text("scenario,indicator,assumption,value\nown,hightech_enterprises,rate,0.123\n")
    command = [part.format(figures=figures, own=own) for part in command]
    written, content = [], set()
    for options in ([], ["--codes"]):
        out = tmp_path / "out"
        done = CliRunner().invoke(main, [*command, "--lang", "zh", "--out", str(out), *options])
        assert done.exit_code == 0, done.output
        written.append((out / file).read_bytes())
        content |= {path.read_bytes() for path in out.glob("[!l]*.json")}
    assert written[0].startswith(BOM + zh.encode())
    assert written[1].startswith(codes.encode())
    numbers = [re.findall(rb"\d\.\d{9,}", text) for text in written]
    assert numbers[0] == numbers[1] != []
    # Programs that read the JSON find it in codes whatever was asked for.
    [text] = content
    assert b'"target_id"' in text or b'"median"' in text


def test_data_of_a_paper_stay_in_codes_without_a_mark(linhai, tmp_path):
    """Statistics programs take the mark for a part of the first heading."""
    export_paper(linhai, tmp_path, lang="zh")
    assert (tmp_path / "data.csv").read_bytes().startswith(b"plan,geo,indicator,year,role,")
    assert not (tmp_path / "codebook.csv").read_bytes().startswith(BOM)


# --- formulas --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_a_spreadsheet_would_run_is_marked_as_text(text, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(pd.DataFrame({"name": [text], "value": [-1.5]}), "zh"))
    [row] = read_csv(path).to_dict("records")
    assert row == {"name": "'" + text.replace("\r", "\n"), "value": "-1.5"}
    plain = csv_bytes(pd.DataFrame({"name": [text]}))
    assert b"'" not in plain.replace(b"' /C calc'", b"")


@pytest.mark.parametrize("text", TEXTS)
def test_other_text_stays_as_it_is(text, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(pd.DataFrame({"name": [text]}), "en"))
    assert read_csv(path)["name"].tolist() == [text]


def test_names_of_a_plan_are_no_formulas_in_its_review(tmp_path):
    plan = small_plan(
        tmp_path / "plan", [{"indicator": "@cost", "target": 120}], {"@cost": {2015: 60, 2018: 80}}
    )
    la.build_review(plan).write(tmp_path / "out")
    for path in (tmp_path / "out" / "tables").glob("*.csv"):
        assert not re.findall(r'(?:^|,)"?@', path.read_text(encoding="utf-8-sig"), re.M), path.name
