"""What people are told to type works where they are: in a checkout, or on an installed server."""

from pathlib import Path

import pytest

from tests.support.server import Site


@pytest.mark.parametrize(
    ("environment", "manage"),
    [({}, ".venv/bin/python manage.py"), ({"MANAGE_COMMAND": "sudo chibo"}, "sudo chibo")],
)
def test_commands_are_those_of_the_place(
    empty: Site, tmp_path: Path, environment: dict[str, str], manage: str
) -> None:
    empty.configure(**environment)
    (empty.data / "backup-work-abc").mkdir(mode=0o700)
    assert f"→ {manage} doctor --fix" in empty.run("doctor").stdout
    assert f"Hãy chạy {manage} backup trước" in empty.run("backup", "--drill").stderr
    assert f"ví dụ: {manage} restore chibo-" in empty.run("restore").stderr
    empty.manage("backup", str(tmp_path / "trang.tar"))
    said = empty.manage("restore", str(tmp_path / "trang.tar"), "--noinput")
    assert f"chạy: {manage} restore --undo" in said
