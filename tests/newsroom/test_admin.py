"""The newsroom's forms, as an editor uses them."""

import datetime
from typing import cast

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from articles.models import Article, Photo
from newsroom.admin import paging
from pictures.fields import PictureFile
from tests.newsroom import desk
from tests.newsroom.desk import ADD, form, photo_upload
from tests.support.factories import make_article, make_category, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("bientap"))
    return client


def test_editor_writes_publishes_and_the_public_reads(editor: Client) -> None:
    fields = form(
        _step_publish="Đăng ngay",
        body='<p style="color:red">Nội dung <script>x</script>sạch.</p><p>[ảnh 1]</p>',
        **{
            "photos-TOTAL_FORMS": "1",
            "photos-0-order": "1",
            "photos-0-file": photo_upload(),
            "photos-0-caption": "Dòng một\r\nDòng hai",
            "photos-0-credit": "Minh Khôi",
            "photos-0-alt": "Hội trường",
            "bylines-TOTAL_FORMS": "1",
            "bylines-0-role": "both",
            "bylines-0-name": "Trần Văn Vũ",
            "bylines-0-order": "1",
        },
    )
    assert editor.post(ADD, fields).status_code == 302
    article = Article.objects.get()
    assert article.body == "<p>Nội dung sạch.</p>\n<p>[ảnh 1]</p>".replace("\n", "")
    photo = article.photos.get()
    assert article.cover == photo
    name = str(photo.file.name)
    assert name.startswith("photos/")
    assert "php" not in name
    assert (photo.width, photo.height) == (900, 600)
    public = Client()
    html = public.get(article.get_absolute_url()).content.decode()
    assert "Dòng một <br>Dòng hai" in html
    assert "Bài, ảnh: Trần Văn Vũ" in html
    for address in (photo.file.url, cast(PictureFile, photo.file).small_url):
        served = public.get(address)
        assert served.status_code == 200
        assert served.headers["Content-Type"] == "image/webp"
        assert served.headers["Cache-Control"] == "public, max-age=86400"
        assert b"WEBP" in served.content
    assert "1 bài" in public.get("/tim-kiem/?q=dong+hai").content.decode()


@pytest.mark.parametrize(
    ("day", "clock"), [("8/12/2021", "02:50"), ("08-12-2021", "02:50"), ("2021-12-08", "02:50:00")]
)
def test_dates_are_taken_as_vietnamese_write_them(editor: Client, day: str, clock: str) -> None:
    fields = form(_step_publish="Đăng ngay", published_from_0=day, published_from_1=clock)
    assert editor.post(ADD, fields).status_code == 302
    moment = timezone.localtime(Article.objects.get().published_from)
    assert moment.strftime("%d-%m-%Y %H:%M") == "08-12-2021 02:50"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": "   "}, "title"),
        ({"published_from_0": "31-11-2026", "published_from_1": "00:00"}, "published_from"),
        ({"published_from_0": "31-12-2300", "published_from_1": "00:00"}, "Năm phải từ"),
        ({"published_from_0": "01-01-0001", "published_from_1": "00:00"}, "Năm phải từ"),
        (
            {
                "published_from_0": "08-12-2021",
                "published_from_1": "02:50",
                "published_until_0": "07-12-2021",
                "published_until_1": "02:50",
            },
            "phải sau “Đăng từ”",
        ),
    ],
)
def test_mistake_is_said_and_nothing_typed_is_lost(
    editor: Client, fields: dict[str, str], said: str
) -> None:
    response = editor.post(ADD, form(body="<p>Một giờ gõ chữ.</p>") | fields)
    html = response.content.decode()
    assert response.status_code == 200
    assert "errornote" in html
    assert said in html
    assert "Một giờ gõ chữ." in html
    assert not Article.objects.exists()


def test_impostor_upload_is_refused_beside_its_field(editor: Client) -> None:
    upload = SimpleUploadedFile("anh" * 90 + ".jpg", b"<script>alert(1)</script>", "image/jpeg")
    fields = form(**{"photos-TOTAL_FORMS": "1", "photos-0-order": "1", "photos-0-file": upload})
    html = editor.post(ADD, fields).content.decode()
    assert "Tệp này không phải ảnh" in html
    assert not Article.objects.exists()
    assert not Photo.objects.exists()


def test_form_that_a_browser_filled_again_makes_no_second_article(editor: Client) -> None:
    """After going back: a form of its own, with the words of the one that was saved."""
    words = {"title": "Chi bộ họp  thường kỳ", "body": "<p>Nội dung.</p><script>x</script>"}
    first = desk.opened(editor, ADD) | form(**words)
    assert editor.post(ADD, first).status_code == 302
    article = Article.objects.get()
    again = desk.opened(editor, ADD) | form(**words)
    page = editor.post(ADD, again | {"_step_publish": "1"})
    assert "Chưa thêm: bài “Chi bộ họp thường kỳ” với đúng những chữ này" in desk.said(page)
    assert f"<a href='{desk.address(article)}'>Mở bài đã lưu</a>" in page.content.decode()
    assert Article.objects.count() == 1
    assert editor.post(ADD, again | {"title": "Chi bộ họp bất thường"}).status_code == 302
    article.refresh_from_db()
    assert (Article.objects.count(), article.status) == (2, "draft")


def test_new_wording_renews_the_stamp_and_a_mere_look_does_not(editor: Client) -> None:
    then = timezone.now() - datetime.timedelta(days=30)
    article = make_article(updated_at=then, published_from=then, title="Tựa cũ")
    stamp = timezone.localtime(then)
    kept = {
        "updated_at_0": stamp.strftime("%d-%m-%Y"),
        "updated_at_1": stamp.strftime("%H:%M:%S"),
        "published_from_0": stamp.strftime("%d-%m-%Y"),
        "published_from_1": stamp.strftime("%H:%M:%S"),
        "initial-updated_at_0": stamp.strftime("%d-%m-%Y"),
        "initial-updated_at_1": stamp.strftime("%H:%M:%S"),
    }
    address = f"/quan-tri/articles/article/{article.pk}/change/"
    same = {"title": "Tựa cũ", "lead": article.lead, "body": article.body}
    assert editor.post(address, form(**kept, **same)).status_code == 302
    article.refresh_from_db()
    assert abs(article.updated_at - then) < datetime.timedelta(seconds=1)
    assert editor.post(address, form(**kept, **same | {"title": "Tựa mới"})).status_code == 302
    article.refresh_from_db()
    assert timezone.now() - article.updated_at < datetime.timedelta(minutes=1)
    assert article.slug == "tua-moi"


def test_list_finds_without_marks_also_drafts(editor: Client) -> None:
    make_article(title="ĐẠI HỘI chi bộ", status="draft")
    make_article(title="Chuyện khác", lead="", body="")
    html = editor.get("/quan-tri/articles/article/?q=dai+hoi").content.decode()
    assert "ĐẠI HỘI chi bộ" in html
    assert "Chuyện khác" not in html


def test_deleting_the_chosen_articles_takes_them_out_of_the_search(editor: Client) -> None:
    article = make_article(title="Bài sắp xóa", status="trashed", trashed_from="draft")
    chosen = {"_selected_action": [article.pk], "action": "delete_selected", "post": "yes"}
    editor.post("/quan-tri/articles/article/?status__exact=trashed", chosen)
    assert not Article.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_search")
        assert cursor.fetchone() == (0,)


def test_list_says_what_readers_see_now(editor: Client) -> None:
    now = timezone.now()
    hour = datetime.timedelta(hours=1)
    make_article(published_from=now + hour)
    make_article(published_from=now - 2 * hour, published_until=now - hour)
    make_article(status="withdrawn")
    html = editor.get("/quan-tri/articles/article/").content.decode()
    for said in ("Hẹn giờ", "Hết hạn", "Đã gỡ"):
        assert f'<td class="field-status_now">{said}</td>' in html


def test_publish_and_withdraw_many_at_once(editor: Client) -> None:
    article = make_article(status="draft", published_from=None)
    chosen = {"_selected_action": [article.pk]}
    editor.post("/quan-tri/articles/article/", chosen | {"action": "publish"})
    assert Client().get(article.get_absolute_url()).status_code == 200
    withdraw = chosen | {"action": "withdraw"}
    question = editor.post("/quan-tri/articles/article/", withdraw)
    asked = {"takes_down": question.context["digest"]}
    editor.post("/quan-tri/articles/article/", withdraw | asked)
    assert Client().get(article.get_absolute_url()).status_code == 404


def test_article_that_cannot_be_published_is_named_and_left_alone(editor: Client) -> None:
    past = timezone.now() - datetime.timedelta(days=1)
    article = make_article(status="draft", published_from=None, published_until=past)
    chosen = {"_selected_action": [article.pk], "action": "publish"}
    html = editor.post("/quan-tri/articles/article/", chosen, follow=True).content.decode()
    assert f"Giữ nguyên “{article.title}”" in html
    assert "phải sau “Đăng từ”" in html
    article.refresh_from_db()
    assert article.status == "draft"


def test_replaced_picture_is_gone_from_the_site(
    editor: Client,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    article = make_article()
    photo = Photo(article=article)
    photo.file = photo_upload()
    photo.save()
    before = {photo.file.url, photo.file.small_url}
    photo.file = photo_upload("PNG")
    with django_capture_on_commit_callbacks(execute=True):
        photo.save()
    now = {photo.file.url, photo.file.small_url}
    assert {Client().get(address).status_code for address in now} == {200}
    assert {Client().get(address).status_code for address in before} == {404}


def test_cover_follows_when_its_photo_is_deleted(editor: Client) -> None:
    article = make_article()
    first, second = make_photo(article), make_photo(article)
    article.choose_cover()
    photos = {
        "photos-TOTAL_FORMS": "2",
        "photos-INITIAL_FORMS": "2",
        "photos-0-id": first.pk,
        "photos-0-article": article.pk,
        "photos-0-order": "1",
        "photos-0-DELETE": "on",
        "photos-1-id": second.pk,
        "photos-1-article": article.pk,
        "photos-1-order": "2",
    }
    address = f"/quan-tri/articles/article/{article.pk}/change/"
    assert editor.post(address, form(cover=first.pk, **photos)).status_code == 302
    assert Article.objects.get().cover == second


def test_category_whose_address_is_taken_is_refused_beside_the_field(editor: Client) -> None:
    make_category(name="Đoàn thể")
    fields = {"name": "Doan the", "slug": "", "order": "1"}
    response = editor.post("/quan-tri/articles/category/add/", fields)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()


def test_preview_shows_a_draft_with_its_waiting_frame_and_is_private(editor: Client) -> None:
    article = make_article(status="draft", body="<p>[ảnh 1]</p>")
    make_photo(article, file="", caption="Lễ kết nạp")
    address = f"/quan-tri/articles/article/{article.pk}/xem-truoc/"
    response = editor.get(address)
    html = response.content.decode()
    assert "Bản xem trước" in html
    assert "Chờ ảnh 1" in html
    assert article.get_print_url() not in html
    assert "no-store" in response.headers["Cache-Control"]
    assert "private" in response.headers["Cache-Control"]
    assert Client().get(address).status_code == 302
    plain = Client()
    plain.force_login(User.objects.create_user("nhanvien", is_staff=True))
    assert plain.get(address).status_code == 403


def test_category_with_articles_is_not_deleted(editor: Client) -> None:
    article = make_article()
    address = f"/quan-tri/articles/category/{article.category.pk}/delete/"
    editor.post(address, {"post": "yes"})
    assert Article.objects.get().category == article.category


def test_list_address_cannot_be_used_to_guess_passwords(editor: Client) -> None:
    staff = User.objects.create_user("nhanvien", is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename="view_article"))
    client = Client()
    client.force_login(staff)
    response = client.get("/quan-tri/articles/article/?category__articles__title__startswith=C")
    assert response.status_code == 400


def test_only_the_editor_s_pages_allow_inline_style(editor: Client) -> None:
    article = make_article()
    change = editor.get(f"/quan-tri/articles/article/{article.pk}/change/")
    policy = change.headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src 'self';" in policy + ";"
    listing = editor.get("/quan-tri/articles/article/").headers["Content-Security-Policy"]
    assert "unsafe" not in listing


def test_login_stays_on_the_site() -> None:
    User.objects.create_superuser("quantri", password="mat-khau-dai-123")
    for evil in ("//evil.example", "https://evil.example", "/\\evil.example"):
        response = Client().post(
            f"/quan-tri/login/?next={evil}",
            {"username": "quantri", "password": "mat-khau-dai-123", "next": evil},
        )
        assert response.status_code == 302
        assert "evil" not in response.headers["Location"]


def test_list_says_where_it_ends(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 3)
    for number in range(3):
        make_article(title=f"Tin {number}")
    assert "3 tin, bài" in listed(editor)
    make_article(title="Tin thứ tư")
    assert "hơn 3 tin, bài" in listed(editor)


def test_list_offers_dates_down_to_a_day(editor: Client) -> None:
    moment = timezone.make_aware(datetime.datetime(2021, 12, 8, 2, 50))
    make_article(title="Tin cũ", published_from=moment)
    make_article(title="Tin cuối năm", published_from=moment.replace(day=31))
    make_article(title="Tin sau", published_from=moment.replace(year=2023))
    make_article(title="Chưa có ngày", status="draft", published_from=None)
    years = listed(editor)
    for year in (2021, 2022, 2023):
        assert f'href="?published_from__year={year}"' in years
    assert "published_from__year=2024" not in years
    in_2021 = listed(editor, "?published_from__year=2021")
    assert in_2021.count("published_from__month=") == 12
    assert in_2021.index("Tin cuối năm") < in_2021.index("Tin cũ")
    month = listed(editor, "?published_from__year=2021&published_from__month=12")
    assert month.count("published_from__day=") == 31
    day = listed(editor, "?" + "&".join(["published_from__year=2021", *IN_DECEMBER]))
    assert "Tin cũ" in day
    assert "Tin cuối năm" not in day
    assert "Tin sau" not in day


IN_DECEMBER = ("published_from__month=12", "published_from__day=8")


@pytest.mark.parametrize("year", ["abc", "0", "10000", "-1"])
def test_a_year_that_is_none_breaks_nothing(year: str, editor: Client) -> None:
    make_article()
    address = f"/quan-tri/articles/article/?published_from__year={year}"
    assert editor.get(address, follow=True).status_code == 200


def listed(editor: Client, query: str = "") -> str:
    response = editor.get(f"/quan-tri/articles/article/{query}")
    assert response.status_code == 200
    return response.content.decode()
