"""Names of files that every system takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from linhai_analysis.errors import DataError
from linhai_analysis.words import say


def slugs(names: Iterable[str]) -> dict[str, str]:
    """File name stems that every system takes, unique also where letter case is ignored.

    >>> list(slugs(["R&D 5%/yr", "R-D 5 yr", "CON", "研发", ""]).values())
    ['r-d-5-yr', 'r-d-5-yr-2', 'con-', '研发', 'unnamed']
    """
    stems: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
        # 255 bytes are the limit of most file systems, and a prefix, a number, an ending follow.
        short = re.sub(r"\W+", "-", plain).strip("-").encode()[:120].decode(errors="ignore")
        stem = short.rstrip("-") or "unnamed"
        if re.fullmatch(r"con|prn|aux|nul|(com|lpt)\d", stem):  # devices of Windows
            stem += "-"
        numbered = (f"{stem.rstrip('-')}-{n}" for n in range(2, len(taken) + 3))
        stems[name] = stem if stem not in taken else next(s for s in numbered if s not in taken)
        taken.add(stems[name])
    return stems


def shown_name(name: str) -> str:
    r"""Return a name as a text that every file can hold, also where its bytes are no letters.

    >>> shown_name("规划\udcff.csv")
    '规划?.csv'
    """
    return name.encode(errors="replace").decode()


def check_names(files: Iterable[str], reserved: Collection[str]) -> None:
    """Refuse names that are no files inside a folder, or one and the same on some systems."""
    seen: dict[str, str] = {}
    for name in files:
        if not is_inside(name, reserved):
            raise DataError(say("file.name", name=name))
        if seen.setdefault(name.casefold(), name) != name:
            raise DataError(say("file.twice", name=name))


def is_inside(name: object, reserved: Collection[str]) -> bool:
    """Whether a name stays inside a folder on every system and is in none of the reserved."""
    if not isinstance(name, str) or not name.isprintable() or "\\" in name or ":" in name:
        return False
    parts = name.split("/")
    # Windows drops dots and blanks at the end, so that ".. " would lead out.
    return parts[0].casefold() not in reserved and all(
        part and part == part.rstrip(". ") for part in parts
    )
