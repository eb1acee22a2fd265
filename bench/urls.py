"""A page that costs nothing to make, so that what stands before it shows."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = "<!DOCTYPE html><html lang=vi><title>Bài</title>" + "<p>Đại hội thông qua.</p>" * 700


def fixed_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


urlpatterns = [path("bai/1/dai-hoi/", fixed_page)]
