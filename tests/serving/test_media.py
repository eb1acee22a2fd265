"""Who gets a stored picture: readers while something public uses it, staff what they may see."""

import datetime
import re
import secrets
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Photo
from articles.next_change import next_change
from chibo_site.roles import REPORTER
from newsroom import workflow
from newsroom.models import PhotoUpload
from pictures.renditions import all_files
from portal.models import Banner, Identity
from tests.browser.conftest import picture
from tests.support.accounts import give_second_factor
from tests.support.factories import make_article, make_identity, make_person, make_photo
from tests.support.query_plans import as_if_large, plan_of

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NOT_PUBLIC: dict[str, dict[str, Any]] = {
    "draft": {"status": "draft", "published_from": None},
    "waiting": {"status": "waiting", "published_from": None},
    "approved": {"status": "approved", "published_from": None},
    "scheduled": {"published_from": timezone.now() + DAY * 365 * 20},
    "expired": {"published_until": timezone.now() - DAY / 2},
    "withdrawn": {"status": "withdrawn"},
    "withdrawn with a note": {
        "status": "withdrawn",
        "withdrawal_note": "Bài có chỗ sai.",
        "withdrawn_at": timezone.now(),
    },
    "in the trash": {"status": "trashed", "trashed_from": "published"},
}


def with_photo(**fields: Any) -> tuple[Article, list[str]]:
    """An article with a photo, and the addresses of all its files."""
    article = make_article(body="<p>[ảnh 1]</p>", **fields)
    master = f"photos/2026/11/{secrets.token_hex(8)}-2560.webp"
    make_photo(article, file=store(master))
    return article, addresses(master)


def store(master: str) -> str:
    """All files of the master; what is in them is nobody's business here."""
    for name in all_files(master):
        default_storage.save(name, ContentFile(b"anh"))
    return master


def addresses(master: str | None) -> list[str]:
    assert master is not None
    return [f"/media/{name}" for name in all_files(master)]


def answers(client: Client, asked: list[str]) -> set[int]:
    return {client.get(address).status_code for address in asked}


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_no_reader_gets_a_picture_of_what_no_reader_may_read(state: str) -> None:
    _, files = with_photo(**NOT_PUBLIC[state])
    assert answers(Client(), files) == {404}
    nowhere = Client().get("/media/photos/2021/12/0123456789abcdef-480.webp")
    assert Client().get(files[0]).content == nowhere.content


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_editor_and_author_get_it_and_no_cache_does(state: str) -> None:
    author = make_person("phongvien", REPORTER)
    _, files = with_photo(author=author, **NOT_PUBLIC[state])
    for person in (author, make_person("bientap")):
        assert answers(signed_in(person), files) == {200}
        kept = signed_in(person).get(files[0]).headers["Cache-Control"]
        assert kept == "private, no-store"


def test_colleague_reporter_and_staff_without_rights_do_not() -> None:
    _, files = with_photo(status="draft", author=make_person("phongvien", REPORTER))
    assert answers(signed_in(make_person("khac", REPORTER)), files) == {404}
    nobody = User.objects.create_user("ketoan", is_staff=True)
    assert answers(signed_in(nobody), files) == {404}


def test_neither_former_staff_nor_who_still_owes_the_second_factor_gets_it() -> None:
    _, files = with_photo(status="draft")
    editor = make_person("bientap")
    client = signed_in(editor)
    give_second_factor(editor)
    assert answers(client, files) == {404}
    reader = User.objects.create_user("docgia", is_superuser=True)
    assert answers(signed_in(reader), files) == {404}


def test_public_picture_may_be_kept_for_a_day_by_anybody() -> None:
    _, files = with_photo()
    for client in (Client(), signed_in(make_person("bientap"))):
        for address in files:
            answer = client.get(address)
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"] == "public, max-age=86400"
            assert "Cookie" not in answer.headers.get("Vary", "")
            assert not answer.cookies


def test_browser_that_has_it_is_told_so_as_long_as_it_is_public() -> None:
    article, files = with_photo()
    etag = Client().get(files[0]).headers["ETag"]
    again = Client().get(files[0], headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "public, max-age=86400"
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    assert Client().get(files[0], headers={"if-none-match": etag}).status_code == 404


@pytest.mark.parametrize("step", ["withdraw", "trash"])
def test_pictures_go_with_their_article_and_come_back_with_it(
    step: str, django_capture_on_commit_callbacks: Any
) -> None:
    article, files = with_photo()
    editor = make_person("bientap")
    back = {"withdraw": "publish", "trash": "restore"}[step]
    for taken, expected in ((step, {404}), (back, {200}), (step, {404})):
        assert answers(Client(), files) != expected
        with django_capture_on_commit_callbacks(execute=True):
            workflow.apply_step(taken, article, editor)
        assert answers(Client(), files) == expected


def test_clock_alone_brings_pictures_and_takes_them(time_machine: Any) -> None:
    now = timezone.now()
    _, files = with_photo(published_from=now + DAY, published_until=now + 3 * DAY)
    for days, expected in ((0, {404}), (2, {200}), (4, {404})):
        time_machine.move_to(now + days * DAY)
        assert answers(Client(), files) == expected


def test_picture_of_two_articles_stays_as_long_as_one_is_public() -> None:
    first, files = with_photo()
    second = make_article(title="Bài khác")
    make_photo(second, file=first.photos.get().file.name)
    Article.objects.filter(pk=first.pk).update(status="withdrawn")
    assert answers(Client(), files) == {200}


def test_picture_of_many_articles_is_public_by_the_last_of_them() -> None:
    name = with_photo(status="draft")[0].photos.get().file.name
    for number in range(25):
        make_photo(make_article(title=f"Nháp {number}", status="draft"), file=name)
    assert answers(Client(), addresses(name)) == {404}
    make_photo(make_article(title="Bài đăng"), file=name)
    assert answers(Client(), addresses(name)) == {200}


def test_photo_taken_out_of_a_public_article_is_gone() -> None:
    article, files = with_photo()
    article.photos.all().delete()
    assert answers(Client(), files) == {404}


def test_old_picture_answers_at_both_its_sizes() -> None:
    article = make_article()
    files = addresses(store("photos/2021/12/cu.webp"))
    assert answers(Client(), files) == {404}
    make_photo(article, file="photos/2021/12/cu.webp")
    assert answers(Client(), files) == {200}


def test_name_that_only_begins_like_a_public_one_is_nobody_s() -> None:
    make_photo(make_article(), file="photos/2021/12/cu-1600.webp")
    for name in ("cu-481.webp", "cu-480.png", "cu-x-480.webp", "cuu-480.webp", "c-480.webp"):
        default_storage.save(f"photos/2021/12/{name}", ContentFile(b"anh"))
        assert Client().get(f"/media/photos/2021/12/{name}").status_code == 404


def test_file_that_belongs_to_nothing_is_for_nobody() -> None:
    default_storage.save("photos/2021/12/mo-coi.webp", ContentFile(b"anh"))
    for client in (Client(), signed_in(make_person("bientap"))):
        assert client.get("/media/photos/2021/12/mo-coi.webp").status_code == 404


def test_picture_on_its_way_is_for_those_who_write() -> None:
    upload = PhotoUpload()
    upload.file.save("anh.png", ContentFile(picture()))
    files = addresses(upload.file.name)
    assert answers(Client(), files) == {404}
    assert answers(signed_in(make_person("phongvien", REPORTER)), files) == {200}
    assert answers(signed_in(User.objects.create_user("ketoan", is_staff=True)), files) == {404}


def make_emblem() -> list[str]:
    identity = make_identity()
    identity.logo.save("logo.png", ContentFile(picture()))
    return addresses(identity.logo.name)


def make_banner(**days: Any) -> list[str]:
    banner = Banner(title="Chào mừng", **days)
    banner.image.save("anh.png", ContentFile(picture()))
    return addresses(banner.image.name)


def test_emblem_and_today_s_banner_are_everybody_s() -> None:
    today = timezone.localdate()
    for files in (make_emblem(), make_banner(starts_on=today, ends_on=today)):
        assert answers(Client(), files) == {200}


def test_banner_of_another_day_is_for_those_who_keep_banners() -> None:
    files = make_banner(starts_on=timezone.localdate() + DAY)
    assert answers(Client(), files) == {404}
    keeper = User.objects.create_user("quanly", is_staff=True)
    assert answers(signed_in(keeper), files) == {404}
    keeper.user_permissions.set(Permission.objects.filter(codename="view_banner"))
    assert answers(signed_in(User.objects.get(pk=keeper.pk)), files) == {200}


def test_emblem_that_was_taken_down_is_gone() -> None:
    files = make_emblem()
    Identity.objects.get().delete()
    assert answers(Client(), files) == {404}


def test_public_photo_costs_one_query_and_then_none(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        article, files = with_photo()
        make_identity()
    next_change(timezone.now())  # what any page asks for is remembered
    assert [queries(address) for address in (*files, *files)] == [1] * len(files) + [0] * len(files)
    with django_capture_on_commit_callbacks(execute=True):
        article.title = "Tựa sửa"
        article.save()
    next_change(timezone.now())
    assert [queries(files[0]), queries(files[0])] == [1, 0]


def queries(address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        Client().get(address)
    return len([query for query in asked if "portal_identity" not in query["sql"]])


def test_photo_is_found_by_the_index_of_file_names() -> None:
    article = make_article()
    Photo.objects.bulk_create(
        Photo(article=article, order=number, file=f"photos/2021/12/{number:016x}-2560.webp")
        for number in range(1, 500)
    )
    as_if_large(["articles_photo", "articles_article"])
    with CaptureQueriesContext(connection) as asked:
        Client().get("/media/photos/2021/12/khong-co.webp")
    [sql] = [query["sql"] for query in asked if 'FROM "articles_photo"' in query["sql"]]
    plan = plan_of(sql)
    assert any("photo_file" in step for step in plan), plan
    assert not any(step.startswith("SCAN") for step in plan), plan


@pytest.mark.parametrize("step", ["withdraw", "trash"])
def test_editor_who_withdraws_is_told_what_becomes_of_the_pictures(step: str) -> None:
    article, _ = with_photo()
    client = signed_in(make_person("bientap"))
    said = client.post(
        f"/quan-tri/articles/article/{article.pk}/viec/{step}/", {"note": "Sai"}, follow=True
    ).content.decode()
    assert "Ảnh chỉ dùng trong bài này cũng không còn mở được" in said
    assert "nhiều nhất một ngày" in said


def test_so_is_who_withdraws_many_and_nobody_else() -> None:
    article, _ = with_photo()
    draft, _ = with_photo(status="draft")
    without = make_article()
    client = signed_in(make_person("bientap"))

    def told(action: str, *articles: Article) -> bool:
        chosen = {"action": action, "_selected_action": [each.pk for each in articles]}
        answer = client.post("/quan-tri/articles/article/", chosen, follow=True)
        if asked := re.search(r'name="takes_down" value="(\w+)"', answer.content.decode()):
            confirmed = chosen | {"takes_down": asked[1]}
            answer = client.post("/quan-tri/articles/article/", confirmed, follow=True)
        return "nhiều nhất một ngày" in answer.content.decode()

    assert told("withdraw", article, without)
    assert not told("withdraw", article)
    assert not told("trash", draft)
    make_photo(without, file="")
    assert not told("withdraw", without)
