"""What becomes of the picture files of an edit that waits."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models import Article, Photo
from chibo_site.roles import ADMINISTRATOR, EDITOR, REPORTER
from newsroom import proposals
from newsroom.models import PhotoUpload
from newsroom.revisions import snapshot_of
from tests.newsroom.desk import address, said, send, signed_in, stored
from tests.newsroom.proposing import (
    GONE,
    accept,
    opened,
    propose,
    propose_photo,
    stem,
    where_of,
    with_new_photo,
)
from tests.support.factories import make_article, make_person, make_photo
from visitors.models import DailyVisits

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def sweep(client: Client) -> None:
    """Whoever sends a photo clears away what nobody came back for, on a site that was read in the
    days before."""
    DailyVisits.objects.get_or_create(day=timezone.localdate() - 3 * DAY)
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


@pytest.mark.parametrize(("where", "name"), [(Article, "choose_cover"), (proposals, "log_action")])
def test_acceptance_cut_short_leaves_everything_as_it_was(
    where: Any,
    name: str,
    reporter: Client,
    editor: Client,
    live: Article,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    second = make_photo(live, caption="Sẽ bỏ")
    old, new = live.photos.all()[0].file.name, send(reporter).json()["name"]
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
            proposals.accept(proposal, person, base_revision=0)
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
