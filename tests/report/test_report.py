"""The review in its files: whole or not at all, the same each time, in the words of TERMS.md."""

from __future__ import annotations

import html
import io
import json
import math
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.report.html import font_face
from linhai_analysis.report.tables.method import method_table
from linhai_analysis.tables import json_text, plain_rows

PLAN = la.load_plan()
CHARTS = {"dashboard", "required_growth", "coverage", "scorecard", "verdicts"} | {
    f"indicator_{name}"
    for name in (
        "rd_gdp_ratio",
        "hightech_enterprises",
        "patents_granted",
        "invention_patents_granted",
        "civil_military_benchmark_firms",
    )
}
TABLES = {
    "required_growth",
    "still_required",
    "milestones",
    "scorecard",
    "readings",
    "paces",
    "progress",
    "ambition",
    "conflicts",
    "plausibility",
    "derived_facts",
    "citations",
    "tasks",
    "plan_indicators",
    "plan_targets",
    "plan_observations",
    "plan_sources",
    "plan_geos",
}
# Sections that hold what others printed, wrote or noted, as they did.
QUOTES = ("conflicts", "indicators", "targets", "figures", "sources")
FILES = (
    {"review.html", "review.docx", "review.xlsx", "review.json", "linhai-manifest.json"}
    | {f"tables/{name}.csv" for name in TABLES}
    | {f"figures/{name}.{kind}" for name in CHARTS for kind in ("png", "svg")}
)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def visible(page: str) -> str:
    """What a reader sees, one cell or paragraph a line."""
    body = re.sub(r"<(style|head).*?</\1>", "", page, flags=re.DOTALL)
    body = re.sub(r"</(td|th|p|li|h1|h2|h3|tr)>", "\n", body)
    return html.unescape(re.sub(r"<[^>]+>", "", body))


def section(page: str, name: str) -> str:
    return visible(re.search(rf'<section id="{name}">.*?</section>', page, re.DOTALL)[0])


def without_quotes(page: str) -> str:
    """What a reader sees of what the program itself says; the leads of quotes are its own."""
    text = visible(page)
    for name in QUOTES:
        quoted = section(page, name).partition("\n\n")[2]
        assert quoted
        text = text.replace(quoted, "")
    return text


def cells(page: str, name: str) -> pd.DataFrame:
    found = re.search(rf'<section id="{name}">.*?</section>', page, re.DOTALL)[0]
    rows = [
        [html.unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>.*?</tr>", found, re.DOTALL)
    ]
    return pd.DataFrame(rows[1:], columns=rows[0])


@cache
def linhai() -> la.Report:
    return la.build_review(PLAN)


@pytest.fixture(scope="module")
def chinese(review_in: Callable[[str], Path]) -> Path:
    return review_in("zh")


@pytest.fixture(scope="module")
def page_zh(chinese: Path) -> str:
    return (chinese / "review.html").read_text(encoding="utf-8")


@pytest.fixture
def quick(no_charts: None, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Path]]:
    """Write a review without charts and font, where they are not what is tested."""
    target = {"indicator": "a", "target": 120}
    small = small_plan(tmp_path_factory.mktemp("plan") / "small", [target], {"a": {2015: 60}})

    def write(out: Path, plan: la.Plan = small, **options: Any) -> list[Path]:
        return la.build_review(plan, **options).write(out)

    return write


# --- files ------------------------------------------------------------------------------


def test_review_writes_these_files_and_no_others(chinese):
    assert set(files_in(chinese)) == FILES
    # Nothing of what was made aside is left, hidden or not.
    assert {path.name for path in chinese.parent.iterdir()} == {"made", "done", "lock"}


def test_write_returns_the_files_it_wrote(quick, tmp_path):
    paths = quick(tmp_path / "out")
    found = set(files_in(tmp_path / "out")) - {"linhai-manifest.json"}
    assert {path.relative_to(tmp_path / "out").as_posix() for path in paths} == found


def test_folder_is_made_with_its_parents(quick, tmp_path):
    quick(tmp_path / "new" / "folder" / "out")
    assert (tmp_path / "new" / "folder" / "out" / "review.json").is_file()


def test_charts_are_pictures(chinese):
    for name in CHARTS:
        assert (chinese / f"figures/{name}.png").read_bytes().startswith(b"\x89PNG")
        assert "<svg" in (chinese / f"figures/{name}.svg").read_text(encoding="utf-8")


def test_json_is_valid_and_has_every_table(chinese):
    def refuse(word: str) -> None:
        raise AssertionError(word)

    text = (chinese / "review.json").read_text(encoding="utf-8")
    content = json.loads(text, parse_constant=refuse)  # NaN and Infinity are not JSON
    assert set(content) >= TABLES
    assert set(content["files"]) == FILES - {"linhai-manifest.json"}
    assert (content["language"], content["year"], content["as_of"]) == ("zh", 2017, "")
    assert (content["plan"], content["assumed_baselines"]) == ("linhai_13fyp", {})


def test_json_of_required_growth_has_the_promised_columns_and_numbers(chinese):
    rows = json.loads((chinese / "review.json").read_text(encoding="utf-8"))["required_growth"]
    promised = (
        "target_id indicator base_year base_value target_year target_value relation years "
        "required_cagr required_per_year main place reason"
    )
    assert all(set(promised.split()) <= set(row) for row in rows)
    by_id = {row["target_id"]: row for row in rows}
    assert len(by_id) == 29
    # 2 ** 0.2 - 1 to 15 places
    assert by_id["hightech_enterprises.t1"]["required_cagr"] == pytest.approx(
        0.148698354997035, abs=1e-15
    )
    assert by_id["fiscal_st_share.t1"]["required_cagr"] is None
    assert by_id["fiscal_st_share.t1"]["reason"] == "缺2015年基期值"


def test_csv_tables_hold_the_same_numbers(chinese):
    growth = pd.read_csv(chinese / "tables/required_growth.csv", index_col="目标编号")
    assert growth.loc["patents_granted.s3_8_1", "所需年均增量"] == 175
    assert growth.loc["patents_granted.t1", "主要指标"] == "是"
    assert len(pd.read_csv(chinese / "tables/milestones.csv")) == 29 * 6
    conflicts = pd.read_csv(chinese / "tables/conflicts.csv")
    assert (conflicts["类型"] == "数值不一致").sum() == 1


# --- whole or not at all ----------------------------------------------------------------


def test_fault_midway_makes_no_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("linhai_analysis.report.figures.pictures", lambda draw, kinds: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        linhai().write(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_files_of_others_stay_and_those_of_an_earlier_review_go(quick, tmp_path):
    out = tmp_path / "out"
    quick(out, year=2017)
    (out / "notes.txt").write_text("mine")
    (out / "tables" / "mine.csv").write_text("mine")
    assert (out / "tables" / "still_required.csv").exists()
    quick(out)
    assert not (out / "tables" / "still_required.csv").exists()
    assert (out / "notes.txt").read_text() == "mine"
    assert (out / "tables" / "mine.csv").read_text() == "mine"


def test_json_of_a_user_gets_nothing_removed(quick, tmp_path):
    """Its list of files is not our mark: the thesis stays, and so does the JSON itself."""
    (tmp_path / "review.json").write_text('{"files": ["thesis.docx"]}')
    (tmp_path / "thesis.docx").write_text("keep")
    before = files_in(tmp_path)
    with pytest.raises(la.DataError, match=r"review\.json.*is not as this program wrote it"):
        quick(tmp_path)
    assert files_in(tmp_path) == before


@pytest.mark.parametrize("out", ["", "file", "file/out", "link"])
def test_folder_that_cannot_be_written_to_is_refused_before_anything_is_drawn(
    tmp_path, monkeypatch, out
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("linhai_analysis.report.figures.pictures", lambda draw, kinds: 1 / 0)
    Path("file").write_text("a file")
    Path("link").symlink_to(tmp_path)
    review = linhai()
    sentences = "name of the folder is empty|is a file; give a folder|is a link"
    with pytest.raises(la.DataError, match=sentences):
        review.write(out)
    assert Path("file").read_text() == "a file"


# --- what is asked for ------------------------------------------------------------------


def test_year_before_the_plan_is_an_error():
    with pytest.raises(la.DataError, match="2014, is before the base year 2015"):
        la.build_review(PLAN, year=2014)


def test_unknown_language_is_an_error():
    with pytest.raises(la.DataError, match="language 'fr' is not known"):
        la.build_review(PLAN, lang="fr")


def test_without_a_year_nothing_is_said_of_what_is_still_required():
    assert "still_required" not in linhai().tables


def test_date_is_the_one_given_and_else_blank(quick, tmp_path):
    quick(tmp_path / "dated", as_of="2018-06-30")
    assert "· 2018-06-30" in (tmp_path / "dated" / "review.html").read_text(encoding="utf-8")
    quick(tmp_path / "blank")
    text = visible((tmp_path / "blank" / "review.html").read_text(encoding="utf-8"))
    assert "Figures up to 2015\n" in text
    blank = json.loads((tmp_path / "blank" / "review.json").read_text(encoding="utf-8"))
    assert blank["as_of"] == ""


def test_text_of_a_plan_cannot_break_the_page(quick, tmp_path):
    target = {"indicator": "a", "target": 120, "name_en": "<script>alert(1)</script> & more"}
    plan = small_plan(tmp_path / "plan", [target], {"a": {2015: 60}})
    quick(tmp_path / "out", plan)
    page = (tmp_path / "out" / "review.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page


def test_summary_counts_every_indicator_once():
    english = linhai().summary()
    assert english.startswith("13 indicators have targets for 2020. For 4 of them")
    assert "additions that start from nothing: 1" in english
    assert "for 8 no baseline is known" in english


def test_growth_target_without_a_baseline_is_reviewed(quick, tmp_path):
    """Its rate is known though its level is not; the two tables must not fall apart."""
    targets = [
        {"indicator": "a", "target": 120},
        {"indicator": "b", "target": 0.08, "basis": "growth_rate"},
    ]
    plan = small_plan(tmp_path / "plan", targets, {"a": {2015: 60}})
    quick(tmp_path / "out", plan, year=2017)
    page = (tmp_path / "out" / "review.html").read_text(encoding="utf-8")
    assert cells(page, "growth")["Required growth a year"].tolist() == ["14.87%", "8.00%"]
    assert "For 2 of them" in la.build_review(plan).summary()


def test_amount_for_each_year_is_not_said_to_lack_a_baseline(tmp_path):
    targets = [{"indicator": "a", "target": 7, "basis": "every_year"}]
    plan = small_plan(tmp_path / "plan", targets, {"a": {2016: 6}})
    assert "no baseline is known" not in la.build_review(plan).summary()


def test_indicator_without_a_rate_is_not_counted_as_computed(tmp_path):
    plan = small_plan(tmp_path / "plan", [{"indicator": "a", "target": 7}], {"a": {2015: 0}})
    assert "For 0 of them" in la.build_review(plan).summary()


def test_plan_without_observations_is_reviewed(quick, tmp_path):
    plan = small_plan(tmp_path / "plan", [{"indicator": "a", "target": 120}])
    quick(tmp_path / "out", plan, year=2017)
    assert "for 1 no baseline is known" in la.build_review(plan).summary()


def test_assumed_baseline_is_marked_in_every_form(quick, tmp_path):
    quick(tmp_path / "out", PLAN, lang="en", baselines={"innovation_platforms": 6})
    page = (tmp_path / "out" / "review.html").read_text(encoding="utf-8")
    row = cells(page, "growth").set_index("Indicator").loc["Public innovation platforms"]
    assert row["Baseline"] == "6 (assumed baseline)"
    content = json.loads((tmp_path / "out" / "review.json").read_text(encoding="utf-8"))
    assert content["assumed_baselines"] == {"innovation_platforms": 6}
    table = pd.read_csv(tmp_path / "out" / "tables" / "required_growth.csv")
    assumed = table.loc[table["baseline assumed"] == "yes", "indicator"]
    assert assumed.unique() == ["innovation_platforms"]


def test_summary_says_how_many_baselines_are_assumed():
    """Otherwise 5 'can be computed' though the plan allows only 4."""
    summary = la.build_review(PLAN, baselines={"innovation_platforms": 6}).summary()
    assert "assumed" in summary


def test_forty_indicators_have_room_in_the_written_chart(tmp_path):
    targets = [{"indicator": f"i{n}", "target": 100 + n} for n in range(40)]
    plan = small_plan(tmp_path / "plan", targets, {f"i{n}": {2015: 60} for n in range(40)})
    [chart] = [one for one in la.build_review(plan).charts if one.key == ("required_growth",)]
    # inches a bar; a line of 10 points takes 0.14
    assert chart.draw().figure.get_figheight() / 40 > 0.2


def test_every_chart_says_what_it_is_and_what_it_shows():
    charts = {"_".join(chart.key): chart for chart in linhai().charts}
    picture = charts["indicator_hightech_enterprises"]
    assert picture.caption.endswith(": High-tech enterprises (certified stock)")
    alts = {name: chart.draw().alt for name, chart in charts.items()}
    assert alts["indicator_hightech_enterprises"].startswith("From 60 in 2015 to the target of 120")
    patents = alts["indicator_patents_granted"].replace("\xa0", " ")
    assert patents.startswith("From 2425 in 2015 to the target of 2500 (table 1) in 2020.")
    assert "Target of 3300 (section 3.8.1) in 2020." in patents
    assert "indicators (13)" in alts["coverage"]
    assert "Last figure: 3.06 in 2016" in alts["indicator_rd_gdp_ratio"]
    assert len(set(alts.values())) == len(charts)


def test_names_of_any_kind_get_files_and_their_own_captions(quick, tmp_path):
    names = ["R&D/GDP", "R D GDP", "../x", "CON", "n" * 300]
    targets = [{"indicator": name, "target": 120, "name_en": f"name of {name}"} for name in names]
    values = {name: {2015: 60, 2018: 70} for name in names}
    plan = small_plan(tmp_path / "plan", targets, values)
    quick(tmp_path / "out", plan)
    page = (tmp_path / "out" / "review.html").read_text(encoding="utf-8")
    alts = [html.unescape(alt) for alt in re.findall(r'alt="([^"]*)"', page)]
    for name in names:
        assert (
            sum(alt.startswith(f"Figures, path and outlook: name of {name}. ") for alt in alts) == 1
        )
    figures = [path.name for path in (tmp_path / "out" / "figures").glob("indicator*.svg")]
    assert len(figures) == len(names)
    assert {"indicator_r-d-gdp.svg", "indicator_r-d-gdp-2.svg"} <= set(figures)


# --- the page in Chinese ----------------------------------------------------------------


def test_summary_names_what_cannot_be_assessed(page_zh):
    assert (
        "13项指标设有2020年目标值，其中4项可测算实现目标所需年均增速，"
        "1项为新增量目标（自规划期初累计），另有8项因缺少基期值暂无法测算。" in visible(page_zh)
    )
    assert "需核定的有1处" in visible(page_zh)


# 完成率 alone has three meanings; with what it is the rate of, it has one.
@pytest.mark.parametrize("word", ["矛盾", "倒退", "失败", "不及格", "(?<!目标值)(?<!指标)完成率"])
def test_words_that_a_review_does_not_use(page_zh, word):
    assert not re.search(word, visible(page_zh))


@pytest.mark.parametrize(
    "word",
    [
        "基期值",
        "规划目标值",
        "年度参考值（测算）",
        "后期所需年均增速",
        "数据时点",
        "个百分点",
        "规划文本前后表述不一致、需核定",
        "部分数据因四舍五入，分项与合计可能不等",
        "资料来源",
    ],
)
def test_words_of_the_convention_are_used(page_zh, word):
    assert word in visible(page_zh)


def test_change_of_a_share_is_in_points(page_zh):
    rows = cells(page_zh, "growth").set_index("指标")
    assert rows.loc["研究与试验发展经费支出占地区生产总值比重", "年均增量"] == "0.004个百分点"
    shares = cells(page_zh, "still").query("单位 == '%'")
    assert shares["年均增量"].str.fullmatch(r"[\d.]+个百分点|—").all()
    assert "3.18个百分点" in set(shares["年均增量"])  # (65 - 52.3) / 4


@pytest.mark.parametrize(
    ("name", "head"), [("growth", "所需年均增速"), ("still", "后期所需年均增速")]
)
def test_share_has_no_growth_in_per_cent(page_zh, name, head):
    """TERMS: changes of shares in 个百分点 only; 0.13% of 2.98% misleads."""
    assert set(cells(page_zh, name).query("单位 == '%'")[head]) == {"—"}


def test_target_reached_already_requires_no_negative_growth(page_zh):
    """3.06 % in 2016 against 3 %: a decline is 年均下降, and none is required."""
    rows = cells(page_zh, "still")
    assert not rows.apply(lambda column: column.str.match(r"[-−]\d")).any(axis=None)


def test_target_without_any_figure_is_listed_in_what_is_still_required(page_zh):
    """The section on 2017 shows 7 rows of 5 + 1 indicators; the others must be named too."""
    assert "暂无法" in section(page_zh, "still") or "均无数据" in section(page_zh, "still")


def test_relation_as_printed_is_kept(page_zh):
    """4.5%以上 and 30家以上 are floors; a bare 4.5 loses what the plan says."""
    rows = cells(page_zh, "missing").set_index("指标")["规划目标值"]
    assert (
        "以上" in rows["本级财政科技投入占本级财政支出的比例"]
        or "≥" in rows["本级财政科技投入占本级财政支出的比例"]
    )


@pytest.mark.parametrize(
    ("pattern", "rule"),
    [
        (r"\d\s+%", "percent stands without a space"),
        (r"\d{4}[-–~]\d{4}", "years are joined by —"),
        (r"[\u4e00-\u9fff],|,\s?[\u4e00-\u9fff]", "the comma is full-width"),
        (r"[\u4e00-\u9fff];|;\s?[\u4e00-\u9fff]", "the semicolon is full-width"),
        (r"None|nan|NaN", "a missing value is —"),
        (r"\b(?:archival|posted|posting|date|table|row)\b", "nothing is left in English"),
    ],
)
def test_chinese_page_keeps_the_rules_of_writing(page_zh, pattern, rule):
    text = without_quotes(page_zh)
    assert re.findall(rf".*(?:{pattern}).*", text) == [], rule


def test_conflict_has_room_for_value_ground_and_unit_of_the_decision(page_zh):
    heads = list(cells(page_zh, "conflicts"))
    assert {"采用值", "核定依据", "核定单位", "核定日期", "签字"} <= set(heads)


def test_both_values_of_the_conflict_stand_on_the_page(page_zh):
    text = section(page_zh, "conflicts")
    assert "2500件（2.3节、表1第5行）；3300件（3.8.1节）" in text
    assert cells(page_zh, "growth").query("指标 == '专利授权量'")["所需年均增速"].tolist() == [
        "6.36%",
        "0.61%",
    ]


def test_estimate_is_marked_as_one(page_zh):
    assert "本报告估算值，非公布数" in section(page_zh, "facts")


def test_review_lists_what_it_rests_on_and_leads_there(page_zh):
    """Of the plan that it reviews only: the ratio of 2015 on the first GDP is Linhai's."""
    assert '<a href="#rests">结果所依据的假设</a>' in page_zh
    log = cells(page_zh, "rests").set_index("假设")
    within = log.loc["与时序进度相差5个百分点以内为“基本符合预期”"]
    assert within[["可靠程度", "影响"]].tolist() == ["红", "红"]
    of_the_nation = method_table("china_13fyp", 0.05, "zh")["假设"]
    assert set(log.index) - set(of_the_nation) == {
        one for one in log.index if one.startswith("2015年研发投入强度")
    }


def test_preliminary_and_broken_values_are_flagged_where_they_are_used(page_zh):
    """3.06 is 初步核算数 and 52.3 counts above-scale industry after a 口径变动."""
    text = section(page_zh, "still")
    assert "初步核算数" in text
    assert "口径" in text


def test_every_table_has_as_many_cells_as_headings(page_zh):
    names = set(re.findall(r'<section id="(\w+)">', page_zh)) - {"milestones"}
    assert names >= {"growth", "still", "missing", "conflicts", "facts"}
    for name in names - {"standing", "decisions", "dashboard", "causes", "changes", "advice"}:
        assert not cells(page_zh, name).isna().any(axis=None), name


def test_page_is_one_file(page_zh):
    assert re.findall(r'(?:src|href)="(?!data:|#)', page_zh) == []
    assert re.findall(r'url\("?(?!"?data:)', page_zh) == []
    assert len(page_zh) < 3_000_000


def test_font_of_the_page_has_every_chinese_character_on_it(page_zh):
    import base64

    from fontTools.ttLib import TTFont

    data = re.search(r"data:font/woff;base64,([^\"]+)", page_zh)[1]
    drawn = TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap()
    shown = set(re.findall(r"[\u4e00-\u9fff，。、；：（）《》]", visible(page_zh)))
    assert len(shown) > 100
    assert {character for character in shown if ord(character) not in drawn} == set()


def test_page_without_the_font_of_the_extra_names_the_fonts_of_the_system(monkeypatch):
    monkeypatch.setattr("linhai_analysis.report.html.bundled_font", lambda: None)
    assert font_face("专利") == ""


def test_numbers_of_the_json_keep_every_digit_and_cells_keep_their_words():
    table = pd.DataFrame(
        {"value": [1e-300, math.inf, 0.1 + 0.2], "places": [(("1", "2"),), (), None]}
    )
    rows = json.loads(json_text(plain_rows(table)))
    assert [row["value"] for row in rows] == [1e-300, None, 0.30000000000000004]
    assert [row["places"] for row in rows] == [[["1", "2"]], [], None]


def test_english_page_has_chinese_only_where_it_quotes(quick, tmp_path):
    quick(tmp_path / "out", PLAN, year=2017)
    page = (tmp_path / "out" / "review.html").read_text(encoding="utf-8")
    assert re.findall(r".*[\u4e00-\u9fff].*", without_quotes(page)) == []


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "en",
            "no figure for the base year 2015; the figure of 2018 is 8.37 points from the target",
        ),
        ("zh", "缺2015年基期值、2018年与目标差8.37个百分点"),
    ],
)
def test_gap_is_said_where_no_verdict_is_possible(linhai, no_charts, lang, told):
    """51.63 of 60 % in 2018, without a baseline."""
    report = la.build_review(linhai, lang=lang)
    assert report.facts["seen"] == 2018
    (section,) = [one for one in report.sections if one.key == "scorecard"]
    # The note of the figure itself may follow.
    assert section.table.iloc[:, -1].str.startswith(told).any()
    # Where nothing is known there is no gap to speak of.
    assert sum("8.37" in note for note in section.table.iloc[:, -1]) == 1
