"""A picture that takes no time to draw, for tests of what stands around the charts."""

from base64 import b64decode

from linhai_analysis.report.figures import Picture

# One grey point.
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
BLANK = Picture("what it shows", b64decode(PNG), b"<svg/>")
