"""The editors: what becomes of an article before and after readers see it."""
