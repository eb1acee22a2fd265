"""Colours and the light that falls on them, so that every picture keeps one harmony."""

import random
from dataclasses import dataclass
from functools import lru_cache

Colour = tuple[int, int, int]


@lru_cache(maxsize=512)
def ink(code: str) -> Colour:
    """Return the colour of "#rrggbb"."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour `share` (0 to 1) of the way from the first to the second."""
    return (
        round(first[0] + (second[0] - first[0]) * share),
        round(first[1] + (second[1] - first[1]) * share),
        round(first[2] + (second[2] - first[2]) * share),
    )


SHADOW = ink("#1d2340")
PAPER = ink("#fff8ea")
RED = ink("#c8161d")
DEEP_RED = ink("#8f0f1c")
GOLD = ink("#f6c445")


def darker(colour: Colour, share: float = 0.22) -> Colour:
    """Return the colour in shadow; shadows lean to blue, as out of doors."""
    return mix(colour, SHADOW, share)


def lighter(colour: Colour, share: float = 0.25) -> Colour:
    """Return the colour in full light; light leans to cream."""
    return mix(colour, PAPER, share)


@dataclass(frozen=True)
class Light:
    """One time of day: sky from zenith to horizon, sun, far haze, and a tint on everything."""

    sky: tuple[Colour, ...]
    sun: Colour
    haze: Colour
    tint: Colour
    strength: float
    sun_height: float

    def on(self, colour: Colour, depth: float = 0.0) -> Colour:
        """Return a thing's colour in this light; depth 0 is near, 1 is lost in the haze."""
        return mix(mix(colour, self.tint, self.strength), self.haze, depth)


def _light(sky: str, sun: str, haze: str, tint: str, strength: float, height: float) -> Light:
    stops = tuple(ink(code) for code in sky.split())
    return Light(stops, ink(sun), ink(haze), ink(tint), strength, height)


LIGHTS = (
    _light("#7fb4c9 #b9d8d6 #f3e9cf", "#fff6d8", "#dbe6da", "#fff3d6", 0.06, 0.55),
    _light("#4f9fc6 #93c9de #dcefee", "#fffbe8", "#cfe5e8", "#fdfbe9", 0.03, 0.16),
    _light("#6f8fb0 #e8b98a #fbdca0", "#fff0b8", "#f3cf9d", "#f4a259", 0.16, 0.66),
    _light("#59577f #c97f7b #f6b981", "#ffdca0", "#dba189", "#b35a5c", 0.2, 0.74),
    _light("#8fb5bd #d3dccb #f8e3c0", "#fff4d2", "#e4dcc3", "#f0d6a8", 0.08, 0.62),
)


def outdoor_light(chance: random.Random) -> Light:
    """Return a time of day."""
    return chance.choice(LIGHTS)


def working_light(chance: random.Random) -> Light:
    """Return a time of day at which schools and offices are open."""
    return chance.choice((LIGHTS[0], LIGHTS[1], LIGHTS[4]))


def silhouette(tone: Colour) -> Light:
    """Return a light in which everything at depth 1 is one flat colour."""
    return Light((tone, tone), tone, tone, tone, 0.0, 0.5)


@dataclass(frozen=True)
class Room:
    """The colours of an interior."""

    wall: Colour
    wall_low: Colour
    floor: Colour
    wood: Colour
    accent: Colour


def _room(wall: str, low: str, floor: str, wood: str, accent: str) -> Room:
    return Room(ink(wall), ink(low), ink(floor), ink(wood), ink(accent))


ROOMS = (
    _room("#f2e6d0", "#dcc6a4", "#b98f63", "#8a5a37", "#2f6f73"),
    _room("#e3ecea", "#c2d3d1", "#a9a18f", "#9a6b45", "#2c5f86"),
    _room("#efe9df", "#d4c8ba", "#96846f", "#74503a", "#5a7a4a"),
    _room("#e9e4ee", "#c9c2d4", "#8f8aa0", "#80593f", "#44548a"),
)


def indoor_room(chance: random.Random) -> Room:
    """Return the colours of an interior."""
    return chance.choice(ROOMS)
