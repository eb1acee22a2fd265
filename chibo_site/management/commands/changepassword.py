"""`manage.py changepassword`, ahead of Django's own: here, since of two the earlier app's holds."""

from accounts.changing_password import Command

__all__ = ["Command"]
