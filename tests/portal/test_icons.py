"""Icons and manifest: the organisation's own, made from its logo."""

import io
import json

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from tests.support.factories import make_identity

pytestmark = pytest.mark.django_db

SQUARES = {"/apple-touch-icon.png": 180, "/icon-192.png": 192, "/icon-512.png": 512}


def icon_at(client: Client, address: str) -> Image.Image:
    response = client.get(address)
    assert response.status_code == 200
    return Image.open(io.BytesIO(response.content))


def logo(width: int, height: int) -> "ContentFile[bytes]":
    file = io.BytesIO()
    Image.new("RGBA", (width, height), (0, 0, 255, 255)).save(file, "PNG")
    return ContentFile(file.getvalue())


@pytest.mark.parametrize("address", SQUARES)
def test_icon_shows_the_whole_logo_unstretched_on_white(client: Client, address: str) -> None:
    make_identity().logo.save("logo.png", logo(400, 100))
    icon = icon_at(client, address).convert("RGB")
    side = SQUARES[address]
    assert icon.size == (side, side)
    colours = icon.crop((side // 2, side // 2, side // 2 + 1, side // 2 + 1)).tobytes()
    assert colours[2] > 200 > 60 > colours[0]
    assert icon.getpixel((side // 2, side // 4)) == (255, 255, 255)


@pytest.mark.parametrize("address", [*SQUARES, "/favicon.ico"])
def test_site_without_a_logo_has_icons_all_the_same(client: Client, address: str) -> None:
    make_identity()
    assert icon_at(client, address).width > 40


def test_logo_that_is_missing_on_the_disk_does_no_harm(client: Client) -> None:
    identity = make_identity()
    identity.logo.save("logo.png", logo(400, 400))
    identity.logo.storage.delete(str(identity.logo.name))
    assert icon_at(client, "/favicon.ico").width > 40


def test_manifest_names_the_organisation_and_icons_that_are_there(client: Client) -> None:
    make_identity(name_vi="Liên hiệp Hội", short_name="LHH")
    manifest = json.loads(client.get("/site.webmanifest").content)
    assert (manifest["name"], manifest["short_name"]) == ("Liên hiệp Hội", "LHH")
    for icon in manifest["icons"]:
        side = int(icon["sizes"].partition("x")[0])
        assert icon_at(client, icon["src"]).size == (side, side)


def test_error_page_that_asks_the_database_nothing_bears_the_organisation_s_name(
    client: Client,
) -> None:
    make_identity(name_vi="Liên hiệp Hội tỉnh")
    assert client.get("/").status_code == 200
    html = client.get("/", headers={"host": "evil.example"}).content.decode()
    assert "| Liên hiệp Hội tỉnh</title>" in html
    assert '<span class="nameplate__vi">Liên hiệp Hội tỉnh</span>' in html
