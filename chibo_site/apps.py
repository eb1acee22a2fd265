from django.apps import AppConfig


class ChiboSiteConfig(AppConfig):
    name = "chibo_site"
    verbose_name = "Trang thông tin"

    def ready(self) -> None:
        """Whatever an editor changes is made anew in the pages that show it; and the articles learn
        which of the portal's pages a link may lead to."""
        from caching.backend import backend
        from newsroom.checks.links import pages_elsewhere
        from portal.models import Page
        from serving.page_cache.invalidation import Invalidation

        self.invalidation = Invalidation(backend)
        self.invalidation.listen()
        pages_elsewhere["portal:page"] = "slug", Page.existing_slugs
