"""Articles rendered as on paper, to compare two sites by."""

import datetime
import hashlib
import re
from collections.abc import Sequence

from django.conf import settings
from django.test import Client

from articles.models import Article

MAIN = re.compile(rb"(?s)<main.*</main>")
# Rendered for nobody: it counts as no view.
AHEAD = {"Sec-Purpose": "prefetch"}


def digests(pks: Sequence[int]) -> dict[str, str]:
    """SHA-256 of the text of each article's print view, by number; what is answered by anything
    else than a page has its status there (some queries an article)."""
    host = settings.ALLOWED_HOSTS[0].lstrip("*.") or "localhost"
    client = Client(raise_request_exception=False, headers={"host": host, **AHEAD})
    found = {}
    for article in Article.objects.filter(pk__in=pks).order_by("pk"):
        response = client.get(f"{article.get_absolute_url()}in/", secure=True)
        main = MAIN.search(response.content)
        sound = response.status_code == 200 and main is not None
        digest = hashlib.sha256(main[0]).hexdigest() if sound and main else ""
        found[str(article.pk)] = digest or str(response.status_code)
    return found


def sample(before: datetime.datetime, most: int) -> list[int]:
    """Numbers of published articles that nobody has changed since that moment, from all of the
    archive (1 query)."""
    published = Article.objects.published().filter(updated_at__lt=before)
    pks = list(published.order_by("pk").values_list("pk", flat=True))
    step = max(1, len(pks) // most)
    return pks[::-step][:most]
