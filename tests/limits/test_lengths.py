"""No text without an end: every field of every form has a limit, and says so in words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.validators import MaxLengthValidator
from django.db import models
from django.http import HttpRequest
from django.test import Client, RequestFactory

from articles.models import Article
from limits import lengths
from limits.texts import BoundedTextField, MostCharacters
from newsroom.models import AuditEntry, Draft
from newsroom.pages.proposals import DeclineForm
from newsroom.pages.steps import StepForm
from newsroom.pages.withdrawal import NoticeForm
from richtext.validators import validate_markup
from tests.newsroom.desk import ADD, address, form, said
from tests.newsroom.draft_forms import new_key
from tests.support.admin_pages import furnish
from tests.support.factories import make_article
from vietnamese.numbers import group_digits

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {file.parent.name for file in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
# Columns of any length, each with what bounds it.
OTHERWISE_BOUNDED = {
    "articles.Article.body": "richtext.validators.validate_markup",
    "portal.Page.body": "richtext.validators.validate_markup",
    "newsroom.AuditEntry.note": "reasons and notices, bounded where they are asked for",
    "newsroom.Proposal.reason": "newsroom.pages.proposals.DeclineForm",
    "newsroom.WordImportFile.entry": "a name in a .zip, which has 65,535 bytes at most",
    "newsroom.WordImportFile.refusal": "the program's own sentences",
    "accounts.Session.session_data": "the program's own",
    "backups.Backup.error": "the program's own sentences",
    "backups.Backup.drill_result": "the program's own sentences",
    "jobs.Job.error": "the program's own, cut to jobs.process.MOST_BYTES",
}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in ROOMS]


def test_every_column_of_any_length_has_a_limit() -> None:
    endless = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.TextField) and not isinstance(field, BoundedTextField)
    }
    assert endless - OTHERWISE_BOUNDED.keys() == set()


def is_bounded(field: forms.Field) -> bool:
    """Whether it takes no text of any length; passwords are hashed in the same time however long
    they are, and rows of a list are asked for by their keys."""
    is_text = isinstance(field, forms.CharField) and not isinstance(
        field.widget, forms.PasswordInput
    )
    kinds = (MaxLengthValidator, MostCharacters)
    return not is_text or any(
        isinstance(each, kinds) or each is validate_markup for each in field.validators
    )


def subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


def test_every_field_of_the_project_s_own_forms_has_a_limit() -> None:
    endless = {
        f"{kind.__module__}.{kind.__name__}.{name}"
        for kind in subclasses(forms.BaseForm)
        if kind.__module__.split(".")[0] in ROOMS
        for name, field in kind.base_fields.items()
        if not is_bounded(field)
    }
    assert endless == set()


def admin_request() -> HttpRequest:
    request = RequestFactory().get("/quan-tri/")
    request.user = User.objects.create_superuser("quan-tri")
    return request


def registered() -> list[tuple[Any, Any]]:
    models = [model for model in apps.get_models() if admin.site.is_registered(model)]
    return [(model, admin.site.get_model_admin(model)) for model in models]


@pytest.mark.django_db
def test_every_field_of_the_admin_s_forms_has_a_limit() -> None:
    request, article = admin_request(), make_article()
    endless = set()
    for model, desk in registered():
        if not (desk.has_add_permission(request) or desk.has_change_permission(request)):
            continue
        kinds = [desk.get_form(request)]
        kinds += [desk.get_changelist_form(request)] if desk.list_editable else []
        kinds += [formset.form for formset, _ in desk.get_formsets_with_inlines(request)]
        if model is Article:
            kinds += [desk.get_form(request, article, change=True)]
        for kind in kinds:
            fields = kind.base_fields.items()
            endless |= {f"{model.__name__}.{name}" for name, each in fields if not is_bounded(each)}
    assert endless == set()


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(furnish())
    return client


TOO_LONG = {
    "lead": (lengths.LEAD, "Sapo"),
    "correction": (lengths.CORRECTION, "Đính chính"),
    "photos-0-caption": (lengths.CAPTION, "Chú thích"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", TOO_LONG)
def test_longer_text_is_told_with_its_name_and_stands_again_in_the_form(
    administrator: Client, name: str
) -> None:
    most, label = TOO_LONG[name]
    row = {"photos-TOTAL_FORMS": "1", "photos-0-order": "1", "photos-0-caption": "Đại hội"}
    text = "chữ " * (most // 4) + "thừa"
    page = administrator.post(ADD, form(**{**row, name: text}))
    number, limit = group_digits(most + 4), group_digits(most)
    assert f"“{label}” dài {number} ký tự, nhiều hơn mức {limit}." in said(page)
    assert text in said(page)
    assert text in dict(Draft.objects.get().fields)[name]


@pytest.mark.django_db
def test_text_of_many_lines_counts_each_break_once(administrator: Client) -> None:
    lines = "\r\n".join(["chữ"] * (lengths.LEAD // 4))
    assert administrator.post(ADD, form(lead=lines)).status_code == 302


@pytest.mark.django_db
def test_longer_text_that_is_stored_opens_and_may_be_withdrawn(administrator: Client) -> None:
    article = make_article(lead="chữ " * lengths.LEAD)
    assert administrator.get(address(article)).status_code == 200
    response = administrator.post(address(article, "viec/withdraw"), {"note": "Nhầm"})
    assert response.status_code == 302
    assert Article.objects.get(pk=article.pk).status == Article.Status.WITHDRAWN


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of the texts that are brought into normal form from now on."""
    seen: list[int] = []

    def nfc(text: str) -> str:
        seen.append(len(text))
        return text

    monkeypatch.setattr("vietnamese.text.nfc", nfc)
    return seen


@pytest.mark.django_db
def test_longer_text_is_refused_before_it_is_brought_into_normal_form(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, long = counted(monkeypatch), "ê" * 600_000
    administrator.post(ADD, form(title=long, lead=long, body=long, correction=long))
    administrator.post("/quan-tri/portal/page/add/", {"title": long, "body": long})
    administrator.post("/quan-tri/portal/identity/1/change/", {"name_vi": long, "editors": long})
    administrator.get("/tim-kiem/", {"q": long, "tu": long, "chuyen-muc": long})
    administrator.get("/quan-tri/thong-ke/", {"tu": long, "den": long})
    article = Article.objects.published().get()
    for step in ("withdraw", "return", "schedule"):
        sent = dict.fromkeys(("note", "notice", "reason", "moment_0", "moment_1"), long)
        administrator.post(address(article, f"viec/{step}"), sent)
    key = new_key()
    sent = form(draft_key=key, draft_number="1", title=long, lead=long, correction=long)
    assert administrator.post(f"{ADD}giu-tam/", sent).status_code == 200
    administrator.get(f"/quan-tri/articles/article/ban-chua-luu/{key}/")
    administrator.post(f"{ADD.removesuffix('add/')}xem-truoc/", form(title=long, lead=long))
    assert max(seen, default=0) <= lengths.TEXT


@pytest.mark.django_db
def test_reason_that_is_too_long_is_told_and_kept_in_the_page(administrator: Client) -> None:
    article = Article.objects.published().get()
    by = User.objects.get(username="bien-tap")
    snapshot = {"title": "", "lead": "", "body": "", "correction": "", "category": None}
    snapshot |= {"category_name": "", "published_from": "", "published_until": ""}
    edit = article.proposals.create(
        snapshot=snapshot | {"photos": [], "bylines": []}, based_on=0, by=by
    )
    reason = "lý do " * lengths.REASON
    page = administrator.post(
        address(article, f"ban-sua/{edit.pk}"), {"decline": "1", "reason": reason}
    )
    assert "“Lý do trả lại” dài" in said(page)
    assert reason.strip() in said(page)
    edit.refresh_from_db()
    assert edit.state == "open"
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("kind", [NoticeForm, DeclineForm, StepForm])
def test_desk_s_questions_are_bounded(kind: Any) -> None:
    assert all(is_bounded(field) for field in kind.base_fields.values())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "where", ["articles/article", "articles/photo", "articles/category", "portal/page", "auth/user"]
)
def test_search_of_too_many_words_is_told_in_words(administrator: Client, where: str) -> None:
    page = administrator.get(f"/quan-tri/{where}/", {"q": "một " * 1500})
    assert page.status_code == 400
    assert "Ô tìm kiếm có 6.000 ký tự, nhiều hơn mức 800." in said(page)
    page = administrator.get(f"/quan-tri/{where}/", {"q": "một " * 13})
    assert "Ô tìm kiếm có 13 từ, nhiều hơn mức 12." in said(page)
    assert administrator.get(f"/quan-tri/{where}/", {"q": "một hai " * 6}).status_code == 200


@pytest.mark.django_db
def test_address_of_a_list_with_long_filters_leads_back_to_it(administrator: Client) -> None:
    article = Article.objects.published().get()
    filters = "q=" + "%E1%BB%87" * 400
    page = administrator.get(address(article), {"_changelist_filters": filters})
    assert page.status_code == 200
    assert administrator.get(address(article), {"x": "a" * 8_193}).status_code == 400
