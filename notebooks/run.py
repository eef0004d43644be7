"""Run notebooks and keep their outputs in them: ``make notebooks``.

What one run differs in from the next is left out: times, versions, the numbers of widgets.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent
WIDGET = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebooks() -> list[Path]:
    """The notebooks of both languages."""
    return sorted(FOLDER.glob("*.ipynb")) + sorted(FOLDER.glob("zh/*.ipynb"))


def executed(path: Path) -> Any:
    """A notebook with the outputs of a run in its own folder."""
    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(
        notebook,
        timeout=None,
        kernel_name="python3",
        resources=where,
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
    ).execute()
    return steady(notebook)


def steady(notebook: Any) -> Any:
    """The notebook without what is another in every run."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [one for one in joined(cell.outputs) if is_shown_without_kernel(one)]
    return notebook


def is_shown_without_kernel(output: Any) -> bool:
    """Whether something is left when a widget, which lives in the kernel, is taken out."""
    data = output.get("data", {})
    if data.pop(WIDGET, None) is None:
        return True
    return bool(set(data) - {"text/plain"})


def joined(outputs: list[Any]) -> list[Any]:
    """The outputs with printed pieces that follow one another put together."""
    found: list[Any] = []
    for output in outputs:
        follows = found and output.output_type == "stream" == found[-1].output_type
        if follows and output.name == found[-1].name:
            found[-1].text += output.text
        else:
            found.append(output)
    return found


def renewed(path: Path) -> tuple[Path, float]:
    """Run a notebook and write it back; return how many seconds it took."""
    began = time.monotonic()
    nbformat.write(executed(path), path)
    return path, time.monotonic() - began


def main(names: list[str]) -> None:
    """Run the notebooks named, or all, two at a time."""
    # What the font cache says on its first use is no output of a notebook.
    import matplotlib.font_manager  # noqa: F401

    paths = [Path(name).resolve() for name in names] or notebooks()
    with ProcessPoolExecutor(2) as pool:
        for path, seconds in pool.map(renewed, paths):
            print(f"{path.relative_to(FOLDER.parent)}  {seconds:.0f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
