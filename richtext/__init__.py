"""Formatted text from an editor's window, made fit to be stored and shown."""
