"""`manage.py createsuperuser`: every question and every refusal is Vietnamese."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.support.english import english_in

pytestmark = pytest.mark.django_db
GOOD = "một mùa nước nổi khác"


class Keyboard:
    """Somebody who types these answers, the last of them unseen, and then nothing more (Ctrl+D)."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        self.answers: Iterator[str] = iter([])
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        for function in ("builtins.input", "getpass.getpass"):
            monkeypatch.setattr(function, self.answer)

    def answer(self, question: str) -> str:
        self.asked.append(question)
        try:
            return next(self.answers)
        except StopIteration:
            raise EOFError from None

    def type(self, *answers: str, **options: str) -> str:
        """All that is said, questions too."""
        self.answers = iter(answers)
        said = StringIO()
        try:
            call_command("createsuperuser", stdout=said, stderr=said, **options)
        except CommandError as error:
            said.write(str(error))
        words = "\n".join([*self.asked, said.getvalue()])
        assert [each for line in words.splitlines() for each in english_in(line)] == []
        return words


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Keyboard:
    return Keyboard(monkeypatch)


def test_name_mail_and_password_are_asked_for(keyboard: Keyboard) -> None:
    said = keyboard.type(" minh ", "minh@example.vn", GOOD, GOOD)
    assert "Đã tạo người quản trị “minh”." in said
    made = User.objects.get(username="minh", email="minh@example.vn")
    assert made.is_superuser
    assert made.is_staff
    assert made.check_password(GOOD)


def test_what_is_wrong_is_said_and_asked_again(keyboard: Keyboard) -> None:
    User.objects.create(username="Lan")
    said = keyboard.type(
        "", "LAN", "minh", "không phải thư", "", "một", "hai", "12345678", "12345678", GOOD, GOOD
    )
    for sentence in (
        "Không được để trống",
        "tên đăng nhập “Lan”",
        "chưa đúng",
        "không giống nhau",
        "mật khẩu",
    ):
        assert sentence in said
    assert User.objects.get(username="minh", email="").check_password(GOOD)


@pytest.mark.parametrize(
    "answers",
    [
        [],
        ["minh"],
        ["minh", ""],
        ["minh", "", GOOD],
        ["", "a b", ""],
        ["minh", "", *["12345678"] * 6],
        ["minh", "", ""],
    ],
)
def test_whoever_stops_or_cannot_has_made_nobody(keyboard: Keyboard, answers: list[str]) -> None:
    assert "Chưa tạo tài khoản nào." in keyboard.type(*answers)
    assert not User.objects.exists()


def test_without_a_keyboard_it_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("minh\n"))
    with pytest.raises(CommandError, match="--noinput --username TÊN"):
        call_command("createsuperuser")


def test_script_makes_one_without_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """As deploy/install.sh does."""
    monkeypatch.delenv("DJANGO_SUPERUSER_PASSWORD", raising=False)
    options = {"interactive": False, "email": "quantri@example.vn"}
    said = StringIO()
    call_command("createsuperuser", username="quantri", stdout=said, **options)
    assert "changepassword quantri" in said.getvalue()
    assert not User.objects.get(username="quantri").has_usable_password()
    for wrong in ({"username": "a b"}, {"username": "hai", "email": "x"}):
        with pytest.raises(CommandError) as refused:
            call_command("createsuperuser", **options | wrong)
        assert english_in(str(refused.value)) == []
    assert User.objects.count() == 1
    with pytest.raises(CommandError, match="--username TÊN"):
        call_command("createsuperuser", interactive=False)
