"""An edit that waits, with its photos: what readers, its writer and its editor see."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models import Article
from chibo_site.roles import EDITOR, REPORTER
from newsroom import proposals
from newsroom.models import AuditEntry, PhotoUpload, Revision
from newsroom.revisions import BEFORE, snapshot_of
from tests.browser.conftest import picture
from tests.newsroom.desk import address, said, send, signed_in, stored
from tests.newsroom.proposing import (
    GONE,
    accept,
    numbers,
    opened,
    propose,
    propose_photo,
    public_page,
    stem,
    where_of,
    with_new_photo,
)
from tests.support.factories import make_article, make_byline, make_person, make_photo

pytestmark = pytest.mark.django_db


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
    assert set(stored(name)) == {True}
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
    reporter: Client,
    editor: Client,
    live: Article,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
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
    reporter: Client,
    editor: Client,
    live: Article,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
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
    number = live.revisions.all()[0].number
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
        assert proposals.accept(proposal, person, base_revision=0) == []
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
    line = AuditEntry.objects.get(action="accepted")
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
