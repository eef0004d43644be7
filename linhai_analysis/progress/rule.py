"""What a rule is: a value, its cut-offs, the words for each step, and how well it is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from linhai_analysis.arguments import Array, Mask
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.progress import formulas
from linhai_analysis.progress.cases import Cases
from linhai_analysis.words import say

STATUSES = (
    "met",
    "ahead",
    "on_track",
    "slow",
    "off_track",
    "reversing",
    "missed",
    "not_assessable",
)
"""The common words of all rules, best first."""

PATHS = ("linear", "compound")
"""The ways from a base to a target: equal steps, and a constant rate."""


@dataclass(frozen=True)
class Rule:
    """A rule: what it computes, where it cuts, what it calls the result.

    Attributes
    ----------
    name, source : str
    value : callable
        Cases -> array, NaN where it cannot be told.
    why : str or callable
        Why the value cannot be told: a key ``no_verdict.<key>`` of the words or a sentence, one for
        all or Cases -> array of text.
    cut_offs : tuple of float
        From the best verdict to the worst.
    labels, statuses : tuple of str
        The rule's own word and the common one, best first: one for each cut-off, one for a value
        that falls short of them all, and one for the wrong way where the rule has that.
    wrong_way : callable, optional
        Cases -> array of bool: moved away from the target, whatever the value.
    doubtful : callable, optional
        Cases -> array of bool: the value stands, but no verdict is read off it.
    beside : callable, optional
        Cases -> array: what the value is read against.
    nearly_met : callable, optional
        Cases -> array of bool: near enough to the target to count as met.
    relative : bool
        Whether the cut-offs are of the value less what it is read against.
    small_is_good : bool
        Whether the value has to stay below the cut-offs.
    strict : int
        How many of the cut-offs, from the first on, do not count themselves.
    without_target : tuple of float or Rule
        How cases without a target are judged: by cut-offs of their growth a year, in the words of
        this rule, or by a rule of its own; empty where the rule needs a target.
    to_hold : Rule, optional
        What the rule itself says of a target that is met, or that the base met; where this says
        nothing, met is met and what is lost again is reversing, as under every rule.
    place : callable, optional
        Cases -> array of int: which of the labels, -1 for none. For a rule that no cut-offs of one
        value can say.
    needs_base : bool
    met : str
        What the rule calls a target that is met.
    edition : str
        The edition that is followed.
    known : str
        How the rule is known: code, documentation, second hand, to be confirmed, or own.
    formula : str
        Rules of one formula share its name, and are one voice; its own where it is empty.
    published : bool
        Whether it counts among the published rules beside a verdict.
    path : str
        Along which path the rule judges, linear or compound; empty where along neither.
    cites : tuple of str
        Its publications, by their keys in ``progress.publications``.

    Examples
    --------
    >>> from linhai_analysis import RULES
    >>> RULES["open_sdg"].cut_offs, RULES["open_sdg"].labels[0]
    ((0.95, 0.6, 0.0), 'on track')
    >>> half = Rule("half", "my own", lambda cases: cases.progress, cut_offs=(0.5,),
    ...     labels=("half done", "less"), statuses=("on_track", "slow"))
    """

    name: str
    source: str
    value: Callable[[Cases], Array]
    why: str | Callable[[Cases], np.ndarray] = "no_value"
    cut_offs: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    wrong_way: Callable[[Cases], Mask] | None = None
    doubtful: Callable[[Cases], Mask] | None = None
    beside: Callable[[Cases], Array] | None = None
    nearly_met: Callable[[Cases], Mask] | None = None
    relative: bool = False
    small_is_good: bool = False
    strict: int = 0
    without_target: tuple[float, ...] | Rule = ()
    to_hold: Rule | None = None
    place: Callable[[Cases], NDArray[np.int64]] | None = None
    needs_base: bool = True
    met: str = "target met"
    edition: str = ""
    known: str = ""
    formula: str = ""
    published: bool = False
    path: str = ""
    cites: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        steps = len(self.cut_offs) + (2 if self.wrong_way else 1) if self.cut_offs else 0
        steps = len(self.labels) if self.place else steps
        if not len(self.labels) == len(self.statuses) == steps:
            raise DataError(
                say(
                    "rule.steps",
                    rule=self.name,
                    cuts=len(self.cut_offs),
                    steps=steps,
                    labels=len(self.labels),
                    statuses=len(self.statuses),
                )
            )
        for status in self.statuses:
            if status not in STATUSES:
                raise UnknownNameError(say("kind.status"), status, STATUSES)
        if self.path and self.path not in PATHS:
            raise UnknownNameError(say("kind.path"), self.path, PATHS)

    @property
    def free(self) -> Rule | None:
        """The rule for cases without a target; None where there is none.

        >>> from linhai_analysis import RULES
        >>> RULES["open_sdg"].free.cut_offs, RULES["sdsn"].free
        ((0.015, 0.005, 0.0), None)
        """
        if isinstance(self.without_target, Rule):
            return self.without_target
        if not self.without_target:
            return None
        return replace(
            self,
            value=formulas.growth,
            why=formulas.why_no_observed_rate,
            cut_offs=self.without_target,
            without_target=(),
            to_hold=None,
            beside=None,
            relative=False,
            small_is_good=False,
            strict=0,
            needs_base=True,
        )

    @property
    def voice(self) -> str:
        """What the rule counts as: its formula.

        >>> from linhai_analysis import RULES
        >>> RULES["eurostat"].voice == RULES["open_sdg"].voice, RULES["sdsn"].voice
        (True, 'sdsn')
        """
        return self.formula or self.name
