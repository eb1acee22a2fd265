import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from articles.internal_links import fill


def find_links(apps, schema_editor):
    """What links to what is derived from the articles alone."""
    published = apps.get_model("articles", "Article").objects.filter(status="published")
    fill(published, apps.get_model("articles", "SiteLink").objects)


class Migration(migrations.Migration):
    """Links by which somebody without an account reads a preview; what readers of a withdrawn
    article are told; and what the desk's first page asks for: indexes, and links inside the site.
    """

    dependencies = [
        ("articles", "0007_drafts_and_presence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "of_proposal",
                    models.BooleanField(default=False, verbose_name="cho xem bản sửa chờ duyệt"),
                ),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="tạo lúc"),
                ),
                ("expires_at", models.DateTimeField(verbose_name="hết hạn lúc")),
                ("opened_at", models.DateTimeField(null=True, verbose_name="mở lần cuối lúc")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="thu hồi lúc")),
            ],
            options={
                "verbose_name": "liên kết xem trước",
                "verbose_name_plural": "liên kết xem trước",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SiteLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=500, verbose_name="dẫn đến")),
                ("target", models.BigIntegerField(null=True)),
                ("good_until", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "liên kết trong trang",
                "verbose_name_plural": "liên kết trong trang",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="article",
            name="withdrawal_note",
            field=models.TextField(blank=True, editable=False, verbose_name="lời báo cho bạn đọc"),
        ),
        migrations.AddField(
            model_name="article",
            name="withdrawn_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="gỡ lúc"),
        ),
        migrations.AlterField(
            model_name="logline",
            name="deed",
            field=models.CharField(
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
                    ("told", "Sửa lời báo cho bạn đọc"),
                    ("linked", "Tạo liên kết xem trước"),
                    ("unlinked", "Thu hồi liên kết xem trước"),
                ],
                max_length=10,
                verbose_name="việc",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                models.F("author"),
                models.F("updated_at"),
                models.F("id"),
                condition=models.Q(("status", "draft")),
                name="article_drafts_by_author",
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                models.F("id"), condition=models.Q(("file", "")), name="photo_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                models.F("id"),
                condition=models.Q(models.Q(("file", ""), _negated=True), ("alt", "")),
                name="photo_undescribed",
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                models.F("at"),
                models.F("id"),
                condition=models.Q(("state", "open")),
                name="proposal_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawal_note", ""),
                    ("status", "withdrawn"),
                    ("trashed_from", "withdrawn"),
                    _connector="OR",
                ),
                name="article_note_tells_of_withdrawal",
            ),
        ),
        migrations.AddField(
            model_name="previewlink",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="preview_links",
                to="articles.article",
                verbose_name="bài",
            ),
        ),
        migrations.AddField(
            model_name="previewlink",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người tạo",
            ),
        ),
        migrations.AddField(
            model_name="sitelink",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="site_links",
                to="articles.article",
                verbose_name="bài",
            ),
        ),
        migrations.AddIndex(
            model_name="sitelink",
            index=models.Index(models.F("target"), name="site_link_target"),
        ),
        migrations.AddIndex(
            model_name="sitelink",
            index=models.Index(
                models.F("good_until"),
                models.F("id"),
                models.F("article"),
                condition=models.Q(("good_until__isnull", False)),
                name="site_link_ending",
            ),
        ),
        migrations.RunPython(find_links, migrations.RunPython.noop),
    ]
