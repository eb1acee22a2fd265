"""A photo of an article."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models

from articles.body_parts import numbers_placed
from limits import lengths
from limits.texts import BoundedTextField
from pictures.fields import PictureField
from vietnamese.text import normalise, one_line

CENTRE = 50
PICTURED = ~models.Q(file="")
UNDESCRIBED = PICTURED & models.Q(alt="")
UNCAPTIONED = PICTURED & models.Q(caption="")
UNCREDITED = PICTURED & models.Q(credit="")


class Photo(models.Model):
    article = models.ForeignKey(
        "Article", models.CASCADE, verbose_name="bài", related_name="photos"
    )
    file = PictureField(
        "tệp ảnh",
        upload_to="photos",
        blank=True,
        help_text="Để trống thì chú thích vẫn giữ chỗ, chờ ảnh.",
    )
    caption = BoundedTextField(
        "chú thích", most=lengths.CAPTION, blank=True, help_text="Có thể xuống dòng."
    )
    credit = models.CharField("người chụp", max_length=100, blank=True)
    alt = models.CharField(
        "mô tả ảnh",
        max_length=250,
        blank=True,
        help_text="Tả điều thấy trong ảnh, cho người không nhìn được ảnh.",
    )
    order = models.PositiveSmallIntegerField("số", default=1)
    focus_x = models.PositiveSmallIntegerField(
        "điểm chính, ngang (%)", default=CENTRE, validators=[MaxValueValidator(100)]
    )
    focus_y = models.PositiveSmallIntegerField(
        "điểm chính, dọc (%)",
        default=CENTRE,
        validators=[MaxValueValidator(100)],
        help_text="Phần giữ lại khi danh sách cắt ảnh còn 3:2. Bấm vào ảnh, hoặc ghi số:"
        " 0 là mép trái, mép trên; 100 là mép phải, mép dưới.",
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    # Of a picture stored with fewer widths than today's: see articles/photo_sizes.py.
    # Null: a column without a default costs no rewriting of a large table.
    sized_file = models.CharField(max_length=100, null=True, editable=False)

    class Meta:
        verbose_name = "ảnh"
        verbose_name_plural = "ảnh"
        ordering = ["order", "pk"]
        indexes = [
            # Whose a stored file is, by the beginning of its name (the class is PostgreSQL's).
            models.Index(
                fields=["file"],
                name="photo_file",
                opclasses=["varchar_pattern_ops"],
                condition=PICTURED,
            ),
            # What the desk's first page and the filters of the list of photos ask for.
            models.Index("id", name="photo_waiting", condition=models.Q(file="")),
            models.Index("id", name="photo_undescribed", condition=UNDESCRIBED),
            models.Index("id", name="photo_uncaptioned", condition=UNCAPTIONED),
            models.Index("id", name="photo_uncredited", condition=UNCREDITED),
        ]

    def __str__(self) -> str:
        return f"[ảnh {self.order}] {one_line(self.caption)}".rstrip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.tidy()
        super().save(*args, **kwargs)

    def tidy(self) -> None:
        """Normal text, as it is stored and as a preview shows it."""
        lines = (one_line(line) for line in normalise(self.caption).splitlines())
        self.caption = "\n".join(line for line in lines if line)
        self.credit, self.alt = one_line(self.credit), one_line(self.alt)

    @property
    def focus(self) -> str:
        """The classes that keep the focus in sight where the picture is cropped, to the nearest
        tenth: "picture--x30 picture--y20"; nothing for the centre."""
        tenths = {"x": round(self.focus_x, -1), "y": round(self.focus_y, -1)}
        return " ".join(f"picture--{axis}{at}" for axis, at in tenths.items() if at != CENTRE)

    def uses(self) -> list[str]:
        """How its article shows it, in words for the newsroom."""
        found = ["ảnh đại diện"] if self.article.cover_id == self.pk else []
        if self.order in numbers_placed(self.article.body):
            found.append(f"hiện ở [ảnh {self.order}] trong bài")
        elif self.file:
            found.append(f"bài không ghi [ảnh {self.order}]: hiện ở đầu hoặc cuối bài")
        return found
