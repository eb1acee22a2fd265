"""The desk's page for what readers are told at a withdrawn article's address."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from limits import lengths
from limits.texts import BoundedCharField
from newsroom import permissions
from newsroom.pages.shortcuts import get_article, redirect_to, render_page
from newsroom.takedowns.notice import TellingRefused, tell_readers


class NoticeForm(forms.Form):
    notice = BoundedCharField(
        most=lengths.NOTICE,
        label="Lời báo cho bạn đọc",
        help_text="Để trống thì địa chỉ cũ của bài trả lời như chưa từng có trang nào.",
        required=False,
    )


def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks what readers are told, and stores it (2 queries; about 12 where it changes).
    PermissionDenied for who is no editor."""
    article = get_article(request, pk)
    if not permissions.is_editor(request.user):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else None
    form = NoticeForm(sent, initial={"notice": article.withdrawal_note})
    if not form.is_valid():
        context = {"title": "Lời báo cho bạn đọc", "article": article, "form": form}
        return render_page(request, "withdrawal", context)
    try:
        tell_readers(article, request.user, form.cleaned_data["notice"])
    except TellingRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã lưu lời báo cho bạn đọc.")
    return redirect_to("change", article.pk)
