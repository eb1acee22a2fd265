"""deploy/upgrade.sh, for real but for systemd and the packages: the running site stays, or another
runs that answers."""

import hashlib
import shutil
import signal
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.deploy.installed import MIGRATION, Installed

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("git", "curl", "flock"))), reason="git, curl or flock is missing"
)

GOOD = MIGRATION.format(sql="CREATE TABLE of_the_next_version (id integer)")
BAD = MIGRATION.format(sql="CREATE TABLE no such thing")
DIES = 'raise RuntimeError("hỏng")\n'
# Ends itself and the script, as a power cut would; once.
CUT_OFF = """import os
import pathlib

from django.db import migrations


def cut_off(apps, editor):
    mark = pathlib.Path(os.environ["DATA_DIR"], "was_cut_off")
    if not mark.exists():
        mark.touch()
        os.kill(os.getppid(), 9)
        os.kill(os.getpid(), 9)


class Migration(migrations.Migration):
    dependencies = [("jobs", "0900_next")]
    operations = [migrations.RunPython(cut_off, migrations.RunPython.noop)]
"""
KILLED = -signal.SIGKILL
GOES_ON = "Trang vẫn chạy như cũ."


def tables(server: Installed) -> set[str]:
    with closing(sqlite3.connect(server.data / "site.sqlite3")) as database:
        rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {name for (name,) in rows}


def archive_of(server: Installed, folder: Path) -> Path:
    """The checkout's last commit as whoever publishes it would pack it."""
    file = folder / "chibo-0.2.tar.gz"
    server.git("archive", "--format=tar.gz", "--prefix=chibo-0.2/", "-o", str(file), "HEAD")
    return file


def test_upgrade_and_rollback(server: Installed) -> None:
    """With a migration in between, so that going back takes the database along."""
    server.next_version("0.2", jobs__migrations__0900_next=GOOD)
    server.asked()
    done = server.upgrade()
    assert done.returncode == 0, done.stdout + done.stderr
    assert server.running() == "0.2"
    assert (server.status(), server.status("/ready")) == (200, 200)
    assert "of_the_next_version" in tables(server)
    assert server.asked() == ["restart"]
    [backup] = (server.data / "before-upgrade").iterdir()
    assert str(backup) in done.stdout

    again = server.upgrade()
    assert again.returncode == 0
    assert "đang chạy đúng bản này" in again.stdout
    assert server.asked() == []

    refused = server.upgrade("--rollback", answer="không\n")
    assert refused.returncode == 1
    assert (server.running(), GOES_ON in refused.stderr) == ("0.2", True)

    back = server.upgrade("--rollback", answer="có\n")
    assert back.returncode == 0, back.stdout + back.stderr
    assert server.running() == "0.1"
    assert server.status() == 200
    assert "of_the_next_version" not in tables(server)
    assert server.asked() == ["stop", "start"]
    assert "không có bản nào trước" in server.upgrade("--rollback").stderr


def test_version_that_does_not_start_leaves_the_old_one_with_its_database(
    server: Installed,
) -> None:
    server.next_version("0.2", jobs__migrations__0900_next=GOOD, serving__server__worker=DIES)
    done = server.upgrade(READY_SECONDS="8")
    assert done.returncode == 1
    assert "Trang đã trở lại bản cũ (first)" in done.stderr
    assert server.running() == "0.1"
    assert server.status() == 200
    assert "of_the_next_version" not in tables(server)


def test_what_stops_it_before_the_switch_leaves_the_running_process_alone(
    server: Installed, tmp_path: Path
) -> None:
    """One after the other, for the site starts but once."""
    server.asked()
    pid = (tmp_path / "pid").read_text()

    def refused(*arguments: str, **environment: str) -> str:
        done = server.upgrade(*arguments, **environment)
        assert done.returncode == 1, done.stdout
        assert GOES_ON in done.stderr or "trở lại bản cũ" in done.stderr
        assert server.running() == "0.1"
        assert [name for name in server.versions() if name.startswith(".")] == []
        return done.stderr

    assert "không có phiên bản “v9”" in refused("v9")
    server.next_version("0.0.9")
    assert "cũ hơn bản đang chạy (0.1)" in refused()
    server.next_version("0.2", cannot_be_built="")
    server.checkout.joinpath("cannot_be_built.py").rename(server.checkout / "cannot_be_built")
    server.commit("0.2")
    assert "không tải được thư viện" in refused()
    server.checkout.joinpath("cannot_be_built").unlink()
    server.next_version("0.3", chibo_site__roles=DIES)
    assert "không chạy được với cấu hình" in refused()
    server.git("checkout", "--quiet", "HEAD~3", "--", "chibo_site/roles.py")
    server.next_version("0.4", jobs__migrations__0900_next=BAD)
    assert "không chuyển được cơ sở dữ liệu" in refused()
    assert "of_the_next_version" not in tables(server)
    # Nobody has thought of this one.
    server.program("mktemp", "#!/bin/sh\necho 'mktemp: No space left on device' >&2; exit 1\n")
    assert "Dừng lại: lệnh “" in refused()

    assert server.asked() == []
    assert (tmp_path / "pid").read_text() == pid
    assert server.status() == 200


def test_migration_that_fails_halfway_is_taken_back(server: Installed) -> None:
    """The first of two was applied, which the old version does not know."""
    then = GOOD.replace("of_the_next_version", "no such thing").replace("0001_jobs", "0900_next")
    server.next_version("0.2", jobs__migrations__0900_next=GOOD, jobs__migrations__0901_then=then)
    done = server.upgrade()
    assert done.returncode == 1
    assert "đang lấy lại bản sao lưu" in done.stdout
    assert "Trang đã trở lại bản cũ" in done.stderr
    assert server.running() == "0.1"
    assert server.status() == 200
    assert "of_the_next_version" not in tables(server)


def test_upgrade_that_fails_leaves_the_way_back_from_the_one_before(server: Installed) -> None:
    server.next_version("0.2")
    assert server.upgrade().returncode == 0
    bad = GOOD.replace("of_the_next_version", "no such thing")
    server.next_version("0.3", jobs__migrations__0900_next=bad)
    assert server.upgrade().returncode == 1
    assert server.running() == "0.2"
    back = server.upgrade("--rollback")
    assert back.returncode == 0, back.stderr
    assert server.running() == "0.1"
    assert server.status() == 200
    assert "không có bản nào trước" in server.upgrade("--rollback").stderr


def test_full_disk_at_the_switch_leaves_the_old_one(server: Installed) -> None:
    server.next_version("0.2", jobs__migrations__0900_next=GOOD)
    server.program(
        "mv",
        '#!/bin/sh\ncase "$*" in *current) [ -e "$0.once" ] || { touch "$0.once";'
        ' echo "mv: No space left on device" >&2; exit 1; };; esac\nexec /bin/mv "$@"\n',
    )
    done = server.upgrade()
    assert done.returncode == 1
    assert "không đổi được sang bản mới" in done.stderr
    assert "Trang đã trở lại bản cũ" in done.stderr
    assert server.running() == "0.1"
    assert server.status() == 200


def test_upgrade_that_is_cut_off_in_its_migrations(server: Installed) -> None:
    """It is taken back, or goes on; the old version cannot read what the first run has migrated."""
    server.next_version(
        "0.2", jobs__migrations__0900_next=GOOD, jobs__migrations__0901_then=CUT_OFF
    )
    assert server.upgrade().returncode == KILLED
    assert server.running() == "0.1"
    assert server.status() == 200
    missing = server.upgrade("chibo-0.3.tar.gz")
    assert (missing.returncode, "chưa đến cuối" in missing.stderr) == (1, True)

    back = server.upgrade("--rollback", answer="có\n")
    assert (back.returncode, "chưa đến cuối" in back.stderr) == (0, False), back.stderr
    assert (server.running(), server.status()) == ("0.1", 200)
    assert "of_the_next_version" not in tables(server)

    server.data.joinpath("was_cut_off").unlink()
    assert server.upgrade().returncode == KILLED
    backups = set((server.data / "before-upgrade").iterdir())
    again = server.upgrade()
    assert again.returncode == 0, again.stdout + again.stderr
    assert "bị ngắt giữa chừng" in again.stdout
    assert (server.running(), server.status()) == ("0.2", 200)
    assert set((server.data / "before-upgrade").iterdir()) == backups


def test_upgrade_that_is_cut_off_after_its_switch_is_ended_the_next_time(server: Installed) -> None:
    """The old process still runs, with the next version's link and database."""
    server.next_version("0.2", jobs__migrations__0900_next=GOOD)
    server.program(
        "mv",
        '#!/bin/sh\n/bin/mv "$@" || exit\ncase "$*" in *current) rm "$0"; kill -9 $PPID ;; esac\n',
    )
    assert server.upgrade().returncode == KILLED
    server.asked()
    again = server.upgrade()
    assert again.returncode == 0, again.stdout + again.stderr
    assert "Đã làm nốt: trang đang chạy 0.2-" in again.stdout
    assert "đang chạy đúng bản này" in again.stdout
    assert server.asked() == ["restart"]
    assert server.status() == 200
    assert "bị ngắt" not in server.upgrade().stdout


def test_archive_is_unpacked_only_once_its_sum_is_right(server: Installed, tmp_path: Path) -> None:
    server.next_version("0.2")
    file = archive_of(server, tmp_path)
    right = hashlib.sha256(file.read_bytes()).hexdigest()

    assert "không có mã kiểm tra" in server.upgrade(str(file)).stderr
    assert "không có tệp" in server.upgrade(f"{file}.tar.gz").stderr
    file.with_name(f"{file.name}.sha256").write_bytes(b"\x1b[2J\xff<title>404</title>\n")
    assert f"trong {file}.sha256 không có mã SHA-256 nào" in server.upgrade(str(file)).stderr
    assert "không phải mã SHA-256" in server.upgrade(str(file), "--sha256", "404").stderr
    file.with_name(f"{file.name}.sha256").write_text(f"{'0' * 64}  {file.name}\n")
    broken = server.upgrade(str(file))
    assert (broken.returncode, right in broken.stderr) == (1, True)
    assert GOES_ON in broken.stderr
    assert server.versions() == ["first"]

    # As BSD's sha256 writes it, in capitals, with the line's end of Windows.
    sum_file = file.with_name(f"{file.name}.sha256")
    sum_file.write_bytes(f"SHA256 ({file.name}) = {right.upper()}\r\n".encode())
    done = server.upgrade(str(file))
    assert done.returncode == 0, done.stdout + done.stderr
    assert server.running() == "0.2"
    assert server.status() == 200
    # Nothing has migrated: going back asks nothing and takes the database as it is.
    back = server.upgrade("--rollback")
    assert back.returncode == 0, back.stderr
    assert server.running() == "0.1"


def test_same_source_has_the_same_name_from_git_and_from_an_archive(
    server: Installed, tmp_path: Path
) -> None:
    with tarfile.open(archive_of(server, tmp_path)) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    script = (
        "set -eu; cd '{checkout}/deploy/lib'; . ./words.sh; . ./source.sh; mkdir '{target}';"
        " stage_checkout '{checkout}' HEAD '{target}'; name_of '{target}'; name_of '{unpacked}'"
    ).format(
        checkout=server.checkout,
        target=tmp_path / "staged",
        unpacked=tmp_path / "unpacked/chibo-0.2",
    )
    done = subprocess.run(["bash", "-c", script], check=True, capture_output=True, text=True)  # noqa: S603, S607
    [first, second] = done.stdout.split()
    assert first == second
    assert first.startswith("0.1-")
