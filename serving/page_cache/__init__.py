"""Public pages answered from memory, ahead of Django: no view, no session, no query.

addresses    which pages may be kept, and under which one address each
changes      which change touches which pages; what has changed is kept in freshness/
pages        a page as it is kept: compressed once, with gaps for the visit figures
shelf        where pages are kept: in this process, and on disk for all of the host's processes
redis_store  pages and generations in Redis, for several hosts
library      finds a page that is still good, or has one made
handler      the WSGI handler that answers with it
opening      the cache of this site
"""
