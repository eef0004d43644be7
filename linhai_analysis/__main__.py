"""Runs the ``linhai`` command as ``python -m linhai_analysis``."""

from linhai_analysis.cli import main

main(prog_name="linhai")
