"""Links by which somebody sets a new password: an administrator makes them, each good for a day."""

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.http import base36_to_int

from vietnamese.clock import MOST_AHEAD


class LinkTokens(PasswordResetTokenGenerator):
    """Django's own. A link that was made while the clock was a year ahead would be good for a year
    and a day: it is good for nothing."""

    def check_token(self, user: Any, token: str | None) -> bool:
        return super().check_token(user, token) and not self._is_yet_to_be_made(str(token))

    def _is_yet_to_be_made(self, token: str) -> bool:
        made = base36_to_int(token.partition("-")[0])
        return made > self._num_seconds(self._now()) + MOST_AHEAD.total_seconds()


link_tokens = LinkTokens()
