"""The forms and lists of the desk; Django looks for them here."""

from newsroom.admin import article, audit_log, categories, photos, topics
from newsroom.old_addresses import admin as old_addresses
from newsroom.static_pages import admin as static_pages

__all__ = [
    "article",
    "audit_log",
    "categories",
    "old_addresses",
    "photos",
    "static_pages",
    "topics",
]
