"""Targets: how plans print them, what each is stated in, the level it aims at, what meets it.

``figures`` reads a printed figure and ``printed`` a column of them; ``bases``, ``kinds`` and
``meeting`` are tables: what targets are stated in, what indicators can be, how a value may have to
stand to a target; ``aims`` gives the level aimed at, ``wording`` the target in words.
"""

from linhai_analysis.targets.aims import aims_from, is_total, with_aims
from linhai_analysis.targets.bases import BASES, facet
from linhai_analysis.targets.kinds import KINDS, Kind
from linhai_analysis.targets.meeting import (
    RANGE,
    RELATIONS,
    TOLERANCE,
    meets,
    nearest,
    same,
    towards,
)
from linhai_analysis.targets.printed import complete_targets, read_column, read_printed
from linhai_analysis.targets.wording import (
    base_text,
    distinct_targets,
    stated_relation,
    target_text,
)
