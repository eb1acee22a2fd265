"""Nothing falls by accident: what takes a public page away names it and asks, and for a day it can
be taken back."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from time_machine import TimeMachineFixture

from articles.models import Article, Category, Topic
from articles.onward_links import connect
from chibo_site.roles import REPORTER
from newsroom.models import Takedown
from portal.models import MenuItem, Page
from tests.newsroom.desk import HOUR, address, opened, said, signed_in
from tests.newsroom.static_pages import where_of
from tests.support.attaching import attach_to_page, status_of, taken
from tests.support.factories import make_article, make_category
from tests.support.responses import Response

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/articles/article/"
QUESTION = "Bạn đọc sẽ không còn mở được"
OFFER = re.compile(r'href="(/quan-tri/da-go/\d+/)">lấy lại</a>')


def statuses(*paths: str) -> list[int]:
    return [Client().get(path).status_code for path in paths]


def hidden(page: Response) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', said(page)):
        fields.setdefault(name, []).append(value)
    return fields


def offered(page: Response) -> str:
    """Where the way back is, of what the page says has gone."""
    [where] = OFFER.findall(said(page).replace("'", '"'))
    return str(where)


@pytest.mark.parametrize("name", ["withdraw", "trash"])
def test_many_public_pages_are_named_and_asked_for_then_taken_back(
    editor: Client, name: str
) -> None:
    live = [make_article(title=f"Tin {number}") for number in range(3)]
    draft = make_article(title="Bản thảo", status="draft", published_from=None)
    paths = [article.get_absolute_url() for article in live]
    chosen = {"action": name, "_selected_action": [each.pk for each in [*live, draft]]}
    question = editor.post(LIST, chosen)
    assert statuses(*paths) == [200] * 3
    assert QUESTION in said(question)
    for article in live:
        assert f"<strong>{article}</strong>" in said(question)
        assert article.get_absolute_url() in said(question)
    assert 'class="takes-down"' in said(question)
    answer = editor.post(LIST, hidden(question), follow=True)
    assert statuses(*paths) == [404] * 3
    where = offered(answer)
    assert all(str(article) in said(editor.get(where)) for article in live)
    back = editor.post(where, follow=True)
    assert "Đã lấy lại 3 trang." in said(back)
    assert statuses(*paths) == [200] * 3
    assert Article.objects.get(pk=draft.pk).status == ("trashed" if name == "trash" else "draft")


def test_question_is_asked_anew_where_more_has_become_public(editor: Client) -> None:
    one, two = make_article(), make_article(status="approved", published_from=None)
    question = editor.post(LIST, {"action": "trash", "_selected_action": [one.pk, two.pk]})
    editor.post(address(two, "viec/publish"), {"seen": ""}, follow=True)
    Article.objects.filter(pk=two.pk).update(status="published", published_from=timezone.now())
    assert QUESTION in said(editor.post(LIST, hidden(question)))
    assert statuses(one.get_absolute_url()) == [200]


def test_drafts_go_to_the_trash_without_a_question(editor: Client) -> None:
    draft = make_article(status="draft", published_from=None)
    editor.post(LIST, {"action": "trash", "_selected_action": [draft.pk]})
    draft.refresh_from_db()
    assert draft.status == "trashed"
    assert not Takedown.objects.exists()


def test_one_click_trashes_no_live_article(editor: Client) -> None:
    article = make_article()
    where = article.get_absolute_url()
    question = editor.post(
        address(article), opened(editor, address(article)) | {"_step_trash": "x"}, follow=True
    )
    assert statuses(where) == [200]
    assert QUESTION in said(question)
    assert where in said(question)
    answer = editor.post(address(article, "viec/trash"), follow=True)
    assert statuses(where) == [404]
    editor.post(offered(answer))
    assert statuses(where) == [200]


def test_what_is_over_meanwhile_is_said(editor: Client, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-06-15T12:00:00Z", tick=False)
    article = make_article(published_until=timezone.now() + HOUR)
    where = offered(editor.post(address(article, "viec/withdraw"), follow=True))
    time_machine.shift(2 * HOUR)
    back = said(editor.post(where, follow=True))
    assert "đã hết hạn đăng lúc 15-06-2026 20:00" in back
    article.refresh_from_db()
    assert article.status_label(timezone.now()) == "Hết hạn"


def test_the_state_comes_back_and_newer_words_stay(editor: Client) -> None:
    article = make_article(title="Cũ")
    before = article.published_from
    where = offered(editor.post(address(article, "viec/withdraw"), {"notice": "Sai."}, follow=True))
    editor.post(address(article), opened(editor, address(article)) | {"title": "Mới"})
    editor.post(where)
    article.refresh_from_db()
    assert (article.title, article.status, article.published_from) == ("Mới", "published", before)
    assert article.withdrawal_note == ""
    assert [entry.action for entry in article.audit_log.all()[:3]] == [
        *("published", "edited", "withdrawn")
    ]


def test_what_somebody_has_decided_since_is_left_alone(editor: Client) -> None:
    article = make_article()
    where = offered(editor.post(address(article, "viec/withdraw"), follow=True))
    editor.post(address(article, "viec/trash"))
    assert "giữ nguyên như bây giờ" in said(editor.post(where, follow=True))
    article.refresh_from_db()
    assert article.status == "trashed"


def test_after_a_day_or_a_second_time_nothing_is_taken_back(
    editor: Client, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-06-15T12:00:00Z", tick=False)
    article = make_article()
    where = offered(editor.post(address(article, "viec/withdraw"), follow=True))
    time_machine.shift(datetime.timedelta(days=1, seconds=1))
    editor = signed_in("bientap")  # the session of yesterday is over
    assert "Đã quá một ngày" in said(editor.get(where))
    assert "Đã quá một ngày" in said(editor.post(where, follow=True))
    assert statuses(article.get_absolute_url()) == [404]


def test_the_way_back_is_an_editor_s_and_stands_on_the_first_page(
    editor: Client, reporter: Client
) -> None:
    article = make_article(title="Đại hội chi bộ")
    where = offered(editor.post(address(article, "viec/withdraw"), follow=True))
    assert reporter.get(where).status_code == reporter.post(where).status_code == 403
    assert "Đại hội chi bộ" not in said(reporter.get(where))
    assert Client().get(where).status_code == 302
    first_page = said(signed_in("dongnghiep").get("/quan-tri/"))
    assert "Vừa gỡ khỏi trang" in first_page
    assert f'action="{where}"' in first_page
    assert "Vừa gỡ khỏi trang" not in said(reporter.get("/quan-tri/"))


def stamped(name: str, moment: datetime.datetime) -> dict[str, str]:
    local = timezone.localtime(moment)
    return {f"{name}_0": f"{local:%d-%m-%Y}", f"{name}_1": f"{local:%H:%M}"}


@pytest.mark.parametrize(
    "dates",
    [
        stamped("published_until", timezone.now() - HOUR),
        stamped("published_from", timezone.now() + 48 * HOUR),
    ],
    ids=["expired", "put off"],
)
def test_dates_that_take_a_live_article_away_are_asked_about(
    editor: Client, dates: dict[str, str]
) -> None:
    article = make_article(title="Cũ", published_from=timezone.now() - 24 * HOUR)
    where, before = article.get_absolute_url(), article.published_from
    fields = opened(editor, address(article)) | {"title": "Cũ hơn"} | dates
    question = editor.post(address(article), fields)
    assert QUESTION.lower() in said(question).lower().replace("vừa gõ, ", "")
    assert "Chưa có gì được lưu" in said(question)
    assert Article.objects.get().title == "Cũ"
    assert statuses(where) == [200]
    again = {name: values[-1] for name, values in hidden(question).items()}
    further = editor.post(address(article), again | {"_edit_on": "1"})
    assert further.context["adminform"].form["title"].value() == "Cũ hơn"
    answer = editor.post(address(article), again | {"_take_down": "1"}, follow=True)
    assert Article.objects.get().title == "Cũ hơn"
    assert statuses(Article.objects.get().get_absolute_url()) == [404]
    editor.post(offered(answer))
    article.refresh_from_db()
    assert (article.published_from, article.published_until) == (before, None)
    assert article.title == "Cũ hơn"


def test_deleted_static_page_comes_back_under_its_address(administrator: Client) -> None:
    page = Page.objects.create(title="Giới thiệu", body="<p>Lịch sử chi bộ.</p>")
    where = page.get_absolute_url()
    delete = where_of(page, "delete/")
    assert where in said(administrator.get(delete))
    answer = administrator.post(delete, {"post": "yes"}, follow=True)
    assert statuses(where) == [404]
    administrator.post(offered(answer))
    assert "Lịch sử chi bộ." in said(Client().get(where))


def test_deleted_static_page_comes_back_with_its_documents(
    administrator: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    page = Page.objects.create(title="Điều lệ", body="<p>Toàn văn.</p>")
    attached = attach_to_page(page)
    document = attached.file.url
    content = taken(Client().get(document))
    delete = where_of(page, "delete/")
    with django_capture_on_commit_callbacks(execute=True):
        gone = administrator.post(delete, {"post": "yes"}, follow=True)
    assert status_of(Client(), document) == 404
    with django_capture_on_commit_callbacks(execute=True):
        administrator.post(offered(gone))
    back = Client().get(page.get_absolute_url()).content.decode()
    assert document in back
    assert taken(Client().get(document)) == content


def test_deleted_category_comes_back_with_its_place_in_the_menu(administrator: Client) -> None:
    administrator.post("/quan-tri/articles/category/add/", {"name": "Chuyên đề", "order": "3"})
    category = Category.objects.get()
    where = category.get_absolute_url()
    chosen = {"action": "delete_selected", "_selected_action": [category.pk]}
    question = administrator.post("/quan-tri/articles/category/", chosen)
    assert where in said(question)
    answer = administrator.post(
        "/quan-tri/articles/category/", chosen | {"post": "yes"}, follow=True
    )
    assert statuses(where) == [404]
    assert not MenuItem.objects.filter(url=where).exists()
    administrator.post(offered(answer))
    assert statuses(where) == [200]
    assert where in said(Client().get("/"))


def test_address_that_belongs_to_another_by_now_is_said(administrator: Client) -> None:
    page = Page.objects.create(title="Giới thiệu", body="")
    delete = where_of(page, "delete/")
    where = offered(administrator.post(delete, {"post": "yes"}, follow=True))
    Page.objects.create(title="Giới thiệu", body="Khác")
    assert "nay thuộc về trang khác" in said(administrator.post(where, follow=True))
    assert Page.objects.get().body == "Khác"


def test_deleted_page_is_for_its_administrators_to_take_back(
    administrator: Client, editor: Client
) -> None:
    page = Page.objects.create(title="Giới thiệu", body="")
    delete = where_of(page, "delete/")
    where = offered(administrator.post(delete, {"post": "yes"}, follow=True))
    assert editor.get(where).status_code == editor.post(where).status_code == 403


def test_categories_fill_the_menu_and_their_entries_follow_their_names(editor: Client) -> None:
    for name in ("Tin tức", "Văn bản"):
        editor.post("/quan-tri/articles/category/add/", {"name": name, "order": "0"})
    assert list(MenuItem.objects.values_list("label", "url")) == [
        ("Trang chủ", "/"),
        ("Tin tức", "/chuyen-muc/tin-tuc/"),
        ("Văn bản", "/chuyen-muc/van-ban/"),
    ]
    category = Category.objects.get(slug="van-ban")
    change = f"/quan-tri/articles/category/{category.pk}/change/"
    editor.post(change, {"name": "Văn bản mới", "order": "0"})
    assert MenuItem.objects.last().label == "Văn bản mới"  # type: ignore[union-attr]


LEFT_AT = "?_changelist_filters=q%3Dmuoi%26p%3D2"


def test_steps_lead_back_to_the_list_as_it_was_left(editor: Client) -> None:
    article = make_article()
    form = address(article) + LEFT_AT
    saved = editor.post(form, opened(editor, form) | {"_save": "Lưu"})
    assert saved.headers["Location"] == f"{LIST}?q=muoi&p=2"
    asked = editor.post(form, opened(editor, form) | {"_step_trash": "x"})
    assert asked.headers["Location"] == address(article, "viec/trash") + LEFT_AT
    assert f"/change/{LEFT_AT}" in said(editor.get(asked.headers["Location"]))
    gone = editor.post(asked.headers["Location"])
    assert gone.headers["Location"] == f"{LIST}?q=muoi&p=2"
    assert f'href="{LIST}?q=muoi&p=2"' in said(editor.get(form))


def titles(client: Client, query: str) -> set[str]:
    return {article.title for article in client.get(LIST + query).context["cl"].result_list}


def test_list_is_narrowed_by_time_writer_and_lack_of_pictures(
    editor: Client, reporter: Client
) -> None:
    now = timezone.now()
    writer = reporter.get("/quan-tri/").context["user"]
    make_article(title="Hẹn", published_from=now + HOUR)
    make_article(title="Hết", published_until=now - HOUR)
    live = make_article(title="Đang", author=writer)
    live.photos.create(order=1, caption="Chờ ảnh")
    described = make_article(title="Đủ")
    described.photos.create(order=1, file="photos/a.webp", alt="Tả")
    described.choose_cover()
    assert titles(editor, "?thoi-han=hen-gio") == {"Hẹn"}
    assert titles(editor, "?thoi-han=het-han") == {"Hết"}
    assert titles(editor, "?thoi-han=dang-dang") == {"Đang", "Đủ"}
    assert titles(editor, f"?nguoi-viet={writer.pk}") == {"Đang"}
    assert titles(editor, "?anh=khong-co") == {"Hẹn", "Hết", "Đang"}
    assert titles(editor, "?anh=cho-anh") == {"Đang"}
    assert titles(editor, "?anh=thieu-mo-ta") == set()
    assert "phongvien" in said(editor.get(LIST))
    assert "nguoi-viet" not in said(reporter.get(LIST))
    make_category(name="Khác")
    assert signed_in("khac", REPORTER).get(LIST + "?nguoi-viet=1x").status_code == 200


def test_deleted_topic_comes_back_with_its_articles(editor: Client) -> None:
    article, topic = make_article(), Topic.objects.create(name="Đại hội")
    connect(article, [topic], None)
    where = topic.get_absolute_url()
    delete = f"/quan-tri/articles/topic/{topic.pk}/delete/"
    assert where in said(editor.get(delete))
    answer = editor.post(delete, {"post": "yes"}, follow=True)
    assert statuses(where) == [410]
    editor.post(offered(answer))
    assert statuses(where) == [200]
    assert article.get_absolute_url() in said(Client().get(where))
