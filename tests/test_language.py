"""`set_language`: one call for all that people read, none of what programs read."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner
from matplotlib.text import Text
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.cli import main
from linhai_analysis.form import write_form
from linhai_analysis.report import growth_table, missing_table, project_file
from linhai_analysis.words import language

HAN = re.compile("[\u4e00-\u9fff]")
ENGLISH = re.compile(r"\b[a-z]{2,},? [a-z]{2,}")
# A citation is in its own language; the panel has a menu for its own.
OWN = {"Plan.cite": "zh"}
KEPT = {"Explorer.choose", "set_language"}
OTHERS = {f.__name__: f for f in (growth_table, missing_table, project_file, write_form)}


def speaking() -> dict[str, Callable[..., Any]]:
    """Everything public that takes `lang`."""
    public = {name: getattr(la, name) for name in sorted(la.__all__) if name != "explore"} | OTHERS
    public["explore"] = la.explore
    methods = {
        f"{name}.{each}": method
        for name, one in public.items()
        if inspect.isclass(one)
        for each, method in inspect.getmembers(one, inspect.isfunction)
        if not each.startswith("_")
    }
    plain = {name: one for name, one in public.items() if not inspect.isclass(one)}
    plain = {name: one for name, one in plain.items() if callable(one)}
    return {
        name: one
        for name, one in (plain | methods).items()
        if "lang" in inspect.signature(one).parameters and name not in KEPT
    }


SPEAKING = speaking()
GROWING = pd.Series({year: 100.0 + 4 * (year - 2008) + year % 3 for year in range(2008, 2019)})
GOAL = {"target": 160.0, "base_year": 2012, "target_year": 2020, "better": "up"}


@pytest.fixture
def chinese() -> None:
    """Chinese from now on; another fixture goes back after every test."""
    la.set_language("zh")


def test_nearly_all_that_speaks_is_found():
    assert len(SPEAKING) > 45


@pytest.mark.parametrize("name", SPEAKING)
def test_language_is_the_one_in_force_where_nobody_says(name):
    assert inspect.signature(SPEAKING[name]).parameters["lang"].default == OWN.get(name)


def test_fresh_process_speaks_english():
    told = "import linhai_analysis as la; print(la.load_plan().title())"
    made = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert made.stdout == "Linhai science and technology plan 2016-2020\n"


def test_unknown_language_is_refused_and_the_old_one_stays():
    with pytest.raises(la.DataError, match=r"^language 'fr' is not known; use 'en' or 'zh'$"):
        la.set_language("fr")
    assert language() == "en"


# What is asked, and what of it people read.
TOLD: dict[str, Callable[[la.Plan, la.Plan], Any]] = {
    "required_growth": lambda p, c: la.required_growth(p)["reason"],
    "still_required": lambda p, c: la.still_required(p, 2017)["reason"],
    "milestones": lambda p, c: la.milestones(p).get("reason", ["无"]),
    "derived_facts": lambda p, c: la.derived_facts(p)["statement"],
    "compare_plans": lambda p, c: la.compare_plans([p, c])["name"],
    "project_targets": lambda p, c: la.project_targets(p, 2018)["reason"],
    "ambition": lambda p, c: la.ambition(p)["statement"],
    "follow": lambda p, c: la.follow(p, "Zhejiang", ["new_product_output_rate"])["reason"],
    "assess": lambda p, c: [la.assess(GROWING[:1], **GOAL).reason],
    "assess_panel": lambda p, c: la.assess_panel(
        pd.DataFrame({"geo": ["a"], "year": [2012], "value": [1.0]}),
        pd.DataFrame({"geo": ["a"], **{key: [value] for key, value in GOAL.items()}}),
    )["reason"],
    "assess_progress": lambda p, c: la.assess_progress(p, 2018)["reason"],
    "scorecard": lambda p, c: la.scorecard(p, 2018)["reason"],
    "run_scenarios": lambda p, c: la.run_scenarios(p)["reason"],
    "closing_rate": lambda p, c: la.closing_rate(p, from_year=2018)["reason"],
    "reach_year": lambda p, c: la.reach_year(p)["reason"],
    "simulate": lambda p, c: [repr(la.simulate(p, "fast", 50))],
    "explore": lambda p, c: [la.explore(p).lang.replace("zh", "中")],
    "Plan.reading": lambda p, c: p.reading(),
    "Plan.summary": lambda p, c: p.summary()["name"],
    "Plan.headline": lambda p, c: [p.headline()],
    "Plan.named_sources": lambda p, c: p.named_sources()["title"],
    "Plan.title": lambda p, c: [p.title()],
    "Plan.source_line": lambda p, c: [p.source_line()],
    "Plan.label": lambda p, c: [p.label("gdp")],
    "Plan.unit": lambda p, c: [p.unit("gdp")],
    "Plan.place_name": lambda p, c: [p.place_name("331082")],
    "Plan.scenario_label": lambda p, c: [p.scenario_label("slow")],
    "growth_table": lambda p, c: growth_table(p, la.required_growth(p)).columns,
    "missing_table": lambda p, c: missing_table(p, la.required_growth(p)).columns,
    "build_review": lambda p, c: [la.build_review(p, 2018).title],
    "report_scenarios": lambda p, c: [la.report_scenarios(p, ["slow"], draws=50).title],
    "repr of a plan": lambda p, c: [repr(p)],
    "html of a plan": lambda p, c: [p._repr_html_()],
    "repr of a projection": lambda p, c: [repr(la.project(GROWING, to=2020))],
    "html of a projection": lambda p, c: [la.project(GROWING[:1], to=2020)._repr_html_()],
}


@pytest.mark.parametrize("name", TOLD)
def test_what_people_read_follows_the_language_set(name, linhai, china):
    def told() -> str:
        return "\n".join(map(str, TOLD[name](linhai, china)))

    la.set_language("zh")
    assert HAN.search(told())
    la.set_language("en")
    # Names of places and figures as printed stay Chinese where nobody has translated them.
    assert len(HAN.findall(told())) <= 3


def bare(plan: la.Plan) -> la.Plan:
    """A plan without sentences of its own."""
    return la.load_plan(
        {name: getattr(plan, name) for name in ("indicators", "targets")}
        | {"observations": plan.observations}
    )


TREND = la.Scenario("trend", {"rd_gdp_ratio": {"trend": None}})
SHORT = pd.concat(
    pd.DataFrame({"geo": list("aabb"), "indicator": name, "year": [2014, 2015] * 2, "value": 9.0})
    for name in ("rd_gdp_ratio", "rd_personnel_per_10k_employed")
)
# What is asked of a plan, in a language or in the one in force.
ASKED: dict[str, Callable[..., Any]] = {
    "required_growth": la.required_growth,
    "still_required": lambda plan, **lang: la.still_required(plan, 2017, **lang),
    "milestones": la.milestones,
    "derived_facts": la.derived_facts,
    "derived_facts in general words": lambda plan, **lang: la.derived_facts(bare(plan), **lang),
    "compare_plans": lambda plan, **lang: la.compare_plans([plan, "china_13fyp"], **lang),
    "project_targets": lambda plan, **lang: la.project_targets(plan, 2018, **lang),
    "ambition": la.ambition,
    "ambition in a class without a window": lambda plan, **lang: la.ambition(plan, SHORT, **lang),
    "assess_progress": lambda plan, **lang: la.assess_progress(plan, 2018, **lang),
    "scorecard": lambda plan, **lang: la.scorecard(plan, 2018, **lang),
    "run_scenarios": lambda plan, **lang: la.run_scenarios(plan, TREND, **lang),
    "closing_rate": lambda plan, **lang: la.closing_rate(plan, TREND, 2018, **lang),
    "reach_year": lambda plan, **lang: la.reach_year(plan, TREND, **lang),
    "Plan.reading": la.Plan.reading,
    "Plan.summary": la.Plan.summary,
    "Plan.headline": la.Plan.headline,
    "Plan.named_sources": la.Plan.named_sources,
    "Plan.source_line": la.Plan.source_line,
}


@pytest.mark.parametrize("name", ASKED)
def test_language_that_is_asked_for_is_that_of_every_cell(name, linhai, china):
    """The same as where it is in force, and no other: nothing below falls back on another one."""

    def told(plan: la.Plan, **lang: str) -> list[str]:
        made = ASKED[name](plan, **lang)
        if isinstance(made, str):
            return [made]
        # The labels of publications are in their own language.
        table = pd.DataFrame(made).drop(columns="label", errors="ignore")
        return [str(cell) for cell in table.to_numpy().ravel()]

    for plan in (linhai, china):
        asked = told(plan, lang="zh")
        assert not [cell for cell in asked if ENGLISH.search(cell)]
        la.set_language("zh")
        assert told(plan) == asked
        english = told(plan, lang="en")
        la.set_language("en")
        assert told(plan) == english


@pytest.mark.parametrize(
    "ask",
    [lambda plan: plan.label("gdpp"), lambda plan: la.required_growth(plan, {"gdpp": 1})],
)
def test_errors_speak_the_language_set(ask, linhai, chinese):
    with pytest.raises((la.DataError, la.UnknownNameError), match=r"是否指|没有"):
        ask(linhai)


def test_error_raised_before_speaks_the_language_of_its_reader(linhai):
    with pytest.raises(la.UnknownNameError) as raised:
        linhai.label("gdpp")
    assert not HAN.search(str(raised.value))
    la.set_language("zh")
    assert HAN.search(str(raised.value))
    assert not HAN.search(raised.value.text("en"))


CHARTS: dict[str, Callable[[la.Plan, la.Plan], Any]] = {
    "plot_required_growth": lambda p, c: la.plot_required_growth(p),
    "plot_coverage": lambda p, c: la.plot_coverage(p),
    "plot_milestones": lambda p, c: la.plot_milestones(p, "hightech_enterprises"),
    "plot_ambition": lambda p, c: la.plot_ambition(p, "patents_granted"),
    "plot_scorecard": lambda p, c: la.plot_scorecard(c, 2018),
    "plot_verdicts": lambda p, c: la.plot_verdicts(c, 2018),
    "plot_pace": lambda p, c: la.plot_pace(c, "technology_contract_value", 2018),
    "plot_scenarios": lambda p, c: la.plot_scenarios(p, "patents_granted"),
    "plot_fan": lambda p, c: la.plot_fan(p, la.simulate(p, "slow", 50), "rd_gdp_ratio"),
    "plot_sensitivity": lambda p, c: la.plot_sensitivity(
        p, la.sensitivity(p, "slow", "rd_gdp_ratio")
    ),
    "plot_projection": lambda p, c: la.plot_projection(GROWING, la.project(GROWING, to=2020)),
}


@pytest.mark.parametrize("name", CHARTS)
def test_charts_follow_the_language_set(name, linhai, china, chinese):
    ax = CHARTS[name](linhai, china)
    drawn = [text.get_text() for text in ax.figure.findobj(Text)]
    assert HAN.search("".join(drawn))
    assert HAN.search(ax.alt)


def test_codes_and_numbers_are_the_same_in_every_language(linhai, china):
    series = GROWING.rename("value").rename_axis("year").reset_index().assign(geo="a")
    said = ["reason", "outlook", "agreement"]

    def made() -> list[pd.DataFrame]:
        every = [la.required_growth(linhai), la.scorecard(china, 2018), la.run_scenarios(linhai)]
        every += [la.project_panel(series, to=2020), la.project_panel(series[:1], to=2020)]
        return [every[-1], *(one.drop(columns=said, errors="ignore") for one in every)]

    english = made()
    la.set_language("zh")
    for one, other in zip(english, made(), strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_tables_in_the_language_asked_for_have_no_word_of_the_one_set(tmp_path: Path):
    """A plan of its own each time: nothing is left over from the other language."""
    goals = [
        {"indicator": "level", "target": 120},
        {"indicator": "added", "target": 60, "basis": "increment", "counted": "in_year"},
        {"indicator": "fall", "target": -0.17, "basis": "cumulative_change", "better": "down"},
        {"indicator": "unknown", "target": 9},
    ]
    goals[2] |= {"counted": "in_year", "kind": "amount", "unit": "%"}
    values = {"level": {2015: 60, 2018: 92}, "added": {2016: 12, 2017: 13, 2018: 12}}
    values["fall"] = {2016: -4.1, 2017: -3.9, 2018: -3.5}

    def told(folder: str) -> dict[str, str]:
        plan = small_plan(tmp_path / folder, goals, values)
        tables = la.build_review(plan, 2018, lang="zh").readable()
        own = la.load_plan()
        # Without the sentences that its authors wrote.
        facts = la.derived_facts(replace(own, facts=own.facts.iloc[:0]), lang="zh")
        tables |= {"facts": facts[["statement", "caveat"]]}
        return {name: table.to_csv() for name, table in tables.items()}

    other = told("en")
    # Neither words of English, as in "from 0", nor its units; names of indicators are not read.
    for name, text in other.items():
        assert not re.search(r"from \d|million|[a-z]{3,} [a-z]{3,}", text), name
    la.set_language("zh")
    assert told("zh") == other


def test_language_that_is_asked_for_goes_before_the_one_set(tmp_path: Path, linhai, no_charts):
    def files(name: str) -> dict[str, bytes]:
        out = tmp_path / name
        la.build_review(linhai, 2018, lang="en").write(out, formats=["json", "csv"])
        return {path.name: path.read_bytes() for path in out.rglob("*.*") if path.is_file()}

    before = files("a")
    la.set_language("zh")
    assert files("b") == before
    assert json.loads(before["review.json"])["language"] == "en"


@pytest.mark.parametrize(
    "line",
    [
        ["growth", "linhai_13fyp"],
        ["growth", "linhai_13fyp", "--json"],
        ["check", "linhai_13fyp"],
        ["growth", "no_such_plan"],
    ],
)
def test_commands_speak_the_language_of_their_line(line, chinese):
    told = CliRunner().invoke(main, line).output
    la.set_language("en")
    assert told == CliRunner().invoke(main, line).output
    assert told
