"""The paper that a report is written on: our own, or that of an office."""

from __future__ import annotations
