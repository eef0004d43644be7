"""Yearly series: years, values, breaks, vintages; one of them or many in a batch.

``frames`` takes tables of any shape for a series or a panel; ``yearly`` reads one series and sums
it up, ``panel`` holds many; both move a break that is marked at a missing value to the next known
one. ``counted`` says what the figures amount to since a base year, ``vintages`` chooses the figure
of each year, ``digits`` finds those that may have slipped.
"""

from linhai_analysis.series.counted import added_since, index_since
from linhai_analysis.series.digits import Slip, slips
from linhai_analysis.series.frames import as_series, long_panel
from linhai_analysis.series.panel import (
    Panel,
    Rows,
    check_columns,
    read_breaks,
    read_panel,
    stack_series,
    without_suspects,
)
from linhai_analysis.series.vintages import (
    REVISED,
    Publications,
    Standing,
    Stated,
    chosen_series,
    families,
    standings,
    stated_figures,
)
from linhai_analysis.series.yearly import (
    ROUNDING,
    SMALLEST,
    Years,
    changes_per_year,
    read_series,
    running_total,
    suspected_breaks,
)
