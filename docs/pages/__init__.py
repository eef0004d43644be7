"""The pages that code writes: what the library knows is not told twice."""

from __future__ import annotations

from pages import codebook, measured, reference, rules

LANGS = ("en", "zh")


def pages() -> dict[str, str]:
    """Every written page."""
    both = {
        f"{'' if lang == 'en' else 'zh/'}{name}": text
        for room in (codebook, reference)
        for lang in LANGS
        for name, text in room.pages(lang).items()
    }
    return both | rules.pages() | measured.pages()
