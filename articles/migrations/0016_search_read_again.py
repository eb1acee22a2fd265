from django.db import migrations

from articles import search

BATCH = 500


def write_anew(apps, schema_editor):
    """The index has another form than before: parts of joined words, neighbouring pairs, the words
    that stand in any article."""
    articles = apps.get_model("articles", "Article").objects.prefetch_related(*search.PARTS)
    pks = list(articles.order_by("-pk").values_list("pk", flat=True))
    with search.recreated():
        for start in range(0, len(pks), BATCH):
            search.fill(articles.filter(pk__in=pks[start : start + BATCH]))


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_old_addresses")]

    operations = [migrations.RunPython(write_anew, migrations.RunPython.noop)]
