"""One thing worth a look."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

MOST_ALIKE = 30


@dataclass(frozen=True)
class Finding:
    """`message` is a sentence without its stop; `where` names the field or the photo; `excerpt` is
    the text it is about, where there is one."""

    message: str
    where: str
    excerpt: str = ""


def at_most(found: Iterable[Finding]) -> Iterator[Finding]:
    """The first MOST_ALIKE of those that say the same of one place, and how many more there are."""
    found = list(found)
    numbers = Counter((finding.message, finding.where) for finding in found)
    seen: Counter[tuple[str, str]] = Counter()
    for finding in found:
        alike = finding.message, finding.where
        seen[alike] += 1
        if seen[alike] <= MOST_ALIKE:
            yield finding
        if seen[alike] == MOST_ALIKE < numbers[alike]:
            yield left_out(numbers[alike] - MOST_ALIKE, finding.where)


def left_out(number: int, where: str) -> Finding:
    return Finding(f"Còn {number} chỗ tương tự nữa", where)


def fingerprint(found: Iterable[Finding]) -> str:
    """The same for the same findings: whoever has seen them sends it along."""
    text = "\n".join("\t".join(astuple(finding)) for finding in found)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
