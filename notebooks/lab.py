"""Open JupyterLab on a copy of the notebooks, in ``work``: ``make lab``.

What was changed in the copy is kept; what was not follows the notebooks of the project.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
WORK = FOLDER.parent / "work"
# What each notebook was when it was copied.
RECORD = ".copied.json"
QUIET = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}
}
ROOT = """JupyterLab refuses to run as root unless it is told to (--allow-root), which is done now.
On a machine that others use, take an account of your own instead.
JupyterLab 默认不允许以root身份运行，现已加上 --allow-root；多人共用的电脑请换用个人账户。"""
MISSING = """JupyterLab is not installed here; run: pip install ".[fonts,notebooks]"
这里没有安装JupyterLab，请运行：pip install ".[fonts,notebooks]"
"""
KEPT = """{name} has changes of yours and is kept; rename it to get the new edition beside it.
{name} 已由您改动，予以保留；改名后重新运行，即可得到新版。"""


def digest(path: Path) -> str:
    """What a file holds, in short."""
    return sha256(path.read_bytes()).hexdigest()


def copy(source: Path, work: Path) -> list[str]:
    """Copy the notebooks; return those that both sides have changed since the last time."""
    record = work / RECORD
    known = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    kept = []
    for path in [*source.glob("*.ipynb"), *source.glob("zh/*.ipynb")]:
        name, new = path.relative_to(source).as_posix(), digest(path)
        is_there = (work / name).exists()
        if is_there and new == known.get(name):
            continue
        if is_there and digest(work / name) not in (known.get(name), new):
            kept.append(name)
            continue
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, work / name)
        known[name] = new
    record.write_text(json.dumps(known, indent=1), encoding="utf-8")
    return kept


def be_quiet(environment: Path) -> None:
    """Tell the JupyterLab of an environment not to ask whether it may fetch news."""
    settings = environment / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(json.dumps(QUIET), encoding="utf-8")


def is_root() -> bool:
    """Whether the account may do everything; there is none on Windows."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def main(more: list[str]) -> None:
    """Copy, then open JupyterLab on the first notebook."""
    try:
        from jupyterlab.labapp import LabApp
    except ImportError:
        sys.exit(MISSING)
    for name in copy(FOLDER, WORK):
        print(KEPT.format(name=f"{WORK.name}/{name}"))
    be_quiet(Path(sys.prefix))
    if is_root():
        print(ROOT)
        more = ["--allow-root", *more]
    first = "--LabApp.default_url=/lab/tree/00_start_here.ipynb"
    LabApp.launch_instance([f"--ServerApp.root_dir={WORK}", first, *more])


if __name__ == "__main__":
    main(sys.argv[1:])
