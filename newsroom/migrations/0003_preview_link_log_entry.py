"""A preview link knows the log's entry of its making: what came before and after it is known by the
order of the log, whatever the clock did."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0002_quotas")]

    operations = [
        migrations.AddField(
            "previewlink",
            "log_entry",
            models.ForeignKey(
                "newsroom.auditentry",
                django.db.models.deletion.DO_NOTHING,
                related_name="+",
                null=True,
                db_constraint=False,
            ),
        ),
    ]
