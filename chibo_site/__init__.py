"""The project: settings, addresses, error pages, health, and what crosses the apps."""

# The one place where it stands: pyproject.toml and the database (schema_version.py) take it from
# here. Numbers and dots.
__version__ = "0.1"
