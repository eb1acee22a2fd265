"""The addresses below /quan-tri/thong-ke/, for staff who may see the visits."""

from collections.abc import Callable

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from reports import views

View = Callable[..., HttpResponse]


def for_staff(view: View) -> View:
    """Anonymous readers are sent to the login; staff without the right get 403."""
    may_see = permission_required("visitors.view_dailyvisits", raise_exception=True)
    return require_safe(admin.site.admin_view(may_see(view)))


urlpatterns = [
    path("", for_staff(views.statistics), name="statistics"),
    path("excel/", for_staff(views.statistics_xlsx), name="statistics-xlsx"),
    path("bao-cao.docx", for_staff(views.report_docx), name="report-docx"),
    path("bao-cao.xlsx", for_staff(views.report_xlsx), name="report-xlsx"),
]
