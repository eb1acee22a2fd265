from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Thông tin đơn vị và khung trang"

    def ready(self) -> None:
        """Whatever an editor changes around the pages renews the snapshot at once; what led to a
        page that has moved follows it."""
        from portal import identity_snapshot, models, moved_pages

        for model in (models.Banner, models.WebLink, models.MenuItem, models.Page):
            post_save.connect(identity_snapshot.rebuild_on_change, sender=model)
            post_delete.connect(identity_snapshot.rebuild_on_change, sender=model)
        post_save.connect(identity_snapshot.rebuild_on_change, sender=models.Identity)
        post_save.connect(moved_pages.follow, sender=models.FormerAddress)
