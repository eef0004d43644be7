"""Codes of places (GB/T 2260): two digits for the province, two for the prefecture, two more."""

from __future__ import annotations

import re

import pandas as pd

from linhai_analysis.arguments import Mask

CODE = r"\d{6}"


def same_province(codes: pd.Series, own: str) -> Mask:
    """Whether places lie in the province of one's own; the province itself does not.

    >>> same_province(pd.Series(["330100", "330000", "320100"]), "331082").tolist()
    [True, False, False]
    """
    inside = codes.str.fullmatch(CODE) & ~codes.str.endswith("0000")
    inside &= codes.str.startswith(own[:2]) & bool(re.fullmatch(CODE, own))
    return inside.to_numpy(bool)


def province_of(own: str) -> str:
    """The code of the province that a place lies in.

    >>> province_of("331082")
    '330000'
    """
    return f"{own[:2]}0000"


def holds(codes: pd.Series, own: str) -> Mask:
    """Whether places are the province or the prefecture that one's own place belongs to.

    >>> holds(pd.Series(["331000", "330000", "330100", "331082"]), "331082").tolist()
    [True, True, False, False]
    """
    above = {province_of(own), f"{own[:4]}00"} - {own} if re.fullmatch(CODE, own) else set()
    return codes.isin(above).to_numpy(bool)
