from django.db import migrations


class Migration(migrations.Migration):
    """What the editors keep beside the articles belongs to the app `newsroom` from here on, whose
    first migration takes it up; the tables stay as they are, so nothing is done to the database."""

    dependencies = [
        ("articles", "0009_proposed_photos"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(
                    model_name="logline",
                    name="article",
                ),
                migrations.RemoveField(
                    model_name="logline",
                    name="by",
                ),
                migrations.RemoveField(
                    model_name="photoupload",
                    name="proposal",
                ),
                migrations.RemoveField(
                    model_name="presence",
                    name="article",
                ),
                migrations.RemoveField(
                    model_name="presence",
                    name="by",
                ),
                migrations.RemoveField(
                    model_name="previewlink",
                    name="article",
                ),
                migrations.RemoveField(
                    model_name="previewlink",
                    name="by",
                ),
                migrations.RemoveField(
                    model_name="proposal",
                    name="article",
                ),
                migrations.RemoveField(
                    model_name="proposal",
                    name="by",
                ),
                migrations.RemoveField(
                    model_name="revision",
                    name="article",
                ),
                migrations.RemoveField(
                    model_name="revision",
                    name="by",
                ),
                migrations.DeleteModel(
                    name="Draft",
                ),
                migrations.DeleteModel(
                    name="LogLine",
                ),
                migrations.DeleteModel(
                    name="PhotoUpload",
                ),
                migrations.DeleteModel(
                    name="Presence",
                ),
                migrations.DeleteModel(
                    name="PreviewLink",
                ),
                migrations.DeleteModel(
                    name="Proposal",
                ),
                migrations.DeleteModel(
                    name="Revision",
                ),
            ]
        )
    ]
