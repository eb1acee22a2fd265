from django.apps import AppConfig


class ChiboSiteConfig(AppConfig):
    name = "chibo_site"
    verbose_name = "Trang thông tin"

    def ready(self) -> None:
        """Whatever an editor changes is made anew in the pages that show it."""
        from chibo_site.page_cache.changes import Changes
        from freshness import opening

        self.changes = Changes(opening.generations)
        self.changes.listen()
