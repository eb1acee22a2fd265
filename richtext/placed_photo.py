"""A photo that stands in a text, as a row of whatever the text belongs to."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models

from limits import lengths
from limits.texts import BoundedTextField
from pictures.fields import PictureField
from richtext.body_parts import numbers_placed
from vietnamese.text import normalise, one_line

CENTRE = 50
PICTURED = ~models.Q(file="")


class PlacedPhoto(models.Model):
    """Its `order` is the n of the [ảnh n] that makes room for it."""

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
        abstract = True
        verbose_name = "ảnh"
        verbose_name_plural = "ảnh"
        ordering = ["order", "pk"]

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
        return focus_classes(self.focus_x, self.focus_y)

    def uses(self) -> list[str]:
        """How the text that it belongs to shows it, in words for the newsroom."""
        raise NotImplementedError

    def place_in(self, body: str, called: str) -> list[str]:
        """How that body shows it, in words for the newsroom, where it is `called` "bài"."""
        if self.order in numbers_placed(body):
            return [f"hiện ở [ảnh {self.order}] trong {called}"]
        where = f"hiện ở đầu hoặc cuối {called}"
        return [f"{called} không ghi [ảnh {self.order}]: {where}"] if self.file else []


def focus_classes(x: int, y: int) -> str:
    """The classes that keep the focus in sight where a picture is cropped, to the nearest tenth:
    "picture--x30 picture--y20"; nothing for the centre. In per cent."""
    tenths = {"x": round(x, -1), "y": round(y, -1)}
    return " ".join(f"picture--{axis}{at}" for axis, at in tenths.items() if at != CENTRE)
