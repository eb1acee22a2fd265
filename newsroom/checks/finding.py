"""One thing worth a look."""

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class Finding:
    """`said` is a sentence without its stop; `where` names the field or the photo; `excerpt` is the
    text it is about, where there is one."""

    said: str
    where: str
    excerpt: str = ""


def fingerprint(found: Iterable[Finding]) -> str:
    """The same for the same findings: whoever has seen them sends it along."""
    said = "\n".join("\t".join(astuple(finding)) for finding in found)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
