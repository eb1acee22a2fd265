"""What is pasted into the desk is read before it is inserted: this answers static/js/paste.js."""

from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from articles.models import Byline
from importing.pasting import Offer, PastedText, read_pasted
from importing.sources.refusals import ImportRefused
from newsroom import quotas

MAY_WRITE = ("articles.add_article", "articles.change_article", "portal.change_page")
_ROLES = {str(label): str(value) for value, label in Byline.Role.choices}


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """What the editor is to insert and to say, stored nowhere (1 query beside those for rights).
    422 with the reason for what is too large, 429 where one person pastes and saves without end.
    PermissionDenied for who writes nothing here."""
    if not any(map(request.user.has_perm, MAY_WRITE)):
        raise PermissionDenied
    if refusal := quotas.refusal_of_save(quotas.count_save(request.user)):
        return JsonResponse({"reason": refusal}, status=429)
    try:
        pasted = read_pasted(request.POST.get("html", ""))
    except ImportRefused as refused:
        return JsonResponse({"reason": str(refused)}, status=422)
    return JsonResponse(_answer(pasted))


def _answer(pasted: PastedText) -> dict[str, Any]:
    photos = [
        {
            "handle": photo.handle,
            "caption": photo.caption,
            "credit": photo.credit,
            "alt": photo.alt,
        }
        for photo in pasted.photos
    ]
    return {
        "html": pasted.html,
        "photos": photos,
        "removed": [f"{count} {name}" for name, count in pasted.left_out.items() if count],
        "repairs": [
            {"before": one.before, "after": one.after, "reason": one.reason}
            for one in pasted.repairs
        ],
        "lost": pasted.lost,
        "remarks": pasted.remarks,
        "offers": list(map(_offer, pasted.offers)),
    }


def _offer(offer: Offer) -> dict[str, Any]:
    return asdict(offer) | {"role": _ROLES.get(offer.role, "")}
