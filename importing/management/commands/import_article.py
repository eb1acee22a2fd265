"""`manage.py import_article FILE…`: saved pages become articles."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.models import Category
from importing.imported_page import quote
from importing.saved_page import parse_file
from importing.sources.refusals import ImportRefused
from importing.storing import store_page
from limits.full_disk import is_disk_full
from vietnamese.text import one_line


class Command(BaseCommand):
    help = (
        "Nhập bài từ tệp Word (.docx) và trang web đã lưu (.html, .txt); mỗi tệp một bài, lưu thành"
        " bản thảo."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="TỆP", help="tệp .docx, .html hoặc .txt")
        parser.add_argument("--category", metavar="SLUG", help="đường dẫn của chuyên mục")
        parser.add_argument("--publish", action="store_true", help="đăng ngay, không để bản thảo")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import each file in its own transaction; CommandError (status 1) when any was refused."""
        category = _category(options["category"]) if options["category"] is not None else None
        files = options["files"]
        refusals = []
        for name in files:
            try:
                self._import(Path(name), category, options["publish"])
            except ImportRefused as refusal:
                refusals.append(f"{_printable(name)}: {refusal}")
        if len(files) == 1 and refusals:
            raise CommandError(refusals[0])
        for sentence in refusals:
            self.stderr.write(sentence)
        if refusals:
            raise CommandError(f"Không nhập được {len(refusals)} trong {len(files)} tệp.")

    def _import(self, path: Path, category: Category | None, publish: bool) -> None:
        page = parse_file(path)
        try:
            stored = store_page(page, category, publish)
        except DatabaseError as error:
            raise ImportRefused(_said_of(error)) from error
        self.stdout.write(_printable(str(path)))
        address = stored.article.get_absolute_url()
        if not stored.is_new:
            self.stdout.write(f"  Đã có: {quote(stored.article.title)} {address}")
            return
        state = stored.article.get_status_display()
        self.stdout.write(f"  {state}: {quote(stored.article.title)} {address}")
        self._list("Đã quyết định", page.report.decisions + stored.decisions)
        self._list("Chưa chắc, xin xem lại", page.report.doubts + stored.doubts)

    def _list(self, heading: str, sentences: list[str]) -> None:
        if sentences:
            self.stdout.write(f"  {heading}:")
        for sentence in sentences:
            self.stdout.write(f"    - {sentence}")


_NOT_TAKEN = "cơ sở dữ liệu không nhận bài; hãy chạy {manage} migrate rồi thử lại."
_FULL_DISK = (
    "ổ đĩa chứa cơ sở dữ liệu đã đầy, bài này chưa được nhập; hãy giải phóng chỗ trống rồi chạy"
    " lại, bài đã nhập rồi không bị nhập hai lần."
)


def _said_of(error: DatabaseError) -> str:
    return _FULL_DISK if is_disk_full(error) else _NOT_TAKEN.format(manage=settings.MANAGE_COMMAND)


def _category(slug: str) -> Category:
    try:
        known = {category.slug: category for category in Category.objects.all()}
    except DatabaseError as error:
        raise CommandError(f"Lỗi: {_NOT_TAKEN}") from error
    if slug not in known:
        names = ", ".join(known) or "chưa có chuyên mục nào"
        raise CommandError(f"Không có chuyên mục {_printable(slug)}. Hiện có: {names}.")
    return known[slug]


def _printable(name: str) -> str:
    """A name for one line of a terminal: no control characters, no undecodable bytes."""
    return one_line(name.encode("utf-8", "backslashreplace").decode())
