"""What a program around ours may have set; nothing that we write depends on it.

Python imports this first where this folder is on its path.
"""

from __future__ import annotations

import decimal
import random
import socket
from typing import Any

import numpy as np
import pandas as pd


def refuse(*asked: Any, **more: Any) -> None:
    """What asks for another machine, or for its address, fails."""
    raise OSError(f"asks for the network: {asked}")


socket.socket.connect = socket.socket.connect_ex = refuse  # type: ignore[method-assign, assignment]
socket.create_connection = socket.getaddrinfo = refuse  # type: ignore[assignment]
decimal.getcontext().prec = 3
random.seed(5)
np.random.seed(5)  # noqa: NPY002 - the old generator is what others set
np.seterr(all="raise")
np.set_printoptions(precision=1)
pd.set_option("display.precision", 1)
pd.set_option("display.max_rows", 2)
pd.set_option("display.float_format", "{:.1f}".format)
pd.set_option("mode.string_storage", "python")
