"""Yearly series: years, values, breaks, vintages; one of them or many in a batch."""
