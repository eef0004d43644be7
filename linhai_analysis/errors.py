"""The exceptions of this package and how they speak.

Every message says where (file, sheet and cell or row, heading as written), what stands there, and
what to try instead, in the language in force, or in another by ``text("zh")``. All of them subclass
``ValueError`` or ``KeyError``, so ordinary ``except`` clauses work.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from linhai_analysis.words import Sentence, Speaks, language, say, spoken, word

# A sheet of thousands of bad cells has few kinds of faults; these many of each are listed.
LISTED = 50
# Of a cell so much is repeated.
REPEATED = 200
# Of the names that there are so many are listed, and so many compared with one that is not there.
NAMED, COMPARED = 30, 500


class DataError(ValueError):
    """Input that cannot be used: a file, a table, a printed figure, an argument.

    Examples
    --------
    >>> raise DataError("targets.csv: no rows")
    Traceback (most recent call last):
    ...
    linhai_analysis.errors.DataError: targets.csv: no rows
    """

    def text(self, lang: str | None = None) -> str:
        """Return the message in a language; one that nobody translated stays as it is."""
        return told(self, lang or language())

    def __str__(self) -> str:
        return self.text(language())


def told(error: Exception, lang: str = "en") -> str:
    """Return what an exception says, in a language where it was raised with a sentence.

    >>> told(ValueError(say("cell.empty")), "zh"), told(ValueError("no"), "zh")
    ('未填写；此列必填', 'no')
    """
    return str(spoken(error.args[0], lang)) if error.args else ""


class UnknownNameError(KeyError):
    """A name that is not there; the message offers the nearest ones that are.

    Parameters
    ----------
    what : str or Sentence
        What kind of name it is, for example ``"indicator"``; the kinds of the words, ``kind.*``,
        are said in the language of the reader.
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
        what: Sentence | str,
        name: str,
        known: Iterable[str],
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        name = str(name)
        self.what, self.name = what, name
        now = (renamed or {}).get(name)
        hint = say("hint.did_you_mean", name=now) if now else suggest(name, known)
        super().__init__(say("fault.no_name", what=what, name=name, hint=hint))

    def __reduce__(self) -> tuple:
        # Made again from the sentence, so that it survives the way between processes.
        return _unknown_name, (self.what, self.name, self.args[0])

    def text(self, lang: str | None = None) -> str:
        """Return the message in a language."""
        return told(self, lang or language())

    def __str__(self) -> str:
        # KeyError shows the repr of its argument; a sentence should read as one.
        return self.text(language())


@dataclass(frozen=True)
class Fault:
    """One fault of one cell, row or file; `column` is the heading as it is written there.

    >>> print(Fault("targets.csv", "'202O' is not a year; write four digits", 4, "target_year"))
    targets.csv, row 4, column target_year: '202O' is not a year; write four digits
    >>> year = bad_cell("202O", say("cell.not_a_year"))
    >>> Fault("规划.xlsx", year, 5, "目标年", sheet="目标", cell="D5").text("zh")
    '规划.xlsx，目标表 D5（目标年）：“202O”不是年份；请写四位数字，例如2020'
    """

    file: Speaks | str
    problem: Sentence | str
    row: int | None = None
    column: Speaks | str = ""
    sheet: str = ""
    cell: str = ""

    def text(self, lang: str = "en") -> str:
        """Return place and problem in a language."""
        return word("fault.at", lang, place=self._place(lang), problem=spoken(self.problem, lang))

    def __str__(self) -> str:
        return self.text(language())

    @property
    def kind(self) -> str:
        """What is the same of many faults: what is wrong, in which file and sheet."""
        # A scenario and its indicator are a place of many.
        place = [*_keys(self.file)] or [str(self.file)]
        return " ".join([*place, self.sheet, *_keys(self.problem)])

    def _place(self, lang: str) -> str:
        sheet = self.sheet and sheet_word(self.sheet).text(lang)
        at = "cell" if self.cell else "row" if self.row is not None else "sheet"
        parts = [str(spoken(self.file, lang))]
        if sheet and at == "row":
            parts.append(sheet)
        if sheet or at != "sheet":
            parts.append(word(f"place.in_{at}", lang, sheet=sheet, cell=self.cell, row=self.row))
        text = word("place.join", lang).join(parts)
        column = spoken(self.column, lang)
        return text + (word("place.column", lang, column=column) if column else "")


def sheet_word(sheet: str) -> Sentence:
    """Return a sheet as people name it.

    >>> sheet_word("目标").text("zh"), sheet_word("附表1").text("zh")
    ('目标表', '附表1')
    """
    return say("place.sheet_table" if "表" in sheet else "place.sheet", sheet=sheet)


# Makes the fault of a cell: what is wrong, the label of its row, its column.
FaultAt = Callable[..., Fault]


class FaultsError(DataError):
    """All faults of a plan at once, so that one round of repairs is enough.

    Of many faults of one kind the message lists the first fifty and counts the rest.

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
        super().__init__(self.faults)

    def text(self, lang: str | None = None) -> str:
        """Return the list of faults in a language."""
        lang, count = lang or language(), len(self.faults)
        lines = [word("fault.count_1" if count == 1 else "fault.count", lang, count=count)]
        seen: Counter[str] = Counter()
        for fault in self.faults:
            kind = fault.kind
            seen[kind] += 1
            if seen[kind] <= LISTED:
                lines.append(f"- {fault.text(lang)}")
        more = sum(n - LISTED for n in seen.values() if n > LISTED)
        return "\n".join([*lines, *([word("fault.more", lang, count=more)] if more else [])])

    def __reduce__(self) -> tuple:
        return FaultsError, (self.faults,)


def _keys(problem: object) -> Iterator[str]:
    """The keys of a sentence and of those inside it."""
    if isinstance(problem, Sentence):
        yield problem.key
        for _, value in problem.values:
            yield from _keys(value)


def bad_cell(cell: object, problem: Sentence | str) -> Sentence:
    """What a cell says and what is wrong with that.

    >>> print(bad_cell("12,5", say("cell.not_a_year")))
    '12,5' is not a year; write four digits, for example 2020
    """
    text = str(cell)
    shown = text if len(text) <= REPEATED else f"{text[:REPEATED]}…"
    return say("fault.cell", cell=shown, problem=problem)


def reason_of(error: Exception) -> Sentence | str:
    """Why something was refused, to be said as a part of another sentence."""
    return error.args[0] if error.args else ""


def _unknown_name(what: Sentence | str, name: str, sentence: Sentence) -> UnknownNameError:
    error = UnknownNameError(what, name, ())
    error.args = (sentence,)
    return error


@dataclass(frozen=True)
class Hint:
    """The nearest of the names that there are, else a list of them.

    The nearest one is looked for when the hint is told, as that takes long: of thousands of faults
    of a kind only the first ones are.
    """

    name: str
    known: Sequence[str] = field(compare=False)

    def text(self, lang: str = "en") -> str:
        """Return the hint in a language."""
        names = self.known
        if len(names) > COMPARED:
            names = [name for name in names if name[:1] == self.name[:1]][:COMPARED]
        if near := difflib.get_close_matches(self.name, names, n=1, cutoff=0.5):
            return say("hint.did_you_mean", name=near[0]).text(lang)
        if not self.known:
            return say("hint.none").text(lang)
        more = ["..."] if len(self.known) > NAMED else []
        return say("hint.there_are", names=(*self.known[:NAMED], *more)).text(lang)

    def __str__(self) -> str:
        return self.text(language())


def suggest(name: str, known: Iterable[str]) -> Hint:
    """Return ``did you mean ...?`` with the nearest known name, or the list of them.

    >>> print(suggest("hightech", ["gdp", "hightech_enterprises"]))
    did you mean 'hightech_enterprises'?
    >>> print(suggest("x", ["rd", "gdp"]))
    there are: gdp, rd
    """
    return Hint(name, known if isinstance(known, tuple) else tuple(sorted(map(str, known))))
