import django.db.models.deletion
from django.db import migrations, models

RENAMED = {"keptcount": "publicationcount", "sitelink": "internallink"}


def rename_content_types(apps, schema_editor):
    _rename(apps, schema_editor, RENAMED)


def rename_content_types_back(apps, schema_editor):
    _rename(apps, schema_editor, {new: old for old, new in RENAMED.items()})


def _rename(apps, schema_editor, names):
    """In place, so that nothing that refers to one loses it. Neither model has permissions."""
    database = schema_editor.connection.alias
    types = apps.get_model("contenttypes", "ContentType").objects.using(database)
    for old, new in names.items():
        if not types.filter(app_label="articles", model=new).exists():
            types.filter(app_label="articles", model=old).update(model=new)


class Migration(migrations.Migration):
    """The models of counts and links get names that say what they hold. Tables, indexes and
    triggers stay as they are, so nothing is done to the database but to its content types."""

    dependencies = [
        ("articles", "0010_newsroom_moves_out"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("KeptCount", "PublicationCount"),
                migrations.AlterModelTable("publicationcount", "articles_keptcount"),
                migrations.RenameModel("SiteLink", "InternalLink"),
                migrations.AlterModelTable("internallink", "articles_sitelink"),
                migrations.AlterField(
                    "internallink",
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="internal_links",
                        to="articles.article",
                        verbose_name="bài",
                    ),
                ),
            ]
        ),
        migrations.RunPython(rename_content_types, rename_content_types_back),
    ]
