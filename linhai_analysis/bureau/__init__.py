"""The tables of a plan out of whatever a bureau has: a folder, a workbook, one sheet, frames.

``files`` opens it, ``recognising`` says which table stands where, ``parts`` keeps the places of
its cells, ``spread`` reads figures with a column a year, ``one_sheet`` the 附表1 of a bureau (its
``columns``, ``rows``, ``targets`` and ``guesses``), ``named`` puts codes for names, ``measuring``
reads figures into their units, ``repeated`` knows what two sheets say once, ``gathering`` unites
all of it.
"""

from linhai_analysis.bureau.files import (
    read_alone,
    read_csv,
    read_frames,
    read_table,
    read_tables,
)
from linhai_analysis.bureau.gathering import Gathered
