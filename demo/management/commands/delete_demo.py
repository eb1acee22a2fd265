"""Deletes the demo content, and nothing that a person wrote."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from demo import loading


class Command(BaseCommand):
    help = "Xóa nội dung mẫu; bài nào đã được sửa thì giữ lại."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--noinput", action="store_true", help="Không hỏi lại.")

    def handle(self, *args: Any, **options: Any) -> None:
        question = "Xóa nội dung mẫu? Bài đã sửa và bài do người viết đều được giữ. [c/K] "
        if not options["noinput"] and not is_yes(question):
            self.stdout.write("Không xóa gì.")
            return
        deleted, remaining = loading.unload()
        self.stdout.write(f"Đã xóa {deleted} mục mẫu.")
        if remaining:
            self.stdout.write("Giữ lại vì đã được sửa hoặc đang dùng:")
            for item in remaining:
                self.stdout.write(f"  - {item._meta.verbose_name}: {item}")


def is_yes(question: str) -> bool:
    """The answer typed; no where nobody is there to answer."""
    try:
        return input(question).strip().lower() in {"c", "có", "y"}
    except EOFError:
        return False
