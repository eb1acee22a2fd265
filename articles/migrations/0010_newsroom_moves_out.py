from django.db import migrations


class Migration(migrations.Migration):
    """What the editors keep beside the articles belongs to the app `newsroom` from here on, whose
    first migration takes it up; the tables stay as they are, so nothing is done to the database."""

    dependencies = [
        ("articles", "0009_proposed_photos"),
    ]

    operations = [
        # What refers to another of them goes first.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("LogLine"),
                migrations.DeleteModel("Presence"),
                migrations.DeleteModel("PreviewLink"),
                migrations.DeleteModel("PhotoUpload"),
                migrations.DeleteModel("Proposal"),
                migrations.DeleteModel("Revision"),
                migrations.DeleteModel("Draft"),
            ]
        )
    ]
