"""The review as a workbook: live formulas, traced step by step, with the library's numbers.

``lines`` gathers what is known of each target, ``layout`` says where everything stands, ``terms``
writes formulas with the lines that compute numbers, ``row`` is one line as its formulas see it;
``figures``, ``verdicts`` and ``growth`` are its steps, ``told`` what is said
of them in words, ``known`` their values.
``working``, ``main_table``, ``summary``, ``paths``, ``parameters`` and ``lists`` draw the sheets
with the looks of ``drawing``, ``writing`` makes the file.
"""

from linhai_analysis.report.workbook.writing import workbook_bytes
