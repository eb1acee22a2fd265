"""A hasher for tests: fast, and with the site's own idea of what is the same password."""

from django.contrib.auth.hashers import MD5PasswordHasher

from accounts.hashers import NormalFormMixin


class NormalFormMD5Hasher(NormalFormMixin, MD5PasswordHasher):
    as_typed = MD5PasswordHasher()
