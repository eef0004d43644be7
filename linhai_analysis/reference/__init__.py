"""What comparable places achieved: the reference class of a target.

``windows`` is the growth of every place over every window of years, ``ambition`` counts who grew
faster than a target requires, ``follow`` takes a peer's growth for a path.
"""

from linhai_analysis.reference.ambition import ambition
from linhai_analysis.reference.follow import follow
from linhai_analysis.reference.windows import peers, read_class, reference_growth

__all__ = ["ambition", "follow", "peers", "read_class", "reference_growth"]
