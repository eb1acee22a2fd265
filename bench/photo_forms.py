"""Forms of new articles with photos, sent to the desk: one with forty, and forty with one each.

`python -m bench.photo_forms ROUNDS`, in the site's environment, prints as JSON for each round the
seconds of processor time of the former and of the latter in sum. Called by bench/photo_saves.py.
"""
# ruff: noqa: E402 (Django's models may be imported only once it is set up)

import io
import json
import os
import sys
import time
from itertools import count

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo_site.settings")
django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from articles.models import Category
from bench.desk import Form, editor
from bench.servers import HOST

PHOTOS = 40
SIZE = 2400, 1600  # pixels, as a phone sends them by mail

numbers = count(1)  # no two articles, and no two photos, are alike


class Desk:
    def __init__(self) -> None:
        self.client = Client(headers={"host": HOST})
        self.client.force_login(editor())
        self.address = reverse("admin:articles_article_add")
        self.category = Category.objects.create(name="Tin hoạt động")

    def seconds_for(self, photos: int) -> float:
        """Of processor time, from the sent form to the stored article; exits where it is not
        stored."""
        page = self.client.get(self.address)
        fields = Form(page.content.decode()).fields | {
            "title": f"Hội nghị số {next(numbers)}",
            "category": str(self.category.pk),
            "photos-TOTAL_FORMS": str(photos),
        }
        for row in range(photos):
            fields |= {f"photos-{row}-order": str(row + 1), f"photos-{row}-caption": "Hội trường"}
        files = {f"photos-{row}-file": picture(next(numbers)) for row in range(photos)}
        began = time.process_time()
        answer = self.client.post(self.address, fields | files | {"_save": "1"})
        used = time.process_time() - began
        if answer.status_code != 302:
            sys.exit(f"Bàn biên tập trả lời {answer.status_code}.")
        return used


def picture(number: int) -> SimpleUploadedFile:
    """A photo with detail all over, as a camera makes it."""
    noise = Image.effect_noise((SIZE[0] // 8, SIZE[1] // 8), 60).resize(SIZE)
    out = io.BytesIO()
    Image.merge("RGB", (noise, noise.rotate(180), noise)).save(out, "JPEG", quality=85)
    return SimpleUploadedFile(f"anh-{number}.jpg", out.getvalue(), "image/jpeg")


if __name__ == "__main__":
    desk = Desk()
    desk.seconds_for(1)  # modules are read, and patterns compiled, once
    rounds = [
        (desk.seconds_for(PHOTOS), sum(desk.seconds_for(1) for _ in range(PHOTOS)))
        for _ in range(int(sys.argv[1]))
    ]
    print(json.dumps(rounds))
