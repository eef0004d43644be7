"""The workbook that people fill in: one sheet of indicators, and what goes with it.

``columns`` lists the columns of each sheet, ``drawing`` puts a table onto a sheet so that it can be
filled in and printed, ``guide`` explains, ``filled`` takes the rows from a plan, ``writing`` puts
the sheets together into a file.
"""

from linhai_analysis.form.writing import write_form
