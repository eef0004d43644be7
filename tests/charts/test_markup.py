"""Names are shown as they are: no chart takes them for formulas, commands or nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from defusedxml import ElementTree
from matplotlib.axes import Axes
from matplotlib.text import Text

import linhai_analysis as la

NAMES = [
    "GDP (US$ per capita) and $x_1",
    r"\frac{1}{2} $\foo$ { #1 ~x ^2",
    r"a<script>b</script>&c; --> ]]> {x} %s 50% $ $",
    "_low $1$ line",
]
ELEMENTS = {
    "svg",
    "metadata",
    "date",
    "RDF",
    "Work",
    "type",
    "format",
    "creator",
    "Agent",
    "title",
    "defs",
}
ELEMENTS |= {"style", "g", "path", "use", "clipPath", "rect", "image", "pattern"}
SCENARIO = "_my $own$"
PLACES = pd.DataFrame(
    [
        {"geo": f"p{place}", "indicator": name, "year": year, "value": 10 + place + year - 2010}
        for name in NAMES
        for place in range(5)
        for year in range(2010, 2021)
    ]
)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> la.Plan:
    folder: Path = tmp_path_factory.mktemp("plan")
    tables = {
        "indicators": [
            {"indicator": name, "name_zh": name, "unit": "US$ $a_1$", "kind": "ratio"}
            | {"better": "up", "name_en": name}
            for name in NAMES
        ],
        "targets": [
            {"indicator": name, "base_year": 2015, "target_year": 2020, "target": 40}
            | {"main": "yes", "source_id": "s"}
            for name in NAMES
        ],
        "observations": [
            {"indicator": name, "year": year, "value": 20 + 2 * (year - 2010) + n}
            | {"source_id": "s"}
            for n, name in enumerate(NAMES)
            for year in range(2010, 2019)
        ],
        "sources": [{"source_id": "s", "title": "T $1$ & <b>", "publisher": r"P_$ \x $"}],
        "scenarios": [
            {"scenario": SCENARIO, "indicator": name, "assumption": "rate"}
            | {"value": 0.05, "low": 0.02, "high": 0.1}
            for name in NAMES
        ],
    }
    for name, rows in tables.items():
        pd.DataFrame(rows).to_csv(folder / f"{name}.csv", index=False)
    return la.load_plan(folder)


FIRST = NAMES[0]
CHARTS: dict[str, Callable[..., Axes]] = {
    "required_growth": la.plot_required_growth,
    "coverage": la.plot_coverage,
    "scorecard": lambda plan, **given: la.plot_scorecard(plan, 2018, **given),
    "verdicts": lambda plan, **given: la.plot_verdicts(plan, 2018, **given),
    "milestones": lambda plan, **given: la.plot_milestones(plan, FIRST, **given),
    "pace": lambda plan, **given: la.plot_pace(plan, FIRST, 2018, **given),
    "ambition": lambda plan, **given: la.plot_ambition(plan, FIRST, PLACES, **given),
    "projection": lambda plan, **given: la.plot_projection(
        plan.series(FIRST), la.project(plan.series(FIRST), to=2020), title=FIRST, **given
    ),
    "scenarios": lambda plan, **given: la.plot_scenarios(plan, FIRST, **given),
    "fan": lambda plan, **given: la.plot_fan(
        plan, la.simulate(plan, SCENARIO, draws=50), FIRST, **given
    ),
    "hindsight": lambda plan, **given: la.plot_hindsight(
        la.hindsight(PLACES[PLACES["indicator"] == FIRST], years=3, reviews=[2]), FIRST, **given
    ),
    "sensitivity": lambda plan, **given: la.plot_sensitivity(
        plan, la.sensitivity(plan, SCENARIO, FIRST), **given
    ),
}


def assert_picture(svg: bytes) -> None:
    """A file of XML that holds lines and letters, and leads nowhere."""
    made = [*ElementTree.fromstring(svg).iter()]
    assert {one.tag.rpartition("}")[2] for one in made} <= ELEMENTS
    links = [text for one in made for name, text in one.attrib.items() if name.endswith("href")]
    assert all(text.startswith(("#", "data:image/png;base64,")) for text in links)
    assert not [name for one in made for name in one.attrib if name.startswith("on")]


def shown(ax: Axes) -> list[Text]:
    """Every text of a chart that has been drawn, as a reader's settings draw it."""
    ax.figure.savefig(io.BytesIO())
    svg = io.BytesIO()
    ax.figure.savefig(svg, format="svg")
    assert_picture(svg.getvalue())
    return [text for text in ax.figure.findobj(Text) if text.get_text().strip()]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_names_are_no_formulas(plan, draw, lang):
    texts = shown(draw(plan, lang=lang))
    named = [text for text in texts if "$" in text.get_text()]
    assert named
    assert not [text for text in named if text.get_parse_math() or text.get_usetex()]


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_names_are_no_commands_where_a_reader_sets_text_in_tex(plan, draw):
    with mpl.rc_context({"text.usetex": True}):
        ax = draw(plan)
    assert not [text for text in shown(ax) if text.get_usetex()]


def test_scenario_that_begins_with_a_low_line_is_named_at_its_line(plan):
    ax = la.plot_scenarios(plan, FIRST)
    said = [text.get_text().replace("\n", " ") for text in ax.texts]
    assert [text for text in said if SCENARIO in text]
