"""Where a menu item, a web link or a banner may lead: a page of this site, or http(s)."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q

# A browser reads "//host", "/\host" and "/<tab>/host" as another host's address.
SITE_PATH = re.compile(r"/(?!/)[^\s\\\x00-\x1f\x7f]*")
LONGEST = 500
REFUSAL = "Địa chỉ phải bắt đầu bằng “/” (trang của website này), “http://” hoặc “https://”."

web_address = URLValidator(schemes=["http", "https"], message=REFUSAL)


def validate_address(value: str) -> None:
    """Raises ValidationError, in Vietnamese, unless `value` is "/…" or "http(s)://…"."""
    if SITE_PATH.fullmatch(value):
        return
    if any(character.isspace() or character == "\\" for character in value):
        raise ValidationError(REFUSAL, code="invalid")
    web_address(value)


def address_constraint(name: str) -> models.CheckConstraint:
    """The part of the rule that the database holds for a column `url`; blank is allowed."""
    on_this_site = Q(url__startswith="/") & ~Q(url__startswith="//") & ~Q(url__startswith="/\\")
    elsewhere = Q(url__istartswith="http://") | Q(url__istartswith="https://")
    return models.CheckConstraint(
        condition=Q(url="") | on_this_site | elsewhere,
        name=name,
        violation_error_message=REFUSAL,
    )
