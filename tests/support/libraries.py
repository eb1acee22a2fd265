"""What Django and the installed libraries can say, read from the catalogues they ship."""

from functools import cache
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings

from tests.catalogue import Message, messages

DOMAINS = ["django", "djangojs"]


def libraries() -> list[Path]:
    """The locale folders of Django's core and of the installed apps, the site's own left out."""
    core = Path(django.__file__).parent / "conf"
    installed = [Path(app.path) for app in apps.get_app_configs()]
    folders = [path / "locale" for path in (core, *installed)]
    own = [Path(path) for path in settings.LOCALE_PATHS]
    return [folder for folder in folders if folder.is_dir() and folder not in own]


def sources(folder: Path, domain: str) -> list[Message]:
    """What a library can say: Django lists it under `en`, others under any language they have."""
    english = folder / "en"
    files = (english if english.is_dir() else folder).rglob(f"{domain}.po")
    found = {message.source: message for file in files for message in messages(file)}
    return [message for message in found.values() if message.source[1]]


@cache
def said_in_english() -> frozenset[str]:
    """Every msgid of theirs."""
    return frozenset(
        message.source[1]
        for folder in libraries()
        for domain in DOMAINS
        for message in sources(folder, domain)
    )
