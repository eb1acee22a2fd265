"""An imported page as plain data, to be compared with what stands in expected.json."""

from typing import Any

from importing.body_html import body_html, photos
from importing.imported_page import ImportedPage


def summary_of(page: ImportedPage) -> dict[str, Any]:
    """What an editor would look at first."""
    return {
        "title": page.title,
        "lead": page.lead,
        "stamp": page.stamp.isoformat(" ", "minutes") if page.stamp else "",
        "bylines": [f"{byline.role}|{byline.name}" for byline in page.bylines],
        "body": body_html(page.blocks).splitlines(),
        "photos": [f"{photo.caption}|{photo.credit}|{photo.name}" for photo in photos(page.blocks)],
    }
