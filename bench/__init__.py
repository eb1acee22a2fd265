"""Measurements of the site. README.md says what they mean and what came of them.

Run as `make bench` and its neighbours, or `python -m bench.NAME`; each says so in its docstring:
site, anew, cold, crowd, saving  what `make bench` measures: a page cached, uncached, first asked
counter, soak, hosts, backups, upgrading  full load, and work on a site that is in use
search, importing  the site beside other programs that do the same
guessing, hanging_disk, long_bodies  what readers notice while something else goes wrong
inputs, photo_saves, typing, workers  the cost of one thing in a quiet process

Programs that those start:
asking, pages, desk, editing, revising, crawler  they ask for pages or edit, as people do
photo_forms, search_engines, import_readers  they do the work that is timed, in its own process
beside_tantivy, beside_trafilatura  the other programs
settings, urls, bare, bare_view, rsgi  the site, or a bare Django view, set up to be compared

What they share:
corpora, corpus, vocabulary, writing, photographed  the invented archive
search_corpus, search_words, search_queries, texts, imported_files  invented input of other kinds
servers, checkouts, databases, wrk, readings  how servers are started and asked
counted, contents  whether a site still has what it must have
make_variables, results, tables, verdicts  from the variables of make to a table in README.md
"""
