import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0005_takedowns"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("read_at", models.DateTimeField(null=True, verbose_name="xem lúc")),
                ("mailed_at", models.DateTimeField(null=True, verbose_name="gửi thư lúc")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="newsroom.auditentry",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "thông báo",
                "verbose_name_plural": "thông báo",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=["person", "entry"], name="notification_once")
                ],
                "indexes": [
                    models.Index(
                        models.F("person"),
                        models.F("id"),
                        condition=models.Q(read_at=None),
                        name="notification_unread",
                    )
                ],
            },
        ),
    ]
