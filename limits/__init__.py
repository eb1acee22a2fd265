"""How much anybody may send: characters of a field, rows of a form, parameters of an address.

Each number stands here once. What a person may have lying about altogether (drafts, uploads, saves
a minute) is set by the environment, see `newsroom/quotas.py`; the bytes of a picture stand in
`pictures/ingest.py`, those of an address and an upload in `serving/server`.
"""
