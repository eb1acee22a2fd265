"""Our reader of Word files beside mammoth, which reads them by other people's rules: what that one
finds is there, too. Where they differ, the reason is named."""

import io
import re
from collections import Counter
from pathlib import Path

import mammoth
import pytest

from importing.document import Document
from importing.repairing import repair
from importing.sources.word import reader
from tests.importing.reading import words_in
from tests.importing.word_files import packed

PAGES = sorted((Path(__file__).parent / "pages").glob("*.docx.xml"))
# Mammoth drops the mark of hidden text, and shows it.
HIDDEN = {
    "mail-merge-hidden.docx.xml": "Ghi chú nội bộ: chưa duyệt chi. Chỉ in nhápMáy",
    "hidden-styles.docx.xml": "Ghi chú nội bộ không đăng. (chưa trả tiền hội trường)",
    "symbols.docx.xml": "🗹",  # for which we have ☑
}
# It asks each style for its type, which Word does not.
CRASHES = {"report.docx.xml"}


def letters(document: Document) -> str:
    return "".join(words_in(document)).replace("\u2011", "-")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_word_that_mammoth_finds_is_lost(path: Path) -> None:
    data = packed(path.read_text())
    if path.name in CRASHES:
        with pytest.raises(KeyError):
            mammoth.extract_raw_text(io.BytesIO(data))
        return
    found = mammoth.extract_raw_text(io.BytesIO(data)).value.replace("\u2011", "-")
    words = Counter(re.findall(r"[^\s.]+", found))
    words -= Counter(re.findall(r"[^\s.]+", HIDDEN.get(path.name, "")))
    document = reader.read(io.BytesIO(data))
    as_read = letters(document)
    repaired = letters(repair(document))  # signs of Symbol are letters of theirs before
    lost = [
        word
        for word, times in words.items()
        if as_read.count(word) < times and repaired.count(word) < times
    ]
    assert lost == []
