"""`manage.py import_article FILE…`: Word files, saved pages and texts become articles."""

import contextlib
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.models import Article, Category
from importing.assembling import assemble
from importing.body_html import photos
from importing.document import Document
from importing.imported_page import ImportedPage, quote
from importing.models import ImportBatch, ImportedArticle
from importing.old_links import checked_base, note_old_addresses, old_addresses
from importing.repairing import repair
from importing.repeated_lines import RepeatedLines
from importing.sources.archive import FoundFile, files_in, is_many
from importing.sources.refusals import ImportRefused, NoArticle
from importing.storing import Origin, store_page
from importing.undoing import undo
from limits.full_disk import is_disk_full
from vietnamese.dates import format_stamp
from vietnamese.text import one_line


class Command(BaseCommand):
    help = (
        "Nhập bài từ tệp Word (.docx), trang web đã lưu (.html, .mht), văn bản (.txt, .md), từng"
        " tệp, cả thư mục hay tệp .zip; mỗi tệp một bài, lưu thành bản thảo."
        " Chạy lại không nhập hai lần."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files",
            nargs="*",
            metavar="TỆP",
            help="tệp .docx, .html, .mht, .txt, .md, .zip hoặc thư mục",
        )
        parser.add_argument("--category", metavar="SLUG", help="đường dẫn của chuyên mục")
        parser.add_argument(
            "--base",
            default="",
            metavar="ĐỊA_CHỈ",
            help="địa chỉ của trang cũ mà thư mục này là bản chép, để các liên kết cũ vẫn đến bài",
        )
        parser.add_argument("--publish", action="store_true", help="đăng ngay, không để bản thảo")
        parser.add_argument(
            "--dry-run", action="store_true", help="chỉ nói mỗi tệp sẽ thành bài gì, không lưu"
        )
        parser.add_argument(
            "--undo", type=int, metavar="LƯỢT", help="bỏ các bài của lượt nhập này mà chưa ai sửa"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import each file in its own transaction; CommandError (status 1) when any was refused."""
        if options["undo"] is not None:
            self._undo(options["undo"])
            return
        if not options["files"]:
            raise CommandError("Hãy cho biết tệp hoặc thư mục cần nhập.")
        category = _category(options["category"]) if options["category"] is not None else None
        try:
            base = checked_base(options["base"]) if options["base"] else ""
        except ValueError as error:
            raise CommandError(str(error)) from error
        run = _Run(self, category, options["publish"], options["dry_run"], base)
        for name in options["files"]:
            run.take(Path(name))
        run.finish()

    def _undo(self, number: int) -> None:
        batch = ImportBatch.objects.filter(pk=number).first()
        if batch is None:
            raise CommandError(f"Không có lượt nhập {number}, hoặc đã bỏ hết rồi.")
        undone = undo(batch)
        self.stdout.write(f"Đã bỏ {undone.deleted} bài của lượt nhập {number}.")
        for article in undone.stay:
            address = article.get_absolute_url()
            self.stdout.write(
                f"  Giữ lại vì đã có người sửa hoặc đăng: {quote(article.title)} {address}"
            )


class _Run:
    """One run over all files that were named."""

    def __init__(
        self,
        command: Command,
        category: Category | None,
        publish: bool,
        dry_run: bool,
        base: str,
    ) -> None:
        self._out, self._err = command.stdout, command.stderr
        self._base = base
        self._category, self._publish, self._dry_run = category, publish, dry_run
        self._batch: ImportBatch | None = None
        self._refusals: list[str] = []
        self._left_out: Counter[str] = Counter()
        self._passed_over: list[FoundFile] = []
        self._files = self._stored = 0
        self._repeated = RepeatedLines()

    def take(self, path: Path) -> None:
        """Import what the path stands for; what is refused is told at the end."""
        try:
            if is_many(path):
                self._repeated.learn(_pages(path))
            for found in files_in(path):
                if found.passed_over:
                    self._passed_over.append(found)
                    continue
                self._files += 1
                self._take_file(found, path)
        except ImportRefused as refusal:
            self._files += 1
            self._refusals.append(f"{_printable(str(path))}: {refusal}")

    def finish(self) -> None:
        """Say what became of all files. Raises CommandError when any was refused."""
        for kind, count in self._left_out.items():
            self._out.write(f"Bỏ qua {count} {kind}.")
        if number := sum(found.number for found in self._passed_over):
            self._out.write(f"Bỏ qua {number} tệp không phải bài:")
        for found in self._passed_over:
            self._out.write(f"  {_printable(found.name)}: {found.passed_over}")
        if self._batch and not self._stored:
            with contextlib.suppress(DatabaseError):  # a full disk, which was told already
                self._batch.delete()
        elif self._batch:
            self._out.write(
                f"Lượt nhập {self._batch.pk}: {self._stored} bài mới. Muốn bỏ các bài này:"
                f" {settings.MANAGE_COMMAND} import_article --undo {self._batch.pk}"
            )
        if self._files == 1 and self._refusals:
            raise CommandError(self._refusals[0])
        for sentence in self._refusals:
            self._err.write(sentence)
        if self._refusals:
            count = len(self._refusals)
            raise CommandError(f"Không nhập được {count} trong {self._files} tệp.")

    def _take_file(self, found: FoundFile, path: Path) -> None:
        name = _name_within(found, path)
        try:
            if self._dry_run:
                self._tell(found, self._read(found), name)
            else:
                self._store(found, name)
        except NoArticle as refusal:
            if is_many(path):
                self._left_out[refusal.kind] += 1
            else:
                self._refusals.append(f"{_printable(found.name)}: {refusal}")
        except ImportRefused as refusal:
            self._refusals.append(f"{_printable(found.name)}: {refusal}")

    def _read(self, found: FoundFile) -> ImportedPage:
        document = repair(found.read())
        self._repeated.leave_out(document)
        return assemble(document)

    def _store(self, found: FoundFile, name: str) -> None:
        page = self._read(found)
        digest = found.digest()
        try:
            if known := _known(digest):
                doubts = note_old_addresses(known, old_addresses(page, self._base, name))
                self._out.write(_printable(found.name))
                self._tell_known(known, doubts)
                return
            self._batch = self._batch or ImportBatch.objects.create()
            origin = Origin(self._batch, found.name, digest, self._base, name)
            stored = store_page(page, self._category, self._publish, origin)
        except DatabaseError as error:
            raise ImportRefused(_said_of(error)) from error
        self._out.write(_printable(found.name))
        if not stored.is_new:
            self._tell_known(stored.article, stored.doubts)
            return
        self._stored += 1
        state = stored.article.get_status_display()
        address = stored.article.get_absolute_url()
        self._out.write(f"  {state}: {quote(stored.article.title)} {address}")
        self._list("Đã quyết định", page.report.decisions + stored.decisions)
        self._list("Chưa chắc, xin xem lại", page.report.doubts + stored.doubts)

    def _tell_known(self, article: Article, doubts: list[str]) -> None:
        self._out.write(f"  Đã có: {quote(article.title)} {article.get_absolute_url()}")
        self._list("Chưa chắc, xin xem lại", doubts)

    def _tell(self, found: FoundFile, page: ImportedPage, name: str) -> None:
        """What the file would become."""
        self._out.write(_printable(found.name))
        self._out.write(f"  Sẽ thành: {quote(page.title, 200)}")
        names = ", ".join(byline.name for byline in page.bylines) or "không rõ"
        stamp = format_stamp(page.stamp) if page.stamp else "không rõ"
        blocks, pictures = len(page.blocks), len(photos(page.blocks))
        self._out.write(f"  Thời điểm: {stamp}. Tác giả: {names}. {blocks} khối, {pictures} ảnh.")
        self._list("Địa chỉ cũ sẽ dẫn đến bài này", old_addresses(page, self._base, name))
        self._list("Chưa chắc, xin xem lại", page.report.doubts)

    def _list(self, heading: str, sentences: list[str]) -> None:
        if sentences:
            self._out.write(f"  {heading}:")
        for sentence in sentences:
            self._out.write(f"    - {sentence}")


_NOT_TAKEN = "cơ sở dữ liệu không nhận bài; hãy chạy {manage} migrate rồi thử lại."
_FULL_DISK = (
    "ổ đĩa chứa cơ sở dữ liệu đã đầy, bài này chưa được nhập; hãy giải phóng chỗ trống rồi chạy"
    " lại, bài đã nhập rồi không bị nhập hai lần."
)


def _said_of(error: DatabaseError) -> str:
    return _FULL_DISK if is_disk_full(error) else _NOT_TAKEN.format(manage=settings.MANAGE_COMMAND)


def _known(digest: str) -> Article | None:
    """The article that this very file became in an earlier run (1 query)."""
    known = ImportedArticle.objects.filter(digest=digest).select_related("article").first()
    return known.article if known else None


def _name_within(found: FoundFile, path: Path) -> str:
    """The file's name in the folder or archive that was named; of one file, its name alone."""
    return found.name.removeprefix(str(path)).lstrip("/") or path.name


def _pages(path: Path) -> Iterator[Document]:
    """The documents that the path stands for, as far as they can be read."""
    for found in files_in(path):
        if found.passed_over:
            continue
        with contextlib.suppress(ImportRefused):
            yield repair(found.read())


def _category(slug: str) -> Category:
    try:
        known = {category.slug: category for category in Category.objects.all()}
    except DatabaseError as error:
        raise CommandError(f"Lỗi: {_said_of(error)}") from error
    if slug not in known:
        names = ", ".join(known) or "chưa có chuyên mục nào"
        raise CommandError(f"Không có chuyên mục {_printable(slug)}. Hiện có: {names}.")
    return known[slug]


def _printable(name: str) -> str:
    """A name for one line of a terminal: no control characters, no undecodable bytes."""
    return one_line(name.encode("utf-8", "backslashreplace").decode())
