"""The guide and its pictures, for everybody who may be in the admin."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from newsroom.guide.rendering import as_html, chapters_of, pictures_in

FOLDER = Path(settings.BASE_DIR) / "docs"
PICTURES = FOLDER / "anh"


@cache
def guide_text() -> str:
    return (FOLDER / "huong-dan-bien-tap.md").read_text(encoding="utf-8")


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The whole guide (no query of its own)."""
    text = guide_text()
    picture_url = reverse("admin:guide_picture", args=["ten"]).replace("ten", "{}")
    context = {
        **admin.site.each_context(request),
        "title": "Hướng dẫn biên tập",
        "chapters": chapters_of(text),
        "text": as_html(text, picture_url),
    }
    return render(request, "newsroom/guide.html", context)


@require_safe
def picture(_request: HttpRequest, name: str) -> HttpResponse:
    """A picture that the guide shows; Http404 for any other."""
    if name not in pictures_in(guide_text()):
        raise Http404
    return HttpResponse((PICTURES / f"{name}.png").read_bytes(), content_type="image/png")
