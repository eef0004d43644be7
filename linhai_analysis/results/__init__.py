"""The one way in which a result gets onto the disk: whole, and never over what is not ours.

All files of a result are made in memory first. ``linhai-manifest.json`` in the folder lists, per
kind of result, the files with their hashes: only a listed file that still has its hash is
replaced or removed; whatever else is in the way is refused by name before a byte is written.

The switch happens inside the folder, under a lock (``locking``), so it works on a mount root, in
the current folder and beside files of the user alike. The new files are written into the folder
``linhai-unfinished`` (a full disk ends here, with the old result untouched). Then the manifest
says ``"complete": false``, all old files are moved aside, all new ones are moved in, and the final
manifest comes last (``switching``). An error, Ctrl-C or a request to end between undoes the moves.

Only ``kill -9`` in those milliseconds leaves a part of the old or of the new result, never a
mixture. The manifest and the folder that then stays, with a note, say so; nothing is lost, and
the next run, of whatever kind, puts the old result back whole before it does anything else.
"""

from linhai_analysis.results.standing import MANIFEST, check_folder
from linhai_analysis.results.writing import of_system, write_new, write_result

__all__ = ["MANIFEST", "check_folder", "of_system", "write_new", "write_result"]
