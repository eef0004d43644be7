"""Yearly figures out of any statistics file.

``reading`` is the door. ``roles`` says what a heading speaks of, ``kinds`` of which kind a column
is, ``layouts`` knows the shapes, ``naming`` names the series, ``melting`` and ``settled`` make one
row a figure.
"""

from linhai_analysis.yearly.reading import Figures, read, read_frame
