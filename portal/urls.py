from django.urls import path

from portal import views

app_name = "portal"

urlpatterns = [
    path("trang/<slug:slug>/", views.page, name="page"),
]
