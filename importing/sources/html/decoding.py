"""Which letters the bytes of a saved page are."""

import codecs
import re

from importing.sources.refusals import ImportRefused

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_.:-]{2,40})"""
    rb"""|<\?xml[^>]{0,100}encoding=["']([a-z0-9_-]+)""",
    re.IGNORECASE,
)
_NEAR_THE_TOP = 4096
# What browsers read under these names, and what pages of old Vietnamese sites declare wrongly.
_AS_BROWSERS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "tcvn": "cp1252"}
_TCVN3_OR_VNI = "cp1252"
_UNDEFINED = {code: chr(code) for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def decode_page(data: bytes) -> str:
    """The page's text: by its byte order mark, as UTF-8 where all of it is, as it declares itself,
    else byte by byte, as the fonts before Unicode have it (importing/repair/ reads those).

    Raises ImportRefused for what is no text.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if data[:200].count(b"\0") > 20:  # UTF-16 without its mark
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    if b"\0" in data:
        raise ImportRefused("tệp nhị phân, không phải trang web.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken_off = error.start >= len(data) - 4
    declared = _declared(data)
    if declared == "utf-8" and (broken_off or _is_mostly_utf8(data)):
        return data.decode("utf-8", "replace")
    try:
        return data.decode(declared or _TCVN3_OR_VNI)
    except (UnicodeDecodeError, LookupError):
        return "".join(_UNDEFINED.get(byte) or bytes([byte]).decode("cp1252") for byte in data)


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:_NEAR_THE_TOP])
    if found is None:
        return ""
    name = (found[1] or found[2]).decode("ascii").lower()
    name = _AS_BROWSERS.get(name, name)
    try:
        "".encode(name)  # raises LookupError for codecs of bytes too, such as "hex"
    except (LookupError, UnicodeError):
        return ""
    # A page that could be read as ASCII, down to here, is in neither of these.
    return "" if "16" in name or "32" in name else codecs.lookup(name).name


def _is_mostly_utf8(data: bytes) -> bool:
    return data.decode("utf-8", "replace").count("\ufffd") * 50 < len(data)
