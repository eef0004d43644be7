"""The log of assumptions in both languages: ``python docs/assumptions_page.py``."""

from __future__ import annotations

from pathlib import Path

from pages import LANGS, assumptions

PAGES = {"en": "assumptions.md", "zh": "zh/assumptions.md"}


def main() -> None:
    """Write the page in both languages."""
    for lang in LANGS:
        path = Path(__file__).parent / PAGES[lang]
        path.write_text(assumptions.page(lang), encoding="utf-8")


if __name__ == "__main__":
    main()
