"""Signing in: after the password the second factor; a new password by an administrator's link."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import PasswordResetConfirmView, redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache

from accounts import hashing, second_factor, throttle
from accounts.forms import CodeForm
from accounts.password_links import link_tokens
from accounts.second_factor import SecondFactorState, state_of

View = Callable[..., HttpResponse]


class StaffRequest(HttpRequest):
    """What a view is given that lets in nobody who has not signed in."""

    user: User


NEXT_STEP = {
    SecondFactorState.TO_VERIFY: "admin:verify",
    SecondFactorState.TO_SET_UP: "admin:second-factor",
}


def password_required(view: View) -> View:
    """For staff who gave their password, with or without the second factor."""

    @never_cache
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_past_password(request):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return view(request, *args, **kwargs)

    return inner


def sign_in(request: HttpRequest, view: View) -> HttpResponse:
    """Django's own sign-in for a password that may be tried; 429 where it must rest, which costs no
    hash, and 503 where too many strangers' passwords wait to be hashed."""
    credentials = {"username": request.POST.get("username", "")}
    if throttle.find_lock(request, credentials):
        return throttle.locked_out(request, None, credentials)
    is_known = throttle.is_known(request, throttle.username_of(request))
    try:
        with nullcontext() if is_known else hashing.turn():
            return view(request)
    except hashing.BusyError:
        return too_busy()


def too_busy() -> HttpResponse:
    answer = HttpResponse(render_to_string("errors/sign_in.html"), status=503)
    answer.headers["Retry-After"] = str(hashing.RETRY_SECONDS)
    return answer


def change_password(request: HttpRequest, view: View) -> HttpResponse:
    """Django's own page, where a wrong present password counts like one at the sign-in: an open
    session is no place to guess it."""
    credentials = {"username": request.user.get_username()}
    if request.method == "POST" and throttle.find_lock(request, credentials):
        return throttle.locked_out(request, None, credentials)
    response = view(request)
    form = getattr(response, "context_data", {}).get("form")
    if form and form.is_bound and form.has_error("old_password", "password_incorrect"):
        user_login_failed.send(__name__, credentials=credentials, request=request)
    return response


def is_past_password(request: HttpRequest) -> bool:
    """Django's own question, without the second factor that NewsroomSite adds."""
    return AdminSite.has_permission(admin.site, request)


def redirect_to_next_step(request: HttpRequest) -> HttpResponse:
    """To what is still asked of this person, or to where they wanted to go."""
    wanted = next_url(request)
    step = NEXT_STEP.get(state_of(request.user))
    if step is None:
        return redirect(wanted)
    return redirect(f"{reverse(step)}?{urlencode({REDIRECT_FIELD_NAME: wanted})}")


def next_url(request: HttpRequest) -> str:
    """The address of `next` where it stays on this site; else the admin's first page."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    stays = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if stays and wanted != reverse("admin:login") else reverse("admin:index")


def verify(request: StaffRequest) -> HttpResponse:
    """Asks for a code and goes on; 429 while too many wrong ones are being waited out."""
    if state_of(request.user) is not SecondFactorState.TO_VERIFY:
        return redirect_to_next_step(request)
    form = CodeForm(request.POST or None)
    until = second_factor.locked_until(request.user)
    if not until and form.is_valid():
        if second_factor.verify(request, form.cleaned_data["code"]):
            return redirect(next_url(request))
        form.add_error("code", CodeForm.WRONG)
    context = {"title": "Mã xác thực", "form": form, "until": until, "next": next_url(request)}
    return render_page(request, "verify", context, status=429 if until and request.POST else 200)


def render_page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """accounts/<name>.html in the admin's frame."""
    context = {**admin.site.each_context(request), **context}
    return render(request, f"accounts/{name}.html", context, status=status)


@never_cache
def this_session(request: HttpRequest) -> HttpResponse:
    """For scripts: who is signed in, and what is still asked of them before they may go on. It
    brings the cookie by which forms are known, so that a page can go on with the new one."""
    get_token(request)
    if not is_past_password(request):
        return JsonResponse({"person": None, "asked": "password"})
    asked = {
        SecondFactorState.TO_VERIFY: "code",
        SecondFactorState.TO_SET_UP: "set-up",
        SecondFactorState.PASSED: "",
    }
    return JsonResponse({"person": request.user.pk, "asked": asked[state_of(request.user)]})


@never_cache
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """What to do without a password. It asks for no name, so it can tell nothing about any."""
    context = {"title": "Quên mật khẩu", "manage": settings.MANAGE_COMMAND}
    return render_page(request, "forgotten", context)


class NewPassword(PasswordResetConfirmView):
    """The link of an administrator: good once, for a day. A link that is not good says nothing
    about why, nor whether there is such a person."""

    template_name = "accounts/new_password.html"
    success_url = reverse_lazy("admin:login")
    token_generator = link_tokens

    def get_user(self, uidb64: str) -> User | None:
        user = super().get_user(uidb64)
        return user if user and user.is_active else None

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        throttle.reset_attempts(form.user)
        messages.success(self.request, "Đã đặt mật khẩu mới. Mời bạn đăng nhập.")
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**admin.site.each_context(self.request), **context, "title": "Đặt mật khẩu mới"}
