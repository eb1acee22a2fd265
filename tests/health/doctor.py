"""The command as a person runs it, and files of pictures."""

from io import StringIO
from pathlib import Path
from typing import cast

from django.conf import settings
from django.core.management import call_command

from pictures.renditions import stored_files


def doctor(*options: str) -> tuple[int, str]:
    """The exit code and what is printed."""
    printed = StringIO()
    try:
        call_command("doctor", *options, stdout=printed)
    except SystemExit as end:
        return cast(int, end.code), printed.getvalue()
    raise AssertionError("it says by its exit code how it went")


def lines_of(said: str, label: str) -> list[str]:
    """What is said under that label, each with the command that mends it."""
    lines = said.splitlines()
    found = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if f"  {label}: " in line:
            command = following.strip() if following.strip().startswith("→") else ""
            found.append(" ".join(f"{line} {command}".split()))
    return found


def store(name: str) -> list[Path]:
    """The files of that picture, as an upload would have written them."""
    files = [Path(settings.MEDIA_ROOT) / each for each in stored_files(name)]
    for file in files:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_bytes(b"anh")
        file.chmod(0o600)
    return files
