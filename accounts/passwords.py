"""The password rule: ten characters, not one's own name, not one that everybody tries.

Nothing is asked about capitals, figures or signs: length protects, rules of composition are
written on paper (NIST SP 800-63B, 3.1.1.2).
"""

import secrets
import string
import unicodedata
from pathlib import Path
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from vietnamese.fold import fold
from vietnamese.normal_forms import nfc

LEAST_CHARACTERS = 10
MOST_REPEATED = 3
SIDES = string.digits + string.punctuation + string.whitespace

# What people here put before a year or a row of figures, folded and without spaces.
COMMON_WORDS = frozenset(Path(__file__).with_name("common_words.txt").read_text().split())
ROWS = ("01234567890123456789", "98765432109876543210", "qwertyuiopasdfghjklzxcvbnm")


def normal_form(password: str) -> str:
    """Composed letters, plain spaces; capitals and all else as typed (RFC 8265, 4.2.2)."""
    return nfc("".join(" " if unicodedata.category(char) == "Zs" else char for char in password))


class LongEnough(password_validation.MinimumLengthValidator):
    def __init__(self, min_length: int = LEAST_CHARACTERS) -> None:
        super().__init__(min_length)

    def validate(self, password: str, user: Any = None) -> None:
        super().validate(normal_form(password), user)

    def get_error_message(self) -> str:
        return f"Mật khẩu cần ít nhất {self.min_length} ký tự."

    def get_help_text(self) -> str:
        return f"Ít nhất {self.min_length} ký tự. Tốt nhất là một câu ngắn dễ nhớ, có cả dấu cách."


class NotOneself(password_validation.UserAttributeSimilarityValidator):
    """Unlike the user name, the person's name and the email address."""

    def validate(self, password: str, user: Any = None) -> None:
        super().validate(normal_form(password), user)

    def get_error_message(self) -> str:
        return "Mật khẩu giống tên đăng nhập, họ tên hoặc email của chính bạn; người khác dễ đoán."

    def get_help_text(self) -> str:
        return "Không giống tên đăng nhập, họ tên hay email."


class NotCommon(password_validation.CommonPasswordValidator):
    """Not on Django's list of 20,000, nor what is common in Vietnamese."""

    def validate(self, password: str, user: Any = None) -> None:
        super().validate(password, user)
        bare = "".join(fold(password).split())
        word = bare.strip(SIDES)
        if word in COMMON_WORDS or len(set(bare)) <= MOST_REPEATED or any(bare in r for r in ROWS):
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        return "Mật khẩu này nhiều người dùng nên dễ bị dò ra. Hãy chọn mật khẩu khác."

    def get_help_text(self) -> str:
        return "Không phải mật khẩu nhiều người dùng, như “matkhau123” hay “1234567890”."


def readable_password() -> str:
    """Five words such as "tami-gapu": 60 bits, easily read aloud and typed."""
    return "-".join(syllable() + syllable() for _ in range(5))


def syllable() -> str:
    """A consonant and a vowel, 6 bits."""
    return secrets.choice("bcdghklmnpqrstvx") + secrets.choice("aeiu")
