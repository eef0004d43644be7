"""Targets of a five-year plan: what they require, what is missing, what came out.

The public names stand in ``__init__.pyi``; each loads what it needs when it is first used.
"""

import lazy_loader

_load, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("linhai-analysis")
    return _load(name)
