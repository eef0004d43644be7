"""The exceptions of this package and how they speak.

Every message says where (file, row, column), what stands there, and what to
try instead. All of them subclass ``ValueError`` or ``KeyError``, so ordinary
``except`` clauses work.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


class DataError(ValueError):
    """Input that cannot be used: a file, a table, a printed figure, an argument.

    Examples
    --------
    >>> raise DataError("targets.csv: no rows")
    Traceback (most recent call last):
    ...
    linhai_analysis.errors.DataError: targets.csv: no rows
    """


class UnknownNameError(KeyError):
    """A name that is not there; the message offers the nearest ones that are.

    Parameters
    ----------
    what : str
        What kind of name it is, for example ``"indicator"``.
    name : str
        The name that was asked for.
    known : iterable of str
        The names that exist.
    renamed : mapping of str to str, optional
        What names of earlier versions are called now.

    Examples
    --------
    >>> print(UnknownNameError("indicator", "patent_granted", ["patents_granted", "gdp"]))
    no indicator 'patent_granted'; did you mean 'patents_granted'?
    """

    def __init__(
        self,
        what: str,
        name: str,
        known: Iterable[str],
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        self.what, self.name = what, name
        now = (renamed or {}).get(name)
        hint = f"did you mean {now!r}?" if now else suggest(name, known)
        super().__init__(f"no {what} {name!r}; {hint}")

    def __reduce__(self) -> tuple:
        # Made again from the sentence, so that it survives the way between processes.
        return _unknown_name, (self.what, self.name, str(self.args[0]))

    def __str__(self) -> str:
        # KeyError shows the repr of its argument; a sentence should read as one.
        return str(self.args[0])


@dataclass(frozen=True)
class Fault:
    """One fault of one cell, row or file.

    >>> print(Fault("targets.csv", "'202O' is not a year; write four digits", 4, "target_year"))
    targets.csv, row 4, column target_year: '202O' is not a year; write four digits
    """

    file: str
    problem: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.problem}"


class FaultsError(DataError):
    """All faults of a plan at once, so that one round of repairs is enough.

    Parameters
    ----------
    faults : iterable of Fault

    Examples
    --------
    >>> error = FaultsError([Fault("targets.csv", "no rows"), Fault("sources.csv", "no rows")])
    >>> print(error)
    2 faults:
    - targets.csv: no rows
    - sources.csv: no rows
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__("\n".join([f"{count}:", *(f"- {fault}" for fault in self.faults)]))

    def __reduce__(self) -> tuple:
        return FaultsError, (self.faults,)


def _unknown_name(what: str, name: str, sentence: str) -> UnknownNameError:
    error = UnknownNameError(what, name, ())
    error.args = (sentence,)
    return error


def suggest(name: str, known: Iterable[str]) -> str:
    """Return ``did you mean ...?`` with the nearest known name, or the list of them.

    >>> suggest("hightech", ["gdp", "hightech_enterprises"])
    "did you mean 'hightech_enterprises'?"
    >>> suggest("x", ["gdp", "rd"])
    'there are: gdp, rd'
    """
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"there are: {', '.join(names)}" if names else "there are none"
