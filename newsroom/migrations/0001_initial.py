import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import pictures.fields

# Old names in `articles`, and today's.
MOVED = {
    "logline": "auditentry",
    "draft": "draft",
    "photoupload": "photoupload",
    "presence": "editingsession",
    "previewlink": "previewlink",
    "proposal": "proposal",
    "revision": "revision",
}


def move_content_types(apps, schema_editor):
    _rename(
        apps, schema_editor, {("articles", old): ("newsroom", new) for old, new in MOVED.items()}
    )


def move_content_types_back(apps, schema_editor):
    _rename(
        apps, schema_editor, {("newsroom", new): ("articles", old) for old, new in MOVED.items()}
    )


def _rename(apps, schema_editor, names):
    """In place, so that whoever held a permission still holds it, and Django's log of the admin
    still knows what it speaks of."""
    database = schema_editor.connection.alias
    types = apps.get_model("contenttypes", "ContentType").objects.using(database)
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    for (old_app, old), (app, new) in names.items():
        moved = types.filter(app_label=old_app, model=old).first()
        if moved is None or types.filter(app_label=app, model=new).exists():
            continue
        moved.app_label, moved.model = app, new
        moved.save()
        for permission in permissions.filter(content_type=moved, codename__endswith=f"_{old}"):
            permission.codename = permission.codename.removesuffix(old) + new
            permission.save()


class StateOnly(migrations.SeparateDatabaseAndState):
    """Lets go of the rendered models first: for each of these seven Django would render again all
    that have to do with people or articles."""

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)


class Migration(migrations.Migration):
    """What the editors keep beside the articles, taken over from the app `articles` with its tables,
    constraints and permissions. Its tables were made by the migrations there."""

    initial = True

    dependencies = [
        ("articles", "0010_newsroom_moves_out"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        StateOnly(
            state_operations=[
                migrations.CreateModel(
                    name="AuditEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="tựa lúc đó")),
                        (
                            "action",
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
                                    ("told", "Sửa lời báo cho bạn đọc"),
                                    ("linked", "Tạo liên kết xem trước"),
                                    ("unlinked", "Thu hồi liên kết xem trước"),
                                ],
                                db_column="deed",
                                max_length=10,
                                verbose_name="việc",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                        (
                            "at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="lúc",
                            ),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="audit_log",
                                to="articles.article",
                                verbose_name="bài",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người làm",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "dòng nhật ký",
                        "verbose_name_plural": "nhật ký",
                        "db_table": "articles_logline",
                        "ordering": ["-pk"],
                        "default_permissions": ("view",),
                    },
                ),
                migrations.CreateModel(
                    name="PreviewLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "of_proposal",
                            models.BooleanField(
                                default=False, verbose_name="cho xem bản sửa chờ duyệt"
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        (
                            "at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="tạo lúc"
                            ),
                        ),
                        ("expires_at", models.DateTimeField(verbose_name="hết hạn lúc")),
                        (
                            "opened_at",
                            models.DateTimeField(null=True, verbose_name="mở lần cuối lúc"),
                        ),
                        ("revoked_at", models.DateTimeField(null=True, verbose_name="thu hồi lúc")),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="preview_links",
                                to="articles.article",
                                verbose_name="bài",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người tạo",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "liên kết xem trước",
                        "verbose_name_plural": "liên kết xem trước",
                        "db_table": "articles_previewlink",
                        "ordering": ["-pk"],
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("snapshot", models.JSONField(verbose_name="nội dung")),
                        ("based_on", models.PositiveIntegerField(verbose_name="viết từ bản số")),
                        (
                            "at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="lúc"
                            ),
                        ),
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
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="proposals",
                                to="articles.article",
                                verbose_name="bài",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người sửa",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bản sửa chờ duyệt",
                        "verbose_name_plural": "bản sửa chờ duyệt",
                        "db_table": "articles_proposal",
                        "ordering": ["-pk"],
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="PhotoUpload",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "file",
                            pictures.fields.PictureField(
                                upload_to="photos", verbose_name="tệp ảnh"
                            ),
                        ),
                        ("width", models.PositiveIntegerField(default=0, editable=False)),
                        ("height", models.PositiveIntegerField(default=0, editable=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "proposal",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="uploads",
                                to="newsroom.proposal",
                                verbose_name="gửi kèm bản sửa",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ảnh chờ lưu",
                        "verbose_name_plural": "ảnh chờ lưu",
                        "db_table": "articles_photoupload",
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="Revision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="bản số")),
                        ("snapshot", models.JSONField(verbose_name="nội dung")),
                        (
                            "at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="lúc"
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=200, verbose_name="lý do")),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="revisions",
                                to="articles.article",
                                verbose_name="bài",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người lưu",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bản đã lưu",
                        "verbose_name_plural": "bản đã lưu",
                        "db_table": "articles_revision",
                        "ordering": ["-number"],
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("key", models.UUIDField(verbose_name="của lần mở")),
                        ("number", models.PositiveBigIntegerField(verbose_name="lần gửi")),
                        ("fields", models.JSONField(default=list, verbose_name="các ô")),
                        ("taken", models.JSONField(default=dict, verbose_name="viết tiếp từ")),
                        (
                            "at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="lúc"
                            ),
                        ),
                        (
                            "is_closed",
                            models.BooleanField(default=False, verbose_name="đã lưu hoặc bỏ"),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="articles.article",
                                verbose_name="bài",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người viết",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bản chưa lưu",
                        "verbose_name_plural": "bản chưa lưu",
                        "db_table": "articles_draft",
                        "default_permissions": (),
                        "indexes": [models.Index(models.F("at"), name="draft_at")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("by", "key"), name="draft_of_one_opening"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EditingSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("key", models.UUIDField()),
                        ("seen_at", models.DateTimeField()),
                        ("typed_at", models.DateTimeField(null=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="articles.article",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "người đang mở bài",
                        "verbose_name_plural": "người đang mở bài",
                        "db_table": "articles_presence",
                        "default_permissions": (),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("by", "key"), name="presence_of_one_form"
                            )
                        ],
                    },
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
        ),
        migrations.RunPython(move_content_types, move_content_types_back),
    ]
