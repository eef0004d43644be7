"""The national plan 2016-2020 against what its sources state, copied by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

import linhai_analysis as la
from linhai_analysis.report.tables.plan import sources_table

# indicator: (value of 2015 that the quoted text prints, target of 2020, relation, source)
PLAN = {
    "national_innovation_rank": (18, 15, "at_most", "CN01"),
    "st_progress_contribution": (55.3, 60, "at_least", "CN01"),
    "rd_gdp_ratio": (2.1, 2.5, "at_least", "CN02"),
    "rd_personnel_per_10k_employed": (48.5, 60, "at_least", "CN03"),
    "hightech_enterprise_revenue": (22.2, 34, "at_least", "CN01"),
    "knowledge_services_share": (15.6, 20, "at_least", "CN01"),
    "industrial_rd_intensity": (0.9, 1.1, "at_least", "CN01"),
    "paper_citation_rank": (None, 2, "at_most", "CN02"),
    "pct_applications": (None, 2, "at_least", "CN02"),
    "invention_patents_per_10k": (None, 12, "at_least", "CN02"),
    "technology_contract_value": (None, 20000, "at_least", "CN02"),
    "scientific_literacy": (6.2, 10, "at_least", "CN01"),
}
# The first releases of the yearly communique; 2010 from a report on it
RD_FIRST_RELEASE = {
    2010: 1.76,
    2011: 1.84,
    2012: 1.98,
    2013: 2.08,
    2014: 2.05,
    2015: 2.07,
    2016: 2.11,
    2017: 2.13,
    2018: 2.19,
    2019: 2.23,
    2020: 2.40,
}
INVENTIONS = {
    2010: 1.7,
    2012: 3.2,
    2013: 4.02,
    2014: 4.9,
    2015: 6.3,
    2016: 8,
    2017: 9.8,
    2018: 11.5,
    2019: 13.3,
    2020: 15.8,
    2021: 19.1,
}
CONTRACTS = {2015: 9835.79, 2016: 11406.98, 2017: 13424.22, 2018: 17697.42, 2019: 22398.39}
PLAN_ZH = "“十三五”国家科技创新规划（国发〔2016〕43号）"


# ---------------------------------------------------------------- figures


def test_targets_are_those_of_the_sources(china):
    rows = china.targets
    found = rows[["indicator", "target", "relation", "source_id"]].itertuples(index=False)
    assert {row[0]: tuple(row[1:]) for row in found} == {n: aim[1:] for n, aim in PLAN.items()}
    assert len(rows) == 12
    assert rows["main"].all()
    assert set(rows["base_year"]) == {2015}
    assert set(rows["target_year"]) == {2020}


def test_target_without_a_known_place_is_named_by_its_indicator(china):
    assert china.targets["target_id"].tolist() == list(PLAN)
    assert set(china.targets["place"]) == {""}


def test_one_target_is_relative(china):
    bases = china.targets.set_index("indicator")["basis"]
    assert bases["pct_applications"] == "multiple"
    assert set(bases.drop("pct_applications")) == {"level"}


def test_baselines_are_what_the_quoted_text_prints(china):
    own = china.observations.query("printed != ''")
    found = {row["indicator"]: (row["value"], row["source_id"]) for row in own.to_dict("records")}
    assert found == {n: (base, by) for n, (base, _, _, by) in PLAN.items() if base is not None}
    assert set(own["year"]) == {2015}
    assert set(own["status"]) == {"final"}


def test_baselines_of_the_summary_come_from_the_plan_or_from_other_sources(china):
    base = china.summary()["baseline"]
    assert base["rd_gdp_ratio"] == 2.1
    assert (base["invention_patents_per_10k"], base["technology_contract_value"]) == (6.3, 9835.79)
    assert set(base.index[base.isna()]) == {"paper_citation_rank", "pct_applications"}


def test_all_55_published_values_are_carried_over():
    panel = la.load_panel("china")
    assert len(panel) == 55
    assert panel["indicator"].value_counts().to_dict() == {
        "technology_contract_value": 14,
        "invention_patents_per_10k": 12,
        "st_progress_contribution": 11,
        "national_innovation_rank": 6,
        "pct_applications": 5,
        "scientific_literacy": 5,
        "rd_gdp_ratio": 2,
    }
    assert panel["value"].sum() == pytest.approx(528909.02, abs=0.005)


def test_one_patent_count_is_derived_and_stays_out(china):
    rows = china.observations.query("status == 'derived'")
    assert set(zip(rows["indicator"], rows["year"], rows["value"], strict=True)) == {
        ("invention_patents_per_10k", 2010, 2.1),
        ("pct_applications", 2015, 28400),
        ("technology_contract_value", 2011, 4764.7),
    }
    assert 2015 not in china.series("pct_applications")
    assert 2011 not in china.series("technology_contract_value")


def test_breaks_stand_where_the_basis_changes(china):
    assert china.series("pct_applications").attrs["breaks"] == (2017, 2019)
    assert china.series("rd_gdp_ratio").attrs["breaks"] == (2024,)
    broken = china.observations.query("indicator in @PLAN and `break`")
    assert len(broken) == 3
    assert (broken["note"] != "").all()


def test_kinds_say_what_grows_by_points(china):
    kinds = china.indicators.set_index("indicator")["kind"]
    assert set(kinds.index[kinds == "rank"]) == {"national_innovation_rank", "paper_citation_rank"}
    assert kinds["st_progress_contribution"] == kinds["rd_gdp_ratio"] == "share"
    assert kinds["invention_patents_per_10k"] == "ratio"


# ---------------------------------------------------------------- series


def test_first_releases_are_one_series_and_the_plans_rounded_base_is_not_in_it(china):
    series = china.series("rd_gdp_ratio", until=2020)
    assert series.to_dict() == RD_FIRST_RELEASE
    assert series.attrs["notes"] == ()
    assert series.attrs["sources"][2010] == "CN22"


def test_ratio_on_the_later_gdp_is_not_joined_unseen(china):
    assert china.series("rd_gdp_ratio", until=2023).attrs["notes"] == ()
    assert china.series("rd_gdp_ratio").attrs["notes"] == ("spliced",)


def test_original_names_all_its_copies(china):
    assert china.series("rd_gdp_ratio", source_id="CN_PLAN135").to_dict() == {2015: 2.1}
    family = china.series("rd_gdp_ratio", source_id="NBS_RD_COMMUNIQUE", until=2020)
    assert family.to_dict() == RD_FIRST_RELEASE


def test_releases_of_the_patent_office_are_one_series_whoever_printed_them(china):
    series = china.series("invention_patents_per_10k")
    assert series.to_dict() == INVENTIONS
    assert series.attrs["notes"] == ()
    assert len(set(series.attrs["sources"].values())) == 10


def test_contracts_come_from_the_yearbook(china):
    series = china.series("technology_contract_value", until=2019)
    assert series.loc[2015:].to_dict() == CONTRACTS
    assert set(series.attrs["sources"].values()) == {"CN31"}


def test_review_of_2018_sees_nothing_later(china):
    latest = {name: max(china.series(name, until=2018).index, default=0) for name in PLAN}
    assert max(latest.values()) == 2018
    assert china.series("rd_gdp_ratio", until=2018).iloc[-1] == 2.19


# ---------------------------------------------------------------- what people read


def test_plan_is_called_by_its_own_name_and_line_says_it_is_a_copy(china):
    assert china.title("zh") == PLAN_ZH
    assert china.source_line("zh") == f"资料来源：国务院《{PLAN_ZH}》（转引）"
    assert china.source_line("en") == (
        "Source: State Council, "
        "National plan for science, technology and innovation 2016-2020 (secondary copy)"
    )


def test_line_names_each_original_once(china):
    line = china.source_line("zh", ["CN02", "CN29", "CN11", "CN13"])
    assert line.count("国务院") == line.count("国家知识产权局") == 1


def test_citation_names_the_original_and_who_was_read(china):
    [target] = (
        china.cite("rd_personnel_per_10k_employed").query("figure == 'target'").to_dict("records")
    )
    assert (target["publisher"], target["source_id"]) == ("国务院", "CN03")
    assert target["title"] == f"{PLAN_ZH}（转引自新华社，中国日报网站）"
    assert target["place"] == ""
    english = china.cite("rd_personnel_per_10k_employed", lang="en").iloc[0]
    assert english["publisher"] == "State Council"
    assert english["title"].endswith("(secondary copy: Xinhua, on the site of China Daily)")


def test_secondary_copies_have_no_address_and_reposts_keep_theirs(china):
    cited = china.cite("st_progress_contribution").set_index("source_id")
    assert (cited.loc[cited["reliability"] == "C", "url"] == "").all()
    assert set(cited.loc["CN27", "url"]) == {"https://news.gmw.cn/2021-06/10/content_34912395.htm"}


@pytest.mark.parametrize(("lang", "mark"), [("zh", "（转引"), ("en", "(secondary copy")])
def test_every_secondary_copy_says_so(china, lang, mark):
    cited = pd.concat([china.cite(name, lang) for name in PLAN])
    copies = cited[cited["reliability"] == "C"]
    assert copies["source_id"].nunique() == 14
    assert copies["title"].str.contains(mark, regex=False).all()


def test_own_release_of_the_producer_is_no_copy(china):
    cited = china.cite("invention_patents_per_10k").set_index("source_id")
    assert cited.loc["CN08", "title"] == "专利统计数据（历年发布）"
    assert cited.loc["CN09", "title"] == "专利统计数据（历年发布）（转引自网络转载）"
    # A figure that no office published is not put into its mouth.
    assert cited.loc["CN05b", "publisher"] == "中国经济网"


def test_producer_that_was_reposted_is_not_named_twice(china):
    cited = china.cite("national_innovation_rank").set_index("source_id")
    assert cited.loc["CN16", "title"] == "国家创新指数报告（历年）（转引）"


def test_table_of_sources_names_originals(china):
    table = sources_table(china, "zh")
    listed = set(zip(table["发布单位"], table["名称"], strict=True))
    assert ("国务院", f"{PLAN_ZH}（转引自期刊文摘）") in listed
    assert ("科学技术部", "科技进步贡献率（历年公布）（转引自光明日报）") in listed
    assert len(table) == len(china.sources) - 6  # the six originals that nobody here has read


def test_plan_does_not_differ_from_itself_but_from_the_communique(china):
    """Base of R&D/GDP: 2.1 in the plan, 2.07 as first published, 2.06 in the later vintage."""
    conflicts = china.conflicts()[["kind", "indicator", "year", "readings", "adopted"]]
    assert conflicts.values.tolist() == [
        ["figures", "rd_gdp_ratio", 2015, ("2.1", "2.07"), ""],
        ["revision", "rd_gdp_ratio", 2015, ("2.1", "2.07", "2.05701"), ""],
    ]
    assert "12 indicators with 12 printed targets" in repr(china)


def test_growth_of_the_national_targets(china):
    growth = la.required_growth(china).set_index("indicator")
    assert growth.loc["pct_applications", "required_cagr"] == pytest.approx(2**0.2 - 1)
    assert growth.loc["rd_gdp_ratio", "required_per_year"] == pytest.approx(0.08)
    assert growth.loc["technology_contract_value", "required_cagr"] == pytest.approx(
        (20000 / 9835.79) ** 0.2 - 1
    )
    assert math.isnan(growth.loc["paper_citation_rank", "required_per_year"])
    assert growth.loc["national_innovation_rank", "required_per_year"] == pytest.approx(-0.6)
