"""Who took a photo, as its caption says: "… Ảnh: Minh Tâm", "(Ảnh: VGP)", "Nguồn: TTXVN"."""

import re
from typing import NamedTuple

from importing.recognisers.lines import word_count

_LABEL = r"(?:nguồn ảnh|trong ảnh|ảnh chụp|ảnh|hình ảnh|hình|photo|nguồn)"
_AT_END = re.compile(
    rf"^(?P<caption>.*\S)?(?:^|\s*[-–—|]\s*|[\s.;]\s*){_LABEL}\s*:\s*"
    r"(?P<credit>[^:()]{2,100}?)\s*\)?[\s.]*$",
    re.IGNORECASE | re.DOTALL,
)
_IN_BRACKETS = re.compile(
    rf"^(?P<caption>.*\S)?\s*[(\[]\s*{_LABEL}\s*:\s*(?P<credit>[^:()\[\]]{{2,80}})[)\]][\s.]*$",
    re.IGNORECASE | re.DOTALL,
)
_AT_START = re.compile(
    rf"^\(?{_LABEL}\s*(?P<number>\d+\s*)?:\s*(?P<rest>.+)$", re.IGNORECASE | re.DOTALL
)
_SUPPLIED = re.compile(r"(?:do )?[^\W\d_][^.!?:]{2,60} cung cấp\.?", re.IGNORECASE)
_WHOLE_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_NAME_WORD = re.compile(r"[^\W\d_]")
_LONGEST_CREDIT_WORDS = 9
_SMALL_WORDS = {"và", "của", "do", "theo", "cung", "cấp", "báo", "tỉnh", "phòng", "ban"}


class Credited(NamedTuple):
    caption: str
    credit: str


def split_credit(text: str) -> Credited:
    """The caption without its credit, and the credit's name; "" where there is none.

    "Ảnh: <a sentence>." is a caption behind a label: the label goes, the sentence stays. A label
    with a number stays too: the text may refer to it.
    """
    start = _AT_START.fullmatch(text)
    if whole := _WHOLE_IN_BRACKETS.fullmatch(text):
        said = _AT_START.fullmatch(whole[1])
        if said and not said["number"] and not is_name(said["rest"]):
            return Credited(said["rest"].strip(), "")
    elif start and text[:1] != "(" and not start["number"]:
        rest = start["rest"].strip()
        if is_name(rest) or _SUPPLIED.fullmatch(rest):
            return Credited("", rest.rstrip("."))
        return _split_at_end(rest)
    return _split_at_end(text)


def _split_at_end(text: str) -> Credited:
    bracketed = _IN_BRACKETS.fullmatch(text)
    if bracketed and word_count(bracketed["credit"]) <= _LONGEST_CREDIT_WORDS:
        return Credited((bracketed["caption"] or "").rstrip(), bracketed["credit"].strip(" ."))
    found = _AT_END.fullmatch(text)
    if found and is_name(found["credit"]):
        caption = (found["caption"] or "").rstrip(" (-–—|/")
        return Credited(caption, found["credit"].strip(" ."))
    return Credited(text, "")


def has_credit(text: str) -> bool:
    """Whether the text names a photographer, or is labelled as a picture's."""
    return bool(_AT_START.fullmatch(text)) or split_credit(text).credit != ""


def is_name(text: str) -> bool:
    """Whether most words begin with a capital: people, papers, agencies."""
    bare = text.strip(" .")
    words = [word for word in re.split(r"[\s/&,;-]+", bare) if _NAME_WORD.match(word)]
    if not words or word_count(bare) > _LONGEST_CREDIT_WORDS:
        return False
    large = sum(word[0].isupper() for word in words)
    return (
        words[0][0].isupper()
        and all(word[0].isupper() or word in _SMALL_WORDS for word in words)
        and large >= len(words) / 2
    )
