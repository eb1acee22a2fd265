"""Every address of the admin × every role × every state of an article: who gets in.

The addresses are the admin's own URL patterns. A new one needs a rule here, or its test fails.
"""

import datetime
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from articles.models import Article
from chibo_site import roles
from chibo_site.roles import ADMINISTRATOR, EDITOR, REPORTER
from newsroom.preview_links import make_link
from newsroom.revisions import ensure_baseline, snapshot_of
from tests.support.factories import make_article, make_identity, make_person
from tests.support.responses import Response

pytestmark = pytest.mark.django_db

TITLE = "Tin chưa ai được biết"
HOUR = datetime.timedelta(hours=1)
STATES: dict[str, dict[str, Any]] = {
    **{status: {"status": status} for status in sorted({*Article.Status.values} - {"trashed"})},
    "scheduled": {"status": "published", "published_from": timezone.now() + 100 * HOUR},
    "expired": {"status": "published", "published_until": timezone.now() - HOUR},
    "draft in the trash": {"status": "trashed", "trashed_from": "draft"},
    "published in the trash": {"status": "trashed", "trashed_from": "published"},
}

AUTHOR, COLLEAGUE, STRANGER = "author", "colleague", "stranger"
ROLES = {
    "anonymous": None,
    STRANGER: "",
    COLLEAGUE: REPORTER,
    AUTHOR: REPORTER,
    EDITOR: EDITOR,
    ADMINISTRATOR: ADMINISTRATOR,
}
NOBODY: set[str] = set()
ADMINISTRATORS = {ADMINISTRATOR}
EDITORS = {EDITOR, ADMINISTRATOR}
DESK = EDITORS | {AUTHOR, COLLEAGUE}
STAFF = DESK | {STRANGER}
EVERYONE = STAFF | {"anonymous"}

# Who gets an article's page, by its state.
Rule = Callable[[str], set[str]]


def to_whom_it_concerns(state: str) -> set[str]:
    return EDITORS | {AUTHOR}


def deleting_for_ever(state: str) -> set[str]:
    return ADMINISTRATORS if "trash" in state else NOBODY


def writing(state: str) -> set[str]:
    if "trash" in state:
        return NOBODY
    return EDITORS | ({AUTHOR} if state in ("draft", "waiting") else NOBODY)


def form_of(state: str) -> set[str]:
    """Whose form is taken, be it as a proposal."""
    return NOBODY if "trash" in state else EDITORS | {AUTHOR}


def editing(state: str) -> set[str]:
    return EDITORS


def typing(state: str) -> set[str]:
    return NOBODY if "trash" in state else EDITORS | {AUTHOR}


def reading_in_public(state: str) -> set[str]:
    return STAFF if state == "published" else NOBODY


OF_AN_ARTICLE: dict[str, Rule] = {
    "articles_article_change": to_whom_it_concerns,
    "articles_article_history": to_whom_it_concerns,
    "articles_article_preview": to_whom_it_concerns,
    "articles_article_preview_print": to_whom_it_concerns,
    "articles_article_preview_frame": to_whom_it_concerns,
    "articles_article_word": to_whom_it_concerns,
    "articles_article_preview typed": form_of,
    "articles_article_preview_print typed": form_of,
    "articles_article_preview_frame typed": form_of,
    "articles_article_preview_links": to_whom_it_concerns,
    "articles_article_preview_links make": form_of,
    "articles_article_revoke": to_whom_it_concerns,
    "articles_article_notice": editing,
    "articles_article_compare": to_whom_it_concerns,
    "articles_article_proposal": to_whom_it_concerns,
    "articles_article_step submit": to_whom_it_concerns,
    "articles_article_step trash": to_whom_it_concerns,
    "articles_article_step restore": to_whom_it_concerns,
    "articles_article_step approve": editing,
    "articles_article_step publish": editing,
    "articles_article_step schedule": editing,
    "articles_article_step withdraw": editing,
    "articles_article_step return": editing,
    "articles_article_rewind": writing,
    "articles_article_keep": typing,
    "articles_article_presence": typing,
    "articles_article_copy": to_whom_it_concerns,
    "articles_article_delete": deleting_for_ever,
    "view_on_site": reading_in_public,
}


def of_table(
    name: str, who: set[str], *, but: dict[str, set[str]] | None = None
) -> dict[str, set[str]]:
    pages = dict.fromkeys(("changelist", "add", "history", "delete", "change"), who) | (but or {})
    return {f"{name}_{page}": people for page, people in pages.items()}


READ_ONLY = {"add": NOBODY, "delete": NOBODY}
OTHERS: dict[str, set[str]] = {
    "index": STAFF,
    "password_change": STAFF,
    "password_change_done": STAFF,
    "jsi18n": STAFF,
    "login": EVERYONE,
    "logout": EVERYONE,
    "autocomplete": NOBODY,  # no field asks for it
    "app_list": DESK,
    "notifications": DESK,
    "guide": STAFF,
    "guide_picture": STAFF,
    "sample_content": ADMINISTRATORS,
    "statistics": ADMINISTRATORS,
    "statistics-xlsx": ADMINISTRATORS,
    "report-docx": ADMINISTRATORS,
    "report-xlsx": ADMINISTRATORS,
    "accounts_signinentry_changelist": ADMINISTRATORS,
    "articles_article_changelist": DESK,
    "articles_article_add": DESK,
    "newsroom_auditentry_changelist": EDITORS,
    "articles_photo_changelist": DESK,
    # They take what is posted; tests/newsroom/test_preview.py.
    "articles_article_preview_of_new": NOBODY,
    "articles_article_preview_print_of_new": NOBODY,
    "articles_article_preview_frame_of_new": NOBODY,
    "articles_photo_receive": NOBODY,  # takes what is posted; tests/newsroom/test_photo_admin.py
    "articles_article_import_word": DESK,
    # They open to who sent the files; test_importing_desk.py, test_word_imports.py.
    "articles_article_review_word": NOBODY,
    "articles_article_imported": NOBODY,
    "articles_article_imported_states": NOBODY,
    "read_pasted": NOBODY,  # takes what is posted; tests/newsroom/test_pasting.py
    "articles_article_front_page": EDITORS,
    "articles_article_move": EDITORS,
    "articles_article_gather": EDITORS,
    "articles_attachment_receive": NOBODY,  # likewise; tests/newsroom/test_attachments.py
    "articles_photo_library": DESK,
    "articles_photo_choose": NOBODY,  # takes what is posted; tests/newsroom/test_photo_library.py
    "portal_pagephoto_choose": NOBODY,  # likewise
    "articles_article_keep_new": NOBODY,  # takes what is posted; tests/newsroom/test_drafts.py
    "articles_article_drop_draft": NOBODY,  # likewise
    "takedown": NOBODY,  # opens to who could have taken it away; tests/newsroom/test_takedowns.py
    "articles_article_drafts": DESK,
    "articles_article_draft": NOBODY,  # opens to who typed it, and here nobody did
    "this-session": EVERYONE,
    "account": STAFF,
    "account-end-sessions": NOBODY,  # takes what is posted, as do some below
    "second-factor": STAFF,
    "second-factor-codes": NOBODY,
    "second-factor-off": STAFF,
    "verify": STAFF,
    "forgotten": EVERYONE,
    "new-password": EVERYONE,  # who has no good link reads that it is none
    "auth_user_password_link": ADMINISTRATORS,
    "auth_user_reset_second_factor": ADMINISTRATORS,
    **of_table("articles_category", EDITORS, but={"delete": ADMINISTRATORS}),
    **of_table("articles_topic", EDITORS),
    "articles_oldaddress_changelist": EDITORS,
    "articles_oldaddress_add": EDITORS,
    "articles_unansweredaddress_changelist": EDITORS,
    **of_table("portal_identity", ADMINISTRATORS, but=READ_ONLY),  # there is one already
    **of_table("portal_banner", ADMINISTRATORS),
    **of_table("portal_weblink", ADMINISTRATORS),
    **of_table("portal_menuitem", ADMINISTRATORS),
    **of_table("portal_page", ADMINISTRATORS),
    # They take what is posted; tests/newsroom/test_static_pages.py.
    "portal_page_preview": NOBODY,
    "portal_page_preview_of_new": NOBODY,
    "portal_page_keep": NOBODY,  # takes what is posted; tests/newsroom/test_static_page_drafts.py
    "portal_page_keep_new": NOBODY,  # likewise
    # They open once there are revisions; tests/newsroom/test_static_page_history.py.
    "portal_page_compare": NOBODY,
    "portal_page_rewind": NOBODY,
    **of_table("visitors_dailyvisits", ADMINISTRATORS, but=READ_ONLY),
    **of_table("visitors_pageviews", ADMINISTRATORS, but=READ_ONLY),
    **of_table("visitors_visitcorrection", ADMINISTRATORS, but={"delete": NOBODY}),
    **of_table("visitors_openingbalance", ADMINISTRATORS, but={"delete": NOBODY}),
    **of_table("jobs_job", ADMINISTRATORS, but=READ_ONLY),
    "jobs_states": ADMINISTRATORS,
    "jobs_retry": NOBODY,  # takes what is posted; tests/jobs/test_page.py
    "backups_backup_changelist": NOBODY,  # opens to who may do everything; tests/backups
    "backups_make_now": NOBODY,
    "backups_drill_now": NOBODY,
    "backups_download": NOBODY,
    "health_checkrun_changelist": NOBODY,  # likewise; tests/health
    "health_look_again": NOBODY,
    **of_table("integrity_trusteddomain", ADMINISTRATORS),
    "integrity_outgoinglink_changelist": ADMINISTRATORS,
    "integrity_finding_changelist": ADMINISTRATORS,
    # They take what is posted; tests/integrity.
    "integrity_trust": NOBODY,
    "integrity_distrust": NOBODY,
    "integrity_change_seen": NOBODY,
    "integrity_finding_seen": NOBODY,
    **of_table("auth_user", ADMINISTRATORS),
    "auth_user_password_change": ADMINISTRATORS,
    **of_table("auth_group", ADMINISTRATORS, but=READ_ONLY),
}

BY_NUMBER = (
    "takedown",
    "portal_page_preview",
    "portal_page_keep",
    "portal_page_compare",
    "jobs_retry",
    "articles_article_review_word",
    "articles_article_imported",
    "articles_article_imported_states",
    "articles_photo_choose",
    "portal_pagephoto_choose",
    "integrity_change_seen",
    "integrity_finding_seen",
    "backups_download",
)


def admin_patterns() -> Iterator[URLPattern]:
    for pattern in get_resolver().url_patterns:
        if getattr(pattern, "namespace", None) == "admin":
            yield from _leaves(pattern)


def _leaves(pattern: URLPattern | URLResolver) -> Iterator[URLPattern]:
    if isinstance(pattern, URLPattern):
        yield pattern
    else:
        for part in pattern.url_patterns:
            yield from _leaves(part)


def test_every_address_of_the_admin_has_a_rule_and_every_rule_an_address() -> None:
    ruled = {name.split()[0] for name in OF_AN_ARTICLE} | set(OTHERS)
    # Without names: old addresses that lead on to "change", and what Django answers 404 to.
    assert {pattern.name for pattern in admin_patterns() if pattern.name} == ruled


@pytest.mark.parametrize("name", [REPORTER, EDITOR, ADMINISTRATOR])
def test_role_holds_only_rights_that_there_are(name: str) -> None:
    for app, table, actions in rights_of(name):
        meta = apps.get_model(app, table)._meta
        declared = {
            *meta.default_permissions,
            *(code.split("_")[0] for code, _ in meta.permissions),
        }
        assert set(actions) <= declared, f"{app}.{table}"


def rights_of(name: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(app, table, actions) for (app, table), actions in roles.ROLES[name].items()]


def client_of(role: str) -> tuple[Client, User | None]:
    client = Client()
    group = ROLES[role]
    if group is None:
        return client, None
    if group == "":
        person = User.objects.create_user(role, is_staff=True)
    else:
        person = make_person(role, group)
    client.force_login(person)
    return client, person


def is_let_in(response: Response) -> bool:
    """In, or onward to somewhere inside; all else must be a plain refusal."""
    if getattr(response, "redirect_chain", []):
        return response.status_code == 200 and "/login/" not in response.redirect_chain[-1][0]
    if response.status_code == 302:
        return "/login/" not in response.headers["Location"]
    assert response.status_code in (200, 400, 403, 404, 405), response.status_code
    return response.status_code in (200, 400)


def ask(client: Client, name: str, article: Article) -> Response:
    page, _, step = name.partition(" ")
    given: dict[str, object] = {"object_id": article.pk}
    query = ""
    match page:
        case "view_on_site":
            kind = ContentType.objects.get_for_model(Article)
            given["content_type_id"] = kind.pk
        case "articles_article_proposal":
            given = {"pk": article.pk, "proposal_pk": article.proposals.get().pk}
        case "articles_article_step":
            given = {"pk": article.pk, "name": step}
        case "articles_article_compare":
            given, query = {"pk": article.pk}, "?tu=0&den=0"
        case (
            "articles_article_word"
            | "articles_article_preview"
            | "articles_article_preview_print"
            | "articles_article_preview_frame"
            | "articles_article_preview_links"
            | "articles_article_notice"
        ):
            given = {"pk": article.pk}
            if step:
                return client.post(reverse(f"admin:{page}", kwargs=given), {"days": "3"})
        case "articles_article_revoke":
            link = article.preview_links.all()[0]
            return client.post(reverse(f"admin:{page}", args=[article.pk, link.pk]))
        case "articles_article_rewind":
            address = reverse("admin:articles_article_rewind", args=[article.pk, 0])
            return client.post(address, {"began_from": "0"})
        case "articles_article_copy":
            return client.post(reverse("admin:articles_article_copy", args=[article.pk]))
        case "articles_article_keep" | "articles_article_presence":
            typed = {"draft_key": str(uuid.uuid4()), "draft_number": "1", "title": TITLE}
            return client.post(reverse(f"admin:{page}", args=[article.pk]), typed)
    return client.get(reverse(f"admin:{page}", kwargs=given) + query)


@pytest.mark.parametrize("name", OF_AN_ARTICLE)
@pytest.mark.parametrize("role", ROLES)
def test_article_s_page_opens_to_whom_it_concerns_and_is_silent_to_others(
    role: str, name: str
) -> None:
    client, person = client_of(role)
    author = person if role == AUTHOR else make_person("khac", REPORTER)
    assert author
    for state, fields in STATES.items():
        article = make_article(title=TITLE, author=author, **fields)
        ensure_baseline(article)
        article.proposals.create(snapshot=snapshot_of(article), based_on=0, by=author)
        make_link(article, author, days=3)
        response = ask(client, name, article)
        expected = OF_AN_ARTICLE[name](state)
        assert is_let_in(response) == (role in expected), f"{state}: {response.status_code}"
        if (
            state != "published"
            and role not in expected
            and role in (STRANGER, COLLEAGUE, "anonymous")
        ):
            said = response.content.decode() + response.headers.get("Location", "")
            assert TITLE not in said
            assert "tin-chua-ai" not in said
        article.delete()


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("role", ROLES)
def test_other_page_opens_to_its_roles_only(role: str, name: str) -> None:
    client, _ = client_of(role)
    make_identity()
    given: dict[str, object] = {}
    if name == "app_list":
        given = {"app_label": "articles"}
    elif name == "auth_user_password_change":
        given = {"id": User.objects.create_user("ai-do").pk}
    elif name in ("auth_user_password_link", "auth_user_reset_second_factor"):
        given = {"pk": User.objects.create_user("ai-do").pk}
    elif name in BY_NUMBER:
        given = {"pk": 1}  # one that there is would be asked for by what is posted, too
    elif name == "portal_page_rewind":
        given = {"pk": 1, "number": 0}
    elif name == "guide_picture":
        given = {"name": "soan-bai"}
    elif name == "articles_article_draft":
        given = {"key": uuid.uuid4()}
    elif name == "new-password":
        given = {"uidb64": "x", "token": "y"}
    elif name.count("_") == 2 and name.endswith(("_history", "_delete", "_change")):
        given = {"object_id": make_row(*name.split("_")[:2]).pk}
    address = reverse(f"admin:{name}", kwargs=given)
    ask = client.post if name == "logout" else client.get
    response = ask(address, follow=name != "logout")
    assert is_let_in(response) == (role in OTHERS[name]), response.status_code


# What a table will not do without.
MORE: dict[str, dict[str, object]] = {
    "visitcorrection": {"visits": 1, "page_views": 1},
    "openingbalance": {"pk": 1},
    **{table: {"slug": "x"} for table in ("topic", "category", "page")},
}


def make_row(app: str, table: str) -> models.Model:
    """Any row of that table, whatever it says."""
    model: type[models.Model] = apps.get_model(app, table)
    if row := model._default_manager.first():
        return row
    plain: dict[type, object] = {
        models.DateField: timezone.localdate(),
        models.DateTimeField: timezone.now(),
        models.PositiveIntegerField: 1,
        models.BigIntegerField: 1,
        models.PositiveBigIntegerField: 1,
        models.IntegerField: 1,
        models.CharField: "x",
        models.TextField: "x",
    }
    given = {
        field.name: plain[type(field)]
        for field in model._meta.concrete_fields
        if type(field) in plain and not field.null and not field.has_default()
    }
    if "url" in given:
        given["url"] = "https://example.vn/"
    return model._default_manager.bulk_create([model(**given | MORE.get(table, {}))])[0]


@pytest.mark.parametrize("role", [COLLEAGUE, STRANGER])
def test_list_search_and_actions_reach_no_one_else_s_article(role: str) -> None:
    client, _ = client_of(role)
    article = make_article(title=TITLE, status="draft", author=make_person("khac", REPORTER))
    listing = "/quan-tri/articles/article/"
    for query in ("", "?q=chua+ai", "?status__exact=draft", "?ban-sua=cho"):
        assert TITLE not in client.get(listing + query).content.decode()
    for action in ("publish", "withdraw", "trash", "restore", "move", "gather", "delete_selected"):
        chosen = {"_selected_action": [article.pk], "action": action, "post": "yes"}
        html = client.post(listing, chosen, follow=True).content.decode()
        assert TITLE not in html
        assert Article.objects.get().status == "draft"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_form_is_taken_from_whom_may_write(role: str, state: str) -> None:
    client, person = client_of(role)
    author = person if role == AUTHOR else make_person("khac", REPORTER)
    article = make_article(title=TITLE, author=author, **STATES[state])
    response = client.post(reverse("admin:articles_article_change", args=[article.pk]), {})
    allowed = EDITORS | {AUTHOR} if "trash" not in state else NOBODY
    assert is_let_in(response) == (role in allowed), response.status_code


@pytest.mark.parametrize(
    "query",
    [
        "articles/article/?author__password__startswith=p",
        "articles/article/?revisions__by__password__startswith=p",
        "articles/article/?proposals__by__username=khac",
        "newsroom/auditentry/?by__password__startswith=p",
        "newsroom/auditentry/?article__author__password__startswith=p",
    ],
)
def test_no_list_answers_questions_about_people(query: str) -> None:
    client, _ = client_of(EDITOR)
    assert client.get(f"/quan-tri/{query}").status_code == 400
