"""`manage.py createsuperuser`, ahead of Django's own: of two the earlier app's holds."""

from accounts.making_administrator import Command

__all__ = ["Command"]
