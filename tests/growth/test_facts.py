"""What the printed figures imply: sums done by hand in METHODS.md and below."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from small_plans import small_plan

import linhai_analysis as la

PLAN = la.load_plan()
FACTS = la.derived_facts(PLAN)


def of(fact: str) -> pd.DataFrame:
    return FACTS[FACTS["fact"] == fact]


def test_rd_ratio_rests_on_a_gdp_of_463_4():
    row = of("implied_denominator").iloc[0]
    assert row["value"] == pytest.approx(float(Decimal("13.81") / Decimal("0.0298")))
    assert f"{row['value']:.1f}" == "463.4"
    assert row["arithmetic"] == "13.81 / 2.98%"
    assert "463.5" in row["caveat"]  # published in the work report of 2016
    assert row["quality"] == "green"


@pytest.mark.parametrize(
    ("growth", "needed", "rate"),
    # 463.5 * 1.05 ** 5 * 0.03, and 1.05 * (0.03 * 463.5 / 13.81) ** 0.2 - 1
    [("5%", 17.7467, "5.1%"), ("7%", 19.5025, "7.1%"), ("9%", 21.3946, "9.1%")],
)
def test_rd_spending_that_three_per_cent_needs(growth, needed, rate):
    rows = of("numerator_needed")
    row = rows[rows["statement"].str.contains(f"grows {growth} a year")].iloc[0]
    assert row["value"] == pytest.approx(needed, abs=1e-4)
    assert f"grow {rate} a year" in row["caveat"]
    assert row["quality"] == "amber"


def test_growth_of_gdp_can_be_chosen():
    rows = la.derived_facts(PLAN, growth=[0.0])
    needed = rows.loc[rows["fact"] == "numerator_needed", "value"]
    assert needed.tolist() == pytest.approx([463.5 * 0.03])


def test_scenario_needs_the_same_rd_spending():
    aimed = la.Scenario("s", {"rd_gdp_ratio": {"reach": 3}, "gdp": 0.05})
    paths = la.run_scenarios(PLAN, aimed).set_index(["indicator", "year"])["value"]
    needed = la.derived_facts(PLAN, growth=[0.05]).query("fact == 'numerator_needed'")["value"]
    assert paths["rd_expenditure", 2020] == pytest.approx(needed.item(), rel=1e-12)


def test_targets_nearly_met_before_the_plan_began():
    rows = of("nearly_met").set_index("arithmetic")["value"]
    assert rows.to_dict() == pytest.approx({"2.98 / 3": 99.3333, "2425 / 2500": 97.0}, abs=1e-4)


def test_nearly_met_stands_beside_the_record_and_the_other_accounts():
    """METHODS: two caveats stand beside 'nearly met before it began'."""
    ratio, patents = of("nearly_met")["caveat"]
    assert "later accounts we estimate a lower one" in ratio
    assert "a record" in patents


def test_rd_ratio_on_the_later_level_is_a_marked_estimate():
    row = of("later_level").iloc[0]
    level = Decimal("670.92") / Decimal("1.07") ** 3
    low = Decimal("13.81") / level * 100
    high = Decimal("13.81") / (level / Decimal("1.04") ** 3) * 100
    assert (row["value"], row["high"]) == pytest.approx((float(low), float(high)))
    assert f"{row['value']:.2f} {row['high']:.2f}" == "2.52 2.84"
    assert row["quality"] == "red"
    assert "estimate, not a published figure" in row["caveat"]


def test_inventions_among_grants_before_and_after():
    assert f"{of('part_share')['value'].item():.1f}" == "8.9"  # 216 / 2425
    shares = of("part_share_target").set_index("arithmetic")["value"]
    assert shares.to_dict() == pytest.approx({"360 / 2500": 14.4, "360 / 3300": 10.909}, abs=1e-3)


def test_the_other_grants_fall_to_2140_or_rise_to_2940():
    rows = FACTS[FACTS["fact"].isin(["rest", "rest_falls"])]
    assert rows["value"].tolist() == [2140.0, 2940.0]
    assert rows["arithmetic"].tolist() == [
        "2425 - 216 = 2209; 2500 - 360 = 2140",
        "2425 - 216 = 2209; 3300 - 360 = 2940",
    ]


def test_caveat_of_the_other_grants_says_which_way_they_go():
    """METHODS: meeting 2500 and 360 exactly means that the other grants fall."""
    assert of("rest_falls")["caveat"].item().endswith("means that the other grants fall to 2140.")
    assert of("rest")["caveat"].item().endswith("lets the other grants change to 2940.")


def test_every_fact_has_its_arithmetic_its_caveat_and_its_grade():
    assert (FACTS[["statement", "arithmetic", "caveat", "unit"]] != "").all(axis=None)
    assert set(FACTS["quality"]) == {"green", "amber", "red"}


def test_chinese_facts_have_the_same_numbers_and_no_english_sentence():
    chinese = la.derived_facts(PLAN, lang="zh")
    assert chinese["value"].tolist() == FACTS["value"].tolist()
    text = "".join(chinese["statement"] + chinese["caveat"])
    assert not any(word in text for word in (" the ", " of ", "GDP", "R&D"))


def test_plan_without_those_indicators_gives_no_facts(tmp_path: Path):
    plan = small_plan(tmp_path / "plan", [{"indicator": "a", "target": 120}], {"a": {2015: 60}})
    assert la.derived_facts(plan).empty
    assert list(la.derived_facts(plan)) == list(FACTS)


def test_falling_target_is_not_called_nearly_met(tmp_path: Path):
    target = {"indicator": "a", "target": 100, "better": "down"}
    plan = small_plan(tmp_path / "plan", [target], {"a": {2015: 98}})
    assert la.derived_facts(plan).empty


BOOK = (
    "indicator,name_en,unit,kind,better,decimals,parent,numerator,denominator\n"
    "rate,rate,%,share,up,1,,cases,people\ncases,cases,case,count,up,0,,,\n"
    "people,people,person,count,up,0,,,\nsevere,severe cases,case,count,up,0,cases,,\n"
)
TARGETS = (
    "indicator,base_year,target_year,target\n"
    "rate,2015,2020,5\ncases,2015,2020,50\nsevere,2015,2020,20\n"
)
VALUES = "indicator,year,value\nrate,2015,4\ncases,2015,40\nsevere,2015,5\n"


def of_cases(folder: Path, facts: str = "") -> la.Plan:
    """40 cases are 4 % of 1000 people, 5 of them severe; wanted are 5 %, 50 and 20."""
    folder.mkdir(exist_ok=True)
    tables = {"indicators": BOOK, "targets": TARGETS, "observations": VALUES, "facts": facts}
    for name, text in tables.items():
        if text:
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return la.load_plan(folder)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_facts_of_any_codebook_by_hand(tmp_path: Path, lang):
    facts = la.derived_facts(of_cases(tmp_path), lang=lang).set_index("fact")
    assert facts["value"].to_dict() == pytest.approx(
        {
            "implied_denominator": 1000,  # 40 / 4 %
            "numerator_needed": 50,  # 5 % of 1000 people, who nobody assumed to grow
            "part_share": 12.5,  # 5 / 40
            "part_share_target": 40,  # 20 / 50
            "rest_falls": 30,  # 50 - 20, before 40 - 5
        }
    )
    assert facts["arithmetic"].tolist() == [
        "40 / 4%",
        "1000 × 1.00^5 × 5%",
        "5 / 40",
        "20 / 50",
        "40 - 5 = 35; 50 - 20 = 30",
    ]
    assert (facts[["statement", "caveat", "unit"]] != "").all(axis=None)
    assert not facts[["statement", "caveat"]].map(lambda text: "{" in text).any(axis=None)


def test_part_without_a_target_has_its_share_only(tmp_path: Path):
    """其中 rows of a bureau's sheet have figures, and rarely a target."""
    of_cases(tmp_path)
    without = TARGETS.replace("severe,2015,2020,20\n", "")
    (tmp_path / "targets.csv").write_text(without, encoding="utf-8")
    facts = la.derived_facts(la.load_plan(tmp_path)).set_index("fact")
    assert facts.loc["part_share", "value"] == 12.5  # 5 / 40
    assert not {"part_share_target", "rest_falls"} & set(facts.index)


def test_facts_in_the_words_and_with_the_growth_of_the_plan(tmp_path: Path):
    facts = (
        "fact,indicator,growth,statement_en\n"
        "numerator_needed,rate,0.5%,Cases of {year} ({odd}) at {growth}\n"
        "numerator_needed,rate,-1%,\n"
    )
    made = la.derived_facts(of_cases(tmp_path, facts)).query("fact == 'numerator_needed'")
    # A name in braces that is none of a value stays as it was written.
    assert made["statement"].tolist() == [
        "Cases of 2020 ({odd}) at 0.5%",
        "Cases of 2020 ({odd}) at -1%",
    ]
    assert made["value"].tolist() == pytest.approx([50 * 1.005**5, 50 * 0.99**5])
    assert made["arithmetic"].tolist() == ["1000 × 1.005^5 × 5%", "1000 × 0.99^5 × 5%"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("nearly_there,rate,", "'nearly_there' is not one of implied_denominator"),
        ("nearly_met,rat,", "'rat' is not in the table indicators"),
        ("numerator_needed,rate,7", "did you mean 0.07"),
    ],
)
def test_faults_of_the_table_facts(tmp_path: Path, row, fault):
    with pytest.raises(la.FaultsError, match=fault):
        of_cases(tmp_path, f"fact,indicator,growth\n{row}\n")


def test_part_and_whole_of_different_years_are_not_set_against_each_other(tmp_path: Path):
    plan = of_cases(tmp_path)
    later = plan.targets.assign(target_year=[2020, 2020, 2025])
    facts = la.derived_facts(dataclasses.replace(plan, targets=later))["fact"].tolist()
    assert facts == ["implied_denominator", "numerator_needed", "part_share"]


def test_unknown_language_is_an_error():
    with pytest.raises(la.DataError, match="language 'fr' is not known"):
        la.derived_facts(PLAN, lang="fr")
