"""Many articles at once, into another category or into a topic: named and asked about before."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.models import Article, Category, Topic
from articles.onward_links import connect, topics_of
from newsroom import permissions
from newsroom.audit_log import log_action
from newsroom.drafts.submitted_form import number_of
from newsroom.models import AuditEntry
from newsroom.pages.shortcuts import redirect_to, render_page
from newsroom.revisions import ensure_baseline, record
from vietnamese.numbers import group_digits

MOST = 200  # at once: each is saved, recorded and searched anew
CHOSEN, OF_CATEGORY = "bai", "tu"
NOTHING = "Chưa chọn bài nào"


@dataclass(frozen=True)
class Destination:
    """Where articles may go together, in words; `take` brings one there and says whether it was not
    there yet. `page` names the address, after "admin:articles_article_"."""

    page: str
    model: type[models.Model]
    label: str
    title: str
    what_happens: str
    button: str
    done: str
    take: Callable[[int, Any, Any], bool]


def take_into_category(pk: int, category: Category, by: Any) -> bool:
    """Text, dates, status and address stay as they are (about 20 queries)."""
    with transaction.atomic():
        article = _locked(pk)
        if article is None or article.category_id == category.pk:
            return False
        ensure_baseline(article)
        note = f"{article.category} → {category}"
        article.category = category
        article.save()
        record(article, by, "Chuyển chuyên mục")
        log_action(article, by, AuditEntry.Action.MOVED, note)
    return True


def take_into_topic(pk: int, topic: Topic, by: Any) -> bool:
    """Beside the topics in which it stands already (about 25 queries)."""
    with transaction.atomic():
        article = _locked(pk)
        if article is None or topic in (topics := topics_of(article)):
            return False
        ensure_baseline(article)
        article.save()
        connect(article, [*topics, topic], None)
        record(article, by, "Đưa vào chuyên đề")
        log_action(article, by, AuditEntry.Action.GATHERED, str(topic))
    return True


TO_CATEGORY = Destination(
    page="move",
    model=Category,
    label="Chuyên mục mới",
    title="Chuyển {number} bài sang chuyên mục khác",
    what_happens="Các bài dưới đây rời trang và nguồn tin của chuyên mục cũ, đứng ở chuyên mục mới"
    " theo ngày đăng của mình. Địa chỉ của bài giữ nguyên, liên kết đã có vẫn mở được; nội dung,"
    " ngày đăng, trạng thái không đổi. Nhật ký và lịch sử của từng bài ghi lại việc chuyển.",
    button="Chuyển",
    done="Đã chuyển {number} bài sang “{there}”.",
    take=take_into_category,
)
INTO_TOPIC = Destination(
    page="gather",
    model=Topic,
    label="Chuyên đề",
    title="Đưa {number} bài vào chuyên đề",
    what_happens="Các bài dưới đây đứng thêm ở trang và nguồn tin của chuyên đề; chuyên mục, địa"
    " chỉ, nội dung, ngày đăng, trạng thái không đổi. Bài bạn đọc chưa xem được thì chưa hiện.",
    button="Đưa vào",
    done="Đã đưa {number} bài vào “{there}”.",
    take=take_into_topic,
)


class WhereForm(forms.Form):
    there: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        Category.objects.none(),
        empty_label="Hãy chọn…",
        error_messages={"required": "Hãy chọn nơi đến."},
    )

    def __init__(self, destination: Destination, data: Any = None) -> None:
        super().__init__(data)
        there: Any = self.fields["there"]
        there.queryset, there.label = destination.model._default_manager.all(), destination.label


def move(request: HttpRequest) -> HttpResponse:
    """Asks where to, and moves what was chosen, or what is in the category that `?tu=` names; the
    trash too, as it also keeps a category from being deleted (4 queries, about 20 for each article
    that moves). PermissionDenied for who may not publish."""
    return _page(request, TO_CATEGORY)


def gather(request: HttpRequest) -> HttpResponse:
    """Likewise into a topic."""
    return _page(request, INTO_TOPIC)


def confirmation(
    request: HttpRequest,
    destination: Destination,
    articles: QuerySet[Article],
    form: WhereForm | None = None,
) -> HttpResponse:
    """The page that names what will happen (4 queries)."""
    number = articles.count()
    shown = list(articles.select_related("category").defer("body").order_by("-pk")[:MOST])
    now = timezone.now()
    title = destination.title.format(number=group_digits(number))
    context = {
        "title": title if number else NOTHING,
        "destination": destination,
        "address": f"admin:articles_article_{destination.page}",
        "form": form or WhereForm(destination),
        "articles": [(article, article.status_label(now)) for article in shown],
        "number": number,
        "left": max(0, number - MOST),
        "most": MOST,
        "of_category": _given(request).get(OF_CATEGORY, ""),
    }
    return render_page(request, "moving", context)


def _page(request: HttpRequest, destination: Destination) -> HttpResponse:
    if not permissions.is_editor(request.user):
        raise PermissionDenied
    articles = _chosen(request)
    is_sent = request.method == "POST" and "confirmed" in request.POST
    form = WhereForm(destination, request.POST if is_sent else None)
    if is_sent and form.is_valid():
        return _take(request, destination, articles, form.cleaned_data["there"])
    return confirmation(request, destination, articles, form)


def _take(
    request: HttpRequest, destination: Destination, articles: QuerySet[Article], there: Any
) -> HttpResponse:
    there_already = models.Q(category=there)
    if destination is INTO_TOPIC:
        there_already = models.Q(topic_entries__topic=there)
    waiting = articles.exclude(there_already)
    pks = list(waiting.order_by("-pk").values_list("pk", flat=True))
    taken = sum(destination.take(pk, there, request.user) for pk in pks[:MOST])
    messages.success(request, destination.done.format(number=taken, there=there))
    if len(pks) > MOST:
        left = group_digits(len(pks) - MOST)
        messages.warning(request, f"Còn {left} bài nữa: mỗi lần nhiều nhất {MOST} bài.")
        return confirmation(request, destination, waiting)
    return redirect_to("changelist")


def _chosen(request: HttpRequest) -> QuerySet[Article]:
    given = _given(request)
    known = permissions.visible_to(request.user, Article.objects.all())
    if category := number_of(given.get(OF_CATEGORY, "")):
        return known.filter(category=category)
    pks = [pk for text in given.getlist(CHOSEN)[:MOST] if (pk := number_of(text))]
    return known.filter(pk__in=pks)


def _given(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else request.GET


def _locked(pk: int) -> Article | None:
    return Article.objects.locked().select_related("category").filter(pk=pk).first()
