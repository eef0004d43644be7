"""What a paper takes along: data with their codebook, tables in LaTeX, sources in BibTeX."""

from __future__ import annotations

import csv
import dataclasses
import re
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import pytest
import yaml
from click.testing import CliRunner

import linhai_analysis as la
from linhai_analysis.cli import main
from linhai_analysis.paper.bibtex import bibliography, cite_keys
from linhai_analysis.paper.latex import latex_table

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", params=["en", "zh"])
def folder(request, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp(request.param)
    la.export_paper(la.load_plan(), out, ["china_13fyp"], lang=request.param)
    return out


def entries(text: str) -> dict[str, dict[str, str]]:
    """The fields of each entry by its key, read brace by brace as BibTeX does."""
    found: dict[str, dict[str, str]] = {}
    for entry in re.split(r"^@", text, flags=re.MULTILINE)[1:]:
        key = re.match(r"(?:misc|software)\{([A-Za-z0-9_-]+),\n", entry)[1]
        assert key not in found
        depth, field, name = 1, "", ""
        found[key] = {}
        for character in entry.split(",", 1)[1]:
            depth += {"{": 1, "}": -1}.get(character, 0)
            if depth == 1:
                if field:
                    found[key][name] = field[1:]
                    name = field = ""
                name = name + character if character.isalpha() else name
            elif depth:
                field += character
        assert depth == 0
    return found


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_printed_target_and_baseline_is_in_the_data(folder):
    data = [row for row in rows(folder / "data.csv") if row["plan"] == "linhai_13fyp"]
    roles = [row["role"] for row in data]
    # ARCHITECTURE: 37 printed figures, 29 of them targets.
    assert (roles.count("target"), roles.count("baseline")) == (29, 8)
    patents = [
        row["value"]
        for row in data
        if row["indicator"] == "patents_granted" and row["role"] == "target"
    ]
    assert sorted(patents) == ["2500", "2500", "3300"]
    ids = {row["target_id"] for row in data if row["role"] == "target"}
    assert ids == set(la.load_plan().targets["target_id"])
    assert {row["target_id"] for row in data if row["role"] != "target"} == {""}
    baseline = next(row for row in data if row["printed"] == "13.81亿元")
    assert (baseline["value"], baseline["unit"], baseline["place"]) == (
        "13.81",
        "100 million CNY",
        "1.1",
    )


def test_codebook_explains_every_column_and_every_indicator(folder):
    data, book = rows(folder / "data.csv"), rows(folder / "codebook.csv")
    for name in ("data", "scenarios"):
        columns = [row["name"] for row in book if row["of"] == name]
        assert columns == list(rows(folder / f"{name}.csv")[0])
    assert {(row["plan"], row["indicator"]) for row in data} <= {(r["of"], r["name"]) for r in book}
    columns = [row for row in book if row["of"] in ("data", "scenarios")]
    assert all(row["meaning_en"] and row["meaning_zh"] for row in columns)


def test_every_citation_is_in_the_bibliography_and_every_source_too(folder):
    known = entries((folder / "sources.bib").read_text(encoding="utf-8"))
    cited = {
        key
        for path in folder.rglob("*.tex")
        for keys in re.findall(r"\\cite\{([^}]+)\}", path.read_text(encoding="utf-8"))
        for key in keys.split(",")
    }
    assert {"LH_PLAN135", "CN01"} <= cited <= set(known)
    used = [row["source_id"] for row in rows(folder / "data.csv")]
    assert set(cite_keys(used).values()) <= set(known)


def test_rules_are_in_the_bibliography_in_the_language_of_the_paper(folder):
    known = entries((folder / "sources.bib").read_text(encoding="utf-8"))
    for rule in la.RULES.values():
        for key in rule.cites:
            assert known[f"rules-{key}"]["title"], rule.name
    assert known["rules-unsd_2022"]["year"] == "2022"
    titles = known["rules-review_2023"]["title"] + known["rules-review_2023"].get("note", "")
    assert "实施中期评估报告" in titles


def test_secondary_copy_has_no_address_and_an_address_is_not_escaped(folder):
    known = entries((folder / "sources.bib").read_text(encoding="utf-8"))
    china = la.load_plan("china_13fyp").sources.set_index("source_id")
    for name in china.index[china["reliability"] == "C"].intersection(list(known)):
        assert "url" not in known[name]
    text = (folder / "sources.bib").read_text(encoding="utf-8")
    plan = la.load_plan().sources.set_index("source_id").loc["LH_PLAN135"]
    assert f"url = {{{plan['url']}}}" in text
    assert plan["title"] in text


def test_tables_are_balanced_latex_with_as_many_cells_as_columns(folder):
    tables = list((folder / "tables").glob("*.tex"))
    assert tables
    for path in [*tables, folder / "paper.tex"]:
        text = path.read_text(encoding="utf-8")
        assert text.count("{") == text.count("}")
        still = []
        for what, name in re.findall(r"\\(begin|end)\{(\w+)\}", text):
            assert what == "begin" or still.pop() == name
            still += [name] * (what == "begin")
        assert still == []
    for path in tables:
        text = path.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line.endswith("\\\\")]
        counts = {len(re.findall(r"(?<!\\)&", line)) for line in lines}
        assert len(counts) == 1, path.name
        assert not re.search(r"(?<!\\)[%#]", text), path.name


def test_scenarios_are_tidy_and_have_their_units(folder):
    paths = rows(folder / "scenarios.csv")
    row = next(
        row
        for row in paths
        if (row["scenario"], row["indicator"], row["year"]) == ("fast", "gdp", "2020")
    )
    # 463.5 * 1.09 ** 5
    assert float(row["value"]) == pytest.approx(463.5 * 1.09**5)
    assert (row["unit"], row["quality"]) == ("100 million CNY", "amber")


def test_conflict_of_the_patents_is_a_table(folder):
    text = (folder / "tables" / "conflicts.tex").read_text(encoding="utf-8")
    assert "2500" in text
    assert "3300" in text


def test_numbers_are_those_of_the_plan(folder):
    text = (folder / "tables" / "required_growth.tex").read_text(encoding="utf-8")
    # 60 -> 120 in five years (METHODS).
    assert re.search(r"& 2015 & 60 & 2020 & 120 & 14\.87\\%", text)


def test_special_characters_are_escaped():
    table = pd.DataFrame({"a_b": ["R&D 100% #1 {x}", "-3"]})
    text = latex_table(table, "t", "50% of R&D", "en", ["A", "B"])
    assert "R\\&D 100\\% \\#1 \\textbraceleft{}x\\textbraceright{}" in text
    assert "a\\_b" in text
    assert "−3" in text
    assert "\\caption{50\\% of R\\&D Source: \\cite{A,B}.}" in text


def test_cell_is_no_argument_of_the_row_before():
    text = latex_table(pd.DataFrame({"a": ["x", "[2pt] y", "*"]}), "t", "c", "en")
    assert "\n{}[2pt] y \\\\\n{}* \\\\\n" in text


def test_entries_of_any_text_are_balanced_and_do_nothing():
    title = r"$\foo$ {half, 50% of R&D #1_2 \input{secret} ~^ }}"
    source = {
        "title": title,
        "publisher": "{",
        "published": "2016-05",
        "url": r"https://x.org/a_b%20c?q=1&r#{}\input{y} z",
        "reliability": "A",
    }
    blank = dict.fromkeys(la.load_plan().sources.columns, "")
    sources = pd.DataFrame([blank | source | {"source_id": one} for one in ("A/B", "A B", "a b")])
    keys = cite_keys(sources["source_id"])
    found = entries(bibliography(sources, keys, keys, "en"))
    assert list(found) == ["A-B", "A-B-2", "a-b-3"]
    shown = (
        r"\$\textbackslash{}foo\$ \textbraceleft{}half, 50\% of R\&D \#1\_2 "
        r"\textbackslash{}input\textbraceleft{}secret\textbraceright{} "
        r"\textasciitilde{}\textasciicircum{} \textbraceright{}\textbraceright{}"
    )
    for entry in found.values():
        assert entry["title"] == f"{{{shown}}}"
        assert entry["author"] == r"{\textbraceleft{}}"
        assert entry["year"] == "2016"
        assert entry["url"] == "https://x.org/a_b%20c?q=1&r#%7B%7D%5Cinput%7By%7D%20z"


def test_document_inputs_every_table(folder):
    text = (folder / "paper.tex").read_text(encoding="utf-8")
    names = {path.stem for path in (folder / "tables").glob("*.tex")}
    assert set(re.findall(r"\\input\{tables/(\w+)\}", text)) == names
    assert names == {
        *("required_growth", "missing", "conflicts", "scorecard", "ambition", "scenarios"),
        *("chances", "targets_met", "hindsight", "compare_plans"),
    }


def test_plan_without_sources_cites_the_rules_and_the_software_alone(tmp_path):
    plan = la.load_plan()
    bare = dataclasses.replace(plan, sources=plan.sources.iloc[:0])
    la.export_paper(bare, tmp_path)
    known = entries((tmp_path / "sources.bib").read_text(encoding="utf-8"))
    assert {key.split("-")[0] for key in known} == {"rules", "software"}
    assert "\\cite" not in (tmp_path / "tables" / "missing.tex").read_text(encoding="utf-8")


def test_command_writes_the_same_files(tmp_path, folder):
    done = CliRunner().invoke(main, ["paper", "--with", "china_13fyp", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
    assert "linhai-manifest.json" in names
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")) == names
    assert "16 files written" in done.output


def test_software_is_cited_as_it_asks_to_be(tmp_path):
    """CITATION.cff says how; the version is that of the package."""
    la.export_paper("china_13fyp", tmp_path, draws=16)
    about = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    entry = entries((tmp_path / "sources.bib").read_text(encoding="utf-8"))
    made = entry["software-linhai_analysis"]
    plain = {name: text.strip("{}").replace("\\_", "_") for name, text in made.items()}
    assert plain["title"] == about["title"]
    assert plain["author"] == about["authors"][0]["name"]
    assert plain["version"] == about["version"] == version("linhai-analysis")
    text = (tmp_path / "paper.tex").read_text(encoding="utf-8")
    assert f"linhai\\_analysis {about['version']}, see \\cite{{software-linhai_analysis}}." in text
