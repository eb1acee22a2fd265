"""The forms and lists of the desk; Django looks for them here."""

from newsroom.admin import article, audit_log, categories, photos, topics
from newsroom.static_pages import admin as static_pages

__all__ = ["article", "audit_log", "categories", "photos", "static_pages", "topics"]
