"""What the printed figures imply: sums done by hand in METHODS.md and below."""

from __future__ import annotations

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
    row = of("implied_gdp").iloc[0]
    assert row["value"] == pytest.approx(float(Decimal("13.81") / Decimal("0.0298")))
    assert f"{row['value']:.1f}" == "463.4"
    assert row["arithmetic"] == "13.81 / 2.98%"
    assert "463.5" in row["caveat"]  # published in the work report of 2016
    assert row["quality"] == "green"


@pytest.mark.parametrize(
    ("growth", "needed", "rate"),
    # 13.81 / 0.0298 * 1.05 ** 5 * 0.03, and 1.05 * (3 / 2.98) ** 0.2 - 1
    [("5%", 17.744, "5.1%"), ("7%", 19.499, "7.1%"), ("9%", 21.391, "9.1%")],
)
def test_rd_spending_that_three_per_cent_needs(growth, needed, rate):
    rows = of("rd_needed")
    row = rows[rows["statement"].str.contains(f"grows {growth} a year")].iloc[0]
    assert row["value"] == pytest.approx(needed, abs=1e-3)
    assert f"grow {rate} a year" in row["caveat"]
    assert row["quality"] == "amber"


def test_growth_of_gdp_can_be_chosen():
    rows = la.derived_facts(PLAN, gdp_growth=[0.0])
    needed = rows.loc[rows["fact"] == "rd_needed", "value"]
    assert needed.tolist() == pytest.approx([13.81 / 2.98 * 3])


def test_targets_nearly_met_before_the_plan_began():
    rows = of("nearly_met").set_index("arithmetic")["value"]
    assert rows.to_dict() == pytest.approx({"2.98 / 3": 99.3333, "2425 / 2500": 97.0}, abs=1e-4)


def test_nearly_met_stands_beside_the_record_and_the_other_accounts():
    """METHODS: two caveats stand beside 'nearly met before it began'."""
    ratio, patents = of("nearly_met")["caveat"]
    assert "later accounts we estimate a lower one" in ratio
    assert "a record" in patents


def test_rd_ratio_on_the_later_accounts_is_a_marked_estimate():
    row = of("later_accounts").iloc[0]
    level = Decimal("670.92") / Decimal("1.07") ** 3
    low = Decimal("13.81") / level * 100
    high = Decimal("13.81") / (level / Decimal("1.04") ** 3) * 100
    assert (row["value"], row["high"]) == pytest.approx((float(low), float(high)))
    assert f"{row['value']:.2f} {row['high']:.2f}" == "2.52 2.84"
    assert row["quality"] == "red"
    assert "estimate, not a published figure" in row["caveat"]


def test_inventions_among_grants_before_and_after():
    assert f"{of('invention_share_base')['value'].item():.1f}" == "8.9"  # 216 / 2425
    shares = of("invention_share_target").set_index("arithmetic")["value"]
    assert shares.to_dict() == pytest.approx({"360 / 2500": 14.4, "360 / 3300": 10.909}, abs=1e-3)


def test_the_other_grants_fall_to_2140_or_rise_to_2940():
    rows = of("other_grants")
    assert rows["value"].tolist() == [2140.0, 2940.0]
    assert rows["arithmetic"].tolist() == [
        "2425 - 216 = 2209; 2500 - 360 = 2140",
        "2425 - 216 = 2209; 3300 - 360 = 2940",
    ]


def test_caveat_of_the_other_grants_says_which_way_they_go():
    """METHODS: meeting 2500 and 360 exactly means that the other grants fall."""
    fall, rise = of("other_grants")["caveat"]
    assert fall != rise


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


def test_unknown_language_is_an_error():
    with pytest.raises(la.DataError, match="language 'fr' is not known"):
        la.derived_facts(PLAN, lang="fr")
