"""The words of Django and the libraries: all in Vietnamese, placeholders kept, .mo as its .po."""

import json
import re
from pathlib import Path

import pytest
from django.conf import global_settings, settings
from django.test import Client
from django.utils.translation import gettext, ngettext

from tests.catalogue import Message, catalogues, compiled, messages
from tests.support.libraries import DOMAINS, libraries, sources

PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}|</?\w+>")
LANGUAGES = {name for _, name in global_settings.LANGUAGES}  # nobody chooses one here
# Said by pages that only DEBUG shows, to a programmer.
TO_PROGRAMMERS = (
    "DEBUG=True",
    "Referer",
    "configured your browser to disable cookies",
    "requires a CSRF cookie",
    "The install worked successfully!",
    "release notes",
    "Django Documentation",
    "Topics, references",
    "Tutorial: A Polling App",
    "Get started with Django",
    "Django Community",
    "Connect, get help",
)


def translated(folder: Path, domain: str) -> set[tuple[str, str, bool]]:
    file = folder / "vi" / "LC_MESSAGES" / f"{domain}.po"
    if not file.exists():
        return set()
    return {message.source for message in messages(file) if message.translation}


def is_for_staff(message: Message) -> bool:
    words = message.source[1]
    return words not in LANGUAGES and not any(part in words for part in TO_PROGRAMMERS)


@pytest.mark.parametrize("domain", DOMAINS)
def test_nothing_that_a_library_says_is_left_in_english(domain: str) -> None:
    """Whichever catalogue has the words: Django looks them up in all of them."""
    folders = [*map(Path, settings.LOCALE_PATHS), *libraries()]
    known = {source for folder in folders for source in translated(folder, domain)}
    missing = [
        message.source
        for folder in libraries()
        for message in sources(folder, domain)
        if is_for_staff(message) and message.source not in known
    ]
    assert missing == []


@pytest.mark.parametrize("file", catalogues(), ids=lambda file: file.stem)
def test_own_catalogue_answers_only_what_a_library_says(file: Path) -> None:
    said = {message.source for folder in libraries() for message in sources(folder, file.stem)}
    unasked = [message.source for message in messages(file) if message.source[1]]
    assert [source for source in unasked if source not in said] == []


@pytest.mark.parametrize("file", catalogues(), ids=lambda file: file.stem)
def test_placeholders_and_tags_survive_translation(file: Path) -> None:
    wrong = {}
    for message in messages(file):
        asked = message.parts.get("msgid_plural") or message.source[1]
        needed, given = placeholders(asked), placeholders(message.translation)
        if message.source[1] and needed != given:
            wrong[message.source] = (needed, given)
    assert wrong == {}


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


@pytest.mark.parametrize("file", catalogues(), ids=lambda file: file.stem)
def test_compiled_catalogue_is_that_of_its_source(file: Path) -> None:
    """After a change: `make catalogue`."""
    assert file.with_suffix(".mo").read_bytes() == compiled(file)


def test_the_sites_own_words_come_before_djangos() -> None:
    assert gettext("Save and continue editing") == "Lưu và tiếp tục"
    assert (
        ngettext("Please submit at most %(num)d form.", "…forms.", 3) == "Nhiều nhất %(num)d mục."
    )


def test_the_scripts_of_the_admin_are_told_in_vietnamese(admin_client: Client) -> None:
    script = admin_client.get("/quan-tri/jsi18n/").content.decode()
    told = script[script.index("const newcatalog = ") :].partition("= ")[2]
    catalogue, _ = json.JSONDecoder().raw_decode(told)
    assert catalogue["Choose a Date"] == "Chọn ngày"
    assert catalogue["abbrev. day Thursday\x04Thur"] == "T5"
    assert catalogue["%(sel)s of %(cnt)s selected"] == ["Đã chọn %(sel)s trong %(cnt)s"]
