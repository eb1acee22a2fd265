"""A document as a row of whatever it is attached to."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models

from attachments.fields import AttachmentField
from attachments.names import LONGEST_NAME, file_name, size_text
from vietnamese.text import one_line


class Described:
    """What is to be said of a row with a `file`, its `name` and its `size`."""

    file: Any
    name: Any
    size: Any

    @property
    def kind(self) -> str:
        return str(self.file.name).rpartition(".")[2]

    @property
    def size_text(self) -> str:
        return size_text(self.size)

    @property
    def file_name(self) -> str:
        """Under which a browser stores it."""
        return file_name(self.name, self.kind)


class AttachedFile(Described, models.Model):
    """Its file never changes: another file is another row."""

    file = AttachmentField("tệp", upload_to="attachments")
    # After the file, which fills it in.
    name = models.CharField(
        "tên tệp",
        max_length=LONGEST_NAME,
        blank=True,
        help_text="Bạn đọc thấy tên này. Để trống thì lấy tên của tệp.",
    )
    size = models.PositiveBigIntegerField("byte", default=0, editable=False)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    # A number and no key: photos that are proposed, or not saved yet, have one as well.
    poster = models.PositiveSmallIntegerField(
        "ảnh đứng thay phim",
        default=0,
        blank=True,
        validators=[MaxValueValidator(999)],
        help_text="Chỉ cho phim: số của một ảnh ở trên, kể cả ảnh vừa thả vào. Bạn đọc thấy ảnh ấy"
        " ở chỗ của phim trước khi bấm xem; ảnh không có chỗ trong bài thì chỉ hiện ở đó. Ghi 0 thì"
        " trang tự chọn.",
    )

    class Meta:
        abstract = True
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        """ "Biểu mẫu đăng ký (docx, 84 KB)", as readers see it."""
        return f"{self.name} ({self.kind}, {self.size_text})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.tidy()
        super().save(*args, **kwargs)

    def tidy(self) -> None:
        """Normal text, as it is stored and as a preview shows it."""
        self.name = one_line(self.name)
