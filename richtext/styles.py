"""What a style attribute says of whether its text can be seen at all."""

import enum
import re

# In points or pixels: smaller than a dot of print.
SMALLEST_SIZE = 1
# In pixels: how far out of the page text is moved by those who hide it.
FAR_OUT = 999

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"""([-a-z]++)\s*+:\s*+((?:"[^"]*+"|'[^']*+'|[^;"'])++)""")
_IMPORTANT = re.compile(r"\s*!\s*important\s*$")
_SIZE = re.compile(r"([\d.]+)\s*(px|pt|pc|cm|mm|in|rem)?(%|[a-z]*)")
_ZERO = re.compile(r"[-+]?0*\.?0*(?:px|pt|pc|cm|mm|in|r?em|ex|ch|vw|vh|%)?")
_CLIPPED = re.compile(r"rect\((?:\s*[01]?(?:px|pt)?\s*,?){4}\)|inset\((?:50|100)%.*|circle\(0.*")
_FAR = re.compile(rf"-\s*(?:[1-9]\d{{3,}}|{FAR_OUT})\s*(?:\.\d+)?\s*(?:px|pt|em|rem)?")
_TRANSPARENT = re.compile(r"transparent|(?:rgba?|hsla?)\(.*[,/]\s*0*\.?0*%?\s*\)|#(?:.{3}0|.{6}00)")
_SHORT_COLOUR = re.compile(r"#(.)(.)(.)")
_RGB = re.compile(r"rgb\((\d+),(\d+),(\d+)\)")
_NAMED_COLOURS = {"white": "#ffffff", "black": "#000000"}


class Concealed(enum.Flag):
    """Ways to hide a text that what stands in it can undo."""

    NOT = 0
    BY_SIZE = enum.auto()
    BY_VISIBILITY = enum.auto()
    BY_COLOUR = enum.auto()


def declarations(style: str) -> dict[str, str]:
    """Properties and values in small letters, the last of each as it holds. Linear."""
    plain = _COMMENT.sub(" ", style).lower()
    return {name: _IMPORTANT.sub("", value).strip() for name, value in _DECLARATION.findall(plain)}


def is_never_seen(style: dict[str, str]) -> bool:
    """Whether nothing in the element is seen, whatever its own parts say."""
    return (
        style.get("display") == "none"
        or style.get("mso-hide", "none") != "none"
        or style.get("content-visibility") == "hidden"
        or _is_zero(style.get("opacity", ""))
        or _CLIPPED.fullmatch(style.get("clip", "") or style.get("clip-path", "")) is not None
        or style.get("transform", "").replace(" ", "").startswith("scale(0)")
        or _is_folded(style)
        or _is_out_of_the_page(style)
    )


def conceal(style: dict[str, str], inherited: Concealed) -> Concealed:
    """What hides the element's text, given what hides the text around it.

    A colour hides what stands on a ground of the same colour in the same element alone: a white
    heading has its dark ground elsewhere, in a cell or in a class.
    """
    found = inherited
    if "font-size" in style or "font" in style:
        found = _by_size(style.get("font-size") or style["font"], found)
    if "visibility" in style:
        is_hidden = style["visibility"] in {"hidden", "collapse"}
        found = _with(found, Concealed.BY_VISIBILITY, is_hidden)
    if "color" in style:
        colour = _colour(style["color"])
        ground = _colour(style.get("background-color") or style.get("background", ""))
        is_hidden = colour == ground or _TRANSPARENT.fullmatch(colour) is not None
        found = _with(found, Concealed.BY_COLOUR, is_hidden)
    return found


def _with(found: Concealed, way: Concealed, is_hidden: bool) -> Concealed:
    return found | way if is_hidden else found & ~way


def _by_size(size: str, found: Concealed) -> Concealed:
    match = _SIZE.search(size)
    if match is None:
        return found & ~Concealed.BY_SIZE if size not in {"inherit", "smaller"} else found
    try:
        number = float(match[1])
    except ValueError:
        return found
    if number == 0 or (match[2] in {"px", "pt"} and number <= SMALLEST_SIZE):
        return found | Concealed.BY_SIZE
    # A part of nothing is nothing.
    return found & ~Concealed.BY_SIZE if match[2] else found


def _is_zero(value: str) -> bool:
    return bool(value) and _ZERO.fullmatch(value) is not None


def _is_folded(style: dict[str, str]) -> bool:
    is_cut = any(
        style.get(name, "").startswith(("hidden", "clip"))
        for name in ("overflow", "overflow-x", "overflow-y")
    )
    sides = ("height", "max-height", "width", "max-width")
    return is_cut and any(_is_zero(style.get(side, "")) for side in sides)


def _is_out_of_the_page(style: dict[str, str]) -> bool:
    names = ("text-indent", "left", "right", "top", "margin-left", "margin-top")
    return any(_FAR.fullmatch(style.get(name, "")) for name in names)


def _colour(value: str) -> str:
    """One way of writing for the commonest ways to write one colour."""
    value = value.replace(" ", "")
    value = _SHORT_COLOUR.sub(r"#\1\1\2\2\3\3", value) if len(value) == 4 else value
    value = _RGB.sub(lambda match: "#{:02x}{:02x}{:02x}".format(*map(_part, match.groups())), value)
    return _NAMED_COLOURS.get(value, value)


def _part(number: str) -> int:
    return min(255, int(number[:4]))
