"""What comparable places achieved: the reference class of a target.

``windows`` is the growth of every place over every window of years, ``ambition`` counts who grew
faster than a target requires, ``follow`` takes a peer's growth for a path.
"""

from linhai_analysis.reference.peer_paths import follow, peer_path, place_code
from linhai_analysis.reference.readings import ambition
from linhai_analysis.reference.windows import (
    level_breaks,
    peers,
    peers_of,
    read_class,
    read_peers,
    reference_growth,
)
