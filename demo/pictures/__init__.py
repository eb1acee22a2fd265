"""Pictures for the demo site, drawn by the program itself."""

import random

from PIL import Image

from .banner import draw_banner
from .canvas import Canvas
from .emblem import draw_emblem
from .scenes_fields import drone, harvester, orchard, rice
from .scenes_halls import admission, award, meeting
from .scenes_learning import computers, laboratory, library, robotics, school
from .scenes_town import blood_donation, community_house, solar
from .scenes_water import mangroves, river, shrimp
from .scenes_works import bridge, station

_PAINTERS = {
    "hoi-nghi": meeting,
    "ket-nap-dang": admission,
    "trao-giai": award,
    "dong-lua": rice,
    "vuon-cay-an-trai": orchard,
    "may-nong-nghiep": harvester,
    "drone": drone,
    "song-nuoc": river,
    "rung-ngap-man": mangroves,
    "nuoi-tom": shrimp,
    "tram-quan-trac": station,
    "cau-duong": bridge,
    "phong-thi-nghiem": laboratory,
    "robot-hoc-sinh": robotics,
    "thu-vien": library,
    "truong-hoc": school,
    "chuyen-doi-so": computers,
    "nang-luong-mat-troi": solar,
    "nha-van-hoa": community_house,
    "hien-mau": blood_donation,
}
SCENES = tuple(_PAINTERS)

__all__ = ["SCENES", "draw_banner", "draw_emblem", "draw_scene"]


def draw_scene(name: str, seed: int, size: tuple[int, int] = (1200, 800)) -> Image.Image:
    """Return an RGB illustration of a scene, `size` in pixels; the same seed, the same picture.

    The seed changes light, colours, people and their places. Raises KeyError for a name that
    is not in SCENES.
    """
    painter = _PAINTERS[name]
    canvas = Canvas(size)
    painter(canvas, random.Random(f"{name}:{seed}"))
    return canvas.finish(f"{name}:{seed}")
