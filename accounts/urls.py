"""The addresses below /quan-tri/tai-khoan/: one's own account, and the way in."""

from django.contrib import admin
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from accounts import entrance, views

inside = admin.site.admin_view

urlpatterns = [
    path("", inside(require_safe(views.account)), name="account"),
    path("phien/", inside(require_POST(views.end_sessions)), name="account-end-sessions"),
    path("hai-lop/", entrance.after_the_password(views.second_factor), name="second-factor"),
    path(
        "hai-lop/ma-du-phong/",
        inside(require_POST(views.renew_one_time_codes)),
        name="second-factor-codes",
    ),
    path("hai-lop/tat/", inside(views.turn_off), name="second-factor-off"),
    path("ma-xac-thuc/", entrance.after_the_password(entrance.verify), name="verify"),
    path("phien-nay/", require_safe(entrance.this_session), name="this-session"),
    path("quen-mat-khau/", require_safe(entrance.forgotten), name="forgotten"),
    path("mat-khau-moi/<uidb64>/<token>/", entrance.NewPassword.as_view(), name="new-password"),
]
