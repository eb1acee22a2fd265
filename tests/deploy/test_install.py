"""deploy/install.sh where it must not go on: nothing is changed, and a sentence says what to do."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from tests.deploy.installed import ROOT

NAME = "tin.example.vn"
HERE = "203.0.113.5"
HERE_TOO = "2001:db8::5"
# Whatever would change the machine; one that is called leaves its name.
CHANGES = ("apt-get", "useradd", "install", "systemctl", "runuser", "psql", "sed", "ln", "mv")
DEBIAN_12 = 'ID=debian\nVERSION_ID="12"\n'


class Machine:
    """What the script sees of one: programs ahead of the real ones, and files of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "bin"
        self.bin.mkdir()
        for name in CHANGES:
            self.program(name, f'echo {name} "$@" >>{folder}/changes; exit 77')
        self.program("sed", 'case "$1" in -i) exit 77 ;; esac; exec /bin/sed "$@"')
        self.program("hostname", f"echo {HERE} {HERE_TOO}")
        self.program("id", "case $1 in -un) echo root ;; *) echo 0 ;; esac")
        self.program("ss", "")
        self.program("timedatectl", "echo yes")
        self.leads_to(HERE)
        self.is_another(DEBIAN_12)

    def program(self, name: str, body: str) -> None:
        file = self.bin / name
        file.write_text(f"#!/bin/sh\n{body}\n")
        file.chmod(0o755)

    def leads_to(self, *addresses: str) -> None:
        """Whatever the name; an address is its own."""
        lines = "".join(f"echo {address} STREAM; " for address in addresses)
        an_address = "*.*.*[0-9] | *:*:*) echo $2 STREAM"
        self.program("getent", f"case $2 in {an_address} ;; *) {lines or 'exit 2'} ;; esac")

    def is_another(self, release: str) -> None:
        self.folder.joinpath("os-release").write_text(release)

    def install(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603
            [str(ROOT / "deploy/install.sh"), *arguments],
            env={
                "PATH": f"{self.bin}:{os.environ['PATH']}",
                "LANG": "C.UTF-8",
                "CHIBO_OS_RELEASE": str(self.folder / "os-release"),
                "CHIBO_CADDYFILE": str(self.folder / "Caddyfile"),
                **{
                    f"CHIBO_{name}": str(self.folder / name)
                    for name in ("ROOT", "ETC", "DATA", "UNITS")
                },
            },
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    def refusal(self, *arguments: str) -> str:
        """What it says; it must have changed nothing."""
        done = self.install(*arguments)
        assert done.returncode == 1, done.stdout
        assert not (self.folder / "changes").exists(), (self.folder / "changes").read_text()
        return done.stderr

    def goes_on(self, *arguments: str) -> bool:
        """Whether it came as far as the packages, the first that it changes."""
        self.install(*arguments)
        changes = self.folder / "changes"
        is_going = changes.exists() and changes.read_text().startswith("apt-get")
        changes.unlink(missing_ok=True)
        return is_going


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    # No package is there yet.
    made.program("dpkg-query", "exit 1")
    return made


def test_help_says_it_all_in_vietnamese(machine: Machine) -> None:
    done = machine.install("--help")
    assert (done.returncode, done.stderr) == (0, "")
    for flag in ("--postgresql", "--tls-cert", "--tls-key", "--www", "--no-dns-check"):
        assert flag in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "hãy ghi tên miền"),
        (["https://tin.example.vn"], "chỉ ghi tên miền"),
        (["tin.example.vn/"], "chỉ ghi tên miền"),
        (["tin.example.vn:443"], "chỉ ghi tên miền"),
        (["localhost"], "không phải tên miền"),
        (["203.0.113.5"], "không phải tên miền"),
        (["tin_a.example.vn"], "không phải tên miền"),
        (["trang-tin.việt"], "không phải tên miền"),
        (["tin.example.vn; reboot"], "không phải tên miền"),
        (["-tin.example.vn"], "không có tùy chọn"),
        ([NAME, "khac.example.vn"], "chỉ ghi một tên miền"),
        ([NAME, "--nhanh"], "không có tùy chọn --nhanh"),
        ([NAME, "--old-host"], "sau --old-host cần một giá trị"),
        ([NAME, "--tls-cert", "", "--tls-key", ""], "sau --tls-cert cần một giá trị"),
        ([NAME, "--old-host", "a b"], "không phải tên miền"),
        ([NAME, "--tls-cert", "a.pem"], "phải đi với nhau"),
        ([NAME, "--public-address", "tin.example.vn"], "không phải địa chỉ IP"),
        ([NAME, "--public-address", "203.0.113"], "không phải địa chỉ IP"),
    ],
)
def test_wrong_arguments_are_refused(machine: Machine, arguments: list[str], said: str) -> None:
    assert said in machine.refusal(*arguments)


def test_only_root_may(machine: Machine) -> None:
    machine.program("id", "echo 1000")
    said = machine.refusal(NAME)
    assert f"sudo {ROOT}/deploy/install.sh {NAME}" in said


@pytest.mark.parametrize(
    "release",
    ['ID=ubuntu\nVERSION_ID="24.04"\n', 'ID=debian\nVERSION_ID="11"\n', "", "ID=fedora\n"],
)
def test_only_debian_12_and_13(machine: Machine, release: str) -> None:
    machine.is_another(release)
    assert "Debian 12 và 13" in machine.refusal(NAME)


def test_both_debians_are_taken(machine: Machine) -> None:
    for number in ("12", "13"):
        machine.is_another(f'ID=debian\nVERSION_ID="{number}"\n')
        assert machine.goes_on(NAME)


def test_clock_before_the_programs_own_date_is_refused(machine: Machine) -> None:
    machine.program("date", '[ "$1" = +%s ] && { echo 946684800; exit; }; exec /bin/date "$@"')
    said = machine.refusal(NAME)
    assert "đồng hồ" in said
    assert "sudo timedatectl set-ntp true" in said


def test_name_that_leads_nowhere_is_refused(machine: Machine) -> None:
    machine.leads_to()
    said = machine.refusal(NAME)
    assert "chưa trỏ đến đâu" in said
    assert "--no-dns-check" in said


def test_clock_that_nothing_sets_is_told_with_what_it_says(machine: Machine) -> None:
    """One that is ahead is not seen otherwise."""
    machine.program("timedatectl", "echo no")
    machine.program("date", '[ "$1" = +%s ] && exec /bin/date "$@"; echo "01-02-2041 08:00"')
    said = machine.install(NAME).stderr
    assert "đang ghi 01-02-2041 08:00" in said.split("Dừng lại")[0]
    assert machine.goes_on(NAME)


def test_without_a_network_the_names_server_is_named_too(machine: Machine) -> None:
    machine.leads_to()
    assert "chưa ra được mạng" in machine.refusal(NAME)
    machine.program("getent", "case $2 in deb.debian.org) echo 198.51.100.1 ;; *) exit 2 ;; esac")
    assert "chưa ra được mạng" not in machine.refusal(NAME)


@pytest.mark.parametrize(
    "addresses", [["198.51.100.9"], [HERE, "2001:db8::9"], ["127.0.1.1"], ["2001:db8::9"]]
)
def test_name_of_another_machine_is_refused(machine: Machine, addresses: list[str]) -> None:
    """One wrong address of several is enough: certificates are asked for by any of them."""
    machine.leads_to(*addresses)
    said = machine.refusal(NAME)
    assert f"trỏ đến {addresses[-1]}, không phải máy này" in said


@pytest.mark.parametrize("addresses", [[HERE], [HERE_TOO], [HERE, HERE_TOO]])
def test_name_of_this_machine_goes_on(machine: Machine, addresses: list[str]) -> None:
    """By IPv6 alone as well."""
    machine.leads_to(*addresses)
    assert machine.goes_on(NAME)


def test_name_elsewhere_goes_on_only_where_somebody_says_so(machine: Machine) -> None:
    machine.leads_to("198.51.100.9")
    assert machine.goes_on(NAME, "--no-dns-check")
    assert machine.goes_on(NAME, "--public-address", "198.51.100.9")
    assert machine.goes_on(NAME, "--tls-cert", "a.pem", "--tls-key", "b.pem")
    assert "chứng thư tự làm" in machine.install(NAME, "--no-dns-check").stderr


def test_public_address_may_be_written_in_any_form(machine: Machine) -> None:
    machine.program("getent", "echo 2001:db8::9 STREAM")
    assert not machine.goes_on(NAME)
    assert machine.goes_on(NAME, "--public-address", "2001:DB8:0::9")


def test_port_that_another_program_has_taken_is_named(machine: Machine) -> None:
    line = 'LISTEN 0 511 *:80 *:* users:(("{}",pid=9,fd=6),("{}",pid=8,fd=6))'
    machine.program("ss", f"echo '{line.format('nginx', 'nginx')}'")
    said = machine.refusal(NAME)
    assert "cổng 80 đang do chương trình “nginx” dùng" in said
    machine.program("ss", f"echo '{line.format('caddy', 'caddy')}'")
    assert machine.goes_on(NAME)


def test_upgrade_that_was_cut_off_comes_first(machine: Machine) -> None:
    root = machine.folder / "ROOT"
    root.mkdir()
    (root / "unfinished").symlink_to("versions/first")
    assert "upgrade.sh --rollback" in machine.refusal(NAME)


def test_packages_that_do_not_come_are_told_with_the_usual_reasons(machine: Machine) -> None:
    done = machine.install(NAME)
    assert done.returncode == 1
    assert "không cài được các gói" in done.stderr
    assert "phải ra được mạng, và đồng hồ phải đúng" in done.stderr


def test_machine_that_updates_itself_just_now_is_waited_for(machine: Machine) -> None:
    machine.program("sleep", "")
    taken = "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 9 (apt-get)"
    machine.program(
        "apt-get",
        f'echo apt-get "$@" >>{machine.folder}/changes\n'
        f'[ "$(wc -l <{machine.folder}/changes)" -gt 2 ] || {{ echo "{taken}" >&2; exit 100; }}\n'
        'case "$*" in *install*) exit 77 ;; esac',
    )
    done = machine.install(NAME)
    assert "đợi cho xong" in done.stdout
    assert taken not in done.stderr
    lines = (machine.folder / "changes").read_text().splitlines()
    assert lines[:3] == ["apt-get update -qq"] * 3
    assert " install " in lines[3]


def test_end_that_nobody_foresaw_has_a_sentence_too(machine: Machine) -> None:
    machine.program("dpkg-query", "echo installed")
    done = machine.install(NAME)
    assert done.returncode == 1
    assert "lệnh “install -d" in done.stderr
    assert "không xong (mã 77)" in done.stderr
    assert "hãy chạy lại đúng lệnh này" in done.stderr
    machine.program("hostname", "exit 5")
    assert "Chưa thay đổi gì." in machine.install(NAME).stderr


def test_caddyfile_of_others_is_left_alone(machine: Machine) -> None:
    file = machine.folder / "Caddyfile"
    file.write_text("khac.example.vn {\n}\n")
    assert "không ghi đè" in machine.refusal(NAME)
    assert file.read_text() == "khac.example.vn {\n}\n"


def test_another_name_than_the_present_one_is_for_the_administrator_to_write(
    machine: Machine,
) -> None:
    for folder in ("ETC", "ROOT"):
        (machine.folder / folder).mkdir()
    etc = machine.folder / "ETC"
    (machine.folder / "ROOT/.started").touch()
    etc.joinpath("chibo.env").write_text("ALLOWED_HOSTS=cu.example.vn\nOLD_HOSTS=xua.example.vn\n")
    said = machine.refusal(NAME)
    assert f"ALLOWED_HOSTS={NAME} và OLD_HOSTS=xua.example.vn,cu.example.vn," in said
    said = machine.refusal("xua.example.vn")
    assert "ALLOWED_HOSTS=xua.example.vn và OLD_HOSTS=cu.example.vn," in said


def test_name_that_no_site_was_started_with_is_taken_for_a_slip(
    machine: Machine, tmp_path: Path
) -> None:
    etc = machine.folder / "ETC"
    etc.mkdir()
    file = etc / "chibo.env"
    file.write_text("ALLOWED_HOSTS=tin.exmaple.vn\nSECRET_KEY=cũ\n")
    assert machine.goes_on(NAME)
    in_bash(etc, f"fill_environment {NAME} ''")
    assert file.read_text().startswith(f"ALLOWED_HOSTS={NAME}\nSECRET_KEY=cũ\n")


def openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(  # noqa: S603
        ["openssl", *arguments],  # noqa: S607
        cwd=folder,
        check=True,
        capture_output=True,
    )


def test_certificate_of_an_own_authority_is_looked_at(tmp_path: Path) -> None:
    request = ["req", "-x509", "-newkey", "rsa:2048", "-noenc", "-days", "9", "-subj", "/CN=x"]
    names = ["-addext", f"subjectAltName=DNS:{NAME}"]
    for made in ("a", "b"):
        openssl(tmp_path, *request, *names, "-keyout", f"{made}.key", "-out", f"{made}.pem")
    openssl(tmp_path, *["pkey", "-in", "a.key", "-aes256", "-passout", "pass:x", "-out", "c.key"])

    def said(certificate: str, key: str, name: str = NAME) -> str:
        check = f"check_certificate {tmp_path}/{certificate} {tmp_path}/{key} {name}"
        return in_bash(tmp_path, f"({check}) 2>&1 || :")

    assert said("a.pem", "a.key") == ""
    assert "không đi với chứng thư" in said("a.pem", "b.key")
    assert "có mật khẩu" in said("a.pem", "c.key")
    assert "không phải chứng thư" in said("a.key", "a.key")
    assert "không phải của tên miền" in said("a.pem", "a.key", "khac.example.vn")
    assert "không đọc được tệp khóa" in said("a.pem", "none.key")


def in_bash(folder: Path, script: str) -> str:
    """What a few lines print that use the script's own parts."""
    parts = "".join(
        f". {ROOT}/deploy/lib/{part}.sh; "
        for part in (
            "words",
            "paths",
            "environment",
            "checks",
            "source",
            "service",
            "settings",
            "database",
            "proxy",
        )
    )
    done = subprocess.run(  # noqa: S603
        ["bash", "-c", f"set -euo pipefail; {parts}{script}"],  # noqa: S607
        env={
            "PATH": os.environ["PATH"],
            "CHIBO_ETC": str(folder),
            "CHIBO_ROOT": str(folder / "opt"),
        },
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.mark.parametrize(
    ("begins_to_answer", "asked"),
    [("start", ["start"]), ("restart", ["start", "restart"]), ("", ["start", "restart"])],
)
def test_postgresql_that_is_down_behind_its_unit_is_started_again(
    tmp_path: Path, begins_to_answer: str, asked: list[str]
) -> None:
    """Debian's unit stays "active" where its cluster could not be started, or has been killed."""
    said = in_bash(
        tmp_path,
        f"systemctl() {{ echo $1 >>{tmp_path}/asked; }}; sleep() {{ :; }};"
        f" as_postgres() {{ grep -qx '{begins_to_answer}' {tmp_path}/asked ||"
        ' { echo "psql: error" >&2; return 2; }; };'
        " (start_postgresql) 2>&1 || echo ended",
    )
    assert tmp_path.joinpath("asked").read_text().split() == asked
    if begins_to_answer:
        assert said == ""
    else:
        assert "psql: error\nDừng lại: PostgreSQL không mở được" in said
        assert "pg_lsclusters" in said
        assert said.endswith("ended\n")


def test_environment_keeps_what_it_has_and_takes_what_it_lacks(tmp_path: Path) -> None:
    file = tmp_path / "chibo.env"
    file.write_text('# của tôi\nSECRET_KEY=cũ\nMAIL="a b"\n#PORT=1\nEMPTY=')
    script = "fill_environment tin.example.vn ,cu.example.vn"
    in_bash(tmp_path, script)
    first = file.read_text()
    assert first.startswith('# của tôi\nSECRET_KEY=cũ\nMAIL="a b"\n#PORT=1\nEMPTY=\n')
    assert "\nALLOWED_HOSTS=tin.example.vn\nOLD_HOSTS=cu.example.vn\n" in first
    assert "\nTRUSTED_PROXIES=127.0.0.1\n" in first
    in_bash(tmp_path, script)
    assert file.read_text() == first
    in_bash(tmp_path, "fill_environment tin.example.vn ,cu.example.vn,b.example.vn")
    wanted = first.replace("=cu.example.vn", "=cu.example.vn,b.example.vn")
    assert file.read_text() == wanted


def test_own_name_is_never_an_old_one(tmp_path: Path) -> None:
    """It would lead to itself without end."""
    in_bash(tmp_path, "fill_environment tin.example.vn ,tin.example.vn,cu.example.vn")
    assert "\nOLD_HOSTS=cu.example.vn\n" in tmp_path.joinpath("chibo.env").read_text()


def test_site_is_started_again_where_its_settings_are_newer_than_its_start(tmp_path: Path) -> None:
    """Edited by hand, or by a run that was killed before it came to the start."""
    environment, unit = tmp_path / "chibo.env", tmp_path / "chibo.service"
    for file in (environment, unit):
        file.touch()
    script = (
        f"CHIBO_UNITS={tmp_path} STARTED={tmp_path}/started; service() {{ echo $1; }};"
        " start_with_present_files"
    )
    assert in_bash(tmp_path, script) == "restart\n"
    assert in_bash(tmp_path, script) == "start\n"
    later = time.time() + 60
    for file in (environment, unit):
        os.utime(file, (later, later))
        assert in_bash(tmp_path, script) == "restart\n"
        os.utime(file, (1, 1))
        assert in_bash(tmp_path, script) == "start\n"


def test_new_environment_is_roots_alone_with_a_key_of_its_own(tmp_path: Path) -> None:
    keys = set()
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        in_bash(folder, "fill_environment tin.example.vn ''")
        file = folder / "chibo.env"
        assert file.stat().st_mode & 0o777 == 0o600
        [key] = [line for line in file.read_text().splitlines() if line.startswith("SECRET_KEY=")]
        assert len(key) > 60
        keys.add(key)
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("A=b", "b"),
        ("  A=b  ", "b"),
        ("A = b", "b"),
        ("\tA =\t'b c'\r", "b c"),
        ("A=b c$d'e#f", "b c$d'e#f"),
        ('A="b c"', "b c"),
        ("A='b c'", "b c"),
        ("A=", ""),
        ("#A=b", ""),
        ("A=a\nA=b", "b"),
        ("A=postgresql://u:p%40x=@h/d?x=y", "postgresql://u:p%40x=@h/d?x=y"),
        # Each as systemd 252 and 257 have given it to a unit.
        (r"A=mật\khẩu", "mậtkhẩu"),
        (r"A=mật\\khẩu", r"mật\khẩu"),
        (r"A='mật\khẩu'", r"mật\khẩu"),
        (r'A="mật\khẩu"', r"mật\khẩu"),
        (r'A="a\"b\\c\$d\`e\n"', r'a"b\c$d`e\n'),
        (r"A=\"b\" ", '"b"'),
        (r"A=\'b c\'", "'b c'"),
        ("A='a'\"b\"c 'd'", "abc 'd'"),
        ('A="b" # lời', "b# lời"),
        ("A=b # lời", "b # lời"),
        ("A=a\\  ", "a "),
        ("A=b\\\nc", "bc"),
        ("A='a\nb'\nB=c", "a\nb"),
        ('A="a\\\nb"\nB=c', "ab"),
        ('A="b\nB=c', "b\nB=c\n"),
        ('A="a\nB=c', "a\nB=c\n"),
        ("A=b\rC=d", "b"),
        ("A==b", "=b"),
        ("A=b\nA", "b"),
        ("9A=a\nA=b", "b"),
        ("=a\nA=b", "b"),
        ("; lời\nA=b", "b"),
        ("A='b", "b\n"),
        ("A='", "\n"),
    ],
)
def test_environment_is_read_as_systemd_reads_it(tmp_path: Path, line: str, value: str) -> None:
    tmp_path.joinpath("chibo.env").write_bytes(f"{line}\n".encode())
    shown = "as_site sh -c 'printf %s \"$A\"'"
    assert in_bash(tmp_path, f"A=; CHIBO_USER=$(id -un); {shown}") == value
    if "\n" not in value:
        assert in_bash(tmp_path, 'echo "[$(environment_value A)]"') == f"[{value}]\n"


def test_file_that_cannot_be_read_is_not_an_empty_one(tmp_path: Path) -> None:
    """A second key would be written into it."""
    file = tmp_path / "chibo.env"
    file.write_text("SECRET_KEY=cũ\n")
    script = "python3() { return 127; }; add_missing SECRET_KEY mới"
    assert "không đọc được" in in_bash(tmp_path, f"({script}) 2>&1 || :")
    assert file.read_text() == "SECRET_KEY=cũ\n"


def test_what_caddy_has_left_half_written_goes_and_nothing_else(tmp_path: Path) -> None:
    good, bad = (tmp_path / "certificates" / "acme" / name for name in ("a.vn", "b.vn"))
    locks = tmp_path / "locks"
    for folder in (good, bad, locks):
        folder.mkdir(parents=True)
    pem = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"
    for file in (good / "a.vn.crt", good / "a.vn.key", bad / "b.vn.key"):
        file.write_text(pem)
    (bad / "b.vn.crt").touch()
    (locks / "whole.lock").write_text('{"created":"2026-12-01T00:00:00Z"}')
    (locks / "cut.lock").write_bytes(b'{"created"\0\0')
    said = in_bash(tmp_path, f"CADDY_STORAGE={tmp_path}; clear_damaged_storage 2>&1")
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [
        "a.vn.crt",
        "a.vn.key",
        "whole.lock",
    ]
    assert str(bad) in said
    assert "cut.lock" in said
    assert in_bash(tmp_path, f"CADDY_STORAGE={tmp_path}; clear_damaged_storage 2>&1") == ""
    assert in_bash(tmp_path, "CADDY_STORAGE=/khong/co; clear_damaged_storage 2>&1") == ""


def test_lines_that_systemd_passes_over_are_named_without_their_values(tmp_path: Path) -> None:
    tmp_path.joinpath("chibo.env").write_text(
        "\ufeffALLOWED_HOSTS=tin.example.vn\n# lời\n; lời\n\nexport SECRET_KEY=bí mật\n"
        "TWO WORDS=bí mật\nbí mật\n PORT = 8001\r\n"
    )
    said = in_bash(tmp_path, "warn_of_odd_lines 2>&1").splitlines()
    assert [line.split()[3] for line in said] == ["1", "5", "6", "7"]
    assert "BOM ở đầu tệp) ALLOWED_HOSTS=…" in said[0]
    assert "“export SECRET_KEY=…”" in said[1]
    assert "bí mật" not in "".join(said)


def test_value_that_takes_more_lines_than_its_own_is_named(tmp_path: Path) -> None:
    file = tmp_path / "chibo.env"
    file.write_text("# C:\\\nA='b\nSECRET_KEY=bí mật'\nC=d\\\nE=f\nG='h\nI=j\n")
    said = in_bash(tmp_path, "warn_of_odd_lines 2>&1").splitlines()
    assert len(said) == 4
    assert "dòng 1 của" in said[0]
    assert "ghi chú" in said[0]
    for line, numbers, name in zip(said[1:], ("2 đến 3", "4 đến 5", "6 đến 7"), "ACG", strict=True):
        assert f"dòng {numbers} của" in line
        assert f"một giá trị, của {name}" in line
    assert "bí mật" not in "".join(said)
    file.write_text("A='b' \n\nC=\"d e\"\r\n# lời\n")
    assert in_bash(tmp_path, "warn_of_odd_lines 2>&1") == ""


def test_list_that_was_written_with_blanks_is_added_to_in_its_place(tmp_path: Path) -> None:
    file = tmp_path / "chibo.env"
    file.write_text("ALLOWED_HOSTS = tin.example.vn\nOLD_HOSTS = a.example.vn\n")
    in_bash(tmp_path, "fill_environment tin.example.vn ,b.example.vn")
    lines = file.read_text().splitlines()
    assert lines[:2] == [
        "ALLOWED_HOSTS = tin.example.vn",
        "OLD_HOSTS=a.example.vn,b.example.vn",
    ]
    assert len([line for line in lines if "HOSTS" in line]) == 2


@pytest.mark.parametrize(
    ("version", "than", "is_older"),
    [("0.1", "0.2", True), ("0.9", "0.10", True), ("0.10", "0.9", False), ("1.0", "1.0", False)],
)
def test_versions_are_compared_by_their_numbers(
    tmp_path: Path, version: str, than: str, *, is_older: bool
) -> None:
    script = f"is_older {version} {than} && echo older || echo not"
    assert in_bash(tmp_path, script) == ("older\n" if is_older else "not\n")
