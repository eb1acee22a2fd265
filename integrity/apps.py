from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class IntegrityConfig(AppConfig):
    name = "integrity"
    verbose_name = "An toàn nội dung"

    def ready(self) -> None:
        from django.contrib.admin.models import LogEntry

        from integrity import receivers, trust
        from integrity.watched import WATCHED
        from richtext import outgoing_links

        outgoing_links.trusted_domains = trust.trusted_domains
        for model in WATCHED:
            post_save.connect(receivers.after_save, sender=model)
            post_delete.connect(receivers.after_delete, sender=model)
        post_save.connect(receivers.after_log_entry, sender=LogEntry)
