import pytest
from django.test import Client

from portal.models import Page
from tests.portal.make import make_identity, make_page

pytestmark = pytest.mark.django_db


def test_page_shows_its_title_and_text(client: Client) -> None:
    make_page(title="Giới thiệu", body="<p>Đơn vị thành lập <b>năm 2020</b>.</p>")
    response = client.get("/trang/gioi-thieu/")
    assert response.status_code == 200
    assert "<h1>Giới thiệu</h1>" in response.text
    assert "<p>Đơn vị thành lập <b>năm 2020</b>.</p>" in response.text


def test_unknown_page_is_404(client: Client) -> None:
    assert client.get("/trang/khong-co/").status_code == 404


def test_page_is_not_changed_by_post(client: Client) -> None:
    make_page()
    assert client.post("/trang/gioi-thieu/").status_code == 405


def test_next_request_comes_in_the_new_layout(client: Client) -> None:
    identity = make_identity(layout="tra-vinh")
    page = make_page()
    assert used_layouts(client, page) == {"layouts/tra_vinh.html"}
    identity.layout = "dong-nai"
    identity.save()
    assert used_layouts(client, page) == {"layouts/dong_nai.html"}


def used_layouts(client: Client, page: Page) -> set[str]:
    templates = client.get(page.get_absolute_url()).templates
    names = {str(template.name) for template in templates}
    return {name for name in names if name.startswith("layouts/")}


def test_changed_text_is_seen_by_the_next_request(client: Client) -> None:
    page = make_page()
    client.get(page.get_absolute_url())
    page.body = "<p>Văn phòng đã chuyển nhà.</p>"
    page.save()
    assert "Văn phòng đã chuyển nhà." in client.get(page.get_absolute_url()).text


def test_slug_is_made_of_the_title() -> None:
    assert make_page(title="Đảng đoàn").get_absolute_url() == "/trang/dang-doan/"


def test_chosen_slug_stays_when_the_title_changes() -> None:
    page = make_page(title="Giới thiệu", slug="ve-chung-toi")
    page.title = "Về đơn vị"
    page.save()
    assert page.get_absolute_url() == "/trang/ve-chung-toi/"


HOSTILE = (
    '<p onclick="steal()">Một</p><script>alert("hai")</script>'
    '<a href="javascript:alert(3)">ba</a><img src=x onerror=alert(4)>'
)


def test_scripts_are_removed_when_a_page_is_saved() -> None:
    body = make_page(body=HOSTILE).body
    assert "<p>Một</p>" in body
    assert "ba</a>" in body
    assert not any(word in body for word in ("alert", "steal", "<script", "<img", "javascript"))


def test_scripts_that_came_past_saving_are_removed_when_shown(client: Client) -> None:
    page = make_page()
    Page.objects.update(body=HOSTILE)
    text = client.get(page.get_absolute_url()).text
    assert "<p>Một</p>" in text
    assert not any(word in text for word in ("alert(", "steal()", "onerror"))


def test_title_and_description_are_escaped(client: Client) -> None:
    page = make_page(
        title='Một <script>alert("x")</script>',
        slug="mot",
        body='<p>Nói &lt;b&gt; "không" & đi</p>',
    )
    assert page.description == 'Nói <b> "không" & đi'
    text = client.get(page.get_absolute_url()).text
    assert "<script>alert(" not in text
    assert 'content="Nói &lt;b&gt; &quot;không&quot; &amp; đi"' in text


def test_description_is_the_beginning_of_the_text() -> None:
    description = make_page(body="<h2>Mục</h2> " + "<p>chữ</p> " * 50).description
    assert description == "Mục" + " chữ" * 29 + "…"
