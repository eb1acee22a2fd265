"""Topics and related articles in the article's form: chosen, kept, compared, given back."""

import uuid
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Topic
from articles.onward_links import connect, related_to
from chibo_site.roles import REPORTER
from newsroom.models import Draft
from tests.newsroom.desk import ADD, address, form, make_draft, opened, said, sent_again, signed_in
from tests.support.factories import make_article, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    return Topic.objects.create(name="Đại hội")


def topics_of(article: Article) -> list[str]:
    return list(article.topics.values_list("name", flat=True))


def stored(article: Article) -> list[int]:
    return related_to(Article.objects.get(pk=article.pk))


def test_both_are_chosen_in_the_form_and_shown_there_again(
    editor: Client, client: Client, live: Article, topic: Topic
) -> None:
    one, two = make_article(title="Bài một"), make_article(title="Bài hai")
    fields = opened(editor, address(live))
    fields |= {
        "topics": [topic.pk],
        "related_0": f"http://testserver{two.get_absolute_url()}",
        "related_2": str(one.pk),
    }
    editor.post(address(live), fields)
    assert topics_of(live) == ["Đại hội"]
    assert stored(live) == [two.pk, one.pk]
    again = opened(editor, address(live))
    assert again["topics"] == [str(topic.pk)]
    assert again["related_0"] == f"{two.pk} – Bài hai"
    html = client.get(live.get_absolute_url()).content.decode()
    assert html.index("Bài hai</a>") < html.index("Bài một</a>")
    editor.post(address(live), again)
    assert stored(live) == [two.pk, one.pk]
    assert live.revisions.count() == 2  # before, and the change; the same again is none
    editor.post(address(live), again | {"topics": [], "related_0": "", "related_1": ""})
    assert topics_of(live) == []
    assert stored(live) == []
    assert not Article.objects.get(pk=live.pk).is_connected


def test_new_article_takes_both(editor: Client, topic: Topic) -> None:
    other = make_article()
    editor.post(ADD, form(topics=[topic.pk], related_0=str(other.pk)))
    made = Article.objects.latest("pk")
    assert topics_of(made) == ["Đại hội"]
    assert stored(made) == [other.pk]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("{own}", "không thể liên quan đến chính nó"),
        ("999999", "Không có bài số 999999"),
        ("Một tựa nào đó", "chưa rõ là bài nào"),
        ("http://evil.example/bai/1/x/", "chưa rõ là bài nào"),
        ("/bai/" + "9" * 400, "chưa rõ là bài nào"),
    ],
)
def test_wrong_article_is_said_and_what_was_typed_stays(
    editor: Client, live: Article, typed: str, sentence: str
) -> None:
    fields = opened(editor, address(live)) | {"related_0": typed.format(own=live.pk)}
    page = said(editor.post(address(live), fields))
    assert sentence in page
    assert typed.format(own=live.pk) in page
    assert stored(live) == []


def test_one_named_twice_stands_once(editor: Client, live: Article) -> None:
    other = make_article()
    fields = opened(editor, address(live))
    editor.post(
        address(live), fields | {"related_0": str(other.pk), "related_1": f"/bai/{other.pk}"}
    )
    assert stored(live) == [other.pk]


def test_unknown_topic_is_said(editor: Client, live: Article, topic: Topic) -> None:
    fields = opened(editor, address(live)) | {"topics": [topic.pk]}
    topic.delete()
    response = editor.post(address(live), fields)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()


def test_reporter_learns_no_title_of_a_foreign_draft(reporter: Client, editor: Client) -> None:
    own = make_draft()
    secret = make_article(title="Tin chưa ai được biết", status="draft", published_from=None)
    fields = opened(reporter, address(own))
    page = said(reporter.post(address(own), fields | {"related_0": str(secret.pk)}))
    assert f"Không có bài số {secret.pk}" in page
    assert "chưa ai" not in page
    connect(own, None, [secret.pk])
    fields = opened(reporter, address(own))
    assert fields["related_0"] == str(secret.pk)
    for where in (address(own), address(own, "history")):
        assert "chưa ai" not in said(reporter.get(where))
    reporter.post(address(own), fields | {"title": "Tựa mới"})  # what is stored may stay
    assert Article.objects.get(pk=own.pk).title == "Tựa mới"
    assert stored(own) == [secret.pk]


def test_autosave_keeps_them_and_the_draft_brings_them_back(
    editor: Client, live: Article, topic: Topic
) -> None:
    other = make_article(title="Bài khác")
    key = str(uuid.uuid4())
    fields = opened(editor, address(live)) | {
        "draft_key": key,
        "draft_number": "1",
        "topics": [topic.pk],
        "related_0": str(other.pk),
    }
    assert editor.post(address(live, "giu-tam"), fields).status_code == 200
    draft = Draft.objects.get()
    assert ["topics", str(topic.pk)] in draft.fields
    shown = said(editor.get(f"/quan-tri/articles/article/ban-chua-luu/{key}/"))
    assert "Đại hội" in shown
    assert f"bài số {other.pk}" in shown
    page = editor.post(address(live), {"_use_draft": key})
    html = page.content.decode()
    assert f'value="{other.pk}"' in html
    assert "checked" in html[html.index('name="topics"') :][:200]
    assert stored(live) == []


def test_topics_of_one_and_related_articles_of_another_are_merged(
    editor: Client, live: Article, topic: Topic
) -> None:
    other = make_article()
    mine = opened(editor, address(live)) | {"related_0": str(other.pk)}
    colleague = signed_in("dongnghiep")
    theirs = opened(colleague, address(live)) | {"topics": [topic.pk]}
    colleague.post(address(live), theirs)
    assert editor.post(address(live), mine).status_code == 302
    assert topics_of(live) == ["Đại hội"]
    assert related_to(Article.objects.get(pk=live.pk)) == [other.pk]


def test_two_people_choosing_related_articles_meet_in_the_conflict_page(
    editor: Client, live: Article
) -> None:
    first, second = make_article(title="Bài đầu"), make_article(title="Bài sau")
    mine = opened(editor, address(live)) | {"related_0": str(first.pk)}
    colleague = signed_in("dongnghiep")
    theirs = opened(colleague, address(live)) | {"related_0": str(second.pk)}
    colleague.post(address(live), theirs)
    response = editor.post(address(live), mine)
    assert response.status_code == 409
    page = said(response)
    theirs_shown, mine_shown = page.split("Bài liên quan – bản của bạn")
    assert f"Chỉ bản này có: </span>{second.pk}</del>" in theirs_shown
    assert f"Chỉ bản này có: </span>{first.pk}</ins>" in mine_shown
    assert related_to(Article.objects.get(pk=live.pk)) == [second.pk]
    sent: dict[str, Any] = sent_again(response, "_save")
    assert sent["related_0"] == str(first.pk)


def test_renamed_topic_is_no_change_of_the_article(
    editor: Client, live: Article, topic: Topic
) -> None:
    fields = opened(editor, address(live)) | {"topics": [topic.pk]}
    editor.post(address(live), fields)
    topic.name = "Đại hội nhiệm kỳ mới"
    topic.save()
    again = editor.post(address(live), fields)  # the very same form once more
    assert again.status_code == 302


def test_older_revision_gives_them_back_and_says_what_is_no_more(
    editor: Client, live: Article, topic: Topic
) -> None:
    kept, gone = make_article(), make_article()
    fields = opened(editor, address(live))
    editor.post(
        address(live), fields | {"topics": [topic.pk], "related_0": kept.pk, "related_1": gone.pk}
    )
    number = live.revisions.values_list("number", flat=True)[0]
    editor.post(address(live), opened(editor, address(live)) | {"topics": [], "related_0": ""})
    Article.objects.filter(pk=gone.pk).delete()
    latest = live.revisions.values_list("number", flat=True)[0]
    rewound = f"/quan-tri/articles/article/{live.pk}/ban/{number}/lay-lai/"
    response = editor.post(rewound, {"began_from": latest}, follow=True)
    assert topics_of(live) == ["Đại hội"]
    assert stored(live) == [kept.pk]
    assert f"Bài liên quan số {gone.pk} không còn nữa." in said(response)


def test_revision_that_knows_of_neither_leaves_those_of_now(
    editor: Client, live: Article, topic: Topic
) -> None:
    editor.post(address(live), opened(editor, address(live)) | {"topics": [topic.pk]})
    latest = live.revisions.values_list("number", flat=True)[0]
    rewound = f"/quan-tri/articles/article/{live.pk}/ban/0/lay-lai/"
    editor.post(rewound, {"began_from": latest})
    assert topics_of(live) == ["Đại hội"]


def test_edit_that_waits_neither_shows_nor_takes_them(
    reporter: Client, editor: Client, live: Article, topic: Topic
) -> None:
    fields = opened(reporter, address(live))
    assert "related_0" not in fields
    reporter.post(address(live), fields | {"title": "Tựa sửa", "topics": [topic.pk]})
    editor.post(address(live), opened(editor, address(live)) | {"topics": [topic.pk]})
    proposal = live.proposals.get()
    assert "topics" not in proposal.snapshot
    page = said(editor.get(address(live, f"ban-sua/{proposal.pk}")))
    assert "<del" not in page.partition("Chuyên đề")[2][:300]
    assert topics_of(live) == ["Đại hội"]


def test_preview_shows_what_is_typed_and_what_is_stored(editor: Client, topic: Topic) -> None:
    draft = make_article(status="draft", published_from=None)
    other = make_article(title="Bài đọc thêm")
    fields = opened(editor, address(draft)) | {"topics": [topic.pk], "related_0": other.pk}
    typed = editor.post(address(draft, "xem-truoc"), fields).content.decode()
    assert "Bài đọc thêm" in typed
    assert "Đại hội</a>" in typed
    assert "Đại hội</a>" not in editor.get(address(draft, "xem-truoc")).content.decode()
    editor.post(address(draft), fields)
    assert "Đại hội</a>" in editor.get(address(draft, "xem-truoc")).content.decode()


def test_reporter_chooses_them_for_an_own_draft(topic: Topic) -> None:
    client = signed_in("nguoiviet", REPORTER)
    draft = make_article(
        status="draft", published_from=None, author=make_person("nguoiviet", REPORTER)
    )
    client.post(address(draft), opened(client, address(draft)) | {"topics": [topic.pk]})
    assert topics_of(draft) == ["Đại hội"]
