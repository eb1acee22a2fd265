from django.db import migrations
from django.db.models import Exists, OuterRef, Q

from articles import search

BATCH = 500


def index_names(apps, schema_editor):
    """From now on articles are found by the names of their documents and by those who took their
    photos; all others are indexed as they are to be."""
    article, photo, attachment = (
        apps.get_model("articles", name) for name in ("Article", "Photo", "Attachment")
    )
    has_document = Exists(attachment.objects.filter(article=OuterRef("pk")))
    has_credit = Exists(photo.objects.filter(article=OuterRef("pk")).exclude(credit=""))
    articles = article.objects.filter(Q(has_document) | Q(has_credit))
    pks = list(articles.order_by("-pk").values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        some = article.objects.filter(pk__in=pks[start : start + BATCH])
        search.index_many(some.prefetch_related(*search.PARTS))


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_byline_roles")]

    operations = [migrations.RunPython(index_names, migrations.RunPython.noop)]
