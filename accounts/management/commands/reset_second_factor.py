"""`manage.py reset_second_factor`: for whoever has lost the phone and the codes on paper, where no
colleague can help in the admin."""

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import second_factor, sessions
from accounts.user_names import find_name


class Command(BaseCommand):
    help = "Bỏ xác thực hai lớp của một người đã mất điện thoại và mã dự phòng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", metavar="TÊN-ĐĂNG-NHẬP")

    def handle(self, *args: object, username: str, **options: object) -> None:
        """CommandError for a name that nobody has. The person's sessions end."""
        person = User.objects.filter(username=find_name(username)).first()
        if person is None:
            raise CommandError(f"Không có ai mang tên đăng nhập “{username}”.")
        username = person.username
        if not second_factor.remove(person):
            self.stdout.write(f"{username} chưa cài đặt xác thực hai lớp; không có gì thay đổi.")
            return
        sessions.end_all([person.pk])
        asked = (
            "sẽ được yêu cầu cài đặt lại" if second_factor.who_demands(person) else "cài lại được"
        )
        self.stdout.write(
            f"Đã bỏ xác thực hai lớp của {username} và kết thúc mọi phiên đăng nhập. Lần tới,"
            f" {username} vào bằng mật khẩu và {asked}."
        )
