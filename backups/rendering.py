"""Articles rendered as on paper, to compare two sites by."""

import hashlib
import re
from collections.abc import Sequence

from django.conf import settings
from django.test import Client

from articles.models import Article

MAIN = re.compile(rb"(?s)<main.*</main>")
# Rendered for nobody: it counts as no view.
AHEAD = {"Sec-Purpose": "prefetch"}


def digests(pks: Sequence[int]) -> dict[str, list[str]]:
    """When each article was changed last, and the SHA-256 of its text in the print view, by number;
    none of what readers do not get (some queries an article). Raises what stands in the way of any
    page, as static files that are not collected."""
    host = settings.ALLOWED_HOSTS[0].lstrip("*.") or "localhost"
    client = Client(raise_request_exception=False, headers={"host": host, **AHEAD})
    found = {}
    for article in Article.objects.published().filter(pk__in=pks).order_by("pk"):
        response = client.get(f"{article.get_absolute_url()}in/", secure=True)
        main = MAIN.search(response.content)
        text = main[0] if response.status_code == 200 and main else b""
        changed_at = article.updated_at.astimezone().isoformat()
        found[str(article.pk)] = [changed_at, hashlib.sha256(text).hexdigest() if text else ""]
    return found


def sample(most: int) -> list[int]:
    """Numbers of published articles from all of the archive (1 query)."""
    pks = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    step = max(1, len(pks) // most)
    return pks[::-step][:most]
