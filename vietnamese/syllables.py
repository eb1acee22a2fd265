"""What a written Vietnamese syllable can be, to tell Vietnamese from what only looks like it."""

import re

from vietnamese.alphabet import LETTER_AND_TONE, TONES
from vietnamese.normal_forms import nfc

_ONSET = re.compile("ngh|ng|nh|gh|gi|qu|kh|ph|th|tr|ch|[bcdđghklmnpqrstvx]|")

_RHYME_TABLE = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet
    oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu ynh ych yt
"""
_RHYMES = frozenset(_RHYME_TABLE.split())

_STOPS = ("c", "ch", "p", "t")
_TONES_OF_STOPS = (TONES.index("\u0301"), TONES.index("\u0323"))


def is_syllable(word: str) -> bool:
    """Tell whether `word` is spelled as one Vietnamese syllable: onset, rhyme, a tone it can bear.

    Case and the place of the tone are free. It need not be a word that means anything.
    """
    tones = []
    letters = ""
    for char in nfc(word).lower():
        letter, tone = LETTER_AND_TONE.get(char, ("", 0))
        if not letter:
            return False
        letters += letter
        if tone:
            tones.append(tone)
    if len(tones) > 1 or not _splits(letters):
        return False
    return not letters.endswith(_STOPS) or (len(tones) == 1 and tones[0] in _TONES_OF_STOPS)


def _splits(letters: str) -> bool:
    onset = _ONSET.match(letters)
    if not onset:
        return False
    # "gi" and "qu" may also lend their vowel to the rhyme: gì, giếng, quýt.
    return any(letters[cut:] in _RHYMES for cut in {onset.end(), min(onset.end(), 1)})
