"""Who is told of what: by the bell of the admin, and by mail where the site has it."""

import datetime
import select
import smtplib
import socket

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from time_machine import TimeMachineFixture

from alerts import mail as smtp_mail
from articles.models import Article
from chibo_site.roles import EDITOR, REPORTER
from jobs.models import Job
from newsroom import proposals, workflow
from newsroom.models import Notification
from newsroom.notifications import mail
from newsroom.notifications.mail import NotSent, send_due
from newsroom.revisions import snapshot_of
from tests.newsroom.desk import said
from tests.support.factories import make_article, make_person

pytestmark = pytest.mark.django_db

PAGE = "/quan-tri/thong-bao/"
HOUR = datetime.timedelta(hours=1)
TITLE = "Tin chưa ai được biết"


@pytest.fixture
def writer() -> User:
    return with_address(make_person("phongvien", REPORTER))


@pytest.fixture
def chief() -> User:
    return with_address(make_person("bientap", EDITOR))


def with_address(person: User) -> User:
    person.email = f"{person.username}@example.vn"
    person.save()
    return person


def desk(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def make_draft(writer: User, **fields: object) -> Article:
    draft: dict[str, object] = {"status": "draft", "published_from": None, "title": TITLE}
    return make_article(author=writer, **draft | fields)


def bell(person: User) -> str:
    """The number beside the bell, on any page of the desk."""
    html = said(desk(person).get("/quan-tri/articles/article/"))
    assert f'href="{PAGE}"' in html
    _, _, after = html.partition('class="bell__number">')
    return after.partition("<")[0]


def test_editors_are_told_of_what_waits_until_it_does_no_more(writer: User, chief: User) -> None:
    article, colleague = make_draft(writer), make_person("dongnghiep", EDITOR)
    assert bell(chief) == ""
    workflow.apply_step("submit", article, writer)
    assert (bell(chief), bell(colleague), bell(writer)) == ("1", "1", "")
    assert f"{TITLE}</a></strong> chờ bạn duyệt" in said(desk(chief).get(PAGE))
    workflow.apply_step("approve", article, chief)
    assert (bell(chief), bell(colleague)) == ("", "")


def test_writer_is_told_of_what_came_back_and_what_was_published(writer: User, chief: User) -> None:
    article = make_draft(writer, status="waiting")
    workflow.apply_step("return", article, chief, note="Thiếu nguồn.")
    assert "được trả lại" in said(desk(writer).get(PAGE))
    workflow.apply_step("publish", article, chief)
    assert bell(writer) == "2"
    assert "đã được đăng" in said(desk(writer).get(PAGE))
    assert bell(chief) == ""  # of what one has done oneself nobody is told


def test_edits_that_wait_and_what_became_of_them(writer: User, chief: User) -> None:
    live = make_article(author=writer)
    proposal = proposals.propose(live, writer, snapshot_of(live) | {"title": "Tựa mới"})
    assert bell(chief) == "1"
    proposals.decline(proposal, chief, "Dài quá.")
    assert (bell(chief), bell(writer)) == ("", "1")
    proposal = proposals.propose(live, writer, snapshot_of(live) | {"title": "Ngắn"})
    proposals.accept(proposal, chief, 0)
    assert "có bản sửa đã được duyệt" in said(desk(writer).get(PAGE))


def test_what_is_called_read_is_no_longer_counted_one_by_one_or_all(
    writer: User, chief: User
) -> None:
    for _ in range(3):
        workflow.apply_step("submit", make_draft(writer), writer)
    client = desk(chief)
    [last, one, _] = Notification.objects.of(chief)
    assert said(client.get(PAGE)).count("notices__one--new") == 3
    assert bell(chief) == "3"  # looking changes nothing
    client.post(PAGE, {"one": one.pk})
    assert bell(chief) == "2"
    desk(writer).post(PAGE, {"last": last.pk})
    assert bell(chief) == "2"
    client.post(PAGE, {"last": last.pk})
    assert bell(chief) == ""
    for odd in ("", "-1", "1e5", "9" * 40, "x"):
        assert client.post(PAGE, {"last": odd}).status_code == 302


def test_article_that_is_gone_is_passed_over(writer: User, chief: User) -> None:
    article = make_draft(writer, status="waiting")
    workflow.apply_step("publish", article, chief)
    Article.objects.all().delete()
    assert bell(writer) == ""
    assert TITLE not in said(desk(writer).get(PAGE))


@pytest.fixture
def mailed(settings: Settings) -> None:
    settings.SMTP_URL = "smtp://localhost"
    settings.ALLOWED_HOSTS, settings.HTTPS = ["tin.example.vn"], True


def test_without_a_mail_server_nothing_is_to_be_sent(writer: User, chief: User) -> None:
    workflow.apply_step("submit", make_draft(writer), writer)
    assert bell(chief) == "1"
    assert not Job.objects.exists()


@pytest.mark.usefixtures("mailed")
def test_mail_has_number_and_link_and_neither_title_nor_text(
    writer: User, chief: User, mailoutbox: list[EmailMessage]
) -> None:
    one, two = make_draft(writer), make_draft(writer)
    for article in (one, two):
        workflow.apply_step("submit", article, writer)
    job = Job.objects.get()  # one for both
    assert job.name == "notifications"
    assert send_due(timezone.now()) is None
    (message,) = mailoutbox
    assert message.to == ["bientap@example.vn"]
    assert message.subject == "[tin.example.vn] Có 2 việc ở trang quản trị"
    for article in (one, two):
        where = f"https://tin.example.vn/quan-tri/articles/article/{article.pk}/change/"
        assert f"Bài số {article.pk} chờ bạn duyệt" in message.body
        assert where in message.body
    assert TITLE not in message.subject + message.body
    assert one.lead not in message.body
    send_due(timezone.now())
    assert len(mailoutbox) == 1


@pytest.mark.usefixtures("mailed", "chief")
def test_nobody_gets_two_mails_within_an_hour(
    writer: User, mailoutbox: list[EmailMessage], time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-06-15T12:00:00Z", tick=False)
    began = timezone.now()
    workflow.apply_step("submit", make_draft(writer), writer)
    send_due(began)
    time_machine.shift(HOUR / 2)
    workflow.apply_step("submit", make_draft(writer), writer)
    assert send_due(timezone.now()) == began + HOUR
    assert len(mailoutbox) == 1
    assert send_due(began + HOUR) is None
    assert len(mailoutbox) == 2


@pytest.mark.usefixtures("mailed")
def test_what_was_read_or_is_done_and_who_has_no_address_need_no_mail(
    writer: User, chief: User, mailoutbox: list[EmailMessage]
) -> None:
    make_person("khong-thu", EDITOR)
    gone = User.objects.get(pk=with_address(make_person("da-nghi", EDITOR)).pk)
    article, read = make_draft(writer), make_draft(writer)
    for each in (article, read):
        workflow.apply_step("submit", each, writer)
    gone.is_active = False
    gone.save()
    Notification.objects.filter(entry__article=read).update(read_at=timezone.now())
    workflow.apply_step("return", article, chief, note="Thiếu.")
    send_due(timezone.now())
    assert [message.to for message in mailoutbox] == [["phongvien@example.vn"]]


@pytest.mark.usefixtures("mailed", "chief")
def test_mail_that_was_not_taken_goes_later(
    writer: User, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    workflow.apply_step("submit", make_draft(writer), writer)

    def hang(*_mail: object) -> None:
        raise TimeoutError

    with monkeypatch.context() as hanging:
        hanging.setattr(mail, "send", hang)
        with pytest.raises(NotSent, match="Máy chủ thư không nhận"):
            send_due(timezone.now())
    send_due(timezone.now())
    assert len(mailoutbox) == 1


@pytest.mark.usefixtures("mailed", "chief")
def test_wrong_address_of_one_keeps_nobody_else_from_theirs(
    writer: User, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_address(make_person("a-sai", EDITOR))
    workflow.apply_step("submit", make_draft(writer), writer)
    send = smtp_mail.send

    def refuse(to: list[str], subject: str, text: str) -> None:
        if to == ["a-sai@example.vn"]:
            raise smtplib.SMTPRecipientsRefused({})
        send(to, subject, text)

    monkeypatch.setattr(mail, "send", refuse)
    with pytest.raises(NotSent, match="a-sai"):
        send_due(timezone.now())
    assert [message.to for message in mailoutbox] == [["bientap@example.vn"]]


@pytest.mark.usefixtures("mailed", "chief")
def test_mail_server_that_hangs_holds_nobody_who_works(writer: User, settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.1
        workflow.apply_step("submit", make_draft(writer), writer)
        assert select.select([silent], [], [], 0)[0] == []  # nobody has knocked
        with pytest.raises(NotSent):
            send_due(timezone.now())
    assert Notification.objects.filter(mailed_at=None).exists()
