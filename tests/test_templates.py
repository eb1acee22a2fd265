"""Templates: each one compiles, and styles are written for what they hold."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

PART = re.compile(r"\.([a-z]+(?:-[a-z]+)*__[a-z]+(?:-[a-z]+)*)")  # .block__part, without --variant
HOUR_FIRST = re.compile(
    r"""[^T]H:i(:s)?["'] ?}}[^<\n]{0,12}{{[^}<]*d-m-Y|%H:%M(:%S)?[^"'<\n]*%d-%m-%Y"""
)
FOLDERS = [settings.BASE_DIR / "templates", *settings.BASE_DIR.glob("*/templates")]


def sources() -> list[Path]:
    """All that may name a class: templates, scripts, Python."""
    root: Path = settings.BASE_DIR
    apps = [folder for folder in root.iterdir() if (folder / "__init__.py").exists()]
    return [
        *(file for folder in FOLDERS for file in folder.rglob("*.html")),
        *(root / "static" / "js").rglob("*.js"),
        *(file for folder in apps if folder.name != "tests" for file in folder.rglob("*.py")),
    ]


def names() -> list[str]:
    return sorted(
        str(file.relative_to(folder))
        for folder in map(Path, FOLDERS)
        for file in folder.rglob("*")
        if file.is_file()
    )


@pytest.mark.parametrize("name", names())
def test_template_compiles(name: str) -> None:
    get_template(name)


def test_the_day_stands_before_the_hour_wherever_both_are_shown() -> None:
    shell = (settings.BASE_DIR / "deploy").rglob("*.sh")
    turned = [
        str(file.relative_to(settings.BASE_DIR))
        for file in [*sources(), *shell]
        if HOUR_FIRST.search(file.read_text())
    ]
    assert turned == []


def test_every_part_that_is_styled_is_somewhere() -> None:
    sheets = (settings.BASE_DIR / "static" / "css").rglob("*.css")
    styled = {part for sheet in sheets for part in PART.findall(sheet.read_text())}
    assert len(styled) > 100
    used = "\n".join(source.read_text() for source in sources())
    assert [part for part in sorted(styled) if not re.search(rf"\b{part}\b", used)] == []


@pytest.mark.parametrize("file", sorted(Path("templates/errors").glob("*.html")), ids=str)
def test_an_error_page_has_one_name(file: Path) -> None:
    """In the browser's tab and on the page: who reads it over the telephone says either."""
    text = file.read_text()
    title = re.search(r"{% block title %}(.*?){% endblock %}", text)
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", text)
    if title and heading and "{" not in title[1] + heading[1]:
        assert title[1] == heading[1]
