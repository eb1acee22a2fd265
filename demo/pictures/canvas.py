"""The sheet a scene is drawn on: shapes in design units, drawn large and reduced at the end."""

import math
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageChops, ImageDraw

from .colour import Colour, mix

Points = Sequence[tuple[float, float]]

# Pillow draws hard edges; twice the size and LANCZOS on the way down gives soft ones.
OVERSAMPLING = 2
GRAIN_LEVELS = 3


class Canvas:
    """An RGB picture addressed in design units, centred and cropped when proportions differ."""

    def __init__(self, size: tuple[int, int], design: tuple[int, int] = (1200, 800)) -> None:
        width, height = size[0] * OVERSAMPLING, size[1] * OVERSAMPLING
        self.size = size
        self.scale = max(width / design[0], height / design[1])
        self.left = (width - design[0] * self.scale) / 2
        self.top = (height - design[1] * self.scale) / 2
        self.image = Image.new("RGB", (width, height), "white")
        self.pen = ImageDraw.Draw(self.image)

    def pixels(self, points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        """Turn design units into pixels of the large picture."""
        scale, left, top = self.scale, self.left, self.top
        return [(x * scale + left, y * scale + top) for x, y in points]

    def polygon(self, points: Points, fill: Colour) -> None:
        """Fill a shape with straight sides."""
        self.pen.polygon(self.pixels(points), fill=fill)

    def blob(self, points: Points, fill: Colour) -> None:
        """Fill a closed shape with rounded corners through the points."""
        self.pen.polygon(self.pixels(smooth(points, closed=True)), fill=fill)

    def rectangle(self, x0: float, y0: float, x1: float, y1: float, fill: Colour) -> None:
        """Fill a rectangle given by two corners, the upper left first."""
        self.pen.rectangle(self.pixels([(x0, y0), (x1, y1)]), fill=fill)

    def panel(
        self, x0: float, y0: float, x1: float, y1: float, radius: float, fill: Colour
    ) -> None:
        """Fill a rectangle with round corners."""
        box = self.pixels([(x0, y0), (x1, y1)])
        self.pen.rounded_rectangle(box, radius=radius * self.scale, fill=fill)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        """Fill an upright oval given by its centre and half axes."""
        self.pen.ellipse(self.pixels([(x - rx, y - ry), (x + rx, y + ry)]), fill=fill)

    def ring(self, x: float, y: float, radius: float, width: float, fill: Colour) -> None:
        """Draw a circle's outline, inside its radius."""
        box = self.pixels([(x - radius, y - radius), (x + radius, y + radius)])
        self.pen.ellipse(box, outline=fill, width=max(1, round(width * self.scale)))

    def line(self, points: Points, width: float, fill: Colour) -> None:
        """Draw straight strokes from point to point."""
        thick = max(1, round(width * self.scale))
        self.pen.line(self.pixels(points), fill=fill, width=thick, joint="curve")

    def curve(self, points: Points, width: float, fill: Colour) -> None:
        """Draw an open curve through the points."""
        self.line(smooth(points, closed=False), width, fill)

    def limb(self, points: Points, widths: Sequence[float], fill: Colour) -> None:
        """Draw a stroke whose width changes from joint to joint, with round ends."""
        for (x, y), width in zip(points, widths, strict=True):
            self.ellipse(x, y, width / 2, width / 2, fill)
        for index in range(len(points) - 1):
            (x0, y0), (x1, y1) = points[index], points[index + 1]
            length = math.hypot(x1 - x0, y1 - y0) or 1
            nx, ny = (y0 - y1) / length, (x1 - x0) / length
            a, b = widths[index] / 2, widths[index + 1] / 2
            self.polygon(
                [
                    (x0 + nx * a, y0 + ny * a),
                    (x1 + nx * b, y1 + ny * b),
                    (x1 - nx * b, y1 - ny * b),
                    (x0 - nx * a, y0 - ny * a),
                ],
                fill,
            )

    def gradient(self, points: Points, stops: Sequence[Colour], *, sideways: bool = False) -> None:
        """Fill a polygon with colours blended from top to bottom, or from left to right."""
        strip = Image.new("RGB", (1, 64))
        last = len(stops) - 1
        for row in range(64):
            place = row / 63 * last
            index = min(int(place), last - 1)
            strip.putpixel((0, row), mix(stops[index], stops[index + 1], place - index))
        if sideways:
            strip = strip.transpose(Image.Transpose.ROTATE_90)
        box, mask = self._mask([points])
        if box is not None:
            size = (box[2] - box[0], box[3] - box[1])
            self.image.paste(strip.resize(size, Image.Resampling.BILINEAR), box, mask)

    def veil(self, points: Points, fill: Colour, opacity: float) -> None:
        """Lay a translucent polygon over what is there; opacity runs from 0 to 1."""
        self.veils([points], fill, opacity)

    def veils(self, shapes: Sequence[Points], fill: Colour, opacity: float) -> None:
        """Lay several translucent polygons at the cost of one."""
        box, mask = self._mask(shapes, round(255 * opacity))
        if box is not None:
            self.image.paste(fill, box, mask)

    def glow(self, x: float, y: float, rx: float, ry: float, fill: Colour, opacity: float) -> None:
        """Lay a soft oval that fades to nothing at its edge: light, mist or a cast shadow."""
        (x0, y0), (x1, y1) = self.pixels([(x - rx, y - ry), (x + rx, y + ry)])
        box = (round(x0), round(y0), max(round(x1), round(x0) + 1), max(round(y1), round(y0) + 1))
        # Pillow's gradient reaches 181 at the middle of an edge and 255 only in the corners.
        cone = Image.radial_gradient("L").point(
            [round(255 * opacity * (max(181 - v, 0) / 181) ** 1.6) for v in range(256)]
        )
        mask = cone.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BILINEAR)
        self.image.paste(fill, box, mask)

    def finish(self, seed: str, *, grain: int = GRAIN_LEVELS) -> Image.Image:
        """Return the picture at its asked size with paper grain of that many levels."""
        picture = self.image.resize(self.size, Image.Resampling.LANCZOS)
        if not grain:
            return picture
        # Coarse noise reads as paper and costs a WebP file far less than noise by the pixel.
        small = (max(self.size[0] // 2, 1), max(self.size[1] // 2, 1))
        noise = Image.frombytes("L", small, random.Random(seed).randbytes(small[0] * small[1]))
        noise = noise.point([round(128 + (v - 128) / 128 * grain) for v in range(256)])
        noise = noise.resize(self.size, Image.Resampling.BICUBIC)
        return ImageChops.add(picture, Image.merge("RGB", (noise, noise, noise)), 1, -128)

    def _mask(
        self, shapes: Sequence[Points], value: int = 255
    ) -> tuple[tuple[int, int, int, int] | None, Image.Image | None]:
        """Return the pixel box around the polygons, cut to the picture, and its mask."""
        outlines = [self.pixels(points) for points in shapes]
        xs = [x for outline in outlines for x, _ in outline]
        ys = [y for outline in outlines for _, y in outline]
        x0, y0 = max(math.floor(min(xs)), 0), max(math.floor(min(ys)), 0)
        x1 = min(math.ceil(max(xs)) + 1, self.image.width)
        y1 = min(math.ceil(max(ys)) + 1, self.image.height)
        if x1 <= x0 or y1 <= y0:
            return None, None
        mask = Image.new("L", (x1 - x0, y1 - y0), 0)
        pen = ImageDraw.Draw(mask)
        for outline in outlines:
            pen.polygon([(x - x0, y - y0) for x, y in outline], fill=value)
        return (x0, y0, x1, y1), mask


def box_points(x0: float, y0: float, x1: float, y1: float) -> list[tuple[float, float]]:
    """Return the corners of a rectangle, for `gradient` and `veil`."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def arc_points(
    x: float, y: float, rx: float, ry: float, start: float, end: float, count: int = 24
) -> list[tuple[float, float]]:
    """Return points on an oval between two angles in degrees, clockwise from the right."""
    angles = [math.radians(start + (end - start) * i / count) for i in range(count + 1)]
    return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles]


def smooth(points: Points, *, closed: bool, steps: int = 6) -> list[tuple[float, float]]:
    """Return a Catmull-Rom curve through the points."""
    count = len(points)
    found: list[tuple[float, float]] = []
    for index in range(count if closed else count - 1):
        if closed:
            p0, p1, p2, p3 = (points[(index + k) % count] for k in (-1, 0, 1, 2))
        else:
            p0, p1 = points[max(index - 1, 0)], points[index]
            p2, p3 = points[index + 1], points[min(index + 2, count - 1)]
        for step in range(steps):
            t = step / steps
            found.append(
                (_spline(t, p0[0], p1[0], p2[0], p3[0]), _spline(t, p0[1], p1[1], p2[1], p3[1]))
            )
    if not closed:
        found.append(points[-1])
    return found


def _spline(t: float, a: float, b: float, c: float, d: float) -> float:
    return 0.5 * (
        2 * b
        + (c - a) * t
        + (2 * a - 5 * b + 4 * c - d) * t * t
        + (3 * b - a - 3 * c + d) * t * t * t
    )
