"""The identities that tie indicators of a plan together: quotients, and parts of a whole."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

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

    def agrees(self, quotient: float, numerator: float, denominator: float) -> bool:
        """Whether the three are one, to the last published digit of the quotient."""
        if denominator == 0:
            return False
        room = 10.0**-self.decimals if self.decimals >= 0 else ROUNDED * abs(quotient)
        return bool(abs(self.scale * numerator / denominator - quotient) <= room)

    def arithmetic(self, quotient: float, numerator: float, denominator: float) -> str:
        """The division, and the value that it should have given."""
        result = self.scale * numerator / denominator
        percent = " %" if self.scale != 1 else ""
        return (
            f"{self.numerator} {numerator:.6g} / {self.denominator} {denominator:.6g} "
            f"= {result:.4g}{percent}, but {self.indicator} is {quotient:.6g}"
        )


def quotients(indicators: pd.DataFrame) -> list[Quotient]:
    """Return the quotients of a codebook.

    >>> from linhai_analysis import load_plan
    >>> [quotient.indicator for quotient in quotients(load_plan().indicators)]
    ['rd_gdp_ratio', 'hightech_va_share', 'invention_patents_per_10k']
    """
    rows = indicators[indicators["numerator"] != ""]
    return [
        Quotient(
            row["indicator"],
            row["numerator"],
            row["denominator"],
            100.0 if row["unit"] == "%" else 1.0,
            row["decimals"],
        )
        for row in rows.to_dict("records")
    ]


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
