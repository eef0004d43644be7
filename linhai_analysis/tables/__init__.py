"""The column contract of every table of a plan, and the one place where tables are checked.

``spelling`` knows by which headings a column goes, ``cells`` and ``assumed`` read single cells,
``contracts`` states the columns of each table, ``check`` reads text into typed columns and
collects all faults, ``origins`` knows where each cell stands in the file that people gave,
``links`` finds the faults between tables, ``written`` makes CSV and JSON.
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
from linhai_analysis.tables.check import check_table, target_ids
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
from linhai_analysis.tables.links import check_links
from linhai_analysis.tables.origins import Origin, table_word
from linhai_analysis.tables.spelling import column_of, headings_of
from linhai_analysis.tables.twice import duplicates
from linhai_analysis.tables.written import csv_bytes, json_text, plain_rows
