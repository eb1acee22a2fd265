"""The addresses below /quan-tri/tai-khoan/: one's own account, and signing in."""

from django.contrib import admin
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from accounts import login, views

inside = admin.site.admin_view

urlpatterns = [
    path("", inside(require_safe(views.account)), name="account"),
    path("phien/", inside(require_POST(views.end_sessions)), name="account-end-sessions"),
    path("hai-lop/", login.password_required(views.second_factor), name="second-factor"),
    path(
        "hai-lop/ma-du-phong/",
        inside(require_POST(views.renew_one_time_codes)),
        name="second-factor-codes",
    ),
    path("hai-lop/tat/", inside(views.turn_off), name="second-factor-off"),
    path("ma-xac-thuc/", login.password_required(login.verify), name="verify"),
    path("phien-nay/", require_safe(login.this_session), name="this-session"),
    path("quen-mat-khau/", require_safe(login.forgotten_password), name="forgotten"),
    path("mat-khau-moi/<uidb64>/<token>/", login.NewPassword.as_view(), name="new-password"),
]
