from django.apps import AppConfig


class ChiboSiteConfig(AppConfig):
    name = "chibo_site"
    verbose_name = "Trang thông tin"

    def ready(self) -> None:
        """Joins rooms that do not import one another: a changed model renews the cached pages that
        show it; the newsroom's checks learn which of the portal's pages a link may lead to and which
        domains are known; the list of links learns from the newsroom's log who it was; and /media/
        who of the staff may see a picture that readers may not."""
        from django.db.models.signals import post_save

        ALWAYS[TrustedDomain] = tags.EVERYTHING
        self.invalidation = Invalidation(backend)
        self.invalidation.listen()
        pages_elsewhere["portal:page"] = "slug", Page.existing_slugs
        media.staff_rules[:] = [
            newsroom_pictures.may_see_picture,
            portal_pictures.may_see_picture,
        ]
        outgoing.trusted_domains = trust.trusted_domains
        outgoing.known_domains = links.known_domains
        post_save.connect(receivers.after_audit_entry, sender=AuditEntry)
