"""Many rows in a form, and hidden fields that nobody's browser sends: saved, or told in words."""

from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Category, Photo
from limits.rows import MOST_BYLINES, MOST_FIELDS, MOST_FILES, MOST_PHOTOS
from newsroom.models import AuditEntry, Proposal
from newsroom.revisions import snapshot_of
from tests.newsroom.desk import ADD, address, form, said
from tests.support.admin_pages import furnish
from tests.support.responses import Response

pytestmark = pytest.mark.django_db
HUGE = "9" * 5000


@pytest.fixture
def administrator() -> Client:
    """A client that, like a browser, gets the error page instead of the exception."""
    client = Client(raise_request_exception=False)
    client.force_login(furnish())
    return client


def photo_rows(number: int) -> dict[str, str]:
    """As a browser sends them: empty fields too."""
    fields = {"focus_x": "50", "focus_y": "50"} | dict.fromkeys(
        ("credit", "alt", "upload", "id", "article"), ""
    )
    return {"photos-TOTAL_FORMS": str(number)} | {
        f"photos-{row}-{name}": value
        for row in range(number)
        for name, value in (fields | {"order": str(row + 1), "caption": f"Ảnh {row}"}).items()
    }


def byline_rows(number: int) -> dict[str, str]:
    return {"bylines-TOTAL_FORMS": str(number)} | {
        f"bylines-{row}-{name}": value
        for row in range(number)
        for name, value in {"role": "", "name": f"Người {row}", "order": str(row)}.items()
    }


def with_empty_files(number: int, fields: dict[str, Any]) -> tuple[bytes, str]:
    """The form as a browser sends it, and its type: with a part for each file field in which
    nothing was chosen."""
    head = "--x\r\nContent-Disposition: form-data; name="
    parts = [f'{head}"{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    parts += [f'{head}"photos-{row}-file"; filename=""\r\n\r\n\r\n' for row in range(number)]
    return ("".join(parts) + "--x--\r\n").encode(), "multipart/form-data; boundary=x"


def test_article_with_130_photos_is_saved(administrator: Client) -> None:
    body, kind = with_empty_files(130, form(title="Trăm ảnh", **photo_rows(130)))
    response = administrator.post(ADD, body, content_type=kind)
    assert response.status_code == 302
    assert Article.objects.get(title="Trăm ảnh").photos.count() == 130


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (photo_rows(MOST_PHOTOS + 1), f"Nhiều nhất {MOST_PHOTOS} ảnh trong một lần lưu."),
        (byline_rows(MOST_BYLINES + 1), f"Nhiều nhất {MOST_BYLINES} dòng tác giả"),
    ],
    ids=["photos", "bylines"],
)
def test_one_row_too_many_is_told_and_all_are_shown_again(
    administrator: Client, rows: dict[str, str], sentence: str
) -> None:
    response = administrator.post(ADD, form(title="Quá nhiều", **rows))
    assert response.status_code == 200
    page = said(response)
    assert sentence in page
    assert all(f'name="{name}"' in page for name in rows)
    assert not Article.objects.filter(title="Quá nhiều").exists()


def test_more_than_is_read_is_told_in_words(administrator: Client) -> None:
    fields = form(**{f"x{number}": "1" for number in range(MOST_FIELDS)})
    files, kind = with_empty_files(MOST_FILES + 1, form())
    files = files.replace(b'filename=""', b'filename="a.jpg"')
    for response in (
        administrator.post(ADD, fields),
        administrator.post(ADD, files, content_type=kind),
        administrator.post(ADD, form(lead="a" * (6 << 20))),
    ):
        assert response.status_code == 413
        assert "Địa chỉ không hợp lệ" not in said(response)
        assert "Chưa có gì được lưu" in said(response)
    assert "nặng hơn 5 MB" in said(response)


def test_form_that_breaks_off_is_told_in_words(administrator: Client) -> None:
    for kind in ("multipart/form-data", "multipart/form-data; boundary=" + "é" * 3):
        response = administrator.post(ADD, b"x", content_type=kind)
        assert response.status_code == 400
        assert "Chưa nhận được trọn" in said(response)


def test_rows_that_nobody_sent_are_not_made(administrator: Client) -> None:
    for number in (10**9, 10**30):
        response = administrator.post(ADD, form(**{"photos-TOTAL_FORMS": str(number)}))
        assert response.status_code == 200
        rows = response.context["inline_admin_formsets"][0].formset
        assert len(rows.forms) == 0
        assert f"Nhiều nhất {MOST_PHOTOS} ảnh" in said(response)


HOSTILE: dict[str, dict[str, str]] = {
    "fewer than none": {"TOTAL_FORMS": "-1", "INITIAL_FORMS": "-1"},
    "no number": {"TOTAL_FORMS": "x", "INITIAL_FORMS": "\0"},
    "five thousand digits": {"TOTAL_FORMS": HUGE, "INITIAL_FORMS": HUGE},
    "more stored than sent": {"TOTAL_FORMS": "1", "INITIAL_FORMS": "5", "0-order": "1"},
    "stored rows without keys": {"TOTAL_FORMS": "2", "INITIAL_FORMS": "2", "1-order": "1"},
    "keys of none": {
        **{"TOTAL_FORMS": "3", "INITIAL_FORMS": "3", "0-id": "x", "1-id": "9" * 40},
        **{"2-id": "99999", "0-order": "1", "1-order": "1", "2-order": "1"},
    },
    "null characters": {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "0-order": "\0", "0-id": "\0"},
    "rows without end": {"TOTAL_FORMS": "1000000000", "INITIAL_FORMS": "1000000000"},
    "a new row": {"TOTAL_FORMS": "2", "INITIAL_FORMS": "0", "0-order": "1", "1-order": HUGE},
}


def is_in_words(response: Response) -> bool:
    return response.status_code in (200, 302, 409) and "Server Error" not in said(response)


LISTS = ("portal/banner", "portal/weblink", "portal/menuitem", "articles/category")


def test_no_list_fails_by_its_hidden_fields(administrator: Client) -> None:
    for where, (case, hidden) in product(LISTS, HOSTILE.items()):
        sent = {f"form-{name}": value for name, value in hidden.items()} | {"_save": "Lưu"}
        assert is_in_words(administrator.post(f"/quan-tri/{where}/", sent)), (where, case)


@pytest.mark.parametrize("place", ["add", "{pk}/change", "xem-truoc"])
def test_no_article_s_form_fails_by_its_hidden_fields(administrator: Client, place: str) -> None:
    article = Article.objects.published().get()
    where = f"/quan-tri/articles/article/{place.format(pk=article.pk)}/"
    for rows, (case, hidden) in product(("photos", "bylines"), HOSTILE.items()):
        sent = form(**{f"{rows}-{name}": value for name, value in hidden.items()})
        assert is_in_words(administrator.post(where, sent)), (rows, case)
    assert Photo.objects.filter(article=article).count() == 1


def test_row_of_a_category_that_a_colleague_deleted_is_no_error(administrator: Client) -> None:
    gone = Category.objects.create(name="Sắp xóa")
    there = Category.objects.get(name="Tin tức")
    sent = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "_save": "Lưu"}
    for number, category in enumerate((there, gone)):
        sent |= {f"form-{number}-id": str(category.pk), f"form-{number}-order": "7"}
    gone.delete()
    assert is_in_words(administrator.post("/quan-tri/articles/category/", sent))


def test_forged_base_of_a_form_is_a_conflict_in_words(administrator: Client) -> None:
    article = Article.objects.published().get()
    edit = waiting_edit(article)
    for base in (HUGE, "²", "9" * 20, "-1", "\0", "1 or 1"):
        sent = form(began_from=base)
        assert is_in_words(administrator.post(address(article), sent)), base
        assert is_in_words(administrator.post(address(article, "xem-truoc"), sent)), base
        page = address(article, f"ban-sua/{edit.pk}")
        assert is_in_words(administrator.post(page, {"accept": "1", "began_from": base})), base


def waiting_edit(article: Article) -> Proposal:
    by = User.objects.get(username="bien-tap")
    return Proposal.objects.create(
        article=article, snapshot=snapshot_of(article), based_on=0, by=by
    )


TEXTS = "title lead body category cover updated_at_0 updated_at_1 goes_on_from draft_key draft_by"
PORTAL = {
    "portal/banner/add": "title alt url order starts_on",
    "portal/weblink/add": "name url order",
    "portal/menuitem/add": "label url order",
    "portal/page/add": "title slug body",
    "portal/identity/1/change": "name_vi editors phone layout email logo",
    "auth/user/add": "username password1 password2 usable_password",
    "auth/group/add": "name permissions",
    "articles/category/add": "name slug order",
    "visitors/openingbalance/1/change": "visits on_date note",
    "visitors/visitcorrection/add": "day visits page_views reason",
    "articles/article/add": TEXTS,
}


@pytest.mark.parametrize("where", PORTAL)
def test_no_form_fails_by_a_null_or_a_huge_number(administrator: Client, where: str) -> None:
    for value in ("a\0b", HUGE, "9" * 30, "-1"):
        sent = dict.fromkeys(PORTAL[where].split(), value)
        filled = form(**sent) if where == "articles/article/add" else sent
        response = administrator.post(f"/quan-tri/{where}/", filled)
        assert is_in_words(response) or response.status_code == 400, value


def test_reason_with_a_null_is_told_in_words(administrator: Client) -> None:
    article = Article.objects.published().get()
    page = address(article, f"ban-sua/{waiting_edit(article).pk}")
    assert is_in_words(administrator.post(page, {"reason": "a\0b"}))
    assert administrator.post(address(article), form(status="a\0b")).status_code == 403
    assert AuditEntry.objects.filter(action="forged", note="ab").exists()
