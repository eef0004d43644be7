"""The column contract of every table of a plan, and the one place where tables are checked.

A table is a CSV file or a sheet: long, one fact a row, headings in the first row.
``cells`` and ``assumed`` read single cells, ``contracts`` states the columns of each table,
``check`` reads text into typed columns and collects all faults with their place, ``links`` those
between tables, ``files`` opens folders, workbooks and frames, ``written`` makes CSV and JSON.
Sheets: ``opening`` opens any file, ``blocks`` and ``headings`` find the tables in its sheets,
``spelling``, ``roles``, ``years`` and ``values`` read headings and cells.
Plans: ``recognising`` says which table stands where, ``parts`` keeps the places of its cells,
``spread`` reads figures with a column a year, ``bureau`` the one sheet of a bureau (its columns,
rows, targets, guesses), ``named`` puts codes for names, ``measuring`` reads figures into their
units, ``gathering`` unites all of it.
Yearly figures: ``yearly`` reads those of any file, ``layouts`` knows the shapes, ``melting`` and
``settled`` make one row a figure.
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
from linhai_analysis.tables.spelling import column_of, headings_of
from linhai_analysis.tables.written import csv_bytes, json_text, plain_rows
