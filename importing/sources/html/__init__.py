"""Saved pages and what a clipboard holds, both HTML."""
