"""How passwords are hashed: what a person reads as the same words is the same password, whichever
keyboard has written it (RFC 8265, profile OpaqueString)."""

from typing import Any

from django.contrib.auth.hashers import BasePasswordHasher, PBKDF2PasswordHasher

from accounts.passwords import normal_form


class NormalFormMixin(BasePasswordHasher):
    """For a hasher; `as_typed` is the one that knows nothing of normal forms."""

    as_typed: BasePasswordHasher

    def encode(self, password: Any, salt: Any, *cost: Any, **options: Any) -> Any:
        return super().encode(normal_form(password), salt, *cost, **options)

    def verify(self, password: str, encoded: str) -> bool:
        """Also by the letters as typed, where that is not the same: so it was hashed before."""
        if super().verify(password, encoded):
            return True
        return normal_form(password) != password and self.as_typed.verify(password, encoded)


class NormalFormPBKDF2Hasher(NormalFormMixin, PBKDF2PasswordHasher):
    """Django's first choice; its hashes stay what they are."""

    as_typed = PBKDF2PasswordHasher()
