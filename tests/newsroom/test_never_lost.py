"""The rule of the desk: a text that was acknowledged can be found again, whatever two people do.

Acknowledged is what an autosave, a save or the conflict page has answered for. It is found as a
revision, as a proposal, or as a draft that its writer's form offers. It may go only where its
writer has put other words in its place in the same form, has dropped it, or has stayed away for
longer than drafts are kept.
"""

import datetime
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.models import Article, Attachment
from chibo_site.roles import EDITOR, REPORTER
from newsroom.models import Proposal, Revision
from newsroom.models.draft import RETENTION_DAYS
from tests.newsroom.desk import address, said, sent_again
from tests.newsroom.draft_forms import (
    DROP,
    Form,
    form_of,
    hidden,
    keep,
    offered,
    shown_draft,
    take_up,
    where_of,
)
from tests.support.factories import make_article, make_category, make_person, make_photo
from tests.support.responses import Response

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 6, 15, 5, tzinfo=datetime.UTC)
KEPT = datetime.timedelta(days=RETENTION_DAYS)
PEOPLE = {"phongvien": REPORTER, "bientap": EDITOR}
STATUSES = ["draft", "waiting", "approved", "published"]
NOT_SAVED = "Chưa lưu: bài này bây giờ bạn không sửa được. Chữ vừa gõ đã được giữ tạm ở đây."
# What is typed each time, in the title and wherever else the form has room for it: a text below a
# placed photo, a caption in place, the name of a document. Each word is in one piece, as the
# comparison shows words.
PARTS = {
    "title": "Chữ-{}.",
    "body": "<p>Trên.</p><p>[ảnh 1]</p><p>Thân-{}.</p>",
    "photos-0-caption": "Chú-{}.",
    "attachments-0-name": "Tệp-{}.",
}
STEPS = ["submit", "approve", "publish", "withdraw", "trash", "restore"]


@dataclass
class Opened:
    """A form on somebody's screen. `acknowledged` is the last text that the server answered for,
    `until` the moment from which it may forget a draft of it (None: never)."""

    writer: str
    article: Article | None
    form: Form
    text: str = ""
    number: int = 0
    acknowledged: str = ""
    until: datetime.datetime | None = None

    def fill(self) -> None:
        """The text as it is now, in all parts that this form has."""
        self.form |= {name: part.format(self.text) for name, part in self.parts().items()}

    def words(self, text: str) -> list[str]:
        """What of that text is to be found."""
        return [re.sub(r"<p>.*<p>|</p>", "", each.format(text)) for each in self.parts().values()]

    def parts(self) -> dict[str, str]:
        return {name: part for name, part in PARTS.items() if name in self.form}


@dataclass
class Desk:
    article: Article
    clock: Any  # time_machine's
    clients: dict[str, Client]
    forms: list[Opened] = field(default_factory=list)
    texts: int = 0

    def open(self, writer: str, is_new: bool) -> None:
        article = None if is_new else self.article
        page = self.clients[writer].get(where_of(article))
        if b'name="draft_key"' in page.content:  # nobody writes in what lies in the trash
            form = form_of(self.clients[writer], article)
            self.forms.append(Opened(writer, article, form))

    def write(self, opened: Opened, comes_late: bool) -> None:
        """New words, kept after a while; what was sent before them may arrive only then."""
        late = opened.form | {"title": "Chữ-cũ."}
        self.type(opened)
        self.autosave(opened)
        if comes_late:
            keep(self.clients[opened.writer], opened.article, late, opened.number - 1)

    def type(self, opened: Opened) -> None:
        self.texts += 1
        opened.text = str(self.texts)
        opened.fill()
        opened.number += 1
        opened.form["draft_number"] = str(opened.number)

    def autosave(self, opened: Opened) -> None:
        answer = keep(self.clients[opened.writer], opened.article, opened.form, opened.number)
        if answer.status_code == 200 and not answer.json()["is_closed"]:
            assert answer.json()["number"] >= opened.number
            if answer.json()["number"] == opened.number:
                self.acknowledge(opened, self.now() + KEPT)

    def save(self, opened: Opened, goes_on: bool) -> None:
        """With new words or those of before; a conflict is settled, or left for another day."""
        if goes_on or not opened.text:
            self.type(opened)
        client = self.clients[opened.writer]
        answer = client.post(where_of(opened.article), opened.form)
        if answer.status_code == 302 and NOT_SAVED not in said_after(client, answer):
            self.acknowledge(opened, None)
            return
        # Turned away, as from what was trashed meanwhile, or shown beside the other's text: kept.
        self.acknowledge(opened, self.now() + KEPT)
        if answer.status_code == 409:
            page = said(answer)
            assert [word for word in opened.words(opened.text) if word not in page] == []
            if goes_on:
                self.settle(opened, sent_again(answer, "_edit_on"))

    def settle(self, opened: Opened, sent: Form) -> None:
        """From the conflict page back into a form, which goes on from the words sent."""
        back = self.clients[opened.writer].post(address(self.article), sent)
        if back.status_code == 200 and b'name="draft_key"' in back.content:
            began = {name: sent[name] for name in ("began_from", "goes_on_from")}
            form = opened.form | began | hidden(back)
            self.go_on(opened, form)

    def take_up(self, opened: Opened) -> None:
        """What was kept of this form is gone on with in another one."""
        client, key = self.clients[opened.writer], opened.form["draft_key"]
        if key not in offered(client, opened.article):
            return
        back = take_up(client, opened.article, key)
        if back.status_code == 200:
            page = said(back)
            words = opened.words(opened.acknowledged)
            assert [word for word in words if word not in page] == []
            self.go_on(opened, opened.form | hidden(back), opened.acknowledged)

    def go_on(self, opened: Opened, form: Form, text: str = "") -> None:
        opened.form, opened.number = form, 0
        opened.text = text or opened.text
        opened.fill()

    def drop(self, opened: Opened) -> None:
        spent = f"{opened.form['draft_key']}:{opened.number}"
        client = self.clients[opened.writer]
        if opened.until and opened.form["draft_key"] in offered(client, opened.article):
            client.post(DROP, {"draft": spent})
            opened.acknowledged = ""

    def step(self, name: str) -> None:
        self.clients["bientap"].post(address(self.article, f"viec/{name}"))

    def wait(self, days: int) -> None:
        self.clock.shift(datetime.timedelta(days=days))
        for name, client in self.clients.items():
            client.force_login(make_person(name, PEOPLE[name]))

    def acknowledge(self, opened: Opened, until: datetime.datetime | None) -> None:
        opened.acknowledged, opened.until = opened.text, until

    def now(self) -> datetime.datetime:
        return datetime.datetime.now(datetime.UTC)

    def lost(self) -> list[str]:
        """What should be found and is not."""
        saved = "\n".join(
            json.dumps(snapshot, ensure_ascii=False)
            for kind in (Revision, Proposal)
            for snapshot in kind.objects.values_list("snapshot", flat=True)
        )
        waiting = {
            name: self.drafts_of(name)
            for name in {opened.writer for opened in self.forms if opened.acknowledged}
        }
        return [
            word
            for opened in self.forms
            if opened.acknowledged and (opened.until is None or opened.until > self.now())
            for word in opened.words(opened.acknowledged)
            if word not in saved and word not in waiting[opened.writer]
        ]

    def drafts_of(self, name: str) -> str:
        client = self.clients[name]
        keys = [key for article in (self.article, None) for key in offered(client, article)]
        return "\n".join(shown_draft(client, key) for key in keys)


def said_after(client: Client, answer: Response) -> str:
    """What the page says to which a save has led."""
    return client.get(answer.headers["Location"]).content.decode()


FORM = st.integers(0, 2)
ACTIONS = st.one_of(
    st.tuples(st.just("write"), FORM, st.booleans()),
    st.tuples(st.just("save"), FORM, st.booleans()),
    st.tuples(st.just("write"), FORM, st.booleans()),
    st.tuples(st.just("take_up"), FORM),
    st.tuples(st.just("drop"), FORM),
    st.tuples(st.just("open"), st.sampled_from(sorted(PEOPLE)), st.booleans()),
    st.tuples(st.just("step"), st.sampled_from(STEPS)),
    st.tuples(st.just("wait"), st.sampled_from([0, 1, 29, 31])),
)
BEGINNING = [("open", "phongvien", False), ("open", "bientap", False)]


def do(desk: Desk, asked: tuple[Any, ...]) -> None:
    name, *rest = asked
    action: Callable[..., object] = getattr(desk, name)
    if isinstance(rest[0], int) and name != "wait":
        action(desk.forms[rest[0] % len(desk.forms)], *rest[1:])
    else:
        action(*rest)


@given(
    st.sampled_from(STATUSES),
    st.lists(ACTIONS, min_size=4, max_size=10),
)
@settings(max_examples=10, deadline=None)
@example(  # a form that is gone back to after its save, and after its conflict
    "draft", [("save", 0, False), ("write", 0, False), ("save", 0, False), ("write", 0, False)]
)
@example(  # turned away from what was trashed meanwhile: kept as a draft, no longer
    "draft", [("step", "trash"), ("save", 0, False), ("wait", 31), ("write", 0, False)]
)
def test_acknowledged_text_can_always_be_found_again(
    status: str, actions: list[tuple[Any, ...]]
) -> None:
    with time_machine.travel(NOON, tick=False) as clock, transaction.atomic():
        clients = {name: Client() for name in PEOPLE}
        author = make_person("phongvien", REPORTER)
        article = make_article(status=status, author=author, category=make_category())
        make_photo(article)
        Attachment.objects.create(article=article, file="attachments/2026/06/0a.docx", size=9)
        desk = Desk(article, clock, clients)
        desk.wait(0)
        for action in [*BEGINNING, *actions]:
            do(desk, action)
        assert desk.lost() == []
        transaction.set_rollback(True)
