"""Targets in English words: what each is read as, by a hand."""

from __future__ import annotations

import pytest

from linhai_analysis.targets import UnreadError, read_printed
from linhai_analysis.words import LANGUAGES, word

FIRMS = {"unit": "firms", "kind": "count", "names": ["High-tech firms"]}
JOBS = {"unit": "10,000 persons", "kind": "amount"}
SHARE = {"unit": "%", "kind": "share"}
PATENTS = {"unit": "piece per 10000 persons", "kind": "ratio"}
YEARLY = FIRMS | {"counted": "in_year"}

# printed, codebook, value, basis, relation
READ = [
    *((f"{words} 120", FIRMS, 120, "level", "at_least") for words in (
        "at least", "No less than", "not less than", "no fewer than", "minimum", "a minimum of")),
    *((f"{words} 10", FIRMS, 10, "level", "at_most") for words in (
        "at most", "no more than", "not more than", "up to", "within", "Maximum", "not exceeding",
        "must not exceed")),
    *((f"{words} 10", FIRMS, 10, "level", "above") for words in (
        "more than", "over", "above", "exceed", "greater than")),
    *((f"{words} 10", FIRMS, 10, "level", "below") for words in (
        "less than", "fewer than", "below", "under")),
    *((f"{words} 10 %", SHARE, 10, "level", "about") for words in (
        "about", "around", "approximately", "roughly", "nearly")),
    ("120 or more", FIRMS, 120, "level", "at_least"),
    ("5 % or less", SHARE, 5, "level", "at_most"),
    ("between 3 and 5", FIRMS, 3, "level", "range"),
    ("3 to 5", FIRMS, 3, "level", "range"),
    ("3–5 firms", FIRMS, 3, "level", "range"),
    # multiples
    *((word, FIRMS, 2, "multiple", "") for word in (
        "double", "Doubled", "twofold", "double the baseline", "2 times the baseline")),
    ("triple", FIRMS, 3, "multiple", ""),
    ("at least double", FIRMS, 2, "multiple", "at_least"),
    ("increase to three times the baseline", FIRMS, 3, "multiple", ""),
    ("up to 3 times the baseline", FIRMS, 3, "multiple", "at_most"),
    # growth a year
    *((text, FIRMS, 0.08, "growth_rate", "") for text in (
        "grow by 8 % a year", "rise by 8% per year", "increase by 8% annually", "8% growth p.a.",
        "average annual growth of 8 %", "growth of 8% per annum",
        "growing at an average of 8% a year")),
    ("annual growth of at least 8%", FIRMS, 0.08, "growth_rate", "at_least"),
    ("average annual growth rate of 8% or more", FIRMS, 0.08, "growth_rate", "at_least"),
    ("rise by 0.5 percentage points a year", SHARE, 0.5, "yearly_points", ""),
    # changes over all years
    ("increase by 16 %", FIRMS, 0.16, "cumulative_change", ""),
    *((text, FIRMS, -0.16, "cumulative_change", "") for text in (
        "reduce by 16 %", "fall by 16 per cent", "cut by 16%", "lower by 16%", "16% below 2015",
        "a reduction of 16%", "reduced by 16% compared with 2015")),
    # At least so much of a fall is at most that level.
    ("reduce by at least 16%", FIRMS, -0.16, "cumulative_change", "at_most"),
    ("cumulative growth of 15%", SHARE, 0.15, "cumulative_change", ""),
    ("cumulative fall of 15%", SHARE, -0.15, "cumulative_change", ""),
    ("unchanged", FIRMS, 0, "cumulative_change", ""),
    ("5 percentage points", SHARE, 5, "point_change", ""),
    ("up 5 pp", SHARE, 5, "point_change", ""),
    # additions and totals
    *((text, FIRMS, 30, "increment", "") for text in (
        "30 new", "add 30", "30 more", "30 new firms", "an additional 30", "a total of 30 new",
        "30 new over five years")),
    ("cumulative 30", FIRMS, 30, "cumulative", ""),
    ("attract 30 firms", FIRMS, 30, "cumulative", ""),
    ("20 new a year", YEARLY, 20, "yearly_average", ""),
    ("20 new each year", YEARLY, 20, "every_year", ""),
    # levels that are reached
    ("increase to 65 %", SHARE, 65, "level", ""),
    ("increase to at least 65%", SHARE, 65, "level", "at_least"),
    ("reduce to below 5%", SHARE, 5, "level", "below"),
    ("keep above 95%", SHARE, 95, "level", "above"),
    ("reach 120 by 2020", FIRMS, 120, "level", ""),
    ("increase from 60 to 120", FIRMS, 120, "level", ""),
    ("at least 3% of GDP", SHARE, 3, "level", "at_least"),
    # units
    ("at least 120 high-tech firms", FIRMS, 120, "level", "at_least"),
    ("1.2 thousand", FIRMS, 1200, "level", ""),
    ("at least 12,000 persons", JOBS, 1.2, "level", "at_least"),
    ("2 million people", JOBS, 200, "level", ""),
    ("13.8 billion yuan", {"unit": "100 million yuan", "kind": "amount"}, 138, "level", ""),
    ("16 patents per 10,000 people", PATENTS, 16, "level", ""),
    ("16 per 10,000 people", PATENTS, 16, "level", ""),
    ("9 deaths per 100,000 births", {"unit": "deaths per 100,000 births"}, 9, "level", ""),
    ("30 parks", {"unit": "10,000 parks", "kind": "amount"}, 0.003, "level", ""),
    ("1 lab", {"unit": "labs", "kind": "count"}, 1, "level", ""),
    ("top 10", {"unit": "place", "kind": "rank", "better": "down"}, 10, "level", "at_most"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "codebook", "value", "basis", "relation"), READ)
def test_english_words_are_read_as_people_mean_them(printed, codebook, value, basis, relation):
    figure = read_printed(printed, **codebook)
    assert figure.value == pytest.approx(value, rel=1e-12)
    assert (figure.basis, figure.relation) == (basis, relation)


def test_years_that_words_name_are_kept():
    """Else a row whose columns say other years would not be found."""
    assert read_printed("120 firms by 2020", **FIRMS).target_year == 2020
    assert read_printed("50% above 2015", **FIRMS).base_year == 2015
    assert read_printed("below 2000", **FIRMS).value == 2000


# printed, codebook, key of the reason
UNREAD = [
    ("in line with GDP growth", FIRMS, "compares"),
    ("faster than GDP", FIRMS, "compares"),
    ("2 points above the national average", SHARE, "compares"),
    ("10% over last year", FIRMS, "last_year"),
    ("to be assigned", FIRMS, "assigned"),
    ("as assigned by the province", FIRMS, "assigned"),
    ("n/a", FIRMS, "none"),
    ("to be decided", FIRMS, "none"),
    ("steadily increase", SHARE, "direction"),
    ("many", FIRMS, "figure"),
    ("build a science park", FIRMS, "words"),
    # two readings
    ("increase 5", SHARE, "no_unit"),
    ("increase by 5%", SHARE, "points_or_percent"),
    ("rise by 2% a year", SHARE, "points_or_percent"),
    ("8% a year", FIRMS, "average_or_growth"),
    ("growth rate of 8%", FIRMS, "which_years"),
    ("a total of 30", FIRMS, "total_or_level"),
    ("20 new each year", FIRMS, "every_addition"),
    ("increase threefold", FIRMS, "figure"),
    ("rise 3 times", FIRMS, "figure"),
    ("from 60 to 120", FIRMS, "figure"),
    ("80% of the 2015 level", SHARE, "figure"),
    ("by 2020", FIRMS, "figure"),
    ("at least 5, at most 3", FIRMS, "two_things"),
    # another quantity than that of the codebook
    ("at least 120 big banks", FIRMS, "unit"),
    ("5 pp", FIRMS, "points"),
]


@pytest.mark.parametrize(("printed", "codebook", "key"), UNREAD)
def test_what_has_no_figure_or_two_meanings_says_why(printed, codebook, key):
    with pytest.raises(UnreadError) as caught:
        read_printed(printed, **codebook)
    assert caught.value.key == key
    assert printed in str(caught.value)


# What the guide of the workbook says of each way of writing a target, and what it is read as.
GUIDE = {
    "level": ((120, "level", ""), (120, "level", "")),
    "limit": ((2.5, "level", "at_least"), (10, "level", "at_most")),
    "range": ((3, "level", "range"), (3, "level", "range")),
    "multiple": ((2, "multiple", ""),),
    "rate": ((0.1, "growth_rate", "at_least"),),
    "fall": ((-0.16, "cumulative_change", ""),),
    "sum": ((30, "increment", ""),),
    "rank": ((10, "level", "at_most"),),
}
WRITTEN = {"en": {"join": [" or ", ", "], "unit": "firms"}, "zh": {"join": ["、"], "unit": "家"}}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("way", GUIDE)
def test_examples_of_the_guide_are_read_as_it_says(lang, way):
    shown = [word(f"form.target.{way}", lang).split("|")[0]]
    for join in WRITTEN[lang]["join"]:
        shown = [part for text in shown for part in text.split(join)]
    known = GUIDE[way]
    assert 1 <= len(shown) <= len(known)
    for text, expected in zip(shown, known, strict=False):
        percent = "%" in text and expected[1] == "level"
        unit = "位" if way == "rank" else "%" if percent else "个" if way == "sum" else ""
        figure = read_printed(text, unit or WRITTEN[lang]["unit"])
        assert (figure.value, figure.basis, figure.relation) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_examples_of_the_columns_are_targets(lang):
    units = {"en": ["enterprises", "tce per 10,000 yuan", "parks"], "zh": ["家", "吨/万元", "个"]}
    rows = [word(f"form.example.{n}", lang).split("|") for n in (1, 2, 3)]
    read = [read_printed(row[7], unit) for row, unit in zip(rows, units[lang], strict=True)]
    assert [figure.value for figure in read] == [400, -0.16, 30]
    assert [figure.basis for figure in read] == ["level", "cumulative_change", "increment"]
