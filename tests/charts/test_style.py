"""Colours that readers with any colour vision can tell apart."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from linhai_analysis.charts import colours

# Machado, Oliveira and Fernandes 2009, full severity, for linear RGB.
VISION = {
    "normal": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
               [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
               [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
               [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
WHITE = [0.9505, 1.0, 1.089]


def lab(colour: str, vision: str) -> np.ndarray:
    """CIE L*a*b* of a colour as it is seen."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    x = XYZ @ np.clip(VISION[vision] @ linear, 0, 1) / WHITE
    f = np.where(x > 0.008856, np.cbrt(x), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("vision", VISION)
def test_colours_of_scenarios_can_be_told_apart(vision):
    """A difference of 2.3 is just noticed (Mahy and others 1994); 10 is plain to see."""
    pairs = itertools.combinations(colours.SCENARIO_COLOURS, 2)
    far = [np.linalg.norm(lab(one, vision) - lab(other, vision)) for one, other in pairs]
    assert min(far) > 10


def test_no_two_of_forty_scenarios_look_alike():
    looks = colours.scenario_looks(f"s{n}" for n in range(40))
    assert len({tuple(look.values()) for look in looks.values()}) == 40
