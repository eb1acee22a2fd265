from django.urls import path

from portal import icons, views

app_name = "portal"

urlpatterns = [
    path("trang/<slug:slug>/", views.page, name="page"),
    path("favicon.ico", icons.favicon, name="favicon"),
    path("apple-touch-icon.png", icons.touch_icon, name="touch-icon"),
    path("site.webmanifest", icons.manifest, name="manifest"),
    *(
        path(f"icon-{side}.png", icons.icon, {"side": side}, name=f"icon-{side}")
        for side in icons.SIDES
    ),
]
