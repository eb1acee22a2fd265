from django.apps import AppConfig


class ChiboSiteConfig(AppConfig):
    name = "chibo_site"
    verbose_name = "Trang thông tin"

    def ready(self) -> None:
        """Joins rooms that do not import one another: a changed model renews the cached pages that
        show it; the newsroom's checks learn where a link may lead and which domains are known, the
        list of links who it was, what is read most which articles readers may read, /media/ who of
        the staff may have a file that they may not, the backups how to ask who somebody is, and
        health what a newer database is."""
        from django.db.models.signals import post_save

        from accounts.reauthentication import reauthenticate
        from articles import most_read as articles_most_read
        from backups import pages as backup_pages
        from caching import tags
        from caching.backend import backend
        from chibo_site.schema_version import refuse_newer
        from health import database
        from integrity import links, receivers, trust
        from integrity.models import TrustedDomain
        from newsroom import pictures as newsroom_pictures
        from newsroom.attachments import access as newsroom_attachments
        from newsroom.checks import outgoing
        from newsroom.checks.links import pages_elsewhere
        from newsroom.models import AuditEntry
        from portal import pictures as portal_pictures
        from portal.models import Page
        from serving import media
        from serving.page_cache.invalidation import ALWAYS, Invalidation
        from visitors import most_read

        ALWAYS[TrustedDomain] = tags.EVERYTHING
        self.invalidation = Invalidation(backend)
        self.invalidation.listen()
        pages_elsewhere["portal:page"] = "slug", Page.existing_slugs
        media.staff_rules[:] = [newsroom_pictures.may_see_picture, portal_pictures.may_see_picture]
        most_read.describe[:] = [articles_most_read.block.html]
        media.staff_names[:] = [newsroom_attachments.file_name_for]
        backup_pages.reauthenticate[:] = [reauthenticate]
        database.refuse_newer[:] = [refuse_newer]
        outgoing.trusted_domains = trust.trusted_domains
        outgoing.known_domains = links.known_domains
        post_save.connect(receivers.after_audit_entry, sender=AuditEntry)
