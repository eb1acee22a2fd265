"""Turns what people bring in, Word files, saved pages and texts, into stored articles.

The way of a file: `sources` hand over a Document, `repairing` makes its letters right, `assembling`
asks the `recognisers` and puts an ImportedPage together without touching the database, `storing`
writes it. A further kind of file is one more source.
"""
