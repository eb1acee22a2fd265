"""What a preview link opens, for whoever holds it."""

from django.urls import path

from newsroom.pages import public_preview

app_name = "newsroom"

urlpatterns = [
    path("xem-truoc/<str:token>/", public_preview.article, name="preview"),
    path("xem-truoc/<str:token>/in/", public_preview.print_view, name="preview-print"),
    path("xem-truoc/<str:token>/anh/<path:name>", public_preview.picture, name="preview-picture"),
]
