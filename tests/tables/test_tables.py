"""Tables are checked at the door: every fault at once, with its place and what to try."""

from __future__ import annotations

import math
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_books import book as workbook

from linhai_analysis import load_plan
from linhai_analysis.bureau import read_csv, read_tables
from linhai_analysis.errors import DataError
from linhai_analysis.tables import (
    CONTRACTS,
    KEYS,
    REQUIRED,
    Origin,
    check_links,
    check_table,
    columns,
    csv_bytes,
    empty,
    target_ids,
)

NOT_A_YEAR = "is not a year; write four digits, for example 2020"
NOT_A_NUMBER = (
    "is not a number; write digits only (the unit goes into the column unit), "
    "or leave the cell empty or write — where there is no figure"
)


def checked(folder: Path, table: str, text: str | bytes) -> tuple[pd.DataFrame, list[str]]:
    """What a CSV file with this text becomes, and the sentences of its faults."""
    path = folder / f"{table}.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    frame, faults = check_table(read_csv(path), table, Origin(path.name))
    return frame, [str(fault) for fault in faults]


# ---------------------------------------------------------------- contracts

CONTRACT = {
    "indicators": ("indicator kind better", "indicator"),
    "targets": ("indicator base_year target_year", "target_id"),
    "observations": ("indicator year value", "geo indicator year source_id status"),
    "sources": ("source_id", "source_id"),
    "tasks": ("task_id task", "task_id"),
    "geos": ("geo", "geo"),
    "scenarios": ("scenario indicator assumption", "scenario indicator from_year"),
    "settled": ("indicator year", "indicator year matter adopted note"),
    "facts": ("fact indicator", "fact indicator growth"),
    "figures": ("indicator role year printed source_id", "role indicator year place"),
}


@pytest.mark.parametrize("table", CONTRACT)
def test_missing_columns_are_all_named(table):
    frame, faults = check_table(pd.DataFrame({"note": ["x"]}), table, Origin("t.csv"))
    told = [str(fault) for fault in faults]
    named = [f"t.csv, column {c}: this column is missing; " for c in CONTRACT[table][0].split()]
    assert len(told) == len(named)
    assert all(any(one.startswith(name) for one in told) for name in named)
    assert list(frame) == columns(table)
    assert frame.empty


@pytest.mark.parametrize("table", CONTRACT)
def test_key_is_that_of_the_architecture(table):
    assert KEYS[table] == CONTRACT[table][1].split()


def test_required_tables_are_those_of_the_architecture():
    assert set(REQUIRED) == {"indicators", "targets", "observations"}
    assert set(CONTRACT) == set(CONTRACTS)


@pytest.mark.parametrize("table", CONTRACT)
def test_table_without_rows_keeps_columns_and_types(table):
    raw = pd.DataFrame(columns=CONTRACT[table][0].split(), dtype=object)
    frame, faults = check_table(raw, table)
    assert faults == []
    assert frame.dtypes.to_dict() == empty(table).dtypes.to_dict()


def test_unnamed_table_is_called_by_its_own_name_in_faults():
    _, faults = check_table(pd.DataFrame({"x": [1]}), "geos")
    assert [fault.file for fault in faults] == ["geos"]


def test_defaults_of_optional_columns(tmp_path):
    frame, faults = checked(tmp_path, "observations", "indicator,year,value\ngdp,2015,1.5\n")
    assert faults == []
    row = frame.iloc[0].to_dict()
    assert (row["status"], row["break"], row["geo"], row["unit"]) == ("final", False, "", "")
    assert (row["year"], row["value"]) == (2015, 1.5)


def test_columns_of_no_contract_are_left_out(tmp_path):
    frame, faults = checked(tmp_path, "geos", "geo,mayor\n331082,x\n")
    assert faults == []
    assert list(frame) == ["geo", "name_en", "name_zh"]


# ---------------------------------------------------------------- cells

OBSERVATION = "indicator,year,value,status,break,note\n"


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        ("gdp,202O,1", "year", f"'202O' {NOT_A_YEAR}"),
        ("gdp,15,1", "year", f"'15' {NOT_A_YEAR}"),
        ("gdp,2015.5,1", "year", f"'2015.5' {NOT_A_YEAR}"),
        ("gdp,2015-2020,1", "year", f"'2015-2020' {NOT_A_YEAR}"),
        ("gdp,,1", "year", "is empty; this column must be filled"),
        ("gdp,2015,12家", "value", f"'12家' {NOT_A_NUMBER}"),
        ("gdp,2015,12%", "value", f"'12%' {NOT_A_NUMBER}"),
        ("gdp,2015,1 2", "value", f"'1 2' {NOT_A_NUMBER}"),
        ("gdp,2015,1_0", "value", f"'1_0' {NOT_A_NUMBER}"),
        ('gdp,2015,"12,5"', "value", f"'12,5' {NOT_A_NUMBER}"),
        ("gdp,2015,inf", "value", "'inf' is infinite; leave the cell empty where there is no fig"),
        ("gdp,2015,-Infinity", "value", "'-Infinity' is infinite; leave the cell empty"),
        ("gdp,2015,1e400", "value", "'1e400' is infinite; leave the cell empty"),
        (",2015,1", "indicator", "is empty; this column must be filled"),
        ("  ,2015,1", "indicator", "is empty; this column must be filled"),
        (
            "gdp,2015,1,fnal",
            "status",
            "'fnal' is not one of final, first release, preliminary, revised, derived",
        ),
        ("gdp,2015,1,,maybe", "break", "'maybe' is neither yes nor empty"),
    ],
)
def test_bad_cell_of_an_observation(tmp_path, row, column, problem):
    frame, faults = checked(tmp_path, "observations", f"{OBSERVATION}ok,2014,1\n{row}\n")
    assert len(faults) == 1
    assert faults[0].startswith(f"observations.csv, row 3, column {column}: {problem}")
    assert frame["indicator"].tolist() == ["ok"]


@pytest.mark.parametrize(
    ("table", "text", "sentence"),
    [
        (
            "indicators",
            "indicator,kind,better\ngdp,amuont,up\n",
            "column kind: 'amuont' is not one of count, amount, share, ratio, index, rank",
        ),
        (
            "indicators",
            "indicator,kind,better\ngdp,amount,higher\n",
            "column better: 'higher' is not one of higher is better, lower is better",
        ),
        (
            "indicators",
            "indicator,kind,better\ngdp,amount,\n",
            "column better: is empty; this column must be filled",
        ),
        (
            "indicators",
            "indicator,kind,better,decimals\ngdp,amount,up,1.5\n",
            "column decimals: '1.5' is not a number of decimals from 0 to 9",
        ),
        (
            "targets",
            "indicator,base_year,target_year,basis\ngdp,2015,2020,levle\n",
            "column basis: 'levle' is not one of level, addition, total, yearly average, growth "
            "rate, change in per cent, change in points, change in points a year, multiple, ",
        ),
        (
            "targets",
            "indicator,base_year,target_year,relation\ngdp,2015,2020,atleast\n",
            "column relation: 'atleast' is not one of at least, at most, above, below, exactly, ",
        ),
        (
            "targets",
            "indicator,base_year,target_year,attribute\ngdp,2015,2020,must\n",
            "column attribute: 'must' is not one of binding, expected",
        ),
        (
            "sources",
            "source_id,reliability\na,D\n",
            "column reliability: 'D' is not one of A, B, C",
        ),
        (
            "figures",
            "indicator,role,year,printed,where,source_id\ngdp,goal,2020,5,1,a\n",
            "column role: 'goal' is not one of baseline, target",
        ),
        ("sources", "source_id,title\n,A\n", "column source_id: is empty; this column must be "),
        ("tasks", "task_id,task\nq1,\n", "column task: is empty; this column must be filled"),
    ],
)
def test_bad_cell_of_another_table(tmp_path, table, text, sentence):
    _, faults = checked(tmp_path, table, text)
    assert len(faults) == 1
    assert faults[0].startswith(f"{table}.csv, row 2, {sentence}")


@pytest.mark.parametrize(
    ("cell", "value"),
    [("12", 12), ("-3.5", -3.5), ("9,835.8", 9835.8), ("1,234,567", 1234567), ("１２", 12)],
)
def test_number_is_read(tmp_path, cell, value):
    frame, faults = checked(tmp_path, "observations", f'{OBSERVATION}gdp,2015,"{cell}"\n')
    assert faults == []
    assert frame["value"].item() == value


@pytest.mark.parametrize("cell", ["", "-", "—", "–", "NA", "n/a", "NaN", "null", "缺", "无", "…"])
def test_missing_value_is_a_row_without_a_number(tmp_path, cell):
    frame, faults = checked(tmp_path, "observations", f"{OBSERVATION}gdp,2015,{cell}\n")
    assert faults == []
    assert math.isnan(frame["value"].item())


@pytest.mark.parametrize("cell", ["2015", "2015年", " 2015 ", "2015.0"])
def test_year_is_read(tmp_path, cell):
    frame, faults = checked(tmp_path, "observations", f"{OBSERVATION}gdp,{cell},1\n")
    assert faults == []
    assert frame["year"].item() == 2015


@pytest.mark.parametrize(
    ("cell", "flag"), [("yes", True), ("是", True), ("TRUE", True), ("1", True), ("no", False)]
)
def test_flag_is_read(tmp_path, cell, flag):
    frame, faults = checked(tmp_path, "observations", f"{OBSERVATION}gdp,2015,1,,{cell}\n")
    assert faults == []
    assert frame["break"].tolist() == [flag]


def test_chinese_headings_and_words(tmp_path):
    indicators = (
        "指标代码,指标名称,单位,数据类型,方向\npatents,专利,件,数量,正向\nco2,排放,吨,总量,逆向\n"
    )
    frame, faults = checked(tmp_path, "indicators", indicators)
    assert faults == []
    assert frame["kind"].tolist() == ["count", "amount"]
    assert frame["better"].tolist() == ["up", "down"]
    assert frame["name_zh"].tolist() == ["专利", "排放"]
    targets = "指标代码,基期年,目标年,目标值,属性,主要指标\npatents,2015年,2020年,2500,约束性,是\n"
    frame, faults = checked(tmp_path, "targets", targets)
    assert faults == []
    assert frame[["base_year", "target_year", "target"]].to_numpy().tolist() == [[2015, 2020, 2500]]
    assert (frame["attribute"].item(), bool(frame["main"].item())) == ("binding", True)
    observed = "指标代码,年份,数值,数据状态,口径变动\na,2015,1,修订数,是\na,2016,1,初步核算数,\n"
    frame, faults = checked(tmp_path, "observations", observed)
    assert faults == []
    assert frame["status"].tolist() == ["revised", "preliminary"]
    assert frame["break"].tolist() == [True, False]


def test_chinese_heading_beside_its_english_one_is_a_fault(tmp_path):
    _, faults = checked(tmp_path, "observations", "indicator,year,年份,value\ngdp,2015,2016,1\n")
    assert faults == ["observations.csv, row 1, column year: this heading stands twice; keep one"]


def test_heading_that_stands_twice_is_a_fault(tmp_path):
    _, faults = checked(tmp_path, "observations", "indicator,year,value,value\ngdp,2015,1,7\n")
    assert faults == ["observations.csv, row 1, column value: this heading stands twice; keep one"]


# ---------------------------------------------------------------- rows


def test_duplicates_name_both_rows(tmp_path):
    text = "indicator,year,value\ngdp,2015,1\ngdp,2016,1\ngdp,2015,2\ngdp,2015,1\n"
    _, faults = checked(tmp_path, "observations", text)
    assert faults == [
        f"observations.csv, row {row}: indicator 'gdp', year 2015, status 'final' stands in row 2 "
        "already; if both are figures of that year, say where each is from in the column "
        "source_id, or mark the later one in the column status as revised"
        for row in (4, 5)
    ]


def test_same_year_of_another_place_or_source_is_no_duplicate(tmp_path):
    text = "geo,indicator,year,value,source_id\n1,gdp,2015,1,a\n2,gdp,2015,1,a\n1,gdp,2015,1,b\n"
    frame, faults = checked(tmp_path, "observations", text)
    assert faults == []
    assert len(frame) == 3


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path, newline):
    lines = [
        "indicator,year,value,note",
        'gdp,2014,1,"two', 'lines, and ""quotes"""',  # row 2
        "",  # row 3
        "gdp,2015,x,",  # row 4
        ",,,",  # row 5
        "gdp,20l6,1,",  # row 6
    ]  # fmt: skip
    _, faults = checked(tmp_path, "observations", newline.join(lines) + newline)
    assert [fault.split(": ")[0] for fault in faults] == [
        "observations.csv, row 4, column value",
        "observations.csv, row 6, column year",
    ]


def test_all_faults_of_a_table_at_once(tmp_path):
    text = "indicator,year,value\n,2015,1\ngdp,x,y\ngdp,2016,1\ngdp,2016,1\n"
    _, faults = checked(tmp_path, "observations", text)
    places = [re.search(r"row \d+(, column \w+)?", fault)[0] for fault in faults]
    assert places == [
        "row 2, column indicator",
        "row 3, column year",
        "row 3, column value",
        "row 5",
    ]


def test_checking_leaves_the_cells_as_they_were():
    raw = pd.DataFrame({"geo": ["331082", ""], "name_en": ["Linhai", ""]})
    before = raw.copy(deep=True)
    check_table(raw, "geos")
    pd.testing.assert_frame_equal(raw, before)


def test_each_bad_cell_of_a_long_table_is_named_once_in_the_order_of_the_sheet():
    count = 20_000
    raw = pd.DataFrame(
        {
            "value": [f"v{i}" for i in range(count)],
            "year": [f"y{i}" for i in range(count)],
            "indicator": "gdp",
        }
    )
    frame, faults = check_table(raw, "observations")
    assert frame.empty
    assert [(f.row, f.column) for f in faults] == [
        (i + 2, column) for i in range(count) for column in ("year", "value")
    ]
    assert str(faults[3].problem) == f"'v1' {NOT_A_NUMBER}"


def test_equal_cells_of_different_types_are_told_apart():
    # True == 1 in Python, but only one of them is a number of a sheet.
    raw = pd.DataFrame(
        {"indicator": "gdp", "year": ["2015", "2016"], "value": [1, True]}, dtype=object
    )
    frame, [fault] = check_table(raw, "observations")
    assert frame["value"].tolist() == [1]
    assert (fault.row, str(fault.problem)) == (3, f"'True' {NOT_A_NUMBER}")


def test_cell_of_a_heading_that_was_renamed_is_read(tmp_path):
    text = "indicator,base_year,target_year,target,where\ngdp,2015,2020,5,table 1 row 2\n"
    frame, faults = checked(tmp_path, "targets", text)
    assert faults == []
    assert frame[["place", "target_id"]].to_numpy().tolist() == [["table 1 row 2", "gdp.t1"]]


def test_old_heading_beside_the_new_one_is_a_fault(tmp_path):
    text = "task_id,task,where,place\na,b,1,2\n"
    _, faults = checked(tmp_path, "tasks", text)
    assert faults == ["tasks.csv, row 1, column place: this heading stands twice; keep one"]


def test_faults_between_cells_of_a_scenario_stand_among_the_others(tmp_path):
    text = (
        "scenario,indicator,assumption,value,from_year,low,high,quality\n"
        "a,gdp,rate,8,x,,,\n"
        ",gdp,rate,0.08,,0.09,0.07,blue\n"
        "a,rd,rtae,8,,1,,\n"
        "a,rd,halt,,,1,,\n"
    )
    _, faults = checked(tmp_path, "scenarios", text)
    assert [fault.split(": ", 1) for fault in faults] == [
        [
            "scenarios.csv, row 2, column value",
            "'8' is a rate above 1 (800 % a year); did you mean 0.08?",
        ],
        ["scenarios.csv, row 2, column from_year", f"'x' {NOT_A_YEAR}"],
        ["scenarios.csv, row 3, column scenario", "is empty; this column must be filled"],
        [
            "scenarios.csv, row 3, column high",
            "'0.07' is below the low end 0.09; exchange them",
        ],
        ["scenarios.csv, row 3, column quality", "'blue' is not one of green, amber, red"],
        [
            "scenarios.csv, row 4, column assumption",
            "'rtae' is not one of growth a year, change a year, reaches, halts, per cent of the "
            "baseline, follows, given values, trend",
        ],
        [
            "scenarios.csv, row 5, column low",
            "'1' is too much: halt takes no low and high end",
        ],
    ]


# ---------------------------------------------------------------- between tables


def tables(**changes: pd.DataFrame) -> dict[str, pd.DataFrame]:
    codebook = pd.DataFrame({"indicator": ["gdp", "rd"], "unit": ["亿元", "%"], "parent": ""})
    target = {"indicator": "rd", "source_id": "", "base_year": 2015, "target_year": 2020}
    target |= {"target": 3.0, "target_high": math.nan, "basis": "level", "printed": ""}
    observed = {"indicator": "gdp", "unit": "", "source_id": ""}
    return {
        "indicators": codebook,
        "targets": pd.DataFrame([target]),
        "observations": pd.DataFrame([observed]),
    } | changes


def test_sound_tables_have_no_faults_between_them():
    assert check_links(tables(), {}) == []


@pytest.mark.parametrize(
    ("table", "column", "cell", "sentence"),
    [
        (
            "indicators",
            "parent",
            "gpd",
            "'gpd' is not in the table indicators; did you mean 'gdp'?",
        ),
        ("targets", "indicator", "zz", "'zz' is not in the table indicators; there are: gdp, rd"),
        ("observations", "indicator", "gpd", "'gpd' is not in the table indicators; did you mean"),
        ("observations", "unit", "万元", "'万元' is not the unit of its indicator, '亿元'"),
        ("targets", "target_year", 2015, "2015 is not after the base year 2015"),
        ("targets", "target_year", 2010, "2010 is not after the base year 2015"),
        ("targets", "target", math.nan, "is empty, and printed is empty too"),
        ("targets", "target_high", 2.0, "is below target"),
    ],
)
def test_fault_between_tables(table, column, cell, sentence):
    broken = tables()
    broken[table] = broken[table].astype({column: object})
    broken[table].loc[0, column] = cell
    broken[table] = broken[table].infer_objects()
    [fault] = check_links(broken, {table: Origin(f"{table}.csv")})
    assert str(fault).startswith(f"{table}.csv, row 2, column {column}: {sentence}")


@pytest.mark.parametrize(("rate", "hint"), [(8.0, "0.08"), (-20.0, "-0.2")])
def test_rate_in_per_cent_is_a_fault_that_offers_the_fraction(rate, hint):
    broken = tables()
    broken["targets"] = broken["targets"].assign(basis="growth_rate", target=rate)
    [fault] = check_links(broken, {})
    assert str(fault.problem) == f"'{rate:g}' is a rate above 1; did you mean {hint}?"


def test_unknown_source_is_a_fault_only_where_sources_are_listed():
    listed = pd.DataFrame({"source_id": ["gwr2016"]})
    broken = tables()
    broken["observations"] = broken["observations"].assign(source_id="gwr2O16")
    assert check_links(broken, {}) == []
    [fault] = check_links(broken | {"sources": listed}, {})
    assert str(fault.problem) == "'gwr2O16' is not in the table sources; did you mean 'gwr2016'?"


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("table 1 row 5", "x.t1"),
        ("table 2", "x.t2"),
        ("3.8.1", "x.s3_8_1"),
        ("2.3", "x.s2_3"),
        ("p. 12", "x.p_12"),
        ("", "x"),
    ],
)
def test_target_is_named_by_indicator_and_place(where, name):
    assert target_ids(pd.DataFrame({"indicator": ["x"], "place": [where]})).tolist() == [name]


# ---------------------------------------------------------------- files


def test_utf8_with_and_without_bom_and_gb18030_read_alike(tmp_path):
    text = "指标代码,年份,数值,备注\ngdp,2015,463.5,临海市\n"
    frames = []
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        frame, faults = checked(tmp_path, "observations", text.encode(encoding))
        assert faults == []
        frames.append(frame)
    assert frames[0]["note"].item() == "临海市"
    pd.testing.assert_frame_equal(frames[0], frames[1])
    pd.testing.assert_frame_equal(frames[0], frames[2])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "t.csv is empty: it holds nothing at all"),
        (b"\n\n", "t.csv is empty: no cell of it is filled"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "t.csv is a picture; type the figures into Excel or WPS"),
        (b"a,b\n1,2\n3,4,5\n", "t.csv, row 3, has 3 cells, the headings are 2; put texts with"),
        (b'a,b\n1,"2\n3,4\n', "t.csv: a quotation mark in line 2 is not closed"),
    ],
)
def test_file_that_is_no_table(tmp_path, data, sentence):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    with pytest.raises(DataError, match=f"^{re.escape(sentence)}"):
        read_csv(path)


@given(st.binary(max_size=60))
def test_any_bytes_become_a_table_a_fault_or_a_data_error(data):
    with TemporaryDirectory() as folder, suppress(DataError):
        checked(Path(folder), "observations", b"indicator,year,value\n" + data)


@pytest.mark.parametrize("rows", ["gdp,2015,1,\n", "gdp,2015,1,\ngdp,2016,2,\n"])
def test_comma_too_many_in_every_row_does_not_shift_the_columns(tmp_path, rows):
    try:
        frame, faults = checked(tmp_path, "observations", f"indicator,year,value\n{rows}")
    except DataError:
        return
    assert faults or frame[["indicator", "year", "value"]].iloc[0].tolist() == ["gdp", 2015, 1]


def test_text_that_looks_like_missing_stays_text(tmp_path):
    frame, faults = checked(tmp_path, "geos", "geo,name_en\n007,NA\n010,null\n")
    assert faults == []
    assert frame["geo"].tolist() == ["007", "010"]
    assert frame["name_en"].tolist() == ["NA", "null"]


# A file with control characters is no text.
texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12)
rows = st.fixed_dictionaries(
    {
        "geo": texts,
        "year": st.integers(1900, 2199),
        "value": st.one_of(
            st.just(math.nan), st.decimals(-(10**9), 10**9, places=4).map(float), st.integers(0, 10)
        ),
        "status": st.sampled_from(["final", "first_release", "preliminary", "revised", "derived"]),
        "break": st.booleans(),
        "note": texts,
        "printed": texts,
    }
)


@given(st.lists(rows, max_size=5))
def test_written_table_reads_back_the_same(given_rows):
    raw = pd.DataFrame([row | {"indicator": f"i{n}"} for n, row in enumerate(given_rows)])
    raw = raw.reindex(columns=columns("observations")).astype(object)
    sound, faults = check_table(raw, "observations")
    assert faults == []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "observations.csv"
        first = csv_bytes(sound)
        path.write_bytes(first)
        back, faults = check_table(read_csv(path), "observations")
        assert faults == []
        pd.testing.assert_frame_equal(back, sound)
        assert csv_bytes(back) == first


@pytest.mark.parametrize("note", ["two\nlines", "two\r\nlines", "two\rlines", 'a "word"', "a,b"])
def test_note_of_any_shape_stays_in_its_cell(tmp_path, note):
    path = tmp_path / "geos.csv"
    path.write_bytes(csv_bytes(pd.DataFrame({"geo": ["1", "2"], "name_en": [note, "x"]})))
    kept = "two\nlines" if note == "two\rlines" else note  # line ends of old Macs become \n
    assert read_csv(path)["name_en"].tolist() == [kept, "x"]


def test_written_file_has_plain_numbers_flags_and_line_ends():
    frame = pd.DataFrame(
        {"n": [2500.0, 0.1 + 0.2, math.nan], "f": [True, False, True], "t": ["a,b", 'say "x"', ""]}
    )
    before = frame.copy(deep=True)
    assert csv_bytes(frame) == b'n,f,t\n2500,yes,"a,b"\n0.3,,"say ""x"""\n,yes,\n'
    pd.testing.assert_frame_equal(frame, before)


def test_answer_that_may_be_missing_is_told_from_no_answer():
    met = pd.array([True, False, None], dtype="boolean")
    frame = pd.DataFrame({"n": [1, 2, 3], "met": met, "mixed": [False, None, "x"]})
    assert csv_bytes(frame) == b"n,met,mixed\n1,yes,no\n2,no,\n3,,x\n"


def test_several_words_of_a_cell_are_joined():
    frame = pd.DataFrame({"notes": [("assumed", "other_scope"), (), ["x"]], "t": ["a", "b", "c"]})
    assert csv_bytes(frame) == b"notes,t\nassumed; other_scope,a\n,b\nx,c\n"


def test_table_without_rows_is_written_with_its_headings():
    assert csv_bytes(empty("geos")) == b"geo,name_en,name_zh\n"


# ---------------------------------------------------------------- folders and workbooks


def test_folder_gives_tables_under_english_or_chinese_names(tmp_path):
    for name in ("指标", "Targets", "notes"):
        (tmp_path / f"{name}.csv").write_text("indicator\nx\n", encoding="utf-8")
    read = read_tables(tmp_path)
    assert set(read.tables) == {"indicators", "targets"}
    named = {table: origin.label for table, origin in read.origins.items()}
    assert named == {"indicators": "指标.csv", "targets": "Targets.csv"}


def test_table_that_stands_twice_is_refused(tmp_path):
    for name in ("目标", "targets"):
        (tmp_path / f"{name}.csv").write_text("indicator\nx\n", encoding="utf-8")
    [fault] = read_tables(tmp_path).faults
    assert "the table targets stands twice: in " in str(fault)


def test_workbook_gives_sheets_and_excel_numbers(tmp_path):
    path = workbook(
        tmp_path / "plan.xlsx",
        数据=[["指标代码", "年份", "数值", "地区代码"], ["gdp", 2015.0, 463.5, 331082]],
        封面=[["任意内容"]],
    )
    read = read_tables(path)
    assert read.origins["observations"].label == "plan.xlsx, 数据"
    frame, faults = check_table(
        read.tables["observations"], "observations", read.origins["observations"]
    )
    assert faults == []
    assert frame[["geo", "indicator", "year", "value"]].to_numpy().tolist() == [
        ["331082", "gdp", 2015, 463.5]
    ]


def test_workbook_rows_are_counted_with_blank_ones(tmp_path):
    path = workbook(
        tmp_path / "p.xlsx",
        observations=[["indicator", "year", "value"], ["gdp", 2015, 1], [], ["gdp", "x", True]],
    )
    read = read_tables(path)
    _, faults = check_table(
        read.tables["observations"], "observations", read.origins["observations"]
    )
    assert [str(fault).split(": ")[0] for fault in (*faults, *read.faults)] == [
        "p.xlsx, sheet observations, cell B4, column year",
        "p.xlsx, sheet observations, cell C4, column value",
    ]


def test_date_that_excel_made_of_a_range_is_refused(tmp_path):
    path = workbook(
        tmp_path / "p.xlsx",
        observations=[["indicator", "year", "value"], ["gdp", 2015, datetime(2025, 3, 5)]],
    )
    read = read_tables(path)
    [fault] = read.faults
    assert str(fault) == (
        "p.xlsx, sheet observations, cell C2, column value: '2025-03-05' is a date; where 3-5 was "
        "written, format the cell as text and write it again"
    )


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.docx", "plan.csv"])
def test_text_that_is_no_plan_is_none_under_any_name(tmp_path, name):
    (tmp_path / name).write_text("no workbook")
    with pytest.raises(DataError, match=f"^{re.escape(name)} holds none of the tables of a plan"):
        load_plan(tmp_path / name)


@pytest.mark.parametrize("name", ["nowhere", "nowhere.xlsx"])
def test_path_that_does_not_exist(tmp_path, name):
    path = tmp_path / name
    with pytest.raises(DataError, match=re.escape(f"there is no file or folder {str(path)!r}")):
        read_tables(path)


def test_folder_and_workbook_without_tables(tmp_path):
    sentence = "holds none of the tables of a plan; expected at least indicators, targets and obs"
    (tmp_path / "readme.csv").write_text("x\n1\n")
    with pytest.raises(DataError, match=f"^{re.escape(tmp_path.name)} {sentence}"):
        load_plan(tmp_path)
    path = workbook(tmp_path / "p.xlsx", Sheet1=[["x"]])
    with pytest.raises(DataError, match=rf"^p\.xlsx {sentence}"):
        load_plan(path)
