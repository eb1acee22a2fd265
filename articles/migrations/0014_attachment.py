import django.db.models.deletion
from django.db import migrations, models

import attachments.fields


class Migration(migrations.Migration):
    """Documents that readers of an article may take home."""

    dependencies = [("articles", "0013_topics_and_front_page")]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    attachments.fields.AttachmentField(upload_to="attachments", verbose_name="tệp"),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Bạn đọc thấy tên này. Để trống thì lấy tên của tệp.",
                        max_length=150,
                        verbose_name="tên tệp",
                    ),
                ),
                (
                    "size",
                    models.PositiveBigIntegerField(default=0, editable=False, verbose_name="byte"),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="articles.article",
                        verbose_name="bài",
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp đính kèm",
                "verbose_name_plural": "tệp đính kèm",
                "ordering": ["order", "pk"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(fields=("file",), name="attachment_file_once"),
        ),
    ]
