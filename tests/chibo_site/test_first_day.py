"""The first day of a new site: what its administrator reads on the first page until all is done."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from articles.models import Article
from chibo_site.roles import ADMINISTRATOR, EDITOR, REPORTER
from demo.models import DemoItem
from tests.chibo_site.first_page import START, first_page
from tests.support.admin_pages import texts
from tests.support.factories import make_article, make_category, make_identity, make_person

pytestmark = pytest.mark.django_db

STEPS = [
    "Điền thông tin đơn vị",
    "Lập chuyên mục",
    "Thêm người và giao vai trò",
    "Viết và đăng bài đầu tiên",
]
SAMPLE = "/quan-tri/noi-dung-mau/"


@pytest.fixture
def administrator() -> User:
    return make_person("quantri", ADMINISTRATOR)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def steps(person: User) -> dict[str, str]:
    """Each step with how it stands."""
    html = first_page(person)
    if "first-day__steps" not in html:
        return {}
    parts = (texts(html, f"first-day__{name}") for name in ("name", "state"))
    return dict(zip(*parts, strict=True))


def test_new_site_says_what_it_lacks_and_not_that_nothing_waits(administrator: User) -> None:
    assert steps(administrator) == dict.fromkeys(STEPS, "Chưa xong")
    html = first_page(administrator)
    assert "Không có việc nào đang chờ" not in html
    for page in ("portal/identity/", "articles/category/add/", "auth/user/add/"):
        assert f'href="{START}{page}"' in html


def test_each_step_is_done_by_what_the_site_has_and_then_all_is_gone(administrator: User) -> None:
    make_identity(name_vi="Liên hiệp Hội")
    assert steps(administrator)[STEPS[0]] == "Xong"
    make_category()
    assert steps(administrator)[STEPS[1]] == "Xong"
    make_person("phongvien", REPORTER)
    assert steps(administrator)[STEPS[2]] == "Xong"
    make_article(status="draft", published_from=None)
    assert steps(administrator)[STEPS[3]] == "Chưa xong"
    make_article()
    assert steps(administrator) == {}


@pytest.mark.parametrize("role", [REPORTER, EDITOR])
def test_others_are_not_told(role: str) -> None:
    assert steps(make_person("ai-do", role)) == {}


def test_writing_is_offered_to_whoever_may_write_and_to_nobody_else() -> None:
    for role in (REPORTER, EDITOR, ADMINISTRATOR):
        assert 'class="write__link"' in first_page(make_person("ai-do", role))
    stranger = User.objects.create_user("khach", is_staff=True)
    assert "write__link" not in first_page(stranger)


@pytest.fixture
def demo_site() -> None:
    call_command("load_demo", verbosity=0)


@pytest.mark.usefixtures("demo_site")
def test_sample_content_is_marked_and_goes_at_once_after_a_question(administrator: User) -> None:
    client = signed_in(administrator)
    assert steps(administrator)["Xóa nội dung mẫu"] == "Chưa xong"
    assert steps(administrator)[STEPS[0]] == "Chưa xong"  # the sample's name is nobody's
    edited = Article.objects.earliest("pk")
    edited.title = "Nay là của trang"
    edited.save()
    own = make_article(title="Bài của trang", category=make_category(name="Của trang"))
    listing = client.get(START + "articles/article/").content.decode()
    assert sorted(texts(listing, "field-sample_mark")) == ["", *["Mẫu"] * 34]
    for table in ("articles/category", "portal/page", "portal/menuitem", "portal/banner"):
        assert "Mẫu" in texts(client.get(f"{START}{table}/").content.decode(), "field-sample_mark")
    question = client.get(SAMPLE).content.decode()
    assert "34 bài" in question
    assert own.title not in question
    assert Article.objects.count() == 35
    answer = client.post(SAMPLE, follow=True).content.decode()
    assert "Giữ lại vì đã được sửa" in answer
    assert set(Article.objects.all()) == {edited, own}
    assert not DemoItem.objects.exists()
    assert "Xóa nội dung mẫu" not in steps(administrator)
    assert "sample_mark" not in client.get(START + "articles/article/").content.decode()


def test_role_is_enough_to_enter(administrator: User) -> None:
    client = signed_in(administrator)
    sent = {
        "username": "hoa",
        "usable_password": "true",
        "password1": "mat-khau-dai-nhat-9",
        "password2": "mat-khau-dai-nhat-9",
    }
    [group] = make_person("mau", REPORTER).groups.all()
    client.post(START + "auth/user/add/", sent | {"groups": [group.pk]})
    person = User.objects.get(username="hoa")
    assert list(person.groups.all()) == [group]
    entered = Client()
    login = {"username": "hoa", "password": "mat-khau-dai-nhat-9"}
    answer = entered.post(START + "login/", login, follow=True)
    assert answer.redirect_chain[-1][0].startswith(START)
    assert 'class="write__link"' in answer.content.decode()


def test_tick_taken_out_by_hand_stays_out(administrator: User) -> None:
    person = make_person("phongvien", REPORTER)
    person.is_staff = False
    person.save()
    person.groups.set(person.groups.all())
    person.refresh_from_db()
    assert not person.is_staff
    assert administrator.is_staff
