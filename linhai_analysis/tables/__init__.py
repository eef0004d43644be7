"""The column contract of every table of a plan, and the one place where tables are checked.

A table is a CSV file or a sheet: long, one fact a row, headings in the first row.
``cells`` and ``assumed`` read single cells, ``contracts`` states the columns of each table,
``check`` reads text into typed columns and collects all faults with their place, ``links`` those
between tables, ``files`` opens folders, workbooks and frames, ``written`` makes CSV and JSON.
``yearly``, which reads a sheet of yearly figures in whatever shape it has, is loaded only where it
is needed.
"""

from linhai_analysis.tables.assumed import (
    ASSUMPTIONS,
    ENDS,
    Assumed,
    check_amount,
    check_ends,
    read_path,
    read_row,
    shown_cell,
    single,
)
from linhai_analysis.tables.cells import YES
from linhai_analysis.tables.check import (
    check_table,
    duplicates,
    plain_heading,
    target_ids,
)
from linhai_analysis.tables.contracts import (
    CONTRACTS,
    COUNTED,
    KEYS,
    RELEASES,
    REQUIRED,
    choices,
    columns,
    empty,
    headings_of,
)
from linhai_analysis.tables.files import read_csv, read_frames, read_tables
from linhai_analysis.tables.links import check_links, table_word
from linhai_analysis.tables.origins import Origin
from linhai_analysis.tables.written import csv_bytes, json_text, plain_rows
