"""Reports: assembled once, then a page, JSON, CSV and pictures, one writer a format.

``review``, ``scenarios`` and ``projections`` say what a report holds, ``tables`` its tables in
people's words, ``backtests`` what a backtest of a file says. ``report`` is the one class; ``html``,
``word``, ``workbook``, ``numbers`` (JSON, CSV) and ``figures`` (PNG, SVG) make the files.
"""

from linhai_analysis.report.backtests import backtest_file, backtest_tables
from linhai_analysis.report.projections import project_file
from linhai_analysis.report.report import Report
from linhai_analysis.report.review import build_review
from linhai_analysis.report.scenarios import report_scenarios
from linhai_analysis.report.tables.anything import readable
from linhai_analysis.report.tables.growth import growth_table, missing_table
