"""How much anybody may send: characters of a field, rows of a form, parameters of an address.

Each number stands here once, with its reason. What a person may have lying about altogether (drafts,
uploads, saves a minute) is an environment variable, see `newsroom/quotas.py`; the bytes of a picture
are in `pictures/ingest.py`, those of a request in `serving/server`.
"""
