"""What a paper needs of a plan: tidy data with a codebook, LaTeX tables, BibTeX."""

from linhai_analysis.paper.export import export_paper
