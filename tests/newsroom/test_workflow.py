"""The steps of an article through the desk: who takes them, from where, and what they leave."""

import datetime
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles import search
from articles.models import Article
from chibo_site.roles import ADMINISTRATOR, EDITOR, REPORTER
from newsroom import workflow
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry
from newsroom.models.audit_entry import AuditLogIsAppendOnly
from newsroom.workflow import STEPS, StepForbidden, StepRefused
from tests.support.factories import make_article, make_person, make_photo
from tests.support.server import PATIENCE_SECONDS

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
Step = Callable[..., Article]


@pytest.fixture
def reporter() -> User:
    return make_person("phongvien", REPORTER)


@pytest.fixture
def editor() -> User:
    return make_person("bientap", EDITOR)


def make_draft(author: User | None = None, **fields: Any) -> Article:
    return make_article(**{"status": "draft", "published_from": None, "author": author} | fields)


def arguments(name: str) -> dict[str, Any]:
    given: dict[str, dict[str, Any]] = {
        "return": {"note": "Thiếu nguồn tin."},
        "schedule": {"moment": timezone.now() + HOUR},
    }
    return given.get(name, {})


def actions(article: Article) -> list[tuple[str, str]]:
    return list(article.audit_log.order_by("pk").values_list("action", "by__username"))


def test_article_goes_from_the_reporter_s_draft_to_the_readers(
    reporter: User, editor: User
) -> None:
    article = make_draft(reporter)
    workflow.apply_step("submit", article, reporter)
    workflow.apply_step("return", article, editor, note="Thiếu nguồn tin.")
    workflow.apply_step("submit", article, reporter)
    workflow.apply_step("approve", article, editor)
    assert Client().get(article.get_absolute_url()).status_code == 404
    workflow.apply_step("publish", article, editor)
    assert Client().get(article.get_absolute_url()).status_code == 200
    workflow.apply_step("withdraw", article, editor, note="Sai số liệu.")
    assert Client().get(article.get_absolute_url()).status_code == 404
    assert actions(article) == [
        ("submitted", "phongvien"),
        ("returned", "bientap"),
        ("submitted", "phongvien"),
        ("approved", "bientap"),
        ("published", "bientap"),
        ("withdrawn", "bientap"),
    ]
    assert article.audit_log.get(action="returned").note == "Thiếu nguồn tin."


@pytest.mark.parametrize("status", sorted({*Article.Status.values} - {"trashed"}))
@pytest.mark.parametrize("name", sorted({*STEPS} - {"submit", "trash"}))
def test_reporter_takes_no_editor_s_step(name: str, status: str, reporter: User) -> None:
    article = make_article(status=status, author=reporter)
    before = Article.objects.filter(pk=article.pk).values().get()
    if name == "restore":
        workflow.apply_step("restore", article, reporter)  # it is not in the trash: nothing to do
    else:
        with pytest.raises(StepForbidden):
            workflow.apply_step(name, article, reporter, **arguments(name))
    assert Article.objects.filter(pk=article.pk).values().get() == before
    assert not article.audit_log.exists()


@pytest.mark.parametrize("name", STEPS)
def test_another_reporter_s_article_is_left_alone(name: str, reporter: User, editor: User) -> None:
    for status in set(Article.Status.values) - {"trashed"}:
        article = make_article(status=status, author=editor)
        with pytest.raises(StepForbidden):
            workflow.apply_step(name, article, reporter, **arguments(name))
        article.refresh_from_db()
        assert article.status == status
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("name", STEPS)
def test_step_taken_twice_is_one_step(name: str, editor: User) -> None:
    since = {
        "restore": "trashed",
        "approve": "waiting",
        "return": "waiting",
        "withdraw": "published",
    }
    status = since.get(name, "draft")
    trashed_from = "draft" if status == "trashed" else ""
    article = make_article(status=status, trashed_from=trashed_from, published_from=None)
    given = arguments(name)
    first = workflow.apply_step(name, article, editor, **given)
    second = workflow.apply_step(name, article, editor, **given)
    assert (second.status, second.published_from) == (first.status, first.published_from)
    assert article.audit_log.count() == 1


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("submit", "published", "đang đăng"),
        ("approve", "draft", "bản thảo"),
        ("withdraw", "draft", "bản thảo"),
        ("return", "published", "đang đăng"),
        ("publish", "trashed", "thùng rác"),
    ],
)
def test_step_from_the_wrong_state_says_the_state(
    name: str, status: str, said: str, editor: User
) -> None:
    trashed_from = "draft" if status == "trashed" else ""
    article = make_article(status=status, trashed_from=trashed_from)
    with pytest.raises(StepRefused, match=said):
        workflow.apply_step(name, article, editor, **arguments(name))


def test_article_that_has_ended_is_not_called_published(editor: User) -> None:
    article = make_article(published_until=timezone.now() - HOUR)
    with pytest.raises(StepRefused, match="hết hạn"):
        workflow.apply_step("publish", article, editor)


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_article_is_not_returned_without_a_reason(reason: str, editor: User) -> None:
    article = make_draft(status="waiting")
    with pytest.raises(StepRefused, match="lý do"):
        workflow.apply_step("return", article, editor, note=reason)


@pytest.mark.parametrize("hours", [-1, 0])
def test_past_is_no_time_to_schedule(
    hours: int, editor: User, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-06-15T12:00:00Z", tick=False)
    article = make_draft()
    with pytest.raises(StepRefused, match="sau bây giờ"):
        workflow.apply_step("schedule", article, editor, moment=timezone.now() + hours * HOUR)


def test_scheduled_article_appears_by_the_clock_alone(
    editor: User, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-06-15T12:00:00Z", tick=False)
    article = make_draft()
    workflow.apply_step("schedule", article, editor, moment=timezone.now() + HOUR)
    assert Client().get(article.get_absolute_url()).status_code == 404
    time_machine.shift(HOUR)
    assert Client().get(article.get_absolute_url()).status_code == 200
    workflow.apply_step("publish", article, editor)
    assert [action for action, _ in actions(article)] == ["scheduled"]
    time_machine.shift(-HOUR)
    assert Client().get(article.get_absolute_url()).status_code == 404


def test_publishing_keeps_a_past_date_and_brings_a_future_one_to_now(editor: User) -> None:
    then = timezone.now() - 9 * HOUR
    old, coming = (
        make_draft(published_from=then),
        make_article(published_from=timezone.now() + HOUR),
    )
    assert workflow.apply_step("publish", old, editor).published_from == then
    start = workflow.apply_step("publish", coming, editor).published_from
    assert start and start <= timezone.now()


def test_text_that_changed_meanwhile_is_not_approved_unseen(reporter: User, editor: User) -> None:
    article = make_draft(reporter, status="waiting")
    article.revisions.create(number=0, snapshot={}, by=reporter)
    article.revisions.create(number=1, snapshot={}, by=reporter)
    with pytest.raises(StepRefused, match="đã được sửa"):
        workflow.apply_step("approve", article, editor, base_revision=0)


@pytest.mark.parametrize("status", ["published", "draft", "withdrawn"])
def test_trash_and_back_leaves_the_article_as_it_was(status: str, editor: User) -> None:
    article = make_article(status=status)
    make_photo(article)
    address, public = article.get_absolute_url(), Client().get(article.get_absolute_url())
    old_address = address.replace("chi-bo", "tua-cu")
    workflow.apply_step("trash", article, editor)
    assert Client().get(address).status_code == 404
    workflow.apply_step("restore", article, editor)
    article.refresh_from_db()
    assert (article.status, article.trashed_from) == (status, "")
    assert article.photos.count() == 1
    assert Client().get(address).status_code == public.status_code
    if status == "published":
        assert Client().get(old_address).headers["Location"] == address
        assert list(search.find_pks(Article.objects.published(), "đại hội", 9)) == [article.pk]


def test_reporter_takes_back_an_own_draft_and_not_what_was_public(
    reporter: User, editor: User
) -> None:
    draft, public = make_draft(reporter), make_article(author=reporter)
    workflow.apply_step("trash", draft, reporter)
    assert workflow.apply_step("restore", draft, reporter).status == "draft"
    workflow.apply_step("trash", public, editor)
    with pytest.raises(StepRefused, match="quyền"):
        workflow.apply_step("restore", public, reporter)


def test_log_cannot_be_rewritten(editor: User) -> None:
    line = log_action(make_article(), editor, AuditEntry.Action.PUBLISHED)
    line.note = "khác"
    for forbidden in (
        line.save,
        line.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(note="khác"),
        lambda: AuditEntry.objects.bulk_update([line], ["note"]),
    ):
        with pytest.raises(AuditLogIsAppendOnly):
            forbidden()
    assert AuditEntry.objects.get().note == ""


def test_log_outlives_its_article(editor: User) -> None:
    article = make_article(title="Bài đã xóa")
    log_action(article, editor, AuditEntry.Action.DELETED)
    article.delete()
    assert AuditEntry.objects.get().title == "Bài đã xóa"


def test_author_of_articles_is_not_deleted(reporter: User) -> None:
    make_draft(reporter)
    with pytest.raises(ProtectedError):
        reporter.delete()


def test_three_roles_are_there_from_the_start() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {
        "Phóng viên",
        "Biên tập viên",
        "Quản trị",
    }
    reporter, editor, administrator = (
        make_person(name, name) for name in (REPORTER, EDITOR, ADMINISTRATOR)
    )
    publishes = "articles.publish_article"
    assert [person.has_perm(publishes) for person in (reporter, editor, administrator)] == [
        False,
        True,
        True,
    ]
    assert not editor.has_perm("auth.change_user")
    assert administrator.has_perm("auth.change_user")
    assert administrator.has_perm("portal.change_identity")
    assert administrator.has_perm("visitors.view_dailyvisits")


def test_trash_knows_where_each_article_came_from(editor: User) -> None:
    article = make_article()
    with (
        pytest.raises(IntegrityError, match="article_trashed_from_somewhere"),
        transaction.atomic(),
    ):
        Article.objects.filter(pk=article.pk).update(status="trashed")


@pytest.mark.django_db(transaction=True)
def test_two_editors_who_publish_at_once_publish_once() -> None:
    editors = [make_person(name) for name in ("mot", "hai")]
    article = make_draft()
    barrier = Barrier(2)

    def publish(editor: User) -> None:
        barrier.wait(PATIENCE_SECONDS)
        try:
            workflow.apply_step("publish", article, editor)
        finally:
            connection.close()

    threads = [Thread(target=publish, args=[editor]) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert [action for action, _ in actions(article)] == ["published"]
