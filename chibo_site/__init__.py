"""The project, which only wires the rooms together: settings, addresses, the admin's site, roles,
error pages, health, and the commands serve and migrate."""

# The one place where it stands: pyproject.toml and the database (schema_version.py) take it from
# here. Numbers and dots.
__version__ = "0.1"
