"""What pages say of how wide a picture is shown, by which a phone loads no more than it shows."""

import io
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from articles.models import Article, Photo
from portal.models import Banner
from tests.browser.conftest import OpenPage, Site
from tests.browser.screens import LAYOUTS

# The width in the last of the sizes whose condition holds, as a browser works it out, beside the
# width that the picture has, both in pixels.
SAID_AND_SHOWN = """() => [...document.querySelectorAll("img[sizes]")].map(img => {
  const probe = document.body.appendChild(document.createElement("div"))
  probe.style.position = "absolute"
  const sizes = img.sizes.split(/, (?![^(]*\\))/).map(size => size.match(/^(\\(.*?\\))? ?(.*)$/))
  probe.style.width = sizes.find(([, when]) => !when || matchMedia(when).matches)[2]
  const said = probe.getBoundingClientRect().width
  probe.remove()
  const place = img.closest(".gallery") ?? img.closest("[class*=card--], .banner, .figure")
  return [place.className, said, img.width]
})"""
# A banner alone in its row is wider on a phone, and a photo in a row of three narrower on a desk.
LEAST, MOST = 0.8, 1.8


def in_pictures(site: Site) -> None:
    """Every article gets a photo, one of them a gallery; and there are three banners."""
    out = io.BytesIO()
    Image.new("RGB", (1500, 1000), "teal").save(out, "JPEG")
    photo = Photo(article=Article.objects.first(), order=7)
    photo.file.save("anh.jpg", ContentFile(out.getvalue()))
    stored = {"file": str(photo.file), "width": 1500, "height": 1000}
    for article in Article.objects.exclude(cover__file__gt=""):
        for order in (1, 2):
            article.photos.create(order=order, **stored)
        Article.objects.filter(pk=article.pk).update(body="<p>[ảnh 1]</p><p>[ảnh 2]</p>")
        article.choose_cover()
    for order in (1, 2, 3):
        Banner.objects.create(title="Tuyên truyền", order=order, image=stored["file"], width=1500)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_place_says_about_how_wide_its_pictures_are(
    layout: str, small_site: Callable[[str], Site], open_page: OpenPage
) -> None:
    site = small_site(layout)
    in_pictures(site)
    gallery = Article.objects.filter(body="<p>[ảnh 1]</p><p>[ảnh 2]</p>")[0].get_absolute_url()
    seen, wrong = set(), []
    for path in (site["home"], site["category"], site["article"], gallery):
        page = open_page(path).page
        for width in (320, 360, 412, 768, 1024, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            for place, said, shown in page.evaluate(SAID_AND_SHOWN):
                seen.add(place)
                if not LEAST <= said / shown <= MOST:
                    wrong.append((path, width, place, said, shown))
    assert wrong == []
    assert {"card card--lead", "card card--second", "card card--box", "card card--row"} <= seen
    assert {"gallery", "figure", "banner"} <= seen
