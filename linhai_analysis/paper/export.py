"""What a paper needs of a plan: tidy data with a codebook, LaTeX tables, BibTeX of the sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.growth.gaps import last_figure
from linhai_analysis.paper.bibtex import SOFTWARE, bibliography, cite_keys, software_entry
from linhai_analysis.paper.latex import citing, escaped, latex_table
from linhai_analysis.paper.manifest import made_from
from linhai_analysis.paper.shown import (
    Printed,
    comparison,
    plan_tables,
    scenario_tables,
    track_record,
)
from linhai_analysis.plan import Plan, PlanLike, load_plan, open_plans
from linhai_analysis.progress.publications import publication_table
from linhai_analysis.results import check_folder, write_result
from linhai_analysis.scenario import (
    Scenario,
    Scenarios,
    read_scenarios,
    run_scenarios,
    simulate_scenarios,
)
from linhai_analysis.tables import csv_bytes, json_text
from linhai_analysis.words import LANGUAGES, word

DATA = (
    "plan geo indicator year role value value_high unit basis relation base_year status break "
    "scope place printed printed_name source_id target_id"
)
PATHS = "plan scenario indicator year value unit origin quality notes reason"


@checked
def export_paper(
    plan: PlanLike,
    out: str | Path,
    others: Sequence[PlanLike] = (),
    scenarios: Scenarios = None,
    lang: str | None = None,
    inputs: Iterable[str | Path] = (),
    internal: bool = False,
    year: int | None = None,
    draws: int = 10_000,
    seed: int = 0,
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
    lang : {"en", "zh"}, optional
        Of the tables and of the sources.
    inputs : iterable of str or Path, optional
        Files that the plans were read from; they are never replaced.
    internal : bool
        As in :func:`~linhai_analysis.build_review`.
    year : int, optional
        As in :func:`~linhai_analysis.build_review`: the scorecard looks at no later figure.
    draws, seed : int
        As in :func:`~linhai_analysis.simulate`.

    Returns
    -------
    list of Path
        ``data.csv`` (tidy, one figure a row), ``scenarios.csv`` (tidy, one year of a path a row),
        ``codebook.csv`` (every column and every indicator of both), ``tables/*.tex`` (required
        growth, what is missing, where the plan differs from itself, the scorecard, how demanding
        the targets are, where the scenarios lead and in what share of the draws they meet the
        targets, how often the rules were right, and the comparison), ``sources.bib`` (of the
        figures, of the rules by which progress is judged, and this software), ``paper.tex`` (a
        document that holds them all, for xelatex and biber) and ``paper.json``: what was written,
        from which files with which hashes, and the ``command`` that makes the same bytes again
        where it finds the same files and this version.

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
    ['ambition.tex', 'chances.tex', 'conflicts.tex', 'hindsight.tex', 'missing.tex', 'paper.tex', \
'required_growth.tex', 'scenarios.tex', 'scorecard.tex', 'targets_met.tex']
    """
    lang = check_language(lang)
    check_folder(out)
    opened = [load_plan(plan), *open_plans(others)]
    plans = opened if internal else [one.public() for one in opened]
    how = {"draws": draws, "seed": seed}
    found = read_scenarios(plans[0], scenarios)
    seen = last_figure(plans[0]) if year is None else year
    paths = run_scenarios(plans[0], found, lang=lang)
    data = pd.concat([tidy_data(one) for one in plans], ignore_index=True)
    printed = _printed(plans, seen, found, paths, how, lang)
    files = {
        "data.csv": csv_bytes(data),
        "scenarios.csv": csv_bytes(_tidy(plans[0], paths, PATHS)),
        "codebook.csv": csv_bytes(codebook(plans)),
        **_texts(plans, printed, data["source_id"], lang),
    }
    options = {"lang": lang, "year": year, "internal": internal, "scenarios": scenarios, **how}
    about = made_from([plan, *others], options) | {
        "plans": [one.name for one in plans],
        "scenarios": [one.name for one in found],
        "year": seen,
        "rows": len(data),
        "language": lang,
        "internal": internal,
        **how,
    }
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


def _printed(
    plans: Sequence[Plan],
    seen: int,
    scenarios: Sequence[Scenario],
    paths: pd.DataFrame,
    how: Mapping[str, int],
    lang: str,
) -> dict[str, Printed]:
    """Every table of the paper that has rows."""
    made = simulate_scenarios(plans[0], scenarios, lang=lang, **how)
    shown = plan_tables(plans[0], seen, lang)
    shown |= scenario_tables(plans[0], scenarios, paths, made, how, lang)
    shown["hindsight"] = track_record(lang)
    if len(plans) > 1:
        shown["compare_plans"] = comparison(plans, lang)
    return {name: one for name, one in shown.items() if len(one.table)}


def _texts(
    plans: Sequence[Plan], printed: Mapping[str, Printed], used: Iterable[str], lang: str
) -> dict[str, bytes]:
    """The LaTeX of the tables, the document that holds them, and the bibliography."""
    rules = publication_table()
    sources = pd.concat([*(one.sources for one in plans), rules]).drop_duplicates("source_id")
    keys = cite_keys([*sources["source_id"], SOFTWARE])
    entries = (
        bibliography(sources, keys, [*used, *rules["source_id"]], lang),
        software_entry(keys[SOFTWARE], lang),
    )
    texts = {}
    for name, (table, facts, cited) in printed.items():
        known = [keys[one] for one in dict.fromkeys(cited) if one in keys]
        caption = word(f"paper.{name}", lang, **facts)
        texts[f"tables/{name}.tex"] = latex_table(table, name, caption, lang, known)
    texts["sources.bib"] = "\n".join(entries)
    made = word("paper.software", lang, version=version("linhai-analysis"))
    told = [
        citing(made, [keys[SOFTWARE]], lang),
        citing(word("paper.rules", lang), [keys[one] for one in rules["source_id"]], lang),
    ]
    texts["paper.tex"] = _document(plans[0], printed, told, lang)
    return {name: text.encode() for name, text in texts.items()}


def _document(plan: Plan, tables: Iterable[str], told: Sequence[str], lang: str) -> str:
    """A document that holds every table and the bibliography."""
    han = LANGUAGES[lang].han
    kind = "ctexart" if han else "article"
    # The titles of the sources are Chinese in both languages.
    fonts = "" if han else "\\usepackage[scheme=plain,fontset=fandol]{ctex}\n"
    said = "\n".join(told)
    inputs = "\n".join(f"\\input{{tables/{name}}}" for name in tables)
    return (
        f"% xelatex paper; biber paper; xelatex paper; xelatex paper\n"
        f"\\documentclass[a4paper]{{{kind}}}\n{fonts}"
        f"\\usepackage{{array,booktabs}}\n\\usepackage[margin=2cm]{{geometry}}\n"
        f"\\usepackage[style=authoryear]{{biblatex}}\n\\addbibresource{{sources.bib}}\n"
        f"\\AtBeginEnvironment{{table}}{{\\footnotesize}}\n"
        f"\\title{{{escaped(plan.title(lang))}}}\n\\date{{}}\n"
        f"\\begin{{document}}\n\\maketitle\n{said}\n\n{inputs}\n\\nocite{{*}}\n\\printbibliography\n"
        f"\\end{{document}}\n"
    )
