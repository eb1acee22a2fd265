"""The forms and lists of the desk; Django looks for them here."""

from newsroom.admin import article, audit_log, categories, photos, static_pages, topics

__all__ = ["article", "audit_log", "categories", "photos", "static_pages", "topics"]
