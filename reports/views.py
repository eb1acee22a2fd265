"""“Thống kê” in the admin, its Excel file and the year report. All of it is GET and reads only.

Queries: those of statistics_of() (10), one of the identity in each file, two of the ledger in a
report, and those of the login.
"""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.models import Identity
from reports import downloads, tables
from reports.charts import chart_of
from reports.forms import PeriodForm, StatisticsForm
from reports.periods import Period
from reports.queries import PeriodStatistics, statistics_of

WriteFile = Callable[[PeriodStatistics, Identity], bytes]


def statistics(request: HttpRequest) -> HttpResponse:
    """The page of a period; a period that cannot be is told beside its field, with status 200."""
    form = StatisticsForm(request.GET, default=Period.last_30_days())
    return page(request, form, report_form())


def statistics_xlsx(request: HttpRequest) -> HttpResponse:
    """The period as an Excel file; the page with its errors where there is no such period."""
    form = PeriodForm(request.GET, default=Period.last_30_days())
    if not form.is_valid():
        return statistics(request)

    def write(stats: PeriodStatistics, identity: Identity) -> bytes:
        return downloads.statistics_xlsx(stats, identity.name_vi)

    return file(form.period, write, "thong-ke", "xlsx", downloads.XLSX)


def report_docx(request: HttpRequest) -> HttpResponse:
    """The year report as a Word document; the page with the form's errors where it has any."""

    def write(stats: PeriodStatistics, identity: Identity) -> bytes:
        return downloads.report_docx(stats, identity, timezone.localdate())

    return report_file(request, write, "docx", downloads.DOCX)


def report_xlsx(request: HttpRequest) -> HttpResponse:
    """The year report as an Excel file; the page with the form's errors where it has any."""

    def write(stats: PeriodStatistics, identity: Identity) -> bytes:
        return downloads.report_xlsx(stats, identity)

    return report_file(request, write, "xlsx", downloads.XLSX)


def report_file(request: HttpRequest, write: WriteFile, ending: str, kind: str) -> HttpResponse:
    form = report_form(request)
    if form.is_valid():
        return file(form.period, write, "bao-cao", ending, kind)
    return page(request, StatisticsForm({}, default=Period.last_30_days()), form)


def report_form(request: HttpRequest | None = None) -> PeriodForm:
    given = request.GET if request else {}
    return PeriodForm(given, default=Period.this_year(), auto_id="bao-cao-%s")


def page(request: HttpRequest, form: StatisticsForm, report: PeriodForm) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": "Thống kê",
        "form": form,
        "report_form": report,
    }
    if form.is_valid():
        stats = statistics_of(form.period)
        granularity = form.cleaned_data["buoc"]
        context |= {
            "period": form.period,
            "chart": chart_of(stats, granularity),
            "overview": tables.overview(stats),
            "traffic": tables.traffic(stats, granularity),
            "tables": [tables.most_read(stats), *tables.articles(stats)],
        }
    return render(request, "reports/statistics.html", context)


def file(period: Period, write: WriteFile, name: str, ending: str, kind: str) -> HttpResponse:
    identity = Identity.objects.first() or Identity()
    response = HttpResponse(write(statistics_of(period), identity), content_type=kind)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{name}-{period.first}-{period.last}.{ending}"'
    )
    return response
