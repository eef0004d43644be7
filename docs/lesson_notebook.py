"""Writes the notebook of the lesson in both languages from its table; `make notebooks` runs it."""

from __future__ import annotations

from pathlib import Path

from linhai_analysis.lesson.notebook import notebook_bytes
from linhai_analysis.words import LANGUAGES

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
NAME = "07_lesson_compound_growth.ipynb"


def path_of(lang: str) -> Path:
    """Where the notebook of a language stands."""
    return (FOLDER if lang == "en" else FOLDER / lang) / NAME


if __name__ == "__main__":
    for lang in LANGUAGES:
        path_of(lang).parent.mkdir(exist_ok=True)
        path_of(lang).write_bytes(notebook_bytes(lang))
