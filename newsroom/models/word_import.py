"""Word files that somebody sent to be brought in, until each is a draft, is refused, or is given up
by its person."""

import datetime
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article, Category
from jobs.models import Job
from newsroom.models.waiting_upload import WAITING_DAYS
from pictures.fields import StoredFile, StoredFileField
from vietnamese.text import one_line
from visitors.days import has_counted_for

FOLDER = "imports"
LONGEST_NAME = 500


class ImportFileField(StoredFileField):
    """Nobody can download it: /media/ answers for pictures and documents alone."""

    attr_class = StoredFile

    def generate_filename(self, instance: models.Model | None, filename: str) -> str:  # noqa: ARG002 (Django's)
        """`imports/<year>/<month>/<random>`: nothing of the sender's name."""
        folder = timezone.localdate().strftime("%Y/%m")
        return f"{self.upload_to}/{folder}/{secrets.token_hex(16)}"

    def needed_files(self, name: str, *, with_added: bool) -> list[str]:  # noqa: ARG002
        """None: what is lost is sent again, and no article lacks it."""
        return []


class WordImportQuerySet(models.QuerySet["WordImport"]):
    def abandoned(self) -> "WordImportQuerySet":
        """Those that nobody comes back to, by a clock that can tell (1 query)."""
        if not has_counted_for(WAITING_DAYS):
            return self.none()
        since = timezone.now() - datetime.timedelta(days=WAITING_DAYS)
        return self.filter(created_at__lt=since)

    def with_counts(self) -> "WordImportQuerySet":
        """Each with `number` of its files, and how many of them are `open`: to be read, or to be
        looked at."""
        is_open = models.Q(files__state__in=WordImportFile.OPEN)
        return self.annotate(
            number=models.Count("files"), open=models.Count("files", filter=is_open)
        )

    def sweep(self) -> None:
        """Rows and files go, one import at a time."""
        for each in self:
            each.delete()


class WordImport(models.Model):
    """What one person sent at once."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="người gửi", related_name="+"
    )
    # What has been read becomes a draft in it by itself; None: its person says of each.
    category = models.ForeignKey(
        Category, models.SET_NULL, verbose_name="chuyên mục", related_name="+", null=True
    )
    created_at = models.DateTimeField("gửi lúc", auto_now_add=True)
    size = models.PositiveBigIntegerField("byte", default=0)  # of the files that are still there

    objects = WordImportQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt nhập tệp Word"
        verbose_name_plural = "lượt nhập tệp Word"
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"lượt nhập tệp Word {self.pk}"

    def free_size(self) -> None:
        """Nothing is counted against its person once no file is left (1 query)."""
        left = WordImportFile.objects.filter(word_import=self.pk).exclude(file="")
        rows = WordImport.objects.filter(~models.Exists(left), pk=self.pk)
        rows.update(size=0)


class WordImportFile(models.Model):
    """A Word file, a .zip that is not opened yet, or one document of a .zip; these share the file
    of the .zip, which goes with the last of them."""

    class State(models.TextChoices):
        WAITING = "waiting", "chờ đọc"
        READ = "read", "đã đọc"
        DRAFTED = "drafted", "đã tạo bản thảo"
        KNOWN = "known", "bài đã có ở đây từ trước"
        REFUSED = "refused", "không nhận"

    word_import = models.ForeignKey(WordImport, models.CASCADE, related_name="files")
    file = ImportFileField("tệp", upload_to=FOLDER, blank=True)
    name = models.CharField("tên tệp", max_length=LONGEST_NAME)
    entry = models.TextField("tên trong tệp nén", blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.WAITING)
    job = models.ForeignKey(Job, models.SET_NULL, related_name="+", null=True)
    title = models.CharField("tựa", max_length=LONGEST_NAME, blank=True)
    doubts = models.JSONField("chỗ chưa chắc", default=list)
    refusal = models.TextField("lý do không nhận", blank=True)
    article = models.ForeignKey(Article, models.SET_NULL, related_name="+", null=True)

    OPEN = (State.WAITING, State.READ)

    class Meta:
        verbose_name = "tệp Word chờ nhập"
        verbose_name_plural = "tệp Word chờ nhập"
        default_permissions = ()
        ordering = ["pk"]
        indexes = [models.Index(fields=["file"], name="word_import_file")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)[-LONGEST_NAME:]
        super().save(*args, **kwargs)

    def is_archive(self) -> bool:
        """Whether it is a .zip that is not opened yet."""
        return not self.entry and self.name.lower().endswith(".zip")

    def is_given_up(self) -> bool:
        """Whether it failed so often that nobody tries it any more; asks its job."""
        is_set_aside = self.job is not None and self.job.state == Job.State.SET_ASIDE
        return self.state == self.State.WAITING and is_set_aside

    def is_unread(self) -> bool:
        """Whether it is still to be read."""
        return self.state == self.State.WAITING and not self.is_given_up()

    def note_read(self, title: str, doubts: list[str]) -> None:
        """It waits for its person, unless that was given up meanwhile (1 query)."""
        self._note(state=self.State.READ, title=title[:LONGEST_NAME], doubts=doubts)

    def close(self, state: State, **more: Any) -> bool:
        """Its file goes at the end of the transaction (4 queries). False, and nothing is done,
        where it was closed or given up meanwhile."""
        name = self.file.name
        if not self._note(state=state, file="", **more):
            return False
        self.file = name
        WordImportFile._meta.get_field("file").forget_files(self)
        self.file = ""
        self.word_import.free_size()
        return True

    def _note(self, **values: Any) -> bool:
        return bool(WordImportFile.objects.filter(pk=self.pk, state__in=self.OPEN).update(**values))
