"""“Thống kê” in the admin, its Excel file and the year report. All of it is GET and reads only.

Queries: those of figures_of() (10), one of the identity in each file, two of the ledger in a
report, and those of the login.
"""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.models import Identity
from reports import files, tables
from reports.charts import chart_of
from reports.figures import Figures, figures_of
from reports.forms import SpanForm, StatisticsForm
from reports.spans import Span

WriteFile = Callable[[Figures, Identity], bytes]


def statistics(request: HttpRequest) -> HttpResponse:
    """The page of a span; a span that cannot be is told beside its field, with status 200."""
    form = StatisticsForm(request.GET, default=Span.last_30_days())
    return page(request, form, report_form())


def statistics_xlsx(request: HttpRequest) -> HttpResponse:
    """The span as an Excel file; the page with its errors where there is no such span."""
    form = SpanForm(request.GET, default=Span.last_30_days())
    if not form.is_valid():
        return statistics(request)

    def write(figures: Figures, identity: Identity) -> bytes:
        return files.statistics_xlsx(figures, identity.name_vi)

    return file(form.span, write, "thong-ke", "xlsx", files.XLSX)


def report_docx(request: HttpRequest) -> HttpResponse:
    """The year report as a Word document; the page with the form's errors where it has any."""

    def write(figures: Figures, identity: Identity) -> bytes:
        return files.report_docx(figures, identity, timezone.localdate())

    return report_file(request, write, "docx", files.DOCX)


def report_xlsx(request: HttpRequest) -> HttpResponse:
    """The year report as an Excel file; the page with the form's errors where it has any."""

    def write(figures: Figures, identity: Identity) -> bytes:
        return files.report_xlsx(figures, identity)

    return report_file(request, write, "xlsx", files.XLSX)


def report_file(request: HttpRequest, write: WriteFile, ending: str, kind: str) -> HttpResponse:
    form = report_form(request)
    if form.is_valid():
        return file(form.span, write, "bao-cao", ending, kind)
    return page(request, StatisticsForm({}, default=Span.last_30_days()), form)


def report_form(request: HttpRequest | None = None) -> SpanForm:
    given = request.GET if request else {}
    return SpanForm(given, default=Span.this_year(), auto_id="bao-cao-%s")


def page(request: HttpRequest, form: StatisticsForm, report: SpanForm) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": "Thống kê",
        "form": form,
        "report_form": report,
    }
    if form.is_valid():
        figures = figures_of(form.span)
        step = form.cleaned_data["buoc"]
        context |= {
            "span": form.span,
            "chart": chart_of(figures, step),
            "overview": tables.overview(figures),
            "traffic": tables.traffic(figures, step),
            "tables": [tables.most_read(figures), *tables.articles(figures)],
        }
    return render(request, "statistics/statistics.html", context)


def file(span: Span, write: WriteFile, name: str, ending: str, kind: str) -> HttpResponse:
    identity = Identity.objects.first() or Identity()
    response = HttpResponse(write(figures_of(span), identity), content_type=kind)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{name}-{span.first}-{span.last}.{ending}"'
    )
    return response
