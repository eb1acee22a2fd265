"""The demo's own pictures: every scene, banner and emblem can be drawn again the same."""

import io
import random
import unicodedata

import pytest
from PIL import ImageChops, ImageFont, ImageStat

from demo.pictures import SCENES, draw_banner, draw_emblem, draw_scene
from demo.pictures.banner import MOTIFS
from demo.pictures.lettering import FACE

SMALL = (150, 100)


@pytest.mark.parametrize("name", SCENES)
def test_scene_has_the_asked_size_and_is_not_blank(name):
    picture = draw_scene(name, 1, SMALL)
    assert picture.mode == "RGB"
    assert picture.size == SMALL
    assert max(ImageStat.Stat(picture).stddev) > 15


@pytest.mark.parametrize("name", SCENES)
def test_same_seed_draws_the_same_scene_and_another_seed_another(name):
    first = draw_scene(name, 7, SMALL)
    assert first.tobytes() == draw_scene(name, 7, SMALL).tobytes()
    assert ImageChops.difference(first, draw_scene(name, 8, SMALL)).getbbox() is not None


def test_scene_leaves_the_shared_random_numbers_alone():
    random.seed(5)
    expected = random.random()
    random.seed(5)
    draw_scene("dong-lua", 1, SMALL)
    assert random.random() == expected


@pytest.mark.parametrize("size", [(120, 120), (160, 60), (60, 90)])
def test_scene_fills_other_proportions_to_the_corners(size):
    picture = draw_scene("hoi-nghi", 1, size)
    assert picture.size == size
    corners = [(0, 0), (size[0] - 1, 0), (0, size[1] - 1), (size[0] - 1, size[1] - 1)]
    assert all(picture.getpixel(corner) != (255, 255, 255) for corner in corners)


def test_full_size_scene_is_a_light_webp():
    file = io.BytesIO()
    draw_scene("trao-giai", 1).save(file, "WEBP", quality=80)
    assert file.tell() < 120_000


def test_unknown_scene_is_a_key_error():
    with pytest.raises(KeyError):
        draw_scene("khong-co", 1)
    with pytest.raises(KeyError):
        draw_banner("Đoàn kết", "khong-co", 1)


def test_every_scene_has_a_banner_motif():
    assert set(MOTIFS) == set(SCENES)


@pytest.mark.parametrize("scene", sorted({MOTIFS[name]: name for name in SCENES}.values()))
def test_banner_shows_its_slogan(scene):
    banner = draw_banner("ĐOÀN KẾT – SÁNG TẠO", scene, 1)
    assert banner.size == (600, 300)
    assert banner.tobytes() == draw_banner("ĐOÀN KẾT – SÁNG TẠO", scene, 1).tobytes()
    slogan_side = banner.crop((0, 0, 300, 280))
    assert len(slogan_side.getcolors(100_000)) > 20


def test_banner_can_stand_upright():
    assert draw_banner("Nông thôn mới giàu đẹp, văn minh", "dong-lua", 1, (150, 200)).size == (
        150,
        200,
    )


def test_banner_sets_decomposed_letters_as_composed_ones():
    slogan = "Uống nước nhớ nguồn"
    composed, decomposed = (unicodedata.normalize(form, slogan) for form in ("NFC", "NFD"))
    assert composed != decomposed
    first = draw_banner(composed, "song-nuoc", 1)
    assert first.tobytes() == draw_banner(decomposed, "song-nuoc", 1).tobytes()


def test_poster_face_has_every_vietnamese_letter():
    face = ImageFont.truetype(FACE, 40)
    missing = face.getmask("\ufffe").getbbox(), face.getlength("\ufffe")
    vowels = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    for letter in vowels + vowels.upper():
        assert (face.getmask(letter).getbbox(), face.getlength(letter)) != missing, letter


@pytest.mark.parametrize("size", [48, 512])
def test_emblem_is_a_disc_on_nothing(size):
    emblem = draw_emblem(size)
    assert emblem.mode == "RGBA"
    assert emblem.size == (size, size)
    assert emblem.getpixel((0, 0))[3] == 0
    assert emblem.getpixel((size // 2, size // 2))[3] == 255
