"""The one normal form in which text is stored and searched (NFC, as TCVN 6909:2001 asks)."""

import re

from vietnamese.normal_forms import nfc

# Word's Symbol and Wingdings fonts put their bullets into the private use area.
_WORD_BULLETS = "\uf0b7\uf0a7\uf0a8\uf0d8\uf076\uf0fc\uf077\uf06e\uf06c\uf06f\uf071\uf0e8\uf0f0"
_WORD_DASH = "\uf02d"

_LINE_BREAKS = "\v\f\x85\u2028\u2029"
_LINE_BREAK = re.compile(f"\r\n?|[{_LINE_BREAKS}]")
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACE = re.compile(f"[{_SPACES}]")
# Scripts that are read by where a word may break or letters join: Arabic and its neighbours, Indic,
# Thai, Lao, Tibetan, Burmese, Khmer, Mongolian, those of the islands, Cham among them.
_BREAKING = (
    "\u0600-\u109f\u1780-\u1c7f\u1cd0-\u1cff\ua800-\ua8ff\ua930-\uabff\ufb50-\ufdcf\ufdf0-\ufdff"
    "\ufe70-\ufefc\U00010800-\U00010fff\U00011000-\U00011fff"
)
_EMOJI = "\u2190-\u2bff\U0001f000-\U0001faff"
_NONCHARACTERS = "\ufdd0-\ufdef\ufffe\uffff"
_NONCHARACTERS_BEYOND = "".join(
    chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)
)
_UNSEEN_TO_FFFF = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls; \n and \t stay
    "\u00ad\u034f\u061c\u180e"  # soft hyphen, joiner, Arabic and Mongolian marks
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # zero-width and bidi
    "\ud800-\udfff"  # lone surrogates, which UTF-8 cannot hold
    f"{_NONCHARACTERS}"  # no characters at all, and in no XML
)
# And tags: invisible ASCII.
_UNSEEN = f"{_UNSEEN_TO_FFFF}\U000e0000-\U000e007f{_NONCHARACTERS_BEYOND}"
_FLAG_TAGS = "\U000e0030-\U000e0039\U000e0061-\U000e007a"
_INVISIBLE = re.compile(
    # Kept, as the group at the end says: a word's break or a joiner beside such a letter, a joiner
    # at the end of its word, what makes one emoji, the flags of parts of a country.
    f"(?<=[{_BREAKING}])[\u200b-\u200d]+(?=[^\\s{_UNSEEN}])|"
    f"(?<=[^\\s{_UNSEEN}])[\u200b-\u200d]+(?=[{_BREAKING}])|"
    f"(?<=[{_BREAKING}])[\u200c\u200d]|"
    f"(?<=[{_EMOJI}\ufe0f])\u200d(?=[{_EMOJI}])|"
    f"(?<=\U0001f3f4)[{_FLAG_TAGS}]{{4,6}}\U000e007f|"
    f"([{_UNSEEN}])"
)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BULLET = re.compile(f"[{_WORD_BULLETS}]")
# In plain text Word's bullet arrives as a middle dot; inside a line the dot is the author's.
_LINE_START_DOT = re.compile(r"(?m)^([ \t]*)·(?=[ \t])")
# Whatever any of them looks for: most texts have none of it. Apart, because Python finds characters
# to U+FFFF by a table, and those beyond by trying range after range.
_TO_CHANGE = re.compile(f"[\r{_LINE_BREAKS}{_SPACES}{_UNSEEN_TO_FFFF}{_WORD_BULLETS}{_WORD_DASH}·]")
_BEYOND_FFFF = re.compile("[\U00010000-\U0010ffff]")
# What most texts consist of: composed letters of Latin, Vietnamese among them, and plain signs.
# None of it is to be changed, and none composes with another.
_UNUSUAL = re.compile(
    "[^\t\n\x20-\x7e\xa1-\xac\xae-\xb6\xb8-\u02af\u1ea0-\u1ef9\u2010-\u2015\u2018-\u201f\u2022\u2026]"
)


def normalise(text: str) -> str:
    """Return `text` as NFC with plain spaces, "\\n" line ends and nothing invisible.

    No-break and other wide spaces become " ", every line break "\\n"; zero-width, bidi and control
    characters go, and noncharacters (tabs stay, as does what joins an emoji or parts Khmer words);
    Word's Symbol-font bullets become "•". Tones are never moved: hoà stays hoà. Idempotent. TCVN3
    text must be converted before, by legacy.py, as its importer will: its ư is the soft hyphen that
    is dropped here.
    """
    if not _UNUSUAL.search(text):
        return text
    if _TO_CHANGE.search(text) or _BEYOND_FFFF.search(text):
        text = _changed(text)
    # Last, because what was dropped may have stood between a letter and its mark.
    return nfc(text)


def _changed(text: str) -> str:
    text = _LINE_BREAK.sub("\n", text)
    text = _SPACE.sub(" ", text)
    text = _INVISIBLE.sub(lambda match: "" if match[1] else match[0], text)
    text = _BULLET.sub("•", text).replace(_WORD_DASH, "-")
    return _LINE_START_DOT.sub(r"\1•", text)


def xml_safe(text: str) -> str:
    """The text without what XML 1.0 cannot hold: a feed, a Word or an Excel file with one such
    character does not open. For what may have come past normalise()."""
    return _NOT_XML.sub("", text)


def one_line(text: str) -> str:
    """Return `text` normalised, with runs of white space as one space and none at the ends."""
    return " ".join(normalise(text).split())
