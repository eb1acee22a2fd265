"""Addresses of the newsroom that stand before Django's own."""

from django.contrib import admin
from django.urls import path

from newsroom.pages.view_on_site import view_on_site

urlpatterns = [
    path(
        "r/<path:content_type_id>/<path:object_id>/",
        admin.site.admin_view(view_on_site),
        name="view_on_site",
    ),
]
