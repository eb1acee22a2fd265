"""The list of articles: columns, filters, search, and steps applied with many at once."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles import search
from articles.models import Article
from newsroom import takedowns, workflow
from newsroom.admin.article_access import ArticleAccess
from newsroom.admin.lists.date_links import BY_DATE
from newsroom.admin.lists.filters import (
    PictureFilter,
    ProposalFilter,
    PublicationFilter,
    WriterFilter,
)
from newsroom.admin.lists.views_column import DAYS, RecentViewsChangeList
from newsroom.admin.paging import CappedPaginator
from newsroom.arranging.moving import INTO_TOPIC, TO_CATEGORY, confirmation
from newsroom.checks.prepublish import ON_THE_WAY, Checklist, checklist_for
from newsroom.pages.shortcuts import refuse, render_page
from newsroom.pages.steps import PICTURES_GONE, takes_down, takes_pictures_away
from newsroom.pages.takedowns import ask_for_many, offer, was_asked
from newsroom.workflow import STEPS, StepRefused
from vietnamese.names import full_name
from vietnamese.numbers import group_digits

MOST_FOUND = 500
TOO_MANY_FOUND = (
    f"Có hơn {MOST_FOUND} bài khớp với từ cần tìm; danh sách chỉ gồm {MOST_FOUND} bài khớp nhất. "
    "Hãy gõ thêm từ hoặc lọc bớt để thấy các bài còn lại."
)


class ArticleList(ArticleAccess):
    list_display = (
        "title", "category", "writer", "status_now", "published_from", "updated_at",
        "written_by", "views",
    )  # fmt: skip
    list_filter = (
        "status", PublicationFilter, ProposalFilter, WriterFilter, PictureFilter, "category",
        "published_from",
    )  # fmt: skip
    list_select_related = ("category", "author")
    search_fields = ("title",)
    search_help_text = "Tìm trong tựa, sapo, nội dung; không cần dấu."
    date_hierarchy = "published_from"
    sortable_by = ("published_from", "updated_at")  # those that an index holds in order
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ("publish", "withdraw", "trash", "restore", "move", "gather")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return RecentViewsChangeList

    def get_ordering(self, request: HttpRequest) -> tuple[str, str]:
        """By date where dates are chosen, so that one index serves both; else the last changed."""
        by_date = any(name.startswith(BY_DATE) for name in request.GET)
        return ("-published_from" if by_date else "-updated_at", "-pk")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """By the site's own search, so that "dai hoi" finds ĐẠI HỘI; drafts included."""
        if not search_term:
            return queryset, False
        found = search.find_pks(queryset, search_term, MOST_FOUND + 1)
        # After an action the list is shown by a GET of its own, which says it then.
        if len(found) > MOST_FOUND and request.method == "GET":
            self.message_user(request, TOO_MANY_FOUND, messages.WARNING)
        return queryset.filter(pk__in=found[:MOST_FOUND]), False

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Article]
    ) -> HttpResponse | None:
        """An action that was not offered is refused like a button that was not."""
        offered = self.get_actions(request)
        for name in request.POST.getlist("action"):
            if name in STEPS and name not in offered:
                chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
                known = [article for article in queryset if str(article.pk) in chosen]
                refuse(request, *known, what=STEPS[name].label)
        return super().response_action(request, queryset)

    @admin.action(description="Đăng các bài đã chọn", permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """By way of a page that lists the findings, where there are any it has not shown yet."""
        step = STEPS["publish"]
        checklists = [
            checklist_for(step, article)
            for article in queryset
            if step in workflow.open_steps(article, request.user)
        ]
        if not all(checklist.was_seen(request) for checklist in checklists):
            return _checklists_page(request, checklists)
        known = {checklist.article.pk: len(checklist.found) for checklist in checklists}
        self._apply_to_all(request, queryset, "publish", known)
        return None

    @admin.action(description="Gỡ các bài đã chọn", permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        return self._take_down(request, queryset, "withdraw")

    @admin.action(description="Bỏ các bài đã chọn vào thùng rác", permissions=["change"])
    def trash(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        return self._take_down(request, queryset, "trash")

    @admin.action(description="Lấy lại các bài đã chọn từ thùng rác", permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._apply_to_all(request, queryset, "restore")

    @admin.action(
        description="Chuyển các bài đã chọn sang chuyên mục khác", permissions=["publish"]
    )
    def move(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse:
        return confirmation(request, TO_CATEGORY, queryset)

    @admin.action(description="Đưa các bài đã chọn vào chuyên đề", permissions=["publish"])
    def gather(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse:
        return confirmation(request, INTO_TOPIC, queryset)

    def _take_down(
        self, request: HttpRequest, articles: QuerySet[Article], name: str
    ) -> HttpResponse | None:
        """By way of a page that names what readers have now, where it is not what it has named."""
        step, chosen = STEPS[name], list(articles)
        going = [
            article
            for article in chosen
            if takes_down(step, article) and workflow.may_now(step, article, request.user)
        ]
        if not was_asked(request, going):
            return ask_for_many(request, step, going, len(chosen) - len(going))
        self._apply_to_all(request, chosen, name)
        return None

    def _apply_to_all(
        self,
        request: HttpRequest,
        articles: Iterable[Article],
        name: str,
        ignored_findings: dict[int, int] | None = None,
    ) -> None:
        applied, ignored = 0, ignored_findings or {}
        takedown = takedowns.begin(request.user, STEPS[name].label)
        left: list[Article] = []
        for article in articles:
            was_public = article.is_public(timezone.now())
            try:
                article_now = workflow.apply_step(
                    name,
                    article,
                    request.user,
                    ignored_findings=ignored.get(article.pk, 0),
                    takedown=takedown,
                )
            except StepRefused as error:
                self.message_user(request, f"Giữ nguyên “{article}”: {error}", messages.ERROR)
            else:
                applied += 1
                left += [article_now] if was_public else []
        if applied:
            message = f"{STEPS[name].done_message} {applied} bài."
            self.message_user(request, message, messages.SUCCESS)
        offer(request, takedown)
        if takes_pictures_away(left):
            self.message_user(request, PICTURES_GONE, messages.INFO)

    @admin.display(description="người viết")
    def writer(self, article: Article) -> str:
        return full_name(article.author)

    @admin.display(description="trạng thái", ordering="status")
    def status_now(self, article: Article) -> str:
        return article.status_label(timezone.now())

    @admin.display(description="tác giả", empty_value="–")
    def written_by(self, article: Article) -> str:
        return ", ".join(byline.name for byline in article.bylines.all() if byline.is_author)

    @admin.display(description=f"lượt xem {DAYS} ngày")
    def views(self, article: Any) -> str:
        return group_digits(article.recent_views)


def _checklists_page(request: HttpRequest, checklists: list[Checklist]) -> HttpResponse:
    with_findings = [checklist for checklist in checklists if checklist.found]
    context = {
        "title": f"{len(with_findings)} bài có điều nên xem trước khi {ON_THE_WAY['publish']}",
        "checklists": with_findings,
        "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "across": request.POST.get("select_across", "0"),
        "address": request.get_full_path(),
    }
    return render_page(request, "checklists", context)
