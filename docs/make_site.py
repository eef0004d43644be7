"""The site in both languages, out of the repository: ``python docs/make_site.py [OUT]``.

What Sphinx reads is laid out beside the result, as it lies in the repository: the pages, the
notebooks with a text alternative for every picture, and the pages that code writes
(``pages``). No network is needed.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from pages import pages

from linhai_analysis.lesson import write_lesson

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
# What pages include or link to beside `docs`.
BESIDE = ("CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/README.md")

PICTURE = "image/png"


def with_alt(notebook: str) -> str:
    """A notebook whose pictures have the words beside them as text alternative.

    A chart's are printed; those of a panel, which is a picture in the file, are its plain text.
    """
    book = json.loads(notebook)
    for cell in book["cells"]:
        outputs = cell.get("outputs", [])
        data = [one["data"] for one in outputs if PICTURE in one.get("data", {})]
        said = ["".join(one["text"]) for one in outputs if one.get("name") == "stdout"]
        said += [text for one in data if (text := "".join(one["text/plain"]))[:1] != "<"]
        if data and said:
            cell["metadata"]["mystnb"] = {"image": {"alt": " ".join(" ".join(said).split())}}
    return json.dumps(book)


def lay_out(stage: Path) -> None:
    """Lay out what Sphinx reads. A notebook without a Chinese edition is shown in English."""
    shutil.rmtree(stage, ignore_errors=True)
    docs = stage / "docs"
    shutil.copytree(DOCS, docs, ignore=shutil.ignore_patterns("_*", "*.py", "pages"))
    for name in BESIDE:
        (stage / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, stage / name)
    for source in sorted((ROOT / "notebooks").glob("*.ipynb")):
        chinese = source.parent / "zh" / source.name
        for path, folder in ((source, docs), (chinese, docs / "zh")):
            text = (path if path.exists() else source).read_text(encoding="utf-8")
            (folder / "notebooks" / source.name).write_text(with_alt(text), encoding="utf-8")
    for name, text in pages().items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")


def lesson(out: Path) -> None:
    """Put the lesson's own files into the site."""
    for lang, folder in (("en", out), ("zh", out / "zh")):
        write_lesson(folder / "lesson", lang)


def build(out: Path) -> int:
    """Make both editions; a warning is an error."""
    from sphinx.cmd.build import main as sphinx

    if out.exists() and not (out / ".buildinfo").exists():
        print(f"{out} is there already and is no site; name another folder", file=sys.stderr)
        return 2
    print("Making the site; this takes half a minute.", flush=True)
    stage = out.parent / f"{out.name}-source"
    lay_out(stage)
    for source, tag in (("docs", "en"), ("docs/zh", "zh")):
        trees = str(stage / "trees" / tag)
        how = ["-W", "--keep-going", "-q", "-j", "auto", "-c", str(DOCS), "-t", tag, "-d", trees]
        if failed := sphinx([*how, str(stage / source), str(stage / tag)]):
            return failed
    # What lies beside the pages when they are made stays behind, and goes.
    shutil.rmtree(out, ignore_errors=True)
    shutil.move(stage / "en", out)
    shutil.move(stage / "zh", out / "zh")
    shutil.rmtree(stage)
    lesson(out)
    print(out / "index.html")
    return 0


if __name__ == "__main__":
    sys.exit(build(Path(*sys.argv[1:2] or ["out/site"]).resolve()))
