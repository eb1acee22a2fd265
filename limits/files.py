"""How large a file may be, in bytes. That of a picture stands in `pictures/ingest.py`, that of a
whole request in `serving/limits.py`."""

# A scanned programme of some twenty pages. It is looked through in memory as it comes in.
MOST_ATTACHMENT_BYTES = 20 * 1024 * 1024
