"""Whether somebody has tampered with the site, and who would notice.

trust  the domains that the site vouches for
links, domains  which links each row has, who brought them, and where they lead
watched, receivers  what is watched, and the digest of each row, new with each save
self_check, stored_rows, served_pages  what is stored and served, looked through once a day
models, found, unseen  what was found, and what of it nobody has looked at
admin, pages  the administrator's pages
"""
