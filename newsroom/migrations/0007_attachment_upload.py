import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import attachments.fields


class Migration(migrations.Migration):
    """Documents that were sent ahead of their forms."""

    dependencies = [
        ("newsroom", "0006_notifications"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AttachmentUpload",
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
                ("name", models.CharField(blank=True, editable=False, max_length=150)),
                ("size", models.PositiveBigIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người tải lên",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="attachment_uploads",
                        to="newsroom.proposal",
                        verbose_name="gửi kèm bản sửa",
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp đính kèm chờ lưu",
                "verbose_name_plural": "tệp đính kèm chờ lưu",
                "default_permissions": (),
                "indexes": [models.Index(fields=["file"], name="attachment_upload_file")],
            },
        ),
    ]
