"""`manage.py createsuperuser`: asks at the keyboard for whoever is to administrate the site.

With `--noinput` it is Django's own, which takes the password from DJANGO_SUPERUSER_PASSWORD."""

import sys
from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS

from accounts.changing_password import MOST_TRIES, password_for
from accounts.user_names import TAKEN, namesakes

NO_KEYBOARD = (
    "Lệnh này hỏi tên và mật khẩu ở bàn phím. Trong kịch bản thì thêm --noinput --username TÊN, rồi"
    " đặt mật khẩu bằng lệnh changepassword."
)
NO_NAME = "Cùng --noinput phải ghi --username TÊN."
ASK_NAME = "Tên đăng nhập (chữ, số, không có dấu cách): "
ASK_MAIL = "Email (bỏ trống cũng được): "
NOBODY_MADE = "Chưa tạo tài khoản nào."
GIVEN_UP = "Đã thử ba lần mà chưa được. " + NOBODY_MADE
MADE = "Đã tạo người quản trị “{name}”."
UNFINISHED = "Chưa có mật khẩu: hãy đặt bằng lệnh changepassword {name}."


class Command(createsuperuser.Command):
    help = "Tạo một người quản trị, có mọi quyền."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", metavar="TÊN-ĐĂNG-NHẬP")
        parser.add_argument("--email", metavar="EMAIL")
        parser.add_argument(
            "--noinput", "--no-input", action="store_false", dest="interactive", help="không hỏi gì"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """CommandError for what cannot be, and where no name or no password comes of it; nobody is
        made then."""
        if options["interactive"]:
            person = self._ask(options["username"], options["email"])
        else:
            person = self._make(options["username"], options["email"])
        if options["verbosity"]:
            self.stdout.write(MADE.format(name=person.username))
            if not person.has_usable_password():
                self.stdout.write(UNFINISHED.format(name=person.username))

    def _make(self, username: str | None, email: str | None) -> User:
        """Asking nothing."""
        options = {"username": username, "email": email or "", "database": DEFAULT_DB_ALIAS}
        try:
            super().handle(**options, interactive=False, verbosity=0)
        except CommandError as error:
            if "--username" in str(error):
                raise CommandError(NO_NAME) from error
            raise
        return User.objects.latest("pk")

    def _ask(self, username: str | None, email: str | None) -> User:
        if not sys.stdin.isatty():
            raise CommandError(NO_KEYBOARD)
        person = User(is_staff=True, is_superuser=True)
        try:
            self._ask_for(person, "username", ASK_NAME, username)
            self._ask_for(person, "email", ASK_MAIL, email)
        except EOFError as error:
            self.stdout.write("")
            raise CommandError(NOBODY_MADE) from error
        person.set_password(password_for(person, self.stderr.write, NOBODY_MADE))
        person.save()
        return person

    def _ask_for(self, person: User, field: str, question: str, given: str | None) -> None:
        """Until it is good, `given` being the first answer."""
        for number in range(MOST_TRIES):
            answer = given if given is not None and number == 0 else input(question)
            try:
                return put(person, field, answer)
            except ValidationError as error:
                self.stderr.write("\n".join(error.messages))
        raise CommandError(GIVEN_UP)

    def _validate_username(
        self, username: str, verbose_field_name: str, database: str
    ) -> str | None:
        """What is wrong with it, in words; None where nothing is."""
        if username and (taken := namesakes(username)):
            return TAKEN.format(name=taken[0])
        # What the stubs leave out; a test would miss it.
        return super()._validate_username(username, verbose_field_name, database)  # type: ignore[misc,no-any-return]


def put(person: User, field: str, value: str) -> None:
    """The field as the model stores it (1 query for a name). ValidationError for what it refuses,
    and for somebody else's name in other capitals."""
    value = getattr(User, field).field.clean(value.strip(), person)
    if field == "username" and (taken := namesakes(value)):
        raise ValidationError(TAKEN.format(name=taken[0]))
    setattr(person, field, value)
