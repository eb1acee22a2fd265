"""Locks that all processes and hosts of a site share."""
