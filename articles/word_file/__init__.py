"""An article as a Word file, for whoever has to print, file or send it on.

sheet     A4, margins, styles, header and footer, as Nghị định 30/2020 has them
runs      letters as they are set, links, calls of footnotes
body      paragraphs, headings, lists, quotations, photos with their captions
tables    tables with what their cells span
notes     footnotes, where the text has them
package   the parts of the file, and the zip that holds them
building  an article's words and pictures become a file
cached_files  each version of an article is made once a host
pages     the address that readers have
"""
