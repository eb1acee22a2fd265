"""The forms and lists of the desk; Django looks for them here."""

from newsroom.admin import article, photos

__all__ = ["article", "photos"]
