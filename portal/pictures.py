"""Who may have the pictures that stand around the articles: the emblem and the banners."""

import datetime
from typing import Any

from django.utils import timezone

from pictures.lookup import has_file
from pictures.renditions import all_files
from portal.models import Banner, Identity
from portal.site_frame import SiteFrame

RIGHTS = ("view", "change")


def is_public_picture(name: str, at: datetime.datetime) -> bool:
    """Whether a page shows the stored file on the day of that moment, as emblem or banner (1 query
    after each change of the frame, else none)."""
    frame = SiteFrame("/")
    frame.today = timezone.localdate(at)
    shown = [frame.identity.logo, *(banner.image for banner in frame.banners)]
    return any(name in all_files(str(file.name)) for file in shown if file)


def may_see_picture(user: Any, name: str) -> bool:
    """Whether this member of staff may see the stored file, be it shown or not (at most 2 queries
    beside those for the user's rights)."""
    return any(
        any(user.has_perm(f"portal.{right}_{model._meta.model_name}") for right in RIGHTS)
        and has_file(model._base_manager.all(), name, column)
        for model, column in ((Banner, "image"), (Identity, "logo"))
    )
