"""How a page gets out.

limits        what anybody may ask of the server: numbers, with unit and reason
server        how requests come in: gunicorn and granian
page_cache    public pages, ahead of Django
compression   which answers are compressed
media         stored pictures
static_files  style sheets, scripts and fonts, under names that change with their content
health        what whoever watches the server asks for
sitemaps      the sitemap and robots.txt
"""
