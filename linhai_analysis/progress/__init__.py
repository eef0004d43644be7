"""Is it on track? Every published rule side by side, with reasons where there is no verdict.

``cases`` holds the facts that all rules judge and ``lookup`` finds them; ``rule`` says what a rule
is, ``rules`` is the one table of them, ``publications`` where they are written down, ``formulas``
what they compute; ``verdicts`` applies one. ``assess`` judges a series and ``panel`` many;
``questions`` turns the targets of a plan into cases, ``progress`` judges them by every rule,
``scorecard`` sets the rules side by side, ``alpha`` says how far they agree and ``turning`` what
would turn a verdict. ``track_record`` looks up what came of verdicts, ``worth`` what they were
worth, and ``evidence`` how sure that is.
"""

from linhai_analysis.progress.alpha import agreement
from linhai_analysis.progress.card import scorecard
from linhai_analysis.progress.panel import assess_panel
from linhai_analysis.progress.progress import assess_progress
from linhai_analysis.progress.rule import STATUSES, Rule
from linhai_analysis.progress.rules import HEADLINE, RATIO_RULES, RULES, CutOffs, rule_name
from linhai_analysis.progress.single import Assessment, assess
from linhai_analysis.progress.track_record import hindsight
from linhai_analysis.progress.verdicts import IN_TIME, status_word
from linhai_analysis.progress.worth import compare_rules
