"""Under which licences the site's packages and fonts come, read from what is installed.

A package is installed under a licence that stands on a list, or `make check` fails.
"""

import re
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import NamedTuple, cast

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
NOTICES = "THIRD-PARTY-NOTICES.md"

# What the site runs on. "BSD" is what a package says that leaves the number of clauses open.
ALLOWED = {
    "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MIT-0", "MIT-CMU", "OLDAP-2.8",
    "PSF-2.0", "Unlicense", "LGPL-3.0-only", "LGPL-3.0-or-later",
}  # fmt: skip
# Tools that nobody gets with the site may ask for more.
ALLOWED_IN_TOOLS = ALLOWED | {"CNRI-Python", "GPL-3.0-or-later", "MPL-2.0"}
ALLOWED_IN = {"requirements.txt": ALLOWED, "requirements-dev.txt": ALLOWED_IN_TOOLS}

COPYLEFT = re.compile(r"[AL]?GPL|MPL|OFL|EPL|CDDL")  # each is named in the notices

NAMES = {
    "Apache 2": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}


class Reviewed(NamedTuple):
    """A package whose metadata do not say it: what they say instead, and what was found."""

    stated: str
    licence: str
    reason: str


REVIEWED = {
    "axe-playwright-python": Reviewed("", "MIT AND MPL-2.0", "LICENSE; head of its axe.min.js"),
    "crawler-user-agents": Reviewed("", "MIT", "LICENSE"),
    "psycopg2-binary": Reviewed(
        "GNU Library or Lesser General Public License (LGPL) AND LGPL with exceptions",
        "LGPL-3.0-or-later",
        "LICENSE; the exception is leave to link OpenSSL",
    ),
    "pyrage": Reviewed("", "MIT", "LICENSE"),
    "python-dateutil": Reviewed(
        "Apache-2.0 AND BSD AND Dual License",
        "BSD-3-Clause",
        "LICENSE; Apache-2.0 since 2017, BSD-3-Clause before that",
    ),
    "pytest-django": Reviewed(
        "BSD AND pytest-django is released under the BSD (3-clause) license",
        "BSD-3-Clause",
        "a sentence and the whole text in place of a name",
    ),
}


def pinned(requirements: str) -> list[str]:
    lines = (ROOT / requirements).read_text().splitlines()
    return [match[1] for line in lines if (match := re.match(r"([\w.-]+)(?:\[.*\])?==", line))]


def stated(package: str) -> str:
    """What the package's metadata say, as far as possible in SPDX names; "" for nothing.

    `License-Expression` alone where it is there (PEP 639). Else the older `License` field and the
    classifiers hold all together: pi-heif gives its own licence in one, its wheel's in the other.
    """
    fields = cast(Message, metadata.metadata(package))
    if expression := fields.get("License-Expression"):
        return expression
    said = {
        classifier.rpartition(" :: ")[2]
        for classifier in fields.get_all("Classifier") or []
        if classifier.startswith("License :: ")
    }
    if text := (fields.get("License") or "").strip():
        said.add(text.splitlines()[0])
    return " AND ".join(sorted({NAMES.get(name, name) for name in said}))


def licence_of(package: str) -> str:
    return REVIEWED[package].licence if package in REVIEWED else stated(package)


def is_allowed(licence: str, allowed: set[str]) -> bool:
    """Whether every part joined by AND is allowed, of parts joined by OR at least one."""
    return all(
        any(name.strip(" ()") in allowed for name in part.split(" OR "))
        for part in licence.split(" AND ")
    )


@pytest.mark.parametrize("requirements", ALLOWED_IN)
def test_every_package_is_under_a_licence_on_the_list(requirements: str) -> None:
    refused = [
        f"{package} is under {licence_of(package) or 'no licence that its metadata name'}, which "
        f"is not on the list for {requirements}."
        for package in pinned(requirements)
        if not is_allowed(licence_of(package), ALLOWED_IN[requirements])
    ]
    assert refused == []


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-or-later OR MIT", True),
        ("MIT AND (Apache-2.0 OR GPL-2.0-only)", True),
        ("GPL-3.0-or-later", False),
        ("MIT AND GPL-3.0-or-later", False),
        ("GPL with exceptions", False),
        ("", False),
    ],
)
def test_one_licence_of_a_choice_and_all_of_a_sum_must_be_allowed(
    licence: str, allowed: bool
) -> None:
    assert is_allowed(licence, ALLOWED) is allowed


def test_no_reviewed_package_has_left() -> None:
    left = sorted(REVIEWED.keys() - set(pinned("requirements-dev.txt")))
    assert left == [], f"{', '.join(left)}: no longer pinned, so take it out of REVIEWED."


def test_reviewed_packages_still_say_what_they_said() -> None:
    changed = [
        f"{package} now says {stated(package)!r}: look again at its entry in REVIEWED."
        for package, reviewed in REVIEWED.items()
        if package in pinned("requirements-dev.txt") and stated(package) != reviewed.stated
    ]
    assert changed == []


def test_the_notices_list_exactly_what_is_installed() -> None:
    _, _, after = (ROOT / NOTICES).read_text().partition("\n## Installed by requirements.txt\n")
    table = after.split("\n| licence |")[0]
    rows = re.findall(r"^\| ([\w.-]+) \|", table, re.MULTILINE)
    assert rows == ["package", *sorted(pinned("requirements.txt"))]


def test_the_notices_name_the_licence_of_all_copyleft() -> None:
    notices = (ROOT / NOTICES).read_text()
    unnamed = [
        f"{package} is under {name}, which {NOTICES} does not say."
        for package in pinned("requirements.txt")
        for name in re.split(r" AND | OR ", licence_of(package))
        if COPYLEFT.match(name)
        and not re.search(
            rf"^\| {re.escape(package)} \|.*{re.escape(name.removesuffix('-only'))}",
            notices,
            re.MULTILINE,
        )
    ]
    assert unnamed == []


def test_the_notices_name_the_editor_under_the_licence_chosen() -> None:
    row = re.search(r"^\| CKEditor 4.*$", (ROOT / NOTICES).read_text(), re.MULTILINE)
    assert row is not None
    assert "used here under MPL-1.1" in row[0]


def test_the_heic_decoder_brings_its_named_libraries_and_no_encoder() -> None:
    """x265 is GPL. Names of files: libheif-7a3e919c.so.1.23.0, libde265.0.dylib."""
    row = re.search(r"^\| pi-heif \|.*$", (ROOT / NOTICES).read_text(), re.MULTILINE)
    assert row is not None
    files = [file.name for file in metadata.files("pi-heif") or []]
    libraries = {m[1] for name in files if (m := re.match(r"(lib[a-z0-9]+)[-.].*(so|dylib)", name))}
    assert libraries
    assert [name for name in sorted(libraries) if name not in row[0]] == []


def fonts() -> list[Path]:
    shipped = (ROOT / room for room in ("demo", "static", "reports", "templates"))
    return sorted(
        file
        for room in shipped
        for file in room.rglob("*")
        if file.suffix in {".ttf", ".otf", ".woff", ".woff2"}
    )


def test_each_font_travels_with_its_licence_and_is_named_in_the_notices() -> None:
    notices = (ROOT / NOTICES).read_text()
    assert fonts()
    for font in fonts():
        text = font.with_name("OFL.txt")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text.read_text(), f"{font}: no OFL.txt"
        assert f"`{text.relative_to(ROOT)}`" in notices
        assert TTFont(font)["name"].getBestFamilyName().split(" ExtraBold")[0] in notices


def test_every_licence_text_that_the_notices_point_to_is_there() -> None:
    named = re.findall(r"`((?:static|demo)/\S+)`", (ROOT / NOTICES).read_text())
    assert named
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_no_font_bears_a_name_that_its_licence_reserves() -> None:
    """Open Font License, condition 3, for changed fonts; a font cut to fewer letters is one."""
    assert fonts()
    for font in fonts():
        names = TTFont(font)["name"]
        reserved = re.findall(r"Reserved Font Names? [‘'\"“](.+?)[’'\"”]", names.getDebugName(0))
        shown = " ".join(names.getDebugName(number) or "" for number in (1, 4, 6, 16))
        assert [name for name in reserved if name in shown] == [], font
