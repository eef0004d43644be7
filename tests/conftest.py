"""What tests share: whole results that are made once a run, for all workers."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from blank_picture import BLANK

import linhai_analysis as la

# Each worker has one core: more threads of linear algebra only wait for one another, for seconds.
# Numpy reads this when it is first loaded, as do the notebooks and programs that tests start.
os.environ.setdefault("OMP_NUM_THREADS", "1")

try:
    import fcntl
except ImportError:  # Windows: each worker makes its own
    fcntl = None

# Settings for the programs that tests start, not for the tests.
collect_ignore = ["odd_program"]
# The addresses of this machine.
HERE = ("127.0.0.1", "::1")
# How long an example takes says how busy the machine is, not whether the code is right.
NO_CLOCK = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
# The same few examples in every run; many new ones with --hypothesis-profile thorough.
hypothesis.settings.register_profile(
    "ordinary", max_examples=25, derandomize=True, database=None, **NO_CLOCK
)
hypothesis.settings.register_profile(
    "thorough", max_examples=1000, database=None, print_blob=True, **NO_CLOCK
)
hypothesis.settings.load_profile("ordinary")


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Nothing asks for another machine; a browser and JupyterLab talk on this one."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in HERE:
            raise AssertionError(f"a test asks for the network: {address}")
        connect(self, address)

    def look_up_here(host: Any, *asked: Any, **more: Any) -> Any:
        assert host in (None, "", "localhost", *HERE), f"a test asks for the network: {host}"
        return look_up(host, *asked, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        patch.setattr(socket, "getaddrinfo", look_up_here)
        yield


@pytest.fixture(autouse=True)
def _charts_are_closed() -> Iterator[None]:
    """No test leaves figures open: doctests of the same worker leave enough."""
    yield
    if plots := sys.modules.get("matplotlib.pyplot"):
        plots.close("all")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    """No test leaves another language in force."""
    yield
    la.set_language("en")


@pytest.fixture(scope="session")
def linhai() -> la.Plan:
    """The shipped plan."""
    return la.load_plan()


@pytest.fixture(scope="session")
def china() -> la.Plan:
    """The shipped national plan, with outcomes."""
    return la.load_plan("china_13fyp")


@pytest.fixture(scope="session")
def once(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str, Callable[[Path], object]], Path]:
    """Something that whoever comes first makes under a name, and all others read."""
    root = tmp_path_factory.getbasetemp()
    # Under xdist each worker has a folder of its own inside that of the run.
    root = root.parent if fcntl and root.name.startswith("popen-") else root

    def shared(name: str, make: Callable[[Path], object]) -> Path:
        folder = root / f"shared-{name}"
        folder.mkdir(exist_ok=True)
        with (folder / "lock").open("w") as lock:
            if fcntl:
                fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "done").exists():
                make(folder / "made")
                (folder / "done").touch()
        return folder / "made"

    return shared


@pytest.fixture(scope="session")
def review_in(once: Callable[..., Path]) -> Callable[[str], Path]:
    """The folder of the review of Linhai in 2017, in a language."""

    def made(lang: str) -> Path:
        return once(
            f"review-{lang}",
            lambda out: la.build_review(la.load_plan(), year=2017, lang=lang).write(out),
        )

    return made


@pytest.fixture(scope="session")
def scenarios(once: Callable[..., Path]) -> Path:
    """The folder of one scenario of Linhai, in Chinese."""
    return once(
        "scenarios",
        lambda out: la.report_scenarios(la.load_plan(), ["slow"], draws=100, lang="zh").write(out),
    )


@pytest.fixture(scope="session")
def notebooks_ran(once: Callable[..., Path]) -> Path:
    """A folder in which all notebooks were run, ``work``, and what a browser saw of them."""
    from notebook_runs import run_all

    return once("notebooks", run_all)


@pytest.fixture
def no_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts and font left out, where they are not what is tested."""
    monkeypatch.setattr(
        "linhai_analysis.report.figures.pictures",
        lambda draw, kinds: BLANK,
    )
    monkeypatch.setattr("linhai_analysis.report.html.font_face", lambda text: "")
