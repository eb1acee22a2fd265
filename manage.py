#!/usr/bin/env python
"""Django's command line for this site."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.core.management import BaseCommand


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo_site.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, InterfaceError

    try:
        run(sys.argv)
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


def run(arguments: list[str]) -> None:
    """Django's own, but for the sentence about a command that there is not."""
    from difflib import get_close_matches

    from django.conf import settings
    from django.core.management import ManagementUtility, get_commands

    class Utility(ManagementUtility):
        def fetch_command(self, subcommand: str) -> BaseCommand:
            if subcommand not in get_commands():
                manage = settings.MANAGE_COMMAND  # with wrong settings no app's command is known
                like = get_close_matches(subcommand, get_commands(), n=1)
                meant = f" Có phải là {like[0]}?" if like else ""
                sys.stderr.write(f"Không có lệnh “{subcommand}”.{meant}\n")
                sys.stderr.write(f"Các lệnh: {manage} help\n")
                sys.exit(1)
            return super().fetch_command(subcommand)

    Utility(arguments).execute()


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
