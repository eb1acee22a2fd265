import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import pictures.fields


class Migration(migrations.Migration):
    """Photos of static pages."""

    dependencies = [
        ("portal", "0003_share_pictures"),
    ]

    operations = [
        migrations.CreateModel(
            name="PagePhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    pictures.fields.PictureField(
                        blank=True,
                        help_text="Để trống thì chú thích vẫn giữ chỗ, chờ ảnh.",
                        upload_to="photos",
                        verbose_name="tệp ảnh",
                    ),
                ),
                (
                    "caption",
                    models.TextField(
                        blank=True, help_text="Có thể xuống dòng.", verbose_name="chú thích"
                    ),
                ),
                ("credit", models.CharField(blank=True, max_length=100, verbose_name="người chụp")),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="Tả điều thấy trong ảnh, cho người không nhìn được ảnh.",
                        max_length=250,
                        verbose_name="mô tả ảnh",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="số")),
                (
                    "focus_x",
                    models.PositiveSmallIntegerField(
                        default=50,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="điểm chính, ngang (%)",
                    ),
                ),
                (
                    "focus_y",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="Phần giữ lại khi danh sách cắt ảnh còn 3:2. Bấm vào ảnh, hoặc ghi số: 0 là mép trái, mép trên; 100 là mép phải, mép dưới.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="điểm chính, dọc (%)",
                    ),
                ),
                ("width", models.PositiveIntegerField(default=0, editable=False)),
                ("height", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="portal.page",
                        verbose_name="trang",
                    ),
                ),
            ],
            options={
                "verbose_name": "ảnh của trang tĩnh",
                "verbose_name_plural": "ảnh của trang tĩnh",
                "ordering": ["order", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("file", ""), _negated=True),
                        fields=["file"],
                        name="page_photo_file",
                        opclasses=["varchar_pattern_ops"],
                    )
                ],
            },
        ),
    ]
