import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import newsroom.models.word_import


class Migration(migrations.Migration):
    """Word files that were sent to become articles."""

    dependencies = [
        ("articles", "0019_share_pictures"),
        ("jobs", "0001_jobs"),
        ("newsroom", "0008_drafts_of_static_pages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WordImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="gửi lúc")),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="byte")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.category",
                        verbose_name="chuyên mục",
                    ),
                ),
            ],
            options={
                "verbose_name": "lượt nhập tệp Word",
                "verbose_name_plural": "lượt nhập tệp Word",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="WordImportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    newsroom.models.word_import.ImportFileField(
                        blank=True, upload_to="imports", verbose_name="tệp"
                    ),
                ),
                ("name", models.CharField(max_length=500, verbose_name="tên tệp")),
                ("entry", models.TextField(blank=True, verbose_name="tên trong tệp nén")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "chờ đọc"),
                            ("read", "đã đọc"),
                            ("drafted", "đã tạo bản thảo"),
                            ("known", "bài đã có ở đây từ trước"),
                            ("refused", "không nhận"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=500, verbose_name="tựa")),
                ("doubts", models.JSONField(default=list, verbose_name="chỗ chưa chắc")),
                ("refusal", models.TextField(blank=True, verbose_name="lý do không nhận")),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.job",
                    ),
                ),
                (
                    "word_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="newsroom.wordimport",
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp Word chờ nhập",
                "verbose_name_plural": "tệp Word chờ nhập",
                "ordering": ["pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["file"], name="word_import_file")],
            },
        ),
    ]
