"""What comparable places achieved: the reference class of a target.

``windows`` knows the classes and the growth of every place over every window of years,
``readings`` counts who grew faster than a target requires, ``levels`` who stood at its level;
``places`` reads codes of places, ``together`` tells how growth of two indicators goes together.
``follow`` takes a peer's growth for a path, ``peer_series`` is what a peer tells of an indicator.
"""

from linhai_analysis.reference.peer_figures import Peer, peer_series
from linhai_analysis.reference.peer_paths import follow, peer_path, place_code
from linhai_analysis.reference.readings import ambition
from linhai_analysis.reference.together import growth_correlation
from linhai_analysis.reference.windows import (
    class_of,
    level_breaks,
    peers,
    peers_of,
    read_class,
    read_peers,
    reference_growth,
)
