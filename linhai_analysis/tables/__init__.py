"""The column contract of every table of a plan, and the one place where tables are checked.

A table is a CSV file or a sheet: long, one fact a row, headings in the first row.
``cells`` and ``assumed`` read single cells, ``contracts`` states the columns of each table,
``check`` reads text into typed columns and collects all faults with their place, ``links`` those
between tables, ``files`` opens folders, workbooks and frames, ``written`` makes CSV and JSON.
``yearly`` reads yearly figures of any file: ``opening`` gives its sheets, ``blocks`` and
``headings`` find the tables in them, ``roles``, ``years`` and ``values`` read headings and cells,
``kinds`` and ``layouts`` know the shapes, ``naming``, ``melting`` and ``settled`` make one row a
figure. They are loaded where they are needed.
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
)
from linhai_analysis.tables.files import read_csv, read_frames, read_table, read_tables
from linhai_analysis.tables.gathering import Gathered
from linhai_analysis.tables.links import check_links
from linhai_analysis.tables.origins import Origin, table_word
from linhai_analysis.tables.spelled import column_of, headings_of
from linhai_analysis.tables.written import csv_bytes, json_text, plain_rows
