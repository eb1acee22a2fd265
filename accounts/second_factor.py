"""The second factor: six digits from a phone (TOTP, RFC 6238), or one of ten codes on paper.

Whoever has set it up must use it; whose role demands it must set it up, and in production whoever
may do everything, in a group or not. django-otp keeps the
devices and slows down guessing: after n wrong codes in a row, 2^(n-1) seconds of rest.
"""

import base64
import datetime
import enum
import secrets
from typing import Any

import django_otp
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from accounts.models import SignInRule
from vietnamese.clock import MOST_AHEAD
from vietnamese.normal_forms import nfkc

ONE_TIME_CODES = 10
# No letter that is read as a figure, and the other way round. 31^8 is about 2^40.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
PHONE_DIGITS = 6
STEP_SECONDS, NONE_USED = 30, -1  # TOTPDevice.step and last_t, as they are where nothing is said


class SecondFactorState(enum.Enum):
    PASSED = "may go on"
    TO_VERIFY = "has a second factor and has not shown it yet"
    TO_SET_UP = "must have a second factor and has none yet"


def state_of(user: Any) -> SecondFactorState:
    """Where this person stands in this session (1 query a request, none once verified)."""
    if getattr(user, "otp_device", None) is not None:
        return SecondFactorState.PASSED
    state: SecondFactorState | None = getattr(user, "second_factor_state", None)
    if state is None:
        state = user.second_factor_state = _find_state(user)
    return state


def _find_state(user: User) -> SecondFactorState:
    device = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    rule = SignInRule.objects.filter(second_factor=True, group__user=OuterRef("pk"))
    found = User.objects.filter(pk=user.pk).values_list(Exists(device), Exists(rule)).first()
    has_device, must = found or (False, False)
    if has_device:
        return SecondFactorState.TO_VERIFY
    must = must or is_administrator_in_production(user)
    return SecondFactorState.TO_SET_UP if must else SecondFactorState.PASSED


def who_demands(user: User) -> str:
    """Whose rule it is that this person must have it, as the beginning of a sentence; blank where
    nobody's (1 query)."""
    if SignInRule.objects.filter(second_factor=True, group__user=user).exists():
        return "Nhóm của bạn"
    return "Quyền quản trị cao nhất" if is_administrator_in_production(user) else ""


def is_administrator_in_production(user: User) -> bool:
    return user.is_superuser and settings.PRODUCTION


def is_set_up(user: User) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def new_key() -> str:
    """A secret for a phone, in hexadecimal (160 bits)."""
    return str(default_key())


def otpauth_uri(user: User, key: str) -> str:
    """The otpauth: address that a phone reads from the QR code."""
    return str(TOTPDevice(user=user, key=key).config_url)


def key_for_typing(key: str) -> str:
    """The secret for a phone without a camera, in groups of four."""
    text = base64.b32encode(bytes.fromhex(key)).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def set_up(request: HttpRequest, key: str, code: str) -> list[str] | None:
    """Confirm the phone by its code: ten one-time codes, and this session is verified.

    None where the code is wrong; then nothing is stored.
    """
    user = request.user
    assert isinstance(user, User)  # noqa: S101 (the views let nobody else in)
    with transaction.atomic():
        remove(user)
        device = TOTPDevice.objects.create(user=user, key=key, name="phone")
        if not device.verify_token(normalised_code(code)):
            transaction.set_rollback(True)
            return None
        codes = renew_one_time_codes(user)
    mark_verified(request, device)
    return codes


def verify(request: HttpRequest, code: str) -> bool:
    """Whether the code is right; then this session is verified and a one-time code is used up."""
    code = normalised_code(code)
    is_from_phone = len(code) == PHONE_DIGITS and code.isdecimal()
    model, token = (TOTPDevice, code) if is_from_phone else (StaticDevice, _digest(code))
    _forget_failures_to_come(request.user)
    device = model.objects.filter(user=request.user, confirmed=True).first()
    passed = device and django_otp.verify_token(request.user, device.persistent_id, token)
    if passed:
        mark_verified(request, passed)
    return bool(passed)


def mark_verified(request: HttpRequest, device: TOTPDevice | StaticDevice) -> None:
    # A new key: whoever knew the one before the code knows nothing of the session after it.
    request.session.cycle_key()
    django_otp.login(request, device)


def locked_until(user: User) -> datetime.datetime | None:
    """When a code will be looked at again; None where one may be tried now (5 queries)."""
    _forget_failures_to_come(user)
    moments = []
    for model in (TOTPDevice, StaticDevice):
        for device in model.objects.filter(user=user, confirmed=True):
            is_allowed, why = device.verify_is_allowed()
            if not is_allowed:
                moments.append(why["locked_until"])
    return max(moments, default=None)


def _forget_failures_to_come(user: Any) -> None:
    """While the clock is a year ahead no phone's code is right, and each one tried would be rested
    for until then; nor would one be taken after one that was right by that clock (3 queries)."""
    ahead = timezone.now() + MOST_AHEAD
    for model in (TOTPDevice, StaticDevice):
        model.objects.filter(user=user, throttling_failure_timestamp__gt=ahead).update(
            throttling_failure_timestamp=None, throttling_failure_count=0
        )
    used = TOTPDevice.objects.filter(user=user, last_t__gt=ahead.timestamp() // STEP_SECONDS)
    used.update(last_t=NONE_USED)


def renew_one_time_codes(user: User) -> list[str]:
    """Ten new codes, to be shown once: only digests are kept. The old ones are void."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="paper")
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(8)) for _ in range(ONE_TIME_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_digest(c)) for c in codes)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def one_time_codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


def remove(user: User) -> bool:
    """Take the person's second factor away; False where there was none."""
    StaticDevice.objects.filter(user=user).delete()
    return bool(TOTPDevice.objects.filter(user=user).delete()[0])


def normalised_code(code: str) -> str:
    """What was typed, without the spaces and hyphens that make it readable."""
    return "".join(char for char in nfkc(code).lower() if char.isalnum())


def _digest(code: str) -> str:
    # The column holds 16 characters.
    return salted_hmac("chibo_site.accounts.one_time", code).hexdigest()[:16]
