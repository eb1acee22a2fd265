"""The address below /quan-tri/noi-dung-mau/."""

from django.contrib import admin
from django.urls import path

from demo.pages import sample_content

urlpatterns = [path("", admin.site.admin_view(sample_content), name="sample_content")]
