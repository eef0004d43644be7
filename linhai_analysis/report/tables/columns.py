"""What the columns of a table hold, and what they are called above the cells that people read.

A heading is ``shown.<table>.<column>``, else ``shown.<column>``, else that of the spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from linhai_analysis.report.tables.spreadsheets import BY_RULE, FAMILIES, heading
from linhai_analysis.tables import CONTRACTS
from linhai_analysis.words import LANGUAGES, known, word

# By which columns a table is known, whatever else was left out of it; the first that fits.
MARKS = {
    "reach_years": "reached late",
    "closing_rates": "rate per_year",
    "comparison": "difference relative",
    "sensitivity": "outcome swing",
    "numbers_met": "share independent",
    "drawn": "probability standard_error",
    "rule_pairs": "rule brier_other",
    "hindsight": "rule brier",
    "hindsight_cases": "rule case",
    "agreement": "scale alpha",
    "coverage": "level held",
    "differences": "against loss",
    "pit": "from to share",
    "backtest": "model mase",
    "conflicts": "readings target_ids",
    "plausibility": "table sentence",
    "reference_growth": "start_value end_value",
    "ambition": "faster reached",
    "derived_facts": "statement arithmetic",
    "follow": "peer_value change",
    "correlations": "other correlation",
    "compare_plans": "plan faster_than_first",
    "progress": "rule beside",
    "scorecard": "verdicts agreement",
    "tasks": "task_id task",
    "scenarios": "scenario assumption",
    "indicators": "better decimals",
    "cite": "figure printed_name",
    "sources": "source_id reliability",
    "observations": "status source_id",
}
# What the numbers of a column are, by column or by table and column.
KINDS = {
    "rate": """required_cagr required_cagr_low required_cagr_high still_cagr rate rate_low rate_high
        relative growth""",
    "share": """elapsed progress progress_low progress_high borrowed share independent held cov80
        cov95 coverage.level hindsight_cases.level coverage.lo95 coverage.hi95 from to said""",
    "drawn": "drawn.probability numbers_met.share numbers_met.independent",
    "error": "standard_error independent_error",
    "chance": "probability",
    "change": """required_per_year required_per_year_low required_per_year_high still_per_year
        per_year per_year_low per_year_high gap margin comparison.difference swing""",
    "by way": "required faster_than_first change",
    "amount": """sensitivity.low sensitivity.value sensitivity.high scenarios.low scenarios.value
        scenarios.high""",
    "given": """base_low base_high baseline latest actual target target_high start_value end_value
        peer_value observations.value cite.value""",
    "base": "base_value",
    "target": "target_value",
    "fact": "derived_facts.value derived_facts.high",
    "number": """progress.value progress.beside alpha brier brier_base brier_other mase wis
        naive_ratio width correlation p seconds differences.difference differences.base
        differences.lo95 differences.hi95 rule_pairs.difference rule_pairs.lo95 rule_pairs.hi95""",
    "year": "reach_year",
}
# What people say of a code where a spreadsheet keeps the word that can be read again.
SAID = {"quality": "quality"}
UNITED = {"change", "by way", "given", "base", "target", "level"}


def table_of(columns: Iterable[str]) -> str:
    """Return which table of the library has these columns; nothing where none is known.

    >>> table_of(["target_id", "reached", "late"]), table_of(["name"])
    ('reach_years', '')
    """
    there = set(columns)
    return next((name for name, marks in MARKS.items() if there.issuperset(marks.split())), "")


@cache
def kind_of(table: str, column: str) -> str:
    """Return what the numbers of a column are; levels where nothing else is known.

    >>> kind_of("", "required_cagr"), kind_of("sensitivity", "low"), kind_of("", "median")
    ('rate', 'amount', 'level')
    """
    for name in (f"{table}.{column}", column):
        for kind, columns in KINDS.items():
            if name in columns.split():
                return kind
    return "share" if table == "hindsight" else "level"


def base_name(column: str) -> str:
    """Return what a column is without its language.

    >>> base_name("title_en"), base_name("title")
    ('title', 'title')
    """
    stem, _, lang = column.rpartition("_")
    return stem if lang in LANGUAGES else column


@cache
def is_heading(name: str) -> bool:
    """Whether a column of the library is called so.

    >>> is_heading("indicator"), is_heading("gdp")
    (True, False)
    """
    stem = base_name(name)
    return any(known(f"{start}.{stem}") for start in ("shown", "csv", "column"))


@cache
def column_title(table: str, column: str, lang: str) -> str:
    """Return the heading of a column above cells in words; the name of somebody's own stays.

    >>> column_title("", "required_cagr", "en"), column_title("", "indicator", "zh")
    ('Required growth a year', '指标')
    """
    name = base_name(column)
    for start in ("level", "base"):
        stem, _, end = name.partition("_")
        if table == "hindsight" and stem == start and end[:1].isdigit():
            text = word(f"shown.hindsight.{start}", lang, name=end)
            return text[:1].upper() + text[1:]
    own = [f"shown.{table}.{name}", f"shown.{name}"]
    # Beside what was filled in, a heading means what it means there.
    spread = [] if table in CONTRACTS else [f"csv.{table}.{name}", f"csv.{name}"]
    every = [*own, *spread, f"column.{name}"]
    if name.startswith(BY_RULE):
        text = heading(table, name, lang)
    else:
        key = next(filter(known, every), "")
        text = word(key, lang) if key else name
    return text[:1].upper() + text[1:]


@cache
def code_word(table: str, column: str, code: str, lang: str) -> str:
    """Return a code of a column in words; what is none stays as it is.

    >>> code_word("", "natural", "compound", "zh"), code_word("", "status", "final", "en")
    ('按年均增速', 'final')
    """
    key = "status" if column.startswith(BY_RULE) else column
    families = SAID.get(key) or FAMILIES.get(f"{table}.{key}", FAMILIES.get(key, ""))
    for family in (*families.split(), *(["value"] if families else [])):
        if known(f"{family}.{code}"):
            return word(f"{family}.{code}", lang).split("|")[0]
    return code
