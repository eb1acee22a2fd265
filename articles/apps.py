from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Tin, bài"

    def ready(self) -> None:
        from articles import count_triggers, internal_links, topics
        from articles.models import Article, Attachment, Byline, Photo, Topic
        from articles.search import receivers as search

        post_migrate.connect(count_triggers.restore_after_migrate, sender=self)

        # All that follows from a saved or deleted article, in this order, in its transaction.
        # The counts of lists follow by triggers; kept pages by serving/page_cache.
        post_save.connect(search.after_save, sender=Article)
        post_save.connect(internal_links.after_save, sender=Article)
        post_delete.connect(search.after_delete, sender=Article)
        post_delete.connect(internal_links.after_delete, sender=Article)
        post_save.connect(topics.after_save, sender=Topic)
        post_delete.connect(topics.after_delete, sender=Topic)
        for part in (Photo, Byline, Attachment):
            post_save.connect(search.after_part, sender=part)
            post_delete.connect(search.after_part, sender=part)
