"""The desk's page for what readers are told at a withdrawn article's address."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path

from newsroom import permissions
from newsroom.admin.access import AccessMixin
from newsroom.withdrawal import TellingRefused, tell_readers


class NoticeForm(forms.Form):
    notice = forms.CharField(
        label="Lời báo cho bạn đọc",
        help_text="Để trống thì địa chỉ cũ của bài trả lời như chưa từng có trang nào.",
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )


class WithdrawingMixin(AccessMixin):
    """For ArticleAdmin."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.notice_view)
        page = path("<int:pk>/loi-bao/", view, name="articles_article_notice")
        return [page, *super().get_urls()]

    def notice_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self.found(request, pk)
        if not permissions.is_editor(request.user):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else None
        form = NoticeForm(sent, initial={"notice": article.withdrawal_note})
        if form.is_valid():
            try:
                tell_readers(article, request.user, form.cleaned_data["notice"])
            except TellingRefused as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                self.message_user(request, "Đã lưu lời báo cho bạn đọc.", messages.SUCCESS)
            return self._to(article, "change")
        return self._page(request, article, "notice", title="Lời báo cho bạn đọc", form=form)
