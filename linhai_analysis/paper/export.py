"""What a paper needs of a plan: tidy data with a codebook, LaTeX tables, BibTeX of the sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from linhai_analysis.arguments import check_language
from linhai_analysis.growth import required_growth
from linhai_analysis.growth.plans import compare_plans
from linhai_analysis.paper.bibtex import bibliography, cite_keys
from linhai_analysis.paper.latex import escaped, latex_table
from linhai_analysis.plan import Plan, PlanLike, load_plan, open_plans
from linhai_analysis.progress.publications import publication_table
from linhai_analysis.report.tables.conflicts import settle_table
from linhai_analysis.report.tables.growth import growth_table, missing_table
from linhai_analysis.report.tables.scenarios import outcome_table
from linhai_analysis.results import check_folder, write_result
from linhai_analysis.scenario import Scenarios, run_scenarios
from linhai_analysis.tables import csv_bytes, json_text
from linhai_analysis.text import NONE, brackets, heads, number, significant, text_table
from linhai_analysis.words import LANGUAGES, word

DATA = (
    "plan geo indicator year role value value_high unit basis relation base_year status break "
    "scope place printed printed_name source_id"
)
PATHS = "plan scenario indicator year value unit origin quality notes reason"


def export_paper(
    plan: PlanLike,
    out: str | Path,
    others: Sequence[PlanLike] = (),
    scenarios: Scenarios = None,
    lang: str = "en",
    inputs: Iterable[str | Path] = (),
    internal: bool = False,
) -> list[Path]:
    """Write what a paper needs of a plan into a folder.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    out : str or Path
        The folder; it is made where it does not exist.
    others : sequence of Plan, or of what load_plan takes, optional
        Plans to set beside it.
    scenarios : optional
        As in :func:`~linhai_analysis.run_scenarios`; those of the plan where left out.
    lang : {"en", "zh"}
        Of the tables and of the sources.
    inputs : iterable of str or Path, optional
        Files that the plans were read from; they are never replaced.
    internal : bool
        As in :func:`~linhai_analysis.build_review`.

    Returns
    -------
    list of Path
        ``data.csv`` (tidy, one figure a row), ``scenarios.csv`` (tidy, one year of a path a row),
        ``codebook.csv`` (every column and every indicator of both), ``tables/*.tex`` (required
        growth, what is missing, where the plan differs from itself, where the scenarios lead, and
        the comparison), ``sources.bib`` (of the figures, and of the rules by which progress is
        judged), ``paper.tex`` (a document that holds them all, for xelatex and biber) and
        ``paper.json`` (what was written).

    Raises
    ------
    DataError
        Where the folder cannot be written, or a file that is not ours is in the way; as
        :func:`~linhai_analysis.compare_plans`.

    Examples
    --------
    >>> import tempfile
    >>> written = export_paper(load_plan(), tempfile.mkdtemp())
    >>> sorted(path.name for path in written if path.suffix == ".tex")
    ['conflicts.tex', 'missing.tex', 'paper.tex', 'required_growth.tex', 'scenarios.tex']
    """
    check_language(lang)
    check_folder(out)
    plans = [one if internal else one.public() for one in (load_plan(plan), *open_plans(others))]
    plan = plans[0]
    data = pd.concat([tidy_data(one) for one in plans], ignore_index=True)
    paths = run_scenarios(plan, scenarios, lang=lang)
    # Figures are cited with the rules that judge them; without sources nothing is cited.
    own = [one.sources for one in plans]
    rules = publication_table() if any(len(one) for one in own) else own[0]
    sources = pd.concat([*own, rules]).drop_duplicates("source_id")
    used = [*data["source_id"], *rules["source_id"]]
    keys = cite_keys(sources["source_id"])
    tables = _tables(plan, plans, paths, keys, lang)
    texts = {f"tables/{name}.tex": table for name, table in tables.items()} | {
        "sources.bib": bibliography(sources, keys, used, lang),
        "paper.tex": _document(plan, tables, lang),
    }
    files = {
        "data.csv": csv_bytes(data),
        "scenarios.csv": csv_bytes(_tidy(plan, paths, PATHS)),
        "codebook.csv": csv_bytes(codebook(plans)),
        **{name: text.encode() for name, text in texts.items()},
    }
    about = {"plans": [one.name for one in plans], "rows": len(data), "language": lang}
    listed = json_text(about | {"files": sorted([*files, "paper.json"])})
    return write_result(out, "paper", files | {"paper.json": f"{listed}\n".encode()}, inputs)


def tidy_data(plan: Plan) -> pd.DataFrame:
    """Return every figure of a plan, one a row: baselines, targets, observations.

    >>> tidy_data(load_plan())["role"].value_counts().to_dict()
    {'observation': 41, 'target': 29, 'baseline': 8}
    """
    goals = plan.targets.rename(
        columns={"target": "value", "target_high": "value_high", "target_year": "year"}
    ).assign(geo=plan.geo, role="target")
    seen = plan.observations
    printed = seen["source_id"].isin(plan.targets["source_id"])
    first = seen["year"].isin(plan.targets["base_year"]) & (seen["geo"] == plan.geo)
    role = (printed & first).map({True: "baseline", False: "observation"})
    table = _tidy(plan, pd.concat([goals, seen.assign(role=role)], ignore_index=True), DATA)
    blank = {name: "" for name in table if table[name].dtype == "str"}
    return table.fillna(blank).astype({"base_year": "Int64"})


def _tidy(plan: Plan, table: pd.DataFrame, names: str) -> pd.DataFrame:
    """The named columns of a table, the plan and the unit of the codebook among them."""
    units = plan.indicators.set_index("indicator")["unit"]
    told = table.assign(plan=plan.name, unit=table["indicator"].map(units))
    return told.reindex(columns=names.split())


def codebook(plans: Sequence[Plan]) -> pd.DataFrame:
    """Return what every column and every indicator of the tidy data means.

    >>> codebook([load_plan()]).iloc[0][["of", "name"]].tolist()
    ['data', 'plan']
    """
    meanings = {f"name_{lang}": f"meaning_{lang}" for lang in LANGUAGES}
    columns = [
        [table, name, *(word(f"codebook.{name}", lang) for lang in LANGUAGES)]
        for table, names in (("data", DATA), ("scenarios", PATHS))
        for name in names.split()
    ]
    told = {"indicator": "name"} | meanings
    indicators = [plan.indicators.rename(columns=told).assign(of=plan.name) for plan in plans]
    named = pd.DataFrame(columns, columns=["of", "name", *meanings.values()])
    table = pd.concat([named, *indicators], ignore_index=True)
    return table[[*named, "unit", "kind", "better", "note"]].fillna("")


def _tables(
    plan: Plan, plans: Sequence[Plan], paths: pd.DataFrame, keys: Mapping[str, str], lang: str
) -> dict[str, str]:
    """The LaTeX of each table, by its name; empty ones are left out."""
    growth = required_growth(plan, lang=lang)
    shown = {
        "required_growth": growth_table(plan, growth, lang),
        "missing": missing_table(plan, growth, lang),
        "conflicts": settle_table(plan, plan.conflicts(lang), lang).iloc[:, 1:5],
        "scenarios": _with_units(outcome_table(plan, paths, lang), lang),
    }
    if len(plans) > 1:
        shown["compare_plans"] = _comparison(plans, lang)
    made = {}
    for name, table in shown.items():
        if len(table):
            cited = _cited(plans if name == "compare_plans" else [plan], keys)
            made[name] = latex_table(table, name, word(f"paper.{name}", lang), lang, cited)
    return made


def _with_units(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """A wide table with the unit behind the indicator, to leave room for its numbers."""
    name, unit = heads(lang, "indicator unit")
    joined = table[name] + table[unit].map(lambda of: brackets(of, lang))
    return table.assign(**{name: joined}).drop(columns=unit)


def _cited(plans: Sequence[Plan], keys: Mapping[str, str]) -> list[str]:
    """The keys of the sources of the targets, as far as the plans name them."""
    main = [name for plan in plans for name in plan.targets["source_id"].iloc[:1]]
    return [keys[name] for name in dict.fromkeys(main) if name in keys]


def _comparison(plans: Sequence[Plan], lang: str) -> pd.DataFrame:
    rows = []
    for row in compare_plans(plans, lang=lang).to_dict("records"):
        rate = f"{number(100 * row['required_cagr'])}%" if pd.notna(row["required_cagr"]) else NONE
        ends = [number(end) for end in (row["target_value"], row["target_high"]) if pd.notna(end)]
        cells = [row["name"], row["unit"], row["geo_name"], number(row["base_value"])]
        rows.append([*cells, "–".join(ends), rate, significant(row["required_per_year"])])
    return text_table(rows, lang, "indicator unit plan base target growth pace")


def _document(plan: Plan, tables: Mapping[str, str], lang: str) -> str:
    """A document that holds every table and the bibliography."""
    han = LANGUAGES[lang].han
    kind = "ctexart" if han else "article"
    # The titles of the sources are Chinese in both languages.
    fonts = "" if han else "\\usepackage[scheme=plain,fontset=fandol]{ctex}\n"
    inputs = "\n".join(f"\\input{{tables/{name}}}" for name in tables)
    return (
        f"% xelatex paper; biber paper; xelatex paper; xelatex paper\n"
        f"\\documentclass[a4paper]{{{kind}}}\n{fonts}"
        f"\\usepackage{{array,booktabs}}\n\\usepackage[margin=2cm]{{geometry}}\n"
        f"\\usepackage[style=authoryear]{{biblatex}}\n\\addbibresource{{sources.bib}}\n"
        f"\\AtBeginEnvironment{{table}}{{\\footnotesize}}\n"
        f"\\title{{{escaped(plan.title(lang))}}}\n\\date{{}}\n"
        f"\\begin{{document}}\n\\maketitle\n{inputs}\n\\nocite{{*}}\n\\printbibliography\n"
        f"\\end{{document}}\n"
    )
