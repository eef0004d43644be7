"""Scenarios as data: named assumptions, from a table, a sheet, or written in Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias

import pandas as pd

from linhai_analysis.arguments import checked, is_number, told_value
from linhai_analysis.equality import Alike
from linhai_analysis.errors import DataError, Fault, FaultsError, bad_cell, reason_of, suggest
from linhai_analysis.tables import (
    ASSUMPTIONS,
    ENDS,
    Assumed,
    check_amount,
    check_ends,
    columns,
    read_path,
    read_row,
    shown_cell,
    single,
)
from linhai_analysis.text import visible
from linhai_analysis.words import say

# An assumption within its scenario: its indicator and first year.
Key: TypeAlias = tuple[str, int]
# What may stand beside the kind in the mapping of one indicator.
BESIDE = ("from_year", *ENDS, "reason", "reason_zh", "quality")


@dataclass(frozen=True, eq=False)
class Assumption(Alike):
    """What one indicator is assumed to do, from a year on.

    Attributes
    ----------
    indicator : str
    assumption : str
        rate, points, reach, halt, percent_of_baseline, follow, path or trend.
    value : float, str, mapping of int to float, or None
        Fraction a year; change a year; level in the target year; nothing; per cent of the
        baseline in the target year; a place or an indicator; values by year; nothing. A level, or
        per cent of the baseline, may be given by year; it has to be where the plan has targets for
        several years.
    from_year : int
        First year; 0 for the base year of the plan.
    low, high : float or None
        Range of the value, None where none is given.
    reason, reason_zh, quality : str
        Why, and how sure: green (published), amber (an assumption with a ground), red (a guess).

    Examples
    --------
    >>> Assumption("gdp", "rate", 0.05, low=0.03, high=0.07).ranged
    True
    """

    indicator: str
    assumption: str
    value: Assumed = None
    from_year: int = 0
    low: float | None = None
    high: float | None = None
    reason: str = ""
    reason_zh: str = ""
    quality: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.assumption, str) or self.assumption not in ASSUMPTIONS:
            hint = suggest(str(self.assumption), ASSUMPTIONS)
            told = {"assumption": str(self.assumption), "hint": hint}
            raise DataError(say("scenario_fault.assumption", indicator=self.indicator, **told))
        for end in ENDS:
            # A table has a missing number where there is no end.
            if is_number(given := getattr(self, end)) and given != given:
                object.__setattr__(self, end, None)
        try:
            kind = ASSUMPTIONS[self.assumption]
            amount = partial(check_amount, self.assumption)
            if kind.value == "path":
                object.__setattr__(self, "value", read_path(self.value))
            elif kind.by_year and isinstance(self.value, Mapping):
                object.__setattr__(self, "value", read_path(self.value, amount))
            elif kind.ranged:
                object.__setattr__(self, "value", amount(self.value))
            check_ends(self.value, self.low, self.high)
        except ValueError as error:
            told = {"value": told_value(self.value), "error": reason_of(error)}
            problem = say("scenario_fault.value", indicator=self.indicator, **told)
            raise DataError(problem) from None

    @property
    def ranged(self) -> bool:
        """Whether the value has a low and a high end."""
        return self.low is not None

    @property
    def number(self) -> float | None:
        """The one number that may lie between the ends; None where there is none, or several."""
        return single(self.value) if ASSUMPTIONS[self.assumption].ranged else None

    @property
    def key(self) -> Key:
        """What tells it from the other assumptions of its scenario."""
        return self.indicator, self.from_year


@dataclass(frozen=True, eq=False)
class Scenario(Alike):
    """Named assumptions about some indicators of a plan.

    Parameters
    ----------
    name : str
    assumptions : mapping or sequence of Assumption
        For each indicator its growth a year (``0.12`` or ``"12%"``), or a mapping such as
        ``{"reach": 120, "low": 100, "high": 130, "from_year": 2016, "reason": "...", "quality":
        "amber"}`` with one of rate, points, reach, halt, percent_of_baseline, follow, path, trend
        (halt and trend take None), or a list of such mappings, each from a later year on. A level
        is reached in the target year, or in its own: ``{"reach": {2025: 2.9, 2030: 3.2}}``, in a
        table ``2025: 2.9; 2030: 3.2``; so is per cent of the baseline.

    Raises
    ------
    FaultsError
        With every assumption that cannot be read: a rate of 12 (meant 0.12) or -1.5, ends the wrong
        way round.

    Examples
    --------
    >>> fast = Scenario("fast", {"rd_expenditure": "12%", "gdp": {"rate": 0.05, "low": 0.03,
    ...     "high": 0.07}, "hightech_enterprises": {"reach": 120}})
    >>> [(one.assumption, one.value) for one in fast.assumptions]
    [('rate', 0.12), ('rate', 0.05), ('reach', 120.0)]
    """

    name: str
    assumptions: tuple[Assumption, ...] = field(default=())

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise DataError(say("scenario_fault.name", name=told_value(self.name)))
        object.__setattr__(self, "name", visible(self.name))
        given: Any = self.assumptions
        if isinstance(given, Mapping):
            made = tuple(_read(self.name, given))
        else:
            made = tuple(given) if isinstance(given, Iterable) else (given,)
        if not all(isinstance(one, Assumption) for one in made):
            raise DataError(
                say("scenario_fault.no_assumptions", scenario=self.name, given=told_value(given))
            )
        object.__setattr__(self, "assumptions", made)

    @property
    def indicators(self) -> list[str]:
        """The indicators that something is assumed of, each once."""
        return list(dict.fromkeys(one.indicator for one in self.assumptions))

    @checked
    def stages(self, indicator: str) -> list[Assumption]:
        """The assumptions about one indicator, the earliest first."""
        own = [one for one in self.assumptions if one.indicator == indicator]
        return sorted(own, key=lambda one: one.from_year)

    def table(self) -> pd.DataFrame:
        """Return the rows of the table scenarios, to be written to a file or a sheet.

        Examples
        --------
        >>> Scenario("half", {"gdp": "5%"}).table()[["assumption", "value"]].values.tolist()
        [['rate', '0.05']]
        """
        names, rows = columns("scenarios"), []
        for one in self.assumptions:
            row = dict.fromkeys(names, "") | vars(one)
            row |= {end: _text(one, getattr(one, end)) for end in ("value", *ENDS)}
            rows.append(row | {"scenario": self.name, "from_year": str(one.from_year or "")})
        return pd.DataFrame(rows, columns=names)

    @checked
    def replace(self, indicator: str, **changes: Any) -> Scenario:
        """Return the scenario with another assumption about one indicator.

        Parameters
        ----------
        indicator : str
        **changes
            As in the mapping of one indicator: ``rate=0.12``, ``reach=120, low=100, high=130``.

        Examples
        --------
        >>> slow = Scenario("slow", {"gdp": 0.05})
        >>> slow.replace("gdp", rate=0.07).assumptions[0].value
        0.07
        """
        new = Scenario(self.name, {indicator: changes}).assumptions  # type: ignore[arg-type]
        kept = [one for one in self.assumptions if one.indicator != indicator]
        return Scenario(self.name, (*kept, *new))


def _read(scenario: str, given: Mapping[str, Any]) -> list[Assumption]:
    """The assumptions that were written in Python, or all their faults at once."""
    rows = [row for name, one in given.items() for row in _rows(scenario, name, one)]
    if not rows:
        raise DataError(say("scenario_fault.nothing", scenario=scenario))
    found, faults = [], []
    known: set[Key] = set()
    for row in rows:
        fields, wrong = read_row(row)
        where = say("scenario_fault.of", scenario=scenario, indicator=row["indicator"])
        for name, problem in wrong.items():
            column = "" if name == "value" else name
            faults.append(Fault(where, bad_cell(shown_cell(row.get(name)), problem), column=column))
        key = (row["indicator"], fields.get("from_year", 0))
        if key in known:
            faults.append(Fault(where, say("scenario_fault.stages")))
        known.add(key)
        if not faults:
            found.append(Assumption(row["indicator"], row["assumption"], **fields))
    if faults:
        raise FaultsError(faults)
    return found


def _rows(scenario: str, indicator: str, given: object) -> list[dict[str, Any]]:
    """Rows of the table scenarios for what was written in Python about one indicator."""
    rows = []
    for one in given if isinstance(given, (list, tuple)) else [given]:
        stage = dict(one) if isinstance(one, Mapping) else {"rate": one}
        kinds = [key for key in stage if key not in BESIDE]
        if len(kinds) != 1 or kinds[0] not in ASSUMPTIONS:
            shown = tuple(map(repr, kinds)) or say("scenario_fault.no_kind")
            single = say("scenario_fault.one_of", known=tuple(ASSUMPTIONS))
            told = {
                "scenario": scenario,
                "indicator": indicator,
                "shown": shown,
                "hint": suggest(kinds[0], ASSUMPTIONS) if len(kinds) == 1 else single,
            }
            raise DataError(say("scenario_fault.assumes", **told))
        value = stage.pop(kinds[0])
        rows.append({"indicator": indicator, "assumption": kinds[0], "value": value} | stage)
    return rows


def assumption_of(row: Mapping[Any, Any]) -> Assumption:
    """Return the assumption of a checked row of the table scenarios.

    >>> assumption_of({"indicator": "gdp", "assumption": "rate", "value": "5%"}).value
    0.05
    """
    fields, _ = read_row(row)
    return Assumption(row["indicator"], row["assumption"], **fields)


def _text(one: Assumption, value: Assumed) -> str:
    """A value as the table holds it, to the last digit."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return "; ".join(f"{year}: {_text(one, amount)}" for year, amount in value.items())
    if isinstance(value, str):
        return value
    # The mark keeps 1.5 % of the baseline from being taken for one and a half times.
    mark = "%" if ASSUMPTIONS[one.assumption].form == "percent" else ""
    return f"{float(value)!r}{mark}"
