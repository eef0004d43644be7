"""What a file holds before anybody knows what it is about.

``opening`` opens any file by what it holds: ``workbooks`` with ``openxml``, ``opendocument`` and
``old_excel``, or ``texts`` in any of the ``encodings``; ``marks`` are what values alone do not
show, ``raised`` keeps marks of footnotes apart, ``separators`` tell what commas and dots mean. They
give sheets of cells (``grid``), in which ``blocks`` and ``headings`` find the tables and ``spans``
what stands over several columns; ``calendars`` writes out the years of Taiwan, ``years``,
``values`` and ``units`` read what stands in headings and cells, ``plain`` says what a cell looks
like.
"""

from linhai_analysis.sheets.blocks import Block, find_block, find_blocks
from linhai_analysis.sheets.grid import Book, Sheet
from linhai_analysis.sheets.opening import open_book
