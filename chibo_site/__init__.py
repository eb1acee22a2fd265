"""The project, which only wires the rooms together.

settings, environment, configuration  what the environment says, and what a site may not run with
urls, moved, wsgi  addresses; those that bore another name; the application
middleware, errors  what holds for every response; the pages of errors
admin_site, admin_config, dashboard, roles  the admin, its first page, and who may do what in it
formats  how days and figures are written
schema_version  which version of the program the database belongs to
"""

# The one place where it stands: pyproject.toml and the database (schema_version.py) take it from
# here. Numbers and dots.
__version__ = "0.1"
