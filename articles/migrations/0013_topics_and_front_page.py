import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Topics, related articles, and what editors put at the top of the home page. The new column of
    articles has no default, so that no large table is written anew."""

    dependencies = [
        ("articles", "0012_photo_file_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="is_connected",
            field=models.BooleanField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=200, unique=True, verbose_name="tên chuyên đề"),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True, max_length=100, unique=True, verbose_name="đường dẫn"
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Một đoạn ngắn dưới tên chuyên đề, nói chuyên đề này về việc gì.",
                        verbose_name="lời dẫn",
                    ),
                ),
            ],
            options={
                "verbose_name": "chuyên đề",
                "verbose_name_plural": "chuyên đề",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="FormerTopic",
            fields=[
                ("slug", models.SlugField(max_length=100, primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "chuyên đề đã xóa",
                "verbose_name_plural": "chuyên đề đã xóa",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TopicArticle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topic_entries",
                        to="articles.article",
                        verbose_name="bài",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="articles.topic",
                        verbose_name="chuyên đề",
                    ),
                ),
            ],
            options={
                "verbose_name": "bài trong chuyên đề",
                "verbose_name_plural": "bài trong chuyên đề",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "topic"), name="topic_has_article_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="topic",
            name="articles",
            field=models.ManyToManyField(
                related_name="topics", through="articles.TopicArticle", to="articles.article"
            ),
        ),
        migrations.CreateModel(
            name="RelatedArticle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related_entries",
                        to="articles.article",
                        verbose_name="bài",
                    ),
                ),
                (
                    "related",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related_by",
                        to="articles.article",
                        verbose_name="bài liên quan",
                    ),
                ),
            ],
            options={
                "verbose_name": "bài liên quan",
                "verbose_name_plural": "bài liên quan",
                "ordering": ["order", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "related"), name="related_article_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", models.F("related")), _negated=True),
                        name="related_article_is_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrontStory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(unique=True, verbose_name="chỗ")),
                (
                    "until",
                    models.DateField(blank=True, null=True, verbose_name="đến hết ngày"),
                ),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="front_story",
                        to="articles.article",
                        verbose_name="bài",
                    ),
                ),
            ],
            options={
                "verbose_name": "bài ghim ở trang chủ",
                "verbose_name_plural": "bài ghim ở trang chủ",
                "ordering": ["place"],
                "default_permissions": (),
            },
        ),
    ]
