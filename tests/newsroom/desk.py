"""The desk's pages as people there use them: who is signed in, what a form holds and sends."""

import datetime
import html
import io
import re
from typing import Any

from django.contrib.auth.models import Permission, User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from articles.models import Article
from chibo_site.roles import EDITOR
from pictures.renditions import all_files
from tests.support.factories import make_article, make_category, make_person
from tests.support.responses import Response

ADD = "/quan-tri/articles/article/add/"
RECEIVE = "/quan-tri/articles/article/tai-anh/"
HOUR = datetime.timedelta(hours=1)
# Nothing in it that one should look at before it goes on.
WRITTEN = {"lead": "Sáng nay, chi bộ họp.", "body": "<p>Chi bộ bàn ba việc.</p>"}


def signed_in(name: str, role: str = EDITOR) -> Client:
    client = Client()
    client.force_login(make_person(name, role))
    return client


def staff_who_may(*codenames: str, **options: Any) -> Client:
    user = User.objects.create_user("nhanvien", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client(**options)
    client.force_login(user)
    return client


def person(name: str) -> User:
    return User.objects.get(username=name)


def make_draft(**fields: Any) -> Article:
    draft = {"status": "draft", "published_from": None, "author": person("phongvien")}
    return make_article(**draft | fields)


def address(article: Article, page: str = "change") -> str:
    return f"/quan-tri/articles/article/{article.pk}/{page}/"


def opened(client: Client, where: str) -> dict[str, Any]:
    """The fields of the form as a browser has them once the page is open, buttons left out."""
    return fields_of(client.get(where))


def fields_of(page: Response) -> dict[str, Any]:
    """A field with several values, as boxes to tick are, has a list of them."""
    assert page.status_code == 200
    fields: dict[str, Any] = {}
    for bound in page.context["adminform"].form:
        widget, value = bound.field.widget, bound.value()
        if hasattr(widget, "decompress"):
            parts = widget.decompress(value)
            fields |= {
                f"{bound.name}_{number}": "" if part is None else str(part)
                for number, part in enumerate(parts)
            }
        elif isinstance(value, list):
            fields[bound.name] = [str(getattr(each, "pk", each)) for each in value]
        else:
            fields[bound.name] = "" if value is None else str(value)
    for inline in page.context["inline_admin_formsets"]:
        bound_forms = [inline.formset.management_form, *inline.formset.initial_forms]
        for each in bound_forms:
            for bound in each:
                value = bound.value()
                is_file = "file" in bound.name
                fields[bound.html_name] = "" if value is None or is_file else str(value)
        fields[f"{inline.formset.prefix}-TOTAL_FORMS"] = str(len(inline.formset.initial_forms))
    return fields


def form(**overrides: Any) -> dict[str, Any]:
    """A filled-in article form without photos and bylines."""
    return {
        "title": "Chi bộ họp thường kỳ",
        "lead": "Sapo.",
        "body": "<p>Nội dung.</p>",
        "category": make_category().pk,
        "published_from_0": "",
        "published_from_1": "",
        "published_until_0": "",
        "published_until_1": "",
        "updated_at_0": "08-12-2021",
        "updated_at_1": "02:50",
        "cover": "",
        **{
            f"{inline}-{part}": "0"
            for inline in ("photos", "bylines")
            for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")
        },
    } | overrides


def photo_upload(kind: str = "JPEG", name: str = "../../anh chụp.php.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "green").save(out, kind)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def send(client: Client, content: bytes | None = None, name: str = "../anh.php.jpg") -> Any:
    """The answer to a picture sent ahead of its form."""
    if content is None:
        out = io.BytesIO()
        Image.new("RGB", (1000, 600), "green").save(out, "JPEG")
        content = out.getvalue()
    return client.post(RECEIVE, {"file": SimpleUploadedFile(name, content, "image/jpeg")})


def stored(name: str | None) -> list[bool]:
    """Of each file of the picture, whether it is there."""
    assert name
    return [default_storage.exists(file) for file in all_files(name)]


def sent_again(response: Response, button: str) -> dict[str, Any]:
    """The conflict page's form, as a browser would send it by that button."""
    page = response.content.decode()
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    fields = {html.unescape(name): html.unescape(value) for name, value in hidden}
    fields.pop("csrfmiddlewaretoken", None)
    return fields | ({button: "1"} if button else {})


def said(response: Response) -> str:
    return html.unescape(response.content.decode())


def with_photo(number: int, **fields: Any) -> dict[str, Any]:
    """A row of a static page's form."""
    row = {"id": "", "order": str(number), "caption": "", "credit": "", "alt": ""} | fields
    return {f"photos-{number - 1}-{name}": value for name, value in row.items()}


def answer_everywhere(asked: Any) -> str:
    """Of the form that asks whether other texts' photo is to be replaced as well: yes."""
    form = asked.context["inline_admin_formsets"][0].formset.forms[0]
    return str(form.fields["replace_in"].widget.choices[-1][0])
