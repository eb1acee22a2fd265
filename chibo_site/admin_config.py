"""Read before any model may be: it names the admin's site, and imports nothing of it."""

from django.contrib.admin.apps import AdminConfig


class AdminSiteConfig(AdminConfig):
    """Django's admin with the newsroom's site in place of its own."""

    default_site = "chibo_site.admin_site.NewsroomSite"
