"""`manage.py changepassword`: Django's own, for a name however it is typed."""

from typing import Any

from django.contrib.auth.management.commands import changepassword

from accounts.user_names import find_name


class Command(changepassword.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        named = {"username": find_name(options["username"])} if options["username"] else {}
        return super().handle(*args, **options | named)
