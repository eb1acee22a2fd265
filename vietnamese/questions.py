"""What people put around the words that they look for."""

from collections.abc import Iterator, Sequence
from itertools import product

from vietnamese.spellings import bare

_ENDS_OF_QUESTIONS = """
co nghia la gi; nghia la gi; la gi; la ai; la sao; la nhu the nao; o dau; nhu the nao; the nao;
khi nao; bao gio; ngay nao; nam nao; bao nhieu; bao lau; tai sao; vi sao; ra sao; lam sao;
co phai khong; duoc khong; khong; gom nhung gi; nhung gi; gi; nao; moi nhat; hom nay
"""
_BEGINNINGS = """
the nao la; tai sao; vi sao; khi nao; o dau; ai la; hay cho biet; cho hoi; xin hoi;
bai viet ve; tim bai; tim; bai ve; tin tuc ve; tin ve; bai viet cua; bai cua; anh cua; tac gia;
cach; tai ve; tai; xem; mau
"""
# Words that say little, and as often as not stand in one of two names of the same thing.
_LITTLE = {"cac", "cua", "nhung", "va", "ve", "voi", "cho", "tai", "trong", "o", "so"}
_TAILS, _HEADS = (
    [tuple(words.split()) for words in listed.split(";")]
    for listed in (_ENDS_OF_QUESTIONS, _BEGINNINGS)
)


def without_question(words: Sequence[str]) -> Iterator[list[str]]:
    """The words without what asks for them, at their beginning, their end or both; none where
    nothing does, or nothing else is left."""
    bared = tuple(map(bare, words))
    heads = [len(head) for head in _HEADS if bared[: len(head)] == head]
    tails = [len(tail) for tail in _TAILS if bared[-len(tail) :] == tail]
    for head, tail in product([0, *heads], [0, *tails]):
        if 0 < head + tail < len(words):
            yield list(words[head : len(words) - tail])


def telling_words(words: Sequence[str]) -> list[str]:
    """The words without those that say little; none where that leaves all, or a single one."""
    telling = [word for word in words if bare(word) not in _LITTLE]
    return telling if 1 < len(telling) < len(words) else []
