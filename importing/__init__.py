"""Turns the saved text of an article page into a stored article.

The way of a file: `decoding` reads it as text, `saved_page` parses that text into an
`ImportedPage` without touching the database, `storing` writes it. `boilerplate`, `article_head`,
`stamps`, `byline_lines`, `captions` and `blocks` each know one part of a page. A further kind of
file that is text is one more entry in `decoding.DECODERS`.
"""
