"""The manifest of a folder: which files are ours, of which kind, with which content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from linhai_analysis.errors import DataError
from linhai_analysis.filenames import is_inside
from linhai_analysis.results.standing import OURS
from linhai_analysis.words import say


def listing_bytes(results: Mapping[str, Any]) -> bytes:
    """The text of a manifest; the same results give the same bytes."""
    content = {"made_by": "linhai_analysis", "results": results}
    return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()


def read_listing(path: Path) -> dict[str, Any]:
    """The entry of each kind of result, as far as its names lie inside the folder.

    What cannot be written again as it was is not ours, and refused.
    """
    try:
        content = json.loads(path.read_bytes())
        if content["made_by"] != "linhai_analysis":
            raise ValueError(content["made_by"])
        return {kind: _entry(found) for kind, found in content["results"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DataError(say("out.manifest", path=str(path))) from None


def _entry(found: Mapping[str, Any]) -> dict[str, Any]:
    parts = {
        part: {name: str(known) for name, known in found[part].items() if is_inside(name, OURS)}
        for part in ("files", "earlier")
        if part in found
    }
    return {"files": {}, **found, **parts}
