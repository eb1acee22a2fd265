"""`manage.py changepassword`: a new password for somebody, typed twice at the keyboard."""

import getpass
from collections.abc import Callable

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.user_names import find_name

MOST_TRIES = 3

NOBODY = "Không có ai mang tên đăng nhập “{name}”."
ASK, ASK_AGAIN = "Mật khẩu mới (chữ gõ không hiện ra): ", "Gõ lại mật khẩu ấy: "
DIFFERENT = "Hai lần gõ không giống nhau. Hãy gõ lại."
BLANK = "Chưa gõ mật khẩu nào."
GIVEN_UP = "Đã thử ba lần mà chưa được."
KEPT = "Mật khẩu cũ của {name} vẫn còn."
CHANGED = "Đã đổi mật khẩu của {name}."


class Command(BaseCommand):
    help = "Đặt mật khẩu mới cho một người."
    requires_migrations_checks = True
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", metavar="TÊN-ĐĂNG-NHẬP")

    def handle(self, *args: object, username: str, **options: object) -> None:  # noqa: ARG002
        """CommandError for a name that nobody has, and where no password comes of it. Sessions that
        began with the old one are over."""
        person = User.objects.filter(username=find_name(username)).first()
        if person is None:
            raise CommandError(NOBODY.format(name=username))
        self.stdout.write(f"Mật khẩu mới của {person.username}")
        person.set_password(
            password_for(person, self.stderr.write, KEPT.format(name=person.username))
        )
        person.save(update_fields=["password"])
        self.stdout.write(CHANGED.format(name=person.username))


def password_for(person: User, say: Callable[[str], object], otherwise: str) -> str:
    """A good password for them, typed twice alike. CommandError where none comes of it: with the
    reason, and `otherwise`, what that leaves."""
    for _ in range(MOST_TRIES):
        password = typed(ASK, otherwise)
        if typed(ASK_AGAIN, otherwise) != password:
            say(DIFFERENT)
            continue
        try:
            validate_password(password, person)
        except ValidationError as error:
            say("\n".join(error.messages))
        else:
            return password
    raise CommandError(f"{GIVEN_UP} {otherwise}")


def typed(question: str, otherwise: str) -> str:
    """What somebody types unseen; CommandError where that is nothing."""
    try:
        password = getpass.getpass(question)
    except EOFError:
        password = ""
    if not password:
        raise CommandError(f"{BLANK} {otherwise}")
    return password
