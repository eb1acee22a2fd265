"""One thing worth a look."""

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class Finding:
    """`message` is a sentence without its stop; `where` names the field or the photo; `excerpt` is
    the text it is about, where there is one."""

    message: str
    where: str
    excerpt: str = ""


def fingerprint(found: Iterable[Finding]) -> str:
    """The same for the same findings: whoever has seen them sends it along."""
    text = "\n".join("\t".join(astuple(finding)) for finding in found)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
