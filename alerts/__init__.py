"""Tells the administrator what went wrong, where they need not look for it."""
