"""Public pages answered from memory, ahead of Django: no view, no session, no query.

rules  which pages may be cached, under which one address each, and what they depend on
invalidation, stored_rows  which change touches which pages; what has changed, caching/ stores
pages  a page as it is cached: compressed once, with placeholders for the figures
stores, host_store, s3_fifo  where pages are: in this process, and in memory that a host shares
redis_store, redis_probe  pages and versions in Redis, for several hosts
cache  finds a page that is still good, or has one made
handler, anonymous  the WSGI handler that answers with it; Django without what knows a person
backend  the page cache of this site
"""
