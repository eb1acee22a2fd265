"""How much anybody may send: characters of a field, rows of a form, parameters of an address.

lengths, texts  characters of each kind, and the fields that refuse more
rows, formsets  rows of a form, and what becomes of more
parameters  what an address may carry behind its "?"
files, zips  bytes of a file, and what a .zip unpacks to
refusals  what is said where Django read only a part
disk_errors, full_disk  what is said where the disk is the limit

Each number stands here once. What a person may have lying about altogether (drafts, uploads, saves
a minute) is set by the environment, see `newsroom/quotas.py`; the bytes of a picture stand in
`pictures/ingest.py`, those of an address and an upload in `serving/server/limits.py`.
"""
