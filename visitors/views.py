"""The page that says what the figures mean."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from visitors.models import OpeningBalance


@require_safe
def explanation(request: HttpRequest) -> HttpResponse:
    """The page “Cách tính lượt truy cập”. Public, the same for everyone.

    One query, besides the layout's.
    """
    opening_balance = OpeningBalance.objects.first()
    return render(request, "visitors/explanation.html", {"opening_balance": opening_balance})
