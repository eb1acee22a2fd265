"""By what the lists of the desk are narrowed."""
