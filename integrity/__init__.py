"""Whether somebody has tampered with the site, and who would notice.

trust        the domains that the site vouches for
links        which links each row has, and who brought them
watched      what is watched, and the digest of each row
self_check   stored rows and served pages, looked through once a day
"""
