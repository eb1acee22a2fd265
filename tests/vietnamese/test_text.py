import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from richtext.cleaning import clean
from vietnamese.text import _UNUSUAL, normalise, one_line


def test_text_from_a_mac_becomes_nfc() -> None:
    assert normalise(unicodedata.normalize("NFD", "Đảng đoàn Khối")) == "Đảng đoàn Khối"


def test_a_letter_decomposed_halfway_becomes_one_character() -> None:
    assert normalise("vi\u00ea\u0323t ti\u00ea\u0301ng") == "việt tiếng"


@pytest.mark.parametrize("space", ["\u00a0", "\u2007", "\u2009", "\u202f", "\u3000"])
def test_other_spaces_become_a_plain_space(space: str) -> None:
    assert normalise(f"Chi{space}bộ") == "Chi bộ"


@pytest.mark.parametrize(
    "invisible",
    list("\u200b\u200d\ufeff\u2060\u00ad\u200e\u202a\u2066\x00\x9f\ud800\U000e0041"),
)
def test_invisible_characters_go(invisible: str) -> None:
    assert normalise(f"Chi {invisible}bộ") == "Chi bộ"


def test_a_mark_cut_off_by_an_invisible_character_rejoins_its_letter() -> None:
    assert normalise("a\u200b\u0301") == "á"


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_break_becomes_a_newline(line_break: str) -> None:
    assert normalise(f"một{line_break}hai") == "một\nhai"


def test_tabs_and_newlines_stay() -> None:
    assert normalise("một\thai\n\nba") == "một\thai\n\nba"


@pytest.mark.parametrize("bullet", ["\uf0b7", "\uf0a7", "\uf0d8", "\uf076", "·"])
def test_word_bullets_become_bullets(bullet: str) -> None:
    assert normalise(f"{bullet} Đang online: 2\n\t{bullet} Hôm nay: 14") == (
        "• Đang online: 2\n\t• Hôm nay: 14"
    )


def test_a_middle_dot_inside_a_line_is_the_authors() -> None:
    assert normalise("Hôm nay 14 · Trong tuần 736") == "Hôm nay 14 · Trong tuần 736"


def test_words_symbol_dash_becomes_a_hyphen() -> None:
    assert normalise("\uf02d Một là") == "- Một là"


def test_tone_placement_is_left_to_the_author() -> None:
    assert normalise("hoà bình, hòa bình, Uỷ ban, Ủy ban") == "hoà bình, hòa bình, Uỷ ban, Ủy ban"


def test_one_line_collapses_white_space_of_every_kind() -> None:
    assert one_line(" \u00a0 Chi\u00a0\n\tbộ \r\n") == "Chi bộ"


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text())
def test_one_line_holds_one_line(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert line == line.strip()
    assert "\n" not in line
    assert "  " not in line


@pytest.mark.parametrize(
    "text",
    [
        *("👨\u200d👩\u200d👧", "❤️\u200d🔥", "👩🏽\u200d🚒", "🏳️\u200d🌈", "🧑\u200d⚕️", "🐻\u200d❄️"),
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # England's flag
        *("ភាសា\u200bខ្មែរ", "ក\u200cខ", "ABC\u200bខ្មែរ", "ខ្មែរ\u200b១២", "“ខ្មែរ\u200b”"),
        *("ภาษา\u200bไทย", "ພາສາ\u200bລາວ", "မြန်မာ\u200bစာ", "བོད\u200bཡིག", "ꨀ\u200bꨁ", "ꦗ\u200cꦮ"),
        *("می\u200cخواهم", "نامه\u200cهای", "ه\u200d", "ݐ\u200cݑ", "ܐ\u200cܒ"),
        *("क्\u200dष", "क्\u200cष", "র\u200d্য", "ന്\u200d", "ශ්\u200dරී", "க்\u200cஷ"),
        *("葛\U000e0100", "☎︎", "1️⃣"),
    ],
)
def test_what_joins_an_emoji_or_parts_and_joins_letters_of_other_scripts_stays(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert normalise(text) == one_line(text) == text
    assert normalise(f"Chữ {text} chữ") == f"Chữ {text} chữ"
    assert clean(f"<p>{text}</p>") == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Chi\u200cbộ", "Chibộ"),
        ("Chi\u200d 🙂", "Chi 🙂"),
        ("ខ្មែរ \u200b chữ", "ខ្មែរ  chữ"),
        ("ខ្មែរ\u200b", "ខ្មែរ"),
        ("🏴\U000e0067\U000e0062", "🏴"),
        ("Chi\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "Chi"),
    ],
)
def test_it_goes_where_it_joins_and_parts_nothing(text: str, left: str) -> None:
    assert normalise(text) == left


@given(st.text("ក😀ه🏴\u200b\u200c\u200d\u00ad\ufe0f\u0301\U000e0067\U000e007fa \n"))
def test_normalising_what_joins_and_parts_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert one_line(one_line(text)) == one_line(text)


def test_what_is_taken_for_ordinary_is_in_normal_form_already() -> None:
    """Each character, and beside each other: behind one that is not, all of them are looked at."""
    ordinary = "".join(filter(lambda each: not _UNUSUAL.match(each), map(chr, range(0x10000))))
    assert len(ordinary) > 700
    assert normalise(f"{ordinary}\u00a0") == f"{ordinary} "
    assert "ấ" in ordinary
    assert "·" not in ordinary
