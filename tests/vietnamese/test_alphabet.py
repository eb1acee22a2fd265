import unicodedata

from vietnamese.alphabet import LETTER_AND_TONE, LETTERS, TONES, VOWELS


def test_each_vowel_has_six_tones_and_each_consonant_one_form() -> None:
    assert len(LETTER_AND_TONE) == len(VOWELS) * len(TONES) + len(LETTERS) - len(VOWELS)


def test_every_form_is_one_nfc_character() -> None:
    for form in LETTER_AND_TONE:
        assert len(form) == 1
        assert unicodedata.is_normalized("NFC", form)


def test_a_letter_knows_its_base_and_its_tone() -> None:
    assert LETTER_AND_TONE["ậ"] == ("â", 5)
    assert LETTER_AND_TONE["ừ"] == ("ư", 1)
    assert LETTER_AND_TONE["đ"] == ("đ", 0)
