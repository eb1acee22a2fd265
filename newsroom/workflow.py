"""What becomes of an article, step by step: written, submitted, approved, published, withdrawn.

Each step locks the row, looks who asks and how the article stands, changes it through `save()` (so
that public pages, counts and search follow) and adds an entry to the log, all in one transaction. A
step taken twice, as by a double click, changes nothing the second time. Costs about 20 queries.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry, Takedown
from newsroom.permissions import may_approve
from newsroom.revisions import ensure_baseline, latest_number, record
from newsroom.takedowns import add_article, begin
from newsroom.takedowns.articles import state_of
from newsroom.takedowns.notice import put_note
from vietnamese.dates import format_stamp
from vietnamese.text import normalise

Status, Action = Article.Status, AuditEntry.Action
EVERY = frozenset(Status.values) - {Status.TRASHED}


class StepRefused(Exception):
    """The step was not taken; the message says why, in Vietnamese."""


class StepForbidden(StepRefused):
    """This person may not take it, however the article stands."""


@dataclass(frozen=True)
class Step:
    """`from_states` are those it leads from. The author may take it from `for_author`, editors
    from all of them. `asks` names the fields to be filled in first."""

    name: str
    label: str
    done_message: str
    from_states: frozenset[str]
    action: str
    for_author: frozenset[str] = frozenset()
    asks: tuple[str, ...] = ()

    @property
    def button(self) -> str:
        return f"{self.label}…" if self.asks else self.label

    @property
    def takes_down(self) -> bool:
        """Whether it takes from readers what they have: asked for, and apart from the others."""
        return self.name in TAKING_DOWN


TAKING_DOWN = frozenset({"withdraw", "trash"})
CHECKED = frozenset({"submit", "approve", "publish", "schedule"})  # the text goes on as it stands
DRAFT = frozenset({Status.DRAFT})
NOT_PUBLIC = frozenset({Status.DRAFT, Status.WAITING, Status.APPROVED, Status.WITHDRAWN})
STEPS = {
    step.name: step
    for step in (
        Step("submit", "Gửi duyệt", "Đã gửi duyệt", DRAFT, Action.SUBMITTED, DRAFT),
        Step(
            "return",
            "Trả lại",
            "Đã trả lại",
            frozenset({Status.WAITING, Status.APPROVED}),
            Action.RETURNED,
            asks=("reason",),
        ),
        Step("approve", "Duyệt", "Đã duyệt", frozenset({Status.WAITING}), Action.APPROVED),
        Step("publish", "Đăng ngay", "Đã đăng", NOT_PUBLIC | {Status.PUBLISHED}, Action.PUBLISHED),
        Step(
            "schedule",
            "Hẹn giờ",
            "Đã hẹn giờ",
            NOT_PUBLIC | {Status.PUBLISHED},
            Action.SCHEDULED,
            asks=("moment",),
        ),
        Step(
            "withdraw",
            "Gỡ",
            "Đã gỡ",
            frozenset({Status.PUBLISHED}),
            Action.WITHDRAWN,
            asks=("note", "notice"),
        ),
        Step("trash", "Bỏ vào thùng rác", "Đã bỏ vào thùng rác", EVERY, Action.TRASHED, DRAFT),
        Step(
            "restore",
            "Lấy lại",
            "Đã lấy lại",
            frozenset({Status.TRASHED}),
            Action.RESTORED,
            frozenset({Status.TRASHED}),
        ),
    )
}


def open_steps(article: Article, by: Any) -> list[Step]:
    """The steps that this person may take with the article as it stands."""
    now = timezone.now()
    return [
        step
        for step in STEPS.values()
        if may_now(step, article, by) and _is_sensible(step, article, now)
    ]


def may_ever(step: Step, article: Article, by: Any) -> bool:
    """Whether it is this person's to take the step, once the article stands where it leads from."""
    if not by.has_perm("articles.change_article"):
        return False
    return may_approve(by) or (article.author_id == by.pk and bool(step.for_author))


def may_now(step: Step, article: Article, by: Any) -> bool:
    """Whether this person may take the step with the article as it stands."""
    if article.status not in step.from_states or not may_ever(step, article, by):
        return False
    if may_approve(by):
        return True
    if article.status == Status.TRASHED and article.trashed_from not in DRAFT:
        return False
    return article.status in step.for_author


def apply_step(
    name: str,
    article: Article,
    by: Any,
    *,
    note: str = "",
    notice: str = "",
    moment: datetime.datetime | None = None,
    base_revision: int | None = None,
    ignored_findings: int = 0,
    takedown: Takedown | None = None,
) -> Article:
    """The article after the step. StepRefused, or StepForbidden, where it may not be taken;
    nothing is changed then.

    With `base_revision`, the number of the revision that was looked at, a text that has changed
    since is not approved or published unseen. `notice` is what readers of a withdrawn article are
    told, `ignored_findings` how many findings the person passed over; the log keeps it. What takes
    it from readers is noted as a part of `takedown`, or as one of its own.
    """
    step, note, notice = STEPS[name], normalise(note).strip(), normalise(notice).strip()
    with transaction.atomic():
        article = _locked(article)
        if not may_ever(step, article, by):
            raise StepForbidden(f"Với bài này, bạn không có quyền {step.label.lower()}.")
        now = timezone.now()
        if _is_applied(step, article, by, note, moment, now):
            return article
        _check(step, article, by, note, moment, now)
        if base_revision is not None and base_revision != latest_number(article):
            raise StepRefused("Bài đã được sửa trong lúc bạn xem. Hãy xem lại bản mới rồi làm lại.")
        ensure_baseline(article)
        was_public, before = article.is_public(now), state_of(article)
        _change(step, article, moment, now)
        if step.name == "withdraw" and notice:
            put_note(article, notice)
            note = f"{note}\nLời báo cho bạn đọc: {notice}".strip()
        try:
            article.full_clean()
        except ValidationError as error:
            raise StepRefused(" ".join(error.messages)) from error
        article.save()
        if was_public and not article.is_public(now):
            add_article(takedown or begin(by, step.label), article, before)
        if step.name == "schedule":
            note = format_stamp(timezone.localtime(moment))
        if ignored_findings:
            note = f"{note}\nBỏ qua {ignored_findings} điều nên xem.".strip()
        record(article, by, step.label)
        log_action(article, by, step.action, note)
    return article


def _locked(article: Article) -> Article:
    try:
        return Article.objects.locked().get(pk=article.pk)
    except Article.DoesNotExist:
        raise StepRefused("Bài này không còn nữa.") from None


def _is_applied(
    step: Step,
    article: Article,
    by: Any,
    note: str,
    moment: datetime.datetime | None,
    now: datetime.datetime,
) -> bool:
    """Whether the article is already where the step leads."""
    match step.name:
        case "submit":
            return article.status == Status.WAITING
        case "return":
            last = article.audit_log.first()
            return bool(
                article.status == Status.DRAFT
                and last
                and (last.action, last.by_id, last.note) == (Action.RETURNED, by.pk, note)
            )
        case "approve":
            return article.status == Status.APPROVED
        case "publish":
            return Article.objects.published(now).filter(pk=article.pk).exists()
        case "schedule":
            return article.status == Status.PUBLISHED and article.published_from == moment
        case "withdraw":
            return article.status == Status.WITHDRAWN
        case "trash":
            return article.status == Status.TRASHED
        case _:
            return article.status != Status.TRASHED


def _check(
    step: Step,
    article: Article,
    by: Any,
    note: str,
    moment: datetime.datetime | None,
    now: datetime.datetime,
) -> None:
    if article.status not in step.from_states or not _is_sensible(step, article, now):
        status = article.status_label(now).lower()
        raise StepRefused(f"Bài đang ở trạng thái “{status}”, không {step.label.lower()} được.")
    if not may_now(step, article, by):
        raise StepRefused(f"Với bài này, bạn không có quyền {step.label.lower()}.")
    if "reason" in step.asks and not note:
        raise StepRefused("Hãy ghi lý do trả lại để người viết biết cần sửa gì.")
    if "moment" in step.asks and (moment is None or moment <= now):
        raise StepRefused("Giờ hẹn phải ở sau bây giờ.")


def _is_sensible(step: Step, article: Article, now: datetime.datetime) -> bool:
    """What is public already is neither published nor scheduled once more."""
    if step.name not in ("publish", "schedule") or article.status != Status.PUBLISHED:
        return True
    return article.published_from is not None and article.published_from > now


def _change(
    step: Step, article: Article, moment: datetime.datetime | None, now: datetime.datetime
) -> None:
    match step.name:
        case "submit":
            article.status = Status.WAITING
        case "return":
            article.status = Status.DRAFT
        case "approve":
            article.status = Status.APPROVED
        case "publish":
            article.status = Status.PUBLISHED
            article.published_from = min(article.published_from or now, now)
        case "schedule":
            article.status, article.published_from = Status.PUBLISHED, moment
        case "withdraw":
            article.status = Status.WITHDRAWN
        case "trash":
            article.trashed_from, article.status = article.status, Status.TRASHED
        case "restore":
            article.status, article.trashed_from = Status(article.trashed_from), ""
