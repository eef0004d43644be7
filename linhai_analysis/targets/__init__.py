"""Targets: how plans print them, what each is stated in, the level it aims at, what meets it.

``figures`` reads a printed figure by the words of ``vocabulary``, into which ``english`` turns
those of English plans, ``named`` says what the name of its indicator makes of it, ``units`` puts it
into the unit of the codebook, ``printed`` reads a column of them, ``unread`` says why one is not
read; ``bases``, ``kinds`` and ``meeting`` are tables: what targets are stated in, what indicators
can be, how a value may have to stand to a target; ``aims`` gives the level aimed at, ``wording``
says it.
"""

from linhai_analysis.targets.aims import aims_from, is_total, no_aim, with_aims
from linhai_analysis.targets.bases import BASES, INDEX_BASE, facet, levels
from linhai_analysis.targets.english import in_chinese, unit_in_chinese
from linhai_analysis.targets.figures import read_figure
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
from linhai_analysis.targets.named import is_a_fall, is_a_rate
from linhai_analysis.targets.printed import (
    complete_targets,
    printed_text,
    read_column,
    read_printed,
    unread_faults,
)
from linhai_analysis.targets.units import in_unit
from linhai_analysis.targets.unread import UnreadError, unread_reason, unread_text
from linhai_analysis.targets.wording import (
    base_text,
    distinct_targets,
    index_change,
    is_as_printed,
    is_bare_change,
    printed_figures,
    printed_notes,
    stated_relation,
    target_text,
    target_with_unit,
)
