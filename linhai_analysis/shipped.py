"""Where the data that come with the package are found."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def data_dir(package: Path = PACKAGE) -> Path:
    """Return the folder that holds ``raw/`` and ``processed/``.

    In a wheel the data lie inside the package; in a checkout, and in an editable
    installation of one, they lie beside it.

    Parameters
    ----------
    package : Path
        The folder of the installed package.

    Raises
    ------
    FileNotFoundError
        Where neither place has a ``raw`` folder.

    Examples
    --------
    >>> (data_dir() / "raw" / "sources.csv").is_file()
    True
    """
    for place in (package / "data", package.parent / "data"):
        if (place / "raw").is_dir():
            return place
    raise FileNotFoundError(
        f"the data that come with linhai_analysis are in neither {package / 'data'} nor "
        f"{package.parent / 'data'}; install the package again"
    )


def shipped_plans() -> list[str]:
    """Return the names of the plans that come with the package.

    Examples
    --------
    >>> "linhai_13fyp" in shipped_plans()
    True
    """
    return sorted(path.parent.name for path in data_dir().glob("raw/*/figures.csv"))
