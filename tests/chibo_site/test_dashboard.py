"""“Việc cần làm”: what each role finds on the admin's first page, and what finding it costs."""

import datetime
import re

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles.internal_links import fill as fill_links
from articles.models import Article, InternalLink
from chibo_site import dashboard as first_page_work
from chibo_site.roles import ADMINISTRATOR, EDITOR, REPORTER
from newsroom import dashboard, proposals, workflow
from newsroom.revisions import snapshot_of
from portal.models import Identity
from tests.chibo_site.first_page import START, first_page, queries_of
from tests.support.admin_pages import texts
from tests.support.factories import make_article, make_identity, make_person, make_photo

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
MOST_QUERIES = 28


def work(person: User) -> dict[str, list[str]]:
    """Each kind of work with its pieces, as the page says them: {"Bài chờ duyệt 1": [...]}."""
    found = {}
    for section in first_page(person).split('<section class="tasks__task">')[1:]:
        html = section.partition("</section>")[0]
        [name] = texts(html, "tasks__name")
        found[name] = texts(html, "tasks__item")
    return found


def make_draft(author: User, title: str = "Bản thảo", **fields: object) -> Article:
    return make_article(
        title=title, author=author, **{"status": "draft", "published_from": None} | fields
    )


@pytest.fixture
def reporter() -> User:
    return make_person("phongvien", REPORTER)


@pytest.fixture
def editor() -> User:
    return make_person("bientap", EDITOR)


@pytest.mark.parametrize("role", [REPORTER, EDITOR])
def test_nothing_is_said_where_nothing_waits(role: str) -> None:
    person = make_person("ai-do", role)
    make_article()
    assert work(person) == {}
    assert "Không có việc nào đang chờ" in first_page(person)


def test_the_list_of_work_stands_above_the_apps(editor: User) -> None:
    html = first_page(editor)
    assert html.index("Việc cần làm") < html.index("app-articles")


def test_editor_sees_what_waits_for_approval_the_longest_first(
    reporter: User, editor: User, time_machine: TimeMachineFixture
) -> None:
    now = timezone.now()
    later, earlier = make_draft(reporter, "Gửi sau"), make_draft(reporter, "Gửi trước")
    for article, hours in ((earlier, 49), (later, 3)):
        time_machine.move_to(now - hours * HOUR)
        workflow.apply_step("submit", article, reporter)
    time_machine.move_to(now + HOUR / 60)
    assert work(editor) == {
        "Bài chờ duyệt 2": ["Gửi trước chờ 2 ngày", "Gửi sau chờ 3 giờ"],
    }
    assert f"{START}articles/article/?status__exact=waiting" in first_page(editor)
    assert work(reporter) == {}


def test_editor_sees_edits_that_wait(reporter: User, editor: User) -> None:
    article = make_article(author=reporter, title="Bài đang đăng")
    proposals.propose(article, reporter, snapshot_of(article) | {"title": "Tựa mới"})
    assert list(work(editor)) == ["Bản sửa chờ duyệt 1"]
    [line] = work(editor)["Bản sửa chờ duyệt 1"]
    assert "Bài đang đăng của phongvien" in line


def test_reporter_sees_own_drafts_and_what_came_back_and_why(reporter: User, editor: User) -> None:
    make_draft(reporter, "Còn viết dở")
    make_draft(editor, "Của người khác")
    returned = make_draft(reporter, "Bị trả lại")
    workflow.apply_step("submit", returned, reporter)
    workflow.apply_step("return", returned, editor, note="Thiếu nguồn tin.")
    live = make_article(author=reporter, title="Bài đang đăng")
    proposal = proposals.propose(live, reporter, snapshot_of(live) | {"title": "Tựa mới"})
    proposals.decline(proposal, editor, "Tựa dài quá.")
    found = work(reporter)
    assert set(found) == {"Trả lại cho bạn 2", "Bản thảo của bạn 1"}
    assert found["Trả lại cho bạn 2"] == [
        "Bị trả lại Thiếu nguồn tin.",
        "Bài đang đăng Tựa dài quá.",
    ]
    assert found["Bản thảo của bạn 1"][0].startswith("Còn viết dở")


def test_what_was_sent_again_is_no_longer_called_returned(reporter: User, editor: User) -> None:
    article = make_draft(reporter)
    workflow.apply_step("submit", article, reporter)
    workflow.apply_step("return", article, editor, note="Thiếu nguồn tin.")
    workflow.apply_step("submit", article, reporter)
    live = make_article(author=reporter)
    for title in ("Một", "Hai"):
        proposal = proposals.propose(live, reporter, snapshot_of(live) | {"title": title})
        if title == "Một":
            proposals.decline(proposal, editor, "Chưa được.")
    assert work(reporter) == {}


def test_what_is_scheduled_is_told_with_its_moment(reporter: User, editor: User) -> None:
    moment = timezone.localtime(timezone.now() + 50 * HOUR)
    make_article(title="Sắp đăng", author=editor, published_from=moment)
    make_article(title="Sắp đăng nữa", author=reporter, published_from=moment + HOUR)
    first, second = (f"{each:%d-%m-%Y %H:%M}" for each in (moment, moment + HOUR))
    assert work(editor) == {
        "Hẹn giờ đăng 2": [f"Sắp đăng {first}", f"Sắp đăng nữa {second}"],
    }
    assert work(reporter) == {"Hẹn giờ đăng 1": [f"Sắp đăng nữa {second}"]}


def test_photos_without_a_description_are_told_of_public_articles(
    reporter: User, editor: User
) -> None:
    live = make_article(title="Bài đang đăng", author=reporter)
    make_photo(live, alt="")
    make_photo(live)
    make_photo(live, alt="")
    make_photo(make_article(title="Đã gỡ", status="withdrawn"), alt="")
    expected = {"Ảnh trên trang chưa có mô tả 2": ["Bài đang đăng ảnh 3, ảnh 1"]}
    assert work(editor) == work(reporter) == expected
    assert work(make_person("khac", REPORTER)) == {}


def test_figures_that_wait_for_a_photo_are_told(reporter: User, editor: User) -> None:
    make_photo(make_article(title="Chờ ảnh", author=reporter), file="")
    gone = make_article(status="trashed", trashed_from="draft", author=reporter)
    make_photo(gone, file="")
    expected = {"Khung còn chờ ảnh 1": ["Chờ ảnh ảnh 1"]}
    assert work(editor) == work(reporter) == expected


def test_blank_identity_and_idle_accounts_are_the_administrator_s(editor: User) -> None:
    make_identity(address="", governing_body="", logo="identity/a.webp")
    User.objects.create_user("chua-co-viec", is_staff=True)
    assert work(make_person("quantri", ADMINISTRATOR)) == {
        "Thông tin đơn vị còn trống 2": ["địa chỉ", "cơ quan chủ quản"],
        "Tài khoản chưa có vai trò 1": ["chua-co-viec"],
    }
    assert work(editor) == {}


def linking_to(target: Article | str, **fields: object) -> Article:
    path = target if isinstance(target, str) else target.get_absolute_url()
    return make_article(title="Bài có liên kết", body=f'<p><a href="{path}">xem</a></p>', **fields)


LINKS = "Liên kết trong bài không còn mở được 1"


def test_link_breaks_with_its_target_and_mends_with_it(editor: User) -> None:
    target = make_article(title="Bài được dẫn")
    linking_to(target)
    assert work(editor) == {}
    workflow.apply_step("withdraw", target, editor)
    found = work(editor)
    assert "“Bài được dẫn”" in found.pop("Vừa gỡ khỏi trang 1")[0]
    assert found == {LINKS: [f"Bài có liên kết {target.get_absolute_url()}"]}
    workflow.apply_step("publish", target, editor)
    assert work(editor) == {}
    target.delete()
    assert list(work(editor)) == [LINKS]


def test_link_breaks_by_the_clock(editor: User, time_machine: TimeMachineFixture) -> None:
    now = timezone.now()
    linking_to(make_article(title="Bài được dẫn", published_until=now + HOUR))
    assert work(editor) == {}
    time_machine.move_to(now + 2 * HOUR)
    assert list(work(editor)) == [LINKS]


@pytest.mark.parametrize(
    ("path", "is_broken"),
    [
        ("/bai/999999/khong-co/", True),
        ("/khong-co-trang-nay/", True),
        ("http://testserver/bai/999999/khong-co/in/", True),
        ("/bai/99999999999999999999999/x/", True),
        ("https://example.vn/bai/999999/khong-co/", False),
        ("mailto:lienhiephoi@example.vn", False),
        ("#cuoi-bai", False),
        ("http://[::1", False),
        ("/", False),
        ("/tim-kiem/?q=chi+bo", False),
    ],
)
def test_only_links_into_the_site_are_followed(editor: User, path: str, is_broken: bool) -> None:
    linking_to(path)
    assert (LINKS in work(editor)) == is_broken


def test_link_that_is_taken_out_or_stands_in_no_public_article_is_not_told(editor: User) -> None:
    article = linking_to("/khong-co-trang-nay/")
    linking_to("/khong-co-trang-nay/", status="withdrawn")
    article.body = "<p>Không còn liên kết.</p>"
    article.save()
    assert work(editor) == {}


def test_links_of_an_archive_are_found_as_saving_finds_them(editor: User) -> None:
    target = make_article(title="Bài được dẫn", published_until=timezone.now() + HOUR)
    for path in (target, "/khong-co/", "/bai/999999/x/", "https://example.vn/", "tuong-doi/"):
        linking_to(path)
    linking_to("/khong-co/", status="draft")
    columns = ("article", "path", "target", "good_until")
    kept = set(InternalLink.objects.values_list(*columns))
    assert len(kept) == 4
    InternalLink.objects.all().delete()
    fill_links(Article.objects.with_published_status(), InternalLink.objects)
    assert set(InternalLink.objects.values_list(*columns)) == kept


def test_more_than_is_counted_is_said_as_such(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dashboard, "MOST", 6)
    for number in range(8):
        make_article(title=f"Bài {number}", status="waiting", author=editor)
    [(name, items)] = work(editor).items()
    assert (name, len(items)) == ("Bài chờ duyệt 6+", dashboard.SHOWN)


def fill(people: list[User]) -> None:
    """Something of everything."""
    reporter, editor, *_ = people
    make_draft(reporter)
    returned = make_draft(reporter, "Bị trả lại")
    workflow.apply_step("submit", returned, reporter)
    workflow.apply_step("return", returned, editor, note="Thiếu nguồn tin.")
    workflow.apply_step("submit", make_draft(reporter, "Chờ duyệt"), reporter)
    live = make_article(author=reporter)
    proposals.propose(live, reporter, snapshot_of(live) | {"title": "Tựa mới"})
    make_photo(live, alt="")
    make_photo(live, file="")
    linking_to("/khong-co/", author=reporter)
    make_article(title="Sắp đăng", author=reporter, published_from=timezone.now() + HOUR)


def test_the_page_asks_no_more_with_more_work() -> None:
    people = [
        make_person("phongvien", REPORTER),
        make_person("bientap", EDITOR),
        make_person("quantri", ADMINISTRATOR),
    ]
    make_identity(phone="")
    User.objects.create_user("chua-co-viec", is_staff=True)
    numbers = []
    for _ in range(2):
        fill(people)
        numbers.append([len(queries_of(person)) for person in people])
    assert numbers[0] == numbers[1]
    assert max(numbers[0]) <= MOST_QUERIES


def test_finding_the_work_costs_what_its_docstrings_say() -> None:
    reporter, editor = make_person("phongvien", REPORTER), make_person("bientap", EDITOR)
    administrator = make_person("quantri", ADMINISTRATOR)
    make_identity(phone="")
    User.objects.create_user("chua-co-viec", is_staff=True)
    fill([reporter, editor])
    make_draft(administrator)
    for find, most in ((dashboard.tasks_of, 13), (first_page_work.tasks_of, 17)):
        with CaptureQueriesContext(connection) as queries:
            administrator.get_all_permissions()  # read once a request
            before = len(queries)
            find(administrator)
        assert len(queries) - before == most


def test_page_says_each_title_as_text(editor: User) -> None:
    make_article(title="<script>alert(1)</script>", status="waiting")
    assert re.search(r"<li.*<script>alert", first_page(editor)) is None


def test_identity_that_is_complete_is_no_work() -> None:
    make_identity(logo="identity/a.webp", governing_body="Tỉnh ủy")
    assert Identity.objects.count() == 1
    assert work(make_person("quantri", ADMINISTRATOR)) == {}
