"""An edit that waits, with its photos: what readers, its writer and its editor see, and what
becomes of the picture files."""

import datetime
import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.desk import proposals
from articles.desk.revisions import BEFORE, Revision, snapshot_of
from articles.models import Article, LogLine, Photo, PhotoUpload, Proposal
from chibo_site.roles import ADMINISTRATOR, EDITOR, REPORTER
from tests.articles.test_photo_admin import send, stored
from tests.browser.conftest import picture
from tests.factories import make_article, make_byline, make_person, make_photo

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
GONE = "Tệp ảnh không còn giữ"
# Nothing in it that one should look at.
IN_ORDER = {"caption": "Lễ ra mắt", "credit": "Trần Văn Vũ", "alt": "Hội trường"}


def signed_in(name: str, role: str) -> Client:
    client = Client()
    client.force_login(make_person(name, role))
    return client


@pytest.fixture
def reporter() -> Client:
    return signed_in("phongvien", REPORTER)


@pytest.fixture
def editor() -> Client:
    return signed_in("bientap", EDITOR)


@pytest.fixture
def live(reporter: Client) -> Article:
    """A public article of the reporter's, with one photo whose files are there."""
    article = make_article(
        author=make_person("phongvien", REPORTER),
        published_from=timezone.now() - HOUR,
        body="<p>Chi bộ bàn ba việc.</p><p>[ảnh 1]</p>",
    )
    upload = PhotoUpload.objects.get(file=send(reporter).json()["name"])
    make_photo(article, file=upload.file.name, width=1000, height=600, **IN_ORDER)
    upload.hand_over()
    article.choose_cover()
    return article


@pytest.fixture
def clock(time_machine: Any) -> Any:
    time_machine.move_to(timezone.now())
    return time_machine


def address(article: Article, page: str = "change") -> str:
    return f"/quan-tri/articles/article/{article.pk}/{page}/"


def said(response: Any) -> str:
    return html.unescape(response.content.decode())


def opened(client: Client, article: Article) -> dict[str, Any]:
    """What a browser would send of the form as it stands open."""
    page = client.get(address(article))
    assert page.status_code == 200
    bound = list(page.context["adminform"].form)
    formsets = [inline.formset for inline in page.context["inline_admin_formsets"]]
    for formset in formsets:
        for form in (formset.management_form, *formset.forms):
            bound += list(form)
    fields = {}
    for field in bound:
        is_unticked = field.html_name.endswith("-DELETE") and not field.value()
        if field.html_name.endswith("-file") or is_unticked:
            continue
        value, widget = field.value(), field.field.widget
        if hasattr(widget, "decompress"):
            parts = enumerate(widget.decompress(value))
            fields |= {f"{field.html_name}_{number}": part or "" for number, part in parts}
        else:
            fields[field.html_name] = "" if value is None else str(value)
    return fields


def with_new_photo(fields: dict[str, Any], name: str, **words: Any) -> dict[str, Any]:
    """The form with one row more, whose picture was sent ahead."""
    row = int(fields["photos-TOTAL_FORMS"])
    photo = {"order": row + 1, "upload": name, "focus_x": 20, "focus_y": 70} | IN_ORDER | words
    rows = {f"photos-{row}-{column}": value for column, value in photo.items()}
    return fields | rows | {"photos-TOTAL_FORMS": str(row + 1)}


def propose(client: Client, article: Article, fields: dict[str, Any]) -> Proposal:
    answer = client.post(address(article), fields)
    assert answer.status_code == 302, said(answer)
    proposal = article.proposals.first()
    assert answer.headers["Location"] == where_of(proposal)
    return proposal


def propose_photo(client: Client, article: Article, **words: Any) -> tuple[Proposal, str]:
    name = send(client).json()["name"]
    return propose(client, article, with_new_photo(opened(client, article), name, **words)), name


def where_of(proposal: Proposal) -> str:
    return address(proposal.article, f"ban-sua/{proposal.pk}")


def accept(client: Client, proposal: Proposal) -> Any:
    """Press the button, and the one on the list of findings where there is one."""
    number = re.search(r'name="began_from" value="(\d+)"', said(client.get(where_of(proposal))))
    assert number
    fields = {"began_from": number[1], "accept": "1"}
    answer = client.post(where_of(proposal), fields)
    if answer.status_code == 200:
        seen = re.search(r'name="seen" value="(\w+)"', said(answer))
        assert seen
        answer = client.post(where_of(proposal), fields | {"seen": seen[1]})
    assert answer.status_code == 302
    return answer


def numbers(article: Article) -> list[tuple[int, str]]:
    return list(article.photos.values_list("order", "caption"))


def public_page(article: Article) -> str:
    return said(Client().get(article.get_absolute_url()))


def stem(name: str) -> str:
    return name.rpartition("-")[0]


def test_new_photo_waits_with_the_edit_and_comes_with_it(
    reporter: Client, editor: Client, live: Article
) -> None:
    proposal, name = propose_photo(reporter, live, caption="Biểu quyết")
    assert numbers(live) == [(1, "Lễ ra mắt")]
    assert stem(name) not in public_page(live)
    page = said(editor.get(where_of(proposal)))
    assert "Thêm ảnh" in page
    assert f"{stem(name)}-480.webp" in page
    assert "[ảnh 2] Biểu quyết" in page
    accept(editor, proposal)
    photo = live.photos.get(order=2)
    assert (photo.file.name, photo.caption, photo.credit) == (name, "Biểu quyết", "Trần Văn Vũ")
    assert (photo.width, photo.height, photo.focus_x, photo.focus_y) == (1000, 600, 20, 70)
    assert stem(name) in public_page(live)
    assert stored(name) == [True] * 6
    assert not PhotoUpload.objects.exists()


def test_preview_shows_the_photos_of_the_edit(
    reporter: Client, editor: Client, live: Article
) -> None:
    proposal, name = propose_photo(reporter, live, caption="Biểu quyết")
    page = said(editor.get(f"{address(live, 'xem-truoc')}?ban-sua={proposal.pk}"))
    assert stem(name) in page
    assert "Biểu quyết" in page
    assert 'width="1000" height="600"' in page


def test_file_chosen_in_the_form_itself_travels_too(
    reporter: Client, editor: Client, live: Article
) -> None:
    file = SimpleUploadedFile("a.png", picture(), "image/png")
    fields = with_new_photo(opened(reporter, live), "") | {"photos-1-file": file}
    proposal = propose(reporter, live, fields)
    [upload] = proposal.uploads.all()
    assert stored(upload.file.name).count(True) == len(stored(upload.file.name))
    accept(editor, proposal)
    assert live.photos.get(order=2).file.name == upload.file.name


def test_edited_words_order_and_focus_of_a_photo_come_with_the_edit(
    reporter: Client, editor: Client, live: Article
) -> None:
    changes = {"caption": "Khai mạc", "credit": "Lan", "alt": "Sân khấu", "order": "4"}
    changes |= {"focus_x": "10", "focus_y": "90"}
    fields = opened(reporter, live) | {f"photos-0-{name}": each for name, each in changes.items()}
    proposal = propose(reporter, live, fields)
    page = said(editor.get(where_of(proposal)))
    assert "Đổi số 1 thành 4, sửa chú thích, sửa người chụp, sửa mô tả ảnh, đổi điểm chính" in page
    assert live.photos.get().caption == "Lễ ra mắt"
    accept(editor, proposal)
    photo = live.photos.get()
    assert {name: str(getattr(photo, name)) for name in changes} == changes


def test_replaced_picture_changes_the_photo_and_the_old_files_go(
    reporter: Client, editor: Client, live: Article, django_capture_on_commit_callbacks
) -> None:
    photo = live.photos.get()
    before, name = photo.file.name, send(reporter).json()["name"]
    fields = opened(reporter, live) | {"photos-0-upload": name}
    proposal = propose(reporter, live, fields)
    page = said(editor.get(where_of(proposal)))
    assert "Thay ảnh khác" in page
    assert f"{stem(before)}-480.webp" in page
    assert f"{stem(name)}-480.webp" in page
    with django_capture_on_commit_callbacks(execute=True):
        accept(editor, proposal)
    photo.refresh_from_db()
    assert photo.file.name == name
    assert live.photos.count() == 1
    assert (any(stored(before)), all(stored(name))) == (False, True)
    assert not PhotoUpload.objects.exists()


def test_photo_taken_out_goes_once_the_edit_is_accepted(
    reporter: Client, editor: Client, live: Article, django_capture_on_commit_callbacks
) -> None:
    name = live.photos.get().file.name
    proposal = propose(reporter, live, opened(reporter, live) | {"photos-0-DELETE": "on"})
    assert "Bỏ ảnh" in said(editor.get(where_of(proposal)))
    assert live.photos.count() == 1
    preview = said(editor.get(f"{address(live, 'xem-truoc')}?ban-sua={proposal.pk}"))
    assert stem(name) not in preview
    with django_capture_on_commit_callbacks(execute=True):
        accept(editor, proposal)
    live.refresh_from_db()
    assert (live.photos.count(), live.cover) == (0, None)
    assert not any(stored(name))
    assert not PhotoUpload.objects.exists()


def test_picture_taken_off_its_caption_leaves_the_caption_waiting(
    reporter: Client, editor: Client, live: Article
) -> None:
    fields = opened(reporter, live) | {"photos-0-file-clear": "on"}
    proposal = propose(reporter, live, fields)
    shown = said(reporter.get(address(live)))
    assert re.search(r'name="photos-0-file-clear"[^>]* checked', shown)
    accept(editor, proposal)
    photo = live.photos.get()
    assert (photo.file.name, photo.caption) == ("", "Lễ ra mắt")


def test_form_goes_on_from_what_was_proposed(reporter: Client, live: Article) -> None:
    make_photo(live, caption="Sẽ bỏ")
    make_byline(live, name="Tên cũ")
    name = send(reporter).json()["name"]
    changes = {
        "photos-0-caption": "Chú thích đề nghị",
        "photos-1-DELETE": "on",
        "bylines-0-name": "Tên đề nghị",
    }
    fields = with_new_photo(opened(reporter, live) | changes, name, caption="Ảnh mới")
    first = propose(reporter, live, fields)
    again = opened(reporter, live)
    assert again["photos-0-caption"] == "Chú thích đề nghị"
    assert again["photos-1-DELETE"] == "True"
    assert again["photos-2-upload"] == name
    assert (again["photos-2-caption"], again["photos-2-focus_x"]) == ("Ảnh mới", "20")
    assert again["bylines-0-name"] == "Tên đề nghị"
    shown = said(reporter.get(address(live)))
    assert f"{stem(name)}-480.webp" in shown
    assert 'name="photos-0-file-clear"' in shown
    assert propose(reporter, live, again) == first


def test_byline_taken_out_or_added_is_shown_so_again(reporter: Client, live: Article) -> None:
    make_byline(live, name="Sẽ bỏ")
    fields = opened(reporter, live) | {"bylines-0-DELETE": "on"}
    propose(reporter, live, fields)
    again = opened(reporter, live)
    assert again["bylines-0-DELETE"] == "True"
    new = {"bylines-TOTAL_FORMS": "2", "bylines-1-role": "text", "bylines-1-name": "Mới"}
    proposal = propose(reporter, live, again | new | {"bylines-1-order": "1"})
    assert [byline["name"] for byline in proposal.snapshot["bylines"]] == ["Mới"]
    assert "Mới" in said(reporter.get(address(live)))


def test_next_edit_keeps_the_photo_of_the_last_or_lets_it_go(
    reporter: Client, live: Article
) -> None:
    first, name = propose_photo(reporter, live)
    second = propose(reporter, live, opened(reporter, live) | {"title": "Tựa đề nghị"})
    first.refresh_from_db()
    assert first.state == "replaced"
    assert PhotoUpload.objects.get(file=name).proposal == second
    third = propose(reporter, live, opened(reporter, live) | {"photos-1-DELETE": "on"})
    assert [photo["file"] for photo in third.snapshot["photos"]] != [name]
    assert len(third.snapshot["photos"]) == 1
    assert PhotoUpload.objects.get(file=name).proposal is None


def test_proposed_caption_can_be_taken_back(reporter: Client, live: Article) -> None:
    propose(reporter, live, opened(reporter, live) | {"photos-0-caption": "Đề nghị"})
    back = opened(reporter, live) | {"photos-0-caption": "Lễ ra mắt"}
    assert propose(reporter, live, back).snapshot["photos"][0]["caption"] == "Lễ ra mắt"


def sweep(client: Client) -> None:
    """Whoever sends a photo clears away what nobody came back for."""
    assert send(client).status_code == 201


def test_picture_of_an_open_edit_is_never_swept_away(
    reporter: Client, live: Article, clock: Any
) -> None:
    proposal, name = propose_photo(reporter, live)
    clock.shift(90 * DAY)
    sweep(signed_in("khac", EDITOR))
    assert all(stored(name))
    reporter = signed_in("phongvien", REPORTER)
    assert propose(reporter, live, opened(reporter, live)) == proposal


def test_picture_of_a_refused_edit_waits_some_days_and_then_goes(
    reporter: Client, editor: Client, live: Article, clock: Any
) -> None:
    proposal, name = propose_photo(reporter, live)
    clock.shift(30 * DAY)
    editor = signed_in("bientap", EDITOR)
    editor.post(where_of(proposal), {"decline": "1", "reason": "Ảnh mờ."})
    sweep(editor)
    assert all(stored(name))
    assert f"{stem(name)}-480.webp" in said(editor.get(where_of(proposal)))
    clock.shift(5 * DAY)
    editor = signed_in("bientap", EDITOR)
    sweep(editor)
    assert not any(stored(name))
    page = said(editor.get(where_of(proposal)))
    assert GONE in page
    assert stem(name) not in page
    preview = editor.get(f"{address(live, 'xem-truoc')}?ban-sua={proposal.pk}")
    assert stem(name) not in said(preview)


def test_article_deleted_for_ever_frees_the_pictures_of_its_edit(
    reporter: Client, live: Article, clock: Any
) -> None:
    _, name = propose_photo(reporter, live)
    administrator = signed_in("quantri", ADMINISTRATOR)
    administrator.post(address(live, "viec/trash"))
    administrator.post(address(live, "delete"), {"post": "yes"})
    assert not Article.objects.exists()
    clock.shift(5 * DAY)
    sweep(signed_in("bientap", EDITOR))
    assert not any(stored(name))
    assert PhotoUpload.objects.count() == 1  # the one just sent


def test_picture_that_waits_for_one_article_is_not_taken_into_another(
    reporter: Client, editor: Client, live: Article
) -> None:
    _, name = propose_photo(reporter, live)
    other = make_article(title="Bài khác")
    fields = with_new_photo(opened(editor, other), name)
    assert "không còn chờ" in said(editor.post(address(other), fields))
    assert not other.photos.exists()


class Stopped(Exception):
    """As if the process were killed at this place."""


@pytest.mark.parametrize(("where", "name"), [(Article, "choose_cover"), (proposals, "log")])
def test_acceptance_cut_short_leaves_everything_as_it_was(
    where: Any,
    name: str,
    reporter: Client,
    editor: Client,
    live: Article,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks,
) -> None:
    second = make_photo(live, caption="Sẽ bỏ")
    old, new = live.photos.first().file.name, send(reporter).json()["name"]
    fields = opened(reporter, live) | {"photos-0-upload": new, "photos-1-DELETE": "on"}
    added = send(reporter).json()["name"]
    proposal = propose(reporter, live, with_new_photo(fields | {"title": "Tựa mới"}, added))
    before = snapshot_of(Article.objects.get(pk=live.pk))
    person = make_person("bientap", EDITOR)

    def stop(*args: Any, **kwargs: Any) -> None:
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(where, name, stop)
        with django_capture_on_commit_callbacks(execute=True), pytest.raises(Stopped):
            proposals.accept(proposal, person, began_from=0)
    assert snapshot_of(Article.objects.get(pk=live.pk)) == before
    proposal.refresh_from_db()
    assert proposal.state == "open"
    assert {upload.file.name for upload in proposal.uploads.all()} == {new, added}
    assert all(stored(old) + stored(new) + stored(added))
    accept(editor, proposal)
    assert not Photo.objects.filter(pk=second.pk).exists()
    assert [photo.file.name for photo in live.photos.all()] == [new, added]


def test_files_that_a_killed_process_left_behind_go_with_the_next_photo(
    reporter: Client, editor: Client, live: Article
) -> None:
    name = live.photos.get().file.name
    proposal = propose(reporter, live, opened(reporter, live) | {"photos-0-DELETE": "on"})
    accept(editor, proposal)  # what would follow its commit does not happen in a test
    assert all(stored(name))
    sweep(editor)
    assert not any(stored(name))


def test_photo_that_an_editor_added_meanwhile_stays(
    reporter: Client, editor: Client, live: Article
) -> None:
    proposal, name = propose_photo(reporter, live, order=2)
    theirs = send(editor).json()["name"]
    fields = with_new_photo(opened(editor, live), theirs, order=3, caption="Của biên tập")
    assert editor.post(address(live), fields).status_code == 302
    page = said(editor.get(where_of(proposal)))
    assert "Bài đã được sửa sau khi bản này được viết" in page
    assert "Bỏ ảnh" not in page
    assert opened(reporter, live)["photos-2-upload"] == name
    accept(editor, proposal)
    assert [photo.file.name for photo in live.photos.all()][1:] == [name, theirs]


def test_picture_that_an_editor_replaced_meanwhile_is_not_put_back(
    reporter: Client, editor: Client, live: Article
) -> None:
    proposal = propose(reporter, live, opened(reporter, live) | {"photos-0-caption": "Đề nghị"})
    theirs = send(editor).json()["name"]
    fields = opened(editor, live) | {"photos-0-upload": theirs}
    assert editor.post(address(live), fields).status_code == 302
    accept(editor, proposal)
    photo = live.photos.get()
    assert (photo.file.name, photo.caption) == (theirs, "Đề nghị")


def test_photo_that_an_editor_took_out_meanwhile_does_not_come_back(
    reporter: Client, editor: Client, live: Article
) -> None:
    proposal = propose(reporter, live, opened(reporter, live) | {"photos-0-caption": "Đề nghị"})
    editor.post(address(live), opened(editor, live) | {"photos-0-DELETE": "on"})
    number = live.revisions.first().number
    missing = proposals.accept(proposal, make_person("bientap", EDITOR), number)
    assert missing == ["Ảnh 1 không còn nữa."]
    assert not live.photos.exists()


def test_edit_is_not_accepted_over_photos_the_editor_has_not_seen(
    reporter: Client, editor: Client, live: Article
) -> None:
    proposal, name = propose_photo(reporter, live)
    editor.post(address(live), opened(editor, live) | {"photos-0-caption": "Chú thích khác"})
    page = editor.post(where_of(proposal), {"began_from": "0", "accept": "1"}, follow=True)
    assert "Bài đã được sửa trong lúc bạn xem" in said(page)
    assert numbers(live) == [(1, "Chú thích khác")]
    assert PhotoUpload.objects.get(file=name).proposal == proposal


def test_accepting_twice_takes_the_photos_over_once(
    reporter: Client, editor: Client, live: Article
) -> None:
    proposal, _ = propose_photo(reporter, live)
    person = make_person("bientap", EDITOR)
    for _ in range(2):
        assert proposals.accept(proposal, person, began_from=0) == []
    assert live.photos.count() == 2
    assert "Thêm ảnh" not in said(editor.get(where_of(proposal)))


def test_list_of_findings_stands_between_the_button_and_its_effect(
    reporter: Client, editor: Client, live: Article
) -> None:
    changes = {"caption": "", "credit": "", "alt": ""}
    proposal, _ = propose_photo(reporter, live, **changes)
    fields = {"began_from": "0", "accept": "1"}
    answer = editor.post(where_of(proposal), fields)
    page = said(answer)
    assert answer.status_code == 200
    assert "Có 1 điều nên xem trước khi duyệt bản sửa" in page
    assert "Còn thiếu chú thích, người chụp, mô tả ảnh" in page
    assert 'value="Vẫn duyệt bản sửa"' in page
    assert live.photos.count() == 1
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    assert editor.post(where_of(proposal), fields | {"seen": "khac"}).status_code == 200
    assert editor.post(where_of(proposal), fields | {"seen": seen[1]}).status_code == 302
    assert live.photos.count() == 2
    line = LogLine.objects.get(deed="accepted")
    assert line.note == "Của phongvien\nBỏ qua 1 điều nên xem."


def test_edit_without_findings_is_accepted_at_once(
    reporter: Client, editor: Client, live: Article
) -> None:
    proposal = propose(reporter, live, opened(reporter, live) | {"title": "Chi bộ họp thường kỳ"})
    answer = editor.post(where_of(proposal), {"began_from": "0", "accept": "1"})
    assert answer.status_code == 302
    assert Article.objects.get().title == "Chi bộ họp thường kỳ"


def test_what_was_decided_meanwhile_shows_no_list(
    reporter: Client, editor: Client, live: Article
) -> None:
    proposal, _ = propose_photo(reporter, live, alt="")
    proposals.decline(proposal, make_person("bientap", EDITOR), "Chưa được.")
    answer = editor.post(where_of(proposal), {"began_from": "0", "accept": "1"}, follow=True)
    assert "Bản sửa này đã trả lại rồi." in said(answer)


def test_edit_from_before_pictures_travelled_says_what_is_missing(
    reporter: Client, editor: Client, live: Article
) -> None:
    words = snapshot_of(live)
    for photo in words["photos"]:
        del photo["focus_x"], photo["focus_y"]
    new = {"pk": None, "file": "photos/mat.webp", "order": 2, "caption": "Mới"}
    words["photos"].append(new | {"credit": "Vũ", "alt": "Sân"})
    before = words | {"photos": words["photos"][:1]}
    Revision.objects.create(article=live, number=0, snapshot=before, why=BEFORE)
    proposal = live.proposals.create(
        snapshot=words, based_on=0, by=make_person("phongvien", REPORTER)
    )
    page = said(editor.get(where_of(proposal)))
    assert GONE in page
    assert "đổi điểm chính" not in page.lower()
    missing = proposals.accept(proposal, make_person("bientap", EDITOR), 0)
    assert missing == ["Tệp của ảnh 2 không còn nữa."]
    assert numbers(live) == [(1, "Lễ ra mắt"), (2, "Mới")]


def test_saving_an_older_article_unchanged_makes_no_revision_of_its_focus(
    editor: Client, live: Article
) -> None:
    words = snapshot_of(live)
    for photo in words["photos"]:
        del photo["focus_x"], photo["focus_y"]
    Revision.objects.create(article=live, number=0, snapshot=words, why=BEFORE)
    editor.post(address(live), opened(editor, live))
    assert live.revisions.count() == 1


def test_compared_revisions_show_their_photos(editor: Client, live: Article) -> None:
    name = send(editor).json()["name"]
    editor.post(address(live), with_new_photo(opened(editor, live), name, caption="Thêm vào"))
    page = said(editor.get(f"{address(live, 'so-sanh')}?tu=0&den=1"))
    assert "Thêm ảnh" in page
    assert f"{stem(name)}-480.webp" in page


@pytest.mark.django_db(transaction=True)
def test_two_pages_of_the_desk_keep_the_strict_policy(editor: Client) -> None:
    reporter = signed_in("phongvien", REPORTER)
    article = make_article(author=make_person("phongvien", REPORTER))
    make_photo(article)
    proposal, _ = propose_photo(reporter, article)
    for answer in (
        editor.get(where_of(proposal)),
        editor.post(where_of(proposal), {"began_from": "0", "accept": "1"}),
    ):
        assert answer.status_code == 200
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert " style=" not in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]
