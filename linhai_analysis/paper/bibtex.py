"""The sources of a plan as BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.metadata import metadata
from itertools import count

import pandas as pd

from linhai_analysis.paper.latex import escaped
from linhai_analysis.plan import named_sources
from linhai_analysis.words import word

SOFTWARE = "software/linhai_analysis"
"""What the software is called among the ids of sources."""


def cite_keys(source_ids: Iterable[str]) -> dict[str, str]:
    r"""Keys that ``\cite`` takes by source_id, no two alike whatever the letter case.

    >>> list(cite_keys(["LH_PLAN135", "A/B", "A B", "年鉴 2016, p. 3"]).values())
    ['LH_PLAN135', 'A-B', 'A-B-2', 'x5e74x9274-2016-p-3']
    """
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(source_ids):
        latin = re.sub(r"[^\x00-\x7f]", lambda match: f"x{ord(match[0]):x}", name)
        stem = re.sub(r"[^A-Za-z0-9_]+", "-", latin).strip("-") or "source"
        tried = (stem if n == 1 else f"{stem}-{n}" for n in count(1))
        keys[name] = next(key for key in tried if key.lower() not in taken)
        taken.add(keys[name].lower())
    return keys


def bibliography(
    sources: pd.DataFrame, keys: Mapping[str, str], used: Iterable[str], lang: str
) -> str:
    """The BibTeX entries of the sources that are used."""
    named, rows = named_sources(sources, lang), sources.set_index("source_id")
    chosen = [name for name in dict.fromkeys(used) if name in rows.index]
    return "\n".join(_source(keys[name], rows.loc[name], named.loc[name], rows) for name in chosen)


def software_entry(key: str, lang: str) -> str:
    r"""The BibTeX entry of this software.

    >>> print(software_entry("key", "en").splitlines()[2].strip())
    title = {{linhai\_analysis}},
    """
    about = metadata("linhai-analysis")
    fields = {
        "author": f"{{{escaped(word('paper.authors', lang))}}}",
        "title": f"{{{escaped(__name__.partition('.')[0])}}}",
        "version": about["Version"],
        "note": escaped(about["Summary"]),
    }
    return _entry("software", key, fields)


def _source(key: str, row: pd.Series, named: pd.Series, rows: pd.DataFrame) -> str:
    year = re.match(r"\d{4}", row["published"])
    chinese = rows.loc[named["family"], "title"]
    # Double braces keep an office from being read as a person with a first and a last name.
    fields = {
        "author": f"{{{escaped(named['publisher'])}}}" if named["publisher"] else "",
        "title": f"{{{escaped(named['cited'] or row.name)}}}",
        "year": year[0] if year else "",
        **_address(named["address"]),
        "note": escaped(chinese) if chinese not in named["cited"] else "",
    }
    return _entry("misc", key, fields)


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = [f"    {name} = {{{text}}}" for name, text in fields.items() if text]
    return ",\n".join([f"@{kind}{{{key}", *lines]) + "\n}\n"


def _address(address: str) -> dict[str, str]:
    """An address of the web, which is read letter by letter, with what ends it in per cent.

    What is none is no link.

    >>> _address("https://x.example/a_b {c}"), _address("javascript:alert(1)")
    ({'url': 'https://x.example/a_b%20%7Bc%7D'}, {'howpublished': 'javascript:alert(1)'})
    """
    if not re.match("(?:https?|ftp)://", address, re.IGNORECASE):
        return {"howpublished": escaped(address)}
    return {"url": re.sub(r"[{}\\\s]", lambda match: f"%{ord(match[0]):02X}", address)}
