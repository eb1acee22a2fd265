"""`manage.py createsuperuser`: Django's own; a name that differs in capitals alone is taken."""

from django.contrib.auth.management.commands import createsuperuser

from accounts.user_names import TAKEN, namesakes


class Command(createsuperuser.Command):
    def _validate_username(
        self, username: str, verbose_field_name: str, database: str
    ) -> str | None:
        """What is wrong with it, in words; None where nothing is."""
        if username and (taken := namesakes(username)):
            return TAKEN.format(name=taken[0])
        # What the stubs leave out; a test would miss it.
        return super()._validate_username(username, verbose_field_name, database)  # type: ignore[misc,no-any-return]
