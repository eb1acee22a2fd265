"""How many rows a form may have, and with them how many fields and files a request."""

from typing import Any

MOST_PHOTOS = 150  # of one article: its form draws each row with its picture
MOST_BYLINES = 30
MOST_ATTACHMENTS = 30  # of an article or a static page
# Rows that a form shows again above those, with the sentence that they are too many.
ABOVE = 50

# Of one request, in fields and in files: the largest form there is, with the rows above its limit.
FIELDS_OF_A_PHOTO = 12
FIELDS_OF_A_BYLINE = 6
FIELDS_OF_AN_ATTACHMENT = 6
FIELDS_BESIDE = 200  # those of the article itself, of its draft, and the ticks of a list
MOST_FIELDS = (
    (MOST_PHOTOS + ABOVE) * FIELDS_OF_A_PHOTO
    + (MOST_BYLINES + ABOVE) * FIELDS_OF_A_BYLINE
    + (MOST_ATTACHMENTS + ABOVE) * FIELDS_OF_AN_ATTACHMENT
    + FIELDS_BESIDE
)
MOST_FILES = MOST_PHOTOS + ABOVE + MOST_ATTACHMENTS + ABOVE


def bounds(most: int) -> dict[str, Any]:
    """For Django's factories of formsets: `most` rows, and ABOVE more that are shown once again."""
    return {"max_num": most, "validate_max": True, "absolute_max": most + ABOVE}
