"""The column contract of every table of a plan, and the one place where tables are checked.

A table is a CSV file or a sheet: long, one fact a row, headings in the first row.
``cells`` and ``assumed`` read single cells, ``contracts`` states the columns of each table,
``check`` reads text into typed columns
and collects all faults with their place, ``files`` opens folders and workbooks,
``yearly`` reads a sheet of yearly figures in whatever shape it has.
"""

from linhai_analysis.tables.assumed import (
    ASSUMPTIONS,
    Assumed,
    check_amount,
    check_ends,
    read_path,
    read_row,
    shown_cell,
)
from linhai_analysis.tables.check import check_links, check_table, duplicates, target_ids
from linhai_analysis.tables.contracts import (
    CONTRACTS,
    KEYS,
    RELEASES,
    REQUIRED,
    columns,
    empty,
    headings_of,
)
from linhai_analysis.tables.files import csv_bytes, read_csv, read_tables, write_csv
from linhai_analysis.tables.yearly import read_yearly

__all__ = [
    "ASSUMPTIONS",
    "CONTRACTS",
    "KEYS",
    "RELEASES",
    "REQUIRED",
    "Assumed",
    "check_amount",
    "check_ends",
    "check_links",
    "check_table",
    "columns",
    "csv_bytes",
    "duplicates",
    "empty",
    "headings_of",
    "read_csv",
    "read_path",
    "read_row",
    "read_tables",
    "read_yearly",
    "shown_cell",
    "target_ids",
    "write_csv",
]
