"""Who writes static pages."""

from typing import Any

MAY_WRITE = ("portal.add_page", "portal.change_page")


def may_write_pages(user: Any) -> bool:
    """Whether this person may send the form of some static page (no query beyond their rights)."""
    return any(map(user.has_perm, MAY_WRITE))


def may_edit(user: Any, page: Any) -> bool:
    """Whether this person may send the form of this static page, or of a new one."""
    return bool(user.has_perm("portal.change_page" if page.pk else "portal.add_page"))
