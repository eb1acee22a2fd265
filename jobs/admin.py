"""“Công việc nền”: what runs, what waits, how far it is, and what went wrong."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from clients.background import background
from jobs.labels import label_of
from jobs.models import Job

SHOWN = 50


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):
    """A list that renews itself while it is open, and each job on a page of its own."""

    fields = [
        *("label", "state", "so_far", "error", "arguments", "attempts", "failures"),
        *("queued_at", "due_at", "started_at", "finished_at"),
    ]
    readonly_fields = ["label", "so_far"]

    def get_urls(self) -> list[URLPattern]:
        return [
            path("tinh-trang/", self.admin_site.admin_view(background(states)), name="jobs_states"),
            path("<int:pk>/chay-lai/", self.admin_site.admin_view(retry), name="jobs_retry"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        require(request, "view")
        context = self.admin_site.each_context(request) | {"opts": Job._meta, "jobs": newest()}
        title = "Công việc nền"
        return TemplateResponse(request, "jobs/jobs.html", context | {"title": title})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        """What a job says of itself is nobody's to write."""
        return False

    has_delete_permission = has_change_permission

    @admin.display(description="việc")
    def label(self, job: Job) -> str:
        return label_of(job.name)

    @admin.display(description="tiến độ")
    def so_far(self, job: Job) -> str:
        share = f"{job.done}/{job.total}" if job.total else ""
        return " ".join(filter(None, [share, job.progress])) or "–"


def require(request: HttpRequest, right: str) -> None:
    """PermissionDenied for who does not have it."""
    if not request.user.has_perm(f"jobs.{right}_job"):
        raise PermissionDenied


@require_safe
def states(request: HttpRequest) -> HttpResponse:
    """The list alone, which an open page asks for again and again (2 queries)."""
    require(request, "view")
    return render(request, "jobs/_jobs.html", {"jobs": newest()})


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """A job that was set aside is to be done after all."""
    require(request, "change")
    job = get_object_or_404(Job.objects.set_aside(), pk=pk)
    job.retry()
    messages.success(request, f"“{label_of(job.name)}” sẽ chạy lại trong giây lát.")
    return HttpResponseRedirect(reverse("admin:jobs_job_changelist"))


def newest() -> list[Job]:
    """What is not done, what runs first, then the newest of what is (2 queries)."""
    order = [Job.State.RUNNING, Job.State.SET_ASIDE, Job.State.WAITING]
    unfinished = Job.objects.exclude(state=Job.State.DONE)[:SHOWN]
    done = Job.objects.filter(state=Job.State.DONE)[:SHOWN]
    return [*sorted(unfinished, key=lambda job: order.index(Job.State(job.state))), *done]
