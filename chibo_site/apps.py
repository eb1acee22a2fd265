from django.apps import AppConfig


class ChiboSiteConfig(AppConfig):
    name = "chibo_site"
    verbose_name = "Trang thông tin"

    def ready(self) -> None:
        """Joins rooms that do not import one another: a changed model renews the cached pages that
        show it, and the newsroom's checks learn which of the portal's pages a link may lead to."""
        from caching.backend import backend
        from newsroom.checks.links import pages_elsewhere
        from portal.models import Page
        from serving.page_cache.invalidation import Invalidation

        self.invalidation = Invalidation(backend)
        self.invalidation.listen()
        pages_elsewhere["portal:page"] = "slug", Page.existing_slugs
