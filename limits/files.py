"""How large a file may be, in bytes. That of a picture stands in `pictures/ingest.py`, that of a
whole request in `serving/server/limits.py`."""

# A scanned programme of some twenty pages. It is looked through in memory as it comes in.
MOST_ATTACHMENT_BYTES = 20 * 1024 * 1024
# Documents that one import at the desk, or one .zip in it, may have: each is a job of the runner.
MOST_DOCUMENTS = 200

# Two minutes of 720p, or half a minute as a phone takes it: what is longer belongs on a video site.
# Less than a whole request may have (serving/server/limits.py), so that who sends it is told in
# words.
MOST_VIDEO_BYTES = 80 * 1024 * 1024
