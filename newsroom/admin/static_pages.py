"""The static pages' admin, with what every public page has here when it is deleted."""

from django.contrib import admin

from newsroom.takedowns.recoverable_deletion import RecoverableDeletion
from portal.admin import PageAdmin
from portal.models import Page

admin.site.unregister(Page)


@admin.register(Page)
class StaticPageAdmin(RecoverableDeletion, PageAdmin):
    pass
