"""The counter's one public page."""

from django.urls import path

from visitors import views

app_name = "visitors"

urlpatterns = [
    path("cach-tinh-luot-truy-cap/", views.explanation, name="explanation"),
]
