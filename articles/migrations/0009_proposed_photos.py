import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Pictures wait together with the edit that brings them; and the list of photos is narrowed by
    what they lack."""

    dependencies = [
        ("articles", "0008_preview_and_todo"),
    ]

    operations = [
        migrations.AddField(
            model_name="photoupload",
            name="proposal",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="uploads",
                to="articles.proposal",
                verbose_name="gửi kèm bản sửa",
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                models.F("id"),
                condition=models.Q(models.Q(("file", ""), _negated=True), ("caption", "")),
                name="photo_uncaptioned",
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                models.F("id"),
                condition=models.Q(models.Q(("file", ""), _negated=True), ("credit", "")),
                name="photo_uncredited",
            ),
        ),
    ]
