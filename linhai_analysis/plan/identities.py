"""The identities that tie indicators of a plan together: quotients, and parts of a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array, Mask, require_columns
from linhai_analysis.targets import TOLERANCE
from linhai_analysis.words import Sentence, say

if TYPE_CHECKING:
    from linhai_analysis.plan.model import Plan

# Where a codebook gives no decimals, a published quotient is taken to be good to half a percent.
ROUNDED = 0.005


@dataclass(frozen=True)
class Quotient:
    """An indicator that is one indicator divided by another."""

    indicator: str
    numerator: str
    denominator: str
    scale: float
    decimals: int

    @property
    def members(self) -> tuple[str, str, str]:
        """The quotient, its numerator and its denominator."""
        return self.indicator, self.numerator, self.denominator

    @property
    def sign(self) -> str:
        """The sign of per cent, where the quotient is in per cent."""
        return "" if self.scale == 1 else "%"

    def agrees(
        self, quotient: float | Array, numerator: float | Array, denominator: float | Array
    ) -> Mask:
        """Return whether the three are one, to the last published digit of the quotient.

        >>> share = Quotient("share", "part", "whole", 100.0, 1)
        >>> share.agrees(3.0, 3.0, 120.0).item(), share.agrees(2.5, 3.0, 120.0).item()
        (False, True)
        """
        printed, top, bottom = (
            np.asarray(part, float) for part in (quotient, numerator, denominator)
        )
        room = 10.0**-self.decimals if self.decimals >= 0 else ROUNDED * np.abs(printed)
        with np.errstate(divide="ignore", invalid="ignore"):
            apart = np.abs(self.scale * top / bottom - printed)
        return (bottom != 0) & (apart <= room * (1 + TOLERANCE))

    def third(self, indicator: str, one: Array, other: Array) -> Array:
        """Return the member that the two others give; they stand in the order of the members.

        >>> share = Quotient("share", "part", "whole", 100.0, 1)
        >>> share.third("share", 3.0, 120.0), share.third("whole", 2.5, 3.0)
        (2.5, 120.0)
        """
        if indicator == self.indicator:
            return self.scale * one / other
        return one * other / self.scale if indicator == self.numerator else self.scale * other / one

    def arithmetic(
        self, plan: Plan, quotient: float, numerator: float, denominator: float
    ) -> Sentence:
        """The division, and the value that it should have given."""
        result = f"{self.scale * numerator / denominator:.4g}{self.sign}"
        own, top, bottom = map(plan.called, self.members)
        division = {"top": top, "numerator": numerator, "bottom": bottom}
        division |= {"denominator": denominator, "result": result}
        return say("scenario_fault.division", own=own, quotient=quotient, **division)


def quotients(indicators: pd.DataFrame) -> list[Quotient]:
    """Return the quotients of a codebook.

    >>> from linhai_analysis import load_plan
    >>> [quotient.indicator for quotient in quotients(load_plan().indicators)]
    ['rd_gdp_ratio', 'hightech_va_share', 'invention_patents_per_10k']
    """
    names = ("indicator", "numerator", "denominator", "unit", "decimals")
    indicators = require_columns(indicators, names)
    rows = zip(*(indicators[name].tolist() for name in names), strict=True)
    return [
        Quotient(name, top, bottom, 100.0 if unit == "%" else 1.0, decimals)
        for name, top, bottom, unit, decimals in rows
        if top
    ]


def recomputed(plan: Plan, indicator: str, until: int | None = None) -> pd.Series:
    """Return the years in which a ratio is not what its numerator and denominator give.

    >>> from linhai_analysis import load_plan
    >>> recomputed(load_plan(), "rd_gdp_ratio", until=2018).round(2).to_dict()  # 15.37 / 515.6
    {2016: 2.98}
    """
    every = plan.once(
        "quotients", lambda: {one.indicator: one for one in quotients(plan.indicators)}
    )
    if indicator not in every:
        return pd.Series(dtype=float)
    return plan.once(("recomputed", indicator, until), lambda: _anew(plan, every[indicator], until))


def _anew(plan: Plan, own: Quotient, until: int | None) -> pd.Series:
    series = [plan.series(name, until=until).rename(name) for name in own.members]
    known = pd.concat(series, axis=1, join="inner")
    printed, top, bottom = (known[name].to_numpy(float) for name in own.members)
    differ = ~own.agrees(printed, top, bottom) & (bottom != 0)
    return pd.Series(own.scale * top[differ] / bottom[differ], known.index[differ], float)


def parts(indicators: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the indicators that count a part of what another one counts.

    >>> from linhai_analysis import load_plan
    >>> parts(load_plan().indicators)[0]
    ('invention_patents_granted', 'patents_granted')
    """
    codebook = indicators.set_index("indicator")
    found = []
    for name, whole in codebook.loc[codebook["parent"] != "", "parent"].items():
        own, other = codebook.loc[name], codebook.loc[whole]
        if own["unit"] == other["unit"] and own["kind"] == other["kind"] in ("count", "amount"):
            found.append((str(name), str(whole)))
    return found
