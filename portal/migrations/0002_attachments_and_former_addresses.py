import django.db.models.deletion
from django.db import migrations, models

import attachments.fields


class Migration(migrations.Migration):
    """Documents of static pages, and the addresses that pages had before."""

    dependencies = [("portal", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="page",
            name="slug",
            field=models.SlugField(
                blank=True,
                help_text=(
                    "Để trống thì đặt theo tựa. Đổi đường dẫn thì địa chỉ cũ tự dẫn sang địa chỉ"
                    " mới."
                ),
                max_length=100,
                unique=True,
                verbose_name="đường dẫn",
            ),
        ),
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(max_length=100, unique=True, verbose_name="đường dẫn cũ"),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_addresses",
                        to="portal.page",
                        verbose_name="trang",
                    ),
                ),
            ],
            options={
                "verbose_name": "địa chỉ cũ",
                "verbose_name_plural": "địa chỉ cũ",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PageAttachment",
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
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="portal.page",
                        verbose_name="trang",
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
            model_name="pageattachment",
            constraint=models.UniqueConstraint(fields=("file",), name="page_attachment_file_once"),
        ),
    ]
