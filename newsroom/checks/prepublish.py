"""The list before an article goes on: shown once on the way, and passed over by saying so.

Which findings were seen is told by their fingerprint, sent along with the step; what has changed
since is shown again.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from articles.models import Article
from newsroom.checks import Finding, findings, fingerprint
from newsroom.models import Proposal
from newsroom.proposals.merging import with_proposal
from newsroom.workflow import CHECKED, Step

SEEN = "seen"
ON_THE_WAY = {
    "submit": "gửi duyệt",
    "approve": "duyệt",
    "publish": "đăng",
    "schedule": "hẹn giờ đăng",
}


@dataclass(frozen=True)
class Checklist:
    """What an article's list says to whoever takes a step with it."""

    article: Article
    way: str
    found: list[Finding]

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.found)

    @property
    def heading(self) -> str:
        return f"Có {len(self.found)} điều nên xem trước khi {self.way}"

    @property
    def button(self) -> str:
        return f"Vẫn {self.way}"

    def was_seen(self, request: HttpRequest) -> bool:
        """Whether the person comes from this very list, or there is nothing to be seen."""
        return not self.found or self.fingerprint in request.POST.getlist(SEEN)


def checklist_for(step: Step, article: Article) -> Checklist:
    """The list for that step; empty where the text does not go on (then no query)."""
    found = findings(article) if step.name in CHECKED else []
    return Checklist(article, ON_THE_WAY.get(step.name, step.label.lower()), found)


def checklist_of_proposal(article: Article, proposal: Proposal) -> Checklist:
    """The list of the article as it would be with that edit (about 14 queries)."""
    edited = with_proposal(article, proposal)
    found = findings(edited.article, edited.photos, edited.bylines)
    return Checklist(article, "duyệt bản sửa", found)
