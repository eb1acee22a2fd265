"""Tells English from Vietnamese in what a page says."""

import re

from django.utils.translation import gettext

from tests.support.libraries import said_in_english
from vietnamese.syllables import is_syllable

# Names of things, the same in both languages.
NAMES = {
    *("excel", "word", "rss", "url", "email", "ctrl", "command", "mac", "html", "json"),
    *("alt", "shift", "enter"),
    *("jpeg", "heic", "png", "webp", "gif", "mb"),
    *("pdf", "docx", "xlsx", "pptx", "macro"),
    *("google", "docs", "authenticator", "microsoft", "aegis", "facebook", "youtube", "vimeo"),
    *("website", "web", "menu", "online", "sapo", "cn", "qr", "gb"),
    *("django", "python", "debian", "unicode", "vntime", "vni", "zip"),
}
# Addresses, user names, checksums, keys to type, commands, variables of the environment and what
# stands in a URL: nobody's language.
NO_WORDS = re.compile(
    r"\b[A-Z2-7]{4}(?: [A-Z2-7]{4})+\b|manage\.py \w+|\b[A-Z]+(?:_[A-Z]+)+\b|"
    r"(?<!\w)/\S*|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b|\w+://\S*|\w+/\S+\.\w+|\S*@\S*|\w*\d\w*|\w+\*+|\b[a-z0-9]+(?:-[a-z0-9]+)+\b"
)
WORD = re.compile(r"[^\W\d_]{2,}")
ACUTE = "\u0301"


def english_in(text: str) -> list[str]:
    """The words of `text` that no Vietnamese would write; [text] where all of it is a sentence
    of Django's own that has a translation ("Go" is spelled like a Vietnamese syllable)."""
    if text in said_in_english() and gettext(text) != text:
        return [text]
    return [word for word in WORD.findall(NO_WORDS.sub(" ", text)) if not _is_vietnamese(word)]


def _is_vietnamese(word: str) -> bool:
    """Spelled as a syllable, with its marks or, as in a name typed plainly, without its tone."""
    return word.lower() in NAMES or is_syllable(word) or is_syllable(word + ACUTE)
