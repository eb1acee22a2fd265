#!/usr/bin/env python
"""Django's command line for this site."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo_site.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError, InterfaceError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        sys.stderr.write(f"Cấu hình chưa đúng: {error}\n")
        sys.exit(2)  # as doctor ends where it finds a fault
    except KeyboardInterrupt:  # Ctrl+C, while it was loading or where it is nobody's concern
        sys.stderr.write("\nĐã dừng lại.\n")
        sys.exit(130)
    except (DatabaseError, InterfaceError) as error:
        sys.stderr.write(f"{in_words(error)}\n")
        sys.exit(1)


def in_words(error: Exception) -> str:
    """Where the cause lies outside of the program; raises any other again."""
    from django.conf import settings
    from django.core.management import CommandError
    from django.db import connection

    from health.database_errors import explained

    try:
        with explained(connection):
            raise error
    except CommandError as said:
        return f"{said}\nXem máy chủ có gì sai: {settings.MANAGE_COMMAND} doctor"


if __name__ == "__main__":
    main()
