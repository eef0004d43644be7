"""Every module can be imported by its name, and nothing that bears this name stands before it."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys
from pkgutil import walk_packages

import linhai_analysis


def test_no_module_is_hidden_by_what_its_room_shows():
    found = [
        module.name
        for module in walk_packages(linhai_analysis.__path__, "linhai_analysis.")
        if not module.name.endswith("__main__")
    ]
    assert len(found) > 80
    for name in found:
        module, (room, _, leaf) = importlib.import_module(name), name.rpartition(".")
        assert getattr(importlib.import_module(room), leaf) is module, name


def test_module_of_the_panel_is_reached_whatever_came_first():
    code = (
        "import linhai_analysis as la; la.explore; import linhai_analysis.explore.draft as d; "
        "print(d.Draft.__name__, callable(la.explore), callable(linhai_analysis.explore))"
    ).replace("import linhai_analysis as la;", "import linhai_analysis; la = linhai_analysis;")
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["Draft", "True", "True"]


def test_star_gives_the_public_names():
    names: dict = {}
    exec("from linhai_analysis import *", names)
    assert set(linhai_analysis.__all__) <= set(names)
    assert not inspect.ismodule(names["project"])
