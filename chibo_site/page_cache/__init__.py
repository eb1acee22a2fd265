"""Public pages answered from memory, ahead of Django: no view, no session, no query.

addresses    which pages may be kept, and under which one address each
generations  what has changed, seen by every process at once
changes      which change touches which pages
pages        a page as it is kept: compressed once, with gaps for the visit figures
shelf        where pages are kept: in this process, and on disk or in Redis for all processes
handler      the WSGI handler that joins them
"""
