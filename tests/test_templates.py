"""Templates: each one compiles."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

FOLDERS = [settings.BASE_DIR / "templates", *settings.BASE_DIR.glob("*/templates")]


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
