"""How a page gets out: `server` (gunicorn and granian) and `page_cache` (pages ahead of Django)."""
