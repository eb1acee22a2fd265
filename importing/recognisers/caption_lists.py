"""Captions gathered below the text: "Chú thích ảnh:", then "Ảnh 1: …", "Ảnh 2: …"."""

import re
from dataclasses import replace

from importing.imported_page import Block, ImportReport, PhotoPlaceholder, quote
from importing.recognisers.credits import split_credit
from importing.recognisers.lines import Line
from importing.recognisers.titles import compared

_NUMBERED = re.compile(
    r"(?:ảnh|hình)\s*(?:số\s*)?(?P<number>\d{1,2})\s*[:.–-]\s*(?P<said>\S.*)", re.I
)
_HEAD = re.compile(
    r"(?:chú thích|ghi chú)(?: (?:các|cho|của))?(?: (?:ảnh|hình)| hình ảnh)\s*[:.]?", re.I
)


def split_captions(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """The lines without the list that ends them, and its captions by number from 1; [] where the
    numbers do not run on."""
    begins = len(lines)
    while begins > 1 and _NUMBERED.fullmatch(lines[begins - 1].text):
        if begins < len(lines) and lines[begins].at != lines[begins - 1].at + 1:
            break  # a picture stands between
        begins -= 1
    found = [match for line in lines[begins:] if (match := _NUMBERED.fullmatch(line.text))]
    runs_on = [int(match["number"]) for match in found] == list(range(1, len(found) + 1))
    has_head = begins > 1 and bool(_HEAD.fullmatch(lines[begins - 1].text))
    if not found or not runs_on or not (has_head or len(found) > 1):
        return lines, []
    return lines[: begins - has_head], [match["said"] for match in found]


def place_captions(blocks: list[Block], captions: list[str], report: ImportReport) -> list[Block]:
    """Each caption under the photo of its number, where there are as many photos and none has a
    caption; else as photos that come later, below all else."""
    photos = [block for block in blocks if isinstance(block, PhotoPlaceholder)]
    said = [split_credit(caption) for caption in captions]
    known = [compared(photo.caption) for photo in photos]
    if len(photos) == len(captions) and all(
        not caption or caption == compared(one.caption)
        for caption, one in zip(known, said, strict=True)
    ):
        waiting = iter(said)
        report.add_doubt(
            f"Chú thích ghi ở cuối bài nay ở dưới {len(captions)} ảnh, theo số thứ tự."
        )
        return [
            replace(block, caption=one.caption, credit=one.credit or block.credit)
            if isinstance(block, PhotoPlaceholder) and (one := next(waiting))
            else block
            for block in blocks
        ]
    for caption in captions:
        report.add_doubt(f"Coi là chỗ của một ảnh, chờ ảnh: {quote(caption)}.")
    return [*blocks, *(PhotoPlaceholder(one.caption, one.credit) for one in said)]
