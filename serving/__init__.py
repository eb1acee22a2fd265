"""How a page gets out.

server  how requests come in: gunicorn and granian
page_cache  public pages, ahead of Django
compression, encoding  which answers are compressed, for whom, and how well
media, private_files  stored pictures and documents; DATA_DIR is nobody else's to read
static_files  style sheets, scripts and fonts, under names that change with their content
content_security  the Content-Security-Policy of every answer
old_hosts, mistyped  names and addresses that lead to the present ones
outages  what is answered while the database or the disk fails
readiness, readiness_watch  what whoever watches the server asks for, and is told by mail
sitemaps  the sitemap and robots.txt
"""
