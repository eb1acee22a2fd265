"""Public pages answered from memory, ahead of Django: no view, no session, no query.

rules         which pages may be cached, under which one address each, and what they depend on
invalidation  which change touches which pages; what has changed is stored by caching/
stored_rows   what the database holds of a row, between the signals before and after a change
pages         a page as it is cached: compressed once, with placeholders for the figures
stores        where pages are: in this process, and on disk for all of the host's processes
redis_store   pages and versions in Redis, for several hosts
cache         finds a page that is still good, or has one made
handler       the WSGI handler that answers with it
backend       the page cache of this site
"""
