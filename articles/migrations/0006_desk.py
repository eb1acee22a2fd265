import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Who wrote an article, its way through the desk, its revisions, and the log.

    Old rows stay as they are: drafts, published and withdrawn ones, without an author.
    """

    dependencies = [
        ("articles", "0005_photo_focus_and_uploads"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LogLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="tựa lúc đó")),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("written", "Viết bài mới"),
                            ("edited", "Sửa bài"),
                            ("submitted", "Gửi duyệt"),
                            ("returned", "Trả lại"),
                            ("approved", "Duyệt"),
                            ("published", "Đăng"),
                            ("scheduled", "Hẹn giờ đăng"),
                            ("withdrawn", "Gỡ"),
                            ("trashed", "Bỏ vào thùng rác"),
                            ("restored", "Lấy lại từ thùng rác"),
                            ("deleted", "Xóa hẳn"),
                            ("rewound", "Lấy lại bản cũ"),
                            ("proposed", "Gửi bản sửa chờ duyệt"),
                            ("accepted", "Duyệt bản sửa"),
                            ("declined", "Trả lại bản sửa"),
                            ("forged", "Bị từ chối: tự đặt trạng thái"),
                        ],
                        max_length=10,
                        verbose_name="việc",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="lúc"
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng nhật ký",
                "verbose_name_plural": "nhật ký",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("snapshot", models.JSONField(verbose_name="nội dung")),
                ("based_on", models.PositiveIntegerField(verbose_name="viết từ bản số")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Chờ duyệt"),
                            ("accepted", "Đã duyệt"),
                            ("declined", "Đã trả lại"),
                            ("replaced", "Đã thay bằng bản sau"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="lý do trả lại")),
            ],
            options={
                "verbose_name": "bản sửa chờ duyệt",
                "verbose_name_plural": "bản sửa chờ duyệt",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="bản số")),
                ("snapshot", models.JSONField(verbose_name="nội dung")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="lý do")),
            ],
            options={
                "verbose_name": "bản đã lưu",
                "verbose_name_plural": "bản đã lưu",
                "ordering": ["-number"],
                "default_permissions": (),
            },
        ),
        migrations.AlterModelOptions(
            name="article",
            options={
                "permissions": [
                    ("publish_article", "Biên tập: sửa, duyệt, đăng, gỡ bài của mọi người")
                ],
                "verbose_name": "bài",
                "verbose_name_plural": "tin, bài",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="author",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người viết",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="correction",
            field=models.TextField(
                blank=True,
                help_text="Bạn đọc thấy dưới bài: chỗ nào đã sai, nay sửa thế nào.",
                verbose_name="đính chính",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="form_key",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="article",
            name="trashed_from",
            field=models.CharField(
                blank=True,
                choices=[
                    ("draft", "Bản thảo"),
                    ("waiting", "Chờ duyệt"),
                    ("approved", "Đã duyệt"),
                    ("published", "Đã đăng"),
                    ("withdrawn", "Đã gỡ"),
                    ("trashed", "Thùng rác"),
                ],
                editable=False,
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="article",
            name="published_from",
            field=models.DateTimeField(
                blank=True,
                help_text="Để trống thì bài mang giờ đăng; giờ đã qua thì bài đứng ở ngày ấy.",
                null=True,
                verbose_name="đăng từ",
            ),
        ),
        migrations.AlterField(
            model_name="article",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Bản thảo"),
                    ("waiting", "Chờ duyệt"),
                    ("approved", "Đã duyệt"),
                    ("published", "Đã đăng"),
                    ("withdrawn", "Đã gỡ"),
                    ("trashed", "Thùng rác"),
                ],
                default="draft",
                editable=False,
                max_length=10,
                verbose_name="trạng thái",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                models.F("updated_at"),
                models.F("id"),
                models.F("published_from"),
                models.F("published_until"),
                condition=models.Q(("status", "waiting")),
                name="article_updated_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                models.F("updated_at"),
                models.F("id"),
                models.F("published_from"),
                models.F("published_until"),
                condition=models.Q(("status", "approved")),
                name="article_updated_approved",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                models.F("updated_at"),
                models.F("id"),
                models.F("published_from"),
                models.F("published_until"),
                condition=models.Q(("status", "trashed")),
                name="article_updated_trashed",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                models.F("author"),
                models.F("updated_at"),
                models.F("id"),
                models.F("status"),
                name="article_updated_by_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "trashed"), ("trashed_from", ""), _connector="XOR"),
                name="article_trashed_from_somewhere",
            ),
        ),
        migrations.AddField(
            model_name="logline",
            name="article",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="log",
                to="articles.article",
                verbose_name="bài",
            ),
        ),
        migrations.AddField(
            model_name="logline",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người làm",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="proposals",
                to="articles.article",
                verbose_name="bài",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người sửa",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisions",
                to="articles.article",
                verbose_name="bài",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người lưu",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("article",),
                name="proposal_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("article", "number"), name="revision_numbered_once"
            ),
        ),
    ]
