"""What follows a static page to its new address: whatever around the pages led to the old one."""

from typing import Any

from django.db.models import Q

from portal.models import Banner, FormerAddress, MenuItem, WebLink


def follow(instance: FormerAddress, **_signal: Any) -> None:
    """Receiver of the post_save of a former address: menu items, banners and web links that led
    there lead to the page from now on (3 queries, some more for each)."""
    old, new = instance.get_absolute_url(), instance.page.get_absolute_url()
    leads_there = Q(url=old) | Q(url__startswith=f"{old}?") | Q(url__startswith=f"{old}#")
    for model in (MenuItem, Banner, WebLink):
        for row in model._base_manager.filter(leads_there):
            row.url = new + row.url[len(old) :]
            row.save()
